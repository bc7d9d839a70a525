// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/nodefacts.h"
#include "db/monitor/poolstate.h"

#include <memory>

namespace seawall::db {

/// One word on a replica. The reason and the query behind it stand beside it in NodeSnapshot.
enum class ReplicaVerdict {
    Unknown,
    Streaming,
    CatchingUp,
    Paused,
    Delayed,
    Detached,
    Diverged,
    Unreachable
};

/// WAL arrives and is replayed, be it late or as late as is intended. What holds replay back, or the stream,
/// is more than lateness.
bool streams(ReplicaVerdict verdict);

/// One word on the cluster.
enum class ClusterVerdict { Unknown, Healthy, Degraded, NoPrimary, SplitBrain };

/// One word on a primary that is not the only one, or may not be; the worst last.
enum class Rivalry {
    None,
    Unseen,      ///< another one cannot be reached, and was a primary when last seen
    TwoClusters, ///< another one is of another cluster: one of the connections is wrong
    SplitBrain   ///< another one takes writes for the same cluster
};

/// Bytes of WAL between the upstream's current position and each stage of a replica; absent where unknown,
/// never negative.
struct LagBytes {
    std::optional<qint64> sent, write, flush, replay;
    bool operator==(const LagBytes &) const = default;
};

/// How far a replica is behind. Three figures that are never mixed: bytes, seconds by the LSN clock, and
/// seconds as PostgreSQL says (those are in WalSender and NodeFacts).
struct Lag {
    LagBytes bytes;
    std::optional<double> seconds;  ///< replay lag by the LSN clock; 0 when idle and caught up
    bool secondsIsFloor = false;    ///< older than the ring: the lag is more than `seconds`
    bool secondsIsEstimate = false; ///< the primary cannot be reached: PostgreSQL's own figure instead
    double resolutionSeconds = 0;   ///< sampling interval plus half a round trip
    std::optional<double>
        catchUpSeconds; ///< while catching up: time to go, from the slopes of WAL generation and replay
    bool operator==(const Lag &) const = default;
};

/// One node at one moment: what it said, and what follows from it.
struct NodeSnapshot {
    QString name;    ///< the key of the node in the console
    QString address; ///< host:port as configured
    Role configuredRole = Role::Unknown;
    bool reachable = false;
    std::optional<Error> error; ///< why it cannot be reached
    /// Why no session begins there, though it answers in the one that is open: the postmaster is stopped or
    /// shuts down, or no connection is left.
    std::optional<Error> closed;
    qint64 lastSeenMs = 0; ///< wall clock of the last answer, ms since the epoch; 0 = never
    double roundTripSeconds = 0;
    NodeFacts facts; ///< of the last answer; out of date where not reachable

    QString upstream; ///< name of the node it streams from, empty where none is known
    Lag lag;          ///< of a replica; of its upstream, not of any other node
    ReplicaVerdict verdict = ReplicaVerdict::Unknown; ///< of a replica
    Rivalry rivalry = Rivalry::None;                  ///< of a primary
    /// One sentence: why this verdict or rivalry, why a primary refuses writes, or why not reachable.
    QString reason;
    QString evidence;                        ///< the query that shows it
    std::optional<qint64> rpoBytes;          ///< WAL not yet flushed here: lost if the primary died now
    std::optional<double> rpoSeconds;        ///< the same as seconds of WAL, by the LSN clock
    std::optional<double> walBytesPerSecond; ///< generated on a primary, replayed on a replica
    std::optional<double> transactionsPerSecond;
    std::optional<int> usableConnections; ///< max_connections − reserved
    std::optional<double> utilization;    ///< client backends / usable, 0 … 1 (and above)
    std::vector<PoolUse> pools;           ///< of the last answer, as the facts
    QStringList missingRights;            ///< the GRANT statements that would make unknown figures known

    bool isPrimary() const { return reachable && facts.role == Role::Primary; }
    bool isReplica() const { return facts.role == Role::Replica; }
    bool refusesWrites() const { return isPrimary() && facts.readOnly == true; }
    bool operator==(const NodeSnapshot &) const = default;
};

/// A replica that the primary serves and that is not configured in the console: to be offered to the user.
struct DiscoveredReplica {
    QString applicationName, clientAddress;
    bool operator==(const DiscoveredReplica &) const = default;
};

/// What is: every node at one tick. Immutable once published; travels as SnapshotPtr between threads.
struct Snapshot {
    quint64 sequence = 0;
    qint64 timeMs = 0; ///< wall clock of the console, ms since the epoch
    double tickSeconds = 1;
    double costSeconds = 0;          ///< client CPU spent on this tick
    std::vector<NodeSnapshot> nodes; ///< in the order of the configuration
    ClusterVerdict verdict = ClusterVerdict::Unknown;
    QString reason;
    QString systemIdentifier;
    std::optional<PgBouncerState> pgBouncer;
    std::vector<DiscoveredReplica> discovered;

    const NodeSnapshot *node(const QString &name) const;
    const NodeSnapshot *primary() const; ///< the one reachable primary, nullptr for none or several
    bool hasPrimary() const;             ///< one or several
    bool hasSeveralPrimaries() const;
    /// No node is one, or the one that should be does not answer. That a replica still hears from it is no
    /// comfort: the application does not. False where that is not known, as before the first answers.
    bool lacksPrimary() const;
    bool operator==(const Snapshot &) const = default;
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

QString toString(ReplicaVerdict verdict); ///< 'STREAMING', 'CATCHING UP', …
QString toString(ClusterVerdict verdict); ///< 'HEALTHY', …
QString toString(Rivalry rivalry);        ///< 'SPLIT BRAIN', 'TWO CLUSTERS', …; empty where there is none

} // namespace seawall::db
