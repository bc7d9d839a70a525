// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "db/migrations/fingerprint.h"
#include "tests/support/migrationbench.h"

#include <QTest>

#include <map>
#include <thread>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::Deadline;
using db::Direction;
using db::ErrorKind;
using State = db::StepReport::State;
using Kind = db::RunEvent::Kind;

class TestMigrationRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void migrationsAreAppliedAndRolledBackAgain();
    void theHistoryTellsWhoWhenAndHowMuch();
    void anErrorNamesFileLineAndColumnAndLeavesNothing();
    void anErrorWithoutAPositionNamesItsStatement();
    void aRefusedCommitLeavesNothing();
    void settingsAndRolesDoNotLeakIntoTheNextMigration();
    void anOperatorAheadOfPostgresOwnDoesNotReachTheHistory();
    void aScriptThatReleasesTheRunnersLockIsGivenItAgain();
    void aRunnerWhoseLockAnotherTookMeanwhileStops();
    void aScriptThatReleasesWhatIsPreparedIsAppliedAllTheSame();
    void anIsolationLevelCanBeSetByTheScript();
    void aFileEditedAfterPlanningIsRefused();
    void twoRunnersAtOnceApplyEachMigrationOnce();
    void aStepsEventsAreAsFarApartAsItTook();
    void aSecondRunnerIsToldWhoIsAtWork();
    void aReplicaIsRefused();
    void eachMigrationArrivesOnTheReplicaWithTheSameSchema();
    void aPausedReplicaIsToldAndDoesNotFailTheRun();
    void aRunHoldsWhileTheReplicaLags();

private:
    tests::SandboxFixture m_sandbox;
    std::optional<tests::MigrationBench> m_bench;
};

void TestMigrationRunner::initTestCase()
{
    START_SANDBOX(m_sandbox, 1);
}

void TestMigrationRunner::init()
{
    m_bench.emplace(*m_sandbox);
}

void TestMigrationRunner::migrationsAreAppliedAndRolledBackAgain()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int PRIMARY KEY);\nINSERT INTO a VALUES (1), (2);",
                   "DROP TABLE a;");
    m_bench->write(u"002_b"_s, "ALTER TABLE a ADD COLUMN note text", "ALTER TABLE a DROP COLUMN note");
    const auto before = m_bench->fingerprint();
    const auto up = m_bench->apply();
    QVERIFY2(up.isComplete(), qPrintable(tests::told(up)));
    QCOMPARE(m_bench->one(u"SELECT count(note) + count(*) FROM a"_s), u"2"_s);
    QCOMPARE(up.steps[0].statementsDone, 2);
    QVERIFY(up.steps[0].walBytes > 0);
    QVERIFY(up.steps[0].seconds > 0);
    QVERIFY(m_bench->steps().empty());
    const auto down = m_bench->rollBack();
    QVERIFY2(down.isComplete(), qPrintable(tests::told(down)));
    QCOMPARE(down.steps.size(), size_t{2});
    QCOMPARE(m_bench->fingerprint(), before);
    QCOMPARE(m_bench->states(), (QStringList{u"001 rolled back"_s, u"002 rolled back"_s}));
}

void TestMigrationRunner::theHistoryTellsWhoWhenAndHowMuch()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a AS SELECT generate_series(1, 20000) AS n", "DROP TABLE a");
    QVERIFY(m_bench->apply().isComplete());
    const auto row = m_bench->one(u"SELECT (wal_bytes > 1000000) || ' ' || (duration > '0') || ' ' || "
                                  "applied_by || ' ' || statements FROM seawall.migration_history"_s);
    QCOMPARE(row, u"true true tester@here (postgres) 1"_s);
}

