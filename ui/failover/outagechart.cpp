// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/failover/outagechart.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QVBoxLayout>

#include <array>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 shortestSpanMs = 600'000;

constexpr std::array lineNames{
    QT_TRANSLATE_NOOP("OutageChart", "router reads"), QT_TRANSLATE_NOOP("OutageChart", "router writes"),
    QT_TRANSLATE_NOOP("OutageChart", "libpq reads"), QT_TRANSLATE_NOOP("OutageChart", "libpq writes")};

double outageOf(const db::DrillResult &result, const QString &line)
{
    const auto *path = result.path(line.section(u' ', 0, 0));
    if (!path)
        return models::unknownFigure;
    return line.endsWith(u"reads"_s) ? path->reads.outageSeconds : path->writes.outageSeconds;
}

} // namespace

models::Bands outageBands(const std::vector<db::DrillResult> &oldestFirst, const QString &line, qint64 fromMs,
                          qint64 toMs, int columns)
{
    models::Bands bands;
    const auto width = std::max<qint64>(1, (toMs - fromMs) / std::max(1, columns));
    auto next = oldestFirst.begin();
    double value = models::unknownFigure;
    for (qint64 time = fromMs; time < toMs; time += width) {
        double least = value, most = value;
        for (; next != oldestFirst.end() && next->startedMs < time + width; ++next) {
            value = outageOf(*next, line);
            least = std::fmin(least, value); // an unknown figure is no value of either
            most = std::fmax(most, value);
        }
        bands.push_back({time, least, value, most});
    }
    return bands;
}

OutageChart::OutageChart(QWidget *parent)
    : QWidget(parent), m_window(new TimeWindow(shortestSpanMs, this)),
      m_chart(new TimeChart(tr("Away in past drills"), ChartUnit::Seconds, m_window, this))
{
    m_chart->setObjectName(u"outageChart"_s);
    m_chart->setEmptyText(tr("Each run of this drill adds its outages here."));
    m_chart->setSource([this](const models::SeriesKey &key, qint64 fromMs, qint64 toMs, int columns) {
        return outageBands(m_shown, key.qualifier, fromMs, toMs, columns);
    });
    std::vector<ChartSeries> series;
    for (const auto *line : lineNames)
        series.push_back({{{}, models::Metric::LagSeconds, QString::fromLatin1(line)},
                          QCoreApplication::translate("OutageChart", line),
                          int(series.size())});
    m_chart->setSeries(series);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_chart);
}

void OutageChart::showResults(const QString &drill, const std::vector<db::DrillResult> &newestFirst)
{
    std::vector<db::DrillResult> wanted;
    for (auto result = newestFirst.rbegin(); result != newestFirst.rend(); ++result) {
        if (result->name == drill)
            wanted.push_back(*result);
    }
    const auto now = QDateTime::currentMSecsSinceEpoch();
    m_window->setNow(now);
    if (wanted == m_shown)
        return;
    m_shown = std::move(wanted);
    const auto span = m_shown.empty() ? shortestSpanMs : (now - m_shown.front().startedMs) * 11 / 10;
    m_window->setRange(now - std::max(shortestSpanMs, span), now);
    m_chart->refresh();
}

} // namespace seawall::ui
