// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/bandpainter.h"

#include <algorithm>

namespace seawall::ui {

using models::Bands;

namespace {

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

/// The pixels of one figure of each band of a run; a run of one is drawn two pixels wide, so that it is seen.
template<typename Figure>
std::vector<QPointF> pointsOf(const PlotMap &map, const Bands &bands, std::size_t first, std::size_t last,
                              Figure figure)
{
    std::vector<QPointF> points;
    points.reserve(last - first + 2);
    for (auto i = first; i <= last; ++i)
        points.emplace_back(map.x(static_cast<double>(bands[i].timeMs)), map.y(figure(i)));
    if (points.size() == 1) {
        points.push_back(points.front() + QPointF(1, 0));
        points.front().rx() -= 1;
    }
    return points;
}

} // namespace

void drawBands(GraphRaster &raster, const PlotMap &map, const Bands &bands, const QColor &colour)
{
    auto faint = colour;
    faint.setAlphaF(0.42F);
    eachRun(bands, [&](std::size_t first, std::size_t last) {
        const auto wide = [&](std::size_t i) { return map.y(bands[i].min) - map.y(bands[i].max) > 0.5; };
        bool flat = true;
        for (auto i = first; flat && i <= last; ++i)
            flat = !wide(i);
        if (flat)
            return;
        raster.area(pointsOf(map, bands, first, last, [&](auto i) { return bands[i].max; }),
                    pointsOf(map, bands, first, last, [&](auto i) { return bands[i].min; }), faint);
    });
}

void drawLine(GraphRaster &raster, const PlotMap &map, const Bands &bands, const QColor &colour)
{
    const bool dense = static_cast<double>(bands.size()) > map.rect.width() / 2;
    eachRun(bands, [&](std::size_t first, std::size_t last) {
        raster.line(pointsOf(map, bands, first, last, [&](auto i) { return bands[i].avg; }),
                    dense ? 1.2 : 1.8, colour);
    });
}

void drawArea(GraphRaster &raster, const PlotMap &map, const Bands &lower, const Bands &upper,
              const QColor &colour)
{
    auto fill = colour;
    fill.setAlphaF(0.62F);
    const bool together = lower.size() == upper.size();
    eachRun(upper, [&](std::size_t first, std::size_t last) {
        const auto top = pointsOf(map, upper, first, last, [&](auto i) { return upper[i].avg; });
        raster.area(top,
                    pointsOf(map, upper, first, last,
                             [&](auto i) { return together && lower[i].isKnown() ? lower[i].avg : 0.0; }),
                    fill);
        if (static_cast<double>(upper.size()) < map.rect.width() / 2)
            raster.line(top, 1.0, colour);
    });
}

} // namespace seawall::ui
