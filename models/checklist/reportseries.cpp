// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/reportseries.h"

#include "models/monitor/recordquery.h"

#include <QFileInfo>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 columns = 800;
constexpr qint64 around = 30'000; // ms before the first and after the last evidence

struct Wanted {
    Metric metric;
    MetricRule::Figure figure;
    QString name;
};

const std::vector<Wanted> &wantedFigures()
{
    static const std::vector<Wanted> wanted{
        {Metric::LagSeconds, MetricRule::Figure::Lag, u"%1, lag in seconds"_s},
        {Metric::Utilization, MetricRule::Figure::PoolUse, u"%1, share of its connections in use"_s}};
    return wanted;
}

/// Of the first step that asks for this figure.
std::optional<double> limitOf(const ReportInput &input, MetricRule::Figure figure)
{
    for (const auto &[identity, status] : input.status) {
        if (status.spec.kind == StepSpec::Kind::Metric && status.spec.metric.figure == figure)
            return status.spec.metric.limit;
    }
    return std::nullopt;
}

/// False: the file cannot be read further.
bool readNode(SqlConnection &connection, const QString &node, qint64 fromMs, qint64 toMs,
              std::vector<ReportSeries> &series)
{
    const int level = tileLevelFor((toMs - fromMs) / columns);
    const auto width = tileSeconds(level);
    for (auto index = fromMs / 1000 / width; index <= toMs / 1000 / width; ++index) {
        const auto tile = readTile(connection, {node, level, index}, toMs / 1000, [] { return true; });
        if (!tile || !*tile)
            return false;
        for (size_t i = 0; i < series.size(); ++i) {
            const auto cells = (*tile)->series.value({int(wantedFigures()[i].metric), QString()});
            for (const auto &cell : cells) {
                if (cell.second * 1000LL >= fromMs && cell.second * 1000LL <= toMs)
                    series[i].points.emplace_back(cell.second * 1000LL, double(cell.max));
            }
        }
    }
    return true;
}

} // namespace

std::vector<ReportSeries> recordedSeries(const QString &file, const QStringList &nodes,
                                         const ReportInput &input)
{
    if (input.evidence.empty() || !QFileInfo::exists(file))
        return {};
    const auto [first, last] = std::ranges::minmax_element(input.evidence, {}, &Evidence::finishedMs);
    const auto fromMs = first->finishedMs - around, toMs = last->finishedMs + around;
    SqlConnection connection(file, true);
    if (!connection.open())
        return {};
    std::vector<ReportSeries> all;
    for (const auto &node : nodes) {
        std::vector<ReportSeries> series;
        for (const auto &wanted : wantedFigures())
            series.push_back({wanted.name.arg(node), {}, limitOf(input, wanted.figure)});
        if (!readNode(connection, node, fromMs, toMs, series))
            break;
        for (auto &each : series) {
            const bool isKnown = std::ranges::any_of(
                each.points, [](const auto &point) { return std::isfinite(point.second); });
            if (isKnown)
                all.push_back(std::move(each));
        }
    }
    return all;
}

} // namespace seawall::models
