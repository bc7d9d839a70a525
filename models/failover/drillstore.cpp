// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/drillstore.h"

#include "models/sqlconnection.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 applicationId = 0x53574452; // 'SWDR'
constexpr qint64 schemaVersion = 1;
constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

std::unexpected<db::Error> failedOn(const QString &path, const QString &why)
{
    return db::fail(
        db::ErrorKind::FileAccess,
        u"The file of past drills '%1' cannot be used: %2."_s.arg(QDir::toNativeSeparators(path), why),
        u"Check its rights and the space on its disk."_s);
}

/// Never readable by others, not even for a moment.
db::Result<void> createPrivately(const QString &path)
{
    QFile file(path);
    if (file.open(QFile::WriteOnly | QFile::NewOnly, ownerOnly) ||
        (file.exists() && file.setPermissions(ownerOnly)))
        return {};
    return failedOn(path, file.errorString());
}

db::Result<void> prepare(SqlConnection &connection, const QString &path)
{
    const auto id = connection.number(u"PRAGMA application_id"_s);
    const auto version = connection.number(u"PRAGMA user_version"_s);
    if (!id || !version)
        return failedOn(path, (id ? version : id).error().text);
    if (*version > schemaVersion || (*version > 0 && *id != applicationId))
        return db::fail(db::ErrorKind::InvalidInput,
                        u"'%1' is no file of past drills that this Seawall can read."_s.arg(path),
                        u"Move it aside."_s);
    for (const auto &statement : {u"BEGIN IMMEDIATE"_s,
                                  u"CREATE TABLE IF NOT EXISTS drill (id INTEGER PRIMARY KEY, started_ms "
                                  u"INTEGER NOT NULL, name TEXT NOT "
                                  "NULL, result TEXT NOT NULL)"_s,
                                  u"PRAGMA application_id = %1"_s.arg(applicationId),
                                  u"PRAGMA user_version = %1"_s.arg(schemaVersion), u"COMMIT"_s}) {
        if (const auto done = connection.run(statement); !done)
            return failedOn(path, done.error().text);
    }
    return {};
}

} // namespace

QString DrillStore::pathFor(const QString &recordFile)
{
    return recordFile.isEmpty() ? QString() : QFileInfo(recordFile).dir().filePath(u"drills.sqlite"_s);
}

db::Result<void> DrillStore::add(const db::DrillResult &result)
{
    if (m_path.isEmpty())
        return {};
    if (const auto made = createPrivately(m_path); !made)
        return made;
    SqlConnection connection(m_path, false);
    if (const auto opened = connection.open(); !opened)
        return failedOn(m_path, opened.error().text);
    if (const auto ready = prepare(connection, m_path); !ready)
        return ready;
    auto insert = connection.prepare(u"INSERT INTO drill (started_ms, name, result) VALUES (?, ?, ?)"_s);
    if (!insert)
        return failedOn(m_path, insert.error().text);
    const auto text = QString::fromUtf8(QJsonDocument(result.toJson()).toJson(QJsonDocument::Compact));
    if (const auto done = execute(*insert, {result.startedMs, result.name, text}); !done)
        return failedOn(m_path, done.error().text);
    return {};
}

db::Result<std::vector<db::DrillResult>> DrillStore::results(int most) const
{
    std::vector<db::DrillResult> results;
    if (m_path.isEmpty() || !QFile::exists(m_path))
        return results;
    SqlConnection connection(m_path, true);
    if (const auto opened = connection.open(); !opened)
        return failedOn(m_path, opened.error().text);
    auto query = connection.prepare(u"SELECT result FROM drill ORDER BY started_ms DESC, id DESC LIMIT ?"_s);
    if (!query)
        return failedOn(m_path, query.error().text);
    if (const auto done = execute(*query, {most}); !done)
        return failedOn(m_path, done.error().text);
    while (query->next()) {
        auto result =
            db::DrillResult::fromJson(QJsonDocument::fromJson(query->value(0).toString().toUtf8()).object());
        if (result)
            results.push_back(std::move(*result));
    }
    return results;
}

const db::DrillResult *lastLike(const std::vector<db::DrillResult> &newestFirst,
                                const db::DrillResult &result)
{
    const auto found = std::ranges::find_if(newestFirst, [&](const db::DrillResult &each) {
        return each.name == result.name && each.systemIdentifier == result.systemIdentifier &&
               each.startedMs < result.startedMs;
    });
    return found == newestFirst.end() ? nullptr : &*found;
}

} // namespace seawall::models
