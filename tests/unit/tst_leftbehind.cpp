// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/leftbehind.h"
#include "tests/support/snapshots.h"

#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;

namespace {

/// After a failover from primary to replica1, which is on timeline 2; the old primary is down, seen never.
db::Snapshot afterFailover()
{
    auto snapshot = tests::splitBrainSnapshot();
    auto &old = snapshot.nodes[0];
    tests::makeUnreachable(old, 0);
    old.verdict = db::ReplicaVerdict::Unknown;
    old.facts = {};
    snapshot.nodes[1].rivalry = db::Rivalry::None;
    snapshot.verdict = db::ClusterVerdict::Degraded;
    return snapshot;
}

QString rejoin(int port)
{
    return u"with: seawallctl failover rejoin 127.0.0.1:%1"_s.arg(port);
}

} // namespace

/// What is told of the nodes that did not go along with a change of primary.
class TestLeftBehind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodyIsWhereNobodyWas()
    {
        QVERIFY(models::leftBehindIn(tests::healthySnapshot()).empty());
        QVERIFY(models::leftBehindIn(tests::unreachableReplicaSnapshot()).empty());
        QVERIFY(models::leftBehindIn(tests::detachedSnapshot()).empty()); // on the primary's timeline
        QVERIFY(models::leftBehindIn(tests::noPrimarySnapshot()).empty());
    }

    void aPrimaryThatIsDownIsNamedWithWhatIsNotKnown()
    {
        auto snapshot = afterFailover();
        auto left = models::leftBehindIn(snapshot);
        QCOMPARE(left.size(), size_t(1));
        QCOMPARE(toString(left[0].state), u"unreachable"_s);
        QCOMPARE(left[0].node, u"primary"_s);
        QVERIFY(!left[0].timeline);
        QVERIFY2(left[0].told.contains(
                     u"primary (127.0.0.1:5432), which is configured as the primary, does not answer, and "
                     "replica1 (127.0.0.1:5433) takes writes on timeline 2. Nothing listens there"_s),
                 qPrintable(left[0].told));
        QVERIFY(left[0].told.endsWith(rejoin(5432)));
        snapshot.nodes[0].error->kind = db::ErrorKind::Timeout; // it may run
        left = models::leftBehindIn(snapshot);
        QVERIFY2(left[0].told.contains(u"It may still take writes"_s), qPrintable(left[0].told));
        snapshot.nodes[0].error->kind = db::ErrorKind::AuthRefused; // it runs, and lets this console not in
        QVERIFY(models::leftBehindIn(snapshot).empty());
    }

    void whatWouldComeUpIsToldByItsStandbySignal()
    {
        auto snapshot = afterFailover();
        const auto told = [&](const models::StandbySignals &fences) {
            return models::leftBehindIn(snapshot, fences).at(0).told;
        };
        QVERIFY2(told({}).contains(u"unless standby.signal lies in its data directory"_s),
                 qPrintable(told({})));
        const auto open = told({{u"primary"_s, false}});
        QVERIFY2(open.contains(u"no standby.signal lies in its data directory: see that nobody starts it"_s),
                 qPrintable(open));
        const auto fenced = told({{u"primary"_s, true}});
        QVERIFY2(fenced.contains(u"comes up as a replica and takes no writes"_s) &&
                     !fenced.contains(u"see that nobody"_s) && fenced.endsWith(rejoin(5432)),
                 qPrintable(fenced));
        snapshot.nodes[0].error->kind = db::ErrorKind::Timeout; // it may run since before
        QVERIFY2(told({{u"primary"_s, true}}).contains(u"It may still take writes"_s),
                 qPrintable(told({{u"primary"_s, true}})));

        snapshot = tests::unreachableReplicaSnapshot();
        snapshot.nodes[1].facts = {};
        snapshot.nodes[0].facts.timeline = 2;
        QVERIFY(told({}).contains(u"see that nobody"_s));
        QVERIFY2(!told({{u"replica1"_s, true}}).contains(u"see that nobody"_s),
                 qPrintable(told({{u"replica1"_s, true}})));
    }

    void aReplicaThatIsDownIsToldOnlyWhereItMayHaveBeenThePrimary()
    {
        auto snapshot = tests::unreachableReplicaSnapshot();
        auto &replica = snapshot.nodes[1];
        replica.facts = {};                              // never seen
        QVERIFY(models::leftBehindIn(snapshot).empty()); // on timeline 1 nobody was promoted
        snapshot.nodes[0].facts.timeline = 2;            // as after the names were swapped in the .env
        const auto left = models::leftBehindIn(snapshot);
        QCOMPARE(left.size(), size_t(1));
        QCOMPARE(toString(left[0].state), u"unknown"_s);
        QVERIFY2(left[0].told.contains(u"If replica1 (127.0.0.1:5433) was the primary before"_s) &&
                     left[0].told.endsWith(rejoin(5433)),
                 qPrintable(left[0].told));
        replica.facts.role = db::Role::Replica; // seen as one
        QVERIFY(models::leftBehindIn(snapshot).empty());
        replica.facts.role = db::Role::Primary;
        QCOMPARE(toString(models::leftBehindIn(snapshot).at(0).state), u"unreachable"_s);
    }

    void ofTwoPrimariesTheOlderIsToldByTheTimeline()
    {
        auto snapshot = tests::splitBrainSnapshot();
        auto left = models::leftBehindIn(snapshot);
        QCOMPARE(left.size(), size_t(1));
        QCOMPARE(left[0].node, u"primary"_s);
        QCOMPARE(toString(left[0].state), u"second primary"_s);
        QVERIFY(left[0].isOlder);
        QVERIFY2(
            left[0].told.contains(u"primary (127.0.0.1:5432) takes writes on timeline 1 and is the older "
                                  "of the two, as replica1 (127.0.0.1:5433) takes them on timeline 2"_s) &&
                left[0].told.contains(u"which is lost when it is brought back"_s) &&
                left[0].told.endsWith(rejoin(5432)),
            qPrintable(left[0].told));
        for (const auto timeline : {std::optional<quint32>(1), std::optional<quint32>()}) {
            snapshot.nodes[1].facts.timeline = timeline;
            left = models::leftBehindIn(snapshot);
            QCOMPARE(left.size(), size_t(2));
            for (const auto &each : left)
                QVERIFY2(!each.isOlder && each.told.contains(u"cannot be told"_s), qPrintable(each.told));
            QVERIFY(left[0].told.endsWith(rejoin(5432)) && left[1].told.endsWith(rejoin(5433)));
        }
        snapshot.nodes[1].facts.systemIdentifier = u"7301234567890123457"_s; // another cluster
        QVERIFY(models::leftBehindIn(snapshot).empty());
    }

    void aReplicaOfAnOlderTimelineOrAnotherHistoryIsNamed()
    {
        auto snapshot = tests::detachedSnapshot();
        auto &replica = snapshot.nodes[1];
        snapshot.nodes[0].facts.timeline = 2;
        auto left = models::leftBehindIn(snapshot);
        QCOMPARE(left.size(), size_t(1));
        QCOMPARE(toString(left[0].state), u"older timeline"_s);
        QVERIFY2(left[0].told.contains(u"is a replica on timeline 1 and does not follow"_s),
                 qPrintable(left[0].told));
        replica.verdict = db::ReplicaVerdict::Diverged;
        left = models::leftBehindIn(snapshot);
        QCOMPARE(toString(left.at(0).state), u"diverged"_s);
        QVERIFY2(left[0].told.contains(u"What only it has is lost"_s), qPrintable(left[0].told));
        replica.facts.systemIdentifier = u"7301234567890123457"_s; // it could never be a replica of this one
        QVERIFY(models::leftBehindIn(snapshot).empty());
    }
};

QTEST_MAIN(TestLeftBehind)
#include "tst_leftbehind.moc"
