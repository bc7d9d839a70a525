// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <cmath>
#include <limits>
#include <vector>

namespace seawall::models {

/// A figure that is charted and recorded. The numbers are part of the recorder's file format: never reuse
/// one.
enum class Metric : quint8 {
    LagSeconds = 1, ///< LSN clock, seconds
    LagSentBytes = 2,
    LagWriteBytes = 3,
    LagFlushBytes = 4,
    LagReplayBytes = 5,
    RpoBytes = 6,
    WalRate = 7,         ///< bytes per second
    TransactionRate = 8, ///< per second
    SessionsActive = 9,
    SessionsIdle = 10,
    SessionsIdleInTransaction = 11,
    SessionsOther = 12,
    SessionsUsable = 13, ///< the limit
    Utilization = 14,    ///< 0 … 1
    RoundTrip = 15,      ///< seconds
    PoolUsed = 16,       ///< qualifier: the pool's label
    PoolLimit = 17,
    PgBouncerActive = 18, ///< qualifier: 'database/user', node: empty
    PgBouncerWaiting = 19,
    PgBouncerMaxWait = 20, ///< seconds
    WorkloadLatency =
        200,             ///< seconds, qualifier: 'p50' …; of a workload, in memory only, as those that follow
    WorkloadLoads = 201, ///< dashboard loads a second that the node answered
    RouterInUse = 202,   ///< connections of the router's pool to the node
};

/// Names one line on a chart. A role change does not change the key: the node keeps its name.
struct SeriesKey {
    QString node;
    Metric metric = Metric::LagSeconds;
    QString qualifier;
    bool operator==(const SeriesKey &) const = default;
};
inline size_t qHash(const SeriesKey &key, size_t seed = 0)
{
    return qHashMulti(seed, key.node, static_cast<int>(key.metric), key.qualifier);
}

constexpr double unknownFigure = std::numeric_limits<double>::quiet_NaN(); ///< a gap on the chart
constexpr float unknownCell = std::numeric_limits<float>::quiet_NaN();     ///< the same in a record

/// A span of a series: what its samples were between timeMs and the next band's. NaN where nothing is known.
struct Band {
    qint64 timeMs = 0;
    double min = unknownFigure, avg = unknownFigure, max = unknownFigure;
    bool isKnown() const { return !std::isnan(avg); }
};
using Bands = std::vector<Band>;

} // namespace seawall::models
