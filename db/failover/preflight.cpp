// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/preflight.h"

#include "db/failover/preflightchecks.h"
#include "db/failover/preflightreader.h"
#include "db/monitor/pgbouncersampler.h"

#include <QDateTime>

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

PreflightNode nodeFrom(const NodeSnapshot &seen)
{
    PreflightNode node;
    node.name = seen.name;
    node.facts = seen.facts;
    node.closed = seen.closed;
    if (!seen.reachable)
        node.error = seen.error.value_or(Error{ErrorKind::Timeout, seen.reason, {}, {}, {}, 0});
    return node;
}

} // namespace

Result<Readiness> checkReadiness(const PreflightRequest &request, Deadline deadline,
                                 const std::stop_token &stop)
{
    const auto begun = Deadline::Clock::now();
    PreflightFacts facts;
    facts.request = request;
    PreflightReader candidate(request.candidate, deadline, stop);
    PreflightReader primary(request.primary, deadline, stop);
    candidate.readStanding();
    primary.readStanding(); // after the candidate: the lag is told too large, never too small
    primary.readRest(false);
    candidate.readRest(true);
    facts.stop = stopPlanOf(request.control, request.primary, deadline, stop);
    if (request.application.pgBouncer)
        facts.poolerError = PgBouncerSampler(*request.application.pgBouncer).sample(stop).error;
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, u"The check was stopped."_s);

    facts.primary = primary.node();
    facts.candidate = candidate.node();
    facts.isClusterSplit = facts.candidate.facts.role == Role::Primary &&
                           facts.candidate.facts.systemIdentifier == facts.primary.facts.systemIdentifier;
    Readiness readiness;
    readiness.primary = request.primary.name;
    readiness.candidate = request.candidate.name;
    readiness.primaryAddress = request.primary.address();
    readiness.candidateAddress = request.candidate.address();
    readiness.takenMs = QDateTime::currentMSecsSinceEpoch();
    readiness.checks = preflight::all(facts);
    readiness.settings = preflight::settingDifferences(facts);
    readiness.rpoBytes = preflight::unreceived(facts);
    readiness.primaryError = facts.primary.error;
    readiness.candidateError = facts.candidate.error;
    readiness.tookSeconds = std::chrono::duration<double>(Deadline::Clock::now() - begun).count();
    return readiness;
}

std::vector<ReadinessCheck> checksFrom(const Snapshot &snapshot, const QString &candidate,
                                       const PreflightLimits &limits)
{
    const auto *node = snapshot.node(candidate);
    if (!node)
        return {};
    PreflightFacts facts;
    facts.request.limits = limits;
    facts.candidate = nodeFrom(*node);
    facts.isClusterSplit = snapshot.verdict == ClusterVerdict::SplitBrain;
    if (const auto *primary = snapshot.primary())
        facts.primary = nodeFrom(*primary);
    else
        facts.primary.error =
            Error{ErrorKind::ServerNotReady, u"There is no primary that could be asked."_s, {}, {}, {}, 0};
    return {preflight::primary(facts),     preflight::candidate(facts), preflight::streaming(facts),
            preflight::replaying(facts),   preflight::lag(facts),       preflight::synchronous(facts),
            preflight::transactions(facts)};
}

QString bestCandidate(const Snapshot &snapshot)
{
    const NodeSnapshot *best = nullptr;
    // What a replica received before its server was started counts once it is replayed.
    const auto has = [](const NodeSnapshot &node) {
        return std::max(node.facts.receivedLsn.value_or(Lsn{}), node.facts.replayedLsn.value_or(Lsn{}));
    };
    const bool isLost = snapshot.verdict == ClusterVerdict::NoPrimary;
    const auto isBetter = [&](const NodeSnapshot &one, const NodeSnapshot &other) {
        const bool streams = one.verdict == ReplicaVerdict::Streaming;
        if (!isLost && streams != (other.verdict == ReplicaVerdict::Streaming))
            return streams;
        return has(one) > has(other);
    };
    for (const auto &node : snapshot.nodes)
        if (node.reachable && node.isReplica() && (!best || isBetter(node, *best)))
            best = &node;
    return best ? best->name : QString();
}

} // namespace seawall::db
