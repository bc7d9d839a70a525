// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/bandpainter.h"

#include <QPolygonF>

#include <algorithm>

namespace seawall::ui {

using models::Band;
using models::Bands;

namespace {

/// As good as a point a pixel.
bool isDense(const PlotMap &map, const Bands &bands)
{
    return static_cast<double>(bands.size()) > map.rect.width() / 2;
}

/// Calls `paint(first, last)` for each run of known bands.
template<typename Paint>
void eachRun(const Bands &bands, Paint paint)
{
    for (std::size_t first = 0; first < bands.size(); ++first) {
        if (!bands[first].isKnown())
            continue;
        auto last = first;
        while (last + 1 < bands.size() && bands[last + 1].isKnown())
            ++last;
        paint(first, last);
        first = last;
    }
}

void drawSpan(QPainter &painter, const PlotMap &map, const Bands &bands, std::size_t first, std::size_t last)
{
    bool flat = true;
    QPolygonF outline;
    outline.reserve(static_cast<qsizetype>(2 * (last - first + 1)));
    for (auto i = first; i <= last; ++i) {
        outline << QPointF(map.x(static_cast<double>(bands[i].timeMs)), map.y(bands[i].max));
        flat = flat && map.y(bands[i].min) - map.y(bands[i].max) < 0.5;
    }
    if (flat)
        return;
    for (auto i = last + 1; i-- > first;)
        outline << QPointF(map.x(static_cast<double>(bands[i].timeMs)), map.y(bands[i].min));
    painter.drawPolygon(outline);
}

void drawAverage(QPainter &painter, const PlotMap &map, const Bands &bands, std::size_t first,
                 std::size_t last)
{
    QPolygonF line;
    line.reserve(static_cast<qsizetype>(last - first + 1));
    for (auto i = first; i <= last; ++i)
        line << QPointF(map.x(static_cast<double>(bands[i].timeMs)), map.y(bands[i].avg));
    if (line.size() == 1)
        painter.drawEllipse(line.front(), 1.2, 1.2);
    else
        painter.drawPolyline(line);
}

} // namespace

void drawBandLine(QPainter &painter, const PlotMap &map, const Bands &bands, const QColor &colour)
{
    auto faint = colour;
    faint.setAlphaF(0.42F);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    painter.setBrush(faint);
    eachRun(bands, [&](std::size_t first, std::size_t last) { drawSpan(painter, map, bands, first, last); });
    // A line wider than one pixel goes through the stroker, which costs a multiple; where there are as many
    // points as pixels nobody sees the difference.
    const bool dense = isDense(map, bands);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, dense ? 1.0 : 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    eachRun(bands,
            [&](std::size_t first, std::size_t last) { drawAverage(painter, map, bands, first, last); });
    painter.restore();
}

void drawArea(QPainter &painter, const PlotMap &map, const Bands &lower, const Bands &upper,
              const QColor &colour)
{
    auto fill = colour;
    fill.setAlphaF(0.6F);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const bool dense = isDense(map, upper);
    const bool together = lower.size() == upper.size();
    eachRun(upper, [&](std::size_t first, std::size_t last) {
        QPolygonF area;
        for (auto i = first; i <= last; ++i)
            area << QPointF(map.x(static_cast<double>(upper[i].timeMs)), map.y(upper[i].avg));
        const auto line = area;
        for (auto i = last + 1; i-- > first;) {
            const double under = together && lower[i].isKnown() ? lower[i].avg : 0;
            area << QPointF(map.x(static_cast<double>(upper[i].timeMs)), map.y(under));
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(area);
        if (!dense) {
            painter.setPen(QPen(colour, 1.0));
            painter.drawPolyline(line);
        }
    });
    painter.restore();
}

} // namespace seawall::ui
