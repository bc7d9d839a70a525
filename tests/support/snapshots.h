// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

/// Hand-made Snapshots for tests: a clock that starts at baseMs, one tick a second.
namespace seawall::tests {

using namespace Qt::StringLiterals;

constexpr qint64 baseMs = 1'700'000'000'000;

inline db::NodeSnapshot aPrimary(const QString &name = u"primary"_s, int port = 5432)
{
    db::NodeSnapshot node;
    node.name = name;
    node.address = u"127.0.0.1:%1"_s.arg(port);
    node.configuredRole = node.facts.role = db::Role::Primary;
    node.reachable = true;
    node.lastSeenMs = baseMs;
    node.roundTripSeconds = 0.0012;
    node.facts.currentLsn = db::Lsn{0x5000000};
    node.facts.timeline = 1;
    node.facts.serverVersion = 150018;
    node.facts.versionText = u"15.18"_s;
    node.facts.systemIdentifier = u"7301234567890123456"_s;
    node.facts.user = u"postgres"_s;
    node.facts.canMonitor = true;
    node.facts.maxConnections = 100;
    node.facts.reservedConnections = 3;
    node.facts.sessions = db::SessionCounts{4, 12, 1, 0};
    node.facts.applications = {{u"pulse-backend"_s, u"pulse"_s, {3, 10, 1, 0}},
                               {u"seawall"_s, u"postgres"_s, {1, 2, 0, 0}}};
    node.facts.transactions = 123456;
    node.facts.slotList = {{u"replica1"_s, u"physical"_s, u"reserved"_s, true, 4096, {}, {}}};
    node.usableConnections = 97;
    node.utilization = 17.0 / 97;
    node.pools = {{u"pulse-backend"_s, 14, 50}};
    node.walBytesPerSecond = 1.5 * 1024 * 1024;
    node.transactionsPerSecond = 212;
    return node;
}

inline db::NodeSnapshot aReplica(const QString &name = u"replica1"_s, int port = 5433,
                                 const QString &upstream = u"primary"_s)
{
    auto node = aPrimary(name, port);
    node.configuredRole = node.facts.role = db::Role::Replica;
    node.facts.currentLsn.reset();
    node.facts.receivedLsn = node.facts.replayedLsn = db::Lsn{0x5000000};
    node.facts.pauseState = u"not paused"_s;
    node.facts.applyDelaySeconds = 0;
    node.facts.walReceiver = db::WalReceiver{
        u"streaming"_s, name, u"127.0.0.1"_s, name, 5432, db::Lsn{0x5000000}, db::Lsn{0x5000000}, 1, 0.2};
    node.facts.slotList.clear();
    node.upstream = upstream;
    node.lag.bytes = {0, 0, 0, 512};
    node.lag.seconds = 0.012;
    node.lag.resolutionSeconds = 0.25;
    node.verdict = db::ReplicaVerdict::Streaming;
    node.reason = u"Streams from primary and replays at once."_s;
    node.evidence = u"SELECT status FROM pg_stat_wal_receiver"_s;
    node.rpoBytes = 0;
    node.rpoSeconds = 0;
    node.facts.sessions = db::SessionCounts{2, 5, 0, 0};
    node.facts.applications = {{u"pulse-backend"_s, u"pulse"_s, {1, 4, 0, 0}}};
    node.utilization = 7.0 / 97;
    node.pools = {{u"pulse-backend"_s, 5, 35}};
    return node;
}

inline db::Snapshot healthySnapshot()
{
    db::Snapshot snapshot;
    snapshot.sequence = 1;
    snapshot.timeMs = baseMs;
    snapshot.costSeconds = 0.0004;
    snapshot.nodes = {aPrimary(), aReplica()};
    snapshot.verdict = db::ClusterVerdict::Healthy;
    snapshot.reason = u"One primary, and every replica streams."_s;
    snapshot.systemIdentifier = u"7301234567890123456"_s;
    return snapshot;
}

inline void setVerdict(db::NodeSnapshot &node, db::ReplicaVerdict verdict, const QString &reason)
{
    node.verdict = verdict;
    node.reason = reason;
}

inline db::Snapshot laggingSnapshot(double seconds = 4.2)
{
    auto snapshot = healthySnapshot();
    auto &replica = snapshot.nodes[1];
    setVerdict(replica, db::ReplicaVerdict::CatchingUp, u"Streams, and replays later than it receives."_s);
    replica.lag.seconds = seconds;
    replica.lag.bytes = {0, 8192, 65536, 6'500'000};
    replica.lag.catchUpSeconds = 12;
    replica.rpoBytes = 65536;
    replica.rpoSeconds = 0.04;
    snapshot.verdict = db::ClusterVerdict::Degraded;
    snapshot.reason = u"replica1 is catching up."_s;
    return snapshot;
}

inline db::Snapshot detachedSnapshot()
{
    auto snapshot = laggingSnapshot(37.4);
    auto &replica = snapshot.nodes[1];
    setVerdict(replica, db::ReplicaVerdict::Detached, u"No walreceiver runs on replica1."_s);
    replica.facts.walReceiver.reset();
    replica.lag.catchUpSeconds.reset();
    replica.rpoBytes = 6'500'000;
    replica.rpoSeconds = 37.4;
    snapshot.reason = u"replica1 is detached."_s;
    return snapshot;
}

inline void makeUnreachable(db::NodeSnapshot &node, qint64 lastSeenMs = baseMs - 42'000)
{
    node.reachable = false;
    node.lastSeenMs = lastSeenMs;
    node.error = db::Error{db::ErrorKind::Refused,
                           u"%1 refuses connections on %2."_s.arg(node.name, node.address),
                           u"Start the server, or correct the port."_s,
                           {},
                           {},
                           0};
    setVerdict(node, db::ReplicaVerdict::Unreachable, node.error->message);
    node.lag = {};
    node.rpoBytes.reset();
    node.rpoSeconds.reset();
    node.utilization.reset();
    node.walBytesPerSecond.reset();
}

inline db::Snapshot unreachableReplicaSnapshot()
{
    auto snapshot = healthySnapshot();
    makeUnreachable(snapshot.nodes[1]);
    snapshot.verdict = db::ClusterVerdict::Degraded;
    snapshot.reason = u"replica1 cannot be reached."_s;
    return snapshot;
}

inline db::Snapshot noPrimarySnapshot()
{
    auto snapshot = detachedSnapshot();
    makeUnreachable(snapshot.nodes[0]);
    snapshot.nodes[0].verdict = db::ReplicaVerdict::Unknown;
    snapshot.verdict = db::ClusterVerdict::NoPrimary;
    snapshot.reason = u"No node that can be reached is out of recovery."_s;
    return snapshot;
}

inline db::Snapshot splitBrainSnapshot()
{
    auto snapshot = healthySnapshot();
    auto promoted = aPrimary(u"replica1"_s, 5433);
    promoted.configuredRole = db::Role::Replica;
    promoted.facts.timeline = 2;
    snapshot.nodes[1] = promoted;
    for (auto &node : snapshot.nodes)
        node.rivalry = db::Rivalry::SplitBrain;
    snapshot.verdict = db::ClusterVerdict::SplitBrain;
    snapshot.reason = u"primary and replica1 are both out of recovery and of one system identifier."_s;
    return snapshot;
}

/// A primary, `replicas` replicas below it, every fourth of them below the one before it.
inline db::Snapshot wideSnapshot(int replicas = 19)
{
    auto snapshot = healthySnapshot();
    snapshot.nodes.resize(1);
    for (int i = 1; i <= replicas; ++i) {
        const bool cascades = i % 4 == 0;
        const auto upstream = cascades ? u"replica%1"_s.arg(i - 1) : u"primary"_s;
        snapshot.nodes.push_back(aReplica(u"replica%1"_s.arg(i), 5432 + i, upstream));
    }
    return snapshot;
}

inline db::SnapshotPtr shared(db::Snapshot snapshot)
{
    return std::make_shared<const db::Snapshot>(std::move(snapshot));
}

} // namespace seawall::tests
