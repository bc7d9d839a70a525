// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axisscale.h"
#include "ui/charts/chartcolours.h"
#include "ui/charts/chartexport.h"
#include "ui/charts/timechart.h"

#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'700'000'000'000;

/// A second a figure; unknown between 120 s and 60 s ago; one peak of 0.8 s.
models::Bands handFed(const models::SeriesKey &key, qint64 from, qint64 to, int columns)
{
    models::Bands bands;
    const auto step = std::max<qint64>(1000, (to - from) / columns);
    for (auto t = from / step * step; t < to && t <= now; t += step) {
        const auto age = now - t;
        const bool gap = age > 60'000 && age < 120'000;
        const double base = key.node == u"replica2" ? 0.2 : 0.05;
        const double figure = gap ? models::unknownFigure : age / step == 30 ? 0.8 : base;
        bands.push_back({t, figure, figure, figure});
    }
    return bands;
}

/// Antialiasing mixes a line's colour with the ground's.
bool near(const QColor &a, const QColor &b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) <
           120;
}

const std::vector<ChartSeries> twoReplicas{
    {{u"replica1"_s, models::Metric::LagSeconds, {}}, u"replica1"_s, 0},
    {{u"replica2"_s, models::Metric::LagSeconds, {}}, u"replica2"_s, 1}};

} // namespace

class TestTimeChart : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TimeWindow> window;
    std::unique_ptr<TimeChart> chart;
    /// A refresh is one queued call: two turns of the loop have carried out all there is.
    static void settle()
    {
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
    }
    QWidget *canvas() const { return chart->findChild<QWidget *>(u"chartCanvas"_s); }
    void wheel(int delta, Qt::KeyboardModifiers modifiers = {})
    {
        const auto at = QPointF(canvas()->rect().center());
        QWheelEvent event(at, canvas()->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas(), &event);
    }

