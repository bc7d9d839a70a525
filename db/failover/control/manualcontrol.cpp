// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/control/manualcontrol.h"

#include "db/failover/control/presence.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

QString ManualControl::describe() const
{
    return u"%1, by hand"_s.arg(m_endpoint.name);
}

bool ManualControl::can(NodeAction action) const
{
    return action == NodeAction::Stop || action == NodeAction::Kill || action == NodeAction::Start;
}

QStringList ManualControl::commands(NodeAction action) const
{
    const auto where = m_endpoint.host();
    switch (action) {
    case NodeAction::Stop:
        return {u"By hand on %1: stop the server %2 cleanly (pg_ctl stop -m fast), and see that its "
                "supervisor does not start it again."_s.arg(where, m_endpoint.name)};
    case NodeAction::Kill:
        return {u"By hand on %1: stop the server %2 at once (pg_ctl stop -m immediate)."_s.arg(
            where, m_endpoint.name)};
    case NodeAction::Start:
        return {u"By hand on %1: start the server %2 (pg_ctl start)."_s.arg(where, m_endpoint.name)};
    default:
        return {};
    }
}

Result<void> ManualControl::perform(NodeAction action, Deadline deadline, const std::stop_token &stop)
{
    if (!can(action))
        return fail(ErrorKind::InvalidInput, u"Seawall cannot see whether somebody did %1 %2."_s.arg(
                                                 toString(action), m_endpoint.name));
    return awaitPresence(action, m_endpoint, deadline, stop);
}

Result<ServerState> ManualControl::state(Deadline deadline, const std::stop_token &stop)
{
    return presenceOf(m_endpoint, deadline, stop);
}

} // namespace seawall::db
