// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoveroperation.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using Fence = db::PromotePlan::Fence;

namespace {

std::vector<Guard> guardsFor(const db::PromotePlan &plan)
{
    using enum Guard::State;
    std::vector<Guard> guards;
    guards.push_back(
        {u"Second witness"_s, plan.witnesses.join(u' '),
         u"A replica is still fed by the primary: it may only be this console that is cut off. A "
         "switchover loses nothing."_s,
         plan.isSeenAlive ? Blocking : Ok});
    guards.push_back({u"Loss"_s, plan.loss,
                      u"Bring the old primary back instead, where that can be done soon."_s,
                      !plan.lossBytes       ? Unknown
                      : *plan.lossBytes > 0 ? Warning
                                            : Ok});
    const bool isBest = plan.best == plan.to;
    guards.push_back({u"Best candidate"_s,
                      isBest ? u"%1 has received most."_s.arg(plan.to)
                             : u"%1 has received more than %2."_s.arg(plan.best, plan.to),
                      u"Promote %1 instead."_s.arg(plan.best), isBest ? Ok : Blocking});
    const bool isSure = plan.fence == Fence::Stopped || plan.fence == Fence::ByControl;
    const auto how = plan.fence == Fence::Stopped     ? u"The old primary is stopped."_s
                     : plan.fence == Fence::ByControl ? u"The old primary is stopped first."_s
                     : plan.fence == Fence::PortClosed
                         ? u"The old primary's port is closed; it may be started again."_s
                         : u"Only your word says that the old primary is off."_s;
    guards.push_back(
        {u"Fencing"_s, how, u"See on its machine that it is off and stays off."_s, isSure ? Ok : Warning});
    return guards;
}

std::vector<Guard> guardsFor(const db::RejoinPlan &plan)
{
    if (!plan.parted)
        return {};
    const auto &parted = *plan.parted;
    auto measured = parted.bytes ? u"%1 bytes of WAL since %2"_s.arg(QString::number(*parted.bytes),
                                                                     parted.since ? parted.since->toString()
                                                                                  : u"unknown"_s)
                                 : u"how much is unknown"_s;
    if (parted.transactions)
        measured += u", %1 transactions"_s.arg(*parted.transactions);
    if (!parted.firstCommit.isEmpty())
        measured += u" from %1 to %2"_s.arg(parted.firstCommit, parted.lastCommit);
    if (!parted.tables.isEmpty())
        measured += u", in "_s + parted.tables.join(u", "_s);
    return {{u"Writes that only %1 has"_s.arg(plan.node), measured, parted.waysOut.join(u' '),
             parted.transactions == 0 ? Guard::State::Ok : Guard::State::Warning}};
}

QString consequenceOf(const db::RejoinPlan &plan)
{
    switch (plan.way) {
    case db::RejoinPlan::Way::Nothing:
        return u"%1 streams from %2 already; nothing is changed."_s.arg(plan.node, plan.primary);
    case db::RejoinPlan::Way::Repoint:
        return u"%1 replicates from %2 then. The way back is to point it elsewhere again."_s.arg(
            plan.node, plan.primary);
    case db::RejoinPlan::Way::Restart:
        return u"%1 starts as a replica of %2. Its WAL is part of the primary's history, so nothing is lost."_s
            .arg(plan.node, plan.primary);
    case db::RejoinPlan::Way::Rewind:
        break;
    }
    return u"What only %1 has written is discarded by pg_rewind, and %1 becomes a replica of %2. There is no "
           u"way back "
           "to that."_s.arg(plan.node, plan.primary);
}

} // namespace

PromoteOperation::PromoteOperation(FailoverSite site, db::PromotePlan plan, FailoverWatch watch)
    : m_site(std::move(site)), m_plan(std::move(plan)), m_watch(std::move(watch))
{
    m_preview.title = u"Promote %1, as the primary is lost?"_s.arg(m_plan.to);
    m_preview.verb = u"Promote %1"_s.arg(m_plan.to);
    m_preview.actions = actionsOf(m_plan.steps);
    m_preview.consequence =
        m_plan.loss + u" There is no way back: the old primary comes back only as a replica."_s;
    m_preview.guards = guardsFor(m_plan);
    m_preview.target = targetFor(m_site, m_plan.to, db::Role::Replica, m_plan.timeline);
    m_preview.destructive = true;
    m_preview.typedConfirmation =
        m_plan.fence == Fence::Declared
            ? u"%1 is off and stays off"_s.arg(m_plan.lost.isEmpty() ? u"the old primary"_s : m_plan.lost)
            : m_plan.to;
    m_preview.needsReason =
        m_site.profile.production || std::ranges::any_of(m_preview.guards, [](const Guard &guard) {
            return guard.state == Guard::State::Blocking;
        });
}

Outcome PromoteOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    auto report = db::runPromote(m_site.members, m_plan, m_site.recordFile,
                                 sinkFor(m_watch, progress, m_plan.steps.size()), stop);
    *m_watch.report = report;
    auto outcome = outcomeOf(report);
    outcome.details[u"loss"_s] = m_plan.loss;
    outcome.details[u"loss_bytes"_s] =
        m_plan.lossBytes ? QJsonValue(*m_plan.lossBytes) : QJsonValue(QJsonValue::Null);
    return outcome;
}

RejoinOperation::RejoinOperation(FailoverSite site, db::RejoinPlan plan, FailoverWatch watch)
    : m_site(std::move(site)), m_plan(std::move(plan)), m_watch(std::move(watch))
{
    m_preview.title = u"Bring %1 back as a replica of %2?"_s.arg(m_plan.node, m_plan.primary);
    m_preview.verb = u"Rejoin %1"_s.arg(m_plan.node);
    m_preview.actions = actionsOf(m_plan.steps);
    m_preview.consequence = consequenceOf(m_plan);
    m_preview.guards = guardsFor(m_plan);
    m_preview.target = targetFor(m_site, m_plan.node, db::Role::Unknown, m_plan.timeline);
    m_preview.destructive = m_plan.way == db::RejoinPlan::Way::Rewind || m_plan.takesWrites;
    if (m_preview.destructive)
        m_preview.typedConfirmation = m_plan.node;
    m_preview.needsReason = m_site.profile.production;
}

Outcome RejoinOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    auto report = db::runRejoin(m_site.members, m_plan, m_site.recordFile,
                                sinkFor(m_watch, progress, m_plan.steps.size()), stop);
    *m_watch.report = report;
    return outcomeOf(report);
}

} // namespace seawall::models
