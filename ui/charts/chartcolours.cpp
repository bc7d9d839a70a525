// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartcolours.h"

#include "ui/tone.h"

namespace seawall::ui {

namespace {

QColor mixed(const QColor &a, const QColor &b, double part)
{
    const auto mix = [part](int x, int y) { return static_cast<int>(x + (y - x) * part); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

} // namespace

ChartColours ChartColours::of(const QPalette &palette)
{
    ChartColours c;
    c.palette = palette;
    c.background = palette.color(QPalette::Base);
    c.text = palette.color(QPalette::Text);
    const bool dark = isDark(palette);
    c.grid = mixed(c.background, c.text, dark ? 0.12 : 0.09);
    c.axis = mixed(c.background, c.text, 0.35);
    c.faintText = mixed(c.background, c.text, dark ? 0.66 : 0.64);
    c.limit = toneColour(palette, Tone::Critical);
    c.cursor = mixed(c.background, c.text, 0.6);
    c.selection = palette.color(QPalette::Highlight);
    return c;
}

QColor ChartColours::series(int index) const
{
    return seriesColour(palette, index);
}

QColor ChartColours::event(models::Severity severity) const
{
    return severity == models::Severity::Info ? faintText : toneColour(palette, toneOf(severity));
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
