// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/plan.h"
#include "db/sqlcatalog.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

QString spanOf(double seconds)
{
    if (seconds < 120)
        return u"%1 s"_s.arg(qRound64(seconds));
    if (seconds < 7200)
        return u"%1 min"_s.arg(qRound64(seconds / 60));
    return u"%1 h"_s.arg(qRound64(seconds / 3600));
}

QString whatItIs(const QString &state, bool onReplica, double seconds)
{
    if (state == u"prepared"_s)
        return u"prepared transaction, for %1"_s.arg(spanOf(seconds));
    if (onReplica)
        return u"query on the replica, for %1"_s.arg(spanOf(seconds));
    return u"transaction open for %1 (%2)"_s.arg(spanOf(seconds), state);
}

/// Nothing: they were read.
std::optional<Error> readReferrers(LiveTables &live, Connection &connection, Deadline deadline,
                                   std::stop_token stop)
{
    const auto sql = catalogQuery(u"migration_references"_s, connection.serverVersion()).sql;
    const auto rows = connection.execute(sql, {}, deadline, std::move(stop));
    if (!rows)
        return rows.error();
    for (int row = 0; row < rows->count(); ++row) {
        const auto text = [&](const char *name) { return rows->text(row, rows->column(name)); };
        const Referrer referrer{text("referrer"),
                                rows->boolean(row, rows->column("deletes")).value_or(false)};
        live.referrers[text("schema") + u'.' + text("name")].push_back(referrer);
        if (rows->boolean(row, rows->column("visible")).value_or(false))
            live.referrers[text("name")].push_back(referrer);
    }
    return std::nullopt;
}

/// Nothing: they were read.
std::optional<Error> readDependents(LiveTables &live, Connection &connection, Deadline deadline,
                                    std::stop_token stop)
{
    const auto sql = catalogQuery(u"migration_dependents"_s, connection.serverVersion()).sql;
    const auto rows = connection.execute(sql, {}, deadline, std::move(stop));
    if (!rows)
        return rows.error();
    for (int row = 0; row < rows->count(); ++row) {
        const auto text = [&](const char *name) { return rows->text(row, rows->column(name)); };
        const Dependent dependent{text("dependent"), text("dependent_column")};
        const auto kind = text("kind"), schema = text("schema"), name = text("name");
        if (!schema.isEmpty())
            live.dependents[kind + u' ' + schema + u'.' + name].push_back(dependent);
        if (rows->boolean(row, rows->column("visible")).value_or(false))
            live.dependents[kind + u' ' + name].push_back(dependent);
    }
    return std::nullopt;
}

} // namespace

Result<LiveTables> readLiveTables(Connection &connection, Deadline deadline, std::stop_token stop)
{
    const auto sql = catalogQuery(u"migration_tables"_s, connection.serverVersion()).sql;
    const auto rows = connection.execute(sql, {}, deadline, stop);
    if (!rows)
        return std::unexpected(rows.error());
    LiveTables live;
    live.serverVersion = connection.serverVersion();
    for (int row = 0; row < rows->count(); ++row) {
        const auto name = rows->text(row, rows->column("name"));
        const TableSize size{rows->integer(row, rows->column("bytes")).value_or(0),
                             rows->integer(row, rows->column("live"))};
        live.sizes[rows->text(row, rows->column("schema")) + u'.' + name] = size;
        if (rows->boolean(row, rows->column("visible")).value_or(false))
            live.sizes[name] = size;
    }
    if (auto error = readReferrers(live, connection, deadline, stop))
        return std::unexpected(std::move(*error));
    if (auto error = readDependents(live, connection, deadline, stop))
        return std::unexpected(std::move(*error));
    if (auto names = readLiveNames(connection, deadline, std::move(stop)))
        live.names = std::move(*names);
    return live;
}

Result<std::vector<Obstacle>> readObstacles(Connection &connection, const QString &node, Deadline deadline,
                                            std::stop_token stop)
{
    const auto sql = catalogQuery(u"migration_obstacles"_s, connection.serverVersion()).sql;
    const auto rows = connection.execute(sql, {}, deadline, std::move(stop));
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<Obstacle> obstacles;
    for (int row = 0; row < rows->count(); ++row) {
        const auto text = [&](const char *name) { return rows->text(row, rows->column(name)); };
        Obstacle obstacle;
        obstacle.node = node;
        obstacle.pid = text("pid").toInt();
        obstacle.user = text("usename");
        obstacle.application = text("application_name");
        obstacle.seconds = rows->real(row, rows->column("seconds")).value_or(0);
        obstacle.what = whatItIs(
            text("state"), rows->boolean(row, rows->column("on_replica")).value_or(false), obstacle.seconds);
        obstacles.push_back(obstacle);
    }
    return obstacles;
}

} // namespace seawall::db
