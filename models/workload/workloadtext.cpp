// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workload/workloadtext.h"

#include "models/format.h"

#include <algorithm>
#include <cmath>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

QJsonValue known(const std::optional<double> &seconds)
{
    return seconds ? QJsonValue(std::round(*seconds * 1e6) / 1e6) : QJsonValue();
}

QJsonObject toJson(const LatencyFigures &figures)
{
    return {{u"count"_s, figures.count},
            {u"p50_seconds"_s, known(figures.p50)},
            {u"p95_seconds"_s, known(figures.p95)},
            {u"p99_seconds"_s, known(figures.p99)},
            {u"slowest_seconds"_s, known(figures.slowest)}};
}

QString failures(const WorkloadFigures &figures)
{
    const auto count = figures.readErrors + figures.writeErrors;
    if (count == 0)
        return u"nothing failed"_s;
    auto last = figures.lastError;
    while (last.endsWith(u'.'))
        last.chop(1);
    return u"%1 loads and %2 chunks failed, the last one: %3"_s.arg(
        QString::number(figures.readErrors), QString::number(figures.writeErrors), last);
}

} // namespace

QString sharesOf(const WorkloadFigures &figures)
{
    std::vector<std::pair<QString, qint64>> nodes(figures.byNode.begin(), figures.byNode.end());
    std::ranges::stable_sort(nodes, std::ranges::greater(), &std::pair<QString, qint64>::second);
    QStringList shares;
    for (const auto &[node, count] : nodes)
        shares << u"%1 %2"_s.arg(
            node, format::percent(static_cast<double>(count) / static_cast<double>(figures.reads.count)));
    return shares.join(u", "_s);
}

QString readsNow(const db::RouterNodeFigures &node, const db::RouterFigures &router)
{
    if (!router.flags.useReplica)
        return node.role == db::Role::Primary ? u"all: USE_READ_REPLICA is off"_s
                                              : u"none: USE_READ_REPLICA is off"_s;
    if (node.role != db::Role::Primary)
        return !node.isFit      ? u"none: "_s + node.reason
               : node.share < 1 ? u"%1 of its share: it returns gradually"_s.arg(format::percent(node.share))
                                : u"its share"_s;
    double share = 0;
    for (const auto &other : router.nodes)
        if (other.role == db::Role::Replica && other.isFit)
            share = std::max(share, other.share);
    if (share > 0)
        return share < 1 ? u"what a replica that returns does not get yet"_s
                         : u"none: a replica is fit for them"_s;
    return router.flags.fallback ? u"all: no replica is fit"_s : u"none: REPLICA_FALLBACK_ENABLED is off"_s;
}

QString whyReadsMoved(const db::RouterFigures &router)
{
    if (!router.flags.useReplica)
        return u"USE_READ_REPLICA is off"_s;
    QStringList reasons;
    for (const auto &node : router.nodes)
        if (node.role != db::Role::Primary && (!node.isFit || node.share < 1))
            reasons << u"%1 gets %2"_s.arg(node.node, readsNow(node, router));
    auto text = reasons.join(u", "_s);
    while (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

std::optional<bool> isFastEnough(const WorkloadFigures &figures, const WorkloadOptions &options)
{
    if (figures.readErrors > 0)
        return false;
    if (!figures.reads.slowest)
        return std::nullopt;
    return *figures.reads.slowest <= std::chrono::duration<double>(options.dashboardLimit).count();
}

QString summaryOf(const WorkloadReport &report, const WorkloadOptions &options)
{
    const auto &total = report.total;
    if (total.seconds <= 0)
        return u"It ended before anything was measured."_s;
    const auto limit = format::seconds(std::chrono::duration<double>(options.dashboardLimit).count());
    QStringList parts;
    if (total.reads.count > 0)
        parts << u"%1 dashboard loads, p50 %2, p95 %3, p99 %4, slowest %5 (limit %6), answered by %7"_s.arg(
            QString::number(total.reads.count), format::seconds(total.reads.p50),
            format::seconds(total.reads.p95), format::seconds(total.reads.p99),
            format::seconds(total.reads.slowest), limit, sharesOf(total));
    if (total.chunks.count > 0)
        parts << u"%1 chunks with %2 rows, p95 %3"_s.arg(QString::number(total.chunks.count),
                                                         QString::number(total.rows),
                                                         format::seconds(total.chunks.p95));
    if (total.pausedSeconds >= 0.1)
        parts << u"writers paused for %1 because of the lag"_s.arg(format::seconds(total.pausedSeconds));
    return u"In %1: %2; %3."_s.arg(format::seconds(total.seconds), parts.join(u"; "_s), failures(total));
}

QJsonObject toJson(const WorkloadFigures &figures)
{
    QJsonObject byNode;
    for (const auto &[node, count] : figures.byNode)
        byNode[node] = count;
    return {{u"seconds"_s, known(figures.seconds)},
            {u"loads"_s, toJson(figures.reads)},
            {u"loads_per_second"_s, known(figures.readsPerSecond())},
            {u"chunks"_s, toJson(figures.chunks)},
            {u"chunks_per_second"_s, known(figures.chunksPerSecond())},
            {u"rows"_s, figures.rows},
            {u"load_errors"_s, figures.readErrors},
            {u"chunk_errors"_s, figures.writeErrors},
            {u"fallbacks"_s, figures.fallbacks},
            {u"by_node"_s, byNode},
            {u"paused_seconds"_s, known(figures.pausedSeconds)},
            {u"last_error"_s, figures.lastError.isEmpty() ? QJsonValue() : QJsonValue(figures.lastError)}};
}

QJsonObject toJson(const WorkloadOptions &options)
{
    return {
        {u"writers"_s, options.writers},
        {u"readers"_s, options.readers},
        {u"chunks_per_second"_s, options.writeRate},
        {u"loads_per_second"_s, options.readRate},
        {u"chunk_rows"_s, options.chunkRows},
        {u"duration_seconds"_s, known(std::chrono::duration<double>(options.duration).count())},
        {u"lag_limit_seconds"_s, options.lagLimitSeconds},
        {u"dashboard_limit_seconds"_s, known(std::chrono::duration<double>(options.dashboardLimit).count())}};
}

} // namespace seawall::models
