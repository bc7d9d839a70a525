// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/criteria.h"

#include "models/format.h"
#include "models/monitor/alerts.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::AlertRule;
using models::Metric;
namespace format = models::format;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Criteria", text);
}

double limitOf(const std::vector<AlertRule> &rules, AlertRule::Kind kind, double otherwise)
{
    for (const auto &rule : rules)
        if (rule.kind == kind && rule.threshold > 0)
            return rule.threshold;
    return otherwise;
}

std::vector<const db::NodeSnapshot *> replicasOf(const db::Snapshot &snapshot)
{
    std::vector<const db::NodeSnapshot *> replicas;
    for (const auto &node : snapshot.nodes) {
        const auto role = node.facts.role == db::Role::Unknown ? node.configuredRole : node.facts.role;
        if (role == db::Role::Replica)
            replicas.push_back(&node);
    }
    return replicas;
}

/// Why there is nothing to tell of replicas: the cluster has none, or those it has are none now.
QString withoutReplica(const db::Snapshot &snapshot)
{
    return std::ranges::any_of(snapshot.nodes,
                               [](const auto &node) { return node.configuredRole == db::Role::Replica; })
               ? tr("no node is a replica now")
               : tr("no replica is configured");
}

Tone toneAgainst(std::optional<double> figure, double limit)
{
    if (!figure)
        return Tone::Unknown;
    return *figure >= limit ? Tone::Critical : Tone::Ok;
}

/// Unknown figures of some replicas must not hide behind the good ones of others; in front, as a card cuts
/// the end.
void nameUnknown(Criterion &criterion, const QStringList &unknown)
{
    if (unknown.isEmpty())
        return;
    const auto note = tr("unknown for %1").arg(unknown.join(u", "_s));
    criterion.detail = criterion.detail.isEmpty() ? note : u"%1; %2"_s.arg(note, criterion.detail);
    if (criterion.tone == Tone::Ok)
        criterion.tone = Tone::Unknown;
}

Criterion lagCriterion(const std::vector<const db::NodeSnapshot *> &replicas, double limit)
{
    Criterion lag{.id = u"lag"_s,
                  .title = tr("Replication lag"),
                  .value = format::unknown(),
                  .limit = tr("limit %1").arg(format::seconds(limit)),
                  .limitFigure = limit};
    QStringList unknown;
    bool isEstimate = false;
    for (const auto *replica : replicas) {
        lag.trend.push_back({replica->name, Metric::LagSeconds, {}});
        if (!replica->lag.seconds) {
            unknown << replica->name;
        } else if (!lag.figure || *replica->lag.seconds > *lag.figure) {
            lag.figure = replica->lag.seconds;
            lag.value = format::lag(replica->lag);
            lag.detail = replica->lag.secondsIsEstimate
                             ? tr("since the last commit on %1, as PostgreSQL says; no primary answers")
                                   .arg(replica->name)
                             : tr("%1, LSN clock ± %2")
                                   .arg(replica->name, format::seconds(replica->lag.resolutionSeconds));
            isEstimate = replica->lag.secondsIsEstimate;
        }
    }
    // It grows on an idle primary though nothing is behind: no ground for an alarm, nor for calm.
    lag.tone = isEstimate ? Tone::Unknown : toneAgainst(lag.figure, limit);
    nameUnknown(lag, unknown);
    return lag;
}

Criterion poolCriterion(const db::Snapshot &snapshot, double limit)
{
    Criterion pool{.id = u"pool"_s,
                   .title = tr("Pool utilization"),
                   .value = format::unknown(),
                   .limit = tr("limit %1").arg(format::percent(limit)),
                   .limitFigure = limit,
                   .fullFigure = 1};
    const auto consider = [&pool](std::optional<double> use, const QString &whose) {
        if (!use || (pool.figure && *pool.figure >= *use))
            return;
        pool.figure = use;
        pool.value = format::percent(use);
        pool.detail = whose;
    };
    QStringList unknown;
    for (const auto &node : snapshot.nodes) {
        if (!node.utilization)
            unknown << node.name;
        consider(node.utilization, tr("connections of %1").arg(node.name));
        for (const auto &use : node.pools)
            if (node.reachable && use.limit > 0)
                consider(double(use.used) / use.limit,
                         tr("%1 on %2, %3 of %4").arg(use.label, node.name).arg(use.used).arg(use.limit));
    }
    pool.tone = toneAgainst(pool.figure, limit);
    nameUnknown(pool, unknown);
    return pool;
}

