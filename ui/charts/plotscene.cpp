// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotscene.h"

#include <map>

namespace seawall::ui {

namespace {

constexpr double markReach = 5; ///< pixels around a mark that belong to it

double heightOf(const PlotScene &scene, const ChartLimit &limit)
{
    return std::round(scene.map.y(limit.value)) + 0.5;
}

void paintLimitLine(QPainter &painter, const PlotScene &scene, const ChartLimit &limit)
{
    const auto &rect = scene.map.rect;
    const double y = heightOf(scene, limit);
    painter.setPen(QPen(scene.colours.limit, 1.2, Qt::DashLine));
    if (y >= rect.top())
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y));
}

/// Returns where the next limit's label may begin: labels stand side by side, as lines can be close.
double paintLimitLabel(QPainter &painter, const PlotScene &scene, const ChartLimit &limit, double left)
{
    const auto &rect = scene.map.rect;
    const double y = heightOf(scene, limit);
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(limit.label);
    const bool above = y < rect.top();
    const QString label = above ? QStringLiteral("↑ ") + limit.label : limit.label;
    // Beneath the line where there is no room above it; on a plate, so that lines do not cross the letters.
    const double height = metrics.height();
    const double top = above || y - height - 2 < rect.top() ? std::max(rect.top(), y) + 2 : y - height - 2;
    const QRectF plate(left, top, width + 8 + (above ? metrics.averageCharWidth() * 2 : 0), height);
    auto veil = scene.colours.background;
    veil.setAlphaF(0.85F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(veil);
    painter.drawRect(plate);
    painter.setPen(scene.colours.limit);
    painter.drawText(plate, Qt::AlignCenter, label);
    return plate.right() + 4;
}

void paintEnds(QPainter &painter, const PlotScene &scene)
{
    for (std::size_t i = 0; i < scene.data.lines.size(); ++i) {
        const auto &bands = scene.outlines[i];
        if (bands.empty() || !bands.back().isKnown())
            continue;
        const auto &last = bands.back();
        const auto colour = scene.data.lines[i].colour;
        const auto at = static_cast<double>(last.timeMs);
        if (at >= scene.map.fromMs) // a series may have ended before the window
            drawMarker(painter, colour, {scene.map.x(at), scene.map.y(last.avg)}, 3.2,
                       scene.colours.series(colour));
    }
}

} // namespace

void paintFigures(QPainter &painter, const PlotScene &scene)
{
    painter.save();
    const double scale = painter.device()->devicePixelRatioF();
    GraphRaster raster(scene.map.rect.adjusted(0, 0, 2, 2), scale);
    const auto colour = [&](std::size_t i) { return scene.colours.series(scene.data.lines[i].colour); };
    const bool stacked = scene.data.style == ChartStyle::Stacked;
    for (std::size_t i = 0; i < scene.outlines.size(); ++i) {
        if (stacked)
            drawArea(raster, scene.map, i == 0 ? models::Bands() : scene.outlines[i - 1], scene.outlines[i],
                     colour(i));
        else
            drawBands(raster, scene.map, scene.outlines[i], colour(i));
    }
    for (std::size_t i = 0; !stacked && i < scene.outlines.size(); ++i)
        drawLine(raster, scene.map, scene.outlines[i], colour(i));
    painter.drawImage(scene.map.rect.topLeft(), raster.image());
    if (!stacked)
        paintEnds(painter, scene);
    double left = scene.map.rect.left() + 6;
    for (const auto &limit : scene.limits)
        paintLimitLine(painter, scene, limit);
    for (const auto &limit : scene.limits)
        left = paintLimitLabel(painter, scene, limit, left);
    if (!scene.message.isEmpty()) {
        painter.setPen(scene.colours.faintText);
        painter.drawText(scene.map.rect.adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap,
                         scene.message);
    }
    painter.restore();
}

void paintEvents(QPainter &painter, const PlotScene &scene)
{
    // One mark a few pixels, of the gravest event there: hundreds of marks would be a smear.
    std::map<int, models::Severity> marks;
    for (const auto &event : scene.events) {
        const double x = scene.map.x(static_cast<double>(event.timeMs));
        if (x < scene.map.rect.left() || x > scene.map.rect.right())
            continue;
        auto &mark = marks[static_cast<int>(x / 6)];
        mark = std::max(mark, event.severity);
    }
    const double base = scene.map.rect.bottom();
    painter.save();
    for (const auto &[slot, severity] : marks) {
        const double x = slot * 6 + 3.5;
        const auto colour = scene.colours.event(severity);
        auto faint = colour;
        faint.setAlphaF(0.55F);
        painter.setPen(QPen(faint, 1, Qt::DotLine));
        if (severity != models::Severity::Info)
            painter.drawLine(QPointF(x, scene.map.rect.top()), QPointF(x, base));
        const int shape = severity == models::Severity::Info      ? 0
                          : severity == models::Severity::Warning ? 2
                                                                  : 3;
        drawMarker(painter, shape, {x, base - 4}, severity == models::Severity::Info ? 3 : 4.4, colour);
    }
    painter.restore();
}

void paintCursor(QPainter &painter, const PlotScene &scene)
{
    const auto &rect = scene.map.rect;
    if (scene.selection) {
        const double from = scene.map.x(static_cast<double>(scene.selection->first));
        const double to = scene.map.x(static_cast<double>(scene.selection->second));
        auto fill = scene.colours.selection;
        fill.setAlphaF(0.25F);
        painter.fillRect(QRectF(QPointF(from, rect.top()), QPointF(to, rect.bottom())).normalized() & rect,
                         fill);
    }
    if (!scene.cursorMs)
        return;
    const double x = std::round(scene.map.x(static_cast<double>(*scene.cursorMs))) + 0.5;
    if (x < rect.left() || x > rect.right() + 1)
        return;
    painter.setPen(QPen(scene.colours.cursor, 1));
    painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
    for (std::size_t i = 0; i < scene.outlines.size(); ++i) {
        const auto *band = bandAt(scene.outlines[i], *scene.cursorMs);
        if (!band || !band->isKnown())
            continue;
        const auto colour = scene.data.lines[i].colour;
        const QPointF at(x, scene.map.y(band->avg));
        drawMarker(painter, colour, at, 5, scene.colours.background);
        drawMarker(painter, colour, at, 3.8, scene.colours.series(colour));
    }
}

std::vector<models::ClusterEvent> eventsAt(const PlotScene &scene, double px)
{
    std::vector<models::ClusterEvent> found;
    for (const auto &event : scene.events) {
        if (std::abs(scene.map.x(static_cast<double>(event.timeMs)) - px) <= markReach)
            found.push_back(event);
    }
    return found;
}

} // namespace seawall::ui
