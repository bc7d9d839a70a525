// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/checkdraft.h"
#include "db/failover/preflightchecks.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

const WalSender *PreflightFacts::sender() const
{
    const auto &senders = primary.facts.walSenders;
    const auto &receiver = candidate.facts.walReceiver;
    if (!receiver)
        return nullptr;
    auto found = senders.end();
    if (!receiver->slotName.isEmpty())
        found = std::ranges::find(senders, receiver->slotName, &WalSender::slotName);
    if (found == senders.end() && !receiver->applicationName.isEmpty())
        found = std::ranges::find(senders, receiver->applicationName, &WalSender::applicationName);
    return found == senders.end() ? nullptr : &*found;
}

namespace preflight {

namespace {

/// Why two nodes cannot be of one cluster; empty where they can.
QString foreignness(const PreflightFacts &facts)
{
    const auto &one = facts.primary.facts;
    const auto &other = facts.candidate.facts;
    if (!one.systemIdentifier.isEmpty() && !other.systemIdentifier.isEmpty() &&
        one.systemIdentifier != other.systemIdentifier)
        return u"its system identifier is %1, the primary's is %2"_s.arg(other.systemIdentifier,
                                                                         one.systemIdentifier);
    return {};
}

std::optional<qint64> distance(const std::optional<Lsn> &from, const std::optional<Lsn> &to)
{
    if (!from || !to)
        return std::nullopt;
    return std::max<qint64>(0, to->bytesSince(*from)); // the two are of two moments
}

} // namespace

ReadinessCheck primary(const PreflightFacts &facts)
{
    const auto &node = facts.primary;
    const CheckDraft draft(u"primary"_s, u"The primary answers and is the only one"_s, node,
                           u"preflight_candidate"_s);
    if (facts.isClusterSplit)
        return draft.blocking(
            u"more than one node of this cluster takes writes"_s,
            u"Settle the split brain first: decide which primary is kept, and stop the other."_s);
    if (node.error)
        return draft.blocking(node.error->message,
                              u"A switchover needs it. If it is lost, this is a failover: see that it stays "
                              "stopped, then promote the replica that lost least."_s);
    if (node.facts.role == Role::Unknown)
        return draft.unread(facts, u"pulse"_s);
    if (node.facts.role == Role::Replica)
        return draft.blocking(u"%1 is in recovery: it is a replica"_s.arg(node.name),
                              u"Roles have moved: look at the topology, and choose again."_s);
    if (node.closed)
        return draft.blocking(
            u"it takes no new sessions: %1"_s.arg(node.closed->message),
            u"A switchover opens sessions of its own. See why it takes none: its postmaster may "
            "hang or be frozen. What is connected goes on writing, so promote nobody meanwhile."_s);
    return draft.ok(u"%1, PostgreSQL %2, timeline %3"_s.arg(
        node.name, node.facts.versionText,
        node.facts.timeline ? QString::number(*node.facts.timeline) : u"unknown"_s));
}

ReadinessCheck candidate(const PreflightFacts &facts)
{
    const auto &node = facts.candidate;
    const CheckDraft draft(u"candidate"_s, u"The candidate is a replica of this cluster"_s, node,
                           u"preflight_candidate"_s);
    if (node.error)
        return draft.blocking(node.error->message, node.error->hint);
    if (node.facts.role == Role::Unknown)
        return draft.unread(facts, u"pulse"_s);
    if (node.facts.role == Role::Primary)
        return draft.blocking(u"%1 is not in recovery: it is a primary itself"_s.arg(node.name),
                              u"Choose a replica; if both are of one cluster, this is a split brain."_s);
    if (const auto foreign = foreignness(facts); !foreign.isEmpty())
        return draft.blocking(foreign, u"It belongs to another cluster: choose another candidate."_s);
    if (node.facts.systemIdentifier.isEmpty() || facts.primary.facts.systemIdentifier.isEmpty())
        return draft.unknown(u"in recovery; the system identifiers cannot be compared"_s,
                             u"Run the query on both nodes."_s);
    return draft.ok(u"in recovery, system identifier %1"_s.arg(node.facts.systemIdentifier));
}

ReadinessCheck streaming(const PreflightFacts &facts)
{
    const auto &node = facts.candidate;
    const CheckDraft draft(u"streaming"_s, u"It streams from this primary, on its timeline, by a slot"_s,
                           node, u"preflight_streaming"_s);
    const auto &own = node.facts;
    if (node.error || own.role == Role::Unknown || facts.primary.error)
        return node.error ? draft.unread(facts) : draft.unknown(u"the primary did not answer"_s, {});
    for (const auto *each : {&node, &facts.primary})
        if (each->facts.canMonitor == false)
            return draft.unknown(u"%1 may not see replication on %2"_s.arg(each->facts.user, each->name),
                                 monitorGrant(facts, *each));
    if (!own.walReceiver || own.walReceiver->status != u"streaming")
        return draft.blocking(
            own.walReceiver ? u"its walreceiver is '%1'"_s.arg(own.walReceiver->status)
                            : u"it has no walreceiver"_s,
            u"Its log says why. Mostly primary_conninfo or a password is wrong, the network "
            "is cut, or the primary has removed WAL it needs."_s);
    const auto from = u"%1:%2"_s.arg(own.walReceiver->senderHost).arg(own.walReceiver->senderPort);
    if (!facts.sender())
        return draft.blocking(
            u"it streams from %1, and %2 serves no such replica"_s.arg(from, facts.primary.name),
            u"Choose a candidate that streams from the primary itself."_s);
    if (own.walReceiver->timeline && facts.primary.facts.timeline &&
        *own.walReceiver->timeline != *facts.primary.facts.timeline)
        return draft.blocking(
            u"it receives timeline %1, the primary writes %2"_s.arg(*own.walReceiver->timeline)
                .arg(*facts.primary.facts.timeline),
            u"Wait until it follows; if it does not, it has to be rewound or rebuilt."_s);
    if (own.walReceiver->slotName.isEmpty())
        return draft.warning(
            u"it streams from %1 without a slot: WAL it still needs can be removed"_s.arg(from),
            u"-- on %1:\nSELECT pg_create_physical_replication_slot('%2', true);\n-- on %2:\n%3"_s.arg(
                facts.primary.name, node.name, alterSystem(u"primary_slot_name"_s, node.name, false)));
    return draft.ok(u"from %1 by slot %2"_s.arg(from, own.walReceiver->slotName));
}

ReadinessCheck replaying(const PreflightFacts &facts)
{
    const auto &node = facts.candidate;
    const CheckDraft draft(u"replaying"_s, u"Replay is neither paused nor delayed"_s, node,
                           u"preflight_replaying"_s);
    if (node.error || node.facts.pauseState.isEmpty() || !node.facts.applyDelaySeconds)
        return draft.unread(facts, u"pulse"_s);
    if (node.facts.pauseState != u"not paused")
        return draft.blocking(u"replay is %1"_s.arg(node.facts.pauseState),
                              u"SELECT pg_wal_replay_resume();"_s);
    if (*node.facts.applyDelaySeconds > 0)
        return draft.blocking(u"recovery_min_apply_delay is %1: it is behind by intention"_s.arg(
                                  ageText(node.facts.applyDelaySeconds)),
                              u"If its delay is there to undo mistakes, choose another candidate. Else:\n"_s +
                                  alterSystem(u"recovery_min_apply_delay"_s, u"0"_s, false));
    return draft.ok(u"not paused, no delay"_s);
}

std::optional<qint64> unreceived(const PreflightFacts &facts)
{
    const auto &own = facts.candidate.facts;
    const auto received =
        own.walReceiver && own.walReceiver->flushed ? own.walReceiver->flushed : own.receivedLsn;
    return facts.primary.error || facts.candidate.error ? std::nullopt
                                                        : distance(received, facts.primary.facts.currentLsn);
}

ReadinessCheck lag(const PreflightFacts &facts)
{
    const CheckDraft draft(u"lag"_s, u"Its lag is under the limit"_s, facts.primary, u"preflight_lag"_s);
    const auto limit = facts.request.limits.lagBytes;
    const auto behind = facts.candidate.error
                            ? std::nullopt
                            : distance(facts.candidate.facts.replayedLsn, facts.primary.facts.currentLsn);
    if (facts.primary.error || !behind)
        return draft.unknown(u"the positions of both nodes are not known"_s, {});
    const auto lost = unreceived(facts);
    const auto measured = u"replay is %1 behind, limit %2; %3 not received yet"_s.arg(
        sizeText(*behind), sizeText(limit), lost ? sizeText(*lost) : u"unknown"_s);
    if (*behind >= limit)
        return draft.blocking(measured, u"Wait until it has caught up, or find out what holds it back: long "
                                        "queries on the replica, its disk, the network."_s);
    return draft.ok(measured);
}

} // namespace preflight

} // namespace seawall::db
