// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/routerstate.h"

#include <QVarLengthArray>

#include <cmath>

namespace seawall::db {

using Clock = Deadline::Clock;

namespace {

constexpr double sameLagSeconds = 0.25; // the LSN clock is not finer
constexpr int timeoutsForgiven = 1;     // in a row: a single slow statement says nothing of its node

} // namespace

void RouterSearch::fail(size_t node, Error error)
{
    if (tried.size() <= node)
        tried.resize(node + 1);
    tried[node] = true;
    last = std::move(error);
}

std::optional<RouterState::Choice> RouterState::choose(const RouterSearch &search)
{
    const auto now = Clock::now();
    const std::lock_guard lock(mutex);
    const bool prefersReplica = flags.useReplica && nodes.size() > 1;
    const bool wantsReplica = prefersReplica && !search.primaryOnly;
    const auto begun = [this](Choice choice) {
        ++nodes[choice.node].inUse;
        ++nodes[choice.node].reads;
        nodes[choice.node].turn = ++turns;
        choice.presence = nodes[choice.node].presence.get_token();
        return choice;
    };
    if (wantsReplica) {
        if (const auto replica = fittest(search, now, true))
            return begun({*replica});
    }
    const bool hasPrimary = writable && !search.isTried(*writable);
    if (hasPrimary && (!prefersReplica || flags.fallback)) {
        fallbacks += wantsReplica ? 1 : 0;
        return begun({*writable, true, prefersReplica});
    }
    if (wantsReplica) { // nobody else may answer
        if (const auto replica = fittest(search, now, false))
            return begun({*replica});
    }
    if (hasPrimary || !wantsReplica || !splitBrain.isEmpty())
        return std::nullopt;
    const auto replica = anyReplica(search);
    if (!replica)
        return std::nullopt;
    ++staleReads;
    return begun({*replica});
}

/// The least lag, as far as it can be told apart; then the fewest sessions in use; then in turn. One that
/// returns passes most of its reads on to the next where it is spared.
std::optional<size_t> RouterState::fittest(const RouterSearch &search, Time now, bool isSpared)
{
    if (!hasHealth || now - healthAt > healthLasts)
        return std::nullopt;
    const auto isBetter = [this](size_t a, size_t b) {
        const double lagAhead = nodes[b].lagSeconds - nodes[a].lagSeconds;
        if (std::abs(lagAhead) > sameLagSeconds)
            return lagAhead > 0;
        return std::pair(nodes[a].inUse, nodes[a].turn) < std::pair(nodes[b].inUse, nodes[b].turn);
    };
    QVarLengthArray<bool, 16> isOut(static_cast<qsizetype>(nodes.size()), false);
    while (true) {
        std::optional<size_t> best;
        for (size_t i = 0; i < nodes.size(); ++i) {
            const auto &node = nodes[i];
            const bool isFit = node.role == Role::Replica && node.answers && node.isHealthy &&
                               !search.isTried(i) && !isOut[static_cast<qsizetype>(i)];
            if (isFit && (!best || isBetter(i, *best)))
                best = i;
        }
        if (!best)
            return best;
        auto &breaker = nodes[*best].breaker;
        if (isSpared ? breaker.admits(now) : breaker.state(now) != CircuitBreaker::State::Open)
            return best;
        isOut[static_cast<qsizetype>(*best)] = true;
    }
}

bool RouterState::hasOther(size_t place) const
{
    const bool takesReads = !flags.useReplica || flags.fallback;
    for (size_t i = 0; i < nodes.size(); ++i) {
        const bool isFit = flags.useReplica && nodes[i].role == Role::Replica && nodes[i].isHealthy;
        if (i != place && nodes[i].answers && (isFit || (takesReads && writable == i)))
            return true;
    }
    return false;
}

/// Behind or cut off, but there is nobody who knows better.
std::optional<size_t> RouterState::anyReplica(const RouterSearch &search) const
{
    std::optional<size_t> best;
    for (size_t i = 0; i < nodes.size(); ++i) {
        const bool isThere = nodes[i].answers && nodes[i].role == Role::Replica && !search.isTried(i);
        if (isThere && (!best || nodes[i].inUse < nodes[*best].inUse))
            best = i;
    }
    return best;
}

void RouterState::release(size_t place, bool hasAnswered)
{
    const std::lock_guard lock(mutex);
    auto &node = nodes[place];
    --node.inUse;
    if (hasAnswered)
        node.timeouts = 0;
}

quint64 RouterState::beginWrite(size_t place)
{
    const std::lock_guard lock(mutex);
    ++nodes[place].inUse;
    ++nodes[place].writes;
    return epoch;
}

RouterState::Replay RouterState::replayOf(size_t node, const WriteToken &token) const
{
    const std::lock_guard lock(mutex);
    if (token.epoch != epoch)
        return Replay::OtherEpoch;
    return nodes[node].replayed >= token.lsn ? Replay::Done : Replay::NotYet;
}

void RouterState::failed(size_t place, const Error &error, bool isHard)
{
    const auto now = Clock::now();
    const std::lock_guard lock(mutex);
    auto &node = nodes[place];
    ++node.failures;
    if (!isHard && error.kind == ErrorKind::Timeout && ++node.timeouts <= timeoutsForgiven)
        return;
    node.timeouts = 0;
    node.breaker.fail(now);
    if (isHard) { // until it answers again
        node.answers = false;
        node.reason = error.message;
    }
    if (writable == place)
        writable.reset(); // the next who wants to write asks the nodes
}

} // namespace seawall::db
