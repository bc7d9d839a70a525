// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/monitor/clustermonitor.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>

namespace seawall::app {

/// Watches a cluster for a command that waits for its Snapshots, one after the other. The waiting belongs to
/// one thread.
class Observation final
{
public:
    explicit Observation(db::MonitorConfig config);

    /// The oldest Snapshot not yet taken; nothing at the deadline, at the stop, or after interrupt().
    db::SnapshotPtr next(db::Deadline deadline, const std::stop_token &stop);

    qint64 startedMs() const { return m_startedMs; } ///< wall clock, ms since the epoch

    /// Ends a wait, from any thread: there is something else to do.
    void interrupt();

private:
    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::deque<db::SnapshotPtr> m_snapshots;
    bool m_interrupted = false;
    qint64 m_startedMs;
    db::ClusterMonitor m_monitor; ///< last: its threads end before what they fill
};

/// One look at a cluster: samples until the lag of every replica can be told by the LSN clock and PgBouncer,
/// where there is one, has answered; at most 1.5 s, or 5 s where a node is slow to connect.
db::SnapshotPtr lookOnce(db::MonitorConfig config);

} // namespace seawall::app
