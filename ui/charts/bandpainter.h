// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/metric.h"
#include "ui/charts/graphraster.h"

#include <QRectF>

namespace seawall::ui {

/// From time and figure to pixels of the plot's inner rectangle.
struct PlotMap {
    QRectF rect;
    double fromMs = 0, toMs = 1, top = 1;
    double x(double ms) const { return rect.left() + (ms - fromMs) / (toMs - fromMs) * rect.width(); }
    double y(double figure) const { return rect.bottom() - figure / top * rect.height(); }
    qint64 ms(double px) const
    {
        return static_cast<qint64>(fromMs + (px - rect.left()) / rect.width() * (toMs - fromMs));
    }
};

/// What lies between min and max, faint. What is unknown is not drawn, and nothing is drawn across it.
void drawBands(GraphRaster &raster, const PlotMap &map, const models::Bands &bands, const QColor &colour);
/// The averages as a line, with the same gaps; a known band alone between unknown ones is a dot.
void drawLine(GraphRaster &raster, const PlotMap &map, const models::Bands &bands, const QColor &colour);
/// The area between two outlines (`lower` empty: from 0), broken where `upper` is unknown.
void drawArea(GraphRaster &raster, const PlotMap &map, const models::Bands &lower, const models::Bands &upper,
              const QColor &colour);

} // namespace seawall::ui
