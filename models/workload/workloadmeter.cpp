// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workload/workloadmeter.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

void WorkloadMeter::answered(const db::RoutedRows &rows, double seconds)
{
    const std::lock_guard lock(m_mutex);
    for (auto *span : {&m_current, &m_total}) {
        span->reads.add(seconds);
        ++span->counts.byNode[rows.node];
        span->counts.fallbacks += rows.isFallback ? 1 : 0;
    }
}

void WorkloadMeter::committed(qint64 rows, double seconds)
{
    const std::lock_guard lock(m_mutex);
    for (auto *span : {&m_current, &m_total}) {
        span->chunks.add(seconds);
        span->counts.rows += rows;
    }
}

void WorkloadMeter::failedRead(const db::Error &error)
{
    const std::lock_guard lock(m_mutex);
    for (auto *span : {&m_current, &m_total}) {
        ++span->counts.readErrors;
        span->counts.lastError = error.message;
    }
}

void WorkloadMeter::failedWrite(const db::Error &error)
{
    const std::lock_guard lock(m_mutex);
    for (auto *span : {&m_current, &m_total}) {
        ++span->counts.writeErrors;
        span->counts.lastError = error.message;
    }
}

void WorkloadMeter::paused(double seconds)
{
    const std::lock_guard lock(m_mutex);
    for (auto *span : {&m_current, &m_total})
        span->counts.pausedSeconds += seconds;
}

WorkloadFigures WorkloadMeter::Span::figures(qint64 nowMs) const
{
    auto figures = counts;
    figures.timeMs = nowMs;
    figures.reads = reads.figures();
    figures.chunks = chunks.figures();
    return figures;
}

std::pair<WorkloadFigures, WorkloadFigures> WorkloadMeter::turn(qint64 nowMs, double secondsSinceLast)
{
    const std::lock_guard lock(m_mutex);
    m_current.counts.seconds = secondsSinceLast;
    m_total.counts.seconds += secondsSinceLast;
    auto figures = std::pair(m_current.figures(nowMs), m_total.figures(nowMs));
    m_current = {};
    return figures;
}

} // namespace seawall::models
