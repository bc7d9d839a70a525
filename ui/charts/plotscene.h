// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/clusterevent.h"
#include "ui/charts/axisscale.h"
#include "ui/charts/bandpainter.h"
#include "ui/charts/chartcolours.h"
#include "ui/charts/chartdata.h"
#include "ui/charts/plot.h"

#include <optional>

namespace seawall::ui {

/// Everything that the layers of one plot paint. Filled by PlotCanvas, on the GUI thread.
struct PlotScene {
    ChartData data;
    std::vector<models::Bands> outlines;
    std::vector<ChartLimit> limits;
    std::vector<models::ClusterEvent> events; ///< newest first
    ChartColours colours;
    AxisScale scale;
    PlotMap map;
    std::optional<qint64> cursorMs;
    std::optional<std::pair<qint64, qint64>> selection; ///< being dragged
    QString message; ///< shown in the middle while there is nothing to draw
};

/// A layer of a plot that paints one part of the scene over the plot's inner rectangle.
class PlotLayer final : public QCPLayerable
{
public:
    using Paint = void (*)(QPainter &, const PlotScene &);
    PlotLayer(QCustomPlot *plot, const QString &layer, const PlotScene &scene, Paint paint)
        : QCPLayerable(plot, layer), m_scene(scene), m_paint(paint)
    {}

protected:
    void applyDefaultAntialiasingHint(QCPPainter *) const override {}
    void draw(QCPPainter *painter) override { m_paint(*painter, m_scene); }

private:
    const PlotScene &m_scene;
    Paint m_paint;
};

void paintFigures(QPainter &painter, const PlotScene &scene); ///< bands, areas, limits, the message
void paintEvents(QPainter &painter, const PlotScene &scene);  ///< marks on the time axis
void paintCursor(QPainter &painter, const PlotScene &scene);  ///< crosshair and selection
/// The events drawn at a pixel, newest first.
std::vector<models::ClusterEvent> eventsAt(const PlotScene &scene, double px);

} // namespace seawall::ui
