// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/table.h"
#include "models/workload/workload.h"

namespace seawall::app {

/// A second of a workload on one line.
Line loadLine(const models::WorkloadReport &report);

/// All of it: latencies, who answered, and the slowest load against its limit.
std::vector<Line> loadSummary(const models::WorkloadReport &report, const models::WorkloadOptions &options);

} // namespace seawall::app
