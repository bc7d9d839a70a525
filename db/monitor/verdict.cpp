// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/verdict.h"

#include "db/monitor/spokenname.h"
#include "db/monitor/verdict_p.h"

#include <QLocale>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

QString bytesBehind(const std::optional<qint64> &bytes)
{
    return bytes
               ? QLocale::c().formattedDataSize(*bytes, 1, QLocale::DataSizeTraditionalFormat) + u" behind"_s
               : u"an unknown distance behind"_s;
}

constexpr double leastTold = 0.1; ///< 'more than 0.00 s' of a clock that has just begun

QString behind(const Lag &lag)
{
    const bool saysNothing = lag.secondsIsFloor && lag.seconds && *lag.seconds < leastTold;
    if (!lag.seconds || saysNothing)
        return bytesBehind(lag.bytes.replay);
    return (lag.secondsIsFloor ? u"more than "_s : QString()) + inSeconds(*lag.seconds) + u" and "_s +
           bytesBehind(lag.bytes.replay);
}

const QString replicationQuery = u"SELECT * FROM pg_stat_replication"_s;
const QString receiverQuery = u"SELECT * FROM pg_stat_wal_receiver"_s;
const QString pauseQuery = u"SELECT pg_get_wal_replay_pause_state()"_s;
const QString delayQuery = u"SHOW recovery_min_apply_delay"_s;
const QString identityQuery = u"SELECT system_identifier FROM pg_control_system()"_s;
const QString timelineQuery = u"SELECT timeline_id FROM pg_control_checkpoint()"_s;

ReplicaFinding unreachable(const ReplicaEvidence &evidence)
{
    if (letsNobodyIn(*evidence.replica))
        return {ReplicaVerdict::Unknown, evidence.replica->error->message, {}};
    auto reason = evidence.replica->error ? evidence.replica->error->message : u"It has not answered yet."_s;
    if (evidence.sender)
        reason += u" %1 still streams to it, so the way from this console may be what is broken."_s.arg(
            spokenName(*evidence.upstream, Place::Start));
    else if (evidence.upstream)
        reason +=
            evidence.upstream->facts.walSenders.empty()
                ? u" %1 has no walsender for it either."_s.arg(spokenName(*evidence.upstream, Place::Start))
                : u" None of the walsenders of %1 is known to be for it."_s.arg(
                      spokenName(*evidence.upstream, Place::Within));
    return {ReplicaVerdict::Unreachable, reason, replicationQuery};
}

std::optional<ReplicaFinding> diverged(const ReplicaEvidence &evidence)
{
    const auto &own = evidence.replica->facts;
    if (!evidence.primary)
        return std::nullopt;
    const auto &theirs = evidence.primary->facts;
    if (!own.systemIdentifier.isEmpty() && !theirs.systemIdentifier.isEmpty() &&
        own.systemIdentifier != theirs.systemIdentifier)
        return ReplicaFinding{
            ReplicaVerdict::Diverged,
            u"It belongs to another cluster: its system identifier is %1, that of %2 is %3."_s.arg(
                own.systemIdentifier, spokenName(*evidence.primary), theirs.systemIdentifier),
            identityQuery};
    if (evidence.sender || !own.timeline || !theirs.timeline || *own.timeline == *theirs.timeline)
        return std::nullopt;
    const bool isAhead = *own.timeline > *theirs.timeline ||
                         (own.replayedLsn && theirs.currentLsn && *own.replayedLsn > *theirs.currentLsn);
    if (!isAhead) // behind a promotion, it may still follow
        return std::nullopt;
    return ReplicaFinding{
        ReplicaVerdict::Diverged,
        u"It is on timeline %1 and %2 on %3: it cannot follow, and has to be rewound or rebuilt."_s
            .arg(*own.timeline)
            .arg(spokenName(*evidence.primary))
            .arg(*theirs.timeline),
        timelineQuery};
}

/// No live stream: the replica has no walreceiver, or its upstream has no walsender for it.
std::optional<ReplicaFinding> detached(const ReplicaEvidence &evidence)
{
    const auto &own = evidence.replica->facts;
    const bool streams = own.walReceiver && own.walReceiver->status == u"streaming";
    if (streams && (evidence.sender || !evidence.upstream))
        return std::nullopt;
    QString reason;
    if (!own.walReceiver)
        reason = evidence.primary
                     ? u"It has no walreceiver: nothing arrives from the primary."_s
                     : u"It has no walreceiver: the primary is down, or out of its reach as well."_s;
    else if (!streams)
        reason = u"Its walreceiver is '%1', not streaming."_s.arg(own.walReceiver->status);
    else
        reason = u"It says it streams, but %1 has no walsender for it."_s.arg(spokenName(*evidence.upstream));
    if (own.pauseState == u"paused")
        reason += u" Replay is paused as well."_s;
    if (evidence.primary)
        reason += u" It is %1."_s.arg(behind(evidence.replica->lag));
    return ReplicaFinding{ReplicaVerdict::Detached, reason,
                          own.walReceiver ? replicationQuery : receiverQuery};
}

