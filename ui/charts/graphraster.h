// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QRectF>

#include <span>
#include <vector>

namespace seawall::ui {

/// Draws graphs of functions of time, pixel column by pixel column, into an image of the plot's rectangle.
/// QPainter could do it too, but its cost for a path of a thousand points (sorting edges, and handing each
/// taller shape to a thread pool) is a hundred times that of the pixels; this costs the pixels.
class GraphRaster final
{
public:
    /// `rect` in logical pixels; `scale` device pixels a logical one.
    GraphRaster(const QRectF &rect, double scale);

    /// A line through `points` (logical pixels, x rising), smooth at its edges.
    void line(std::span<const QPointF> points, double width, const QColor &colour);
    /// The area between two lines with the same x.
    void area(std::span<const QPointF> upper, std::span<const QPointF> lower, const QColor &colour);

    const QImage &image() const { return m_image; }

private:
    /// From where to where a line reaches in each column it touches, or comes nearer to than `bleed`, in
    /// device pixels.
    struct Reach {
        int first = 0; ///< column
        std::vector<double> low, high;
    };
    Reach reachOf(std::span<const QPointF> points, double bleed) const;
    void column(int x, double top, double bottom, const QColor &colour);
    void blend(int x, int y, int alpha, QRgb premultiplied);

    QPointF m_origin;
    double m_scale;
    QImage m_image;
};

} // namespace seawall::ui
