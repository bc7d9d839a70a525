// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/membernames.h"
#include "db/failover/nodefiles.h"
#include "db/failover/switchoversteps.h"

// From the promotion on: there is no way back any more.
namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Result<QString> SwitchoverSteps::promote(Stop)
{
    // Once more, and as late as can be: nobody may have started the old one meanwhile as a primary.
    if (const auto old = standingOf(m_old.endpoint, Deadline::in(2s)); old && old->role == Role::Primary)
        return fail(ErrorKind::InvalidInput, u"%1 takes writes again; somebody started it."_s.arg(m_oldName),
                    u"Nothing was promoted. See who starts it, and plan anew."_s);
    const auto promoted = promoteNode(m_new.endpoint, [this] { m_engine->commit(); }, m_options.promoteTime);
    if (!promoted)
        return std::unexpected(promoted.error());
    return u"%1 has been promoted."_s.arg(m_newName);
}

Result<QString> SwitchoverSteps::write(Stop stop)
{
    const auto now =
        verifyWritable(m_new.endpoint, m_plan.timeline, Deadline::in(m_options.promoteTime), stop);
    if (!now)
        return std::unexpected(now.error());
    m_newTimeline = now->timeline.value_or(0);
    if (!m_blockedAt)
        return u"%1 takes writes on timeline %2."_s.arg(m_newName).arg(m_newTimeline);
    m_outageSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - *m_blockedAt).count();
    return u"%1 takes writes on timeline %2, %3 s after they were blocked."_s.arg(
        m_newName, QString::number(m_newTimeline), QString::number(*m_outageSeconds, 'f', 2));
}

/// Known from the step before, or asked anew where the run was cut off in between.
Result<quint32> SwitchoverSteps::newTimeline(Stop stop)
{
    if (m_newTimeline != 0)
        return m_newTimeline;
    const auto now = awaitRole(m_new.endpoint, Role::Primary, Deadline::in(askTime), stop);
    if (!now)
        return std::unexpected(now.error());
    m_newTimeline = now->timeline.value_or(0);
    return m_newTimeline;
}

Result<QString> SwitchoverSteps::rejoin(Stop stop)
{
    if (auto *files = m_old.control->files()) {
        const auto state = m_old.control->state(Deadline::in(askTime), stop);
        if (state && *state == ServerState::Stopped) {
            if (const auto marked = files->setStandby(true); !marked)
                return std::unexpected(marked.error());
        }
    }
    const auto deadline = Deadline::in(m_options.startTime);
    if (const auto started = m_old.control->perform(NodeAction::Start, deadline, stop); !started)
        return std::unexpected(started.error());
    const auto back = awaitRole(m_old.endpoint, Role::Replica, deadline, stop);
    if (!back) {
        if (back.error().kind == ErrorKind::InvalidInput) // it came up as a primary
            static_cast<void>(m_old.control->perform(NodeAction::Kill, Deadline::in(30s)));
        return std::unexpected(back.error());
    }
    const auto before = m_engine->record().readOnlyBefore;
    if (const auto set = setReadOnly(m_old.endpoint, before, Deadline::in(askTime), stop); !set)
        return std::unexpected(set.error());
    const auto timeline = newTimeline(stop);
    if (!timeline)
        return std::unexpected(timeline.error());
    const auto streams = awaitStreaming(m_old.endpoint, *timeline, Deadline::in(m_options.streamTime), stop);
    if (!streams)
        return std::unexpected(streams.error());
    return u"%1 streams from %2 on timeline %3."_s.arg(m_oldName, m_newName, QString::number(*timeline));
}

Result<QString> SwitchoverSteps::repoint(Stop stop)
{
    QStringList done;
    for (const auto &node : m_plan.nodes) {
        if (node.name == m_plan.from || node.name == m_plan.to)
            continue;
        const auto &member = *memberOf(m_members, node.name);
        if (const auto set = repointReplica(member, m_new, node.slot, Deadline::in(askTime), stop); !set)
            return std::unexpected(set.error());
        done << withAddress(m_members, node.name);
    }
    return done.isEmpty() ? u"There are no others."_s
                          : u"%1 replicate from %2."_s.arg(done.join(u", "_s), m_newName);
}

Result<QString> SwitchoverSteps::confirm(Stop stop)
{
    const auto timeline = newTimeline(stop);
    if (!timeline)
        return std::unexpected(timeline.error());
    QStringList streaming;
    for (const auto &node : m_plan.nodes) {
        if (node.name == m_plan.to)
            continue;
        const auto &member = *memberOf(m_members, node.name);
        const auto now = awaitStreaming(member.endpoint, *timeline, Deadline::in(m_options.streamTime), stop);
        if (!now)
            return std::unexpected(now.error());
        streaming << withAddress(m_members, node.name);
    }
    for (const auto &node : m_plan.nodes) {
        if (node.name == m_plan.from || node.slot.isEmpty())
            continue;
        if (const auto gone = dropSlot(m_old.endpoint, node.slot, Deadline::in(askTime), stop); !gone)
            return std::unexpected(gone.error());
    }
    return u"STREAMING: %1."_s.arg(streaming.join(u", "_s));
}

} // namespace seawall::db
