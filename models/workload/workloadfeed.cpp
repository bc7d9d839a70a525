// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workload/workloadfeed.h"

#include "models/inbox.h"

#include <QPointer>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 tickMs = 1000; // a report a second

} // namespace

WorkloadFeed::WorkloadFeed(QObject *parent) : QObject(parent), m_inbox(std::make_shared<Inbox>())
{}

WorkloadFeed::~WorkloadFeed() = default;

Workload::Sink WorkloadFeed::sink()
{
    const QPointer<WorkloadFeed> self(this);
    return [inbox = std::weak_ptr(m_inbox), self](const WorkloadReport &report) {
        if (const auto living = inbox.lock())
            living->post([self, report] {
                if (self)
                    self->take(report);
            });
    };
}

void WorkloadFeed::take(const WorkloadReport &report)
{
    const auto now = report.last.timeMs;
    const auto known = [](const std::optional<double> &value) { return value.value_or(unknownFigure); };
    const auto &reads = report.last.reads;
    append({{}, Metric::WorkloadLatency, u"p50"_s}, known(reads.p50), now);
    append({{}, Metric::WorkloadLatency, u"p95"_s}, known(reads.p95), now);
    append({{}, Metric::WorkloadLatency, u"p99"_s}, known(reads.p99), now);
    for (const auto &node : report.router.nodes) {
        const auto found = report.last.byNode.find(node.node);
        const auto loads = found == report.last.byNode.end() ? 0 : found->second;
        append({node.node, Metric::WorkloadLoads, {}},
               report.last.seconds > 0 ? static_cast<double>(loads) / report.last.seconds : unknownFigure,
               now);
        append({node.node, Metric::RouterInUse, {}}, node.pool.checkedOut, now);
    }
    Q_EMIT reported(report);
}

void WorkloadFeed::append(const SeriesKey &key, double value, qint64 timeMs)
{
    auto &series = m_series[key];
    if (!series)
        series = std::make_shared<TimeSeries>();
    series->append(timeMs, value, tickMs);
}

Bands WorkloadFeed::bands(const SeriesKey &key, qint64 fromMs, qint64 toMs, int columns) const
{
    const auto found = m_series.find(key);
    return found == m_series.end() ? Bands() : (*found)->bands(fromMs, toMs, columns);
}

} // namespace seawall::models
