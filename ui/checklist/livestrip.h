// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

#include <QWidget>

namespace seawall::models {
class Workspace;
}

namespace seawall::ui {

class CriterionCard;
class TimeChart;
class TimeWindow;

/// Lag and pool use of the worst node, and the last minutes of the lag: always in sight while one works.
class LiveStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit LiveStrip(models::Workspace *workspace, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot);

private:
    models::Workspace *m_workspace;
    CriterionCard *m_lag;
    CriterionCard *m_pool;
    TimeWindow *m_window;
    TimeChart *m_chart;
};

} // namespace seawall::ui
