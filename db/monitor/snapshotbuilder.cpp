// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/snapshotbuilder.h"

#include "db/monitor/position.h"
#include "db/monitor/topology.h"
#include "db/monitor/verdict.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto transactionWindow = 5s; // sessions report their transactions about once a second

double secondsBetween(LsnClock::Time from, LsnClock::Time to)
{
    return std::chrono::duration<double>(to - from).count();
}

} // namespace

std::vector<PoolUse> poolUse(const NodeFacts &facts, const std::optional<PoolBudget> &budget)
{
    if (!budget || budget->limit() <= 0 || !facts.sessions)
        return {};
    PoolUse use;
    use.label = !budget->applicationName.isEmpty() ? budget->applicationName
                : !budget->user.isEmpty()          ? budget->user
                                                   : u"application"_s;
    use.limit = budget->limit();
    for (const auto &application : facts.applications) {
        const bool isOurs = application.application.startsWith(u"seawall"_s);
        const bool isMeant =
            budget->applicationName.isEmpty() || application.application == budget->applicationName;
        if (!isOurs && isMeant && (budget->user.isEmpty() || application.user == budget->user))
            use.used += application.counts.total();
    }
    return {use};
}

SnapshotBuilder::SnapshotBuilder(MonitorConfig config) : m_config(std::move(config))
{
    for (size_t i = 0; i < m_config.nodes.size(); ++i)
        m_nodes.push_back({{}, {}, {}, {}, 0, 0, LsnClock(m_config.clockRing), {}, {}, 0});
}

void SnapshotBuilder::add(const ClockSample &sample)
{
    m_nodes[sample.node].clock.add(sample.lsn, sample.middle);
}

void SnapshotBuilder::add(const DoorSample &sample)
{
    auto &state = m_nodes[sample.node];
    state.door = sample.error;
    state.ownTransactions += sample.ownTransactions;
}

void SnapshotBuilder::add(NodeSample sample)
{
    auto &state = m_nodes[sample.node];
    if (!sample.facts) {
        state.error = sample.facts.error();
        return;
    }
    const bool isOther = state.facts.role != sample.facts->role ||
                         !sameTimeline(state.facts, *sample.facts) ||
                         !sameCluster(state.facts, *sample.facts);
    if (isOther) { // LSNs of two timelines cannot be compared
        state.clock.clear();
        state.positions.clear();
        state.transactions.clear();
    }
    state.facts = std::move(*sample.facts);
    state.error.reset();
    state.answered = sample.middle;
    state.answeredMs = sample.wallMs;
    state.roundTripSeconds = sample.roundTripSeconds;
    if (const auto lsn = writtenOrReceived(state.facts))
        state.clock.add(*lsn, sample.middle);
    if (const auto lsn = writtenOrReplayed(state.facts))
        state.positions.push_back({sample.middle, *lsn});
    while (state.positions.size() > 2 && state.positions[1].when < sample.middle - catchUpWindow)
        state.positions.pop_front();
    state.ownTransactions += sample.ownTransactions;
    if (const auto done = state.facts.transactions) {
        if (!state.transactions.empty() && *done < state.transactions.back().count) // statistics were reset
            state.transactions.clear();
        state.transactions.push_back({sample.middle, *done - state.ownTransactions});
    }
    while (state.transactions.size() > 2 && state.transactions[1].when < sample.middle - transactionWindow)
        state.transactions.pop_front();
}

