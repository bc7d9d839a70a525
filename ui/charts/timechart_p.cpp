// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timechart_p.h"

#include "ui/charts/chartexport.h"

#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

void TimeChart::Private::build(const QString &name)
{
    title = new QLabel(name, q);
    auto bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    title->setObjectName(u"chartTitle"_s);
    legend = new ChartLegend(q);
    legend->setObjectName(u"chartLegend"_s);
    canvas = new PlotCanvas(window, q);
    canvas->setObjectName(u"chartCanvas"_s);
    auto *menuButton = new QToolButton(q);
    menuButton->setObjectName(u"chartMenu"_s);
    fillMenu(menuButton);
    header = new QHBoxLayout;
    header->setContentsMargins(6, 0, 2, 0);
    header->setSpacing(12);
    header->addWidget(title);
    header->addWidget(legend, 1);
    header->addWidget(menuButton);
    auto *layout = new QVBoxLayout(q);
    layout->setContentsMargins(2, 2, 2, 2);
    layout->setSpacing(0);
    layout->addLayout(header);
    layout->addWidget(canvas, 1);
}

void TimeChart::Private::fillMenu(QToolButton *button)
{
    auto *menu = new QMenu(button);
    (new ChartExporter(q))->addActions(menu);
    menu->addSeparator();
    auto *fit = menu->addAction(TimeChart::tr("Fit to figures"));
    fit->setObjectName(u"chartFit"_s);
    fit->setCheckable(true);
    QObject::connect(fit, &QAction::toggled, q, &TimeChart::setFitted);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setAutoRaise(true);
    button->setText(u"⋯"_s);
    button->setStyleSheet(u"QToolButton::menu-indicator { image: none; }"_s);
    button->setToolTip(TimeChart::tr("Copy, save or scale this chart"));
    button->setAccessibleName(TimeChart::tr("Chart menu"));
}

ChartData TimeChart::Private::fetch()
{
    ChartData data{title->text(), unit, canvas->scene().data.style, {}};
    const int columns = canvas->columns();
    // Column edges on a fixed grid: while the window follows, a sample stays in its column and lines do not
    // shimmer.
    const auto step = std::max<qint64>(1, window->spanMs() / columns);
    const auto to = (window->toMs() / step + 1) * step;
    const auto from = to - (window->spanMs() / step + 1) * step;
    for (const auto &one : series) {
        auto bands = source && window->toMs() > 0
                         ? source(one.key, from, to, static_cast<int>((to - from) / step))
                         : models::Bands();
        data.lines.push_back({one.label, one.colour, std::move(bands)});
    }
    canvas->xAxis->setRange(static_cast<double>(from), static_cast<double>(to));
    return data;
}

bool TimeChart::Private::scale(const ChartData &data)
{
    double needed = data.maximum() * 1.05;
    if (!fitted || needed == 0) {
        for (const auto &limit : canvas->scene().limits)
            needed = std::max(needed, limit.value * 1.08);
    }
    if (!window->isLive() || steadySpan != window->spanMs())
        steadyTop.reset();
    steadySpan = window->spanMs();
    const int ticks = std::clamp(canvas->height() / 42, 2, 6);
    const auto wanted = AxisScale::forMaximum(unit, steadyTop.update(needed, window->nowMs()), ticks);
    const bool changed = !(wanted == canvas->scene().scale);
    canvas->scene().scale = wanted;
    return changed;
}

void TimeChart::Private::update(bool force)
{
    pending = false;
    if (!force && (!q->isVisible() || q->window()->isMinimized())) {
        stale = true;
        return;
    }
    auto &scene = canvas->scene();
    const auto before = canvas->xAxis->range();
    auto data = fetch();
    bool changed = force || stale || before != canvas->xAxis->range();
    changed = scale(data) || changed || data.lines.size() != scene.data.lines.size();
    for (std::size_t i = 0; !changed && i < data.lines.size(); ++i)
        changed = data.lines[i].label != scene.data.lines[i].label ||
                  !sameBands(data.lines[i].bands, scene.data.lines[i].bands);
    stale = false;
    if (!changed)
        return showLegend(); // the newest sample may be another, and its column as before
    scene.data = std::move(data);
    scene.message = scene.data.isEmpty() ? emptyText : QString();
    scene.cursorMs = window->cursorMs();
    canvas->repaintScene();
    canvas->followMouse();
    showLegend();
    q->setAccessibleDescription(q->description());
    Q_EMIT q->repainted();
}

void TimeChart::Private::showLegend()
{
    const auto &data = canvas->scene().data;
    const auto moment = legendMoment();
    std::vector<ChartLegend::Item> items;
    for (std::size_t i = 0; i < data.lines.size(); ++i) {
        const auto &line = data.lines[i];
        if (!moment) {
            items.push_back({line.colour, line.label, figureText(unit, newest(i))});
            continue;
        }
        const auto *band = bandAt(line.bands, *moment);
        auto text = figureText(unit, band ? band->avg : models::unknownFigure);
        const auto most = figureText(unit, band ? band->max : models::unknownFigure);
        if (band && band->isKnown() && data.style == ChartStyle::Lines && most != text)
            text += TimeChart::tr(" (max %1)").arg(most);
        items.push_back({line.colour, line.label, text});
    }
    legend->setItems(items, moment ? momentText(*moment, window->nowMs()) : QString());
}

std::optional<qint64> TimeChart::Private::legendMoment() const
{
    if (window->cursorMs())
        return window->cursorMs();
    return window->isLive() ? std::nullopt : std::optional(window->toMs());
}

double TimeChart::Private::newest(std::size_t line) const
{
    return source && window->nowMs() > 0 && line < series.size()
               ? newestFigure(source, series[line].key, window->nowMs())
               : models::unknownFigure;
}

void TimeChart::Private::moveCursor(int columns)
{
    const auto step = std::max<qint64>(1000, window->spanMs() / canvas->columns());
    const auto at = window->cursorMs().value_or(window->toMs()) + columns * step;
    window->setCursor(std::clamp(at, window->fromMs(), window->toMs()));
}

} // namespace seawall::ui
