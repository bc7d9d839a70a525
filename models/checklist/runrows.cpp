// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/checklistjson.h"
#include "models/checklist/evidencerecord.h"
#include "models/checklist/runfile.h"

#include <QDateTime>
#include <QJsonDocument>

// The rows of RunFile: what is written and read once the file is open.
namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr int quickly = 1; // zlib's level: texts are small, runs begin on a person's click

QByteArray packed(const QByteArray &bytes)
{
    return qCompress(bytes, quickly);
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Columns: id, profile, folder, started_ms, path, title, checksum.
ChecklistRun runAt(const QSqlQuery &row)
{
    ChecklistRun run;
    run.id = row.value(0).toLongLong();
    run.profile = row.value(1).toString();
    run.folder = row.value(2).toString();
    run.startedMs = row.value(3).toLongLong();
    run.path = run.checklist.path = row.value(4).toString();
    run.checklist.title = row.value(5).toString();
    run.checklist.checksum = row.value(6).toByteArray();
    return run;
}

const auto runColumns = u"r.id, r.profile, r.folder, r.started_ms, v.path, v.title, v.checksum FROM run r "
                        "JOIN version v ON v.id = (SELECT max(id) FROM version WHERE run = r.id)"_s;

} // namespace

db::Result<qint64> RunFile::find(const QByteArray &checksum, const QString &profile)
{
    auto row =
        ask(u"SELECT "_s + runColumns + u" WHERE v.checksum = ? AND r.profile = ? ORDER BY r.id DESC"_s,
            {QString::fromLatin1(checksum), profile});
    if (!row)
        return std::unexpected(row.error());
    return row->next() ? row->value(0).toLongLong() : 0;
}

db::Result<qint64> RunFile::insert(const Checklist &checklist, const QString &profile, const QString &folder)
{
    return inTransaction([&]() -> db::Result<qint64> {
        auto inserted = ask(u"INSERT INTO run (profile, folder, started_ms) VALUES (?, ?, ?)"_s,
                            {profile, folder, QDateTime::currentMSecsSinceEpoch()});
        if (!inserted)
            return std::unexpected(inserted.error());
        const auto id = inserted->lastInsertId().toLongLong();
        if (auto added = addVersion(id, checklist); !added)
            return std::unexpected(added.error());
        return id;
    });
}

db::Result<void> RunFile::addVersion(qint64 run, const Checklist &checklist)
{
    return tell(u"INSERT INTO version (run, time_ms, path, title, checksum, text, nodes) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                {run, QDateTime::currentMSecsSinceEpoch(), checklist.path, checklist.title,
                 QString::fromLatin1(checklist.checksum), packed(checklist.text.toUtf8()),
                 packed(compact(toJson(checklist)))});
}

db::Result<ChecklistRun> RunFile::run(qint64 id)
{
    auto row = ask(u"SELECT "_s + runColumns + u" WHERE r.id = ?"_s, {id});
    if (!row)
        return std::unexpected(row.error());
    if (!row->next())
        return db::fail(db::ErrorKind::InvalidInput, u"There is no checklist run %1."_s.arg(id),
                        u"List the runs and choose one of them."_s);
    auto run = runAt(*row);
    auto content = ask(u"SELECT text, nodes FROM version WHERE run = ? ORDER BY id DESC LIMIT 1"_s, {id});
    if (!content)
        return std::unexpected(content.error());
    if (!content->next())
        return failed({SqlFailure::Kind::Damaged, u"a run without its text"_s});
    const auto checksum = run.checklist.checksum;
    run.checklist =
        checklistFrom(QJsonDocument::fromJson(qUncompress(content->value(1).toByteArray())).object());
    run.checklist.text = QString::fromUtf8(qUncompress(content->value(0).toByteArray()));
    run.checklist.checksum = checksum;
    return run;
}

db::Result<std::vector<ChecklistRun>> RunFile::runs()
{
    auto row = ask(u"SELECT "_s + runColumns + u" ORDER BY r.id DESC"_s);
    if (!row)
        return std::unexpected(row.error());
    std::vector<ChecklistRun> found;
    while (row->next())
        found.push_back(runAt(*row));
    return found;
}

db::Result<void> RunFile::setFolder(qint64 run, const QString &folder)
{
    return tell(u"UPDATE run SET folder = ? WHERE id = ?"_s, {folder, run});
}

db::Result<void> RunFile::markRunning(qint64 run, const QString &step)
{
    return inTransaction([&]() -> db::Result<void> {
        StatusInput input;
        if (auto read = readRunning(run, input, m_process); !read)
            return read;
        if (const auto other = input.running.find(step); other != input.running.end() && other->second)
            return db::fail(db::ErrorKind::InvalidInput,
                            u"This step is being run by another Seawall on this machine."_s,
                            u"Wait until it is done there, or close that program."_s);
        return tell(u"INSERT OR REPLACE INTO running VALUES (?, ?, ?, ?, ?, ?)"_s,
                    {run, step, QDateTime::currentMSecsSinceEpoch(), m_process.pid, m_process.startTicks,
                     m_process.bootId});
    });
}

db::Result<Evidence> RunFile::add(qint64 run, Evidence evidence)
{
    return inTransaction([&]() -> db::Result<Evidence> {
        auto last = m_connection->number(u"SELECT max(id) FROM evidence"_s);
        if (!last)
            return failed(last.error());
        evidence.id = *last + 1;
        const auto payload = payloadOf(evidence);
        evidence.checksum = checksumOf(evidence);
        if (auto added = tell(u"INSERT INTO evidence VALUES (?, ?, ?, ?, ?)"_s,
                              {evidence.id, run, evidence.step, QString::fromUtf8(payload),
                               QString::fromLatin1(evidence.checksum)});
            !added)
            return std::unexpected(added.error());
        if (auto ended = tell(u"DELETE FROM running WHERE run = ? AND step = ?"_s, {run, evidence.step});
            !ended)
            return std::unexpected(ended.error());
        return evidence;
    });
}

db::Result<std::vector<Evidence>> RunFile::evidence(qint64 run, bool latestOnly)
{
    const auto latest = u" AND id IN (SELECT max(id) FROM evidence WHERE run = ? GROUP BY step)"_s;
    auto row = ask(u"SELECT payload, checksum FROM evidence WHERE run = ?"_s +
                       (latestOnly ? latest : QString()) + u" ORDER BY id"_s,
                   latestOnly ? QVariantList{run, run} : QVariantList{run});
    if (!row)
        return std::unexpected(row.error());
    std::vector<Evidence> found;
    while (row->next())
        found.push_back(evidenceFrom(row->value(0).toString().toUtf8(), row->value(1).toByteArray()));
    return found;
}

db::Result<void> RunFile::signOff(qint64 run, const SignOff &signOff)
{
    return tell(u"INSERT INTO sign_off (run, phase, time_ms, name, second) VALUES (?, ?, ?, ?, ?)"_s,
                {run, signOff.phase, signOff.timeMs, signOff.name, signOff.second});
}

db::Result<std::vector<SignOff>> RunFile::signOffs(qint64 run)
{
    auto row = ask(u"SELECT phase, time_ms, name, second FROM sign_off WHERE run = ? ORDER BY id"_s, {run});
    if (!row)
        return std::unexpected(row.error());
    std::vector<SignOff> found;
    while (row->next())
        found.push_back({row->value(0).toString(), row->value(1).toLongLong(), row->value(2).toString(),
                         row->value(3).toString()});
    return found;
}

} // namespace seawall::models