private Q_SLOTS:
    void init()
    {
        chart.reset();
        window = std::make_unique<TimeWindow>(300'000);
        window->setNow(now);
        chart = std::make_unique<TimeChart>(u"Replay lag"_s, ChartUnit::Seconds, window.get());
        chart->setSource(handFed);
        chart->setSeries(twoReplicas);
        chart->setLimits({{1, u"limit 1 s"_s}});
        chart->resize(800, 240);
        QSignalSpy painted(chart.get(), &TimeChart::repainted);
        chart->show();
        QVERIFY(QTest::qWaitForWindowExposed(chart.get()));
        QTRY_VERIFY(!painted.isEmpty());
    }

    void theLimitIsAlwaysInSight()
    {
        chart->setLimits({{10, u"limit 10 s"_s}});
        QTRY_VERIFY(chart->top() >= 10);
        chart->setFitted(true);
        QTRY_VERIFY(chart->top() <= 1);
    }

    void anUnknownFigureIsAGapAndNotZero()
    {
        const auto *band = bandAt(chart->data().lines[0].bands, now - 90'000);
        QVERIFY(band);
        QVERIFY(!band->isKnown());
        const auto image = chart->picture();
        // No pixel of the series' colour in the columns of the gap.
        const auto colour = ChartColours::of(chart->palette()).series(0);
        const auto left = canvas()->x();
        const auto plot = canvas()->width();
        const double scale = image.devicePixelRatio();
        int inGap = 0;
        int outside = 0;
        for (int x = left + plot * 35 / 100; x < left + plot; ++x) {
            for (int y = canvas()->y(); y < canvas()->geometry().bottom(); ++y) {
                if (!near(image.pixelColor(static_cast<int>(x * scale), static_cast<int>(y * scale)), colour))
                    continue;
                const double part = double(x - left) / plot;
                (part > 0.65 && part < 0.78 ? inGap : outside)++;
            }
        }
        QCOMPARE(inGap, 0);
        QVERIFY(outside > 50);
    }

    void nothingIsRepaintedWhenNothingChanged()
    {
        settle();
        QSignalSpy painted(chart.get(), &TimeChart::repainted);
        chart->refresh();
        settle();
        QCOMPARE(painted.count(), 0);
        window->setNow(window->nowMs() + 5000);
        QTRY_COMPARE(painted.count(), 1);
    }

    void aHiddenChartIsNotRepaintedUntilItIsShown()
    {
        chart->hide();
        QSignalSpy painted(chart.get(), &TimeChart::repainted);
        window->setNow(window->nowMs() + 5000);
        settle();
        QCOMPARE(painted.count(), 0);
        chart->show();
        QTRY_VERIFY(painted.count() > 0);
    }

    void theWheelZoomsAndALiveWindowStaysLive()
    {
        wheel(120);
        QVERIFY(window->spanMs() < 300'000);
        QVERIFY(window->isLive());
        wheel(-240);
        QVERIFY(window->spanMs() > 300'000);
    }

    void draggingZoomsIntoTheSelection()
    {
        const auto y = canvas()->height() / 2;
        QTest::mousePress(canvas(), Qt::LeftButton, {}, {300, y});
        QTest::mouseMove(canvas(), {350, y});
        QTest::mouseMove(canvas(), {400, y});
        QTest::mouseRelease(canvas(), Qt::LeftButton, {}, {400, y});
        QVERIFY(!window->isLive());
        QVERIFY(window->spanMs() > 30'000 && window->spanMs() < 60'000);
        QTest::mouseDClick(canvas(), Qt::LeftButton, {}, {300, y});
        QVERIFY(window->isLive());
    }

    void shiftAndDragPans()
    {
        const auto y = canvas()->height() / 2;
        QTest::mousePress(canvas(), Qt::LeftButton, Qt::ShiftModifier, {300, y});
        QTest::mouseMove(canvas(), {400, y});
        QTest::mouseRelease(canvas(), Qt::LeftButton, Qt::ShiftModifier, {400, y});
        QVERIFY(!window->isLive());
        QCOMPARE(window->spanMs(), 300'000);
        QVERIFY(window->toMs() < now - 20'000);
    }

    void theKeyboardPansZoomsAndGoesBackToLive()
    {
        chart->setFocus();
        QTest::keyClick(chart.get(), Qt::Key_Left);
        QCOMPARE(window->toMs(), now - 30'000);
        QTest::keyClick(chart.get(), Qt::Key_Plus);
        QCOMPARE(window->spanMs(), 150'000);
        QTest::keyClick(chart.get(), Qt::Key_Minus);
        QCOMPARE(window->spanMs(), 300'000);
        QTest::keyClick(chart.get(), Qt::Key_End);
        QVERIFY(window->isLive());
        QTest::keyClick(chart.get(), Qt::Key_Left, Qt::ControlModifier);
        QVERIFY(window->cursorMs().has_value());
        QTest::keyClick(chart.get(), Qt::Key_Escape);
        QVERIFY(!window->cursorMs());
    }

    void theCrosshairReadsAllSeriesInEveryChartOfTheWindow()
    {
        TimeChart other(u"Other"_s, ChartUnit::Seconds, window.get());
        other.setSource(handFed);
        other.setSeries(twoReplicas);
        other.move(0, 400); // not over the first: the mouse has to reach it
        other.show();
        QVERIFY(QTest::qWaitForWindowExposed(&other));
        QTRY_VERIFY(!other.data().lines.empty());
        QTest::mouseMove(canvas(), {300, canvas()->height() / 2});
        QTest::mouseMove(canvas(), {400, canvas()->height() / 2});
        QTRY_VERIFY(window->cursorMs().has_value());
        window->setCursor(now - 90'000);
        auto *legend = other.findChild<QWidget *>(u"chartLegend"_s);
        QVERIFY2(legend->toolTip().contains(u"replica1: unknown"_s), qPrintable(legend->toolTip()));
        window->setCursor(now - 150'000);
        QVERIFY2(legend->toolTip().contains(u"replica2: 200"_s), qPrintable(legend->toolTip()));
    }

    void theLegendTellsTheNewestSampleAndNoneBeforeIt()
    {
        window->setSpan(86'400'000); // a column is minutes wide: it knows of before
        chart->setSource([](const models::SeriesKey &key, qint64 from, qint64 to, int columns) {
            auto bands = handFed(key, from, to, columns);
            if (to > now)
                std::erase_if(bands, [](const models::Band &band) { return band.timeMs == now; });
            if (to > now)
                bands.push_back({now, models::unknownFigure, models::unknownFigure, models::unknownFigure});
            return bands;
        });
        const auto *legend = chart->findChild<QWidget *>(u"chartLegend"_s);
        QTRY_VERIFY2(legend->toolTip().contains(u"replica1: unknown"_s), qPrintable(legend->toolTip()));
        chart->setSource(handFed);
        QTRY_VERIFY2(legend->toolTip().contains(u"replica1: 50"_s), qPrintable(legend->toolTip()));
        window->setNow(now + 60'000); // nothing has come since
        QTRY_VERIFY2(legend->toolTip().contains(u"replica1: unknown"_s), qPrintable(legend->toolTip()));
    }

    void theLegendOfAPastWindowTellsItsMoment()
    {
        window->setRange(now - 300'000, now - 150'000);
        const auto *legend = chart->findChild<QWidget *>(u"chartLegend"_s);
        QTRY_VERIFY2(legend->toolTip().startsWith(momentText(now - 150'000, now)),
                     qPrintable(legend->toolTip()));
    }

    void theAccessibleDescriptionTellsTheFigures()
    {
        QCOMPARE(chart->accessibleName(), u"Replay lag"_s);
        const auto text = chart->accessibleDescription();
        QVERIFY2(text.contains(u"replica1 50"_s) && text.contains(u"limit 1 s"_s), qPrintable(text));
    }

    void aSeriesThatEndedBeforeTheWindowHasNoMarkerBesideIt()
    {
        const auto pictureWith = [this](const models::Bands &(*past)(qint64 from)) {
            chart->setSource([past](const models::SeriesKey &key, qint64 from, qint64 to, int columns) {
                return key.node == u"replica2"_s ? past(from) : handFed(key, from, to, columns);
            });
            settle();
            return chart->picture();
        };
        static models::Bands bands;
        const auto ended = [](qint64 from) -> const models::Bands & {
            return bands = {{from - 5'000, 0.1, 0.1, 0.1}};
        };
        const auto unknown = [](qint64 from) -> const models::Bands & {
            return bands = {
                       {from - 5'000, models::unknownFigure, models::unknownFigure, models::unknownFigure}};
        };
        QCOMPARE(pictureWith(ended), pictureWith(unknown));
    }

    void eventsAreMarkedOnTheTimeAxis()
    {
        const auto before = chart->picture();
        chart->setEvents({{now - 150'000, models::ClusterEvent::Kind::Outage, models::Severity::Critical,
                           u"replica1"_s, u"replica1 cannot be reached"_s}});
        QVERIFY(before != chart->picture());
    }

    void aChartWithoutFiguresSaysWhatToDo()
    {
        chart->setEmptyText(u"No figures yet."_s);
        chart->setSource([](auto &&...) { return models::Bands(); });
        QTRY_VERIFY(chart->data().isEmpty());
        QVERIFY(chart->description().contains(u"unknown"_s));
    }

    void aPaletteChangeRepaintsInItsColours()
    {
        QSignalSpy painted(chart.get(), &TimeChart::repainted);
        QPalette dark;
        dark.setColor(QPalette::Window, QColor(30, 30, 34));
        dark.setColor(QPalette::Base, QColor(20, 20, 24));
        dark.setColor(QPalette::Text, Qt::white);
        chart->setPalette(dark);
        QTRY_VERIFY(!painted.isEmpty());
        const auto image = chart->picture();
        QVERIFY(image.pixelColor(image.width() / 2, image.height() / 3).lightness() < 60);
    }

    void theFiguresAreCopiedAsCsv()
    {
        chart->findChild<QAction *>(u"chartCopyFigures"_s)->trigger();
        const auto lines = QGuiApplication::clipboard()->text().split(u"\r\n"_s);
        QVERIFY(lines.first().startsWith(u"time,\"replica1\""_s));
        QVERIFY(lines.size() > 100);
        QVERIFY(lines.contains(
            QDateTime::fromMSecsSinceEpoch(now - 90'000, Qt::UTC).toString(Qt::ISODateWithMs) + u",,,,,,"_s));
    }

    void pictureAndFiguresAreSavedByAWorker()
    {
        const QTemporaryDir folder;
        auto *exporter = chart->findChild<ChartExporter *>();
        QSignalSpy saved(exporter, &ChartExporter::saved);
        exporter->savePictureTo(folder.filePath(u"a.png"_s));
        exporter->saveFiguresTo(folder.filePath(u"a.csv"_s));
        QTRY_COMPARE(saved.count(), 2);
        QVERIFY(!QImage(folder.filePath(u"a.png"_s)).isNull());
        QVERIFY(QFile(folder.filePath(u"a.csv"_s)).size() > 1000);
        QSignalSpy failed(exporter, &ChartExporter::failed);
        exporter->saveFiguresTo(folder.filePath(u"no/such/folder.csv"_s));
        QTRY_COMPARE(failed.count(), 1);
    }
};

QTEST_MAIN(TestTimeChart)
#include "tst_timechart.moc"
