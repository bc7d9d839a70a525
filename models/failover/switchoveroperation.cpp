// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoveroperation.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

FailoverOperationPtr switchoverOperation(const FailoverSite &site, const db::SwitchoverPlan &plan,
                                         const db::SwitchoverOptions &options, const FailoverWatch &watch,
                                         std::vector<Guard> guards)
{
    auto preview = failoverPreview(
        site, targetFor(site, plan.to, db::Role::Replica, plan.timeline, plan.systemIdentifier),
        actionsOf(plan.steps), std::move(guards));
    const auto from = spokenOf(site.members, plan.from, db::Role::Primary);
    const auto to = spokenOf(site.members, plan.to, db::Role::Replica);
    preview.title = u"Switch over from %1 to %2?"_s.arg(from, to);
    preview.consequence =
        u"Writes fail for some seconds, sessions on %1 end, and %2 becomes the primary. Up to its promotion "
        "every step is undone where one fails; afterwards the way back is another switchover."_s.arg(from,
                                                                                                     to);
    QStringList named;
    for (const auto &each : plan.unreachable)
        named << withAddress(site.members, each);
    if (!named.isEmpty())
        preview.consequence += u" Not answering, and left as they are: %1."_s.arg(named.join(u", "_s));
    preview.typedConfirmation = typedOf(site.members, plan.to, db::Role::Replica);
    preview.verb = u"Switch over to %1"_s.arg(preview.typedConfirmation);
    return std::make_unique<FailoverOperation>(
        u"failover.switchover"_s, site.profile.envFile, preview, watch,
        [site, plan, options](const db::FailoverSink &sink, const std::stop_token &stop) {
            return db::runSwitchover(site.members, plan, options, site.recordFile, sink, stop);
        });
}

FailoverOperationPtr recoverOperation(const FailoverSite &site, const db::FailoverRecord &record,
                                      const db::SwitchoverRecovery &found, bool forward,
                                      const db::SwitchoverOptions &options, const FailoverWatch &watch)
{
    auto preview = failoverPreview(
        site, targetFor(site, record.to, db::Role::Unknown, record.timeline, record.systemIdentifier),
        {(forward ? u"Every step from '%1' on"_s : u"Every step up to '%1' is undone"_s).arg(record.step)},
        {});
    const auto from = db::withAddress(site.members, record.from);
    const auto to = db::withAddress(site.members, record.to);
    preview.title =
        (forward ? u"Bring the switchover to %1 to its end?"_s : u"Take the switchover to %1 back?"_s)
            .arg(to);
    preview.verb = forward ? u"Go forward"_s : u"Go back"_s;
    preview.consequence =
        found.standing +
        (forward ? u" %1 becomes the primary, or stays it; %2 replicates from it."_s.arg(to, from)
                 : u" %1 becomes the primary that takes writes again."_s.arg(from));
    preview.typedConfirmation = forward ? typedOf(site.members, record.to, db::Role::Replica)
                                        : typedOf(site.members, record.from, db::Role::Primary);
    return std::make_unique<FailoverOperation>(
        u"failover.recover"_s, site.profile.envFile, preview, watch,
        [site, record, forward, options](const db::FailoverSink &sink, const std::stop_token &stop) {
            auto report =
                db::recoverSwitchover(site.members, record, forward, options, site.recordFile, sink, stop);
            if (!forward && report.state == db::FailoverReport::State::Restored && !report.error)
                report.state = db::FailoverReport::State::Done; // to go back is what was asked for
            return report;
        });
}

} // namespace seawall::models
