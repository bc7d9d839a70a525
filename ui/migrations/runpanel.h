// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/migrations/migrationrun.h"
#include "models/operation.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace seawall::models {
class Workspace;
}

namespace seawall::ui {

class ChartPanel;
class ElidedLabel;
class RunLog;
class TimeChart;
class ToneIcon;

/// A run while it goes on and after: progress, who stands in the way, the log, and the replicas' lag beside
/// it.
class RunPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit RunPanel(models::Workspace *workspace, QWidget *parent = nullptr);

    void begin(const std::vector<db::MigrationStep> &steps, std::shared_ptr<models::MigrationRun> run);
    void add(const db::RunEvent &event);
    void end(const models::Outcome &outcome);
    void setSnapshot(const db::SnapshotPtr &snapshot);

Q_SIGNALS:
    void stopRequested();

private:
    QWidget *buildHead();
    QWidget *buildBlockers();
    void log(const QString &line, qint64 timeMs, bool isRepeated = false);
    void showBlockers(const std::vector<db::Blocker> &blockers);
    void showHold(const QString &why);

    std::vector<db::MigrationStep> m_steps;
    std::shared_ptr<models::MigrationRun> m_run;
    QElapsedTimer m_clock;
    QString m_lastLine;
    ToneIcon *m_icon;
    ElidedLabel *m_title;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_goOn = nullptr;
    ElidedLabel *m_hold = nullptr;
    QTreeWidget *m_blockers = nullptr;
    RunLog *m_log;
    ChartPanel *m_charts;
    TimeChart *m_lag;
};

} // namespace seawall::ui
