// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainter>
#include <QPalette>

namespace seawall::ui {

/// Colours of a chart on a light or a dark palette. Series colours are those of Okabe and Ito, which people
/// with any colour vision can tell apart, darkened or lightened for contrast; a marker shape goes with each.
struct ChartColours {
    QColor background, grid, axis, text, faintText, limit, cursor, selection;
    bool dark = false;

    static ChartColours of(const QPalette &palette);
    QColor series(int index) const;
    QColor event(int severity) const; ///< models::Severity as a number
};

/// Draws the marker that belongs to series `index`: circle, square, triangle, diamond …
void drawMarker(QPainter &painter, int index, QPointF centre, double radius, const QColor &colour);

} // namespace seawall::ui
