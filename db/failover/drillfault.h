// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/failover/drill.h"
#include "db/failover/forwarder.h"
#include "db/monitor/clustermonitor.h"

namespace seawall::db {

/// What goes wrong in a drill. What lasts beyond this process is undone by liftDrill(); the rest by end(),
/// and with this object. Belongs to one thread.
class DrillFault final
{
public:
    DrillFault(const ClusterMembers &members, const DrillPlan &plan, const DrillOptions &options);

    /// Opens the way through this machine where the plan wants one. Errors: as Forwarder::to.
    Result<void> prepare(Deadline deadline, const std::stop_token &stop);
    std::vector<NodeConfig> nodes() const; ///< of the cluster, as the probes reach them

    /// What takes its time and is not felt yet: the fault itself is begin(). Errors: as Connection::open.
    Result<void> approach(const std::stop_token &stop);
    int phases() const; ///< 1, or the three ways in which a network is cut
    /// Returns what was done. What it had begun when it failed has to be undone all the same.
    Result<QString> begin(int phase, const std::stop_token &stop);
    void end();

private:
    Result<void> takeFree(const std::stop_token &stop);
    Result<QString> takeConnections(const std::stop_token &stop);
    Result<int> endProbes(const std::stop_token &stop);

    const ClusterMembers &m_members;
    const DrillPlan &m_plan;
    const DrillOptions &m_options;
    const ClusterMember &m_member;
    std::unique_ptr<Forwarder> m_forwarder;
    std::vector<Connection> m_taken;
};

} // namespace seawall::db
