// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/clustermonitor.h"
#include "db/router/circuitbreaker.h"
#include "db/router/connectionpool.h"
#include "db/router/routedsession.h"

namespace seawall::db {

struct RouterSearch;

/// The feature flags that steer reads.
struct RoutingFlags {
    bool useReplica = true; ///< USE_READ_REPLICA, and USE_REPLICA_FOR_READS as another name of it
    bool fallback = true;   ///< REPLICA_FALLBACK_ENABLED: reads go to the primary while no replica is fit
    bool operator==(const RoutingFlags &) const = default;
};

struct RouterConfig {
    std::vector<NodeConfig> nodes; ///< roles are asked of the nodes; the configured ones are a first guess
    PoolLimits primaryPool, replicaPool; ///< of a node by the role it has
    RoutingFlags flags;
    double lagLimitSeconds = 5; ///< a replica that lags by more, or by an unknown time, is not fit for reads
    /// The interval of its own health checks; 0: none, the owner puts Snapshots in with observe().
    std::chrono::milliseconds healthInterval{1000};
    std::chrono::milliseconds returnTime{
        10'000};                             ///< over which a replica that came back gets its share again
    std::chrono::milliseconds askTime{1000}; ///< how long it waits for a node to say which role it has
    SessionOptions session{.applicationName = QStringLiteral("seawall router")}; ///< but for readOnly
};

/// A read of one statement, and who answered it.
struct RoutedRows {
    Rows rows;
    QString node;
    bool isFallback = false; ///< by the primary, as no replica was fit
    int attempts = 1;        ///< nodes that were asked
};

struct RouterNodeFigures {
    QString node;
    Role role = Role::Unknown;
    bool isFit = false;               ///< for reads; for the primary: that it takes writes
    QString reason;                   ///< why it is not
    std::optional<double> lagSeconds; ///< of a replica, as last seen; unknown where it cannot be told
    double share = 0;                 ///< of the reads it could get, 0 … 1; grows while it returns
    qint64 reads = 0, writes = 0, failures = 0; ///< sessions; failures of connections
    CircuitBreaker::State breaker = CircuitBreaker::State::Closed;
    PoolFigures pool;
};

struct RouterFigures {
    std::vector<RouterNodeFigures> nodes; ///< in the order of the configuration
    RoutingFlags flags;
    QString writableNode;      ///< empty: none is known
    qint64 fallbacks = 0;      ///< reads that went to the primary because no replica was fit
    qint64 staleReads = 0;     ///< reads by a replica that is not fit, as there is no primary
    qint64 tokenWaits = 0;     ///< reads that had to wait for a replica to replay up to their token
    qint64 tokenFallbacks = 0; ///< … and went to the primary as their budget was over
    qint64 roleChanges = 0;    ///< that another node was found to take writes
};

/// Sends reads to replicas and writes to the primary, whichever that is now. Health comes from Snapshots, its
/// own or those put in. A replica that fails or lags loses its reads at once (circuit breaker) and gets them
/// back over a while; of several the one with the least lag gets the read, then the least busy. No write is
/// sent to a node in recovery, and none is ever repeated. Thread-safe. Every call returns by its deadline.
class DatabaseRouter final
{
public:
    explicit DatabaseRouter(RouterConfig config);
    ~DatabaseRouter(); ///< sessions may outlive it
    DatabaseRouter(const DatabaseRouter &) = delete;
    DatabaseRouter &operator=(const DatabaseRouter &) = delete;

    /// A session that can only read: on a fit replica, else on the primary where the flags allow it. With no
    /// primary at all any replica that answers is taken. Errors: NoNode, saying what is wrong with each;
    /// PoolExhausted, Timeout, Cancelled.
    Result<RoutedSession> readSession(const ReadRequest &request, Deadline deadline,
                                      std::stop_token stop = {});

    /// One read-only statement that leaves nothing behind in the session (PooledSession). Where the node is
    /// lost, or silent for half of the time, another one is asked.
    Result<RoutedRows> read(const QString &sql, const QStringList &parameters, const ReadRequest &request,
                            Deadline deadline, std::stop_token stop = {});

    /// A session on the primary. Where the known one is gone each node is asked which role it has, for at
    /// most RouterConfig::askTime. Errors: NoNode at once where there is no primary, or more than one;
    /// PoolExhausted, Timeout, Cancelled.
    Result<RoutedSession> writeSession(const QString &purpose, Deadline deadline, std::stop_token stop = {});

    void setFlags(const RoutingFlags &flags); ///< from the next session on
    RoutingFlags flags() const;
    void setLimits(const PoolLimits &primaryPool, const PoolLimits &replicaPool);

    /// Health from outside; what it says is forgotten when no other follows within 5 s or three ticks.
    void observe(const SnapshotPtr &snapshot);
    /// Until the first health is known; false at the deadline or the stop.
    bool waitForHealth(Deadline deadline, const std::stop_token &stop = {}) const;

    RouterFigures figures() const;
    /// Who holds the connections to a node, the longest held first.
    std::vector<PoolHolder> holders(const QString &node) const;

private:
    void learn(Deadline deadline, const std::stop_token &stop);
    Result<RoutedSession> find(RouterSearch &search, const ReadRequest &request, Deadline deadline,
                               const std::stop_token &stop);
    Result<bool> waitForReplay(RoutedSession &session, const ReadRequest &request, Deadline deadline,
                               const std::stop_token &stop);

    std::shared_ptr<RouterState> d;
    std::unique_ptr<ClusterMonitor> m_monitor; ///< last: its thread puts Snapshots into the state
};

} // namespace seawall::db
