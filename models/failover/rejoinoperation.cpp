// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoveroperation.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using Way = db::RejoinPlan::Way;

namespace {

std::vector<Guard> guardsFor(const db::RejoinPlan &plan, const QString &node)
{
    if (!plan.parted)
        return {};
    const auto &parted = *plan.parted;
    QStringList measured;
    if (parted.bytes)
        measured << u"%1 bytes of WAL since %2"_s.arg(QString::number(*parted.bytes),
                                                      parted.since ? parted.since->toString() : u"unknown"_s);
    if (parted.transactions)
        measured << u"%1 transactions"_s.arg(*parted.transactions);
    if (!parted.firstCommit.isEmpty())
        measured.last() += u" from %1 to %2"_s.arg(parted.firstCommit, parted.lastCommit);
    if (!parted.tables.isEmpty())
        measured << u"in "_s + parted.tables.join(u", "_s);
    if (measured.isEmpty())
        measured << u"how much is unknown"_s;
    auto first = parted.waysOut;
    if (!first.isEmpty())
        first.removeLast(); // the rejoin itself
    return {{u"Writes that only %1 has"_s.arg(node), measured.join(u", "_s), first.join(u' '),
             parted.transactions == 0 ? Guard::State::Ok : Guard::State::Warning}};
}

QString consequenceOf(const db::RejoinPlan &plan, const QString &node, const QString &primary)
{
    switch (plan.way) {
    case Way::Nothing:
        return u"%1 streams from %2 already; nothing is changed."_s.arg(node, primary);
    case Way::Repoint:
        return u"%1 replicates from %2 then. The way back is to point it elsewhere again."_s.arg(node,
                                                                                                 primary);
    case Way::Restart:
        return u"%1 starts as a replica of %2. Its WAL is part of the primary's history, so nothing is lost."_s
            .arg(node, primary);
    case Way::Rewind:
        break;
    }
    return u"What only %1 has written is discarded by pg_rewind, and %1 becomes a replica of %2. There is no "
           "way back to that."_s.arg(node, primary);
}

} // namespace

FailoverOperationPtr rejoinOperation(const FailoverSite &site, const db::RejoinPlan &plan,
                                     const FailoverWatch &watch)
{
    const auto node = db::withAddress(site.members, plan.node);
    const auto primary = db::withAddress(site.members, plan.primary);
    const auto typed = typedOf(site.members, plan.node, db::Role::Replica);
    auto preview = failoverPreview(
        site, targetFor(site, plan.node, db::Role::Unknown, plan.nodeTimeline, plan.systemIdentifier),
        actionsOf(plan.steps), guardsFor(plan, node));
    preview.title = u"Bring %1 back as a replica of %2?"_s.arg(node, primary);
    preview.verb = u"Rejoin %1"_s.arg(typed);
    preview.consequence = consequenceOf(plan, node, primary);
    preview.destructive = plan.way == Way::Rewind || plan.takesWrites;
    if (preview.destructive)
        preview.typedConfirmation = typed;
    return std::make_unique<FailoverOperation>(
        u"failover.rejoin"_s, site.profile.envFile, preview, watch,
        [site, plan](const db::FailoverSink &sink, const std::stop_token &stop) {
            return db::runRejoin(site.members, plan, site.recordFile, sink, stop);
        });
}

} // namespace seawall::models
