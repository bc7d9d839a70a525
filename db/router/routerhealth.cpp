// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/routerstate.h"

#include <algorithm>

#include <spdlog/spdlog.h>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Clock = Deadline::Clock;

namespace {

QString inSeconds(double seconds)
{
    return QString::number(seconds, 'f', 1) + u" s"_s;
}

/// Why a replica must not be read by those who want what the primary has; empty: it may.
QString complaintOn(const NodeSnapshot &replica, double lagLimit)
{
    if (!streams(replica.verdict))
        return u"It is %1."_s.arg(toString(replica.verdict));
    const auto &lag = replica.lag;
    if (lag.bytes.replay == 0)
        return {};
    if (!lag.seconds || lag.secondsIsFloor || lag.secondsIsEstimate)
        return u"It lags by an unknown time."_s;
    if (*lag.seconds > lagLimit)
        return u"It lags by %1, the limit is %2."_s.arg(inSeconds(*lag.seconds), inSeconds(lagLimit));
    return {};
}

} // namespace

RouterState::RouterState(RouterConfig routerConfig)
    : config(std::move(routerConfig)), flags(config.flags), primaryPool(config.primaryPool),
      replicaPool(config.replicaPool)
{
    nodes.reserve(config.nodes.size());
    for (const auto &node : config.nodes) {
        const auto open = [endpoint = node.endpoint, session = config.session](
                              Access access, Deadline deadline, const std::stop_token &stop) {
            return openRouted(endpoint, session, access, deadline, stop);
        };
        const auto &limits = node.role == Role::Primary ? primaryPool : replicaPool;
        nodes.push_back({node, std::make_unique<ConnectionPool>(node.endpoint.name, limits, open),
                         CircuitBreaker(config.returnTime)});
    }
}

void RouterState::observe(const Snapshot &snapshot)
{
    const auto now = Clock::now();
    const bool isAnything = std::ranges::any_of(
        snapshot.nodes, [](const NodeSnapshot &node) { return node.reachable || node.error; });
    if (!isAnything)
        return;
    std::vector<std::stop_source> silent; // fired without the mutex
    std::unique_lock lock(mutex);
    for (auto &node : nodes) {
        if (const auto *seen = snapshot.node(node.config.endpoint.name))
            take(node, *seen, now);
    }
    healthAt = now;
    healthLasts = std::max<Clock::duration>(5s, std::chrono::duration_cast<Clock::duration>(
                                                    std::chrono::duration<double>(3 * snapshot.tickSeconds)));
    hasHealth = true;
    takeWritable();
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (!nodes[i].answers && hasOther(i))
            silent.push_back(std::exchange(nodes[i].presence, {}));
    }
    changed.notify_all();
    lock.unlock();
    for (auto &each : silent)
        each.request_stop();
}

void RouterState::take(RouterNode &node, const NodeSnapshot &seen, Time now)
{
    node.answers = seen.reachable;
    if (seen.reachable)
        setRole(node, seen.facts.role);
    node.replayed = seen.facts.replayedLsn;
    node.reason = !seen.reachable              ? (seen.error ? seen.error->message : u"It does not answer."_s)
                  : node.role == Role::Replica ? complaintOn(seen, config.lagLimitSeconds)
                                               : QString();
    node.seenLag = seen.reachable && !seen.lag.secondsIsFloor ? seen.lag.seconds : std::nullopt;
    node.lagSeconds = seen.lag.bytes.replay == 0 ? 0 : seen.lag.seconds.value_or(0);
    node.isHealthy = node.reason.isEmpty();
    if (!node.isHealthy)
        node.breaker.hold(now);
}