NodeSnapshot SnapshotBuilder::describe(size_t index, LsnClock::Time now) const
{
    const auto &state = m_nodes[index];
    const auto &config = m_config.nodes[index];
    NodeSnapshot node;
    node.name = config.endpoint.name;
    node.address = config.endpoint.address();
    node.configuredRole = config.role;
    node.facts = state.facts;
    node.lastSeenMs = state.answeredMs;
    node.roundTripSeconds = state.roundTripSeconds;
    node.error = state.error;
    const auto patience = m_config.tick * 7 / 4 + 250ms; // seen as missing at the second tick
    node.reachable = state.answered && !state.error && now - *state.answered < patience;
    if (state.answered && !node.reachable && !state.error)
        node.error = Error{ErrorKind::Timeout,
                           u"%1 has not answered for %2 s."_s.arg(node.address)
                               .arg(secondsBetween(*state.answered, now), 0, 'f', 1),
                           u"The server may be stopped, hung or overloaded, or the network is cut."_s,
                           {},
                           {},
                           0};
    if (node.reachable)
        node.closed = state.door;
    const bool isPrimary = node.facts.role == Role::Primary;
    if (node.facts.canMonitor != false) // else only our own sessions are seen
        node.pools = poolUse(node.facts, isPrimary ? m_config.primaryPool : m_config.replicaPool);
    if (!node.reachable) {
        node.reason = node.error ? node.error->message : QString();
        return node;
    }
    if (node.facts.canMonitor == false) {
        node.missingRights << u"GRANT pg_monitor TO \"%1\";"_s.arg(node.facts.user);
        node.facts.sessions.reset(); // the view shows only our own
        node.facts.applications.clear();
    }
    if (node.facts.maxConnections && node.facts.reservedConnections)
        node.usableConnections = *node.facts.maxConnections - *node.facts.reservedConnections;
    if (node.facts.sessions && node.usableConnections.value_or(0) > 0)
        node.utilization = static_cast<double>(node.facts.sessions->total()) / *node.usableConnections;
    node.transactionsPerSecond = transactionRate(state);
    node.walBytesPerSecond = slope(state, 2 * m_config.tick + m_config.tick / 2);
    return node;
}

std::optional<double> SnapshotBuilder::slope(const NodeState &state,
                                             std::chrono::steady_clock::duration window) const
{
    if (state.positions.size() < 2)
        return std::nullopt;
    const auto &last = state.positions.back();
    const auto first = std::ranges::find_if(
        state.positions, [&](const Position &position) { return position.when >= last.when - window; });
    const auto span = secondsBetween(first->when, last.when);
    if (span <= 0)
        return std::nullopt;
    return std::max(0.0, static_cast<double>(last.lsn.bytesSince(first->lsn)) / span);
}

std::optional<double> SnapshotBuilder::transactionRate(const NodeState &state) const
{
    if (state.transactions.size() < 2)
        return std::nullopt;
    const auto &first = state.transactions.front();
    const auto &last = state.transactions.back();
    const auto span = secondsBetween(first.when, last.when);
    return span > 0 ? std::optional(std::max(0.0, static_cast<double>(last.count - first.count) / span))
                    : std::nullopt;
}

size_t SnapshotBuilder::indexOf(const QString &name) const
{
    const auto found = std::ranges::find_if(
        m_config.nodes, [&](const NodeConfig &node) { return node.endpoint.name == name; });
    return static_cast<size_t>(found - m_config.nodes.begin());
}

void SnapshotBuilder::judge(Snapshot &snapshot, LsnClock::Time now) const
{
    const auto links = linkReplicas(snapshot.nodes);
    const auto *primary = snapshot.primary();
    for (size_t i = 0; i < snapshot.nodes.size(); ++i) {
        auto &node = snapshot.nodes[i];
        const bool wasReplica = node.facts.role == Role::Replica ||
                                (node.facts.role == Role::Unknown && node.configuredRole == Role::Replica);
        if (!wasReplica)
            continue;
        const auto *upstream = links[i].upstream ? links[i].upstream : primary;
        node.upstream = upstream ? upstream->name : QString();
        tellLag(node, i, upstream, links[i].sender, now);
        if (primary)
            tellRpo(node, *primary);
        const auto finding =
            judgeReplica({&node, upstream, links[i].sender, primary, m_config.catchingUpSeconds});
        node.verdict = finding.verdict;
        node.reason = finding.reason;
        node.evidence = finding.evidence;
    }
    snapshot.discovered = unlinkedReplicas(snapshot.nodes, links);
}

Snapshot SnapshotBuilder::build(LsnClock::Time now, qint64 wallMs)
{
    Snapshot snapshot;
    snapshot.sequence = ++m_sequence;
    snapshot.timeMs = wallMs;
    snapshot.tickSeconds = std::chrono::duration<double>(m_config.tick).count();
    for (size_t i = 0; i < m_nodes.size(); ++i)
        snapshot.nodes.push_back(describe(i, now));
    judge(snapshot, now);
    judgePrimaries(snapshot.nodes);
    judgeDoors(snapshot.nodes);
    const auto cluster = judgeCluster(snapshot.nodes);
    snapshot.verdict = cluster.verdict;
    snapshot.reason = cluster.reason;
    if (const auto *primary = snapshot.primary()) {
        m_lastPrimary = indexOf(primary->name);
        snapshot.systemIdentifier = primary->facts.systemIdentifier;
    }
    return snapshot;
}

} // namespace seawall::db
