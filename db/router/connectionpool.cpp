// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/connectionpool.h"

#include "db/router/poolstate.h"

#include <algorithm>

namespace seawall::db {

using Clock = Deadline::Clock;

namespace {

/// Opens a connection for which the pool has room.
Result<PoolEntryPtr> opened(PoolState &pool, Access access, Deadline deadline, const std::stop_token &stop)
{
    quint64 generation = 0;
    {
        const std::lock_guard lock(pool.mutex);
        generation = pool.generation;
    }
    auto connection = pool.open(access, deadline, stop);
    if (!connection)
        return std::unexpected(connection.error());
    const int backendPid = connection->backendPid();
    return std::make_unique<PoolEntry>(
        PoolEntry{std::move(*connection), access, backendPid, Clock::now(), generation});
}

} // namespace

ConnectionPool::ConnectionPool(QString node, const PoolLimits &limits, Opener open)
    : d(std::make_shared<PoolState>(std::move(node), limits, std::move(open)))
{}

ConnectionPool::~ConnectionPool()
{
    {
        const std::lock_guard lock(d->mutex);
        d->isClosed = true;
    }
    closeAll();
}

Result<PooledSession> ConnectionPool::checkout(Access access, const QString &purpose, Deadline deadline,
                                               std::stop_token stop)
{
    const auto now = Clock::now();
    PoolEntryPtr closed; // before the lock, so that it is closed without it
    PoolEntryPtr entry;
    bool isUsable = true;
    {
        std::unique_lock lock(d->mutex);
        ++d->counts.checkouts;
        auto grant = d->take(access, closed);
        if (!grant) {
            auto awaited = d->await(lock, access,
                                    Deadline::at(std::min(deadline.when(), now + d->limits.timeout)), stop);
            if (!awaited)
                return std::unexpected(awaited.error());
            grant = std::move(*awaited);
        }
        entry = std::move(grant->entry);
        if (entry) {
            isUsable = d->isUsable(*entry, now);
            d->hold(*entry, purpose, now);
        }
    }
    if (entry && isUsable && entry->connection.isStanding())
        return PooledSession(d, std::move(entry));
    return replace(std::move(entry), access, purpose, deadline, stop);
}

/// Opens a connection in the place of one that cannot be used any more, or of none.
Result<PooledSession> ConnectionPool::replace(PoolEntryPtr former, Access access, const QString &purpose,
                                              Deadline deadline, const std::stop_token &stop)
{
    if (former) {
        const std::lock_guard lock(d->mutex);
        d->release(*former);
        d->counts.broken += former->connection.isBroken() ? 1 : 0;
    }
    former.reset();
    auto entry = opened(*d, access, deadline, stop);
    const std::lock_guard lock(d->mutex);
    if (!entry) {
        d->forgo();
        return std::unexpected(entry.error());
    }
    ++d->counts.opened;
    d->hold(**entry, purpose, Clock::now());
    return PooledSession(d, std::move(*entry));
}

void ConnectionPool::setLimits(const PoolLimits &limits)
{
    std::deque<PoolEntryPtr> closed;
    const std::lock_guard lock(d->mutex);
    if (d->limits == limits)
        return;
    d->limits = limits;
    while (limits.size > 0 && d->idle.size() > static_cast<size_t>(limits.size)) {
        closed.push_back(std::move(d->idle.front()));
        d->idle.pop_front();
        --d->total;
    }
    d->admitWaiters();
}

void ConnectionPool::closeAll()
{
    std::deque<PoolEntryPtr> closed;
    const std::lock_guard lock(d->mutex);
    ++d->generation;
    closed.swap(d->idle);
    d->total -= static_cast<int>(closed.size());
}

PoolFigures ConnectionPool::figures() const
{
    const std::lock_guard lock(d->mutex);
    auto figures = d->counts;
    figures.checkedOut = static_cast<int>(d->held.size());
    figures.idle = static_cast<int>(d->idle.size());
    figures.overflow = d->limits.size > 0 ? std::max(0, d->total - d->limits.size) : 0;
    figures.waiters = static_cast<int>(d->waiters.size());
    figures.most = d->limits.most();
    return figures;
}

std::vector<PoolHolder> ConnectionPool::holders() const
{
    const std::lock_guard lock(d->mutex);
    return d->holders(Clock::now());
}

} // namespace seawall::db
