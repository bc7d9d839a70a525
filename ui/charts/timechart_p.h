// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartlegend.h"
#include "ui/charts/plotcanvas.h"
#include "ui/charts/timechart.h"

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace seawall::ui {

/// The works of a TimeChart: fetches a band a pixel column, scales, and paints where something changed.
struct TimeChart::Private {
    Private(TimeChart *chart, TimeWindow *shared, ChartUnit in) : q(chart), window(shared), unit(in) {}

    TimeChart *q;
    TimeWindow *window;
    ChartUnit unit;
    BandSource source;
    std::vector<ChartSeries> series;
    QString emptyText;
    QLabel *title = nullptr;
    QHBoxLayout *header = nullptr;
    ChartLegend *legend = nullptr;
    PlotCanvas *canvas = nullptr;
    SteadyTop steadyTop;
    qint64 steadySpan = 0;
    bool pending = false, stale = true, fitted = false;

    void build(const QString &name);
    void fillMenu(QToolButton *button);
    ChartData fetch();
    bool scale(const ChartData &data);
    void update(bool force);
    void showLegend();
    std::optional<qint64> legendMoment() const; ///< nullopt: now
    double newest(std::size_t line) const;      ///< of the newest sample
    void moveCursor(int columns);
};

} // namespace seawall::ui
