// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workload/latencies.h"
#include "models/workload/workloadtext.h"

#include <QTest>

#include <cmath>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

class TestLatencies : public QObject
{
    Q_OBJECT

private:
    static bool isNear(const std::optional<double> &figure, double wanted)
    {
        return figure && std::abs(*figure - wanted) <= wanted * 0.021;
    }

private Q_SLOTS:
    void withoutAnyNothingIsKnown() { QVERIFY(Latencies().figures() == LatencyFigures()); }

    void percentilesAreRightToTwoPerCent()
    {
        Latencies latencies;
        for (int i = 1; i <= 1000; ++i)
            latencies.add(i / 1000.0);
        const auto figures = latencies.figures();
        QCOMPARE(figures.count, 1000);
        QVERIFY(isNear(figures.p50, 0.5));
        QVERIFY(isNear(figures.p95, 0.95));
        QVERIFY(isNear(figures.p99, 0.99));
        QCOMPARE(*figures.slowest, 1.0);
    }

    void noPercentileIsAboveTheSlowest()
    {
        Latencies latencies;
        latencies.add(0.0123456);
        QCOMPARE(latencies.figures().p99, std::optional(0.0123456));
        latencies.add(0); // shorter than can be told
        latencies.add(1e6);
        QCOMPARE(latencies.figures().count, 3);
        QCOMPARE(*latencies.figures().slowest, 1e6);
    }

    void itIsSaidWhyReadsMove()
    {
        db::RouterFigures router;
        router.nodes.resize(2);
        router.nodes[0].node = u"primary"_s;
        router.nodes[0].role = db::Role::Primary;
        router.nodes[1].node = u"replica1"_s;
        router.nodes[1].role = db::Role::Replica;
        router.nodes[1].isFit = true;
        router.nodes[1].share = 1;
        const auto primary = [&] { return readsNow(router.nodes[0], router); };
        const auto replica = [&] { return readsNow(router.nodes[1], router); };
        QVERIFY(whyReadsMoved(router).isEmpty());
        QCOMPARE(primary(), u"none: a replica is fit for them"_s);
        router.nodes[1].share = 0.4;
        QCOMPARE(whyReadsMoved(router), u"replica1 gets 40 % of its share: it returns gradually"_s);
        router.nodes[1].isFit = false;
        router.nodes[1].share = 0;
        router.nodes[1].reason = u"It lags by 7.2 s, the limit is 5.0 s."_s;
        QCOMPARE(whyReadsMoved(router), u"replica1 gets none: It lags by 7.2 s, the limit is 5.0 s"_s);
        QCOMPARE(replica(), u"none: It lags by 7.2 s, the limit is 5.0 s."_s);
        QCOMPARE(primary(), u"all: no replica is fit"_s);
        router.flags.fallback = false;
        QCOMPARE(primary(), u"none: REPLICA_FALLBACK_ENABLED is off"_s);
        router.flags.useReplica = false;
        QCOMPARE(whyReadsMoved(router), u"USE_READ_REPLICA is off"_s);
        QCOMPARE(primary(), u"all: USE_READ_REPLICA is off"_s);
    }

    void twoAreAddedUp()
    {
        Latencies fast, slow;
        for (int i = 0; i < 90; ++i)
            fast.add(0.01);
        for (int i = 0; i < 10; ++i)
            slow.add(1);
        fast.add(slow);
        QCOMPARE(fast.figures().count, 100);
        QVERIFY(isNear(fast.figures().p50, 0.01));
        QVERIFY(isNear(fast.figures().p95, 1));
    }

    void aRunIsToldInOneSentence()
    {
        WorkloadReport report;
        report.total.seconds = 60;
        report.total.reads = {100, 0.02, 0.05, 0.08, 0.4};
        report.total.byNode = {{u"primary"_s, 10}, {u"replica1"_s, 90}};
        report.total.readErrors = 2;
        report.total.lastError = u"Nothing listens."_s;
        QCOMPARE(
            summaryOf(report, {}),
            u"In 60 s: 100 dashboard loads, p50 20 ms, p95 50 ms, p99 80 ms, slowest 400 ms (limit 2 s), "
            "answered by replica1 90 %, primary 10 %; 2 loads and 0 chunks failed, the last one: Nothing "
            "listens."_s);
    }

    void aLoadThatFailedOrWasTooSlowIsNotFastEnough()
    {
        WorkloadFigures figures;
        QCOMPARE(isFastEnough(figures, {}), std::optional<bool>());
        figures.reads = {1, 1, 1, 1, 1.9};
        QCOMPARE(isFastEnough(figures, {}), std::optional(true));
        figures.reads.slowest = 2.1;
        QCOMPARE(isFastEnough(figures, {}), std::optional(false));
        figures.reads.slowest = 1;
        figures.readErrors = 1;
        QCOMPARE(isFastEnough(figures, {}), std::optional(false));
    }
};

QTEST_APPLESS_MAIN(TestLatencies)
#include "tst_latencies.moc"
