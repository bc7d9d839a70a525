// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workload/latencies.h"

#include <algorithm>
#include <cmath>

namespace seawall::models {

namespace {

constexpr double shortest = 1e-6;
const double stepWidth = std::log(1.02);

} // namespace

size_t Latencies::stepOf(double seconds)
{
    const double step = std::log(std::max(seconds, shortest) / shortest) / stepWidth;
    return std::min(static_cast<size_t>(step), steps - 1);
}

void Latencies::add(double seconds)
{
    ++m_counts[stepOf(seconds)];
    ++m_count;
    m_slowest = std::max(m_slowest, seconds);
}

void Latencies::add(const Latencies &other)
{
    for (size_t i = 0; i < steps; ++i)
        m_counts[i] += other.m_counts[i];
    m_count += other.m_count;
    m_slowest = std::max(m_slowest, other.m_slowest);
}

/// The nearest rank, told as the upper edge of its step.
double Latencies::percentile(double share) const
{
    const auto rank = static_cast<qint64>(std::ceil(share * static_cast<double>(m_count)));
    qint64 seen = 0;
    for (size_t i = 0; i < steps; ++i) {
        seen += m_counts[i];
        if (seen >= rank)
            return std::min(shortest * std::exp(static_cast<double>(i + 1) * stepWidth), m_slowest);
    }
    return m_slowest;
}

LatencyFigures Latencies::figures() const
{
    if (m_count == 0)
        return {};
    return {m_count, percentile(0.50), percentile(0.95), percentile(0.99), m_slowest};
}

} // namespace seawall::models
