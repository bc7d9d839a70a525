// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/clusterchanges.h"
#include "db/failover/switchover.h"
#include "models/failover/failoveroperation.h"
#include "tests/support/failoverbench.h"
#include "tests/support/sandboxfixture.h"

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = db::FailoverReport::State;

class TestSwitchover : public QObject
{
    Q_OBJECT

private:
    SandboxFixture m_sandbox;
    QTemporaryDir m_folder;
    models::FailoverSite m_site;

    db::Result<db::SwitchoverPlan> planTo(const QString &node)
    {
        return db::planSwitchover(m_site.members, node, db::Deadline::in(20s));
    }
    db::FailoverReport run(const db::SwitchoverPlan &plan, const db::FailoverSink &sink = {},
                           const db::SwitchoverOptions &options = {}, const std::stop_token &stop = {})
    {
        return db::runSwitchover(m_site.members, plan, options, m_site.recordFile, sink, stop);
    }
    const db::Endpoint &endpoint(const QString &node) { return db::memberOf(m_site.members, node)->endpoint; }

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 1);
        m_site = siteOf(*m_sandbox, m_folder.path());
        QCOMPARE(m_site.members.size(), std::size_t{2});
        QVERIFY2(m_site.problems.empty(), "a sandbox's .env tells how its nodes are controlled");
    }

    void init()
    {
        QCOMPARE(writableNodes(m_site.members), QStringList{u"primary"_s});
        QVERIFY(db::awaitStreaming(endpoint(u"replica1"_s),
                                   *db::standingOf(endpoint(u"primary"_s), db::Deadline::in(5s))->timeline,
                                   db::Deadline::in(30s)));
        QVERIFY(!QFile::exists(m_site.recordFile));
    }

    void aPlanShowsEveryStepItsCommandsAndItsWayBackAndMarksThePointOfNoReturn()
    {
        const auto plan = planTo(u"replica1"_s);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
        QCOMPARE(plan->from, u"primary"_s);
        QCOMPARE(std::ranges::count(plan->steps, true, &db::FailoverStep::isNoReturn), 1);
        for (const auto &step : plan->steps) {
            QVERIFY2(!step.wayBack.isEmpty(), qPrintable(step.id));
            QVERIFY2(!step.commands.isEmpty() || step.id == u"repoint", qPrintable(step.id));
        }
        const auto actions = models::actionsOf(plan->steps).join(u'\n');
        QVERIFY(actions.contains(u"seawallctl sandbox stop primary"_s));
        QVERIFY(actions.contains(u"pg_promote"_s));
        QVERIFY(!actions.contains(endpoint(u"primary"_s).password.reveal()));
    }

    void aSwitchoverThereAndBackUnderWritesLosesNothingAndDoublesNothing()
    {
        WriteLoad load(m_site.members);
        QTRY_VERIFY(load.acknowledged() > 50);
        for (const auto &to : {u"replica1"_s, u"primary"_s}) {
            const auto plan = planTo(to);
            QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
            const auto report = run(*plan);
            QVERIFY2(report.state == State::Done, qPrintable(tellingOf(report)));
            QVERIFY(report.writeOutageSeconds && *report.writeOutageSeconds > 0);
            QCOMPARE(writableNodes(m_site.members), QStringList{to});
            QCOMPARE(writeOn(endpoint(to)), QString());
            const int before = load.acknowledged();
            QTRY_VERIFY(load.acknowledged() > before + 20);
        }
        QCOMPARE(load.lossOn(endpoint(u"primary"_s)), QString());
    }

    void itIsRefusedWhereTheTimelineHasMovedSinceThePlan()
    {
        auto plan = planTo(u"replica1"_s);
        QVERIFY(plan);
        for (auto &node : plan->nodes)
            --node.timeline;
        const auto report = run(*plan);
        QVERIFY2(report.state == State::Restored, qPrintable(tellingOf(report)));
        QVERIFY(report.error->message.contains(u"timeline"_s));
        QCOMPARE(writeOn(endpoint(u"primary"_s)), QString());
    }

    void aCandidateThatPausesReplayIsGivenUpAndTheOldPrimaryRestored()
    {
        const auto plan = planTo(u"replica1"_s);
        QVERIFY(plan);
        db::SwitchoverOptions options;
        options.catchUpTime = 1s;
        const auto report = run(
            *plan,
            [&](const db::FailoverEvent &event) {
                if (event.kind == db::FailoverEvent::Kind::Started &&
                    plan->steps[event.step].id == u"checkpoint")
                    static_cast<void>(db::tellNode(endpoint(u"replica1"_s), u"SELECT pg_wal_replay_pause()"_s,
                                                   {}, db::Deadline::in(5s)));
            },
            options);
        static_cast<void>(db::tellNode(endpoint(u"replica1"_s), u"SELECT pg_wal_replay_resume()"_s, {},
                                       db::Deadline::in(5s)));
        QVERIFY2(report.state == State::Restored, qPrintable(tellingOf(report)));
        QCOMPARE(plan->steps[std::size_t(report.step)].id, u"received"_s);
        QCOMPARE(writeOn(endpoint(u"primary"_s)), QString());
        QVERIFY(!planTo(u"replica1"_s) || writableNodes(m_site.members).size() == 1);
    }

    void aStopOnRequestBeforeThePromotionRestoresTheOldPrimary()
    {
        const auto plan = planTo(u"replica1"_s);
        QVERIFY(plan);
        std::stop_source stop;
        const auto report = run(
            *plan,
            [&](const db::FailoverEvent &event) {
                if (event.kind == db::FailoverEvent::Kind::Done && plan->steps[event.step].id == u"stop")
                    stop.request_stop();
            },
            {}, stop.get_token());
        QVERIFY2(report.state == State::Restored, qPrintable(tellingOf(report)));
        QVERIFY(report.error->kind == db::ErrorKind::Cancelled);
        QCOMPARE(writeOn(endpoint(u"primary"_s)), QString());
        QCOMPARE(models::outcomeOf(report).state, models::Outcome::State::Cancelled);
    }

    void aNodeThatIsNoReplicaIsNoCandidate()
    {
        const auto primary = planTo(u"primary"_s);
        QVERIFY(!primary && primary.error().message.contains(u"already"_s));
        const auto unknown = planTo(u"replica9"_s);
        QVERIFY(!unknown && unknown.error().hint.contains(u"replica1"_s));
    }
};

QTEST_GUILESS_MAIN(TestSwitchover)
#include "tst_switchover.moc"
