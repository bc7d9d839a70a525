// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workload/workloadfigures.h"

#include <mutex>

namespace seawall::models {

/// Counts what the threads of a workload do: in the current second, and in all. Thread-safe.
class WorkloadMeter final
{
public:
    void answered(const db::RoutedRows &rows, double seconds);
    void committed(qint64 rows, double seconds);
    void failedRead(const db::Error &error);
    void failedWrite(const db::Error &error);
    void paused(double seconds);

    /// The second that ends now, and all until now.
    std::pair<WorkloadFigures, WorkloadFigures> turn(qint64 nowMs, double secondsSinceLast);

private:
    struct Span {
        Latencies reads, chunks;
        WorkloadFigures counts;
        WorkloadFigures figures(qint64 nowMs) const;
    };

    std::mutex m_mutex;
    Span m_current, m_total;
};

} // namespace seawall::models
