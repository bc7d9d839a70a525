// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/snapshotjson.h"

#include "app/ctl/poolerreport.h"
#include "db/monitor/topology.h"
#include "models/printedcommand.h"

#include <cmath>

namespace seawall::app {

using namespace Qt::StringLiterals;

namespace {

Json number(std::optional<double> value)
{
    if (!value || !std::isfinite(*value))
        return nullptr;
    return std::round(*value * 1e6) / 1e6; // a microsecond; more figures would be noise
}

Json countsJson(const std::optional<db::SessionCounts> &counts)
{
    if (!counts)
        return {{"active", nullptr}, {"idle", nullptr}, {"idle_in_transaction", nullptr}, {"other", nullptr}};
    return {{"active", counts->active},
            {"idle", counts->idle},
            {"idle_in_transaction", counts->idleInTransaction},
            {"other", counts->other}};
}

Json poolsJson(const db::NodeSnapshot &node)
{
    auto pools = Json::array();
    for (const auto &pool : node.pools)
        pools.push_back({{"label", orNull(pool.label)},
                         {"used", pool.used},
                         {"limit", pool.limit},
                         {"utilization", number(pool.limit > 0 ? std::optional(double(pool.used) / pool.limit)
                                                               : std::nullopt)}});
    return pools;
}

Json applicationsJson(const db::NodeFacts &facts)
{
    if (!facts.sessions)
        return nullptr;
    auto applications = Json::array();
    for (const auto &application : facts.applications) {
        Json one{{"application", application.application.toStdString()}, {"user", orNull(application.user)}};
        one.update(countsJson(application.counts));
        applications.push_back(std::move(one));
    }
    return applications;
}

Json slotsJson(const db::NodeFacts &facts)
{
    auto slotList = Json::array();
    for (const auto &slot : facts.slotList)
        slotList.push_back({{"name", orNull(slot.name)},
                            {"type", orNull(slot.type)},
                            {"active", slot.active},
                            {"wal_status", orNull(slot.walStatus)},
                            {"retained_bytes", orNull(slot.retainedBytes)},
                            {"safe_wal_size", orNull(slot.safeWalSize)},
                            {"inactive_seconds", number(slot.inactiveSeconds)}});
    return slotList;
}

Json errorJson(const std::optional<db::Error> &error)
{
    if (!error)
        return nullptr;
    return {{"message", orNull(error->message)},
            {"hint", orNull(error->hint)},
            {"sqlstate", orNull(error->sqlState)}};
}

void addLag(Json &json, const db::NodeSnapshot &node, const db::WalSender *sender)
{
    const auto &lag = node.lag;
    const bool isTold = lag.seconds.has_value();
    json["lag_seconds"] = number(lag.seconds);
    json["lag_is_floor"] = isTold ? Json(lag.secondsIsFloor) : Json(nullptr);
    json["lag_is_estimate"] = isTold ? Json(lag.secondsIsEstimate) : Json(nullptr);
    json["lag_resolution_seconds"] =
        lag.resolutionSeconds > 0 ? number(lag.resolutionSeconds) : Json(nullptr);
    json["lag_bytes"] = {{"sent", orNull(lag.bytes.sent)},
                         {"write", orNull(lag.bytes.write)},
                         {"flush", orNull(lag.bytes.flush)},
                         {"replay", orNull(lag.bytes.replay)}};
    json["pg_reported"] = {{"write_lag", sender ? number(sender->writeLag) : Json(nullptr)},
                           {"flush_lag", sender ? number(sender->flushLag) : Json(nullptr)},
                           {"replay_lag", sender ? number(sender->replayLag) : Json(nullptr)},
                           {"since_last_replayed_xact",
                            node.reachable ? number(node.facts.sinceLastReplayedXact) : Json(nullptr)}};
    json["rpo_bytes"] = orNull(node.rpoBytes);
    json["rpo_seconds"] = number(node.rpoSeconds);
}

void addUse(Json &json, const db::NodeSnapshot &node)
{
    json["sessions"] = countsJson(node.reachable ? node.facts.sessions : std::nullopt);
    json["sessions"]["usable"] = orNull(node.usableConnections);
    json["utilization"] = number(node.utilization);
    json["pools"] = node.reachable && node.facts.sessions ? poolsJson(node) : Json(nullptr);
    json["applications"] = node.reachable ? applicationsJson(node.facts) : Json(nullptr);
    json["slots"] = node.reachable ? slotsJson(node.facts) : Json(nullptr);
}

Json nodeJson(const db::NodeSnapshot &node, const db::WalSender *sender)
{
    const bool isReplica = node.verdict != db::ReplicaVerdict::Unknown || node.isReplica();
    Json json;
    json["name"] = node.name.toStdString();
    json["role"] = node.reachable && node.facts.role != db::Role::Unknown
                       ? orNull(db::toString(node.facts.role))
                       : Json(nullptr);
    json["last_role"] =
        node.facts.role == db::Role::Unknown ? Json(nullptr) : orNull(db::toString(node.facts.role));
    json["configured_role"] =
        node.configuredRole == db::Role::Unknown ? Json(nullptr) : orNull(db::toString(node.configuredRole));
    json["address"] = orNull(node.address);
    json["reachable"] = node.reachable;
    json["version"] = node.reachable ? orNull(node.facts.versionText) : Json(nullptr);
    json["timeline"] = node.reachable ? orNull(node.facts.timeline) : Json(nullptr);
    json["verdict"] = isReplica ? orNull(db::toString(node.verdict)) : Json(nullptr);
    json["rivalry"] = node.isPrimary() && node.rivalry != db::Rivalry::None
                          ? orNull(db::toString(node.rivalry))
                          : Json(nullptr);
    json["reason"] = orNull(node.reachable || isReplica ? node.reason : whyUnreachable(node));
    addLag(json, node, sender);
    addUse(json, node);
    auto rights = Json::array();
    for (const auto &right : node.missingRights)
        rights.push_back(right.toStdString());
    json["missing_rights"] = std::move(rights);
    json["error"] = errorJson(node.error);
    return json;
}

} // namespace

Json nodesJson(const db::Snapshot &snapshot)
{
    const auto links = db::linkReplicas(snapshot.nodes);
    auto nodes = Json::array();
    for (size_t i = 0; i < snapshot.nodes.size(); ++i)
        nodes.push_back(nodeJson(snapshot.nodes[i], links[i].sender));
    return nodes;
}

Json clusterJson(const db::Snapshot &snapshot)
{
    Json json{{"cluster",
               {{"system_identifier", orNull(snapshot.systemIdentifier)},
                {"verdict", orNull(db::toString(snapshot.verdict))},
                {"reason", orNull(snapshot.reason)}}},
              {"nodes", nodesJson(snapshot)}};
    if (snapshot.pgBouncer)
        json[poolerName.data()] = poolerJson(*snapshot.pgBouncer);
    return json;
}

Json cutOffJson(const std::optional<models::CutOff> &left, const QString &envFile)
{
    if (!left)
        return nullptr;
    return {{"kind", utf8(left->record.kind)},
            {"from", utf8(left->record.from)},
            {"to", utf8(left->record.to)},
            {"step", utf8(left->record.step)},
            {"told", utf8(models::withEnv(models::wayOutOf(*left), envFile))}};
}

Json leftBehindJson(const std::vector<models::LeftBehind> &nodes, const QString &envFile)
{
    auto left = Json::array();
    for (const auto &each : nodes)
        left.push_back({{"node", utf8(each.node)},
                        {"address", utf8(each.address)},
                        {"state", utf8(models::toString(each.state))},
                        {"timeline", orNull(each.timeline)},
                        {"primary", utf8(each.primary)},
                        {"primary_timeline", orNull(each.primaryTimeline)},
                        {"is_older", each.isOlder},
                        {"has_standby_signal", orNull(each.hasStandbySignal)},
                        {"told", utf8(models::withEnv(each.told, envFile))},
                        {"command", utf8(models::withEnv(each.command, envFile))}});
    return left;
}

QString silenceHint()
{
    return u"The server may be stopped, hung or overloaded, or the network is cut."_s;
}

QString whyUnreachable(const db::NodeSnapshot &node)
{
    if (node.reachable)
        return {};
    return node.error ? node.error->message : u"%1 has not answered yet."_s.arg(node.address);
}

} // namespace seawall::app
