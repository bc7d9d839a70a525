// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoverchoice.h"

#include "db/monitor/verdict.h"

namespace seawall::models {

namespace {

bool isAstray(const db::NodeSnapshot &node)
{
    if (!node.reachable)
        return !db::letsNobodyIn(node);
    return node.verdict == db::ReplicaVerdict::Detached || node.verdict == db::ReplicaVerdict::Diverged;
}

} // namespace

std::optional<db::LastSeen> lastSeenPrimary(const db::Snapshot &snapshot)
{
    std::optional<db::LastSeen> last;
    for (const auto &node : snapshot.nodes) {
        if (node.reachable || node.facts.role != db::Role::Primary || !node.facts.currentLsn)
            continue;
        if (!last || node.lastSeenMs > last->timeMs)
            last = db::LastSeen{node.name, *node.facts.currentLsn, node.lastSeenMs,
                                node.facts.systemIdentifier, node.facts.timeline.value_or(0)};
    }
    return last;
}

QString nodeThatIsDown(const db::Snapshot &snapshot)
{
    QString down;
    for (const auto &node : snapshot.nodes) {
        if (node.reachable || !node.error || db::letsNobodyIn(node))
            continue;
        const auto role = node.facts.role == db::Role::Unknown ? node.configuredRole : node.facts.role;
        if (role == db::Role::Primary)
            return node.name;
        if (down.isEmpty())
            down = node.name;
    }
    return down;
}

QStringList nodesToRejoin(const db::Snapshot &snapshot)
{
    QStringList names;
    if (!snapshot.hasPrimary())
        return names;
    for (const auto &node : snapshot.nodes)
        if (!node.isPrimary() && isAstray(node))
            names << node.name;
    return names;
}

} // namespace seawall::models
