// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/figures.h"

namespace seawall::models {

namespace {

// A shorter floor tells when the console began to watch, not how far the replica is behind.
constexpr double shortestFloorSeconds = 60;

template<typename T>
double known(const std::optional<T> &value)
{
    return value ? static_cast<double>(*value) : unknownFigure;
}

bool mayBeReplica(const db::NodeSnapshot &node)
{
    const db::Role role = node.facts.role == db::Role::Unknown ? node.configuredRole : node.facts.role;
    return role != db::Role::Primary;
}

/// Collects the figures of one node; an unreachable one has the same series, all unknown.
class NodeFigures final
{
public:
    NodeFigures(const db::NodeSnapshot &node, Figures &figures) : m_node(node), m_figures(figures) {}

    void add(Metric metric, double value, const QString &qualifier = {})
    {
        m_figures.emplace_back(SeriesKey{m_node.name, metric, qualifier},
                               m_node.reachable ? value : unknownFigure);
    }

    void addLag()
    {
        const db::Lag &lag = m_node.lag;
        const bool isYoungFloor = lag.secondsIsFloor && lag.seconds.value_or(0) < shortestFloorSeconds;
        add(Metric::LagSeconds, lag.secondsIsEstimate || isYoungFloor ? unknownFigure : known(lag.seconds));
        add(Metric::LagSentBytes, known(lag.bytes.sent));
        add(Metric::LagWriteBytes, known(lag.bytes.write));
        add(Metric::LagFlushBytes, known(lag.bytes.flush));
        add(Metric::LagReplayBytes, known(lag.bytes.replay));
        add(Metric::RpoBytes, known(m_node.rpoBytes));
    }

    void addSessions()
    {
        const auto &sessions = m_node.facts.sessions;
        add(Metric::SessionsActive, sessions ? sessions->active : unknownFigure);
        add(Metric::SessionsIdle, sessions ? sessions->idle : unknownFigure);
        add(Metric::SessionsIdleInTransaction, sessions ? sessions->idleInTransaction : unknownFigure);
        add(Metric::SessionsOther, sessions ? sessions->other : unknownFigure);
        add(Metric::SessionsUsable, known(m_node.usableConnections));
        add(Metric::Utilization, known(m_node.utilization));
        for (const db::PoolUse &pool : m_node.pools) {
            add(Metric::PoolUsed, pool.used, pool.label);
            add(Metric::PoolLimit, pool.limit, pool.label);
        }
    }

private:
    const db::NodeSnapshot &m_node;
    Figures &m_figures;
};

void addPgBouncer(const db::PgBouncerState &state, Figures &figures)
{
    for (const db::PgBouncerPool &pool : state.pools) {
        const QString qualifier = pool.database + u'/' + pool.user;
        const auto add = [&](Metric metric, double value) {
            figures.emplace_back(SeriesKey{{}, metric, qualifier}, state.error ? unknownFigure : value);
        };
        add(Metric::PgBouncerActive, pool.clientsActive);
        add(Metric::PgBouncerWaiting, pool.clientsWaiting);
        add(Metric::PgBouncerMaxWait, pool.maxWaitSeconds);
    }
}

} // namespace

Figures figuresOf(const db::Snapshot &snapshot)
{
    Figures figures;
    figures.reserve(snapshot.nodes.size() * 20);
    for (const db::NodeSnapshot &node : snapshot.nodes) {
        NodeFigures of(node, figures);
        if (mayBeReplica(node))
            of.addLag();
        of.add(Metric::WalRate, known(node.walBytesPerSecond));
        of.add(Metric::TransactionRate, known(node.transactionsPerSecond));
        of.addSessions();
        of.add(Metric::RoundTrip, node.roundTripSeconds);
    }
    if (snapshot.pgBouncer)
        addPgBouncer(*snapshot.pgBouncer, figures);
    return figures;
}

} // namespace seawall::models
