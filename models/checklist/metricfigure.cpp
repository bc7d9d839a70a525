// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/metricfigure.h"

#include "models/format.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using Figure = MetricRule::Figure;
using Comparison = MetricRule::Comparison;

namespace {

MetricReading unknown(const QString &why)
{
    return {std::nullopt, why};
}

void takeWorse(MetricReading &worst, double value, const QString &where)
{
    if (!worst.value || value > *worst.value)
        worst = {value, where};
}

bool isOneNode(const db::Snapshot &snapshot, const QString &node)
{
    return snapshot.node(node) != nullptr && node != u"primary" && node != u"replica";
}

bool isExpectedReplica(const db::NodeSnapshot &node)
{
    return node.reachable ? node.isReplica() : node.configuredRole != db::Role::Primary;
}

MetricReading worstOfReplicas(const MetricRule &rule, const std::vector<const db::NodeSnapshot *> &nodes)
{
    MetricReading worst = unknown(u"there is no replica"_s);
    for (const auto *node : nodes) {
        if (!isExpectedReplica(*node))
            continue;
        if (!node->reachable)
            return unknown(u"%1 cannot be reached"_s.arg(node->name));
        if (rule.figure == Figure::Rpo) {
            if (!node->rpoBytes)
                return unknown(u"what %1 has received cannot be compared with the primary"_s.arg(node->name));
            takeWorse(worst, double(*node->rpoBytes), node->name);
            continue;
        }
        const auto &lag = node->lag;
        const bool isTold =
            lag.seconds && !lag.secondsIsEstimate && (!lag.secondsIsFloor || !holds(rule, *lag.seconds));
        if (!isTold)
            return unknown(lag.secondsIsEstimate ? u"the primary cannot be reached"_s
                                                 : u"the lag of %1 is not known"_s.arg(node->name));
        takeWorse(worst, *lag.seconds, node->name);
    }
    return worst;
}

MetricReading worstPool(const db::Snapshot &snapshot, const std::vector<const db::NodeSnapshot *> &nodes)
{
    MetricReading worst = unknown(u"no node can be asked"_s);
    for (const auto *node : nodes) {
        if (!node->reachable)
            return unknown(u"%1 cannot be reached"_s.arg(node->name));
        bool isKnown = false;
        for (const auto &pool : node->pools) {
            if (pool.limit <= 0)
                continue;
            isKnown = true;
            takeWorse(worst, double(pool.used) / pool.limit, u"%1, pool %2"_s.arg(node->name, pool.label));
        }
        if (node->utilization)
            takeWorse(worst, *node->utilization, u"%1, all sessions"_s.arg(node->name));
        else if (!isKnown)
            return unknown(u"the sessions of %1 cannot be counted"_s.arg(node->name));
    }
    if (!snapshot.pgBouncer || nodes.size() != snapshot.nodes.size())
        return worst;
    if (snapshot.pgBouncer->error)
        return unknown(u"PgBouncer cannot be reached"_s);
    for (const auto &pool : snapshot.pgBouncer->pools) {
        if (pool.poolSize.value_or(0) > 0)
            takeWorse(worst, double(pool.serversActive) / *pool.poolSize,
                      u"PgBouncer, %1/%2"_s.arg(pool.database, pool.user));
    }
    return worst;
}

MetricReading streaming(const std::vector<const db::NodeSnapshot *> &nodes)
{
    double count = 0;
    QStringList others;
    for (const auto *node : nodes) {
        if (!isExpectedReplica(*node))
            continue;
        if (!node->reachable && !node->error)
            return unknown(u"%1 has not answered yet"_s.arg(node->name));
        if (node->verdict == db::ReplicaVerdict::Unknown && node->reachable)
            return unknown(u"%1: %2"_s.arg(node->name, node->reason));
        if (node->reachable && node->verdict == db::ReplicaVerdict::Streaming)
            ++count;
        else
            others << u"%1 is %2"_s.arg(node->name, db::toString(node->verdict));
    }
    return {count, others.isEmpty() ? u"all of them"_s : others.join(u", "_s)};
}

MetricReading connectable(const std::vector<const db::NodeSnapshot *> &nodes)
{
    if (nodes.empty())
        return unknown(u"no node is configured"_s);
    QStringList away;
    for (const auto *node : nodes) {
        if (!node->reachable && !node->error)
            return unknown(u"%1 has not answered yet"_s.arg(node->name));
        if (!node->reachable)
            away << node->name;
    }
    return {1.0 - double(away.size()) / double(nodes.size()),
            away.isEmpty() ? u"every node"_s : u"not %1"_s.arg(away.join(u", "_s))};
}

QString wordFor(Figure figure)
{
    switch (figure) {
    case Figure::Lag:
        return u"replication lag"_s;
    case Figure::PoolUse:
        return u"connection pool use"_s;
    case Figure::Streaming:
        return u"replicas that stream"_s;
    case Figure::Rpo:
        return u"WAL not yet on the replicas"_s;
    case Figure::CanConnect:
        break;
    }
    return u"nodes that can be connected to"_s;
}

QString wordFor(Comparison comparison)
{
    switch (comparison) {
    case Comparison::Below:
        return u"below"_s;
    case Comparison::AtMost:
        return u"at most"_s;
    case Comparison::Above:
        return u"above"_s;
    case Comparison::AtLeast:
        return u"at least"_s;
    case Comparison::Equal:
        break;
    }
    return u"exactly"_s;
}

} // namespace

MetricReading readingOf(const MetricRule &rule, const db::Snapshot &snapshot, const QString &node)
{
    std::vector<const db::NodeSnapshot *> nodes;
    for (const auto &candidate : snapshot.nodes) {
        if (!isOneNode(snapshot, node) || candidate.name == node)
            nodes.push_back(&candidate);
    }
    switch (rule.figure) {
    case Figure::Lag:
    case Figure::Rpo:
        return worstOfReplicas(rule, nodes);
    case Figure::PoolUse:
        return worstPool(snapshot, nodes);
    case Figure::Streaming:
        return streaming(nodes);
    case Figure::CanConnect:
        break;
    }
    return connectable(nodes);
}

bool holds(const MetricRule &rule, double value)
{
    constexpr double nothing = 1e-9; // figures are sums of measured ones
    switch (rule.comparison) {
    case Comparison::Below:
        return value < rule.limit;
    case Comparison::AtMost:
        return value <= rule.limit;
    case Comparison::Above:
        return value > rule.limit;
    case Comparison::AtLeast:
        return value >= rule.limit;
    case Comparison::Equal:
        break;
    }
    return std::abs(value - rule.limit) < nothing;
}

QString figureText(Figure figure, double value)
{
    switch (figure) {
    case Figure::Lag:
        return format::seconds(value);
    case Figure::Rpo:
        return format::bytes(static_cast<qint64>(value));
    case Figure::Streaming:
        return value == 1 ? u"1 replica"_s : u"%1 replicas"_s.arg(value);
    case Figure::PoolUse:
    case Figure::CanConnect:
        break;
    }
    return format::percent(value);
}

QString describe(const MetricRule &rule)
{
    return u"%1 %2 %3"_s.arg(wordFor(rule.figure), wordFor(rule.comparison),
                             figureText(rule.figure, rule.limit));
}

} // namespace seawall::models
