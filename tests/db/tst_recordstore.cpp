// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/recordpruner.h"
#include "models/monitor/recordstore.h"
#include "tests/support/recording.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace recording;

namespace {

constexpr qint64 start = 1'699'999'800; // seconds, a multiple of every span

/// The writer's objects without its thread.
class OpenStore final
{
public:
    explicit OpenStore(const QString &path, qint64 limit = qint64(1) << 30)
        : m_file(RecordFile::open(path, limit).value()), m_store(*m_file.connection),
          m_pruner(*m_file.connection, limit)
    {
        m_isOpen = m_store.open().has_value();
    }

    bool write(const std::vector<FigureSetPtr> &batch)
    {
        return m_isOpen && m_file.connection->run(u"BEGIN IMMEDIATE"_s) && m_store.write(batch) &&
               m_pruner.step(m_store.nodeIds(), m_store.newest()) && m_file.connection->run(u"COMMIT"_s);
    }
    qint64 oldest() { return m_store.oldest().value_or(-1); }
    bool finish()
    {
        return m_file.connection->run(u"BEGIN IMMEDIATE"_s) && m_store.finish() &&
               m_file.connection->run(u"COMMIT"_s);
    }
    bool writeAndFail(const std::vector<FigureSetPtr> &batch)
    {
        return m_file.connection->run(u"BEGIN IMMEDIATE"_s) && m_store.write(batch) &&
               m_file.connection->run(u"ROLLBACK"_s) && m_store.reset();
    }

private:
    RecordFile m_file;
    RecordStore m_store;
    RecordPruner m_pruner;
    bool m_isOpen = false;
};

std::map<qint64, RecordFold> reference(const std::vector<std::pair<qint64, double>> &samples, qint64 span)
{
    std::map<qint64, RecordFold> rows;
    for (const auto &[ms, value] : samples) {
        RecordFold &fold = rows[ms / 1000 - ms / 1000 % span];
        if (!std::isnan(value))
            fold.add(value);
    }
    return rows;
}

void compare(const std::map<qint64, RecordFold> &rows, const std::map<qint64, RecordFold> &expected)
{
    QCOMPARE(rows.size(), expected.size());
    for (const auto &[time, fold] : expected) {
        const auto row = rows.find(time);
        QVERIFY2(row != rows.end(), qPrintable(QString::number(time)));
        QCOMPARE(row->second.count, fold.count);
        if (fold.count == 0)
            continue;
        QCOMPARE(float(row->second.min), float(fold.min));
        QCOMPARE(float(row->second.max), float(fold.max));
        QVERIFY(qAbs(row->second.avg() - fold.avg()) < 1e-4 * qAbs(fold.avg()));
    }
}

} // namespace

class TestRecordStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void aRowComesBackAsItWasPacked();
    void bytesThatAreNoRowAreRefused();
    void everyTierAgreesWithABruteForceReferenceAcrossRestarts();
    void aRolledBackBatchCanBeWrittenAgain();
    void aClockThatGoesBackCompletesTheRowsOfItsTime();
    void aNodeThatLeavesStillGetsItsCoarseRow();
    void theOldestIsTheFirstSampleAndNotTheStartOfItsRow();
    void theFinestTierKeepsADay();
    void theSizeStaysWithinItsLimitAndTheOldestOfTheFinestGoesFirst();

