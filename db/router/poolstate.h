// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/router/connectionpool.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace seawall::db {

/// A connection of a pool; while it is held, by whom.
struct PoolEntry {
    Connection connection;
    Access access;
    int backendPid; ///< known without touching the connection, which belongs to its holder's thread
    Deadline::Clock::time_point opened;
    quint64 generation;
    size_t heldAt = 0; ///< its place in PoolState::held
    QString purpose;
    Deadline::Clock::time_point taken;
    bool needsReset = false, isDiscarded = false;
};

/// What a pool shares with the sessions it has lent. All but `node` and `open` is guarded by the mutex, which
/// is never held while a server is asked.
struct PoolState {
    /// What a checkout was given: a connection, or else the right to open one.
    struct Grant {
        PoolEntryPtr entry;
    };
    struct Waiter {
        Access access;
        std::condition_variable_any wake;
        std::optional<Grant> grant;
    };

    PoolState(QString nodeName, const PoolLimits &poolLimits, ConnectionPool::Opener opener)
        : node(std::move(nodeName)), open(std::move(opener)), limits(poolLimits)
    {}

    /// Without waiting; nothing where all are held. `closed` is to be destroyed without the lock.
    std::optional<Grant> take(Access access, PoolEntryPtr &closed);
    Result<Grant> await(std::unique_lock<std::mutex> &lock, Access access, Deadline deadline,
                        const std::stop_token &stop);
    void hold(PoolEntry &entry, const QString &purpose, Deadline::Clock::time_point now);
    void release(const PoolEntry &entry);
    /// Passes it to who waits first, or keeps it; hands back what is to be closed without the lock.
    PoolEntryPtr giveBack(PoolEntryPtr entry);
    void forgo();        ///< one connection fewer is open; who waits first may open another
    void admitWaiters(); ///< those for whom there is room
    bool mayOpen() const { return !limits.isBounded() || total < limits.most(); }
    bool isUsable(const PoolEntry &entry, Deadline::Clock::time_point now); ///< neither too old nor given up
    Error exhausted(Deadline::Clock::time_point now, double waitedSeconds) const;
    std::vector<PoolHolder> holders(Deadline::Clock::time_point now) const;

    const QString node;
    const ConnectionPool::Opener open;

    std::mutex mutex;
    PoolLimits limits;
    std::deque<PoolEntryPtr> idle; ///< the longest idle first
    std::vector<PoolEntry *> held;
    std::deque<Waiter *> waiters;
    int total = 0; ///< idle, held, and being opened
    quint64 generation = 0;
    bool isClosed = false; ///< the pool is gone
    PoolFigures counts;
};

} // namespace seawall::db
