// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/lsnclock.h"

#include <QTest>

using namespace seawall::db;
using namespace std::chrono_literals;

class TestLsnClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsKnownBeforeTheFirstSample();
    void anIdleCaughtUpReplicaReadsZero();
    void aReplicaSampledLaterThanThePrimaryIsNotAheadOfTime();
    void lagIsInterpolatedBetweenTwoSamples();
    void afterAnIdleTimeLagCountsFromTheEndOfIt();
    void olderThanTheRingIsAFloor();
    void anLsnThatGoesBackForgetsTheOtherTimeline();
    void idlenessCostsNoMemoryAndKeepsItsEnd();

private:
    const LsnClock::Time start{1000s};
};

void TestLsnClock::nothingIsKnownBeforeTheFirstSample()
{
    QVERIFY(!LsnClock(1h).lagOf(Lsn{1}, start));
}

void TestLsnClock::anIdleCaughtUpReplicaReadsZero()
{
    LsnClock clock(1h);
    for (int i = 0; i < 1000; ++i)
        clock.add(Lsn{100}, start + i * 100ms);
    QCOMPARE(clock.lagOf(Lsn{100}, start + 100s)->seconds, 0.0);
}

void TestLsnClock::aReplicaSampledLaterThanThePrimaryIsNotAheadOfTime()
{
    LsnClock clock(1h);
    clock.add(Lsn{100}, start);
    QCOMPARE(clock.lagOf(Lsn{150}, start + 5ms)->seconds, 0.0);
}

void TestLsnClock::lagIsInterpolatedBetweenTwoSamples()
{
    LsnClock clock(1h);
    clock.add(Lsn{100}, start);
    clock.add(Lsn{200}, start + 100ms);
    clock.add(Lsn{300}, start + 200ms);
    const auto reading = clock.lagOf(Lsn{150}, start + 200ms);
    QVERIFY(qAbs(reading->seconds - 0.150) < 1e-6);
    QVERIFY(!reading->isFloor);
}

void TestLsnClock::afterAnIdleTimeLagCountsFromTheEndOfIt()
{
    LsnClock clock(1h);
    clock.add(Lsn{100}, start);
    clock.add(Lsn{100}, start + 10s);         // one transaction between here …
    clock.add(Lsn{200}, start + 10s + 100ms); // … and here
    QVERIFY(qAbs(clock.lagOf(Lsn{100}, start + 10s + 100ms)->seconds - 0.1) < 1e-6);
}

void TestLsnClock::olderThanTheRingIsAFloor()
{
    LsnClock clock(10s);
    for (int i = 0; i <= 600; ++i)
        clock.add(Lsn{1000 + static_cast<quint64>(i)}, start + i * 100ms);
    const auto reading = clock.lagOf(Lsn{1000}, start + 60s);
    QVERIFY(reading->isFloor);
    QVERIFY(reading->seconds >= 10 && reading->seconds < 10.2);
}

void TestLsnClock::anLsnThatGoesBackForgetsTheOtherTimeline()
{
    LsnClock clock(1h);
    clock.add(Lsn{500}, start);
    clock.add(Lsn{400}, start + 1s);
    QVERIFY(clock.lagOf(Lsn{300}, start + 2s)->isFloor);
    QCOMPARE(clock.lagOf(Lsn{450}, start + 2s)->seconds, 0.0);
}

void TestLsnClock::idlenessCostsNoMemoryAndKeepsItsEnd()
{
    LsnClock clock(10s);
    clock.add(Lsn{50}, start);
    for (int i = 1; i <= 1000; ++i) // idle for far longer than the ring
        clock.add(Lsn{100}, start + i * 100ms);
    clock.add(Lsn{200}, start + 100s + 100ms);
    const auto reading = clock.lagOf(Lsn{100}, start + 100s + 200ms);
    QVERIFY(!reading->isFloor);
    QVERIFY(qAbs(reading->seconds - 0.2) < 1e-6);
}

QTEST_GUILESS_MAIN(TestLsnClock)
#include "tst_lsnclock.moc"
