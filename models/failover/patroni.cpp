// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/patroni.h"

#include "db/failover/control/waiting.h"
#include "models/thismachine.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = db::FailoverEvent::Kind;

namespace {

constexpr auto askTime = 10s;
constexpr auto switchTime = 120s;

/// Patroni's member that is the node of the profile: of the same name, or at the same address.
const PatroniMember *memberFor(const std::vector<PatroniMember> &members, const db::Endpoint &node)
{
    for (const auto &member : members) {
        const bool isSameHost =
            member.host == node.host() || (isThisMachine(member.host) && isThisMachine(node.host()));
        if (member.name == node.name || (isSameHost && member.port == node.port()))
            return &member;
    }
    return nullptr;
}

QStringList namesOf(const std::vector<PatroniMember> &members)
{
    QStringList names;
    for (const auto &member : members)
        names << u"%1 (%2)"_s.arg(member.name, member.role);
    return names;
}

std::vector<db::FailoverStep> stepsFor(const QString &leader, const QString &candidate)
{
    const auto wayBack = u"another switchover"_s;
    return {
        {u"ask"_s,
         u"Ask Patroni to switch over"_s,
         {u"POST /switchover {\"leader\": \"%1\", \"candidate\": \"%2\"}"_s.arg(leader, candidate)},
         wayBack},
        {u"watch"_s,
         u"Watch every member"_s,
         {u"GET /cluster until every member runs on the new timeline"_s},
         wayBack},
    };
}

} // namespace

db::Result<PatroniPlan> planPatroniSwitchover(const FailoverSite &site, const QString &to,
                                              db::Deadline deadline, const std::stop_token &stop)
{
    auto members = PatroniClient(site.patroni()).members(deadline, stop);
    if (!members)
        return std::unexpected(members.error());
    const auto *node = db::memberOf(site.members, to);
    const auto *candidate = node ? memberFor(*members, node->endpoint) : nullptr;
    if (!candidate)
        return db::fail(db::ErrorKind::InvalidInput, u"Patroni knows no member that is '%1'."_s.arg(to),
                        u"Its members are: %1."_s.arg(namesOf(*members).join(u", "_s)));
    const auto leader = std::ranges::find_if(*members, &PatroniMember::isLeader);
    if (leader == members->end())
        return db::fail(db::ErrorKind::InvalidInput, u"Patroni's cluster has no leader."_s,
                        u"It elects one by itself; see patronictl list."_s);
    if (candidate->isLeader())
        return db::fail(db::ErrorKind::InvalidInput, u"%1 is the primary already."_s.arg(to),
                        u"Name a replica."_s);
    auto steps = stepsFor(leader->name, candidate->name);
    return PatroniPlan{leader->name, candidate->name, std::move(*members), std::move(steps)};
}

namespace {

/// Every member runs on one timeline, which is later than the old leader's, and the candidate leads.
bool isWhole(const std::vector<PatroniMember> &members, const PatroniPlan &plan)
{
    const auto before = std::ranges::find(plan.members, plan.leader, &PatroniMember::name);
    const auto leader = std::ranges::find_if(members, &PatroniMember::isLeader);
    return leader != members.end() && leader->name == plan.candidate && leader->timeline > before->timeline &&
           std::ranges::all_of(members, [&](const PatroniMember &member) {
               return member.runs() && member.timeline == leader->timeline;
           });
}

db::FailoverReport runPatroniSwitchover(const PatroniClient &patroni, const PatroniPlan &plan,
                                        const db::FailoverSink &sink, const std::stop_token &stop)
{
    db::FailoverReport report;
    const auto began = std::chrono::steady_clock::now();
    const auto tell = [&](Kind kind, int step, const QString &text) {
        const auto passed = std::chrono::steady_clock::now() - began;
        report.step = step;
        report.events.push_back(
            {kind, step, text, std::chrono::duration_cast<std::chrono::milliseconds>(passed).count()});
        sink(report.events.back());
    };
    tell(Kind::Started, 0, plan.steps[0].title);
    const auto done = patroni.switchOver(plan.leader, plan.candidate, db::Deadline::in(switchTime), stop);
    if (!done) {
        tell(Kind::Failed, 0, done.error().message + u' ' + done.error().detail);
        report.error = done.error();
        report.standing = u"Patroni has the cluster; see patronictl list for which member leads it."_s;
        return report;
    }
    tell(Kind::Done, 0, *done);
    tell(Kind::Started, 1, plan.steps[1].title);
    const auto whole = db::waitUntil(
        [&] {
            const auto members = patroni.members(db::Deadline::in(askTime), stop);
            return members && isWhole(*members, plan);
        },
        u"not every member follows %1"_s.arg(plan.candidate), db::Deadline::in(switchTime), stop);
    report.isCommitted = true;
    report.state = whole ? db::FailoverReport::State::Done : db::FailoverReport::State::Incomplete;
    if (!whole)
        report.error = whole.error();
    tell(whole ? Kind::Done : Kind::Failed, 1,
         whole ? u"Every member follows %1."_s.arg(plan.candidate) : whole.error().message);
    report.standing = whole ? u"%1 leads the cluster."_s.arg(plan.candidate)
                            : u"Patroni still works on it; see patronictl list."_s;
    return report;
}

std::vector<Guard> guardsFor(const PatroniPlan &plan, std::vector<Guard> guards)
{
    for (const auto &member : plan.members) {
        if (member.name == plan.candidate)
            guards.push_back({u"Patroni's member %1"_s.arg(member.name),
                              u"%1, lag %2"_s.arg(member.state,
                                                  member.lag ? u"%1 bytes"_s.arg(*member.lag) : u"unknown"_s),
                              u"See patronictl list."_s,
                              member.runs() ? Guard::State::Ok : Guard::State::Blocking});
    }
    return guards;
}

} // namespace

FailoverOperationPtr patroniOperation(const FailoverSite &site, const PatroniPlan &plan, const QString &node,
                                      const FailoverWatch &watch, const std::vector<Guard> &guards)
{
    QStringList actions;
    for (const auto &step : plan.steps)
        actions += step.commands;
    auto preview = failoverPreview(site, targetFor(site, node, db::Role::Replica, 0, {}), actions,
                                   guardsFor(plan, guards));
    preview.title = u"Ask Patroni to switch over from %1 to %2?"_s.arg(plan.leader, plan.candidate);
    preview.consequence =
        u"Patroni does all of it: it stops %1, promotes %2 and lets the others follow. Writes "
        "fail for some seconds. The way back is another switchover."_s.arg(plan.leader, plan.candidate);
    preview.typedConfirmation = typedOf(site.members, node, db::Role::Replica);
    preview.verb = u"Switch over to %1"_s.arg(preview.typedConfirmation);
    return std::make_unique<FailoverOperation>(
        u"failover.switchover"_s, site.profile.envFile, preview, watch,
        [patroni = PatroniClient(site.patroni()), plan](const db::FailoverSink &sink,
                                                        const std::stop_token &stop) {
            return runPatroniSwitchover(patroni, plan, sink, stop);
        });
}

} // namespace seawall::models
