// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/position.h"
#include "db/monitor/snapshotbuilder.h"

#include <algorithm>

namespace seawall::db {

std::optional<double> SnapshotBuilder::catchUp(const NodeSnapshot &replica, size_t index,
                                               const NodeSnapshot &upstream) const
{
    const auto replayed = slope(m_nodes[index], catchUpWindow);
    const auto written = slope(m_nodes[indexOf(upstream.name)], catchUpWindow);
    if (!replica.lag.bytes.replay || !replayed || !written || *replayed <= *written)
        return std::nullopt;
    return static_cast<double>(*replica.lag.bytes.replay) / (*replayed - *written);
}

void SnapshotBuilder::tellLag(NodeSnapshot &replica, size_t index, const NodeSnapshot *upstream,
                              const WalSender *sender, LsnClock::Time now) const
{
    if (!upstream || !sameTimeline(replica.facts, upstream->facts) ||
        !sameCluster(replica.facts, upstream->facts)) {
        if (!upstream)
            tellLagWithoutUpstream(replica, index, now);
        return;
    }
    auto &lag = replica.lag;
    const auto position = writtenOrReceived(upstream->facts);
    lag.bytes.sent = bytesBehind(position, sender ? sender->sent : std::nullopt);
    // How far one that does not answer has come is not known: what its upstream was last told stands still
    // while it is frozen, and would be told as a figure of now.
    if (!replica.reachable)
        return;
    const auto &own = replica.facts;
    const auto flushed = flushedLsn(own);
    lag.bytes.write =
        bytesBehind(position, own.walReceiver ? std::max(own.walReceiver->written, flushed) : flushed);
    lag.bytes.flush = bytesBehind(position, flushed);
    lag.bytes.replay = bytesBehind(position, own.replayedLsn);
    const auto interval = upstream->isPrimary() ? std::min(m_config.clockTick, m_config.tick) : m_config.tick;
    lag.resolutionSeconds = std::chrono::duration<double>(interval).count() +
                            std::max(replica.roundTripSeconds, upstream->roundTripSeconds) / 2;
    const auto reached = replayedAsFarAsPossible(own);
    if (!reached)
        return;
    const auto &upstreamState = m_nodes[indexOf(upstream->name)];
    if (const auto reading = upstreamState.clock.lagOf(*reached, *m_nodes[index].answered)) {
        lag.seconds = reading->seconds;
        lag.secondsIsFloor = reading->isFloor;
    }
    if (lag.seconds.value_or(0) > m_config.catchingUpSeconds)
        lag.catchUpSeconds = catchUp(replica, index, *upstream);
}

/// Nobody can be asked where the upstream is now. As long as the replica has not replayed what the primary
/// was known to have written, the clock still tells the truth; after that only PostgreSQL's own figure is
/// left.
void SnapshotBuilder::tellLagWithoutUpstream(NodeSnapshot &replica, size_t index, LsnClock::Time now) const
{
    if (!replica.reachable || !replica.facts.replayedLsn)
        return;
    if (m_lastPrimary && *m_lastPrimary != index) {
        const auto reading = m_nodes[*m_lastPrimary].clock.lagOf(*replica.facts.replayedLsn, now);
        if (reading && reading->seconds > 0) {
            replica.lag.seconds = reading->seconds;
            replica.lag.secondsIsFloor = reading->isFloor;
            return;
        }
    }
    replica.lag.seconds = replica.facts.sinceLastReplayedXact;
    replica.lag.secondsIsEstimate = replica.lag.seconds.has_value();
}

void SnapshotBuilder::tellRpo(NodeSnapshot &replica, const NodeSnapshot &primary) const
{
    const auto flushed = flushedLsn(replica.facts);
    if (!replica.reachable || !flushed || !sameCluster(replica.facts, primary.facts) ||
        !sameTimeline(replica.facts, primary.facts))
        return;
    replica.rpoBytes = bytesBehind(primary.facts.currentLsn, flushed);
    const auto index = indexOf(replica.name);
    if (const auto reading = m_nodes[indexOf(primary.name)].clock.lagOf(*flushed, *m_nodes[index].answered))
        replica.rpoSeconds = reading->seconds;
}

} // namespace seawall::db
