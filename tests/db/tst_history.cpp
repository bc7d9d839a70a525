// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/history.h"
#include "models/monitor/recorder.h"
#include "models/monitor/recordreader.h"
#include "tests/support/recording.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>
#include <mutex>

using namespace recording;

namespace {

constexpr qint64 start = 1'699'999'800'000; // ms, a multiple of every span

qsizetype known(const Bands &bands)
{
    return std::ranges::count_if(bands, &Band::isKnown);
}

qint64 newestSecond(const QString &path)
{
    SqlConnection connection(path, true);
    return connection.open() ? connection.number(u"SELECT max(time) FROM "_s + recordTable(0)).value_or(0)
                             : 0;
}

/// Fills the file as an earlier run of the console would have.
bool recordEarlier(const QString &path, qint64 fromMs, int seconds)
{
    Recorder recorder({.file = path, .commitEvery = std::chrono::milliseconds(1)}, [] {});
    for (int i = 0; i < seconds; ++i) {
        recorder.add(tick(fromMs + i * 1000, i % 1000 + 1));
        const bool isFull = i % 500 == 499 || i + 1 == seconds;
        if (isFull &&
            !QTest::qWaitFor([&] { return recorder.state().committedMs == fromMs + i * 1000; }, 20'000))
            return false;
    }
    return true;
}

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void aRestartIsSeamless();
    void theTimeTheConsoleWasOffIsAGap();
    void scrollingBackIsAnsweredFromTheFileAndNeverMoreThanTheColumns();
    void whatMemoryDroppedComesFromTheFile();
    void anUnknownFigureIsAGapAfterARestart();
    void seriesOfEarlierRunsAreKnown();
    void supersededRequestsAreDroppedAndTheNewestIsServedFirst();

private:
    QString path() const { return m_dir->filePath(u"recorder.sqlite"_s); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestHistory::aRestartIsSeamless()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    {
        History history(path());
        for (int i = -60; i < -2; ++i)
            history.add(snapshot(now + i * 1000, i + 100));
    }
    History history(path());
    QSignalSpy changed(&history, &History::changed);
    for (int i = -2; i < 10; ++i)
        history.add(snapshot(now + i * 1000, i + 100));
    Bands bands;
    QTRY_VERIFY((bands = history.bands(lagOf(u"n"_s), now - 61'000, now + 10'000, 1200), known(bands) >= 69));
    QVERIFY(changed.count() > 0);
    QCOMPARE(known(bands), 70);
    for (size_t i = 1; i < bands.size() - 1; ++i) {
        if (!bands[i].isKnown())
            continue;
        QVERIFY(qAbs(bands[i].timeMs - (now + (qRound(bands[i].avg) - 100) * 1000)) < 1001);
        QVERIFY(bands[i + 1].isKnown());
    }
}

void TestHistory::theTimeTheConsoleWasOffIsAGap()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(recordEarlier(path(), now - 7'200'000, 1800));
    History history(path());
    for (int i = 0; i < 10; ++i)
        history.add(snapshot(now + i * 1000, 1));
    for (const int columns : {7200, 720, 60}) {
        Bands bands;
        QTRY_VERIFY((bands = history.bands(lagOf(u"n"_s), now - 7'200'000, now + 10'000, columns),
                     known(bands) > columns / 5));
        const auto gap =
            std::find_if(bands.begin() + 1, bands.end(), [](const Band &b) { return !b.isKnown(); });
        QVERIFY(gap != bands.end());
        QVERIFY(qAbs(gap->timeMs - (now - 5'400'000)) < 7'200'000 / columns + 5000);
        QVERIFY(std::find_if(gap, bands.end(), std::mem_fn(&Band::isKnown))->timeMs > now - 130'000);
    }
}

void TestHistory::scrollingBackIsAnsweredFromTheFileAndNeverMoreThanTheColumns()
{
    QVERIFY(recordEarlier(path(), start, 9000));
    History history(path());
    for (const qint64 window : {60'000, 600'000, 3'600'000, 9'000'000}) {
        for (qint64 from = start; from + window <= start + 9'000'000;
             from += std::max<qint64>(window / 2, 1'000'000)) {
            const qsizetype expected = std::min<qint64>(window / 1000, 1200) * 9 / 10;
            Bands bands;
            QTRY_VERIFY(
                (bands = history.bands(lagOf(u"n"_s), from, from + window, 1200), known(bands) >= expected));
            QVERIFY(bands.size() <= 1202);
            for (const Band &band : bands) {
                const qint64 second = (band.timeMs - start) / 1000;
                if (band.isKnown() && second % 1000 < 980)
                    QVERIFY(band.min >= second % 1000 + 1 &&
                            band.max <= second % 1000 + 1 + window / 1'200'000 + 10);
            }
        }
    }
}

void TestHistory::whatMemoryDroppedComesFromTheFile()
{
    History history(path());
    constexpr int ticks = 5500; // more than the finest ring holds
    for (int i = 0; i < ticks; ++i) {
        history.add(snapshot(start + i * 1000, i));
        if (i % 500 == 499) // what waits for the writer is bounded as well
            QTRY_COMPARE(newestSecond(path()), start / 1000 + i);
    }
    Bands bands;
    QTRY_VERIFY_WITH_TIMEOUT(
        (bands = history.bands(lagOf(u"n"_s), start, start + 600'000, 1200), known(bands) >= 590), 15'000);
    QVERIFY(std::ranges::is_sorted(bands, {}, &Band::timeMs));
}

void TestHistory::anUnknownFigureIsAGapAfterARestart()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    {
        History history(path());
        for (int i = 0; i < 30; ++i)
            history.add(snapshot(now - 60'000 + i * 1000, i >= 10 && i < 20 ? unknownFigure : 0));
    }
    History history(path());
    Bands bands;
    QTRY_VERIFY((bands = history.bands(lagOf(u"n"_s), now - 60'000, now - 31'000, 1200), known(bands) >= 18));
    const auto gap = std::find_if(bands.begin() + 1, bands.end(), [](const Band &b) { return !b.isKnown(); });
    QVERIFY(gap != bands.end());
    QVERIFY(qAbs(gap->timeMs - (now - 50'000)) <= 1000);
    QVERIFY(qAbs((gap + 1)->timeMs - (now - 40'000)) <= 1000);
}

void TestHistory::seriesOfEarlierRunsAreKnown()
{
    QVERIFY(recordEarlier(path(), start, 5));
    History history(path());
    QTRY_COMPARE(history.oldestMs(), start);
    const auto series = history.series();
    QVERIFY(std::ranges::find(series, lagOf(u"n"_s)) != series.end());
    QVERIFY(history.fileBytes() > 0);
    QCOMPARE(history.failure(), QString());
}

void TestHistory::supersededRequestsAreDroppedAndTheNewestIsServedFirst()
{
    QVERIFY(recordEarlier(path(), start, 600));
    RecordReader reader(path(), [] {});
    for (int i = 0; i < 300; ++i)
        reader.request({u"n"_s, 0, start / 1000 / tileSeconds(0) - 298 + i});
    reader.setFile(1, start / 1000 + 600);
    std::vector<std::pair<TileKey, TilePtr>> tiles;
    std::vector<TileKey> dropped;
    QTRY_VERIFY([&] {
        const auto answers = reader.answers();
        tiles.insert(tiles.end(), answers.tiles.begin(), answers.tiles.end());
        dropped.insert(dropped.end(), answers.dropped.begin(), answers.dropped.end());
        return tiles.size() == 256 && dropped.size() == 44;
    }());
    for (size_t i = 0; i < tiles.size(); ++i)
        QCOMPARE(tiles[i].first.index, start / 1000 / tileSeconds(0) + 1 - qint64(i));
}

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
