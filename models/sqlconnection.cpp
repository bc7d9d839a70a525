// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sqlconnection.h"

#include <atomic>
#include <mutex>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

/// Qt loads the driver and keeps its list of connections behind its own lock; ours orders the threads for
/// everything that this touches besides.
std::mutex &connectionList()
{
    static std::mutex mutex;
    return mutex;
}

} // namespace

SqlFailure failureOf(const QSqlError &error)
{
    using Kind = SqlFailure::Kind;
    Kind kind = Kind::Other;
    switch (error.nativeErrorCode().toInt() & 0xff) { // the low byte of an extended code is the plain one
    case 1:                                           // SQLITE_ERROR: no such table
    case 11:                                          // SQLITE_CORRUPT
    case 26:                                          // SQLITE_NOTADB
        kind = Kind::Damaged;
        break;
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        kind = Kind::Busy;
        break;
    case 8:  // SQLITE_READONLY
    case 10: // SQLITE_IOERR
    case 13: // SQLITE_FULL
    case 14: // SQLITE_CANTOPEN
        kind = Kind::Disk;
        break;
    default:
        break;
    }
    return {kind, error.databaseText().isEmpty() ? error.text() : error.databaseText()};
}

SqlResult execute(QSqlQuery &query, std::initializer_list<QVariant> values)
{
    int place = 0;
    for (const QVariant &value : values)
        query.bindValue(place++, value);
    if (!query.exec())
        return std::unexpected(failureOf(query.lastError()));
    return {};
}

SqlConnection::SqlConnection(const QString &path, bool readOnly)
{
    static std::atomic<int> number = 0;
    m_name = u"seawall-%1"_s.arg(++number);
    const std::lock_guard lock(connectionList());
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(readOnly ? u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=1000"_s
                                          : u"QSQLITE_BUSY_TIMEOUT=1000"_s);
}

SqlConnection::~SqlConnection()
{
    m_database.close();
    const std::lock_guard lock(connectionList());
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
}

SqlResult SqlConnection::open()
{
    const std::lock_guard lock(connectionList());
    if (!m_database.open())
        return std::unexpected(failureOf(m_database.lastError()));
    return {};
}

SqlResult SqlConnection::run(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return std::unexpected(failureOf(query.lastError()));
    while (query.next()) // some pragmas do their work row by row
        continue;
    return {};
}

std::expected<qint64, SqlFailure> SqlConnection::number(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return std::unexpected(failureOf(query.lastError()));
    return query.next() ? query.value(0).toLongLong() : 0;
}

std::expected<QSqlQuery, SqlFailure> SqlConnection::prepare(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return std::unexpected(failureOf(query.lastError()));
    return query;
}

} // namespace seawall::models