void TestMigrationRunner::anErrorNamesFileLineAndColumnAndLeavesNothing()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int);", "DROP TABLE a");
    m_bench->write(u"002_b"_s,
                   "-- 'Grüße' 🙂\nCREATE TABLE b (id int);\n\nINSERT INTO b\n  SELECT '🙂', nothing FROM a;",
                   "DROP TABLE b");
    m_bench->write(u"003_c"_s, "CREATE TABLE c (id int);", "DROP TABLE c");
    const auto report = m_bench->apply();
    QVERIFY(!report.isComplete());
    QVERIFY(report.steps[0].state == State::Done);
    QVERIFY(report.steps[1].state == State::Failed);
    QVERIFY(report.steps[2].state == State::NotReached);
    const auto &error = *report.steps[1].error;
    QVERIFY2(error.message.startsWith(m_bench->path(u"002_b.up.sql"_s) + u":5:15: "_s),
             qPrintable(error.message));
    QCOMPARE(error.sqlState, u"42703"_s);
    QVERIFY2(error.detail.contains(u"SELECT '🙂', nothing"_s) && error.detail.contains(u'^'),
             qPrintable(error.detail));
    QCOMPARE(m_bench->one(u"SELECT to_regclass('b') IS NULL AND to_regclass('a') IS NOT NULL"_s), u"t"_s);
    QCOMPARE(m_bench->states(), QStringList{u"001 applied"_s});
}

void TestMigrationRunner::anErrorWithoutAPositionNamesItsStatement()
{
    m_bench->write(
        u"001_a"_s,
        "CREATE TABLE a (id int PRIMARY KEY);\nINSERT INTO a VALUES (1);\n  INSERT INTO a VALUES (1);",
        "DROP TABLE a");
    const auto report = m_bench->apply();
    QVERIFY(report.steps[0].error);
    QVERIFY2(report.steps[0].error->message.contains(u"001_a.up.sql:3:3: "_s),
             qPrintable(report.steps[0].error->message));
    QCOMPARE(report.steps[0].error->sqlState, u"23505"_s);
    QVERIFY(m_bench->states().isEmpty());
}

void TestMigrationRunner::aRefusedCommitLeavesNothing()
{
    m_bench->write(u"001_a"_s,
                   "CREATE TABLE a (id int PRIMARY KEY, up int REFERENCES a DEFERRABLE INITIALLY DEFERRED);\n"
                   "INSERT INTO a VALUES (1, 7);",
                   "DROP TABLE a");
    const auto report = m_bench->apply();
    QVERIFY(report.steps[0].state == State::Failed);
    QCOMPARE(report.steps[0].error->sqlState, u"23503"_s);
    QVERIFY2(report.steps[0].error->message.contains(u"after the last statement"_s),
             qPrintable(report.steps[0].error->message));
    QVERIFY(m_bench->states().isEmpty());
    QCOMPARE(m_bench->one(u"SELECT to_regclass('a') IS NULL"_s), u"t"_s);
}

void TestMigrationRunner::settingsAndRolesDoNotLeakIntoTheNextMigration()
{
    m_bench->write(u"001_a"_s,
                   "CREATE SCHEMA hidden; CREATE ROLE migration_guest; GRANT CREATE ON SCHEMA hidden TO "
                   "migration_guest; GRANT USAGE ON SCHEMA hidden TO migration_guest;\n"
                   "SET search_path = hidden; SET ROLE migration_guest; CREATE TABLE mine (id int);\n"
                   "CREATE TEMP TABLE scratch (id int); PREPARE p AS SELECT 1; SET work_mem = '77MB';\n"
                   "SET standard_conforming_strings = off;",
                   "DROP TABLE hidden.mine; DROP SCHEMA hidden; DROP ROLE migration_guest;");
    m_bench->write(u"002_b"_s,
                   "CREATE TABLE b AS SELECT current_user::text AS who, current_setting('work_mem') AS mem, "
                   "to_regclass('scratch') AS scratch, (SELECT count(*) FROM pg_prepared_statements WHERE "
                   "name = 'p') AS n, "
                   "'a\\b' AS text;",
                   "DROP TABLE b");
    const auto up = m_bench->apply();
    QVERIFY2(up.isComplete(), qPrintable(tests::told(up)));
    const auto row =
        m_bench->one(u"SELECT who || ' ' || (mem <> '77MB') || ' ' || (scratch IS NULL) || ' ' || "
                     "n || ' ' || text FROM public.b"_s);
    QCOMPARE(row, u"postgres true true 0 a\\b"_s);
    QVERIFY(m_bench->rollBack().isComplete());
}

