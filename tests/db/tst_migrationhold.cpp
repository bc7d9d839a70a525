// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/plan.h"
#include "tests/support/migrationbench.h"

#include <QTest>

#include <thread>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = db::RunEvent::Kind;

/// A run between two migrations, with two replicas.
class TestMigrationHold : public QObject
{
    Q_OBJECT

private:
    tests::SandboxFixture m_sandbox;
    std::optional<tests::MigrationBench> m_bench;

    std::vector<db::Endpoint> replicas()
    {
        return {m_sandbox->endpoint(u"replica1"_s), m_sandbox->endpoint(u"replica2"_s)};
    }
    void writeTwo()
    {
        m_bench->write(u"001_a"_s, "CREATE TABLE a (id int);", "DROP TABLE a;");
        m_bench->write(u"002_b"_s, "CREATE TABLE b (id int);", "DROP TABLE b;");
    }

    /// A run on a thread of its own that can be watched from here.
    struct Run {
        std::mutex mutex;
        std::vector<db::RunEvent> events;
        db::RunReport report;
        std::atomic<bool> isOver = false;
        std::unique_ptr<db::MigrationRunner> runner;
        std::jthread thread; // last: joined first

        QString holding()
        {
            const std::lock_guard lock(mutex);
            for (const auto &event : events)
                if (event.kind == Kind::Holding)
                    return event.text;
            return {};
        }
    };
    std::unique_ptr<Run> start(const db::RunnerOptions &options)
    {
        auto run = std::make_unique<Run>();
        run->runner =
            std::make_unique<db::MigrationRunner>(m_sandbox->endpoint(u"primary"_s), replicas(), options);
        run->thread = std::jthread([run = run.get(), steps = m_bench->steps()](std::stop_token stop) {
            run->report = run->runner->run(
                steps,
                [run](const db::RunEvent &event) {
                    const std::lock_guard lock(run->mutex);
                    run->events.push_back(event);
                },
                stop);
            run->isOver = true;
        });
        return run;
    }

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 2); }
    void init()
    {
        m_bench.emplace(*m_sandbox);
        writeTwo();
    }

    void bothReplicasAreWaitedFor()
    {
        const auto report = m_bench->run(m_bench->steps(), {}, {}, {}, replicas());
        QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
        for (const auto &step : report.steps) {
            QCOMPARE(step.arrivals.size(), 2U);
            for (const auto &arrival : step.arrivals) {
                QVERIFY2(arrival.seconds, qPrintable(arrival.problem));
                QCOMPARE(arrival.sameSchema, true);
            }
        }
    }

    void rowsThatNobodyCountedAreUnknownAndNot0()
    {
        m_bench->one(u"CREATE TABLE uncounted AS SELECT 1 AS n"_s);
        m_bench->one(u"CREATE TABLE nothing (n int)"_s);
        // As a crash does.
        m_bench->one(u"SELECT pg_stat_reset_single_table_counters('uncounted'::regclass)"_s);
        auto connection = m_bench->open();
        const auto live = db::readLiveTables(connection, db::Deadline::in(10s));
        QVERIFY(live.has_value());
        QVERIFY(!live->sizes.at(u"uncounted"_s).rows);
        QVERIFY(live->sizes.at(u"uncounted"_s).bytes > 0);
        QCOMPARE(live->sizes.at(u"nothing"_s).rows, 0);
    }

    void aTableThatAnotherSessionHasLockedIsNotWaitedForToCompare()
    {
        m_bench->one(u"CREATE TABLE busy (id int PRIMARY KEY, CHECK (id > 0))"_s);
        auto other = m_bench->open(u"other"_s);
        QVERIFY(other.executeScript("BEGIN; LOCK TABLE busy", {}, db::Deadline::in(10s)));
        const auto report = m_bench->run(m_bench->steps(), {}, {}, {}, replicas());
        QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
        for (const auto &step : report.steps)
            for (const auto &arrival : step.arrivals) {
                QVERIFY2(arrival.seconds, qPrintable(arrival.problem));
                QCOMPARE(arrival.problem,
                         u"the schemas were not compared: another session has locked a table"_s);
            }
    }

    void aReplicaThatIsAwayIsToldAndTheOtherArrives()
    {
        QVERIFY(m_sandbox->stop(u"replica2"_s, true));
        const auto report = m_bench->run(m_bench->steps(), {}, {}, {}, replicas());
        QVERIFY(m_sandbox->start(u"replica2"_s));
        QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
        QVERIFY(report.steps[1].arrivals[0].seconds);
        QVERIFY(!report.steps[1].arrivals[1].seconds);
        QVERIFY(!report.steps[1].arrivals[1].problem.isEmpty());
    }

    void aHoldEndsWhereThePersonSaysSo()
    {
        m_bench->one(u"SELECT pg_wal_replay_pause()"_s, u"replica1"_s);
        auto options = m_bench->options;
        options.lagLimitSeconds = 0.2;
        const auto run = start(options);
        QTRY_VERIFY_WITH_TIMEOUT(run->holding().contains(u"replica1"_s), 15000);
        QVERIFY(!run->isOver);
        const auto goOn = [&] { // at each of the two holds
            run->runner->goOn();
            return run->isOver.load();
        };
        QTRY_VERIFY_WITH_TIMEOUT(goOn(), 15000);
        m_bench->one(u"SELECT pg_wal_replay_resume()"_s, u"replica1"_s);
        QVERIFY2(run->report.isComplete(), qPrintable(tests::told(run->report)));
    }

    void aHoldEndsWhenItIsStoppedAndTheNextDoesNotRun()
    {
        m_bench->one(u"SELECT pg_wal_replay_pause()"_s, u"replica1"_s);
        m_bench->one(u"CREATE TABLE behind (id int)"_s); // so that there is something to replay at once
        auto options = m_bench->options;
        options.lagLimitSeconds = 0.2;
        const auto run = start(options);
        QTRY_VERIFY_WITH_TIMEOUT(!run->holding().isEmpty(), 15000);
        run->thread.request_stop();
        QTRY_VERIFY_WITH_TIMEOUT(run->isOver, 15000);
        m_bench->one(u"SELECT pg_wal_replay_resume()"_s, u"replica1"_s);
        QVERIFY(!run->report.isComplete());
        QCOMPARE(m_bench->one(u"SELECT to_regclass('a') IS NULL"_s), u"t"_s);
    }

    void aRunHoldsWhileSessionsWaitForLocks()
    {
        m_bench->one(u"CREATE TABLE busy (id int)"_s);
        auto holder = m_bench->open();
        QVERIFY(holder.executeSimple(u"BEGIN; LOCK TABLE busy"_s, db::Deadline::in(5s)));
        std::jthread waiter([this] { m_bench->one(u"SELECT count(*) FROM busy"_s); });
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->one(u"SELECT count(*) FROM pg_locks WHERE NOT granted"_s), u"1"_s,
                                  10000);
        auto options = m_bench->options;
        options.waitingLimit = 0;
        const auto run = start(options);
        QTRY_VERIFY_WITH_TIMEOUT(
            run->holding().contains(u"1 sessions"_s) || run->holding().contains(u"1 session"_s), 15000);
        QVERIFY(holder.executeSimple(u"ROLLBACK"_s, db::Deadline::in(5s)));
        QTRY_VERIFY_WITH_TIMEOUT(run->isOver, 15000);
        QVERIFY2(run->report.isComplete(), qPrintable(tests::told(run->report)));
    }
};

QTEST_GUILESS_MAIN(TestMigrationHold)
#include "tst_migrationhold.moc"
