// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/recordfile.h"

#include "models/monitor/recordrow.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 applicationId = 0x53574c52; // 'SWLR'
constexpr qint64 schemaVersion = 1;
constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

QString tr(const char *text)
{
    return QCoreApplication::translate("Recorder", text);
}

enum class Content { Ours, Empty, Damaged, Foreign, Newer };

std::expected<Content, SqlFailure> inspect(SqlConnection &connection)
{
    const auto tables = connection.number(u"SELECT count(*) FROM sqlite_master"_s);
    const auto id = connection.number(u"PRAGMA application_id"_s);
    const auto version = connection.number(u"PRAGMA user_version"_s);
    for (const auto &answer : {tables, id, version}) {
        if (!answer && answer.error().kind == SqlFailure::Kind::Damaged)
            return Content::Damaged;
        if (!answer)
            return std::unexpected(answer.error());
    }
    if (*tables == 0 && *id == 0)
        return Content::Empty;
    if (*id != applicationId)
        return Content::Foreign;
    return *version > schemaVersion ? Content::Newer : Content::Ours;
}

SqlResult createSchema(SqlConnection &connection)
{
    QStringList statements{
        u"PRAGMA auto_vacuum = INCREMENTAL"_s, u"PRAGMA journal_mode = WAL"_s, u"BEGIN IMMEDIATE"_s,
        u"CREATE TABLE node(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)"_s,
        u"CREATE TABLE series(node INTEGER NOT NULL, slot INTEGER NOT NULL, metric INTEGER NOT NULL,"
        " qualifier TEXT NOT NULL, PRIMARY KEY(node, slot)) WITHOUT ROWID"_s};
    for (size_t tier = 0; tier < recordTiers.size(); ++tier) {
        statements += u"CREATE TABLE %1(time INTEGER NOT NULL, node INTEGER NOT NULL, data BLOB NOT NULL,"
                      " PRIMARY KEY(%2)) WITHOUT ROWID"_s.arg(recordTable(tier),
                                                              tier == 0 ? u"time, node"_s : u"node, time"_s);
    }
    statements += u"PRAGMA application_id = %1"_s.arg(applicationId);
    statements += u"PRAGMA user_version = %1"_s.arg(schemaVersion);
    statements += u"COMMIT"_s;
    for (const QString &statement : statements) {
        if (const SqlResult done = connection.run(statement); !done)
            return done;
    }
    return {};
}

/// NORMAL loses nothing when this process is killed; only a crash of the machine may cost the last commits,
/// and never the file.
SqlResult configure(SqlConnection &connection, qint64 limitBytes)
{
    const qint64 logPages = std::clamp<qint64>(limitBytes / 16 / 4096, 64, 1000);
    for (const QString &statement :
         {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s,
          u"PRAGMA wal_autocheckpoint = %1"_s.arg(logPages),
          u"PRAGMA journal_size_limit = %1"_s.arg(logPages * 4096), u"PRAGMA cache_size = -4000"_s}) {
        if (const SqlResult done = connection.run(statement); !done)
            return done;
    }
    return {};
}

QString cannot(const QString &path, const QString &why)
{
    return tr("The flight recorder cannot write %1: %2. Figures are kept in memory only until this is "
              "mended.")
        .arg(QDir::toNativeSeparators(path), why);
}

std::expected<std::unique_ptr<QLockFile>, QString> takeLock(const QString &path)
{
    auto lock = std::make_unique<QLockFile>(path + u".lock"_s);
    lock->setStaleLockTime(0); // only a dead owner makes it stale
    if (lock->tryLock(0)) {
        QFile::setPermissions(lock->fileName(), ownerOnly);
        return lock;
    }
    if (lock->error() != QLockFile::LockFailedError)
        return std::unexpected(cannot(path, tr("its directory is missing or not writable")));
    qint64 process = 0;
    QString host, program;
    lock->getLockInfo(&process, &host, &program);
    return std::unexpected(tr("Another console (process %1) records this cluster already. This one keeps its "
                              "figures in memory only; close one of the two.")
                               .arg(process));
}

std::optional<QString> prepareFile(const QString &path)
{
    QFile file(path);
    if (file.exists()) {
        file.setPermissions(ownerOnly);
        return {};
    }
    if (!file.open(QFile::WriteOnly | QFile::NewOnly, ownerOnly))
        return cannot(path, file.errorString());
    return {};
}

QString noticeOf(Content content, const QString &path, const QString &movedTo)
{
    const QString why = content == Content::Damaged   ? tr("is damaged")
                        : content == Content::Foreign ? tr("is not a recording of Seawall")
                                                      : tr("was written by a newer Seawall");
    return tr("%1 %2. It was kept as %3, and a new recording was begun.")
        .arg(QDir::toNativeSeparators(path), why, QFileInfo(movedTo).fileName());
}

} // namespace

QString recordTable(size_t tier)
{
    return u"record_%1"_s.arg(recordTiers[tier].span);
}

QString RecordFile::setAside(const QString &path, const QString &why)
{
    const QString base =
        path + u'.' + why + u'-' + QDateTime::currentDateTime().toString(u"yyyyMMdd-hhmmss"_s);
    QString target = base;
    for (int n = 2; QFile::exists(target); ++n)
        target = base + u'-' + QString::number(n);
    if (!QFile::rename(path, target))
        return {};
    for (const QString &part : {u"-wal"_s, u"-shm"_s})
        QFile::rename(path + part, target + part);
    return target;
}

qint64 RecordFile::bytes(const QString &path)
{
    return QFileInfo(path).size() + QFileInfo(path + u"-wal"_s).size() + QFileInfo(path + u"-shm"_s).size();
}

std::expected<RecordFile, QString> RecordFile::open(const QString &path, qint64 limitBytes)
{
    auto lock = takeLock(path);
    if (!lock)
        return std::unexpected(lock.error());
    RecordFile file{std::move(*lock), nullptr, {}};
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (const auto problem = prepareFile(path))
            return std::unexpected(*problem);
        file.connection = std::make_unique<SqlConnection>(path, false);
        if (const SqlResult opened = file.connection->open(); !opened)
            return std::unexpected(cannot(path, opened.error().text));
        const auto content = inspect(*file.connection);
        if (!content)
            return std::unexpected(cannot(path, content.error().text));
        if (*content == Content::Ours || *content == Content::Empty) {
            SqlResult ready = *content == Content::Empty ? createSchema(*file.connection) : SqlResult{};
            if (ready)
                ready = configure(*file.connection, limitBytes);
            if (!ready)
                return std::unexpected(cannot(path, ready.error().text));
            return file;
        }
        file.connection.reset();
        const QString moved = setAside(path, *content == Content::Newer     ? u"newer"_s
                                             : *content == Content::Foreign ? u"foreign"_s
                                                                            : u"damaged"_s);
        if (moved.isEmpty())
            return std::unexpected(cannot(path, tr("it holds something else and cannot be renamed")));
        file.notice = noticeOf(*content, path, moved);
    }
    return std::unexpected(cannot(path, tr("it changes while it is opened")));
}

} // namespace seawall::models
