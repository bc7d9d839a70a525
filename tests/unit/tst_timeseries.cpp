// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/history.h"
#include "models/monitor/timeseries.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace seawall;
using namespace seawall::models;

namespace {

constexpr qint64 start = 1'699'999'800'000; // a multiple of every column width used here

db::SnapshotPtr snapshotOf(int nodes, qint64 timeMs)
{
    db::Snapshot snapshot;
    snapshot.timeMs = timeMs;
    for (int i = 0; i < nodes; ++i) {
        db::NodeSnapshot node;
        node.name = QStringLiteral("node%1").arg(i);
        node.reachable = true;
        node.facts.role = db::Role::Replica;
        node.lag.seconds = 0.25;
        node.facts.sessions = db::SessionCounts{1, 2, 3, 4};
        snapshot.nodes.push_back(node);
    }
    return std::make_shared<const db::Snapshot>(snapshot);
}

} // namespace

class TestTimeSeries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samplesComeBackAsTheyWereGiven();
    void aColumnHoldsTheExtremesOfItsSamples();
    void aWideWindowIsNeverMoreThanItsColumns();
    void coarseBandsAgreeWithABruteForceReference();
    void anUnknownSampleIsAGap();
    void aSilenceIsAGapAtEveryWidth();
    void aGapInsideAColumnThatLastsIsKept();
    void aSlowTickIsNotAGap();
    void theBandUnderWayAtTheEdgeIsIncluded();
    void whatFineRingsDroppedIsAnsweredByCoarserOnes();
    void aClockThatWentBackForgetsTheLaterSamples();
    void memoryStaysBoundedWithAHundredNodes();
};

