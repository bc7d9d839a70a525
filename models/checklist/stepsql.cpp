// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/stepsql.h"

#include <QRegularExpression>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = db::Statement::Kind;

namespace {

constexpr auto cancelTime = 3s;

bool callsWhatActs(const QString &sql)
{
    static const QRegularExpression functions(
        uR"(\b(pg_promote|pg_switch_wal|pg_switch_xlog|pg_(terminate|cancel)_backend|pg_reload_conf|pg_rotate_logfile)"
        uR"(|pg_wal_replay_(pause|resume)|pg_create_\w+|pg_copy_\w+_slot|pg_drop_replication_slot)"
        uR"(|pg_replication_slot_advance|pg_replication_origin_\w+|pg_(backup_)?(start|stop)(_backup)?|pg_logical_\w+)"
        uR"(|pg_stat_reset\w*|pg_stat_statements_reset|pg_import_system_collations|pg_log_\w+|pg_notify|pg_file_\w+)"
        uR"(|pg_export_snapshot|pg_(try_)?advisory_\w+|dblink\w*|lo_\w+|nextval|setval|set_config)\s*\()"_s,
        QRegularExpression::CaseInsensitiveOption);
    return functions.match(sql).hasMatch();
}

bool isHiddenChange(const QString &sql)
{
    static const QRegularExpression words(
        uR"(\b(insert\s+into|update\s+\S+\s+set|delete\s+from|merge\s+into|select\b.*\binto|for\s+(no\s+key\s+)?update)"
        uR"(|for\s+(key\s+)?share|read\s+write)\b)"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return words.match(sql).hasMatch();
}

/// A cursor serves queries only, and saves fetching what nobody will read.
bool fitsCursor(const db::Statement &statement)
{
    static const QRegularExpression start(uR"(^\s*\(?\s*(SELECT|VALUES|TABLE|WITH)\b)"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return statement.kind == Kind::Query && start.match(statement.sql).hasMatch();
}

ResultTable tableOf(const db::Rows &rows)
{
    ResultTable table;
    for (int column = 0; column < rows.columns(); ++column)
        table.columns << rows.columnName(column);
    for (int row = 0; row < std::min(rows.count(), ResultTable::mostRows); ++row) {
        QStringList cells;
        for (int column = 0; column < rows.columns(); ++column)
            cells << (rows.isNull(row, column) ? QString() : rows.text(row, column) + u""_s);
        table.rows.push_back(std::move(cells));
    }
    table.count = rows.columns() > 0 ? rows.count() : rows.affected();
    return table;
}

db::Result<ResultTable> fetched(db::Connection &connection, const QString &sql, db::Deadline deadline,
                                const std::stop_token &stop)
{
    const auto declared =
        connection.execute(u"DECLARE seawall_step NO SCROLL CURSOR FOR "_s + sql, {}, deadline, stop);
    if (!declared)
        return std::unexpected(declared.error());
    const auto rows = connection.execute(
        u"FETCH FORWARD %1 FROM seawall_step"_s.arg(ResultTable::mostRows + 1), {}, deadline, stop);
    if (!rows)
        return std::unexpected(rows.error());
    auto table = tableOf(*rows);
    if (rows->count() > ResultTable::mostRows) {
        const auto moved = connection.execute(u"MOVE FORWARD ALL FROM seawall_step"_s, {}, deadline, stop);
        if (!moved)
            return std::unexpected(moved.error());
        table.count += moved->affected();
    }
    if (const auto closed = connection.execute(u"CLOSE seawall_step"_s, {}, deadline, stop); !closed)
        return std::unexpected(closed.error());
    return table;
}

db::Result<ResultTable> executed(db::Connection &connection, const QString &sql, db::Deadline deadline,
                                 const std::stop_token &stop)
{
    const auto rows = connection.execute(sql, {}, deadline, stop);
    if (!rows)
        return std::unexpected(rows.error());
    return tableOf(*rows);
}

} // namespace

bool onlyReads(const db::Statement &statement)
{
    if (!statement.unread.isEmpty() || callsWhatActs(statement.sql) || isHiddenChange(statement.sql))
        return false;
    if (statement.kind == Kind::Setting)
        return !statement.sql.contains(u"read_only"_s, Qt::CaseInsensitive);
    return statement.kind == Kind::Query;
}

bool onlyReads(const db::Script &script)
{
    return std::ranges::all_of(script.statements,
                               [](const db::Statement &statement) { return onlyReads(statement); });
}

db::Result<ResultTable> runStatements(db::Connection &connection, const db::Script &script, bool isReading,
                                      db::Deadline deadline, const std::stop_token &stop)
{
    ResultTable last;
    for (const auto &statement : script.statements) {
        auto table = isReading && fitsCursor(statement) ? fetched(connection, statement.sql, deadline, stop)
                                                        : executed(connection, statement.sql, deadline, stop);
        if (!table) {
            if (connection.isBroken()) // the session is of no more use; its statement must not go on
                static_cast<void>(connection.cancel(db::Deadline::in(cancelTime)));
            return std::unexpected(table.error());
        }
        if (!table->columns.isEmpty() || last.columns.isEmpty())
            last = std::move(*table);
    }
    return last;
}

} // namespace seawall::models
