// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journalfile.h"

#include "db/deadline.h"

#include <QDateTime>
#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr int schemaVersion = 1;
constexpr auto busyWait = std::chrono::seconds(10);
const auto busy = u"5"_s; // SQLITE_BUSY

const QStringList &schema()
{
    static const QStringList statements{
        u"CREATE TABLE journal (id INTEGER PRIMARY KEY, type TEXT NOT NULL CHECK (type IN ('start', "
        u"'outcome')), "
        "entry INTEGER NOT NULL, time_ms INTEGER NOT NULL, payload TEXT NOT NULL, hash TEXT NOT NULL)"_s,
        u"CREATE UNIQUE INDEX journal_outcome ON journal (entry) WHERE type = 'outcome'"_s,
        u"CREATE INDEX journal_time ON journal (time_ms) WHERE type = 'start'"_s,
        u"CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"_s,
        u"CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"_s,
        // The head remembers how long the chain is: rows cut off its end are missed.
        u"CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), rows INTEGER NOT NULL, hash TEXT NOT NULL)"_s,
        u"INSERT INTO head VALUES (1, 0, '')"_s,
        u"CREATE TRIGGER head_grows BEFORE UPDATE ON head WHEN NEW.rows <> OLD.rows + 1 "
        "BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END"_s,
        u"CREATE TRIGGER head_stays BEFORE DELETE ON head "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"_s,
        u"PRAGMA user_version = %1"_s.arg(schemaVersion),
    };
    return statements;
}

std::unexpected<db::Error> failed(const QString &path, const QSqlError &error)
{
    return db::fail(db::ErrorKind::FileAccess,
                    u"The Journal '%1' cannot be used: %2."_s.arg(path, error.databaseText()),
                    u"Check that it is a Seawall journal, its rights, and the space on its disk."_s);
}

/// Made by hand, so that it is never readable by others, not even for a moment.
db::Result<void> createPrivately(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return db::fail(db::ErrorKind::FileAccess,
                        u"The Journal '%1' cannot be opened: %2."_s.arg(path, qt_error_string(errno)),
                        u"Check the rights of the file and its folder."_s);
    ::fchmod(descriptor, 0600);
    ::close(descriptor);
    return {};
}

JournalRow rowAt(const QSqlQuery &query, int column = 0)
{
    return {query.value(column).toLongLong(),
            query.value(column + 1).toString(),
            query.value(column + 2).toLongLong(),
            query.value(column + 3).toLongLong(),
            query.value(column + 4).toString().toUtf8(),
            query.value(column + 5).toByteArray()};
}

} // namespace

db::Result<std::unique_ptr<JournalFile>> JournalFile::open(const QString &path)
{
    if (!path.isEmpty()) {
        if (auto made = createPrivately(path); !made)
            return std::unexpected(made.error());
    }
    std::unique_ptr<JournalFile> file(new JournalFile);
    file->m_path = path;
    file->m_connection = u"journal-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    file->m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, file->m_connection);
    file->m_database.setDatabaseName(path.isEmpty() ? u":memory:"_s : path);
    file->m_database.setConnectOptions(
        u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(std::chrono::milliseconds(busyWait).count()));
    if (!file->m_database.open())
        return failed(path, file->m_database.lastError());
    if (auto done = file->setUp(); !done)
        return std::unexpected(done.error());
    return file;
}

JournalFile::~JournalFile()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

db::Result<void> JournalFile::run(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return failed(m_path, query.lastError());
    return {};
}