/// Several that take writes: each write to one of them is missing on the other, so none gets any.
void RouterState::takeWritable()
{
    std::vector<size_t> primaries;
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].answers && nodes[i].role == Role::Primary)
            primaries.push_back(i);
    }
    splitBrain.clear();
    if (primaries.size() > 1) {
        for (const auto place : primaries)
            splitBrain << nodes[place].config.endpoint.name;
    }
    writable = primaries.size() == 1 ? std::optional(primaries.front()) : std::nullopt;
    if (!writable || writable == lastWritable)
        return;
    if (lastWritable) {
        ++epoch;
        ++roleChanges;
        spdlog::info("router: writes go to {} now", nodes[*writable].config.endpoint.name.toStdString());
    }
    lastWritable = writable;
}

void RouterState::setRole(RouterNode &node, Role role)
{
    if (role == Role::Unknown || node.role == role)
        return;
    node.role = role;
    limit(node);
}

void RouterState::limit(RouterNode &node)
{
    const auto role = node.role == Role::Unknown ? node.config.role : node.role;
    node.pool->setLimits(role == Role::Primary ? primaryPool : replicaPool);
}

bool RouterState::waitForHealth(Deadline deadline, const std::stop_token &stop)
{
    std::unique_lock lock(mutex);
    return changed.wait_until(lock, stop, deadline.when(), [this] { return hasHealth; });
}

QString RouterState::whyUnfit(const RouterNode &node, Time now) const
{
    if (!node.answers)
        return node.reason.isEmpty() ? u"It has not answered yet."_s : node.reason;
    if (node.role == Role::Replica && (!hasHealth || now - healthAt > healthLasts))
        return u"Its lag is not known now."_s;
    if (!node.isHealthy)
        return node.reason;
    if (node.breaker.state(now) == CircuitBreaker::State::Open)
        return u"It failed a moment ago."_s;
    return {};
}

/// 'primary: Nothing listens on localhost:5432. replica1: It is a replica.'
template<typename Reason>
QString RouterState::listed(Reason &&reasonOf) const
{
    QStringList list;
    for (size_t i = 0; i < nodes.size(); ++i)
        list << u"%1: %2"_s.arg(nodes[i].config.endpoint.name, reasonOf(i));
    return list.join(u' ');
}

QString RouterState::whyNotRead(size_t place, const RouterSearch &search) const
{
    const auto &node = nodes[place];
    if (search.isTried(place) && search.last)
        return search.last->message;
    if (node.answers && node.role == Role::Primary)
        return u"It is the primary."_s;
    const auto reason = whyUnfit(node, Clock::now());
    return reason.isEmpty() ? u"It returns gradually."_s : reason;
}

QString RouterState::whyNotWritten(size_t place) const
{
    const auto &node = nodes[place];
    if (!node.answers)
        return whyUnfit(node, Clock::now());
    return node.role == Role::Primary ? u"It failed a moment ago."_s : u"It is a replica."_s;
}

Error RouterState::noReader(const RouterSearch &search) const
{
    const std::lock_guard lock(mutex);
    const bool isForbidden = writable && !search.isTried(*writable) && flags.useReplica && !flags.fallback;
    const auto remedy =
        isForbidden
            ? u"The primary would answer, but REPLICA_FALLBACK_ENABLED is off: switch it on, or mend the "
              "replica."_s
            : u"Start a node, or look at the network between it and this machine."_s;
    if (search.primaryOnly)
        return {ErrorKind::NoNode,
                u"No replica has replayed in time the write that is to be read."_s,
                remedy,
                {},
                {},
                0};
    return {ErrorKind::NoNode,
            u"No node can be read now. "_s + listed([&](size_t i) { return whyNotRead(i, search); }),
            remedy,
            {},
            {},
            0};
}

Error RouterState::noWriter() const
{
    if (!splitBrain.isEmpty())
        return {
            ErrorKind::NoNode,
            u"Split brain: %1 take writes, so that none is written to."_s.arg(splitBrain.join(u" and "_s)),
            u"Stop the one that should not be a primary; nothing was written."_s,
            {},
            {},
            0};
    return {ErrorKind::NoNode,
            u"No node takes writes now. "_s + listed([&](size_t i) { return whyNotWritten(i); }),
            u"Nothing was written. Start the primary, or promote a replica."_s,
            {},
            {},
            0};
}

} // namespace seawall::db
