// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <optional>

namespace seawall::models {

/// How long things took, in seconds. Absent where there were none.
struct LatencyFigures {
    qint64 count = 0;
    std::optional<double> p50, p95, p99, slowest;
    bool operator==(const LatencyFigures &) const = default;
};

/// Counts durations in steps of 2 % from 1 µs to minutes: any number of them in 8 KB, each percentile right
/// to that step. A value for one thread.
class Latencies final
{
public:
    void add(double seconds);
    void add(const Latencies &other);
    LatencyFigures figures() const;

private:
    static constexpr size_t steps = 1000;
    static size_t stepOf(double seconds);
    double percentile(double share) const;

    std::array<qint64, steps> m_counts{};
    qint64 m_count = 0;
    double m_slowest = 0;
};

} // namespace seawall::models
