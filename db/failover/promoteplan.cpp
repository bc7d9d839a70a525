// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/control/presence.h"
#include "db/failover/membernames.h"
#include "db/failover/promote.h"
#include "db/failover/promotesteps.h"

#include <QDateTime>

#include <set>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr double freshSeconds = 15; // a walreceiver hears from its sender at least every 10 s by default

bool isBetter(const PromotePlan::Candidate &left, const PromotePlan::Candidate &right)
{
    if (left.timeline != right.timeline)
        return left.timeline > right.timeline;
    return left.received.value_or(Lsn()) > right.received.value_or(Lsn());
}

QString clockOf(qint64 timeMs)
{
    const auto time = QDateTime::fromMSecsSinceEpoch(timeMs);
    const bool isToday = time.date() == QDate::currentDate();
    return time.toString(isToday ? u"HH:mm:ss"_s : u"yyyy-MM-dd HH:mm:ss"_s);
}

/// What is remembered of a timeline that was left since says nothing of the primary that is lost.
bool isOf(const LastSeen &seen, const PromotePlan &plan)
{
    return (seen.systemIdentifier.isEmpty() || seen.systemIdentifier == plan.systemIdentifier) &&
           (seen.timeline == 0 || seen.timeline >= plan.timeline);
}

/// What a replica's walreceiver says of the lost primary: 'I cannot reach it' is not 'it is down'.
void hear(PromotePlan &plan, const QString &called, const NodeStanding &node)
{
    const bool isFresh = node.streams() && node.lastMessageAge && *node.lastMessageAge < freshSeconds;
    plan.isSeenAlive = plan.isSeenAlive || isFresh;
    const auto age = node.lastMessageAge ? u"%1 s ago"_s.arg(*node.lastMessageAge, 0, 'f', 1) : u"never"_s;
    plan.witnesses << (node.streams() ? u"%1 is connected to %2:%3, last heard %4."_s.arg(
                                            called, node.senderHost, QString::number(node.senderPort), age)
                                      : u"%1 has no connection to its upstream."_s.arg(called));
}

/// One that lets this console not in runs, and may be the primary.
void hearRefusal(PromotePlan &plan, const QString &called, const Error &error)
{
    using enum ErrorKind;
    static const std::set<ErrorKind> refusals{AuthRefused, DatabaseMissing, PermissionDenied, TlsRefused,
                                              TooManyConnections};
    if (!refusals.contains(error.kind))
        return;
    plan.isSeenAlive = true;
    plan.witnesses << u"%1 runs, and does not let this console in."_s.arg(called);
}

/// When somebody saw the lost primary last: the console, or a replica that still is connected to it.
std::optional<qint64> lastSeenMs(const PromotePlan &plan, const std::optional<LastSeen> &lastSeen)
{
    auto seen = lastSeen ? std::optional(lastSeen->timeMs) : std::nullopt;
    for (const auto &node : plan.candidates) {
        if (node.streams && node.lastMessageAge)
            seen = std::max(seen, std::optional(QDateTime::currentMSecsSinceEpoch() -
                                                qint64(*node.lastMessageAge * 1000)));
    }
    return seen;
}

void tellLoss(PromotePlan &plan, const std::optional<LastSeen> &lastSeen, std::optional<Lsn> told)
{
    const auto &to = *std::ranges::find(plan.candidates, plan.to, &PromotePlan::Candidate::name);
    auto known = told;
    if (lastSeen && (!known || lastSeen->lsn > *known))
        known = lastSeen->lsn;
    if (!known || !to.received) {
        plan.loss = u"How much would be lost is unknown: nobody saw where the primary was."_s;
        return;
    }
    const auto seenMs = lastSeenMs(plan, lastSeen);
    const auto when = seenMs ? u"at %1"_s.arg(clockOf(*seenMs)) : u"by the replicas"_s;
    if (*known <= *to.received) {
        plan.loss = u"How much would be lost is unknown; nothing is known to be lost: the candidate has "
                    "received all WAL that was seen, up to %1. What the lost primary wrote after it was last "
                    "seen %2 is unknown."_s.arg(known->toString(), when);
        return;
    }
    plan.lossBytes = known->bytesSince(*to.received);
    if (to.lastCommitAge && seenMs)
        plan.lossSeconds =
            std::max(0.0, *to.lastCommitAge - double(QDateTime::currentMSecsSinceEpoch() - *seenMs) / 1000);
    plan.loss =
        u"At least %1 bytes of WAL are lost, from %2 to %3%4. What the lost primary wrote after it was "
        u"last seen %5 "
        "is unknown."_s.arg(QString::number(*plan.lossBytes), to.received->toString(), known->toString(),
                            plan.lossSeconds ? u", about %1 s of commits"_s.arg(*plan.lossSeconds, 0, 'f', 1)
                                             : QString(),
                            when);
}