void TestMigrationRunner::anOperatorAheadOfPostgresOwnDoesNotReachTheHistory()
{
    m_bench->one(u"CREATE SCHEMA ahead"_s);
    m_bench->one(u"CREATE FUNCTION ahead.never(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT false'"_s);
    m_bench->one(u"CREATE OPERATOR ahead.= (LEFTARG = text, RIGHTARG = text, FUNCTION = ahead.never)"_s);
    m_bench->one(u"CREATE FUNCTION ahead.never(timestamptz, timestamptz) RETURNS interval LANGUAGE sql AS "
                 "$$SELECT interval '1 year'$$"_s);
    m_bench->one(u"CREATE OPERATOR ahead.- (LEFTARG = timestamptz, RIGHTARG = timestamptz, "
                 "FUNCTION = ahead.never)"_s);
    m_bench->one(u"ALTER ROLE CURRENT_USER SET search_path = ahead, pg_catalog, public"_s);
    const auto back = qScopeGuard([&] { m_bench->one(u"ALTER ROLE CURRENT_USER RESET search_path"_s); });
    m_bench->write(u"001_a"_s, "CREATE TABLE public.a (id int)", "DROP TABLE public.a");
    m_bench->write(u"002_b"_s, "CREATE TABLE public.b (id int)", "DROP TABLE public.b");
    const auto up = m_bench->apply();
    QVERIFY2(up.isComplete(), qPrintable(tests::told(up)));
    QCOMPARE(m_bench->one(u"SELECT count(*) FROM seawall.migration_history WHERE duration < '1 hour'"_s),
             u"2"_s);
    QVERIFY(m_bench->rollBack().isComplete());
    QCOMPARE(
        m_bench->one(u"SELECT count(*) FROM seawall.migration_history WHERE rolled_back_at IS NOT NULL"_s),
        u"2"_s);
}

void TestMigrationRunner::aScriptThatReleasesTheRunnersLockIsGivenItAgain()
{
    const QByteArray count = "INSERT INTO log SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND "
                             "pid = pg_backend_pid();";
    m_bench->write(u"001_log"_s, "CREATE TABLE log (locks bigint);", "DROP TABLE log");
    m_bench->write(u"002_release"_s, "SELECT pg_advisory_unlock_all();", "SELECT pg_advisory_unlock_all();");
    m_bench->write(u"003_count"_s, count, "SELECT 1");
    m_bench->write(u"004_discard"_s, "DISCARD ALL;", "DISCARD ALL;");
    m_bench->write(u"005_count"_s, count, "SELECT 1");
    const auto report = m_bench->apply();
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QCOMPARE(m_bench->one(u"SELECT string_agg(locks::text, ' ') FROM log"_s), u"1 1"_s);
    QVERIFY2(m_bench->rollBack().isComplete(), "each way back");
}

void TestMigrationRunner::aRunnerWhoseLockAnotherTookMeanwhileStops()
{
    m_bench->write(u"001_a"_s, "SELECT pg_advisory_unlock_all(); SELECT pg_advisory_lock(4711);", "SELECT 1");
    m_bench->write(u"002_b"_s, "CREATE TABLE b (id int)", "DROP TABLE b");
    auto other = m_bench->open(u"another runner"_s);
    const auto ask = [&](const QString &sql) {
        const auto rows = other.execute(sql, {}, db::Deadline::in(20s));
        return rows ? rows->text(0, 0) : rows.error().message;
    };
    ask(u"SELECT pg_advisory_lock(4711)"_s); // the script waits for it once its runner's lock is gone
    db::RunReport report;
    {
        const std::jthread run([&] { report = m_bench->run(m_bench->steps()); });
        const auto key = QString::number(db::migrationLockKey);
        QTRY_COMPARE_WITH_TIMEOUT(ask(u"SELECT count(*) FROM pg_locks WHERE objid = 4711 AND NOT granted"_s),
                                  u"1"_s, 20000);
        QCOMPARE(ask(u"SELECT pg_try_advisory_lock(%1)"_s.arg(key)), u"t"_s);
        ask(u"SELECT pg_advisory_unlock(4711)"_s);
    }
    QVERIFY(report.steps[0].state == State::Done);
    QVERIFY(report.steps[1].state == State::NotReached);
    QVERIFY(report.error);
    QVERIFY2(report.error->message.contains(QString::number(other.backendPid())),
             qPrintable(report.error->message));
    QVERIFY2(report.error->hint.contains(u"released the lock"_s), qPrintable(report.error->hint));
}

