// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flagfigures.h"

#include "models/workload/workload.h"

namespace seawall::models {

namespace {

bool belongs(const db::ApplicationSessions &sessions, const std::optional<db::PoolBudget> &pool,
             const QString &application)
{
    if (!application.isEmpty())
        return sessions.application == application;
    if (sessions.application.startsWith(u"seawall"))
        return false;
    if (!pool)
        return true;
    return (pool->applicationName.isEmpty() || pool->applicationName == sessions.application) &&
           (pool->user.isEmpty() || pool->user == sessions.user);
}

/// Adds up `figure` over the replicas; nothing where one of them is unknown.
template<typename Figure>
auto overReplicas(const db::Snapshot &snapshot, Figure figure) -> decltype(figure(snapshot.nodes.front()))
{
    decltype(figure(snapshot.nodes.front())) sum;
    for (const auto &node : snapshot.nodes) {
        const bool isReplica =
            node.isReplica() || (!node.reachable && node.configuredRole == db::Role::Replica);
        if (!isReplica)
            continue;
        const auto one = node.reachable ? figure(node) : std::nullopt;
        if (!one)
            return std::nullopt;
        sum = sum.value_or(0) + *one;
    }
    return sum;
}

} // namespace

std::optional<int> applicationSessions(const db::NodeSnapshot &node, const ClusterProfile &profile,
                                       const QString &application)
{
    if (!node.reachable || !node.facts.sessions)
        return std::nullopt;
    const auto &pool =
        node.facts.role == db::Role::Replica ? profile.monitor.replicaPool : profile.monitor.primaryPool;
    int count = 0;
    for (const auto &sessions : node.facts.applications) {
        if (belongs(sessions, pool, application))
            count += sessions.counts.total();
    }
    return count;
}

std::optional<int> replicaSessions(const db::Snapshot &snapshot, const ClusterProfile &profile,
                                   const QString &application)
{
    return overReplicas(snapshot, [&](const db::NodeSnapshot &node) {
        return applicationSessions(node, profile, application);
    });
}

std::optional<int> movingSessions(const db::Snapshot &snapshot, const ClusterProfile &profile,
                                  const QString &application)
{
    const auto sessions = replicaSessions(snapshot, profile, application);
    const auto ofWorkload = replicaSessions(snapshot, profile, workloadApplication.toString());
    return sessions && ofWorkload ? std::optional(*sessions + *ofWorkload) : std::nullopt;
}

std::optional<double> replicaTransactions(const db::Snapshot &snapshot)
{
    return overReplicas(snapshot, [](const db::NodeSnapshot &node) { return node.transactionsPerSecond; });
}

} // namespace seawall::models