/// How the lost primary is kept from taking writes, the surest way first.
PromotePlan::Fence fenceFor(const ClusterMember &lost, bool isDeclaredOff, const std::stop_token &stop)
{
    using Fence = PromotePlan::Fence;
    const bool isManual = lost.settings.kind == ControlSettings::Kind::Manual;
    if (lost.control && !isManual) {
        const auto state = lost.control->state(Deadline::in(10s), stop);
        if (state && *state == ServerState::Stopped)
            return Fence::Stopped;
        if (lost.control->can(NodeAction::Kill) || lost.control->can(NodeAction::Stop))
            return Fence::ByControl;
    }
    if (presenceOf(lost.endpoint, Deadline::in(3s), stop) == ServerState::Stopped)
        return Fence::PortClosed;
    return isDeclaredOff ? Fence::Declared : Fence::None;
}

/// The node that is not among those that answer, and was the primary: as last seen, as configured, or the
/// first that is left.
QString lostOf(const ClusterMembers &members, const QStringList &unreachable,
               const std::optional<LastSeen> &lastSeen)
{
    if (lastSeen && unreachable.contains(lastSeen->node))
        return lastSeen->node;
    if (unreachable.contains(u"primary"_s))
        return u"primary"_s;
    for (const auto &member : members) {
        if (unreachable.contains(member.name()))
            return member.name();
    }
    return {};
}

} // namespace

Result<PromotePlan> planPromote(const ClusterMembers &members, const QString &to,
                                const std::optional<LastSeen> &remembered, bool isDeclaredOff,
                                Deadline deadline, const std::stop_token &stop)
{
    if (const auto none = checkNoPatroni(members); !none)
        return std::unexpected(none.error());
    PromotePlan plan;
    plan.to = to;
    if (!memberOf(members, to))
        return refused(u"The cluster has no node '%1'."_s.arg(to), u"See its nodes: seawallctl status."_s);
    std::optional<Lsn> told;
    std::optional<Error> why;
    for (const auto &member : members) {
        const auto look = Deadline::at(std::min(Deadline::in(5s).when(), deadline.when()));
        const auto node = standingOf(member.endpoint, look, stop);
        if (!node) {
            plan.unreachable << member.name();
            hearRefusal(plan, withAddress(members, member.name()), node.error());
            if (member.name() == to)
                why = node.error();
            continue;
        }
        if (node->role == Role::Primary)
            return refused(u"%1 answers, and takes writes: that is no case for a failover."_s.arg(
                               withAddress(members, node->name)),
                           node->name == to
                               ? u"It is the primary already; nothing has to be done."_s
                               : u"Switch over instead: seawallctl failover switchover --to %1."_s.arg(
                                     addressOf(members, to)));
        if (node->name == to)
            plan.systemIdentifier = node->systemIdentifier;
        plan.candidates.push_back({node->name, node->timeline.value_or(0), node->received, node->replayed,
                                   node->lastMessageAge, node->lastCommitAge, node->streams(),
                                   node->pauseState != u"not paused", node->upstreamSlot});
        if (node->latestEnd && (!told || *node->latestEnd > *told))
            told = node->latestEnd;
        hear(plan, spokenOf(members, node->name, Role::Replica, Place::Start), *node);
    }
    if (why)
        return std::unexpected(*why);
    std::ranges::stable_sort(plan.candidates, isBetter);
    plan.best = plan.candidates.front().name;
    for (const auto &other : plan.candidates) {
        if (other.received && (!told || *other.received > *told))
            told = other.received;
    }
    plan.timeline = std::ranges::find(plan.candidates, to, &PromotePlan::Candidate::name)->timeline;
    const auto lastSeen = remembered && isOf(*remembered, plan) ? remembered : std::nullopt;
    plan.lost = lostOf(members, plan.unreachable, lastSeen);
    if (!plan.lost.isEmpty())
        plan.fence = fenceFor(*memberOf(members, plan.lost), isDeclaredOff, stop);
    else if (isDeclaredOff)
        plan.fence = PromotePlan::Fence::Declared;
    if (plan.fence == PromotePlan::Fence::None)
        return refused(
            u"Nothing keeps %1, the lost primary, from taking writes: it cannot be stopped from here, and "
            "its port does not say that it is closed."_s.arg(plan.lost),
            u"See that it is off and stays off, and declare it with --old-primary-is-off."_s);
    tellLoss(plan, lastSeen, told);
    plan.steps = promoteSteps(members, plan);
    return plan;
}

} // namespace seawall::db
