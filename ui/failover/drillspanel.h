// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failover/drilldesk.h"
#include "ui/tone.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTabWidget;

namespace seawall::models {
class Workspace;
}

namespace seawall::ui {

class DataTable;
class ElidedLabel;
class OutageChart;
class ToneIcon;

/// The drills: each with its last result, the chosen one with its criteria, its timeline and its outages over
/// time; running one with a stopwatch, and undoing one that was cut off.
class DrillsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit DrillsPanel(models::Workspace *workspace, QWidget *parent = nullptr);

    void setOptions(const db::DrillOptions &options) { m_options = options; } ///< of the drills begun here

Q_SIGNALS:
    /// A drill was cut off and is not undone, in a sentence; empty: none.
    void interruptedChanged(const QString &sentence);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildHead();
    QWidget *buildResult();
    const models::DrillRow *chosen() const;
    void refresh();
    void showHead();
    void showChosen();
    void onPrepared();
    void tell(Tone tone, const QString &text);

    models::Workspace *m_workspace;
    models::DrillDesk *m_desk;
    db::DrillOptions m_options;
    models::DrillTimelineModel m_timeline;
    models::DrillCriteriaModel m_criteria;
    ToneIcon *m_icon = nullptr;
    ElidedLabel *m_status = nullptr;
    QComboBox *m_node = nullptr; ///< which is made to fail; empty data: the one that fits
    QPushButton *m_run = nullptr, *m_stop = nullptr, *m_undo = nullptr;
    DataTable *m_table = nullptr, *m_timelineTable = nullptr;
    QLabel *m_about = nullptr;
    QTabWidget *m_tabs = nullptr;
    OutageChart *m_chart = nullptr;
    QString m_problem; ///< why the last one could not be prepared
    QTimer m_stopwatch;
};

} // namespace seawall::ui
