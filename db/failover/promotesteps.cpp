// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/promotesteps.h"

#include "db/failover/membernames.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using Fence = PromotePlan::Fence;

std::vector<FailoverStep> promoteSteps(const ClusterMembers &members, const PromotePlan &plan)
{
    const auto *lost = memberOf(members, plan.lost);
    const auto promoted = withAddress(members, plan.to);
    const auto on = typedOf(members, plan.to, Role::Replica);
    QStringList fencing{u"%1: its port has to be closed"_s.arg(withAddress(members, plan.lost))};
    if (plan.fence == Fence::Declared)
        fencing = {u"Declared by a person: the old primary is off and stays off"_s};
    else if (plan.fence == Fence::ByControl)
        fencing = lost->control->commands(lost->control->can(NodeAction::Kill) ? NodeAction::Kill
                                                                               : NodeAction::Stop);
    else if (plan.fence == Fence::Stopped)
        fencing = {u"%1: it is stopped, and is seen to be so once more"_s.arg(lost->control->describe())};
    const auto none = u"There is none: %1 is the primary now."_s.arg(promoted);
    QStringList others;
    for (const auto &candidate : plan.candidates) {
        if (candidate.name != plan.to)
            others << u"%1: ALTER SYSTEM SET primary_conninfo = 'host and port %2 …'"_s.arg(
                typedOf(members, candidate.name, Role::Replica),
                replicationAddress(*memberOf(members, plan.to)));
    }
    const auto nothing = u"Nothing was changed."_s;
    return {{u"verify"_s, u"See that nobody takes writes"_s, {u"Every node: pg_is_in_recovery()"_s}, nothing},
            {u"fence"_s, u"Make sure the old primary takes no writes"_s, fencing,
             u"The old primary stays stopped; start it by hand where nothing is promoted"_s},
            {u"sentinel"_s,
             u"Keep it from coming back as a primary"_s,
             {u"standby.signal is made in its data directory, where that is within reach"_s},
             u"Remove standby.signal before the old primary is started as one"_s},
            {u"promote"_s,
             u"Promote %1"_s.arg(spokenOf(members, plan.to, Role::Replica)),
             {u"%1: SELECT pg_promote(true)"_s.arg(on)},
             none,
             true},
            {u"write"_s,
             u"See that %1 takes writes on a new timeline"_s.arg(promoted),
             {u"%1: SELECT pg_logical_emit_message(true, 'seawall', 'first write')"_s.arg(on)},
             none},
            {u"repoint"_s, u"Point the other replicas to %1"_s.arg(promoted), others, none}};
}

} // namespace seawall::db
