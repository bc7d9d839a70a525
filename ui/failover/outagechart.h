// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/drillresult.h"
#include "ui/charts/timechart.h"

namespace seawall::ui {

/// How long reads and writes were away in the past runs of one drill, over time: each value holds until the
/// next run.
class OutageChart final : public QWidget
{
    Q_OBJECT

public:
    explicit OutageChart(QWidget *parent = nullptr);

    void showResults(const QString &drill, const std::vector<db::DrillResult> &newestFirst);
    TimeChart *chart() const { return m_chart; }

private:
    TimeWindow *m_window;
    TimeChart *m_chart;
    std::vector<db::DrillResult> m_shown; ///< oldest first
};

/// The value of one line of that chart in each of `columns` from `fromMs` to `toMs`; a gap before the first
/// run. `line`: 'router reads', 'router writes', 'libpq reads', 'libpq writes'.
models::Bands outageBands(const std::vector<db::DrillResult> &oldestFirst, const QString &line, qint64 fromMs,
                          qint64 toMs, int columns);

} // namespace seawall::ui