db::Result<void> JournalFile::setUp()
{
    // SQLite does not wait out other processes while it changes to WAL: ask again.
    QSqlQuery wal(m_database);
    const auto deadline = db::Deadline::in(busyWait);
    while (!wal.exec(u"PRAGMA journal_mode = WAL"_s)) {
        if (wal.lastError().nativeErrorCode() != busy || deadline.passed())
            return failed(m_path, wal.lastError());
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    wal.finish();
    if (auto set = run(u"PRAGMA synchronous = FULL"_s); !set)
        return set;
    if (auto begun = run(u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    auto made = makeTables();
    if (!made) {
        (void)run(u"ROLLBACK"_s);
        return made;
    }
    return run(u"COMMIT"_s);
}

db::Result<void> JournalFile::makeTables()
{
    QSqlQuery query(m_database);
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
        return failed(m_path, query.lastError());
    const int version = query.value(0).toInt();
    query.finish();
    if (version > schemaVersion)
        return db::fail(db::ErrorKind::InvalidInput,
                        u"The Journal '%1' was written by a newer Seawall."_s.arg(m_path),
                        u"Use that Seawall, or another folder for this one."_s);
    if (version == schemaVersion)
        return {};
    for (const auto &statement : schema()) {
        if (auto done = run(statement); !done)
            return done;
    }
    return {};
}

db::Result<qint64> JournalFile::append(const QString &type, qint64 entry, const QByteArray &payload)
{
    // IMMEDIATE takes the write lock before the head is read: two processes never chain to the same row.
    if (auto begun = run(u"BEGIN IMMEDIATE"_s); !begun)
        return std::unexpected(begun.error());
    auto id = appendInTransaction(type, entry, payload);
    if (id) {
        if (auto committed = run(u"COMMIT"_s); !committed)
            id = std::unexpected(committed.error());
    }
    if (!id)
        (void)run(u"ROLLBACK"_s);
    return id;
}

db::Result<qint64> JournalFile::appendInTransaction(const QString &type, qint64 entry,
                                                    const QByteArray &payload)
{
    QSqlQuery query(m_database);
    if (!query.exec(u"SELECT rows, hash FROM head"_s) || !query.next())
        return failed(m_path, query.lastError());
    JournalRow row{query.value(0).toLongLong() + 1,     type,    entry,
                   QDateTime::currentMSecsSinceEpoch(), payload, {}};
    if (row.entry == 0)
        row.entry = row.id;
    row.hash = chainHash(query.value(1).toByteArray(), row);
    query.prepare(u"INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)"_s);
    for (const auto &value : QVariantList{row.id, row.type, row.entry, row.timeMs,
                                          QString::fromUtf8(row.payload), QString::fromLatin1(row.hash)})
        query.addBindValue(value);
    if (!query.exec())
        return failed(m_path, query.lastError());
    query.prepare(u"UPDATE head SET rows = ?, hash = ?"_s);
    query.addBindValue(row.id);
    query.addBindValue(QString::fromLatin1(row.hash));
    if (!query.exec())
        return failed(m_path, query.lastError());
    return row.id;
}

db::Result<std::vector<JournalEntry>> JournalFile::entries(qint64 fromMs, qint64 toMs, int most)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(
        u"SELECT s.id, s.type, s.entry, s.time_ms, s.payload, s.hash, o.id, o.type, o.entry, o.time_ms, "
        "o.payload, o.hash FROM journal s LEFT JOIN journal o ON o.entry = s.id AND o.type = 'outcome' "
        "WHERE s.type = 'start' AND s.time_ms >= ? AND (s.time_ms < ? OR ? = 0) "
        "ORDER BY s.id DESC LIMIT ?"_s);
    for (const auto &value : QVariantList{fromMs, toMs, toMs, most})
        query.addBindValue(value);
    if (!query.exec())
        return failed(m_path, query.lastError());
    std::vector<JournalEntry> found;
    while (query.next()) {
        const bool ended = !query.isNull(6);
        found.push_back(journalEntry(rowAt(query), ended ? std::optional(rowAt(query, 6)) : std::nullopt));
    }
    return found;
}

db::Result<std::vector<JournalRow>> JournalFile::rows(qint64 after, int most)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(
        u"SELECT id, type, entry, time_ms, payload, hash FROM journal WHERE id > ? ORDER BY id LIMIT ?"_s);
    query.addBindValue(after);
    query.addBindValue(most);
    if (!query.exec())
        return failed(m_path, query.lastError());
    std::vector<JournalRow> found;
    while (query.next())
        found.push_back(rowAt(query));
    return found;
}

db::Result<Journal::Verification> JournalFile::verify()
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    // One statement sees one state of the file, though others append meanwhile.
    if (!query.exec(u"SELECT j.id, j.type, j.entry, j.time_ms, j.payload, j.hash, h.rows, h.hash "
                    "FROM (SELECT max(rows) AS rows, max(hash) AS hash FROM head) h LEFT JOIN journal j ON 1 "
                    "ORDER BY j.id"_s))
        return failed(m_path, query.lastError());
    Journal::Verification result;
    QByteArray hash, headHash;
    qint64 headRows = -1;
    while (query.next()) {
        headRows = query.isNull(6) ? -1 : query.value(6).toLongLong();
        headHash = query.value(7).toByteArray();
        if (query.isNull(0))
            break;
        const auto row = rowAt(query);
        if (row.id != result.rows + 1 || chainHash(hash, row) != row.hash) {
            result.firstBrokenRow = result.rows + 1;
            return result;
        }
        hash = row.hash;
        ++result.rows;
    }
    if (headRows > result.rows || headRows < 0)
        result.firstBrokenRow = result.rows + 1;
    else if (headRows < result.rows)
        result.firstBrokenRow = headRows + 1;
    else if (headHash != hash)
        result.firstBrokenRow = result.rows;
    return result;
}

} // namespace seawall::models
