// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/bandpainter.h"
#include "ui/charts/chartbar.h"
#include "ui/charts/chartdata.h"
#include "ui/charts/chartlegend.h"
#include "ui/charts/timewindow.h"
#include "ui/elidedlabel.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr double unknown = models::unknownFigure;

models::Bands bandsOf(std::initializer_list<double> figures)
{
    models::Bands bands;
    for (const double figure : figures)
        bands.push_back({static_cast<qint64>(bands.size()) * 1000, figure, figure, figure});
    return bands;
}

int pixelsIn(const QImage &image, int fromX, int toX)
{
    int count = 0;
    for (int x = fromX; x < toX; ++x) {
        for (int y = 0; y < image.height(); ++y)
            count += qAlpha(image.pixel(x, y)) > 0;
    }
    return count;
}

} // namespace

class TestChartParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesOfOneBeginningAreToldApartInANarrowLegend()
    {
        ChartLegend legend;
        std::vector<ChartLegend::Item> items{{0, u"db"_s, u"3"_s}};
        for (int i = 1; i < 3; ++i)
            items.push_back({i, u"reports_of_the_warehouse %1"_s.arg(i), u"3"_s});
        legend.setItems(items, {});
        const auto picture = [&](int room) {
            legend.resize(room, legend.sizeHint().height());
            return legend.grab().toImage();
        };
        const int em = legend.fontMetrics().height();
        const auto narrow = picture(em * 20);
        QCOMPARE(legend.shownIn(em * 20), 3U);
        items[1].label = u"reports_of_the_warehouse 7"_s; // of the same width
        legend.setItems(items, {});
        QVERIFY(picture(em * 20) != narrow);
        legend.setItems({items[0]}, {});
        const auto whole = picture(em * 20);
        legend.setItems(items, {});
        const QRect first(0, 0, em * 2,
                          whole.height()); // the short name gives nothing away for the long ones
        QCOMPARE(picture(em * 20).copy(first), whole.copy(first));
    }

    void aLegendThatLeavesSomethingOutHasRoomToSayHowMuch()
    {
        ChartLegend legend;
        const auto roomFor = [&](std::size_t shown, int of) { // the least
            std::vector<ChartLegend::Item> items;
            for (int i = 0; i < of; ++i)
                items.push_back({i, u"a"_s, u"unknown"_s}); // a name that does not get shorter
            legend.setItems(items, {});
            int room = 0;
            while (legend.shownIn(room) < shown)
                ++room;
            return room;
        };
        const int counter = legend.fontMetrics().horizontalAdvance(u"+9"_s);
        const int pitch = roomFor(2, 2) - roomFor(1, 1);
        QVERIFY(roomFor(3, 4) >= 3 * pitch + counter);
        QVERIFY(roomFor(4, 4) < 4 * pitch);
    }

    void samplesThatComeALittleLateLeaveNoGapInTheColumns()
    {
        models::Bands bands;
        for (qint64 time = 0; time < 60'000; time += 3'400) // less than one a column
            bands.push_back({time, 1, 1, 1});
        for (const auto figure : greatestByColumn(bands, 0, 3'000, 20))
            QCOMPARE(figure, 1.0);
    }

    void aGapStaysAGapInTheColumns()
    {
        const models::Bands bands{{0, 1, 1, 1}, {3'000, unknown, unknown, unknown}, {12'000, 2, 2, 5}};
        const auto columns = greatestByColumn(bands, 0, 3'000, 5);
        QCOMPARE(columns.at(0), 1.0);
        for (const std::size_t i : {1U, 2U, 3U})
            QVERIFY(std::isnan(columns.at(i)));
        QCOMPARE(columns.at(4), 5.0);
    }

    void ticksAreOneTwoOrFiveInTheUnitOfTheRange_data()
    {
        QTest::addColumn<int>("unit");
        QTest::addColumn<double>("maximum");
        QTest::addColumn<double>("step");
        QTest::addColumn<QString>("label");
        const auto row = [](const char *name, ChartUnit unit, double maximum, double step,
                            const QString &label) {
            QTest::newRow(name) << static_cast<int>(unit) << maximum << step << label;
        };
        row("milliseconds", ChartUnit::Seconds, 0.043, 0.02, u"20 ms"_s);
        row("seconds", ChartUnit::Seconds, 4.2, 2, u"2 s"_s);
        row("minutes", ChartUnit::Seconds, 900, 300, u"5 min"_s);
        row("bytes", ChartUnit::Bytes, 700, 500, u"500 B"_s);
        row("megabytes", ChartUnit::Bytes, 50.0 * 1048576, 20.0 * 1048576, u"20 MB"_s);
        row("rate", ChartUnit::BytesPerSecond, 5.0 * 1024, 2.0 * 1024, u"2 kB/s"_s);
        row("share", ChartUnit::Share, 0.9, 0.5, u"50 %"_s);
        row("whole things", ChartUnit::Count, 1, 1, u"1"_s);
    }
    void ticksAreOneTwoOrFiveInTheUnitOfTheRange()
    {
        QFETCH(int, unit);
        QFETCH(double, maximum);
        QFETCH(double, step);
        QFETCH(QString, label);
        const auto scale = AxisScale::forMaximum(static_cast<ChartUnit>(unit), maximum, 3);
        QCOMPARE(scale.step, step);
        QCOMPARE(scale.label(step).replace(QChar(0x202f), u' '), label);
        QVERIFY(scale.top >= maximum);
        QVERIFY(scale.top < maximum + step);
    }

    void anAxisGrowsAtOnceAndShrinksLate()
    {
        SteadyTop top(15'000);
        QCOMPARE(top.update(1, 0), 1.0);
        QCOMPARE(top.update(8, 1000), 8.0);
        QCOMPARE(top.update(1, 2000), 8.0);
        QCOMPARE(top.update(1, 16'000), 8.0);
        QCOMPARE(top.update(1, 17'000), 1.0);
        top.update(8, 18'000);
        top.update(1, 19'000);
        top.update(6, 30'000); // needed again: the patience starts anew
        QCOMPARE(top.update(1, 35'000), 8.0);
    }

    void timeTicksAreRoundAndNotTooMany()
    {
        constexpr qint64 from = 1'700'000'000'000;
        for (const qint64 span : {60'000LL, 3'600'000LL, 86'400'000LL, 30 * 86'400'000LL}) {
            const auto ticks = timeTicks(from, from + span, 8);
            QVERIFY(ticks.size() >= 3 && ticks.size() <= 9);
            for (const auto &tick : ticks)
                QVERIFY(tick.ms >= from && tick.ms <= from + span && tick.ms % 5000 == 0);
        }
    }

    void aSumWithAnUnknownPartIsUnknown()
    {
        ChartData data;
        data.style = ChartStyle::Stacked;
        data.lines = {{u"a"_s, 0, bandsOf({1, 2, unknown})}, {u"b"_s, 1, bandsOf({10, unknown, 30})}};
        const auto outlines = data.outlines();
        QCOMPARE(outlines[1][0].avg, 11.0);
        QVERIFY(!outlines[1][1].isKnown());
        QVERIFY(!outlines[1][2].isKnown());
        QCOMPARE(data.maximum(), 11.0);
    }

    void anUnknownFigureIsAnEmptyFieldInCsv()
    {
        ChartData data;
        data.lines = {{u"re\"plica"_s, 0, bandsOf({1, unknown})}};
        QCOMPARE(data.csv(), QByteArray("time,\"re\"\"plica\",\"re\"\"plica min\",\"re\"\"plica max\"\r\n"
                                        "1970-01-01T00:00:00.000Z,1,1,1\r\n"
                                        "1970-01-01T00:00:01.000Z,,,\r\n"));
    }

    void aBandLastsUntilTheNext()
    {
        const auto bands = bandsOf({1, unknown, 3});
        QCOMPARE(bandAt(bands, -1), nullptr);
        QCOMPARE(bandAt(bands, 999)->avg, 1.0);
        QVERIFY(!bandAt(bands, 1500)->isKnown());
        QCOMPARE(bandAt(bands, 3500)->avg, 3.0);
        QCOMPARE(bandAt(bands, 9000), nullptr);
    }

    void nothingIsDrawnAcrossAGap()
    {
        const QRectF rect(0, 0, 100, 50);
        GraphRaster raster(rect, 1);
        drawLine(raster, {rect, 0, 10'000, 10},
                 bandsOf({5, 5, 5, unknown, unknown, unknown, unknown, 5, 5, 5}), Qt::blue);
        QVERIFY(pixelsIn(raster.image(), 0, 19) > 19);
        QCOMPARE(pixelsIn(raster.image(), 25, 68), 0);
        QVERIFY(pixelsIn(raster.image(), 71, 89) > 18);
    }

    void aKnownFigureBetweenUnknownOnesIsSeen()
    {
        const QRectF rect(0, 0, 100, 50);
        GraphRaster raster(rect, 1);
        drawLine(raster, {rect, 0, 10'000, 10}, bandsOf({unknown, unknown, unknown, 5, unknown}), Qt::blue);
        QVERIFY(pixelsIn(raster.image(), 28, 33) > 0);
    }

    void aWindowFollowsOnlyWhileItIsLive()
    {
        TimeWindow window(60'000);
        window.setNow(1'000'000);
        QCOMPARE(window.toMs(), 1'000'000);
        window.pan(-10'000);
        QVERIFY(!window.isLive());
        QSignalSpy changed(&window, &TimeWindow::changed);
        window.setNow(1'001'000);
        QCOMPARE(changed.count(), 0);
        QCOMPARE(window.toMs(), 990'000);
        window.pan(1'000'000); // never past now
        QVERIFY(window.isLive());
        QCOMPARE(window.toMs(), 1'001'000);
    }

    void zoomingKeepsTheTimeUnderTheMouse()
    {
        TimeWindow window(60'000);
        window.setNow(1'000'000);
        window.setRange(900'000, 960'000);
        window.zoom(0.5, 930'000);
        QCOMPARE(window.fromMs(), 915'000);
        QCOMPARE(window.toMs(), 945'000);
        window.zoom(1e-9, 930'000);
        QCOMPARE(window.spanMs(), TimeWindow::shortestMs);
    }

    void inANarrowPlaceTheRangeIsWholeAndTheLongestSpansGiveWay()
    {
        TimeWindow window(60'000);
        window.setNow(1'000'000'000);
        ChartBar bar(&window);
        bar.resize(1000, 30);
        bar.setVisible(true);
        const auto *longest = bar.findChild<QToolButton *>(u"window_30d"_s);
        QTRY_VERIFY(longest->isVisible());
        bar.resize(520, 30);
        QTRY_VERIFY(!longest->isVisible());
        QVERIFY(bar.findChild<QToolButton *>(u"window_1min"_s)->isVisible());
        const auto *range = bar.findChild<ElidedLabel *>(u"windowRange"_s);
        QTRY_VERIFY(range->width() >= range->sizeHint().width());
    }
};

QTEST_MAIN(TestChartParts)
#include "tst_chartparts.moc"
