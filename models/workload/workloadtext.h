// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workload/workload.h"

#include <QJsonObject>

namespace seawall::models {

/// One sentence on a run: how many loads and chunks, how fast, by whom, what failed.
QString summaryOf(const WorkloadReport &report, const WorkloadOptions &options);

/// 'replica1 96 %, primary 4 %'; the most first. Empty where nothing was answered.
QString sharesOf(const WorkloadFigures &figures);

/// What of the reads the router gives to a node now, and why: 'none: It lags by 7.2 s, the limit is 5.0 s.'
QString readsNow(const db::RouterNodeFigures &node, const db::RouterFigures &router);

/// Why a replica has not its full share of the reads now; empty where each has.
QString whyReadsMoved(const db::RouterFigures &router);

/// Whether every load was answered, and none took longer than the limit. Unknown without any load.
std::optional<bool> isFastEnough(const WorkloadFigures &figures, const WorkloadOptions &options);

/// Seconds, counts and rates; null where nothing is known.
QJsonObject toJson(const WorkloadFigures &figures);
QJsonObject toJson(const WorkloadOptions &options);

} // namespace seawall::models
