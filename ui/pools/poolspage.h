// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/applicationsmodel.h"
#include "ui/page.h"
#include "ui/pools/pgbouncermodel.h"

class QSplitter;
class QTabWidget;

namespace seawall::ui {

class ChartPanel;
class DataTable;
class ElidedLabel;
class NodeChooser;
class TimeChart;
class WorkloadPanel;

/// How full the servers and the application's pools are: all nodes against the limit, one node's sessions by
/// state, its applications against their configured pools, PgBouncer's pools where it is configured. A second
/// tab runs a workload.
class PoolsPage final : public Page
{
    Q_OBJECT

public:
    explicit PoolsPage(models::Workspace *workspace, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot) override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

private:
    QWidget *buildCharts();
    QWidget *buildTables();
    void showNodes(const db::Snapshot &snapshot);
    void showNode();
    void showPgBouncer(const db::Snapshot &snapshot);
    double limitShare() const;

    db::SnapshotPtr m_snapshot;
    models::ApplicationsModel m_applications;
    PgBouncerModel m_pgBouncerModel;
    QTabWidget *m_tabs;
    WorkloadPanel *m_workload;
    QSplitter *m_splitter;
    QSplitter *m_tables = nullptr;
    ChartPanel *m_charts = nullptr;
    TimeChart *m_use = nullptr;
    TimeChart *m_sessions = nullptr;
    TimeChart *m_pools = nullptr;
    TimeChart *m_pgBouncer = nullptr;
    NodeChooser *m_node = nullptr;
    DataTable *m_applicationsView = nullptr;
    DataTable *m_pgBouncerView = nullptr;
    QWidget *m_pgBouncerBox = nullptr;
    ElidedLabel *m_pgBouncerError = nullptr;
};

} // namespace seawall::ui
