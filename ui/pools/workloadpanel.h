// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/journal.h"
#include "models/workload/workloadfeed.h"

#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSettings;
class QSpinBox;

namespace seawall::models {
class Workspace;
}

namespace seawall::ui {

class ChartPanel;
class ElidedLabel;
class TimeChart;
class ToneIcon;

/// Starts and stops a workload, and shows how fast its dashboard is and which node answers, beside the lag
/// and the router's pools.
class WorkloadPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit WorkloadPanel(models::Workspace *workspace, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot);
    void saveState(QSettings &settings) const;
    void restoreState(QSettings &settings);

private:
    QWidget *buildHead();
    void buildCharts();
    models::WorkloadOptions options() const;
    void start();
    void onReported(const models::WorkloadReport &report);
    void onFinished(int run, const models::Outcome &outcome);
    void showLast(const std::vector<models::JournalEntry> &entries); ///< whichever program ran it
    void showRunning(bool isRunning);

    models::Workspace *m_workspace;
    models::WorkloadFeed m_feed;
    db::SnapshotPtr m_snapshot;
    models::WorkloadOptions m_running; ///< of the run that goes on
    int m_run = 0;                     ///< 0: none
    ToneIcon *m_icon;
    ElidedLabel *m_text;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_start = nullptr;
    QPushButton *m_stop = nullptr;
    QSpinBox *m_readers = nullptr;
    QSpinBox *m_writers = nullptr;
    QDoubleSpinBox *m_rate = nullptr;
    QSpinBox *m_seconds = nullptr;
    ChartPanel *m_charts;
    TimeChart *m_latency = nullptr;
    TimeChart *m_nodes = nullptr;
    TimeChart *m_lag = nullptr;
    TimeChart *m_pools = nullptr;
};

} // namespace seawall::ui