void TestMigrationRunner::aScriptThatReleasesWhatIsPreparedIsAppliedAllTheSame()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int); DEALLOCATE ALL;", "DROP TABLE a");
    m_bench->write(u"002_b"_s, "DO $$BEGIN EXECUTE 'deal' || 'locate all'; END$$; CREATE TABLE b (id int);",
                   "DROP TABLE b");
    m_bench->write(u"003_c"_s, "CREATE TABLE c AS SELECT count(*) AS n FROM pg_prepared_statements",
                   "DROP TABLE c");
    const auto report = m_bench->apply();
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QCOMPARE(m_bench->one(u"SELECT n FROM c"_s), u"2"_s);
    QCOMPARE(m_bench->states(), (QStringList{u"001 applied"_s, u"002 applied"_s, u"003 applied"_s}));
}

void TestMigrationRunner::anIsolationLevelCanBeSetByTheScript()
{
    m_bench->write(u"001_a"_s,
                   "BEGIN;\nSET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\nCREATE TABLE a AS SELECT "
                   "current_setting('transaction_isolation') AS level;\nCOMMIT;",
                   "DROP TABLE a");
    const auto report = m_bench->apply();
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QCOMPARE(m_bench->one(u"SELECT level FROM a"_s), u"serializable"_s);
}

void TestMigrationRunner::aFileEditedAfterPlanningIsRefused()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int)", "DROP TABLE a");
    const auto steps = m_bench->steps();
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id bigint)", "DROP TABLE a");
    const auto report = m_bench->run(steps);
    QVERIFY(report.steps[0].state == State::Failed);
    QVERIFY(report.steps[0].error->kind == ErrorKind::InvalidInput);
    QCOMPARE(m_bench->one(u"SELECT to_regclass('a') IS NULL"_s), u"t"_s);
}

void TestMigrationRunner::twoRunnersAtOnceApplyEachMigrationOnce()
{
    for (int i = 1; i <= 20; ++i)
        m_bench->write(u"%1_t"_s.arg(i, 3, 10, QChar(u'0')),
                       "CREATE TABLE t" + QByteArray::number(i) + " (id int)",
                       "DROP TABLE t" + QByteArray::number(i));
    const auto steps = m_bench->steps();
    auto options = m_bench->options;
    options.lockWait = 30s;
    db::RunReport first, second;
    {
        std::jthread one([&] { first = m_bench->run(steps, {}, {}, options); });
        std::jthread two([&] { second = m_bench->run(steps, {}, {}, options); });
    }
    QVERIFY2(first.isComplete(), qPrintable(tests::told(first)));
    QVERIFY2(second.isComplete(), qPrintable(tests::told(second)));
    int statements = 0;
    for (const auto *report : {&first, &second})
        for (const auto &step : report->steps)
            statements += step.statementsDone;
    QCOMPARE(statements, 20);
    QCOMPARE(m_bench->states().size(), 20);
}

void TestMigrationRunner::aStepsEventsAreAsFarApartAsItTook()
{
    m_bench->write(u"001_a"_s, "SELECT pg_sleep(0.05)", "SELECT pg_sleep(0.05)");
    QVERIFY(m_bench->run(m_bench->steps()).isComplete());
    std::map<Kind, db::RunEvent> told;
    const auto report = m_bench->run(m_bench->steps(m_bench->backToStart()),
                                     [&](const auto &event) { told[event.kind] = event; });
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    const auto &done = told[Kind::StepDone];
    QVERIFY(done.seconds >= 0.05);
    QVERIFY(done.timeMs + 1 - told[Kind::StepStarted].timeMs >= qint64(done.seconds * 1000));
}

