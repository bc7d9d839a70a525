// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/clusterevent.h"

#include <QColor>
#include <QPainter>
#include <QPalette>

namespace seawall::ui {

/// Colours of a chart on a light or a dark palette, from ui/tone.h. A marker shape goes with each series.
struct ChartColours {
    QPalette palette;
    QColor background, grid, axis, text, faintText, limit, cursor, selection;

    static ChartColours of(const QPalette &palette);
    QColor series(int index) const;
    QColor event(models::Severity severity) const;
};

/// Draws the marker that belongs to series `index`: circle, square, triangle, diamond …
void drawMarker(QPainter &painter, int index, QPointF centre, double radius, const QColor &colour);

} // namespace seawall::ui
