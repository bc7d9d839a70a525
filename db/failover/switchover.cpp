// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/switchover.h"

#include "db/failover/membernames.h"
#include "db/failover/switchoversteps.h"

#include <QDateTime>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = FailoverReport::State;

namespace {

/// What is, after a run ended in that way.
QString standingAfter(const FailoverReport &report, const ClusterMembers &members, const SwitchoverPlan &plan)
{
    const auto from = withAddress(members, plan.from);
    const auto to = withAddress(members, plan.to);
    switch (report.state) {
    case State::Done:
        return u"%1 is the primary, and %2 replicates from it."_s.arg(to, from);
    case State::Restored:
        return u"%1 is the primary as before and takes writes; nothing was switched."_s.arg(from);
    case State::Incomplete:
        return u"%1 is the primary and takes writes. What follows it is not done: start %2 only as a "
               "replica, with: seawallctl failover recover --forward, or seawallctl failover rejoin %3."_s
                   .arg(to, from, addressOf(members, plan.from));
    case State::Stopped:
        break;
    }
    if (!report.isCommitted)
        return u"%2 was not promoted, and %1 could not be brought back to take writes. Mend what is wrong "
               u"with %1; "
               "then: seawallctl failover recover --back."_s.arg(from, to);
    return u"It is not known which node takes writes. Do not start %1 by hand: it would be a second primary "
           "if %2 was promoted. See %2 first; then: seawallctl failover recover."_s.arg(from, to);
}

FailoverReport notBegun(const Error &error, const ClusterMembers &members, const SwitchoverPlan &plan)
{
    FailoverReport report;
    report.state = State::Restored;
    report.error = error;
    report.standing =
        u"Nothing was done: %1 is the primary as before."_s.arg(withAddress(members, plan.from));
    return report;
}

/// A run's steps and its engine, put together.
struct Assembly {
    Assembly(const ClusterMembers &members, const SwitchoverPlan &plan, const SwitchoverOptions &options,
             FailoverRecord record, const QString &recordFile, const FailoverSink &sink)
        : steps(members, plan, options), engine(steps.steps(), std::move(record), recordFile, sink)
    {
        steps.attach(&engine);
    }

    FailoverReport completed(FailoverReport report, const ClusterMembers &members,
                             const SwitchoverPlan &plan) const
    {
        report.writeOutageSeconds = report.state == State::Restored ? std::nullopt : steps.outageSeconds();
        report.switchLsn = steps.switchLsn();
        report.standing = standingAfter(report, members, plan);
        if (report.state != State::Restored)
            return report;
        // It may have died by itself meanwhile: nothing there was to undo.
        const auto old = standingOf(memberOf(members, plan.from)->endpoint, Deadline::in(10s));
        if (!old || old->role != Role::Primary) {
            report.state = State::Stopped;
            report.standing =
                u"Nothing was switched, and %1 does not take writes: it was not this that stopped it. Start "
                "it again; where it is lost: seawallctl failover promote %2."_s.arg(
                    withAddress(members, plan.from), addressOf(members, plan.to));
        }
        return report;
    }

    SwitchoverSteps steps;
    FailoverEngine engine;
};

} // namespace

FailoverReport runSwitchover(const ClusterMembers &members, const SwitchoverPlan &plan,
                             const SwitchoverOptions &options, const QString &recordFile,
                             const FailoverSink &sink, const std::stop_token &stop)
{
    const auto lock = FailoverLock::take(recordFile);
    if (!lock)
        return notBegun(lock.error(), members, plan);
    const auto earlier = FailoverRecord::load(recordFile);
    if (!earlier)
        return notBegun(earlier.error(), members, plan);
    if (*earlier) {
        auto report =
            notBegun({ErrorKind::InvalidInput,
                      u"An earlier change of primary was cut off at its step '%1'."_s.arg((*earlier)->step),
                      u"Bring it to an end first: seawallctl failover recover."_s,
                      {},
                      {},
                      0},
                     members, plan);
        report.standing = u"Nothing was done; that one may have left writes refused."_s;
        return report;
    }
    const auto before = standingOf(memberOf(members, plan.from)->endpoint, Deadline::in(10s), stop);
    if (!before)
        return notBegun(before.error(), members, plan);
    const FailoverRecord record{u"switchover"_s,
                                plan.from,
                                plan.to,
                                plan.systemIdentifier,
                                plan.timeline,
                                u"verify"_s,
                                false,
                                QDateTime::currentMSecsSinceEpoch(),
                                before->readOnlyByAlterSystem.value_or(QString())};
    Assembly run(members, plan, options, record, recordFile, sink);
    return run.completed(run.engine.run(0, stop), members, plan);
}