void TestTimeSeries::samplesComeBackAsTheyWereGiven()
{
    TimeSeries series;
    for (int i = 0; i < 60; ++i)
        series.append(start + i * 1000 + 7, i * 0.1, 1000);
    const Bands bands = series.bands(start, start + 60'000, 1200);
    QCOMPARE(bands.size(), size_t(60));
    for (size_t i = 0; i < bands.size(); ++i) {
        QCOMPARE(bands[i].timeMs, start + qint64(i) * 1000 + 7);
        QCOMPARE(bands[i].avg, double(i) * 0.1);
    }
}

void TestTimeSeries::aColumnHoldsTheExtremesOfItsSamples()
{
    TimeSeries series;
    for (const auto &[offset, value] : {std::pair{0, 4.0}, {1000, 1.0}, {2000, 7.0}})
        series.append(start + offset, value, 1000);
    const Bands bands = series.bands(start, start + 4000, 1);
    QCOMPARE(bands.size(), size_t(1));
    QCOMPARE(bands[0].min, 1.0);
    QCOMPARE(bands[0].avg, 4.0);
    QCOMPARE(bands[0].max, 7.0);
}

void TestTimeSeries::aWideWindowIsNeverMoreThanItsColumns()
{
    TimeSeries series;
    for (int i = 0; i < 90'000; ++i)
        series.append(start + i * 1000, i % 7 == 0 ? unknownFigure : i, 1000);
    for (const qint64 window : {60'000, 3'600'000, 86'400'000}) {
        for (const int columns : {1, 37, 1200}) {
            const qint64 to = start + 90'000'000 - 3;
            QVERIFY(series.bands(to - window, to, columns).size() <= size_t(columns) + 2);
        }
    }
}

void TestTimeSeries::coarseBandsAgreeWithABruteForceReference()
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> values(0, 1000);
    TimeSeries series;
    std::vector<double> reference;
    for (int i = 0; i < 20'000; ++i) {
        reference.push_back(values(random));
        series.append(start + i * 1000, reference.back(), 1000);
    }
    const Bands bands = series.bands(start, start + 18'000'000, 300); // columns of a minute
    QCOMPARE(bands.size(), size_t(300));
    for (const Band &band : bands) {
        const auto first = reference.begin() + (band.timeMs - start) / 1000;
        const auto [min, max] = std::minmax_element(first, first + 60);
        QVERIFY(qAbs(band.min - *min) < 1e-3);
        QVERIFY(qAbs(band.max - *max) < 1e-3);
        QVERIFY(qAbs(band.avg - std::accumulate(first, first + 60, 0.0) / 60) < 1e-3);
    }
}

void TestTimeSeries::anUnknownSampleIsAGap()
{
    TimeSeries series;
    series.append(start, 1, 1000);
    series.append(start + 1000, unknownFigure, 1000);
    series.append(start + 2000, 0, 1000);
    const Bands bands = series.bands(start, start + 3000, 3);
    QCOMPARE(bands.size(), size_t(3));
    QVERIFY(bands[0].isKnown() && !bands[1].isKnown() && bands[2].isKnown());
    QCOMPARE(bands[2].avg, 0.0);
}

void TestTimeSeries::aSilenceIsAGapAtEveryWidth()
{
    TimeSeries series;
    for (int i = 0; i < 1000; ++i)
        series.append(start + i * 1000, 1, 1000);
    for (int i = 5000; i < 6000; ++i)
        series.append(start + i * 1000, 1, 1000);
    for (const int columns : {6000, 600, 100, 20}) {
        const Bands bands = series.bands(start, start + 6'000'000, columns);
        const auto gaps =
            std::count_if(bands.begin(), bands.end(), [](const Band &b) { return !b.isKnown(); });
        QCOMPARE(gaps, 1);
        const auto gap = std::find_if(bands.begin(), bands.end(), [](const Band &b) { return !b.isKnown(); });
        QVERIFY(gap->timeMs > start + 999'000 && gap->timeMs < start + 1'400'000);
    }
}

void TestTimeSeries::aGapInsideAColumnThatLastsIsKept()
{
    ColumnFold fold(0, 100, 10);
    fold.add(11, 1, 1, 1);
    fold.add(13, unknownFigure, unknownFigure, unknownFigure);
    fold.add(55, 2, 2, 2);
    const Bands bands = fold.take();
    QCOMPARE(bands.size(), size_t(3));
    QCOMPARE(bands[1].timeMs, 13);
    QVERIFY(!bands[1].isKnown());
}

void TestTimeSeries::aSlowTickIsNotAGap()
{
    TimeSeries series;
    for (int i = 0; i < 200; ++i)
        series.append(start + i * 60'000, 1, 60'000);
    for (const int columns : {12'000, 1200, 200}) {
        for (const Band &band : series.bands(start, start + 12'000'000, columns))
            QVERIFY(band.isKnown());
    }
}

void TestTimeSeries::theBandUnderWayAtTheEdgeIsIncluded()
{
    TimeSeries series;
    for (int i = 0; i < 10; ++i)
        series.append(start + i * 1000, i, 1000);
    const Bands bands = series.bands(start + 4500, start + 8000, 100);
    QCOMPARE(bands.front().timeMs, start + 4000);
    QCOMPARE(bands.back().timeMs, start + 7000);
}

void TestTimeSeries::whatFineRingsDroppedIsAnsweredByCoarserOnes()
{
    TimeSeries series(100);
    for (int i = 0; i < 2000; ++i)
        series.append(start + i * 1000, i, 1000);
    const Bands bands = series.bands(start, start + 2'000'000, 2000);
    QCOMPARE(bands.front().timeMs / 300'000, start / 300'000);
    QCOMPARE(bands.back().timeMs, start + 1'999'000);
    QVERIFY(std::is_sorted(bands.begin(), bands.end(), [](auto &a, auto &b) { return a.timeMs < b.timeMs; }));
    for (size_t i = bands.size() - 100; i < bands.size(); ++i)
        QCOMPARE(bands[i].avg, double(1900 + i + 100 - bands.size()));
    QVERIFY(series.oldestMs() <= start);
    QCOMPARE(series.oldestMs(1000), start + 1'900'000);
}

void TestTimeSeries::aClockThatWentBackForgetsTheLaterSamples()
{
    TimeSeries series;
    for (int i = 0; i < 100; ++i)
        series.append(start + i * 1000, 1, 1000);
    series.append(start + 50'000, 2, 1000);
    const Bands bands = series.bands(start, start + 100'000, 1000);
    QCOMPARE(bands.size(), size_t(51));
    QCOMPARE(bands.back().avg, 2.0);
    const Bands coarse = series.bands(start, start + 100'000, 10);
    QVERIFY(coarse.back().timeMs <= start + 50'000);
}

void TestTimeSeries::memoryStaysBoundedWithAHundredNodes()
{
    History history{QString()};
    for (int i = 0; i < 2500; ++i)
        history.add(snapshotOf(100, start + i * 1000));
    QVERIFY(history.series().size() >= 1500);
    QVERIFY2(history.memoryBytes() < 130'000'000, qPrintable(QString::number(history.memoryBytes())));
    const SeriesKey lag{QStringLiteral("node42"), Metric::LagSeconds, {}};
    QCOMPARE(history.bands(lag, start, start + 2'500'000, 1200).front().timeMs / 300'000, start / 300'000);
    QCOMPARE(history.oldestMs(), start);
}

QTEST_GUILESS_MAIN(TestTimeSeries)
#include "tst_timeseries.moc"
