// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/endpoint.h"
#include "db/monitor/snapshot.h"

#include <chrono>
#include <functional>
#include <memory>

namespace seawall::db {

/// A node the console expects: it stays in every Snapshot, whether it can be reached or not.
struct NodeConfig {
    Endpoint endpoint; ///< its name is the node's key
    Role role =
        Role::Unknown; ///< as configured; the role shown is the one the node itself says at each sample
    bool operator==(const NodeConfig &) const = default;
};

/// Which sessions belong to the application's pool, and how many it may have.
struct PoolBudget {
    QString applicationName; ///< empty: every application
    QString user;            ///< empty: every user
    int size = 0, maxOverflow = 0, processes = 1;
    int limit() const { return (size + maxOverflow) * processes; }
    bool operator==(const PoolBudget &) const = default;
};

struct MonitorConfig {
    std::vector<NodeConfig> nodes;
    std::optional<PoolBudget> primaryPool, replicaPool;
    std::optional<Endpoint> pgBouncer;
    std::chrono::milliseconds tick{1000}; ///< 250 ms … 60 s
    std::chrono::milliseconds slowLane{15000};
    std::chrono::milliseconds clockTick{200};  ///< the LSN clock reads a primary at least this often
    std::chrono::milliseconds doorTick{30000}; ///< another session is asked for this often (doorprobe.h)
    std::chrono::seconds clockRing{3600};      ///< how far back the LSN clock can tell a lag
    double catchingUpSeconds = 1.0; ///< lag from which a streaming replica is said to be catching up
    bool operator==(const MonitorConfig &) const = default;
};

/// Watches a cluster: one sampler thread a node, one that puts their answers together into a Snapshot a tick
/// and hands it to the sink. The sink runs on that thread; it must not block. Constructing starts nothing,
/// stop() and the destructor join all threads within one second.
class ClusterMonitor final
{
public:
    using Sink = std::function<void(SnapshotPtr)>;

    ClusterMonitor(MonitorConfig config, Sink sink);
    ~ClusterMonitor();
    ClusterMonitor(const ClusterMonitor &) = delete;
    ClusterMonitor &operator=(const ClusterMonitor &) = delete;

    void start();
    void stop();
    void setSessionDetail(bool wanted); ///< sample the session lists as well; from any thread
    void reconnectNow();                ///< do not wait out the back-off; from any thread

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::db
