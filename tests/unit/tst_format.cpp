// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/format.h"

#include <QtTest>

#include <cmath>

using namespace seawall;
using namespace Qt::StringLiterals;
namespace format = models::format;

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unknownIsNeverZero();
    void secondsAreRead_data();
    void secondsAreRead();
    void bytesAreRead_data();
    void bytesAreRead();
    void percentagesAreRead();
    void lagSaysWhatItIs();
    void numbersAreWrittenAsTheLocaleDoes();
    void timesHaveTheirZone();
    void longTextsAreFoldedAndCut();
};

void TestFormat::unknownIsNeverZero()
{
    QCOMPARE(format::seconds(std::nullopt), u"unknown"_s);
    QCOMPARE(format::seconds(std::nan("")), u"unknown"_s);
    QCOMPARE(format::bytes(std::nullopt), u"unknown"_s);
    QCOMPARE(format::byteRate(std::nullopt), u"unknown"_s);
    QCOMPARE(format::rate(std::nullopt), u"unknown"_s);
    QCOMPARE(format::percent(std::nullopt), u"unknown"_s);
    QCOMPARE(format::count(std::nullopt), u"unknown"_s);
    QCOMPARE(format::dateTime(0), u"unknown"_s);
    QCOMPARE(format::lag({}), u"unknown"_s);
}

void TestFormat::secondsAreRead_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    const auto row = [](double seconds, const QString &text) {
        QTest::newRow(qPrintable(text)) << seconds << text;
    };
    row(0, u"0 s"_s);
    row(0.0004, u"0.4 ms"_s);
    row(0.02, u"20 ms"_s);
    row(0.9994, u"999 ms"_s);
    row(0.9996, u"1 s"_s);
    row(4.24, u"4.2 s"_s);
    row(9.96, u"10 s"_s);
    row(119.4, u"119 s"_s);
    row(119.6, u"2 min"_s);
    row(200, u"3 min 20 s"_s);
    row(3599.6, u"1 h"_s);
    row(7500, u"2 h 5 min"_s);
    row(273600, u"3 d 4 h"_s);
    row(-4.2, u"-4.2 s"_s);
}

void TestFormat::secondsAreRead()
{
    QFETCH(double, seconds);
    QTEST(format::seconds(seconds), "text");
}

void TestFormat::bytesAreRead_data()
{
    QTest::addColumn<qint64>("number");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 number, const QString &text) {
        QTest::newRow(qPrintable(text)) << number << text;
    };
    row(0, u"0 B"_s);
    row(512, u"512 B"_s);
    row(1023, u"1023 B"_s);
    row(1024, u"1 kB"_s);
    row(1536, u"1.5 kB"_s);
    row(16 * 1024 * 1024, u"16 MB"_s);
    row(1024 * 1024 - 1, u"1 MB"_s);
    row(qint64{3} * 1024 * 1024 * 1024 / 2, u"1.5 GB"_s);
}

void TestFormat::bytesAreRead()
{
    QFETCH(qint64, number);
    QTEST(format::bytes(number), "text");
}

void TestFormat::percentagesAreRead()
{
    QCOMPARE(format::percent(0), u"0 %"_s);
    QCOMPARE(format::percent(0.8064), u"80.6 %"_s);
    QCOMPARE(format::percent(1.25), u"125 %"_s);
    QCOMPARE(format::byteRate(1.5 * 1024 * 1024), u"1.5 MB/s"_s);
    QCOMPARE(format::rate(203.4), u"203 /s"_s);
}

void TestFormat::lagSaysWhatItIs()
{
    db::Lag lag;
    lag.seconds = 3600;
    QCOMPARE(format::lag(lag), u"1 h"_s);
    lag.secondsIsFloor = true;
    QCOMPARE(format::lag(lag), u"> 1 h"_s);
    lag.secondsIsFloor = false;
    lag.secondsIsEstimate = true;
    QCOMPARE(format::lag(lag), u"≈ 1 h"_s);
}

void TestFormat::numbersAreWrittenAsTheLocaleDoes()
{
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    const auto restore = qScopeGuard([&] { QLocale::setDefault(before); });
    QCOMPARE(format::seconds(4.24), u"4,2 s"_s);
    QCOMPARE(format::bytes(1536), u"1,5 kB"_s);
    QCOMPARE(format::percent(0.806), u"80,6 %"_s);
    QCOMPARE(format::number(12345.6, 1), u"12345,6"_s);
}

void TestFormat::timesHaveTheirZone()
{
    const auto before = qgetenv("TZ");
    qputenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3");
    const auto restore = qScopeGuard([&] { before.isEmpty() ? qunsetenv("TZ") : qputenv("TZ", before); });
    QCOMPARE(format::dateTime(1'700'000'000'000), u"2023-11-14 23:13:20 CET"_s);
    QCOMPARE(format::clockTime(1'690'000'000'000), u"06:26:40 CEST"_s);
}

void TestFormat::longTextsAreFoldedAndCut()
{
    QCOMPARE(format::oneLine(u"SELECT 1,\n\t 2"_s), u"SELECT 1, 2"_s);
    QCOMPARE(format::oneLine(u"abcdef"_s, 4), u"abc…"_s);
}

QTEST_APPLESS_MAIN(TestFormat)
#include "tst_format.moc"
