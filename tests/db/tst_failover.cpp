// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/clusterchanges.h"
#include "db/failover/nodefiles.h"
#include "db/failover/promote.h"
#include "db/failover/rejoin.h"
#include "db/failover/splitbrain.h"
#include "db/failover/switchover.h"
#include "db/failover/timelinehistory.h"
#include "models/failover/failoveroperation.h"
#include "tests/support/failoverbench.h"
#include "tests/support/sandboxfixture.h"

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = db::FailoverReport::State;

/// In order: the primary is lost, a replica is promoted, the old one comes back writable, and is rewound.
class TestFailover : public QObject
{
    Q_OBJECT

private:
    SandboxFixture m_sandbox;
    models::FailoverSite m_site;

    const db::Endpoint &endpoint(const QString &node) { return db::memberOf(m_site.members, node)->endpoint; }
    db::Result<db::PromotePlan> planFor(const QString &node)
    {
        return db::planPromote(m_site.members, node, {}, false, db::Deadline::in(20s));
    }

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 2);
        m_site = siteOf(*m_sandbox);
        QCOMPARE(m_site.members.size(), std::size_t{3});
    }

    void aReplicaThatWasKilledIsOnlyStartedAgain()
    {
        // It goes on as it is set up itself; nobody is left who shows how else it could replicate.
        QVERIFY(m_sandbox->stop(u"replica2"_s));
        QVERIFY(m_sandbox->stop(u"replica1"_s, true));
        const auto killed = db::planRejoin(m_site.members, u"replica1"_s, db::Deadline::in(30s));
        QVERIFY2(killed, killed ? "" : qPrintable(killed.error().message));
        QVERIFY(killed->way == db::RejoinPlan::Way::Restart);
        QVERIFY(killed->keepsUpstream);
        QVERIFY(!models::rejoinOperation(m_site, *killed, {})->preview().destructive);
        const auto report = db::runRejoin(m_site.members, *killed, {}, {}, {});
        QVERIFY2(report.state == State::Done, qPrintable(tellingOf(report)));

        QVERIFY(m_sandbox->pause(u"replica1"_s));
        const auto hung = db::planRejoin(m_site.members, u"replica1"_s, db::Deadline::in(30s));
        QVERIFY2(hung, hung ? "" : qPrintable(hung.error().message));
        QVERIFY(hung->way == db::RejoinPlan::Way::Restart);
        QVERIFY(hung->isRunning);
        const auto freed = db::runRejoin(m_site.members, *hung, {}, {}, {});
        QVERIFY2(freed.state == State::Done, qPrintable(tellingOf(freed)));

        const auto stopped = db::planRejoin(m_site.members, u"replica2"_s, db::Deadline::in(30s));
        QVERIFY2(stopped, stopped ? "" : qPrintable(stopped.error().message));
        QVERIFY(stopped->way == db::RejoinPlan::Way::Restart);
        QVERIFY(stopped->keepsUpstream);
        const auto second = db::runRejoin(m_site.members, *stopped, {}, {}, {});
        QVERIFY2(second.state == State::Done, qPrintable(tellingOf(second)));
        // A second slot would keep WAL for nobody.
        const auto unused = db::tellNode(endpoint(u"primary"_s),
                                         u"SELECT count(*) FROM pg_replication_slots WHERE NOT active"_s, {},
                                         db::Deadline::in(5s));
        QVERIFY(unused);
        QCOMPARE(unused->integer(0, 0), std::optional<qint64>(0));
    }

    void aPrimaryThatAnswersIsNoCaseForAFailover()
    {
        const auto plan = planFor(u"replica1"_s);
        QVERIFY(!plan);
        QVERIFY2(plan.error().hint.contains(u"switchover"_s), qPrintable(plan.error().hint));
    }

    void aReplicaThatIsStillFedIsASecondWitnessThatSpeaksAgainstIt()
    {
        // Its port as this console sees it is wrong: to the console it is gone, to the replicas it is not.
        auto members = m_site.members;
        members[0].endpoint.parameters[u"port"_s] = u"1"_s;
        const auto plan = db::planPromote(members, u"replica1"_s, {}, false, db::Deadline::in(20s));
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
        QVERIFY(plan->isSeenAlive);
        auto site = m_site;
        site.members = members;
        const auto preview = models::promoteOperation(site, *plan, {})->preview();
        QVERIFY(preview.needsReason);
        QVERIFY(preview.guards.front().state == models::Guard::State::Blocking);
    }

    void theBestCandidateIsNamedAndTheLossToldBeforehand()
    {
        QVERIFY(m_sandbox->pause(u"replica2"_s));
        QVERIFY(db::tellNode(endpoint(u"primary"_s),
                             u"CREATE TABLE kept AS SELECT generate_series(1, 100) AS n"_s, {},
                             db::Deadline::in(10s)));
        // More than the sockets hold: what was sent to a paused replica arrives when it goes on.
        const auto written = db::tellNode(
            endpoint(u"primary"_s),
            u"SELECT pg_logical_emit_message(false, 'test', repeat('x', 1000000)) FROM generate_series(1, 40)"_s,
            {}, db::Deadline::in(30s));
        QVERIFY(written);
        const auto end = db::standingOf(endpoint(u"primary"_s), db::Deadline::in(5s))->flushed;
        QTRY_VERIFY_WITH_TIMEOUT(
            db::standingOf(endpoint(u"replica1"_s), db::Deadline::in(5s))->received >= end, 20000);
        QVERIFY(m_sandbox->stop(u"primary"_s, true));
        QVERIFY(m_sandbox->resume(u"replica2"_s));
        QTRY_VERIFY(planFor(u"replica2"_s));
        const auto plan = planFor(u"replica2"_s);
        QCOMPARE(plan->best, u"replica1"_s);
        QVERIFY2(plan->lossBytes && *plan->lossBytes > 0, qPrintable(plan->loss));
        QVERIFY(plan->fence == db::PromotePlan::Fence::Stopped);
        QVERIFY(!plan->isSeenAlive);
    }

    void aLostPrimaryIsFencedAReplicaPromotedAndTheOthersFollow()
    {
        const auto plan = planFor(u"replica1"_s);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
        const auto report = db::runPromote(m_site.members, *plan, {}, {}, {});
        QVERIFY2(report.state == State::Done, qPrintable(tellingOf(report)));
        QCOMPARE(writableNodes(m_site.members), QStringList{u"replica1"_s});
        QVERIFY(report.switchLsn);
        QCOMPARE(writeOn(endpoint(u"replica1"_s)), QString());
        const auto follower = db::standingOf(endpoint(u"replica2"_s), db::Deadline::in(5s));
        QVERIFY(follower && follower->streams());
    }

    void theOldPrimaryComesBackAsAReplicaOnly()
    {
        QVERIFY(m_sandbox->start(u"primary"_s));
        const auto old = db::awaitRole(endpoint(u"primary"_s), db::Role::Replica, db::Deadline::in(30s));
        QVERIFY2(old, old ? "" : qPrintable(old.error().message));
        QVERIFY(m_sandbox->stop(u"primary"_s));
    }

    void aSecondPrimaryIsToldWithWhatOnlyItHasAndRewound()
    {
        // Somebody removes the sentinel and writes to it.
        QVERIFY(db::memberOf(m_site.members, u"primary"_s)->control->files()->setStandby(false));
        QVERIFY(m_sandbox->start(u"primary"_s));
        QVERIFY(db::awaitRole(endpoint(u"primary"_s), db::Role::Primary, db::Deadline::in(30s)));
        QVERIFY(db::tellNode(endpoint(u"primary"_s), u"INSERT INTO kept VALUES (-1)"_s, {},
                             db::Deadline::in(5s)));

        const auto plan = db::planRejoin(m_site.members, u"primary"_s, db::Deadline::in(30s));
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
        QVERIFY(plan->way == db::RejoinPlan::Way::Rewind);
        QVERIFY(plan->takesWrites);
        QCOMPARE(plan->primary, u"replica1"_s);
        QVERIFY(plan->parted && plan->parted->since && plan->parted->bytes.value_or(0) > 0);
        QVERIFY2(plan->parted->tables.join(u' ').contains(u"kept"_s),
                 qPrintable(plan->parted->tables.join(u' ')));
        QVERIFY(plan->parted->transactions.value_or(0) >= 1);
        QVERIFY(!plan->parted->waysOut.isEmpty());

        const auto report = db::runRejoin(m_site.members, *plan, {}, {}, {});
        QVERIFY2(report.state == State::Done, qPrintable(tellingOf(report)));
        QCOMPARE(writableNodes(m_site.members), QStringList{u"replica1"_s});
        const auto rows = db::tellNode(endpoint(u"primary"_s), u"SELECT min(n), count(*) FROM kept"_s, {},
                                       db::Deadline::in(5s));
        QVERIFY(rows);
        QCOMPARE(rows->integer(0, 0), std::optional<qint64>(1));
        QCOMPARE(rows->integer(0, 1), std::optional<qint64>(100));
        const auto again = db::planRejoin(m_site.members, u"primary"_s, db::Deadline::in(30s));
        QVERIFY(again && again->way == db::RejoinPlan::Way::Nothing);
    }

    void theNextFailoverKnowsTheTimelineThatWasReceivedLast()
    {
        // Stopped as a primary on the second timeline, and no restartpoint since: so says its control file.
        const auto there = db::planSwitchover(m_site.members, u"replica2"_s, db::Deadline::in(20s));
        QVERIFY2(there, there ? "" : qPrintable(there.error().message));
        QVERIFY(db::runSwitchover(m_site.members, *there, {}, {}, {}, {}).state == State::Done);
        QVERIFY(m_sandbox->stop(u"replica2"_s, true));
        QTRY_VERIFY(planFor(u"replica1"_s));
        const auto plan = planFor(u"replica1"_s);
        QCOMPARE(plan->timeline, 3U);
        const auto report = db::runPromote(m_site.members, *plan, {}, {}, {});
        QVERIFY2(report.state == State::Done, qPrintable(tellingOf(report)));
        const auto history = db::TimelineHistory::of(endpoint(u"replica1"_s), 4, db::Deadline::in(5s));
        QVERIFY(history);
        QCOMPARE(history->switches.size(), std::size_t{3});
        QVERIFY(report.switchLsn == history->switches.back().at);
        // 'What it wrote after it was last seen is unknown' is not fine.
        const auto guards = models::promoteOperation(m_site, *plan, {})->preview().guards;
        const auto loss = std::ranges::find(guards, u"Loss"_s, &models::Guard::title);
        QVERIFY(loss != guards.end() && loss->state != models::Guard::State::Ok);
    }

    void whoAsksToBringThePrimaryBackIsToldWhichNodeItIs()
    {
        const auto plan = db::planRejoin(m_site.members, u"replica1"_s, db::Deadline::in(30s));
        QVERIFY(!plan);
        QCOMPARE(plan.error().message, u"replica1 (%1) takes writes now: it is the primary."_s.arg(
                                           endpoint(u"replica1"_s).address()));
        QVERIFY2(plan.error().hint.contains(u"replica2 (%1)"_s.arg(endpoint(u"replica2"_s).address())) &&
                     !plan.error().hint.contains(u"promote"_s),
                 qPrintable(plan.error().hint));
    }

    void whatCannotBeReadOfALostPrimaryIsUnknownAndNotNothing()
    {
        const auto parted = [this] {
            return db::partedWrites(*db::memberOf(m_site.members, u"replica2"_s),
                                    *db::memberOf(m_site.members, u"replica1"_s), db::Deadline::in(30s));
        };
        auto writes = parted();
        QVERIFY2(writes, writes ? "" : qPrintable(writes.error().message));
        QCOMPARE(writes->timeline, 3U); // which its control file may not know yet
        QVERIFY(writes->since);
        QCOMPARE(writes->transactions, std::optional(0));
        QDir wal(m_sandbox->dataDirectory(u"replica2"_s) + u"/pg_wal"_s);
        for (const auto &segment : wal.entryList({u"00000003????????????????"_s}))
            QVERIFY(wal.rename(segment, segment + u".away"_s));
        QFile other(
            wal.filePath(u"000000030000000000000001"_s)); // of that timeline, and not what is asked for
        QVERIFY(other.open(QIODevice::WriteOnly));
        writes = parted();
        QVERIFY(writes);
        QCOMPARE(writes->timeline, 3U);
        QVERIFY(!writes->transactions);
        QVERIFY(!writes->tablesAreKnown);
    }

    void aTimelineThatARewindDiscardedIsNoMoreTheOneOfTheNode()
    {
        // Somebody promotes a replica beside the primary, and it is brought back.
        QVERIFY(db::tellNode(endpoint(u"primary"_s), u"SELECT pg_promote(true, 30)"_s, {},
                             db::Deadline::in(40s)));
        QCOMPARE(db::standingOf(endpoint(u"primary"_s), db::Deadline::in(5s))->timeline, std::optional(5U));
        const auto back = db::planRejoin(m_site.members, u"primary"_s, db::Deadline::in(30s));
        QVERIFY2(back, back ? "" : qPrintable(back.error().message));
        QVERIFY(back->way == db::RejoinPlan::Way::Rewind);
        const auto rejoined = db::runRejoin(m_site.members, *back, {}, {}, {});
        QVERIFY2(rejoined.state == State::Done, qPrintable(tellingOf(rejoined)));

        QVERIFY(m_sandbox->stop(u"replica1"_s, true));
        QTRY_VERIFY(planFor(u"primary"_s));
        const auto plan = planFor(u"primary"_s);
        QCOMPARE(plan->timeline, 4U);
        const auto report = db::runPromote(m_site.members, *plan, {}, {}, {});
        QVERIFY2(report.state == State::Done, qPrintable(tellingOf(report)));
        QCOMPARE(writableNodes(m_site.members), QStringList{u"primary"_s});
    }
};

QTEST_GUILESS_MAIN(TestFailover)
#include "tst_failover.moc"
