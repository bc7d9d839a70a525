// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/verdict.h"

#include <QLocale>

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

constexpr double heardRecentlySeconds =
    35; // a walsender keeps its line alive every wal_sender_timeout / 2 = 30 s

QString inSeconds(double seconds)
{
    return seconds < 10 ? QString::number(seconds, 'f', 2) + u" s"_s
                        : QString::number(seconds, 'f', 0) + u" s"_s;
}

QString bytesBehind(const std::optional<qint64> &bytes)
{
    return bytes ? QLocale::c().formattedDataSize(*bytes) + u" behind"_s : u"an unknown distance behind"_s;
}

QString behind(const Lag &lag)
{
    if (!lag.seconds)
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
            evidence.upstream->name);
    else if (evidence.upstream)
        reason += u" %1 has no walsender for it either."_s.arg(evidence.upstream->name);
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
                own.systemIdentifier, evidence.primary->name, theirs.systemIdentifier),
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
            .arg(evidence.primary->name)
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
        reason = u"It says it streams, but %1 has no walsender for it."_s.arg(evidence.upstream->name);
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
                u"It streams from %1 and is %2."_s.arg(evidence.upstream->name, behind(lag)),
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
    return !node.reachable && node.error && node.error->kind == ErrorKind::AuthRefused;
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
                u"Replay is paused (%1); it is %2. pg_wal_replay_resume() goes on."_s.arg(
                    replica.facts.pauseState, behind(replica.lag)),
                pauseQuery};
    if (replica.facts.applyDelaySeconds.value_or(0) > 0)
        return {ReplicaVerdict::Delayed,
                u"recovery_min_apply_delay is %1, so the lag is intended; it is %2."_s.arg(
                    inSeconds(*replica.facts.applyDelaySeconds), behind(replica.lag)),
                delayQuery};
    return evidence.sender ? streamingOrCatchingUp(evidence) : withoutWitness(evidence);
}

namespace {

QString names(const std::vector<const NodeSnapshot *> &nodes)
{
    QStringList list;
    for (const auto *node : nodes)
        list << node->name;
    return list.join(u" and "_s);
}

bool isMeantAsPrimary(const NodeSnapshot &node)
{
    return node.configuredRole == Role::Primary;
}

ClusterFinding withoutPrimary(const std::vector<NodeSnapshot> &nodes)
{
    const bool isAsked =
        std::ranges::any_of(nodes, [](const NodeSnapshot &node) { return node.reachable || node.error; });
    if (!isAsked)
        return {ClusterVerdict::Unknown, u"Waiting for the first answers."_s};
    const auto witness = std::ranges::find_if(nodes, [](const NodeSnapshot &node) {
        const auto &receiver = node.facts.walReceiver;
        return node.reachable && receiver && receiver->status == u"streaming" &&
               receiver->lastMessageAge.value_or(heardRecentlySeconds + 1) <= heardRecentlySeconds;
    });
    const bool isPrimaryNamed = std::ranges::any_of(nodes, isMeantAsPrimary);
    const auto refused = std::ranges::find_if(nodes, [&](const NodeSnapshot &node) {
        return letsNobodyIn(node) && (isMeantAsPrimary(node) || witness == nodes.end());
    });
    if (refused != nodes.end())
        return {ClusterVerdict::Unknown,
                u"%1 Whether there is a primary cannot be told before that is corrected."_s.arg(
                    refused->error->message)};
    if (witness != nodes.end())
        return {ClusterVerdict::Degraded,
                (isPrimaryNamed
                     ? u"The primary cannot be reached from here, but %1 heard from it %2 ago: "
                       "do not promote on this alone."_s
                     : u"No primary is named, so none is asked; %1 heard from its upstream %2 ago: "
                       "name the primary as well."_s)
                    .arg(witness->name, inSeconds(*witness->facts.walReceiver->lastMessageAge))};
    if (std::ranges::none_of(nodes, &NodeSnapshot::reachable))
        return {ClusterVerdict::NoPrimary, u"No node can be reached: is it the network of this console?"_s};
    return {ClusterVerdict::NoPrimary,
            u"No reachable node is a primary, and no replica receives WAL: writes fail."_s};
}

} // namespace

ClusterFinding judgeCluster(const std::vector<NodeSnapshot> &nodes)
{
    std::vector<const NodeSnapshot *> primaries;
    for (const auto &node : nodes)
        if (node.isPrimary())
            primaries.push_back(&node);
    if (primaries.empty())
        return withoutPrimary(nodes);
    if (primaries.size() > 1) {
        const auto &identifier = primaries.front()->facts.systemIdentifier;
        const bool isOneCluster = std::ranges::count_if(primaries, [&](const auto *node) {
                                      return node->facts.systemIdentifier == identifier;
                                  }) > 1;
        if (isOneCluster)
            return {ClusterVerdict::SplitBrain,
                    u"%1 are primaries of one cluster: writes to one are missing on the other."_s.arg(
                        names(primaries))};
        return {ClusterVerdict::Degraded,
                u"%1 are primaries of different clusters: check the connections."_s.arg(names(primaries))};
    }
    QStringList unwell;
    for (const auto &node : nodes) {
        if (&node == primaries.front())
            continue;
        if (!node.reachable && node.facts.role == Role::Primary)
            return {ClusterVerdict::Degraded,
                    u"%1 was a primary when last seen and cannot be reached: it may still take writes."_s.arg(
                        node.name)};
        if (node.verdict != ReplicaVerdict::Streaming && node.verdict != ReplicaVerdict::Delayed)
            unwell << u"%1 is %2"_s.arg(node.name, toString(node.verdict));
    }
    if (!unwell.isEmpty())
        return {ClusterVerdict::Degraded, unwell.join(u", "_s) + u'.'};
    return {ClusterVerdict::Healthy, nodes.size() > 1 ? u"One primary, and every replica streams."_s
                                                      : u"One primary; no replica is configured."_s};
}

} // namespace seawall::db
