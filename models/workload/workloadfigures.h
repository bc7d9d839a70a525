// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/router/databaserouter.h"
#include "models/workload/latencies.h"

#include <map>

namespace seawall::models {

/// A second of a workload, or all of it.
struct WorkloadFigures {
    qint64 timeMs = 0;     ///< wall clock at its end, ms since the epoch
    double seconds = 0;    ///< it covers
    LatencyFigures reads;  ///< dashboard loads that were answered
    LatencyFigures chunks; ///< transactions of the ETL writers that were committed
    qint64 rows = 0;       ///< written by them
    qint64 readErrors = 0, writeErrors = 0;
    qint64 fallbacks = 0;             ///< loads that the primary answered because no replica was fit
    std::map<QString, qint64> byNode; ///< loads that each node answered
    double pausedSeconds = 0;         ///< of the writers, because of the lag; over all of them
    QString lastError;                ///< empty: none
    bool operator==(const WorkloadFigures &) const = default;

    double readsPerSecond() const { return seconds > 0 ? static_cast<double>(reads.count) / seconds : 0; }
    double chunksPerSecond() const { return seconds > 0 ? static_cast<double>(chunks.count) / seconds : 0; }
};

/// What is told while it runs, once a second, and at the end.
struct WorkloadReport {
    WorkloadFigures last, total;
    db::RouterFigures router;
    QString phase;                         ///< 'writing and reading', 'paused: replica1 lags by 6.2 s' …
    std::optional<double> worstLagSeconds; ///< of the replica that lags most; unknown where none can be told
};

} // namespace seawall::models
