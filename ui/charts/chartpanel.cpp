// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartpanel.h"

#include "models/workspace.h"
#include "ui/charts/chartbar.h"

#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastHeight = 110; ///< of a chart, in pixels

} // namespace

ChartPanel::ChartPanel(models::Workspace *workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_window(new TimeWindow(300'000, this)),
      m_splitter(new QSplitter(Qt::Vertical, this))
{
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(6);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(new ChartBar(m_window, this));
    auto *scroll = new QScrollArea(this); // on a low screen
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(leastHeight);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(m_splitter);
    m_splitter->setAutoFillBackground(false);
    layout->addWidget(scroll, 1);
    connect(workspace->history(), &models::History::changed, this, &ChartPanel::refresh);
    connect(workspace->events(), &models::EventLog::appended, this, &ChartPanel::refresh);
    connect(workspace->events(), &models::EventLog::restored, this, &ChartPanel::refresh);
}

TimeChart *ChartPanel::addChart(const QString &name, const QString &title, ChartUnit unit)
{
    auto *chart = new TimeChart(title, unit, m_window, m_splitter);
    chart->setObjectName(name);
    chart->setMinimumHeight(leastHeight);
    chart->setSource(
        [history = m_workspace->history()](const models::SeriesKey &key, qint64 from, qint64 to,
                                           int columns) { return history->bands(key, from, to, columns); });
    chart->setEvents(m_workspace->events()->events());
    m_splitter->addWidget(chart);
    m_charts.push_back(chart);
    return chart;
}

void ChartPanel::setNow(qint64 nowMs)
{
    m_window->setNow(nowMs);
}

void ChartPanel::refresh()
{
    for (auto *chart : m_charts) {
        chart->setEvents(m_workspace->events()->events());
        chart->refresh();
    }
}

void ChartPanel::saveState(QSettings &settings) const
{
    settings.setValue(u"span"_s, m_window->spanMs());
    settings.setValue(u"charts"_s, m_splitter->saveState());
}

void ChartPanel::restoreState(QSettings &settings)
{
    m_window->setSpan(settings.value(u"span"_s, m_window->spanMs()).toLongLong());
    m_splitter->restoreState(settings.value(u"charts"_s).toByteArray());
}

} // namespace seawall::ui
