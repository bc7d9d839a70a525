// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/clustermonitor.h"
#include "db/monitor/lsnclock.h"

namespace seawall::db {

/// One answer of a node at a tick, or why there was none.
struct NodeSample {
    size_t node = 0; ///< index in MonitorConfig::nodes
    Result<NodeFacts> facts;
    LsnClock::Time middle; ///< of the round trip, console's monotonic clock
    double roundTripSeconds = 0;
    qint64 wallMs = 0;
    int ownTransactions = 0; ///< that the sampler itself has made since its last sample
};

/// One reading of a primary's position between two ticks.
struct ClockSample {
    size_t node = 0;
    Lsn lsn;
    LsnClock::Time middle;
};

/// Whether a node let another session begin.
struct DoorSample {
    size_t node = 0;
    std::optional<Error> error; ///< why none began
    int ownTransactions = 0;    ///< that this cost
};

/// Puts samples together into Snapshots: lag by the LSN clock, links, rates, pools, verdicts. It is given the
/// time and does no I/O, so that every case can be tested without a server. For one thread.
class SnapshotBuilder final
{
public:
    explicit SnapshotBuilder(MonitorConfig config);

    void add(const ClockSample &sample);
    void add(const DoorSample &sample);
    void add(NodeSample sample);
    Snapshot build(LsnClock::Time now, qint64 wallMs);

private:
    /// A position at a time, for slopes.
    struct Position {
        LsnClock::Time when;
        Lsn lsn;
    };
    /// Transactions of others at a time.
    struct Transactions {
        LsnClock::Time when;
        qint64 count = 0;
    };
    struct NodeState {
        NodeFacts facts;
        std::optional<Error> error; ///< of the last attempt
        std::optional<Error> door;  ///< why no other session began
        std::optional<LsnClock::Time> answered;
        qint64 answeredMs = 0;
        double roundTripSeconds = 0;
        LsnClock clock;                 ///< of its own WAL: written on a primary, received on a replica
        std::deque<Position> positions; ///< of the last seconds: WAL written, or replayed
        std::deque<Transactions> transactions;
        qint64 ownTransactions = 0;
    };

    NodeSnapshot describe(size_t index, LsnClock::Time now) const;
    void tellLag(NodeSnapshot &replica, size_t index, const NodeSnapshot *upstream, const WalSender *sender,
                 LsnClock::Time now) const;
    void tellLagWithoutUpstream(NodeSnapshot &replica, size_t index, LsnClock::Time now) const;
    void tellRpo(NodeSnapshot &replica, const NodeSnapshot &primary) const;
    std::optional<double> slope(const NodeState &state, std::chrono::steady_clock::duration window) const;
    std::optional<double> catchUp(const NodeSnapshot &replica, size_t index,
                                  const NodeSnapshot &upstream) const;
    std::optional<double> transactionRate(const NodeState &state) const;
    size_t indexOf(const QString &name) const;
    void judge(Snapshot &snapshot, LsnClock::Time now) const;

    static constexpr std::chrono::seconds catchUpWindow{5}; ///< over which the slopes are taken

    MonitorConfig m_config;
    std::vector<NodeState> m_nodes;
    std::optional<size_t> m_lastPrimary;
    quint64 m_sequence = 0;
};

/// The application's pools on a node of that role, as far as budgets are configured. The console's own
/// sessions do not count.
std::vector<PoolUse> poolUse(const NodeFacts &facts, const std::optional<PoolBudget> &budget);

} // namespace seawall::db
