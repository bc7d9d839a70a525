// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/adopt.h"

#include "db/migrations/history_p.h"
#include "db/sqlcatalog.h"

#include <QStringList>

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

struct ForeignTable {
    QString name; ///< qualified and quoted
    SourceFormat tool = SourceFormat::GolangMigrate;
};

Result<Rows> ask(Connection &connection, const QString &sql, Deadline deadline, const std::stop_token &stop)
{
    auto rows = connection.execute(sql, {}, deadline, stop);
    if (!rows)
        return std::unexpected(
            explained(rows.error(), u"GRANT SELECT on that table to {role};"_s, connection, deadline, stop));
    return rows;
}

Result<ForeignTable> findTable(Connection &connection, SourceFormat wanted, Deadline deadline,
                               const std::stop_token &stop)
{
    const auto rows =
        ask(connection, catalogQuery(u"adopt_tables"_s, connection.serverVersion()).sql, deadline, stop);
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<ForeignTable> tables;
    for (int row = 0; row < rows->count(); ++row) {
        const auto tool = rows->text(row, 1);
        tables.push_back({rows->text(row, 0), tool == u"flyway"           ? SourceFormat::Flyway
                                              : tool == u"golang-migrate" ? SourceFormat::GolangMigrate
                                                                          : SourceFormat::Dbmate});
    }
    if (tables.empty())
        return fail(
            ErrorKind::InvalidInput,
            u"There is nothing to adopt: neither schema_migrations nor flyway_schema_history is there."_s,
            u"Is it the right database? Where the schema was made by hand, use --baseline VERSION."_s);
    const auto fitting = std::ranges::find(tables, wanted, &ForeignTable::tool);
    return fitting == tables.end() ? tables.front() : *fitting;
}

std::unexpected<Error> dirty(const QString &tool, const QString &what, const QString &mend)
{
    return fail(ErrorKind::InvalidInput,
                u"%1 recorded that %2 failed, so nobody knows what of it stands."_s.arg(tool, what),
                u"Put the schema right by hand, then %1, and adopt again."_s.arg(mend));
}

Result<std::vector<ForeignRecord>> fromGolang(const Rows &rows, const MigrationFolder &folder)
{
    std::vector<ForeignRecord> records;
    if (rows.count() == 0 || rows.text(0, 0).startsWith(u'-')) // -1: all rolled back
        return records;
    const auto last = rows.text(0, 0);
    if (rows.boolean(0, 1).value_or(true))
        return dirty(u"golang-migrate"_s, u"version "_s + last, u"run 'migrate force %1'"_s.arg(last));
    for (const auto &migration : folder.migrations)
        if (!migration.repeatable && compareVersions(migration.version, last) <= 0)
            records.push_back({migration.version, migration.name, {}, {}, 0, false});
    if (records.empty() || compareVersions(records.back().version, last) != 0)
        records.push_back({last, {}, {}, {}, 0, false});
    return records;
}

std::vector<ForeignRecord> fromDbmate(const Rows &rows)
{
    std::vector<ForeignRecord> records;
    for (int row = 0; row < rows.count(); ++row)
        records.push_back({rows.text(row, 0), {}, {}, {}, 0, false});
    return records;
}

Result<std::vector<ForeignRecord>> fromFlyway(const Rows &rows)
{
    std::vector<ForeignRecord> records;
    for (int row = 0; row < rows.count(); ++row) {
        const auto text = [&](const char *name) { return rows.text(row, rows.column(name)); };
        const auto type = text("type");
        if (!rows.boolean(row, rows.column("success")).value_or(false))
            return dirty(u"Flyway"_s, text("script"), u"run 'flyway repair'"_s);
        if (type.startsWith(u"UNDO"_s) || type == u"DELETE")
            continue;
        auto version = text("version");
        if (version.isEmpty()) // a repeatable one goes by its file's name
            version = text("script").chopped(text("script").endsWith(u".sql"_s) ? 4 : 0);
        records.push_back({version, text("description").replace(u' ', u'_'), text("installed_on"),
                           text("installed_by"), rows.real(row, rows.column("seconds")).value_or(0),
                           type.endsWith(u"BASELINE"_s)});
    }
    return records;
}

} // namespace

Result<ForeignHistory> readForeignHistory(Connection &connection, const MigrationFolder &folder,
                                          Deadline deadline, const std::stop_token &stop)
{
    const auto table = findTable(connection, folder.format, deadline, stop);
    if (!table)
        return std::unexpected(table.error());
    const auto id = table->tool == SourceFormat::Flyway          ? u"adopt_flyway"_s
                    : table->tool == SourceFormat::GolangMigrate ? u"adopt_golang"_s
                                                                 : u"adopt_dbmate"_s;
    const auto rows =
        ask(connection, catalogQuery(id, connection.serverVersion()).sql.arg(table->name), deadline, stop);
    if (!rows)
        return std::unexpected(rows.error());
    auto records = table->tool == SourceFormat::Flyway          ? fromFlyway(*rows)
                   : table->tool == SourceFormat::GolangMigrate ? fromGolang(*rows, folder)
                                                                : fromDbmate(*rows);
    if (!records)
        return std::unexpected(records.error());
    return ForeignHistory{table->tool, std::move(*records)};
}

} // namespace seawall::db
