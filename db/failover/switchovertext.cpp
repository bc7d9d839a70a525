// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/membernames.h"
#include "db/failover/switchoversteps.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

/// Each by the role it has when the plan is made.
QString on(const ClusterMember &member, const QString &command)
{
    return typedOf({member}, member.name(), Role::Replica) + u": "_s + command;
}

QString onPrimary(const ClusterMember &member, const QString &command)
{
    return typedOf({member}, member.name(), Role::Primary) + u": "_s + command;
}

QStringList controlCommands(const ClusterMember &member, NodeAction action)
{
    QStringList lines;
    if (member.control) {
        for (const auto &command : member.control->commands(action))
            lines << onPrimary(member, command);
    }
    return lines;
}

QStringList prepareCommands(const ClusterMember &from, const ClusterMember &to, const SwitchoverPlan &plan)
{
    QStringList lines;
    for (const auto &node : plan.nodes) {
        if (node.name != plan.to && !node.slot.isEmpty())
            lines << on(to, u"SELECT pg_create_physical_replication_slot('%1', true)"_s.arg(node.slot));
    }
    lines << onPrimary(from,
                       u"ALTER SYSTEM SET primary_conninfo = 'host and port %1 …', primary_slot_name"_s.arg(
                           replicationAddress(to)));
    return lines;
}

QStringList repointCommands(const ClusterMembers &members, const ClusterMember &to,
                            const SwitchoverPlan &plan)
{
    QStringList lines;
    for (const auto &node : plan.nodes) {
        const auto *member = memberOf(members, node.name);
        if (member && node.name != plan.from && node.name != plan.to)
            lines << on(*member, u"ALTER SYSTEM SET primary_conninfo = 'host and port %1 …'; SELECT "
                                 "pg_reload_conf()"_s.arg(replicationAddress(to)));
    }
    return lines;
}

} // namespace

std::vector<FailoverStep> switchoverSteps(const ClusterMembers &members, const SwitchoverPlan &plan)
{
    const auto &from = *memberOf(members, plan.from);
    const auto &to = *memberOf(members, plan.to);
    const auto old = spokenOf(members, plan.from, Role::Primary);
    const auto next = spokenOf(members, plan.to, Role::Replica);
    const auto noWayBack = u"There is none: %1 is the primary now. Switch over again to go back."_s.arg(
        withAddress(members, plan.to));
    const auto nothing = u"Nothing was changed."_s;
    std::vector<FailoverStep> steps;
    steps.push_back({u"verify"_s,
                     u"See that nothing has moved since the plan was made"_s,
                     {u"Every node: role, system identifier, timeline, receiver, replay"_s},
                     nothing});
    steps.push_back({u"prepare"_s, u"Prepare %1 to serve replicas"_s.arg(next),
                     prepareCommands(from, to, plan), u"Drop the new slots on %1"_s.arg(next)});
    steps.push_back({u"checkpoint"_s,
                     u"Write a checkpoint, while writes go on"_s,
                     {onPrimary(from, u"CHECKPOINT"_s)},
                     nothing});
    steps.push_back(
        {u"block"_s,
         u"Block writes on %1"_s.arg(old),
         {onPrimary(from, u"ALTER SYSTEM SET default_transaction_read_only = on; SELECT pg_reload_conf()"_s),
          onPrimary(from, u"pg_terminate_backend() for transactions that do not end by themselves"_s)},
         u"Take default_transaction_read_only back on %1"_s.arg(old)});
    steps.push_back({u"catch-up"_s,
                     u"Wait until %1 has received all"_s.arg(next),
                     {onPrimary(from, u"CHECKPOINT"_s), on(to, u"pg_last_wal_receive_lsn()"_s)},
                     nothing});
    steps.push_back({u"stop"_s, u"Stop %1 cleanly, to come back as a replica only"_s.arg(old),
                     QStringList{onPrimary(from, u"standby.signal is made in its data directory"_s)} +
                         controlCommands(from, NodeAction::Stop),
                     u"Start %1 again as the primary"_s.arg(old)});
    steps.push_back({u"received"_s,
                     u"See that %1 has the shutdown's last record"_s.arg(next),
                     {onPrimary(from, u"pg_controldata: the shutdown's checkpoint"_s),
                      on(to, u"pg_last_wal_replay_lsn() has to be past it"_s)},
                     nothing});
    steps.push_back(
        {u"promote"_s, u"Promote %1"_s.arg(next), {on(to, u"SELECT pg_promote(true)"_s)}, noWayBack, true});
    steps.push_back({u"write"_s,
                     u"See that %1 takes writes on a new timeline"_s.arg(withAddress(members, plan.to)),
                     {on(to, u"SELECT pg_logical_emit_message(true, 'seawall', 'first write')"_s)},
                     noWayBack});
    steps.push_back(
        {u"rejoin"_s,
         u"Start %1 as a replica of %2"_s.arg(withAddress(members, plan.from), withAddress(members, plan.to)),
         controlCommands(from, NodeAction::Start) +
             QStringList{onPrimary(from, u"default_transaction_read_only is taken back"_s)},
         noWayBack});
    steps.push_back({u"repoint"_s, u"Point the other replicas to %1"_s.arg(withAddress(members, plan.to)),
                     repointCommands(members, to, plan), noWayBack});
    steps.push_back({u"confirm"_s,
                     u"See that every replica streams, and drop what is left over"_s,
                     {u"Every replica: pg_stat_wal_receiver on the new timeline"_s,
                      onPrimary(from, u"pg_drop_replication_slot() for the slots of its former replicas"_s)},
                     noWayBack});
    return steps;
}

} // namespace seawall::db
