// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drill.h"
#include "db/failover/membernames.h"
#include "db/failover/nodestanding.h"
#include "db/sqlcatalog.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;
using enum DrillKind;

namespace {

struct DrillSurvey {
    std::vector<NodeStanding> nodes;
    const NodeStanding *primary = nullptr;
};

Result<DrillSurvey> surveyed(const ClusterMembers &members, Deadline deadline, const std::stop_token &stop)
{
    DrillSurvey survey;
    QStringList silent, primaries;
    for (const auto &member : members) {
        auto now = standingOf(member.endpoint, deadline, stop);
        if (now)
            survey.nodes.push_back(std::move(*now));
        else if (now.error().kind == ErrorKind::PermissionDenied || now.error().kind == ErrorKind::Cancelled)
            return std::unexpected(now.error());
        else
            silent << member.name();
    }
    for (const auto &node : survey.nodes) {
        if (node.role == Role::Primary)
            primaries << node.name;
    }
    if (primaries.size() > 1)
        return refused(u"Two nodes take writes: %1."_s.arg(primaries.join(u" and "_s)),
                       u"This is a split brain. End it before anything else: seawallctl failover rejoin."_s);
    if (primaries.isEmpty())
        return refused(u"No node that can be reached takes writes."_s,
                       u"A drill is for a cluster that is well; see seawallctl status."_s);
    if (!silent.isEmpty())
        return refused(u"%1 does not answer."_s.arg(silent.join(u", "_s)),
                       u"A drill is for a cluster that is well: start it, or take it out of the profile."_s);
    survey.primary = &*std::ranges::find(survey.nodes, Role::Primary, &NodeStanding::role);
    return survey;
}

/// Who would take a stopped primary for a lost one.
Result<void> checkNoManager(const ClusterMember &primary, Deadline deadline, const std::stop_token &stop)
{
    const auto rows =
        tellNode(primary.endpoint, catalogQuery(u"preflight_managers"_s, 130000).sql, {}, deadline, stop);
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->count() > 0)
        return refused(u"%1 watches this cluster, and would promote a replica."_s.arg(rows->text(0, 0)),
                       u"Pause it first; a drill that it takes part in is done with its own means."_s);
    return {};
}

Result<void> checkControl(const ClusterMember &member, NodeAction action)
{
    if (!member.control)
        return refused(
            u"It is not known how %1 is stopped and started."_s.arg(member.name()),
            u"Say it with SEAWALL_CONTROL_%1 in the .env: docker:CONTAINER, pg_ctl:DATA_DIRECTORY or "
            "command."_s.arg(member.name().toUpper()));
    const auto undo = action == NodeAction::Pause ? NodeAction::Resume : NodeAction::Start;
    if (!member.control->can(action) || !member.control->can(undo))
        return refused(
            u"%1 cannot %2 a server and undo it."_s.arg(member.control->describe(), toString(action)),
            u"Give the commands for both in the .env."_s);
    return {};
}

Result<const NodeStanding *> chosen(const DrillSurvey &survey, DrillKind kind, const QString &wanted)
{
    const auto replica = std::ranges::find_if(
        survey.nodes, [](const NodeStanding &node) { return node.role == Role::Replica && node.streams(); });
    if (wanted.isEmpty() && kind == PrimaryFails)
        return survey.primary;
    if (wanted.isEmpty() && replica == survey.nodes.end())
        return refused(u"No replica streams from %1."_s.arg(survey.primary->name),
                       u"Mend its replication first; its log says what is wrong."_s);
    if (wanted.isEmpty())
        return &*replica;
    const auto found = std::ranges::find(survey.nodes, wanted, &NodeStanding::name);
    if (found == survey.nodes.end())
        return refused(u"There is no node '%1'."_s.arg(wanted), u"See them with: seawallctl status."_s);
    const bool isPrimary = found->role == Role::Primary;
    const bool fits = kind == PrimaryFails                                 ? isPrimary
                      : kind == ConnectionsExhausted || kind == NetworkCut ? true
                                                                           : !isPrimary;
    if (!fits)
        return refused(u"The drill %1 is not for %2, which is a %3."_s.arg(infoOf(kind).name, wanted,
                                                                           toString(found->role)),
                       u"Leave the node out, and the one that fits is taken."_s);
    if (!isPrimary && !found->streams())
        return refused(u"%1 does not stream."_s.arg(wanted),
                       u"Mend its replication first; its log says what is wrong."_s);
    return &*found;
}

QStringList warningsOf(const DrillSurvey &survey, const NodeStanding &node)
{
    QStringList warnings;
    for (const auto &each : survey.nodes) {
        if (each.role == Role::Replica && !each.streams())
            warnings << u"%1 does not stream."_s.arg(each.name);
        if (each.role == Role::Replica && each.pauseState != u"not paused")
            warnings << u"Replay is paused on %1 already."_s.arg(each.name);
    }
    const auto others = std::ranges::count_if(survey.nodes, [&](const NodeStanding &each) {
        return each.role == Role::Replica && each.streams() && each.name != node.name;
    });
    if (node.role == Role::Replica && others == 0)
        warnings << u"%1 is the only replica that streams: all reads go to the primary."_s.arg(node.name);
    return warnings;
}

