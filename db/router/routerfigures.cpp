// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/routerstate.h"

#include <algorithm>

namespace seawall::db {

using Clock = Deadline::Clock;

void DatabaseRouter::setFlags(const RoutingFlags &flags)
{
    const std::lock_guard lock(d->mutex);
    d->flags = flags;
}

RoutingFlags DatabaseRouter::flags() const
{
    const std::lock_guard lock(d->mutex);
    return d->flags;
}

void DatabaseRouter::setLimits(const PoolLimits &primaryPool, const PoolLimits &replicaPool)
{
    const std::lock_guard lock(d->mutex);
    d->primaryPool = primaryPool;
    d->replicaPool = replicaPool;
    for (auto &node : d->nodes)
        d->limit(node);
}

void DatabaseRouter::observe(const SnapshotPtr &snapshot)
{
    d->observe(*snapshot);
}

bool DatabaseRouter::waitForHealth(Deadline deadline, const std::stop_token &stop) const
{
    return d->waitForHealth(deadline, stop);
}

RouterFigures DatabaseRouter::figures() const
{
    const auto now = Clock::now();
    const std::lock_guard lock(d->mutex);
    RouterFigures figures;
    for (size_t i = 0; i < d->nodes.size(); ++i) {
        const auto &node = d->nodes[i];
        RouterNodeFigures each{node.config.endpoint.name, node.role};
        each.reason = d->whyUnfit(node, now);
        each.isFit = node.role == Role::Primary ? d->writable == i : each.reason.isEmpty();
        each.share = each.reason.isEmpty() ? node.breaker.share(now) : 0;
        if (node.role == Role::Replica)
            each.lagSeconds = node.seenLag;
        each.reads = node.reads;
        each.writes = node.writes;
        each.failures = node.failures;
        each.breaker = node.breaker.state(now);
        each.pool = node.pool->figures();
        figures.nodes.push_back(std::move(each));
    }
    figures.flags = d->flags;
    if (d->writable)
        figures.writableNode = d->nodes[*d->writable].config.endpoint.name;
    figures.fallbacks = d->fallbacks;
    figures.staleReads = d->staleReads;
    figures.tokenWaits = d->tokenWaits;
    figures.tokenFallbacks = d->tokenFallbacks;
    figures.roleChanges = d->roleChanges;
    return figures;
}

std::vector<PoolHolder> DatabaseRouter::holders(const QString &node) const
{
    const auto found =
        std::ranges::find(d->nodes, node, [](const RouterNode &each) { return each.config.endpoint.name; });
    return found == d->nodes.end() ? std::vector<PoolHolder>() : found->pool->holders();
}

} // namespace seawall::db
