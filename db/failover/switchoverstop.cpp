// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/control/waiting.h"
#include "db/failover/membernames.h"
#include "db/failover/nodefiles.h"
#include "db/failover/switchoversteps.h"

// Stopping the old primary, and starting it again where it comes to that.
namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Made while the server still runs, where it has no effect: whoever starts it from now on, its supervisor
/// among them, starts a replica and never a second primary.
Result<void> SwitchoverSteps::markStandby(Stop stop)
{
    const auto now = standingOf(m_old.endpoint, Deadline::in(askTime), stop);
    if (!now)
        return std::unexpected(now.error());
    const auto file = now->dataDirectory + u"/standby.signal"_s;
    const auto made = tellNode(m_old.endpoint, u"COPY (SELECT 1 WHERE false) TO "_s + quotedLiteral(file), {},
                               Deadline::in(askTime), stop);
    return made ? Result<void>() : std::unexpected(made.error());
}

/// The same while the server runs: there it can only be removed by the server's own user.
Result<void> SwitchoverSteps::unmarkRunning()
{
    const auto removed =
        tellNode(m_old.endpoint, u"COPY (SELECT 1 WHERE false) TO PROGRAM 'rm -f standby.signal'"_s, {},
                 Deadline::in(askTime));
    return removed ? Result<void>() : std::unexpected(removed.error());
}

Result<void> SwitchoverSteps::awaitStopped(Deadline deadline, Stop stop)
{
    return waitUntil(
        [&] {
            const auto state = m_old.control->state(deadline, stop);
            return state && *state == ServerState::Stopped;
        },
        u"%1 has not stopped"_s.arg(m_oldName), deadline, stop);
}

Result<QString> SwitchoverSteps::stopOld(Stop stop)
{
    if (const auto state = m_old.control->state(Deadline::in(askTime), stop);
        state && *state == ServerState::Stopped)
        return u"%1 is stopped already."_s.arg(m_oldName);
    if (const auto marked = markStandby(stop); !marked)
        return std::unexpected(marked.error());
    const auto deadline = Deadline::in(m_options.stopTime);
    if (const auto done = m_old.control->perform(NodeAction::Stop, deadline, stop); !done)
        return std::unexpected(done.error());
    if (const auto stopped = awaitStopped(deadline, stop); !stopped)
        return std::unexpected(stopped.error());
    return u"%1 has stopped."_s.arg(m_oldName);
}

Result<QString> SwitchoverSteps::compare(Stop stop)
{
    auto *files = m_old.control->files();
    const auto data = files ? files->controlData(Deadline::in(30s), stop)
                            : Result<ControlData>(fail(ErrorKind::FileAccess, {}));
    if (files && !data)
        return std::unexpected(data.error());
    if (data) {
        if (data->state != u"shut down" || !data->checkpoint)
            return fail(
                ErrorKind::Internal,
                u"%1 was not shut down cleanly: its control file says '%2'."_s.arg(m_oldName, data->state),
                u"Start it again and see its log."_s);
        m_switchLsn = data->checkpoint;
        if (const auto all = receivedAll(*data->checkpoint, true, stop); !all)
            return std::unexpected(all.error());
        return u"%1 ended at %2, and %3 is past it."_s.arg(m_oldName, data->checkpoint->toString(),
                                                           m_newName);
    }
    if (!m_flushed) {
        const auto now = standingOf(m_new.endpoint, Deadline::in(askTime), stop);
        if (!now)
            return std::unexpected(now.error());
        m_flushed = now->latestEnd ? now->latestEnd : now->received;
    }
    m_switchLsn = m_flushed;
    if (const auto all = receivedAll(m_flushed.value_or(Lsn()), false, stop); !all)
        return std::unexpected(all.error());
    return u"%1 has what %2 had last told, %3; its control file is out of reach from here."_s.arg(
        m_newName, m_oldName, m_flushed.value_or(Lsn()).toString());
}

/// Nobody else may have become a primary meanwhile, by this run or by another hand.
Result<void> SwitchoverSteps::checkAlone()
{
    for (const auto &member : m_members) {
        if (member.name() == m_plan.from)
            continue;
        const auto other =
            standingOf(member.endpoint, Deadline::in(member.name() == m_plan.to ? askTime : 2s));
        if (other && other->role == Role::Primary)
            return fail(ErrorKind::InvalidInput,
                        u"%1 is a primary by now, so %2 must not be started as one."_s.arg(
                            withAddress(m_members, member.name()), m_oldName),
                        member.name() == m_plan.to
                            ? u"Go forward instead."_s
                            : u"Bring it back with: seawallctl failover rejoin %1."_s.arg(
                                  addressOf(m_members, m_plan.from)));
    }
    return {};
}

Result<QString> SwitchoverSteps::startOld()
{
    if (const auto alone = checkAlone(); !alone)
        return std::unexpected(alone.error());
    const auto state = m_old.control->state(Deadline::in(askTime));
    if (state && *state != ServerState::Stopped) {
        const auto now = standingOf(m_old.endpoint, Deadline::in(askTime));
        if (now && now->role == Role::Primary) {
            const auto removed = unmarkRunning();
            std::this_thread::sleep_for(500ms); // it may have been told to stop a moment ago
            if (const auto later = standingOf(m_old.endpoint, Deadline::in(askTime)); later) {
                if (!removed)
                    return std::unexpected(removed.error());
                return u"%1 was not stopped."_s.arg(m_oldName);
            }
        }
        // On its way down, perhaps waiting for a replica that does not answer. All it had is on its disk.
        if (!awaitStopped(Deadline::in(5s), {})) {
            if (const auto killed = m_old.control->perform(NodeAction::Kill, Deadline::in(30s)); !killed)
                return std::unexpected(killed.error());
        }
    }
    if (auto *files = m_old.control->files()) {
        const auto now = m_old.control->state(Deadline::in(askTime));
        if (now && *now == ServerState::Stopped) {
            if (const auto removed = files->setStandby(false); !removed)
                return std::unexpected(removed.error());
        }
    }
    if (const auto started = m_old.control->perform(NodeAction::Start, Deadline::in(m_options.startTime));
        !started)
        return std::unexpected(started.error());
    const auto deadline = Deadline::in(m_options.startTime);
    auto now = standingOf(m_old.endpoint, deadline);
    while (!now && !deadline.passed()) {
        std::this_thread::sleep_for(100ms);
        now = standingOf(m_old.endpoint, deadline);
    }
    if (!now)
        return std::unexpected(now.error());
    if (now->role == Role::Replica) { // its standby.signal is out of reach: that takes a timeline
        if (const auto promoted = promoteNode(m_old.endpoint, [] {}, m_options.promoteTime); !promoted)
            return std::unexpected(promoted.error());
    }
    return u"%1 is the primary again."_s.arg(m_oldName);
}

} // namespace seawall::db
