// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/router/databaserouter.h"
#include "db/router/rolequestion.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace seawall::db {

/// A node as the router sees it. Guarded by the state's mutex; the pool guards itself.
struct RouterNode {
    using Time = Deadline::Clock::time_point;

    NodeConfig config;
    std::unique_ptr<ConnectionPool> pool;
    CircuitBreaker breaker;
    Role role = Role::Unknown;     ///< as it said last
    bool answers = false;          ///< when last asked, or looked at
    bool isHealthy = false;        ///< as a replica: verdict and lag
    QString reason;                ///< why it is not, or does not answer
    std::optional<double> seenLag; ///< as shown; nothing where it cannot be told
    double lagSeconds = 0;         ///< of a healthy replica
    std::optional<Lsn> replayed;
    int inUse = 0;               ///< sessions of this router
    quint64 turn = 0;            ///< of the last read that was given to it
    int timeouts = 0;            ///< of statements in a row
    std::optional<Time> refused; ///< when it last refused the password
    std::stop_source presence; ///< fires for the reads on it when it falls silent; then there is another one
    qint64 reads = 0, writes = 0, failures = 0;
};

/// A read on its way: nodes that failed it, and what the last one said.
struct RouterSearch {
    std::vector<bool> tried;
    std::optional<Error> last;
    bool primaryOnly = false; ///< no replica has what it wants to see
    bool hasAsked = false;    ///< which node takes writes
    std::stop_token presence; ///< of the node that was chosen last
    int attempts = 0;

    bool isTried(size_t node) const { return node < tried.size() && tried[node]; }
    void fail(size_t node, Error error); ///< that node is not for this read
};

/// What the router shares with its sessions. No server is asked while the mutex is held.
struct RouterState {
    using Time = RouterNode::Time;

    struct Choice {
        size_t node = 0;
        bool isPrimary = false;
        bool isFallback = false; ///< the primary, though the flags ask for a replica
        std::stop_token presence;
    };
    enum class Replay { Done, NotYet, OtherEpoch };
    explicit RouterState(RouterConfig routerConfig);

    // Health (routerhealth.cpp)
    void observe(const Snapshot &snapshot);
    void limit(RouterNode &node); ///< its pool, as its role asks for
    bool waitForHealth(Deadline deadline, const std::stop_token &stop);
    QString whyUnfit(const RouterNode &node, Time now) const; ///< empty: fit for reads
    Error noReader(const RouterSearch &search) const;
    Error noWriter() const; ///< the mutex is held

    // Choosing (routerchoice.cpp)
    /// The node for a read, which counts as in use from then on; nothing where there is none left.
    std::optional<Choice> choose(const RouterSearch &search);
    void release(size_t node, bool hasAnswered);                 ///< ends its use
    quint64 beginWrite(size_t node);                             ///< the epoch of its tokens
    Replay replayOf(size_t node, const WriteToken &token) const; ///< as far as known without asking
    /// A connection could not be opened (isHard) or broke, or a statement on it had no answer in time.
    void failed(size_t node, const Error &error, bool isHard);

    void count(qint64 RouterState::*figure)
    {
        const std::lock_guard lock(mutex);
        ++(this->*figure);
    }

    // Asking (routerasking.cpp)
    /// Asks each node for its role; several who want to know at the same time ask once. Errors: NoNode,
    /// Timeout where others ask for too long, Cancelled.
    Result<size_t> askForWritable(Deadline deadline, const std::stop_token &stop);
    Result<size_t> knownOrAsked(Deadline deadline, const std::stop_token &stop);

    const RouterConfig config;
    mutable std::mutex mutex;
    std::condition_variable_any changed; ///< health came, or the nodes have answered
    std::vector<RouterNode> nodes;
    RoutingFlags flags;
    PoolLimits primaryPool, replicaPool;
    std::optional<size_t> writable, lastWritable;
    QStringList splitBrain; ///< names, where several nodes take writes
    quint64 epoch = 1;      ///< another one for each node that takes over the writes
    Time healthAt{}, askedAt{};
    Deadline::Clock::duration healthLasts{0};
    bool hasHealth = false, isAsking = false;
    std::atomic<bool> isLearned = false; ///< something is known of the nodes
    quint64 turns = 0;                   ///< reads that were given to a node
    qint64 fallbacks = 0, staleReads = 0, tokenWaits = 0, tokenFallbacks = 0, roleChanges = 0;

private:
    Result<size_t> knownWritable() const;
    void take(RouterNode &node, const NodeSnapshot &seen, Time now);
    void take(const std::vector<RoleAnswer> &answers, Time now);
    template<typename Reason>
    QString listed(Reason &&reasonOf) const;
    QString whyNotRead(size_t node, const RouterSearch &search) const;
    QString whyNotWritten(size_t node) const;
    void takeWritable();
    void setRole(RouterNode &node, Role role);
    bool hasOther(size_t node) const; ///< that would answer its reads
    std::optional<size_t> fittest(const RouterSearch &search, Time now, bool isSpared);
    std::optional<size_t> anyReplica(const RouterSearch &search) const;
    std::vector<std::pair<size_t, Endpoint>> nodesToAsk(Time now) const;
};

} // namespace seawall::db
