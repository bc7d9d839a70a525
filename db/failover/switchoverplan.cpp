// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/membernames.h"
#include "db/failover/switchoversteps.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

struct Survey {
    std::vector<NodeStanding> nodes;
    std::map<QString, Error> errors;

    const NodeStanding *find(const QString &name) const
    {
        const auto found = std::ranges::find(nodes, name, &NodeStanding::name);
        return found == nodes.end() ? nullptr : &*found;
    }
};

Survey surveyOf(const ClusterMembers &members, Deadline deadline, const std::stop_token &stop)
{
    Survey survey;
    for (const auto &member : members) {
        auto standing = standingOf(member.endpoint, deadline, stop);
        if (standing)
            survey.nodes.push_back(std::move(*standing));
        else
            survey.errors[member.name()] = standing.error();
    }
    return survey;
}

/// The one node that takes writes.
Result<const NodeStanding *> primaryOf(const Survey &survey)
{
    std::vector<const NodeStanding *> primaries;
    for (const auto &node : survey.nodes) {
        if (node.role == Role::Primary)
            primaries.push_back(&node);
    }
    if (primaries.size() == 1)
        return primaries.front();
    if (!primaries.empty())
        return refused(u"Two nodes take writes: %1 and %2."_s.arg(primaries[0]->name, primaries[1]->name),
                       u"This is a split brain. End it before anything else: seawallctl failover rejoin."_s);
    if (survey.nodes.empty() && !survey.errors.empty())
        return std::unexpected(survey.errors.begin()->second);
    return refused(u"No node that can be reached takes writes."_s,
                   u"A lost primary is a failover: seawallctl failover promote NODE."_s);
}

Result<void> checkCandidate(const ClusterMembers &members, const NodeStanding &to, const NodeStanding &from)
{
    const auto old = withAddress(members, from.name);
    const auto next = withAddress(members, to.name);
    if (to.systemIdentifier != from.systemIdentifier)
        return refused(u"%1 and %2 are not of one database system."_s.arg(old, next),
                       u"See that the profile names the right servers."_s);
    if (!to.streams())
        return refused(u"%1 does not stream from %2."_s.arg(next, old),
                       u"Mend its replication first; its log says what is wrong."_s);
    if (to.timeline != from.timeline)
        return refused(u"%1 is on timeline %2, %3 on %4."_s.arg(next,
                                                                QString::number(to.timeline.value_or(0)), old,
                                                                QString::number(from.timeline.value_or(0))),
                       u"Wait until it follows, or rejoin it."_s);
    if (to.pauseState != u"not paused")
        return refused(u"Replay is paused on %1."_s.arg(next),
                       u"Resume it: SELECT pg_wal_replay_resume()."_s);
    for (const auto *node : {&from, &to}) {
        if (!node->isSuperuser)
            return refused(
                u"The console's user is no superuser on %1."_s.arg(withAddress(members, node->name)),
                u"A switchover changes settings and files of the server; log in as a superuser."_s);
    }
    return {};
}

/// The password file the old primary would replicate with has to be on its machine.
Result<void> checkPassfile(const ClusterMember &from, const ClusterMember &to, const NodeStanding &candidate,
                           Deadline deadline, const std::stop_token &stop)
{
    const auto upstream = upstreamFor(from, to, candidate.upstream, false);
    if (!upstream)
        return std::unexpected(upstream.error());
    const auto parsed = Endpoint::parse(from.name(), upstream->reveal());
    const auto file =
        parsed ? parsed->parameters.find(u"passfile"_s) : std::map<QString, QString>::iterator();
    if (!parsed || file == parsed->parameters.end())
        return {};
    const auto there =
        tellNode(from.endpoint, u"SELECT size FROM pg_stat_file($1, true)"_s, {file->second}, deadline, stop);
    if (!there)
        return std::unexpected(there.error());
    if (there->count() > 0 && !there->isNull(0, 0))
        return {};
    return refused(u"%1 has no password file %2, which %3 replicates with: it could not rejoin."_s.arg(
                       from.name(), file->second, to.name()),
                   u"Make it there (owned by the server's user, mode 0600), or name another with "
                   "SEAWALL_CONTROL_%1_PASSFILE."_s.arg(from.name().toUpper()));
}

SwitchoverPlan planFrom(const Survey &survey, const NodeStanding &from, const NodeStanding &to)
{
    SwitchoverPlan plan;
    plan.from = from.name;
    plan.to = to.name;
    plan.systemIdentifier = from.systemIdentifier;
    plan.timeline = from.timeline.value_or(0);
    for (const auto &node : survey.nodes) {
        if (node.systemIdentifier != from.systemIdentifier)
            continue;
        auto slot = node.slot;
        if (node.name == from.name)
            slot = to.slot.isEmpty() ? QString() : slotNameFor(from.name);
        plan.nodes.push_back({node.name, node.role, node.timeline.value_or(0), slot, node.received});
    }
    for (const auto &[name, error] : survey.errors)
        plan.unreachable << name;
    return plan;
}

} // namespace

Result<SwitchoverPlan> planSwitchover(const ClusterMembers &members, const QString &to, Deadline deadline,
                                      const std::stop_token &stop)
{
    if (const auto none = checkNoPatroni(members); !none)
        return std::unexpected(none.error());
    const auto *candidate = memberOf(members, to);
    if (!candidate) {
        QStringList names;
        for (const auto &member : members)
            names << member.name();
        return refused(u"The cluster has no node '%1'."_s.arg(to),
                       u"Its nodes are: %1."_s.arg(names.join(u", "_s)));
    }
    const auto survey = surveyOf(members, deadline, stop);
    const auto primary = primaryOf(survey);
    if (!primary)
        return std::unexpected(primary.error());
    const auto &from = **primary;
    if (from.name == to)
        return refused(u"%1 is the primary already."_s.arg(withAddress(members, to)),
                       u"Name a replica with --to."_s);
    if (const auto error = survey.errors.find(to); error != survey.errors.end())
        return std::unexpected(error->second);
    const auto &old = *memberOf(members, from.name);
    if (!old.control || !old.control->can(NodeAction::Stop) || !old.control->can(NodeAction::Start))
        return refused(
            u"%1 cannot be stopped and started from here."_s.arg(from.name),
            u"Say how with SEAWALL_CONTROL_%1: docker:CONTAINER, pg_ctl:DATA_DIRECTORY, command or "
            "manual."_s.arg(from.name.toUpper()));
    if (const auto fit = checkCandidate(members, *survey.find(to), from); !fit)
        return std::unexpected(fit.error());
    if (const auto there = checkPassfile(old, *candidate, *survey.find(to), deadline, stop); !there)
        return std::unexpected(there.error());
    auto plan = planFrom(survey, from, *survey.find(to));
    plan.steps = switchoverSteps(members, plan);
    return plan;
}

} // namespace seawall::db
