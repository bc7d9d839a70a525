// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/schemacheck.h"

#include "db/migrations/fingerprint.h"
#include "db/sqlcatalog.h"

#include <QJsonObject>

#include <algorithm>
#include <thread>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto replayTime = 5s;

db::Result<bool> hasReplayed(db::Connection &replica, db::Lsn lsn, db::Deadline deadline,
                             const std::stop_token &stop)
{
    const auto patience = db::Deadline::in(replayTime);
    while (true) {
        const auto rows = replica.execute(u"SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn"_s,
                                          {lsn.toString()}, deadline, stop);
        if (!rows)
            return std::unexpected(rows.error());
        if (rows->boolean(0, 0).value_or(false))
            return true;
        if (patience.passed() || stop.stop_requested())
            return false;
        std::this_thread::sleep_for(20ms);
    }
}

SchemaCheck::Node checkReplica(const db::Endpoint &endpoint, const QString &wanted, db::Lsn lsn,
                               db::Deadline deadline, const std::stop_token &stop)
{
    SchemaCheck::Node node{endpoint.name, {}, {}};
    auto connection = db::Connection::open(endpoint, {}, deadline, stop);
    if (!connection) {
        node.problem = connection.error().message;
        return node;
    }
    const auto replayed = hasReplayed(*connection, lsn, deadline, stop);
    if (!replayed || !*replayed) {
        node.problem =
            replayed ? u"It has not replayed what the primary wrote within %1 s."_s.arg(replayTime.count())
                     : replayed.error().message;
        return node;
    }
    const auto hash = db::readFingerprintHash(*connection, deadline, stop);
    if (!hash)
        node.problem = hash.error().message;
    else
        node.sameSchema = *hash == wanted;
    return node;
}

} // namespace

bool SchemaCheck::isInOrder() const
{
    return !overview.canBeRepaired() && invalidIndexes.isEmpty() &&
           std::ranges::all_of(replicas, [](const Node &node) { return node.sameSchema == true; });
}

QStringList SchemaCheck::sentences() const
{
    QStringList found;
    for (const auto &problem : overview.folder.problems)
        found << u"%1: %2"_s.arg(problem.file, problem.message);
    for (const auto &migration : overview.status) {
        if (!migration.reason.isEmpty())
            found << u"%1: %2"_s.arg(migration.version(), migration.reason);
    }
    const bool isPartly = overview.count(db::MigrationStatus::State::Partly) > 0;
    for (const auto &index : invalidIndexes)
        found << (isPartly ? u"The index %1 is INVALID: where the migration that is applied partly left it, "
                             "resuming drops it and creates it again; else do both yourself."_s
                           : u"The index %1 is INVALID: drop it, and create it again."_s)
                     .arg(index);
    for (const auto &node : replicas) {
        found << (!node.sameSchema   ? u"%1: not compared. %2"_s.arg(node.name, node.problem)
                  : *node.sameSchema ? u"%1: the same schema as on the primary."_s.arg(node.name)
                                     : u"%1: another schema than on the primary."_s.arg(node.name));
    }
    if (isInOrder())
        found << u"Files, history and schemas are in order: %1 applied, %2 pending."_s.arg(
            QString::number(overview.count(db::MigrationStatus::State::Applied)),
            QString::number(overview.count(db::MigrationStatus::State::Pending)));
    return found;
}

db::Result<SchemaCheck> checkSchema(const MigrationSite &site, db::Deadline deadline, std::stop_token stop)
{
    auto opened = openSite(site, deadline, stop);
    if (!opened)
        return std::unexpected(opened.error());
    auto &primary = opened->connection;
    SchemaCheck check{std::move(opened->overview), {}, {}};
    const auto hash = db::readFingerprintHash(primary, deadline, stop);
    if (!hash)
        return std::unexpected(hash.error());
    const auto invalid = primary.execute(db::catalogQuery(u"invalid_indexes"_s, primary.serverVersion()).sql,
                                         {}, deadline, stop);
    if (!invalid)
        return std::unexpected(invalid.error());
    for (int row = 0; row < invalid->count(); ++row)
        check.invalidIndexes << invalid->text(row, 0);
    for (const auto &replica : check.overview.replicas)
        check.replicas.push_back(
            checkReplica(replica, *hash, check.overview.target.lsn.value_or(db::Lsn{}), deadline, stop));
    return check;
}

QJsonArray schemaJson(const SchemaCheck &check)
{
    QJsonArray nodes;
    for (const auto &node : check.replicas)
        nodes.append(QJsonObject{
            {u"name"_s, node.name},
            {u"same_schema"_s, node.sameSchema ? QJsonValue(*node.sameSchema) : QJsonValue(QJsonValue::Null)},
            {u"problem"_s,
             node.problem.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(node.problem)}});
    return nodes;
}

} // namespace seawall::models
