// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoveroperation.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using Fence = db::PromotePlan::Fence;

namespace {

std::vector<Guard> guardsFor(const FailoverSite &site, const db::PromotePlan &plan)
{
    using enum Guard::State;
    std::vector<Guard> guards;
    guards.push_back(
        {u"Second witness"_s, plan.witnesses.join(u' '),
         u"The primary may be alive, and only this console be cut off from it: do not promote on this alone. "
         "A switchover loses nothing."_s,
         plan.isSeenAlive ? Blocking : Ok});
    guards.push_back({u"Loss"_s, plan.loss,
                      u"Bring the old primary back instead, where that can be done soon."_s,
                      plan.lossBytes.value_or(0) > 0 ? Warning : Unknown});
    const bool isBest = plan.best == plan.to;
    const auto to = spokenOf(site.members, plan.to, db::Role::Replica),
               best = spokenOf(site.members, plan.best, db::Role::Replica);
    guards.push_back(
        {u"Best candidate"_s,
         isBest ? u"%1 has received most."_s.arg(to) : u"%1 has received more than %2."_s.arg(best, to),
         u"Promote %1 instead."_s.arg(best), isBest ? Ok : Blocking});
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

QString typedFor(const FailoverSite &site, const db::PromotePlan &plan)
{
    if (plan.fence != Fence::Declared)
        return typedOf(site.members, plan.to, db::Role::Replica);
    return u"%1 is off and stays off"_s.arg(
        plan.lost.isEmpty() ? u"the old primary"_s : typedOf(site.members, plan.lost, db::Role::Primary));
}

} // namespace

FailoverOperationPtr promoteOperation(const FailoverSite &site, const db::PromotePlan &plan,
                                      const FailoverWatch &watch, const std::vector<Guard> &guards)
{
    auto all = guardsFor(site, plan);
    all.insert(all.begin(), guards.begin(), guards.end());
    auto preview = failoverPreview(
        site, targetFor(site, plan.to, db::Role::Replica, plan.timeline, plan.systemIdentifier),
        actionsOf(plan.steps), all);
    preview.title =
        u"Promote %1, as the primary is lost?"_s.arg(spokenOf(site.members, plan.to, db::Role::Replica));
    preview.verb = u"Promote %1"_s.arg(typedOf(site.members, plan.to, db::Role::Replica));
    preview.consequence = u"There is no way back: the old primary comes back only as a replica."_s;
    preview.typedConfirmation = typedFor(site, plan);
    const auto bytes = plan.lossBytes ? QJsonValue(*plan.lossBytes) : QJsonValue(QJsonValue::Null);
    const auto seconds = plan.lossSeconds ? QJsonValue(*plan.lossSeconds) : QJsonValue(QJsonValue::Null);
    return std::make_unique<FailoverOperation>(
        u"failover.promote"_s, site.profile.envFile, preview, watch,
        [site, plan](const db::FailoverSink &sink, const std::stop_token &stop) {
            return db::runPromote(site.members, plan, site.recordFile, sink, stop);
        },
        QJsonObject{{u"loss"_s, plan.loss}, {u"loss_bytes"_s, bytes}, {u"loss_seconds"_s, seconds}});
}

} // namespace seawall::models
