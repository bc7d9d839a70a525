// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timechart.h"

#include "ui/charts/timechart_p.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

TimeChart::TimeChart(const QString &title, ChartUnit unit, TimeWindow *window, QWidget *parent)
    : QWidget(parent), d(new Private(this, window, unit))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(title);
    d->build(title);
    connect(window, &TimeWindow::changed, this, &TimeChart::refresh);
    connect(window, &TimeWindow::cursorChanged, this, [this] {
        d->canvas->scene().cursorMs = d->window->cursorMs();
        if (!isVisible())
            return;
        d->canvas->repaintCursor();
        d->showLegend();
    });
    connect(d->canvas, &PlotCanvas::resized, this, [this] {
        d->stale = true;
        d->update(false); // at once: the new size would show empty for a frame
    });
}

TimeChart::~TimeChart() = default;

void TimeChart::setSource(BandSource source)
{
    d->source = std::move(source);
    d->stale = true;
    refresh();
}

void TimeChart::setTitle(const QString &title)
{
    d->title->setText(title);
    setAccessibleName(title);
}

void TimeChart::setStyle(ChartStyle style)
{
    d->canvas->scene().data.style = style;
    d->stale = true;
    refresh();
}

void TimeChart::setSeries(const std::vector<ChartSeries> &series)
{
    if (series == d->series)
        return;
    d->series = series;
    d->stale = true;
    d->steadyTop.reset();
    refresh();
}

void TimeChart::setLimits(const std::vector<ChartLimit> &limits)
{
    if (limits == d->canvas->scene().limits)
        return;
    d->canvas->scene().limits = limits;
    d->stale = true;
    refresh();
}

void TimeChart::setEvents(const std::vector<models::ClusterEvent> &events)
{
    if (events == d->canvas->scene().events)
        return;
    d->canvas->scene().events = events;
    d->stale = true;
    refresh();
}

void TimeChart::setEmptyText(const QString &text)
{
    if (text == d->emptyText)
        return;
    d->emptyText = text;
    d->stale = true;
    refresh();
}

void TimeChart::addHeaderWidget(QWidget *widget)
{
    d->header->insertWidget(1, widget);
}

void TimeChart::setFitted(bool fitted)
{
    d->fitted = fitted;
    d->steadyTop.reset();
    d->stale = true;
    refresh();
}

void TimeChart::refresh()
{
    if (d->pending)
        return;
    d->pending = true;
    QMetaObject::invokeMethod(this, [this] { d->update(false); }, Qt::QueuedConnection);
}

void TimeChart::refreshNow()
{
    d->update(true);
}

const ChartData &TimeChart::data() const
{
    return d->canvas->scene().data;
}

double TimeChart::top() const
{
    return d->canvas->scene().scale.top;
}

QImage TimeChart::picture()
{
    d->update(true);
    return grab().toImage();
}

QString TimeChart::emptyText() const
{
    return d->emptyText;
}

QString TimeChart::description() const
{
    QStringList parts;
    for (std::size_t i = 0; i < data().lines.size(); ++i)
        parts << u"%1 %2"_s.arg(data().lines[i].label, figureText(d->unit, d->newest(i)));
    for (const auto &limit : d->canvas->scene().limits)
        parts << limit.label;
    return parts.join(u", "_s);
}

bool TimeChart::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
        d->canvas->restyle(palette());
        d->stale = true;
        refresh();
        break;
    case QEvent::Show:
        refresh();
        break;
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        update();
        break;
    default:
        break;
    }
    return QWidget::event(event);
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    auto *window = d->window;
    const bool control = event->modifiers() & Qt::ControlModifier;
    const auto step = window->spanMs() / (event->modifiers() & Qt::ShiftModifier ? 2 : 10);
    const auto anchor = window->cursorMs().value_or((window->fromMs() + window->toMs()) / 2);
    switch (event->key()) {
    case Qt::Key_Left:
        control ? d->moveCursor(-1) : window->pan(-step);
        break;
    case Qt::Key_Right:
        control ? d->moveCursor(1) : window->pan(step);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        window->zoom(0.5, anchor);
        break;
    case Qt::Key_Minus:
        window->zoom(2, anchor);
        break;
    case Qt::Key_End:
        window->goLive();
        break;
    case Qt::Key_Escape:
        if (!window->cursorMs())
            return QWidget::keyPressEvent(event);
        window->setCursor(std::nullopt);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void TimeChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(hasFocus() ? palette().color(QPalette::Highlight) : d->canvas->scene().colours.grid);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace seawall::ui
