// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/report.h"

namespace seawall::models {

/// What the flight recorder `file` has of the time of the input's evidence and a little around it: the lag of
/// each replica and the connections in use of each node. Limits are those of the checklist's own metric
/// steps. Empty where nothing was recorded. Blocks; opens the file for reading only.
std::vector<ReportSeries> recordedSeries(const QString &file, const QStringList &nodes,
                                         const ReportInput &input);

} // namespace seawall::models
