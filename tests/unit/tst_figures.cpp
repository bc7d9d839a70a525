// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/figures.h"

#include <QTest>

#include <algorithm>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

std::optional<double> figure(const Figures &figures, Metric metric, const QString &qualifier = {},
                             const QString &node = u"n"_s)
{
    const SeriesKey key{node, metric, qualifier};
    const auto found = std::ranges::find(figures, key, &Figures::value_type::first);
    return found == figures.end() ? std::nullopt : std::optional(found->second);
}

db::Snapshot replicaSnapshot()
{
    db::NodeSnapshot node;
    node.name = u"n"_s;
    node.reachable = true;
    node.facts.role = db::Role::Replica;
    node.lag.seconds = 0.5;
    node.lag.bytes = {1, 2, 3, 4};
    node.rpoBytes = 5;
    node.walBytesPerSecond = 6;
    node.transactionsPerSecond = 7;
    node.facts.sessions = db::SessionCounts{8, 9, 10, 11};
    node.usableConnections = 97;
    node.utilization = 0.4;
    node.roundTripSeconds = 0.002;
    node.pools = {{u"pulse"_s, 12, 30}};
    db::Snapshot snapshot;
    snapshot.nodes = {node};
    return snapshot;
}

} // namespace

class TestFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFigureOfAReplicaIsUnderItsMetric();
    void anAbsentFigureIsUnknownAndNotZero();
    void anUnreachableNodeHasOnlyGaps();
    void aPrimaryHasNoLag();
    void aLagOlderThanTheRingIsRecordedAsItsFloor();
    void aFloorTheConsoleHasOnlyBegunToRaiseIsAGap();
    void anEstimatedLagIsNotMixedIntoTheLsnClock();
    void pgBouncersPoolsAreNamedByDatabaseAndUser();
    void aPgBouncerThatDoesNotAnswerIsUnknown();
};

void TestFigures::everyFigureOfAReplicaIsUnderItsMetric()
{
    const Figures figures = figuresOf(replicaSnapshot());
    const std::vector<std::pair<Metric, double>> expected{
        {Metric::LagSeconds, 0.5},
        {Metric::LagSentBytes, 1},
        {Metric::LagWriteBytes, 2},
        {Metric::LagFlushBytes, 3},
        {Metric::LagReplayBytes, 4},
        {Metric::RpoBytes, 5},
        {Metric::WalRate, 6},
        {Metric::TransactionRate, 7},
        {Metric::SessionsActive, 8},
        {Metric::SessionsIdle, 9},
        {Metric::SessionsIdleInTransaction, 10},
        {Metric::SessionsOther, 11},
        {Metric::SessionsUsable, 97},
        {Metric::Utilization, 0.4},
        {Metric::RoundTrip, 0.002},
    };
    for (const auto &[metric, value] : expected)
        QCOMPARE(figure(figures, metric).value_or(-1), value);
    QCOMPARE(figure(figures, Metric::PoolUsed, u"pulse"_s).value_or(-1), 12.0);
    QCOMPARE(figure(figures, Metric::PoolLimit, u"pulse"_s).value_or(-1), 30.0);
    QCOMPARE(figures.size(), expected.size() + 2);
}

void TestFigures::anAbsentFigureIsUnknownAndNotZero()
{
    db::Snapshot snapshot = replicaSnapshot();
    db::NodeSnapshot &node = snapshot.nodes.front();
    node.lag = {};
    node.rpoBytes = {};
    node.facts.sessions = {};
    node.utilization = {};
    node.walBytesPerSecond = {};
    const Figures figures = figuresOf(snapshot);
    for (const Metric metric :
         {Metric::LagSeconds, Metric::LagSentBytes, Metric::LagReplayBytes, Metric::RpoBytes,
          Metric::SessionsActive, Metric::SessionsOther, Metric::Utilization, Metric::WalRate})
        QVERIFY(std::isnan(figure(figures, metric).value_or(0)));
}

void TestFigures::anUnreachableNodeHasOnlyGaps()
{
    db::Snapshot snapshot = replicaSnapshot();
    snapshot.nodes.front().reachable = false;
    const Figures figures = figuresOf(snapshot);
    QCOMPARE(figures.size(), figuresOf(replicaSnapshot()).size());
    for (const auto &[key, value] : figures)
        QVERIFY(std::isnan(value));
}

void TestFigures::aPrimaryHasNoLag()
{
    db::Snapshot snapshot = replicaSnapshot();
    snapshot.nodes.front().facts.role = db::Role::Primary;
    const Figures figures = figuresOf(snapshot);
    QVERIFY(!figure(figures, Metric::LagSeconds));
    QVERIFY(!figure(figures, Metric::RpoBytes));
    QVERIFY(figure(figures, Metric::WalRate));
}

void TestFigures::aLagOlderThanTheRingIsRecordedAsItsFloor()
{
    db::Snapshot snapshot = replicaSnapshot();
    snapshot.nodes.front().lag.seconds = 3600;
    snapshot.nodes.front().lag.secondsIsFloor = true;
    QCOMPARE(figure(figuresOf(snapshot), Metric::LagSeconds).value_or(-1), 3600.0);
}

void TestFigures::aFloorTheConsoleHasOnlyBegunToRaiseIsAGap()
{
    db::Snapshot snapshot = replicaSnapshot();
    snapshot.nodes.front().lag.seconds = 5;
    snapshot.nodes.front().lag.secondsIsFloor = true;
    QVERIFY(std::isnan(figure(figuresOf(snapshot), Metric::LagSeconds).value_or(0)));
}

void TestFigures::anEstimatedLagIsNotMixedIntoTheLsnClock()
{
    db::Snapshot snapshot = replicaSnapshot();
    snapshot.nodes.front().lag.secondsIsEstimate = true;
    QVERIFY(std::isnan(figure(figuresOf(snapshot), Metric::LagSeconds).value_or(0)));
}

void TestFigures::pgBouncersPoolsAreNamedByDatabaseAndUser()
{
    db::Snapshot snapshot;
    db::PgBouncerPool pool;
    pool.database = u"pulse_db"_s;
    pool.user = u"pulse"_s;
    pool.clientsActive = 3;
    pool.clientsWaiting = 2;
    pool.maxWaitSeconds = 1.5;
    snapshot.pgBouncer = db::PgBouncerState{{}, {}, {pool}};
    const Figures figures = figuresOf(snapshot);
    QCOMPARE(figure(figures, Metric::PgBouncerActive, u"pulse_db/pulse"_s, {}).value_or(-1), 3.0);
    QCOMPARE(figure(figures, Metric::PgBouncerWaiting, u"pulse_db/pulse"_s, {}).value_or(-1), 2.0);
    QCOMPARE(figure(figures, Metric::PgBouncerMaxWait, u"pulse_db/pulse"_s, {}).value_or(-1), 1.5);
}

void TestFigures::aPgBouncerThatDoesNotAnswerIsUnknown()
{
    db::Snapshot snapshot;
    snapshot.pgBouncer = db::PgBouncerState{{}, db::Error{}, {db::PgBouncerPool{}}};
    const Figures figures = figuresOf(snapshot);
    QCOMPARE(figures.size(), size_t(3));
    for (const auto &[key, value] : figures)
        QVERIFY(std::isnan(value));
}

QTEST_GUILESS_MAIN(TestFigures)
#include "tst_figures.moc"
