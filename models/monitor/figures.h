// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/monitor/metric.h"

#include <memory>
#include <utility>

namespace seawall::models {

using Figures = std::vector<std::pair<SeriesKey, double>>;

/// The figures of one tick, shared by memory and recorder. Immutable.
struct FigureSet {
    qint64 timeMs = 0; ///< wall clock, ms since the epoch
    double tickSeconds = 1;
    Figures figures;
};
using FigureSetPtr = std::shared_ptr<const FigureSet>;

/// The one place that says which figure of a Snapshot is which Metric. Unknown figures, and all of a node
/// that cannot be reached, are unknownFigure (a gap), never 0.
/// - LagSeconds is the LSN clock's figure. Where that is only a floor ('more than an hour') the floor is
///   recorded: it is true, and it keeps the line above its limit, where a gap would look harmless. A floor
///   below a minute, as after the console's start, is a gap: it would draw a line that begins at 0. Where it
///   is PostgreSQL's estimate (primary out of reach) it is a gap: the estimate grows on an idle primary, and
///   two kinds of lag are never mixed in one line.
/// - Lag and RPO are figures of replicas; a primary has none of these series.
Figures figuresOf(const db::Snapshot &snapshot);

} // namespace seawall::models
