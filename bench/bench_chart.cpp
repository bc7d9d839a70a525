// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a redraw of the lag chart costs: three replicas, 1280 pixels wide, windows of 1 min, 1 h and 24 h.
// Fetching is done by a ready-made source, so that the figure is that of the chart alone.
#include "ui/charts/timechart.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'700'000'000'000;

double noise(quint64 seed)
{
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>((seed ^ (seed >> 31)) % 10'000) / 10'000;
}

models::Bands source(const models::SeriesKey &key, qint64 from, qint64 to, int columns)
{
    models::Bands bands;
    const auto step = std::max<qint64>(1000, (to - from) / columns);
    for (auto t = from / step * step; t < to; t += step) {
        const double middle = 0.2 + 0.3 * noise(static_cast<quint64>(t / step) * 3 + qHash(key) % 1000);
        if (step == 1000) // single samples
            bands.push_back({t, middle, middle, middle});
        else
            bands.push_back({t, middle / 2, middle, middle * 1.8});
    }
    return bands;
}

double medianMs(TimeChart &chart)
{
    std::vector<double> times;
    for (int i = 0; i < 60; ++i) {
        QElapsedTimer timer;
        timer.start();
        chart.refreshNow();
        chart.repaint();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::nth_element(times, times.begin() + 30);
    return times[30];
}

} // namespace

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    TimeWindow window(60'000);
    window.setNow(now);
    TimeChart chart(u"Replay lag"_s, ChartUnit::Seconds, &window);
    chart.setSource(source);
    std::vector<ChartSeries> series;
    for (int i = 0; i < 3; ++i) {
        const auto name = u"replica%1"_s.arg(i + 1);
        series.push_back({{name, models::Metric::LagSeconds, {}}, name, i});
    }
    chart.setSeries(series);
    chart.setLimits({{1, u"limit 1 s"_s}});
    chart.resize(1280, 300);
    chart.show();
    if (!QTest::qWaitForWindowExposed(&chart))
        return 1;
    struct Case {
        const char *name;
        qint64 span;
    };
    double first = 0;
    double last = 0;
    bool good = true;
    for (const auto &[name, span] :
         {Case{"1 min", 60'000}, Case{"1 h", 3'600'000}, Case{"24 h", 86'400'000}}) {
        window.setSpan(span);
        last = medianMs(chart);
        first = first == 0 ? last : first;
        good = good && last <= 3;
        std::printf("chart redraw, %-6s %6.2f ms (limit 3 ms)\n", name, last);
    }
    std::printf("chart redraw, 24 h / 1 min: %.1f times\n", last / first);
    return good ? 0 : 1;
}
