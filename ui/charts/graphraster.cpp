// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/graphraster.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace seawall::ui {

namespace {

/// `colour` × alpha / 255 over `under`, both premultiplied; two channels at a time.
QRgb over(QRgb colour, unsigned alpha, QRgb under)
{
    const auto scaled = [](QRgb pixel, unsigned by) {
        const QRgb odd = ((pixel >> 8) & 0x00ff00ffU) * by & 0xff00ff00U;
        const QRgb even = (((pixel & 0x00ff00ffU) * by) >> 8) & 0x00ff00ffU;
        return odd | even;
    };
    const QRgb source = alpha == 255 ? colour : scaled(colour, alpha + 1);
    const unsigned rest = 255 - (source >> 24);
    return rest == 0 ? source : source + scaled(under, rest + 1 - (rest >> 7));
}

} // namespace

GraphRaster::GraphRaster(const QRectF &rect, double scale)
    : m_origin(rect.topLeft()), m_scale(scale),
      m_image((rect.size() * scale).toSize(), QImage::Format_ARGB32_Premultiplied)
{
    m_image.fill(0);
    m_image.setDevicePixelRatio(scale);
}

GraphRaster::Reach GraphRaster::reachOf(std::span<const QPointF> points, double bleed) const
{
    const auto x = [&](std::size_t i) { return (points[i].x() - m_origin.x()) * m_scale; };
    const auto y = [&](std::size_t i) { return (points[i].y() - m_origin.y()) * m_scale; };
    const auto last = points.size() - 1;
    const int left = std::max(0, static_cast<int>(std::floor(x(0) - bleed)));
    const int right = std::min(m_image.width() - 1, static_cast<int>(std::floor(x(last) + bleed)));
    Reach reach{left, {}, {}};
    if (right < left)
        return reach;
    reach.low.assign(static_cast<std::size_t>(right - left + 1), std::numeric_limits<double>::infinity());
    reach.high.assign(reach.low.size(), -std::numeric_limits<double>::infinity());
    const auto extend = [&](int column, double figure) {
        auto &low = reach.low[static_cast<std::size_t>(column - left)];
        auto &high = reach.high[static_cast<std::size_t>(column - left)];
        low = std::min(low, figure);
        high = std::max(high, figure);
    };
    if (last == 0 && x(0) < m_image.width() && x(0) >= 0)
        extend(left, y(0));
    for (std::size_t i = 0; i < last; ++i) {
        const double x0 = x(i);
        const double x1 = std::max(x0, x(i + 1));
        const double slope = x1 > x0 ? (y(i + 1) - y(i)) / (x1 - x0) : 0;
        const int from = std::max(left, static_cast<int>(std::floor(x0 - bleed)));
        const int to = std::min(right, static_cast<int>(std::floor(x1 + bleed)));
        for (int column = from; column <= to; ++column) {
            extend(column, y(i) + slope * (std::clamp(column - bleed, x0, x1) - x0));
            extend(column, y(i) + slope * (std::clamp(column + 1 + bleed, x0, x1) - x0));
        }
    }
    return reach;
}

void GraphRaster::line(std::span<const QPointF> points, double width, const QColor &colour)
{
    if (points.empty())
        return;
    // A steep line would otherwise be one column wide, however wide it is meant to be.
    const auto reach = reachOf(points, std::max(0.0, width * m_scale - 1) / 2);
    const double half = width * m_scale / 2;
    for (std::size_t i = 0; i < reach.low.size(); ++i) {
        if (reach.high[i] >= reach.low[i])
            column(reach.first + static_cast<int>(i), reach.low[i] - half, reach.high[i] + half, colour);
    }
}

void GraphRaster::area(std::span<const QPointF> upper, std::span<const QPointF> lower, const QColor &colour)
{
    if (upper.empty() || upper.size() != lower.size())
        return;
    const auto top = reachOf(upper, 0);
    const auto bottom = reachOf(lower, 0);
    for (std::size_t i = 0; i < top.low.size(); ++i) {
        if (top.high[i] < top.low[i])
            continue;
        // Whole pixels, and the middle of a steep edge: areas that meet neither overlap nor leave a seam.
        const double from = std::round((top.low[i] + top.high[i]) / 2);
        const double to = std::round((bottom.low[i] + bottom.high[i]) / 2);
        if (to > from)
            column(top.first + static_cast<int>(i), from, to, colour);
    }
}

void GraphRaster::column(int x, double top, double bottom, const QColor &colour)
{
    const double from = std::max(0.0, top);
    const double to = std::min<double>(m_image.height(), bottom);
    if (to <= from)
        return;
    const auto pixel = qPremultiply(colour.rgba());
    const int first = static_cast<int>(from);
    const int last = std::min(static_cast<int>(to), m_image.height() - 1);
    if (first == last) {
        blend(x, first, static_cast<int>((to - from) * 255), pixel);
        return;
    }
    blend(x, first, static_cast<int>((first + 1 - from) * 255), pixel);
    const auto stride = m_image.bytesPerLine() / 4;
    auto *at = reinterpret_cast<QRgb *>(m_image.bits()) + (first + 1) * stride + x;
    for (int y = first + 1; y < last; ++y, at += stride)
        *at = over(pixel, 255, *at);
    blend(x, last, static_cast<int>(std::min(1.0, to - last) * 255), pixel);
}

void GraphRaster::blend(int x, int y, int alpha, QRgb premultiplied)
{
    if (alpha <= 0)
        return;
    auto *at = reinterpret_cast<QRgb *>(m_image.bits()) + y * (m_image.bytesPerLine() / 4) + x;
    *at = over(premultiplied, static_cast<unsigned>(alpha), *at);
}

} // namespace seawall::ui
