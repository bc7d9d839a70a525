// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/alertsmodel.h"
#include "ui/page.h"

class QLabel;
class QPushButton;
class QTabWidget;

namespace seawall::ui {

class DataTable;

/// What is raised now and can be acknowledged, what was, and the rules that raise.
class AlertsPage final : public Page
{
    Q_OBJECT

public:
    explicit AlertsPage(models::Workspace *workspace, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot) override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

private:
    QWidget *buildCurrent();
    QWidget *buildLog();
    void showAlerts();
    void showChoice();
    void acknowledge(bool all);

    models::AlertsModel m_current, m_log;
    QTabWidget *m_tabs;
    DataTable *m_currentView = nullptr;
    QAction *m_acknowledge = nullptr;
    QAction *m_acknowledgeAll = nullptr;
};

} // namespace seawall::ui
