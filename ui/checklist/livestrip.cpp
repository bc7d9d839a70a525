// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/livestrip.h"

#include "models/workspace.h"
#include "ui/charts/timechart.h"
#include "ui/overview/criterioncard.h"

#include <QHBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 spanMs = 300'000;

} // namespace

LiveStrip::LiveStrip(models::Workspace *workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_lag(new CriterionCard(this)),
      m_pool(new CriterionCard(this)), m_window(new TimeWindow(spanMs, this)),
      m_chart(new TimeChart(tr("Replay lag"), ChartUnit::Seconds, m_window, this))
{
    setObjectName(u"checklistStrip"_s);
    m_chart->setObjectName(u"checklistLag"_s);
    m_chart->setEmptyText(tr("The lag is not known in the last minutes."));
    m_chart->setSource(
        [history = workspace->history()](const models::SeriesKey &key, qint64 from, qint64 to, int columns) {
            return history->bands(key, from, to, columns);
        });
    const int height = m_lag->sizeHint().height();
    m_chart->setFixedHeight(height);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (auto *card : {m_lag, m_pool}) {
        card->setFixedWidth(fontMetrics().height() * 16);
        layout->addWidget(card);
    }
    layout->addWidget(m_chart, 1);
    const auto refresh = [this] {
        m_chart->setEvents(m_workspace->events()->events());
        m_chart->refresh();
    };
    connect(workspace->history(), &models::History::changed, this, refresh);
    connect(workspace->events(), &models::EventLog::appended, this, refresh);
    connect(workspace->events(), &models::EventLog::restored, this, refresh);
    refresh();
}

void LiveStrip::setSnapshot(const db::SnapshotPtr &snapshot)
{
    const auto criteria = criteriaOf(*snapshot, m_workspace->alerts()->rules());
    std::vector<ChartSeries> series;
    for (const auto &criterion : criteria) {
        if (criterion.id == u"pool"_s)
            m_pool->show(criterion);
        if (criterion.id != u"lag"_s)
            continue;
        auto lag = criterion;
        lag.fullFigure = lag.limitFigure * 2; // as a gauge: the line of it is in the chart beside it
        m_lag->show(lag);
        for (const auto &key : criterion.trend)
            series.push_back({key, key.node, int(series.size())});
        m_chart->setLimits({{criterion.limitFigure, criterion.limit}});
    }
    m_chart->setSeries(series);
    m_window->setNow(snapshot->timeMs);
    m_chart->refresh();
}

} // namespace seawall::ui
