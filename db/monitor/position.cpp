// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/position.h"

#include <algorithm>

namespace seawall::db {

std::optional<Lsn> flushedLsn(const NodeFacts &facts)
{
    return std::max(facts.receivedLsn, facts.replayedLsn);
}

std::optional<Lsn> replayedAsFarAsPossible(const NodeFacts &facts)
{
    return facts.replayWaitsForWal.value_or(false) ? flushedLsn(facts) : facts.replayedLsn;
}

std::optional<Lsn> writtenOrReceived(const NodeFacts &facts)
{
    return facts.role == Role::Primary ? facts.currentLsn : flushedLsn(facts);
}

std::optional<Lsn> writtenOrReplayed(const NodeFacts &facts)
{
    return facts.role == Role::Primary ? facts.currentLsn : facts.replayedLsn;
}

bool sameTimeline(const NodeFacts &one, const NodeFacts &other)
{
    return !one.timeline || !other.timeline || *one.timeline == *other.timeline;
}

bool sameCluster(const NodeFacts &one, const NodeFacts &other)
{
    return one.systemIdentifier == other.systemIdentifier;
}

std::optional<qint64> bytesBehind(std::optional<Lsn> upstream, std::optional<Lsn> replica)
{
    if (!upstream || !replica)
        return std::nullopt;
    return std::max<qint64>(0, upstream->bytesSince(*replica));
}

} // namespace seawall::db
