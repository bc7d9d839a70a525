// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drillfault.h"

#include "db/failover/nodestanding.h"
#include "db/pause.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum DrillKind;

namespace {

constexpr size_t mostConnections = 1000; ///< what one process opens without ado
constexpr auto probeName = "seawall drill";
constexpr int quietLooks = 5;
constexpr auto lookEvery = 50ms;

} // namespace

DrillFault::DrillFault(const ClusterMembers &members, const DrillPlan &plan, const DrillOptions &options)
    : m_members(members), m_plan(plan), m_options(options), m_member(*memberOf(members, plan.node))
{}

Result<void> DrillFault::prepare(Deadline deadline, const std::stop_token &stop)
{
    if (!m_plan.isCut)
        return {};
    auto made = Forwarder::to(m_member.endpoint, deadline, stop);
    if (!made)
        return std::unexpected(made.error());
    m_forwarder = std::move(*made);
    return {};
}

std::vector<NodeConfig> DrillFault::nodes() const
{
    std::vector<NodeConfig> nodes;
    for (const auto &member : m_members) {
        const bool isBehind = m_forwarder && member.name() == m_plan.node;
        nodes.push_back({isBehind ? m_forwarder->seenFrom(member.endpoint) : member.endpoint,
                         member.name() == m_plan.primary ? Role::Primary : Role::Replica});
    }
    return nodes;
}

int DrillFault::phases() const
{
    return m_plan.kind == NetworkCut ? 3 : 1;
}

Result<QString> DrillFault::begin(int phase, const std::stop_token &stop)
{
    const auto &name = m_plan.node;
    const auto perform = [&](NodeAction action, const QString &done) -> Result<QString> {
        const auto acted = m_member.control->perform(action, Deadline::in(m_options.patience), stop);
        return acted ? Result<QString>(done) : std::unexpected(acted.error());
    };
    if (m_plan.kind == ReplicaFails || m_plan.kind == PrimaryFails)
        return perform(NodeAction::Stop, u"%1 is stopped."_s.arg(name));
    if (m_plan.kind == ReplicaSilent && !m_plan.isCut)
        return perform(NodeAction::Pause, u"%1 is paused."_s.arg(name));
    if (m_plan.kind == ConnectionsExhausted)
        return takeConnections(stop);
    if (m_plan.kind == ReplayPaused) {
        const auto told =
            tellNode(m_member.endpoint, u"SELECT pg_wal_replay_pause()::text"_s, {}, Deadline::in(10s), stop);
        return told ? Result<QString>(u"Replay is paused on %1."_s.arg(name)) : std::unexpected(told.error());
    }
    if (m_plan.kind == NetworkCut && phase == 0) {
        m_forwarder->setMode(Forwarder::Mode::Refuse);
        return u"The way to %1 refuses."_s.arg(name);
    }
    if (m_plan.kind == NetworkCut && phase == 1) {
        m_forwarder->setMode(Forwarder::Mode::Delay);
        return u"The way to %1 delays everything by 0.4 s."_s.arg(name);
    }
    m_forwarder->setMode(Forwarder::Mode::Swallow);
    return u"The way to %1 swallows everything."_s.arg(name);
}

void DrillFault::end()
{
    if (m_forwarder)
        m_forwarder->setMode(Forwarder::Mode::Forward);
    m_taken.clear();
}

Result<void> DrillFault::approach(const std::stop_token &stop)
{
    return m_plan.kind == ConnectionsExhausted ? takeFree(stop) : Result<void>();
}

/// Until the server has none left.
Result<void> DrillFault::takeFree(const std::stop_token &stop)
{
    SessionOptions session;
    session.applicationName = u"seawall drill connections"_s;
    while (m_taken.size() < mostConnections) {
        auto opened = Connection::open(m_member.endpoint, session, Deadline::in(m_options.patience), stop);
        if (!opened && opened.error().kind == ErrorKind::TooManyConnections)
            return {};
        if (!opened)
            return std::unexpected(opened.error());
        m_taken.push_back(std::move(*opened));
    }
    return fail(ErrorKind::InvalidInput,
                u"%1 has more than %2 connections: too many to take from one program."_s.arg(m_plan.node)
                    .arg(mostConnections),
                u"Try this drill on a cluster with a smaller max_connections."_s);
}

/// Ends the probes' sessions and takes what that frees, until none is left to them. One that is being opened
/// is in nobody's list yet: it is looked for again.
Result<QString> DrillFault::takeConnections(const std::stop_token &stop)
{
    const auto deadline = Deadline::in(m_options.patience);
    for (int quiet = 0; quiet < quietLooks && !deadline.passed(); ++quiet) {
        const auto ended = m_taken.empty() ? Result<int>(0) : endProbes(stop);
        if (!ended)
            return std::unexpected(ended.error());
        if (*ended > 0)
            quiet = 0;
        if (const auto taken = takeFree(stop); !taken)
            return std::unexpected(taken.error());
        if (!pauseUntil(Deadline::Clock::now() + lookEvery, stop))
            return fail(ErrorKind::Cancelled, u"The drill was stopped on request."_s);
    }
    return u"%1 has no connection left; %2 were taken."_s.arg(m_plan.node).arg(m_taken.size());
}

/// Returns how many there still are.
Result<int> DrillFault::endProbes(const std::stop_token &stop)
{
    const auto rows = m_taken.front().execute(
        u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1"_s,
        {QString::fromLatin1(probeName)}, Deadline::in(5s), stop);
    return rows ? Result<int>(rows->count()) : std::unexpected(rows.error());
}

} // namespace seawall::db