FailoverStep faultStep(const ClusterMembers &members, const ClusterMember &member, const DrillPlan &plan)
{
    const auto name = spokenOf(members, member.name(), plan.hitsPrimary() ? Role::Primary : Role::Replica);
    const auto by = [&](NodeAction action) { return member.control->commands(action); };
    switch (plan.kind) {
    case ReplicaFails:
    case PrimaryFails:
        return {u"fault"_s, u"Stop %1"_s.arg(name), by(NodeAction::Stop),
                by(NodeAction::Start).join(u"; "_s)};
    case ReplicaSilent:
        if (!plan.isCut)
            return {u"fault"_s, u"Pause %1"_s.arg(name), by(NodeAction::Pause),
                    by(NodeAction::Resume).join(u"; "_s)};
        return {
            u"fault"_s, u"Swallow what goes to %1 and comes from it"_s.arg(name), {}, u"Forward it again."_s};
    case ReplayPaused:
        return {u"fault"_s,
                u"Pause replay on %1"_s.arg(name),
                {u"SELECT pg_wal_replay_pause()"_s},
                u"SELECT pg_wal_replay_resume()"_s};
    case ConnectionsExhausted:
        return {u"fault"_s,
                u"Take every connection of %1, and end the probes' own"_s.arg(name),
                {},
                u"Close them."_s};
    case NetworkCut:
        break;
    }
    return {u"fault"_s,
            u"Refuse, then delay, then swallow what goes to %1, on this machine"_s.arg(name),
            {},
            u"Forward it again."_s};
}

std::vector<FailoverStep> stepsOf(const ClusterMembers &members, const ClusterMember &member,
                                  const DrillPlan &plan)
{
    const auto primary = spokenOf(members, plan.primary, Role::Primary);
    return {{u"prepare"_s,
             u"Make the table of the probes on %1"_s.arg(primary),
             {u"CREATE SCHEMA seawall_drill"_s},
             u"DROP SCHEMA seawall_drill CASCADE"_s},
            {u"watch"_s, u"Let probes read and write, through the router and through libpq"_s, {}, {}},
            faultStep(members, member, plan),
            {u"hold"_s, u"Watch who answers"_s, {}, {}},
            {u"undo"_s, u"Undo it"_s, {}, {}},
            {u"recover"_s, u"Wait until all is as before"_s, {}, {}},
            {u"count"_s,
             u"Count the writes on %1, and remove the table"_s.arg(primary),
             {u"DROP SCHEMA seawall_drill CASCADE"_s},
             {}}};
}

} // namespace

Result<DrillPlan> planDrill(const ClusterMembers &members, DrillKind kind, const QString &wanted,
                            Deadline deadline, const std::stop_token &stop)
{
    if (const auto may = checkNoPatroni(members); !may)
        return refused(may.error().message, u"A drill is done with Patroni's own means."_s);
    const auto survey = surveyed(members, deadline, stop);
    if (!survey)
        return std::unexpected(survey.error());
    const auto node = chosen(*survey, kind, wanted);
    if (!node)
        return std::unexpected(node.error());
    const auto &member = *memberOf(members, (*node)->name);
    const auto &primary = *memberOf(members, survey->primary->name);
    const bool stops = kind == ReplicaFails || kind == PrimaryFails;
    if (stops) {
        if (const auto may = checkControl(member, NodeAction::Stop); !may)
            return std::unexpected(may.error());
    }
    if (const auto may = checkNoManager(primary, deadline, stop); !may)
        return std::unexpected(may.error());
    DrillPlan plan;
    plan.kind = kind;
    plan.node = member.name();
    plan.primary = primary.name();
    plan.systemIdentifier = survey->primary->systemIdentifier;
    plan.timeline = survey->primary->timeline.value_or(0);
    for (const auto &each : survey->nodes) {
        if (each.role == Role::Replica && each.streams())
            plan.replicas << each.name;
    }
    plan.isCut = kind == NetworkCut || (kind == ReplicaSilent && !checkControl(member, NodeAction::Pause));
    plan.warnings = warningsOf(*survey, **node);
    plan.steps = stepsOf(members, member, plan);
    return plan;
}

DrillNote DrillPlan::note() const
{
    DrillNote note{info().name, node, DrillNote::Undo::Nothing, primary, systemIdentifier, 0};
    if (kind == ReplicaFails || kind == PrimaryFails)
        note.undo = DrillNote::Undo::Start;
    if (kind == ReplicaSilent && !isCut)
        note.undo = DrillNote::Undo::Resume;
    if (kind == ReplayPaused)
        note.undo = DrillNote::Undo::Replay;
    return note;
}

} // namespace seawall::db
