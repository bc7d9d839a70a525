// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/report.h"
#include "models/workspace.h"

namespace seawall::ui {

/// Lag and pool use of every node since `fromMs`, as far as the history has them at hand.
std::vector<models::ReportSeries> reportSeries(const models::Workspace &workspace, qint64 fromMs,
                                               const db::SnapshotPtr &snapshot);

} // namespace seawall::ui
