// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/runstore.h"
#include "models/monitor/metric.h"

namespace seawall::models {

/// A figure during the run, for the timeline of a report.
struct ReportSeries {
    QString name;                                  ///< 'replica1, lag in seconds'
    std::vector<std::pair<qint64, double>> points; ///< ms since the epoch; value
    std::optional<double> limit;
};

/// All that a report tells. A value.
struct ReportInput {
    ChecklistRun run;
    std::map<QString, StepStatus> status;
    std::vector<Evidence> evidence;
    std::vector<SignOff> signOffs;
    std::vector<ReportSeries> series; ///< may be empty
    qint64 madeAtMs = 0;
    QString actor;
};

/// The original with boxes ticked and the evidence folded under each step.
QString markdownReport(const ReportInput &input);
/// Self-contained: no file and no network needed; the timeline is an inline SVG.
QString htmlReport(const ReportInput &input);
/// Needs a QGuiApplication (offscreen will do). Errors: FileAccess.
db::Result<void> writePdfReport(const ReportInput &input, const QString &path);

enum class ReportFormat { Markdown, Html, Pdf };
/// Needs what its format needs. Errors: FileAccess.
db::Result<void> writeReport(const ReportInput &input, ReportFormat format, const QString &path);

} // namespace seawall::models