void TestMigrationRunner::aSecondRunnerIsToldWhoIsAtWork()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int)", "DROP TABLE a");
    auto other = m_bench->open(u"another tool"_s);
    QVERIFY(other.execute(u"SELECT pg_advisory_lock($1::bigint)"_s, {QString::number(db::migrationLockKey)},
                          Deadline::in(5s)));
    std::vector<db::RunEvent> events;
    const auto report = m_bench->run(m_bench->steps(), [&](const auto &event) { events.push_back(event); });
    QVERIFY(report.error);
    QVERIFY(report.error->kind == ErrorKind::ServerNotReady);
    QVERIFY2(
        report.error->message.contains(u"session %1 of postgres (another tool)"_s.arg(other.backendPid())),
        qPrintable(report.error->message));
    QVERIFY(report.steps[0].state == State::NotReached);
    QVERIFY(!events.empty() && events[0].kind == Kind::Blocked);
    QCOMPARE(events[0].blockers.at(0).application, u"another tool"_s);
}

void TestMigrationRunner::aReplicaIsRefused()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int)", "DROP TABLE a");
    db::MigrationRunner runner(m_sandbox->endpoint(u"replica1"_s), {}, m_bench->options);
    const auto report = runner.run(m_bench->steps(), {}, {});
    QVERIFY(report.error && report.error->kind == ErrorKind::ServerNotReady);
    QVERIFY2(report.error->message.contains(u"is a replica"_s), qPrintable(report.error->message));
}

void TestMigrationRunner::eachMigrationArrivesOnTheReplicaWithTheSameSchema()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a AS SELECT 'WEX'::text AS name", "DROP TABLE a");
    const auto report = m_bench->run(m_bench->steps(), {}, {}, {}, {m_sandbox->endpoint(u"replica1"_s)});
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    const auto &arrivals = report.steps[0].arrivals;
    QCOMPARE(arrivals.size(), size_t{1});
    QCOMPARE(arrivals[0].node, u"replica1"_s);
    QVERIFY(arrivals[0].seconds && *arrivals[0].seconds < 20);
    QVERIFY2(arrivals[0].sameSchema == true, qPrintable(arrivals[0].problem));
    QVERIFY(report.steps[0].commitLsn);
    QCOMPARE(m_bench->one(u"SELECT name FROM a"_s, u"replica1"_s), u"WEX"_s);
}

void TestMigrationRunner::aPausedReplicaIsToldAndDoesNotFailTheRun()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int)", "DROP TABLE a");
    m_bench->one(u"SELECT pg_wal_replay_pause()"_s, u"replica1"_s);
    const auto report = m_bench->run(m_bench->steps(), {}, {}, {}, {m_sandbox->endpoint(u"replica1"_s)});
    m_bench->one(u"SELECT pg_wal_replay_resume()"_s, u"replica1"_s);
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QVERIFY(!report.steps[0].arrivals.at(0).seconds);
    QCOMPARE(report.steps[0].arrivals.at(0).problem, u"replay is paused"_s);
}

void TestMigrationRunner::aRunHoldsWhileTheReplicaLags()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int)", "DROP TABLE a");
    m_bench->one(u"SELECT pg_wal_replay_pause()"_s, u"replica1"_s);
    m_bench->one(u"CREATE TABLE behind (id int)"_s);
    auto options = m_bench->options;
    options.lagLimitSeconds = 0.5;
    std::atomic<bool> didHold = false;
    const auto sink = [&](const db::RunEvent &event) {
        if (event.kind != Kind::Holding)
            return;
        didHold = true;
        QVERIFY2(event.text.contains(u"replica1"_s), qPrintable(event.text));
        QCOMPARE(m_bench->one(u"SELECT to_regclass('a') IS NULL"_s), u"t"_s);
        m_bench->one(u"SELECT pg_wal_replay_resume()"_s, u"replica1"_s);
    };
    const auto report =
        m_bench->run(m_bench->steps(), sink, {}, options, {m_sandbox->endpoint(u"replica1"_s)});
    m_bench->one(u"DROP TABLE behind"_s);
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QVERIFY(didHold);
    QVERIFY(report.steps[0].arrivals.at(0).seconds);
}

QTEST_GUILESS_MAIN(TestMigrationRunner)
#include "tst_migrationrunner.moc"