namespace {

/// The plan that a record belongs to, as far as the nodes tell now.
SwitchoverPlan planOf(const ClusterMembers &members, const FailoverRecord &record, Deadline deadline,
                      const std::stop_token &stop)
{
    SwitchoverPlan plan;
    plan.from = record.from;
    plan.to = record.to;
    plan.systemIdentifier = record.systemIdentifier;
    plan.timeline = record.timeline;
    bool usesSlots = false;
    for (const auto &member : members) {
        const auto now = standingOf(member.endpoint, deadline, stop);
        SwitchoverPlan::Node node{member.name(), Role::Replica, record.timeline, {}, {}};
        if (now)
            node.slot = now->upstreamSlot;
        if (!now && member.name() != record.from && member.name() != record.to) {
            plan.unreachable << member.name();
            continue;
        }
        usesSlots = usesSlots || !node.slot.isEmpty();
        plan.nodes.push_back(node);
    }
    for (auto &node : plan.nodes) {
        if (node.name == record.from) {
            node.role = Role::Primary;
            node.slot = usesSlots ? slotNameFor(record.from) : QString();
        }
    }
    plan.steps = switchoverSteps(members, plan);
    return plan;
}

} // namespace

SwitchoverRecovery examineRecord(const ClusterMembers &members, const FailoverRecord &record,
                                 Deadline deadline, const std::stop_token &stop)
{
    SwitchoverRecovery recovery;
    const auto *from = memberOf(members, record.from);
    const auto *to = memberOf(members, record.to);
    if (!from || !to || !from->control) {
        recovery.standing =
            u"The nodes %1 and %2 of that run are not configured any more, or cannot be "
            "controlled."_s.arg(withAddress(members, record.from), withAddress(members, record.to));
        return recovery;
    }
    const auto old = standingOf(from->endpoint, deadline, stop);
    const auto now = standingOf(to->endpoint, deadline, stop);
    const auto plan = planOf(members, record, deadline, stop);
    recovery.steps = plan.steps;
    const auto at = std::ranges::find(plan.steps, record.step, &FailoverStep::id);
    const auto noReturn = std::ranges::find(plan.steps, true, &FailoverStep::isNoReturn);
    const bool isPromoted = now && now->role == Role::Primary;
    recovery.canGoForward = isPromoted || (now && !record.isUndoing && at <= noReturn);
    // A node that was told to promote and cannot be asked may be a primary.
    recovery.canGoBack = !isPromoted && (now ? at <= noReturn : at < noReturn);
    const auto said = [](const Result<NodeStanding> &node) {
        return node ? toString(node->role) : u"not answering"_s;
    };
    recovery.standing =
        u"The switchover from %1 to %2 was cut off at its step '%3'. %1 is %4, %2 is %5."_s.arg(
            withAddress(members, record.from), withAddress(members, record.to),
            at == plan.steps.end() ? record.step : at->title, said(old), said(now));
    if (!recovery.canGoBack && !recovery.canGoForward)
        recovery.standing += u" %1 may have been promoted: see it before anything is started."_s.arg(
            withAddress(members, record.to));
    return recovery;
}

FailoverReport recoverSwitchover(const ClusterMembers &members, const FailoverRecord &record, bool forward,
                                 const SwitchoverOptions &options, const QString &recordFile,
                                 const FailoverSink &sink, const std::stop_token &stop)
{
    const auto plan = planOf(members, record, Deadline::in(10s), stop);
    const auto lock = FailoverLock::take(recordFile);
    if (!lock)
        return notBegun(lock.error(), members, plan);
    const auto recovery = examineRecord(members, record, Deadline::in(10s), stop);
    if (!(forward ? recovery.canGoForward : recovery.canGoBack)) {
        auto report = notBegun({ErrorKind::InvalidInput, recovery.standing, {}, {}, {}, 0}, members, plan);
        report.state = State::Stopped;
        report.standing = recovery.standing;
        return report;
    }
    Assembly run(members, plan, options, record, recordFile, sink);
    auto at = run.engine.indexOf(record.step);
    if (!forward)
        return run.completed(run.engine.undo(at), members, plan);
    const auto now = standingOf(memberOf(members, record.to)->endpoint, Deadline::in(10s), stop);
    if (now && now->role == Role::Primary) {
        run.engine.commit();
        at = run.engine.indexOf(u"write"_s); // what was done since is seen to be so
    } else if (at > run.engine.indexOf(u"verify"_s)) {
        // The old one may be stopped or not: each step looks for itself, from the one that blocks writes on.
        at = std::min(at, run.engine.indexOf(u"promote"_s));
    }
    return run.completed(run.engine.run(at, stop), members, plan);
}

} // namespace seawall::db
