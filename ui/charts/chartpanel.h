// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/timechart.h"

#include <QWidget>

class QSettings;
class QSplitter;

namespace seawall::models {
class Workspace;
}

namespace seawall::ui {

/// The charts of a page, one below the other, over one TimeWindow: a ChartBar, a splitter of TimeCharts that
/// read the workspace's history, and its events as marks. The workspace must outlive it.
class ChartPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ChartPanel(models::Workspace *workspace, QWidget *parent = nullptr);

    TimeChart *addChart(const QString &name, const QString &title, ChartUnit unit);
    TimeWindow *window() const { return m_window; }
    /// Moves the window on to the newest sample; call at each tick while the page is visible.
    void setNow(qint64 nowMs);

    void saveState(QSettings &settings) const;
    void restoreState(QSettings &settings);

private:
    void refresh();

    models::Workspace *m_workspace;
    TimeWindow *m_window;
    QSplitter *m_splitter;
    std::vector<TimeChart *> m_charts;
};

} // namespace seawall::ui