private:
    QString path() const { return m_dir->filePath(u"recorder.sqlite"_s); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestRecordStore::aRowComesBackAsItWasPacked()
{
    RecordRow row;
    row.addTick(0.25);
    row.addTick(0.25);
    for (const auto &[slot, value] : {std::pair{0U, 1.5}, {0U, 2.5}, {3U, 7.0}, {3U, 7.0}, {40U, 0.0}})
        row.add(slot, value);
    row.add(5, unknownFigure);
    QCOMPARE(RecordRow::unpacked(row.packed()).value(), row);
    QVERIFY(row.packed().size() < 30);
}

void TestRecordStore::bytesThatAreNoRowAreRefused()
{
    RecordRow row;
    row.addTick(1);
    row.add(1, 3.5);
    QVERIFY(!RecordRow::unpacked(row.packed().chopped(1)));
    QVERIFY(!RecordRow::unpacked({}));
    QVERIFY(!RecordRow::unpacked(QByteArray("\xff\xff\xff\xff\xff\xff", 6)));
}

void TestRecordStore::everyTierAgreesWithABruteForceReferenceAcrossRestarts()
{
    std::mt19937 random(3);
    std::uniform_real_distribution<double> values(1, 100);
    std::vector<std::pair<qint64, double>> samples;
    qint64 ms = start * 1000 + 417;
    for (int run = 0; run < 6; ++run) {
        OpenStore store(path());
        const int ticks = 100 + int(random() % 700);
        std::vector<FigureSetPtr> batch;
        for (int i = 0; i < ticks; ++i, ms += 500) { // two samples a second
            samples.emplace_back(ms, random() % 20 == 0 ? unknownFigure : values(random));
            batch.push_back(tick(ms, samples.back().second, u"n"_s, 0.5));
            if (batch.size() == 1 + random() % 4) {
                QVERIFY(store.write(batch));
                batch.clear();
            }
        }
        QVERIFY(store.write(batch));
        if (run == 3)
            ms += 1'000'000; // the console was off for a while
    }
    { // opening makes up the coarse rows that were under way
        OpenStore store(path());
    }
    for (size_t tier = 0; tier < recordTiers.size(); ++tier)
        compare(lagRows(path(), tier), reference(samples, recordTiers[tier].span));
    QCOMPARE(integrity(path()), u"ok"_s);
}

void TestRecordStore::aRolledBackBatchCanBeWrittenAgain()
{
    std::vector<std::pair<qint64, double>> samples;
    {
        OpenStore store(path());
        for (int i = 0; i < 400; i += 7) {
            std::vector<FigureSetPtr> batch;
            for (int n = i; n < i + 7; ++n) {
                samples.emplace_back((start + n) * 1000, n + 1);
                batch.push_back(tick(samples.back().first, n + 1));
            }
            if (i % 3 == 0)
                QVERIFY(store.writeAndFail(batch));
            QVERIFY(store.write(batch));
        }
    }
    {
        OpenStore store(path());
    }
    for (size_t tier = 0; tier < recordTiers.size(); ++tier)
        compare(lagRows(path(), tier), reference(samples, recordTiers[tier].span));
}

void TestRecordStore::aClockThatGoesBackCompletesTheRowsOfItsTime()
{
    std::vector<std::pair<qint64, double>> samples;
    OpenStore store(path());
    for (const auto &[from, to] : {std::pair{0, 900}, {353, 506}}) {
        for (int i = from; i < to; ++i) {
            samples.emplace_back((start + i) * 1000, i + 1.0 + from);
            QVERIFY(store.write({tick(samples.back().first, samples.back().second)}));
        }
    }
    QVERIFY(store.finish());
    for (size_t tier = 0; tier < recordTiers.size(); ++tier)
        compare(lagRows(path(), tier), reference(samples, recordTiers[tier].span));
}

void TestRecordStore::aNodeThatLeavesStillGetsItsCoarseRow()
{
    OpenStore store(path());
    for (int i = 0; i < 5; ++i)
        QVERIFY(store.write({tick((start + i) * 1000, 1, u"gone"_s)}));
    for (int i = 5; i < 12; ++i)
        QVERIFY(store.write({tick((start + i) * 1000, 1)}));
    QCOMPARE(lagRows(path(), 1, u"gone"_s).at(start).count, 5U);
}

void TestRecordStore::theOldestIsTheFirstSampleAndNotTheStartOfItsRow()
{
    const qint64 first = start + 187;
    {
        OpenStore store(path());
        QVERIFY(store.write({tick(first * 1000, 1), tick((first + 1) * 1000, 2)}));
        QVERIFY(store.finish()); // the coarse rows begin at `start`
    }
    QCOMPARE(OpenStore(path()).oldest(), first);
}

void TestRecordStore::theFinestTierKeepsADay()
{
    OpenStore store(path());
    std::vector<FigureSetPtr> batch;
    for (int i = 0; i < 600; ++i)
        batch.push_back(tick((start + i) * 1000, 1));
    QVERIFY(store.write(batch));
    for (int i = 0; i < 20; ++i)
        QVERIFY(store.write({tick((start + 86'400 + 300 + i) * 1000, 1)}));
    QCOMPARE(lagRows(path(), 0).begin()->first, start + 319);
    QCOMPARE(lagRows(path(), 1).begin()->first, start);
}

void TestRecordStore::theSizeStaysWithinItsLimitAndTheOldestOfTheFinestGoesFirst()
{
    constexpr qint64 limit = 2 << 20;
    qint64 largest = 0, second = start;
    {
        OpenStore store(path(), limit);
        std::mt19937 random(5);
        for (int round = 0; round < 3000; ++round) {
            std::vector<FigureSetPtr> batch;
            for (int i = 0; i < 12; ++i, ++second) {
                auto set = std::make_shared<FigureSet>(*tick(second * 1000, random() % 1000));
                for (int n = 0; n < 12; ++n)
                    set->figures.emplace_back(SeriesKey{u"n"_s, Metric::PoolUsed, QString::number(n)},
                                              random() % 99);
                batch.push_back(set);
            }
            QVERIFY(store.write(batch));
            largest = std::max(largest, RecordFile::bytes(path()));
        }
    }
    QVERIFY2(largest <= limit, qPrintable(QString::number(largest)));
    QVERIFY2(largest > limit / 2, qPrintable(QString::number(largest)));
    const auto fine = lagRows(path(), 0);
    QVERIFY(fine.begin()->first > start);
    QCOMPARE(fine.rbegin()->first, second - 1);
    QVERIFY(fine.size() >= 3600);
    QCOMPARE(lagRows(path(), 1).begin()->first, start);
    QCOMPARE(integrity(path()), u"ok"_s);
}

QTEST_GUILESS_MAIN(TestRecordStore)
#include "tst_recordstore.moc"
