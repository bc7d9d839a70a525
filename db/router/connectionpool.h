// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/router/pooledsession.h"

#include <functional>

namespace seawall::db {

/// How many connections a pool may have, with the meaning of SQLAlchemy's QueuePool, so that the DB_POOL_*
/// keys mean here what they mean to the services.
struct PoolLimits {
    int size = 5;                              ///< kept open once they were needed; 0: no limit at all
    int maxOverflow = 10;                      ///< more for a peak, closed when they come back; -1: no limit
    std::chrono::milliseconds timeout{30'000}; ///< how long a checkout waits for one to come back
    std::chrono::milliseconds recycle{-1};     ///< a connection older than that is replaced at its checkout;
                                               ///< negative: never

    bool isBounded() const { return size > 0 && maxOverflow >= 0; }
    int most() const { return isBounded() ? size + maxOverflow : 0; } ///< 0: no limit
    bool operator==(const PoolLimits &) const = default;
};

/// A pool at one moment, and since it was made.
struct PoolFigures {
    int checkedOut = 0, idle = 0;
    int overflow = 0; ///< open beyond the pool's size
    int waiters = 0;  ///< checkouts that wait now
    int most = 0;     ///< connections it may have; 0: no limit
    qint64 checkouts = 0, opened = 0;
    qint64 waits = 0;    ///< checkouts that had to wait
    qint64 timeouts = 0; ///< … and got nothing
    qint64 recycled = 0; ///< replaced because of their age
    qint64 broken = 0;   ///< closed because they were broken
    double waitSeconds = 0, longestWaitSeconds = 0;
    bool operator==(const PoolFigures &) const = default;
};

/// Who has a connection of the pool.
struct PoolHolder {
    QString purpose;
    int backendPid = 0;
    double heldSeconds = 0;
    bool operator==(const PoolHolder &) const = default;
};

/// Connections to one node that are used again. Opened when first needed; read-only and writing sessions
/// share the limits. Who waits is served in the order of asking. A connection that the server closed
/// meanwhile is replaced before it is handed out. Thread-safe; its sessions may outlive it.
class ConnectionPool final
{
public:
    using Opener = std::function<Result<Connection>(Access, Deadline, const std::stop_token &)>;

    /// `node` is for messages; `open` is called on the threads that check out, several at a time.
    ConnectionPool(QString node, const PoolLimits &limits, Opener open);
    ~ConnectionPool();
    ConnectionPool(const ConnectionPool &) = delete;
    ConnectionPool &operator=(const ConnectionPool &) = delete;

    /// A session for `purpose`, which is told to others while it is held ('dashboard reader 3'). Waits for
    /// one to come back until the deadline, and no longer than the pool's own timeout. Errors: PoolExhausted,
    /// saying who holds the connections; Cancelled; what the opener says.
    Result<PooledSession> checkout(Access access, const QString &purpose, Deadline deadline,
                                   std::stop_token stop = {});

    void setLimits(const PoolLimits &limits); ///< what is open beyond them is closed as it comes back
    void closeAll();                          ///< idle ones now, those held when they come back

    PoolFigures figures() const;
    std::vector<PoolHolder> holders() const; ///< the longest held first

private:
    Result<PooledSession> replace(PoolEntryPtr former, Access access, const QString &purpose,
                                  Deadline deadline, const std::stop_token &stop);

    std::shared_ptr<PoolState> d;
};

} // namespace seawall::db
