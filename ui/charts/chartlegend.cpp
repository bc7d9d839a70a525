// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartlegend.h"

#include "ui/charts/chartcolours.h"

#include <QPainter>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int markerSpace = 16, gap = 14, nameGap = 5;

QFont figureFont(QFont font)
{
    font.setBold(true);
    return font;
}

} // namespace

ChartLegend::ChartLegend(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChartLegend::setItems(const std::vector<Item> &items, const QString &moment)
{
    if (items == m_items && moment == m_moment)
        return;
    m_items = items;
    m_moment = moment;
    QStringList lines;
    if (!moment.isEmpty())
        lines << moment;
    for (const auto &item : items)
        lines << item.label + u": "_s + item.figure;
    setToolTip(lines.join(u'\n'));
    update();
}

QSize ChartLegend::sizeHint() const
{
    return {200, fontMetrics().height() + 4};
}

QSize ChartLegend::minimumSizeHint() const
{
    return {60, fontMetrics().height() + 4};
}

/// One more than the metrics say: they round, and a name must not elide for a fraction of a pixel.
int ChartLegend::nameWidth(const Item &item) const
{
    return fontMetrics().horizontalAdvance(item.label) + 2;
}

int ChartLegend::itemWidth(const Item &item) const
{
    return markerSpace + nameWidth(item) + nameGap +
           QFontMetrics(figureFont(font())).horizontalAdvance(item.figure) + gap;
}

/// The longest give way first, down to a few letters of both ends: what tells names apart is often the end.
int ChartLegend::shortNameWidth(const Item &item, int room) const
{
    const auto fits = [&](int most) {
        int wanted = -gap;
        for (const auto &each : m_items)
            wanted += itemWidth(each) - nameWidth(each) + std::min(nameWidth(each), most);
        return wanted <= room;
    };
    int low = fontMetrics().horizontalAdvance(u"mm…mm"_s);
    int high = std::max(low, room);
    while (low < high) {
        const int middle = (low + high + 1) / 2;
        if (fits(middle))
            low = middle;
        else
            high = middle - 1;
    }
    return std::min(nameWidth(item), low);
}

std::size_t ChartLegend::shownIn(int room) const
{
    const int counter = fontMetrics().horizontalAdvance(u"+99"_s);
    std::size_t withCounter = 0;
    int x = 0;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const auto &item = m_items[i];
        x += itemWidth(item) - nameWidth(item) + shortNameWidth(item, room);
        if (x - gap > room)
            return withCounter;
        if (x + counter <= room)
            withCounter = i + 1;
    }
    return m_items.size();
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto colours = ChartColours::of(palette());
    const auto bold = figureFont(font());
    const QFontMetrics boldMetrics(bold);
    const auto line = rect();
    int right = width();
    painter.setPen(palette().color(QPalette::WindowText));
    if (!m_moment.isEmpty()) {
        const int momentWidth = fontMetrics().horizontalAdvance(m_moment);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_moment);
        right -= momentWidth + gap;
    }
    const auto shown = shownIn(right);
    int x = 0;
    for (std::size_t i = 0; i < shown; ++i) {
        const auto &item = m_items[i];
        const int name = shortNameWidth(item, right);
        const int figure = boldMetrics.horizontalAdvance(item.figure);
        drawMarker(painter, item.colour, QPointF(x + 6, height() / 2.0), 4.5, colours.series(item.colour));
        x += markerSpace;
        painter.setFont(font());
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(x, 0, name, height()), Qt::AlignVCenter,
                         fontMetrics().elidedText(item.label, Qt::ElideMiddle, name));
        x += name + nameGap;
        painter.setFont(bold);
        painter.drawText(QRect(x, 0, figure + 2, height()), Qt::AlignVCenter, item.figure);
        painter.setFont(font());
        x += figure + gap;
    }
    if (shown < m_items.size())
        painter.drawText(QRect(x, 0, right - x, height()), Qt::AlignVCenter,
                         u"+%1"_s.arg(m_items.size() - shown));
}

} // namespace seawall::ui