/// A replica is read-only; it receives the roles and grants of its primary.
QString placeForGrants(const NodeSnapshot &node, const NodeSnapshot *primary)
{
    return node.isReplica() ? (primary ? primary->name : u"the primary"_s) : node.name;
}

std::optional<ReplicaFinding> rightsMissing(const ReplicaEvidence &evidence)
{
    for (const auto *node : {evidence.replica, evidence.upstream})
        if (node && node->facts.canMonitor == false)
            return ReplicaFinding{ReplicaVerdict::Unknown,
                                  u"User '%1' may not see replication on %2. Run on %3: %4"_s.arg(
                                      node->facts.user, node->name, placeForGrants(*node, evidence.primary),
                                      node->missingRights.join(u' ')),
                                  replicationQuery};
    return std::nullopt;
}

ReplicaFinding withoutWitness(const ReplicaEvidence &evidence)
{
    const auto &receiver = *evidence.replica->facts.walReceiver;
    const auto age = receiver.lastMessageAge;
    if (age && *age <= heardRecentlySeconds)
        return {
            ReplicaVerdict::Streaming,
            u"It says it streams, and heard from its upstream %1 ago; the upstream cannot be asked from here."_s
                .arg(inSeconds(*age)),
            receiverQuery};
    return {ReplicaVerdict::Unknown,
            u"Its upstream cannot be asked from here, and it has not heard from it for long."_s,
            receiverQuery};
}

ReplicaFinding streamingOrCatchingUp(const ReplicaEvidence &evidence)
{
    const auto &lag = evidence.replica->lag;
    const bool isSlow = lag.seconds && *lag.seconds > evidence.catchingUpSeconds;
    if (evidence.sender->state != u"catchup" && !isSlow)
        return {ReplicaVerdict::Streaming,
                u"It streams from %1 and is %2."_s.arg(spokenName(*evidence.upstream), behind(lag)),
                replicationQuery};
    const auto estimate = lag.catchUpSeconds
                              ? u" At the rate of the last seconds it has caught up in %1."_s.arg(
                                    inSeconds(*lag.catchUpSeconds))
                              : u" At the rate of the last seconds it does not catch up."_s;
    return {ReplicaVerdict::CatchingUp, u"It is %1."_s.arg(behind(lag)) + estimate, replicationQuery};
}

} // namespace

bool letsNobodyIn(const NodeSnapshot &node)
{
    if (node.reachable || !node.error)
        return false;
    switch (node.error->kind) {
    case ErrorKind::AuthRefused:
    case ErrorKind::DatabaseMissing:
    case ErrorKind::PermissionDenied:
    case ErrorKind::TlsRefused:
    case ErrorKind::TooManyConnections:
        return true;
    default:
        return false;
    }
}

ReplicaFinding judgeReplica(const ReplicaEvidence &evidence)
{
    const auto &replica = *evidence.replica;
    if (!replica.reachable)
        return unreachable(evidence);
    if (const auto finding = diverged(evidence))
        return *finding;
    if (const auto finding = rightsMissing(evidence))
        return *finding;
    if (const auto finding = detached(evidence))
        return *finding;
    if (replica.facts.pauseState == u"paused" || replica.facts.pauseState == u"pause requested")
        return {ReplicaVerdict::Paused,
                u"%1; it is %2. pg_wal_replay_resume() goes on."_s.arg(
                    replica.facts.pauseState == u"paused" ? u"Replay is paused"_s
                                                          : u"A pause of replay is requested"_s,
                    behind(replica.lag)),
                pauseQuery};
    if (replica.facts.applyDelaySeconds.value_or(0) > 0)
        return {ReplicaVerdict::Delayed,
                u"recovery_min_apply_delay is %1, so the lag is intended; it is %2."_s.arg(
                    inSeconds(*replica.facts.applyDelaySeconds), behind(replica.lag)),
                delayQuery};
    return evidence.sender ? streamingOrCatchingUp(evidence) : withoutWitness(evidence);
}

} // namespace seawall::db
