// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartcolours.h"

#include <array>

namespace seawall::ui {

namespace {

QColor mixed(const QColor &a, const QColor &b, double part)
{
    const auto mix = [part](int x, int y) { return static_cast<int>(x + (y - x) * part); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

constexpr std::array<QRgb, 8> lightSeries{0xff0072b2, 0xffd55e00, 0xff00875f, 0xffb4508a,
                                          0xffb07800, 0xff3a93c9, 0xff6b5b95, 0xff5f5f5f};
constexpr std::array<QRgb, 8> darkSeries{0xff56b4e9, 0xffff9147, 0xff2fc79b, 0xffe796c2,
                                         0xffe6b422, 0xff9fd3f5, 0xffb3a3e0, 0xffb8b8b8};

} // namespace

ChartColours ChartColours::of(const QPalette &palette)
{
    ChartColours c;
    c.background = palette.color(QPalette::Base);
    c.text = palette.color(QPalette::Text);
    c.dark = c.background.lightness() < 128;
    c.grid = mixed(c.background, c.text, c.dark ? 0.12 : 0.09);
    c.axis = mixed(c.background, c.text, 0.35);
    c.faintText = mixed(c.background, c.text, c.dark ? 0.66 : 0.64);
    c.limit = c.dark ? QColor(0xff, 0x6b, 0x5e) : QColor(0xc0, 0x2f, 0x26);
    c.cursor = mixed(c.background, c.text, 0.6);
    c.selection = palette.color(QPalette::Highlight);
    return c;
}

QColor ChartColours::series(int index) const
{
    const auto &list = dark ? darkSeries : lightSeries;
    return QColor::fromRgb(list[static_cast<std::size_t>(index) % list.size()]);
}

QColor ChartColours::event(int severity) const
{
    if (severity >= 2)
        return limit;
    if (severity == 1)
        return dark ? QColor(0xe6, 0xb4, 0x22) : QColor(0xb0, 0x78, 0x00);
    return faintText;
}

void drawMarker(QPainter &painter, int index, QPointF centre, double radius, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const double x = centre.x();
    const double y = centre.y();
    const double r = radius;
    switch (index % 4) {
    case 0:
        painter.drawEllipse(centre, r, r);
        break;
    case 1:
        painter.drawRect(QRectF(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8));
        break;
    case 2:
        painter.drawPolygon(
            QPolygonF{{x, y - r * 1.15}, {x + r * 1.1, y + r * 0.85}, {x - r * 1.1, y + r * 0.85}});
        break;
    default:
        painter.drawPolygon(
            QPolygonF{{x, y - r * 1.25}, {x + r * 1.25, y}, {x, y + r * 1.25}, {x - r * 1.25, y}});
    }
    painter.restore();
}

} // namespace seawall::ui
