// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/noderow.h"
#include "models/monitor/slotsmodel.h"
#include "ui/page.h"

class QSplitter;
class QStackedWidget;
class QTableView;

namespace seawall::ui {

class ChartPanel;
class DataTable;
class NodeChooser;
class ReplicaFigures;
class StatePanel;
class TimeChart;

/// Lag of every replica against its limit, the stages at which bytes wait, the WAL rate; beside the charts
/// the figures of each replica and the replication slots.
class ReplicationPage final : public Page
{
    Q_OBJECT

public:
    explicit ReplicationPage(models::Workspace *workspace, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot) override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

private:
    QWidget *buildCharts();
    QWidget *buildTables();
    void fitVerdicts();
    void showNoReplica(const db::Snapshot &snapshot);
    void showSeries(const db::Snapshot &snapshot, const std::vector<models::NodeRow> &replicas);
    void fitReasons();
    void showStages();
    void showLimit();

    models::SlotsModel m_slots;
    ReplicaFigures *m_figures;
    StatePanel *m_state;
    QStackedWidget *m_stack;
    QSplitter *m_splitter;
    QSplitter *m_tables = nullptr;
    ChartPanel *m_charts = nullptr;
    TimeChart *m_lag = nullptr;
    TimeChart *m_stages = nullptr;
    TimeChart *m_wal = nullptr;
    NodeChooser *m_replica = nullptr;
    QTableView *m_figuresView = nullptr;
    DataTable *m_slotsView = nullptr;
};

} // namespace seawall::ui
