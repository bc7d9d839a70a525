// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/clusterchanges.h"
#include "db/failover/failoverengine.h"
#include "db/failover/switchover.h"

namespace seawall::db {

/// What the steps of a switchover do. They refer to this object: it has to outlive the engine's run, and
/// knows the engine by attach().
class SwitchoverSteps final
{
public:
    SwitchoverSteps(const ClusterMembers &members, const SwitchoverPlan &plan,
                    const SwitchoverOptions &options);
    SwitchoverSteps(const SwitchoverSteps &) = delete;
    SwitchoverSteps &operator=(const SwitchoverSteps &) = delete;

    std::vector<FailoverWork> steps();
    void attach(FailoverEngine *engine) { m_engine = engine; }

    std::optional<double> outageSeconds() const { return m_outageSeconds; }
    std::optional<Lsn> switchLsn() const { return m_switchLsn; }

private:
    using Stop = const std::stop_token &;
    Result<QString> verify(Stop stop);
    Result<QString> prepare(Stop stop);
    Result<QString> checkpoint(Stop stop);
    Result<QString> block(Stop stop);
    Result<QString> catchUp(Stop stop);
    Result<QString> stopOld(Stop stop);
    Result<QString> compare(Stop stop);
    Result<QString> promote(Stop stop);
    Result<QString> write(Stop stop);
    Result<QString> rejoin(Stop stop);
    Result<QString> repoint(Stop stop);
    Result<QString> confirm(Stop stop);
    Result<QString> dropSlots();
    Result<QString> unblock();
    Result<QString> startOld();

    Result<void> endWriters(Stop stop);
    Result<void> markStandby(Stop stop);
    Result<void> awaitStopped(Deadline deadline, Stop stop);
    Result<void> unmarkRunning();
    Result<void> checkAlone();
    Result<void> receivedAll(Lsn atLeast, bool isReplayed, Stop stop);
    Result<quint32> newTimeline(Stop stop);
    QStringList slotsOnNew() const;
    const SwitchoverPlan::Node *planned(const QString &name) const;

    const ClusterMembers &m_members;
    const SwitchoverPlan &m_plan;
    const SwitchoverOptions &m_options;
    const ClusterMember &m_old, &m_new;
    const QString m_oldName, m_newName; ///< as texts call them
    FailoverEngine *m_engine = nullptr;
    std::optional<std::chrono::steady_clock::time_point> m_blockedAt;
    std::optional<Lsn> m_flushed, m_switchLsn;
    std::optional<double> m_outageSeconds;
    quint32 m_newTimeline = 0;
};

/// The steps as they are shown; the same ids and order as SwitchoverSteps::steps().
std::vector<FailoverStep> switchoverSteps(const ClusterMembers &members, const SwitchoverPlan &plan);

} // namespace seawall::db