Criterion streamingCriterion(const std::vector<const db::NodeSnapshot *> &replicas)
{
    Criterion streaming{.id = u"streaming"_s,
                        .title = tr("Replication streaming"),
                        .value = tr("no replica"),
                        .limit = tr("all replicas"),
                        .limitFigure = 0};
    if (replicas.empty())
        return streaming;
    int fine = 0;
    int unknown = 0;
    std::map<QString, QStringList> others; // by verdict: many replicas share one
    auto worst = Tone::Ok;
    for (const auto *replica : replicas) {
        const auto tone = toneOf(*replica);
        if (replica->verdict == db::ReplicaVerdict::Streaming && replica->reachable) {
            ++fine;
            continue;
        }
        if (replica->verdict == db::ReplicaVerdict::Unknown)
            ++unknown;
        others[db::toString(replica->verdict)] << replica->name;
        if (tone == Tone::Critical || worst == Tone::Ok)
            worst = tone;
    }
    const auto all = static_cast<int>(replicas.size());
    streaming.value = unknown == all ? format::unknown() : tr("%1 of %2").arg(fine).arg(all);
    QStringList words;
    for (const auto &[verdict, names] : others)
        words << u"%1: %2"_s.arg(verdict, names.join(u", "_s));
    streaming.detail = words.isEmpty() ? tr("every replica streams") : words.join(u"; "_s);
    streaming.tone = worst;
    if (unknown < all)
        streaming.figure = fine;
    streaming.fullFigure = all;
    return streaming;
}

Criterion rpoCriterion(const db::Snapshot &snapshot, const std::vector<const db::NodeSnapshot *> &replicas,
                       double limit)
{
    Criterion rpo{.id = u"rpo"_s,
                  .title = tr("RPO: WAL at risk"),
                  .value = format::unknown(),
                  .limit = tr("limit %1 of WAL").arg(format::seconds(limit)),
                  .limitFigure = limit};
    // The best replica counts: it is the one that would be promoted.
    const db::NodeSnapshot *best = nullptr;
    for (const auto *replica : replicas)
        if (replica->rpoBytes && (!best || *replica->rpoBytes < *best->rpoBytes))
            best = replica;
    if (!best) {
        rpo.detail = replicas.empty()        ? tr("no replica: everything since the last backup")
                     : snapshot.hasPrimary() ? tr("no replica's flushed position is known")
                                             : tr("no primary answers; Fail over… tells it");
        return rpo;
    }
    rpo.trend.push_back({best->name, Metric::RpoBytes, {}});
    rpo.limitFigure = 0; // the line is in bytes, the limit in seconds
    rpo.figure = static_cast<double>(*best->rpoBytes);
    rpo.value = format::bytes(best->rpoBytes);
    rpo.detail = best->rpoSeconds
                     ? tr("would be lost: %1 of WAL (%2)").arg(format::seconds(best->rpoSeconds), best->name)
                     : tr("would be lost (%1)").arg(best->name);
    rpo.tone = *best->rpoBytes == 0 ? Tone::Ok : toneAgainst(best->rpoSeconds, limit);
    return rpo;
}

} // namespace

std::vector<Criterion> criteriaOf(const db::Snapshot &snapshot, const std::vector<AlertRule> &rules)
{
    const double lagLimit = limitOf(rules, AlertRule::Kind::Lag, 1.0);
    const double poolLimit = limitOf(rules, AlertRule::Kind::Pool, 0.8);
    const auto replicas = replicasOf(snapshot);
    std::vector criteria{lagCriterion(replicas, lagLimit), poolCriterion(snapshot, poolLimit),
                         streamingCriterion(replicas), rpoCriterion(snapshot, replicas, lagLimit)};
    if (replicas.empty())
        for (auto &each : criteria)
            if (each.id == u"lag" || each.id == u"streaming")
                each.detail = withoutReplica(snapshot);
    return criteria;
}

} // namespace seawall::ui
