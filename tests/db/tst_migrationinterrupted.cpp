// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/migrationbench.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::Deadline;
using db::HistoryEntry;
using State = db::StepReport::State;
using Kind = db::RunEvent::Kind;

class TestMigrationInterrupted : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 0); }
    void init() { m_bench.emplace(*m_sandbox); }
    void aFailedConcurrentlyLeavesANamedIndexAndResumes();
    void whatIsResumedRunsUnderTheSettingsOfItsScript();
    void anInvalidIndexIsDroppedThoughAnOldTransactionHoldsItUp();
    void aFirstStatementThatFailsAloneLeavesNothing();
    void aPartlyAppliedOneCanBeRolledBack();
    void aStopEndsTheStatementOnTheServer();
    void aStopOfStatementsAloneTellsWhatStands();
    void aTerminatedSessionLeavesNothing();
    void aLostAnswerOfACommitIsAskedFor();
    void aServerThatDiesLeavesNothingHalfDone();
    void aServerThatStaysAwayIsTold();
    void aFinishedIndexIsNotBuiltAgainOnResume();
    void aRoleSetByAScriptHoldsForItsStatementsAlone();

private:
    std::vector<db::MigrationStep> resume()
    {
        return m_bench->steps({.version = {}, .partly = db::StepRequest::Partly::Resume});
    }
    /// Runs something once a query of the runner's session looks so.
    std::jthread once(const QString &query, const std::function<void(int)> &act);
    tests::SandboxFixture m_sandbox;
    std::optional<tests::MigrationBench> m_bench;
};

std::jthread TestMigrationInterrupted::once(const QString &query, const std::function<void(int)> &act)
{
    return std::jthread([this, query, act](const std::stop_token &stop) {
        auto witness = m_bench->open(u"witness"_s);
        while (!stop.stop_requested()) {
            const auto rows = witness.execute(
                u"SELECT pid FROM pg_stat_activity WHERE application_name = 'seawall migrations' "
                "AND state = 'active' AND query LIKE $1"_s,
                {query}, Deadline::in(5s));
            if (rows && rows->count() > 0) {
                act(static_cast<int>(rows->integer(0, 0).value_or(0)));
                return;
            }
            std::this_thread::sleep_for(5ms);
        }
    });
}

void TestMigrationInterrupted::aFailedConcurrentlyLeavesANamedIndexAndResumes()
{
    m_bench->one(u"CREATE TABLE a (id int)"_s);
    m_bench->one(u"INSERT INTO a VALUES (1), (1)"_s);
    m_bench->write(u"001_a"_s,
                   "ALTER TABLE a ADD COLUMN n int;\n\nCREATE UNIQUE INDEX CONCURRENTLY \"A id\" ON a (id);\n"
                   "COMMENT ON TABLE a IS 'done';",
                   "DROP INDEX \"A id\"; ALTER TABLE a DROP COLUMN n; COMMENT ON TABLE a IS NULL");
    const auto failed = m_bench->apply();
    QVERIFY(failed.steps[0].state == State::Partly);
    QCOMPARE(failed.steps[0].statementsDone, 1);
    QCOMPARE(failed.steps[0].invalidIndexes, QStringList{u"public.\"A id\""_s});
    QVERIFY2(failed.steps[0].error->message.contains(u"001_a.up.sql:3:1: "_s),
             qPrintable(failed.steps[0].error->message));
    QCOMPARE(failed.steps[0].error->sqlState, u"23505"_s);
    const auto row = m_bench->history().entries.at(0);
    QVERIFY(row.state == HistoryEntry::State::Applying);
    QCOMPARE(row.statementsDone, 1);
    QCOMPARE(row.statements, 3);

    m_bench->one(u"DELETE FROM a"_s);
    QStringList notes;
    const auto report = m_bench->run(resume(), [&](const db::RunEvent &event) {
        if (event.kind == Kind::Note)
            notes << event.text;
    });
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QVERIFY2(notes.join(u' ').contains(u"public.\"A id\""_s), qPrintable(notes.join(u' ')));
    QCOMPARE(m_bench->one(u"SELECT indisvalid FROM pg_index WHERE indexrelid = '\"A id\"'::regclass"_s),
             u"t"_s);
    QCOMPARE(m_bench->one(u"SELECT obj_description('a'::regclass)"_s), u"done"_s);
    QCOMPARE(m_bench->states(), QStringList{u"001 applied"_s});
}

void TestMigrationInterrupted::whatIsResumedRunsUnderTheSettingsOfItsScript()
{
    m_bench->one(u"CREATE SCHEMA app"_s);
    m_bench->one(u"CREATE TABLE app.a AS SELECT 1 AS id FROM generate_series(1, 2)"_s);
    m_bench->one(u"CREATE TABLE a (id int)"_s);
    m_bench->write(u"001_a"_s,
                   "SET search_path = app;\nCREATE UNIQUE INDEX CONCURRENTLY i ON a (id);\n"
                   "CREATE TABLE b (id int);",
                   "DROP TABLE app.b; DROP INDEX app.i");
    QVERIFY(m_bench->apply().steps[0].state == State::Partly);
    m_bench->one(u"DELETE FROM app.a"_s);
    const auto report = m_bench->run(resume());
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QCOMPARE(m_bench->one(u"SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('app.i')"_s),
             u"t"_s);
    QCOMPARE(m_bench->one(u"SELECT to_regclass('app.b') IS NOT NULL AND to_regclass('public.b') IS NULL"_s),
             u"t"_s);
    m_bench->one(u"DROP SCHEMA app CASCADE"_s);
}

void TestMigrationInterrupted::anInvalidIndexIsDroppedThoughAnOldTransactionHoldsItUp()
{
    m_bench->one(u"CREATE TABLE a AS SELECT 1 AS id FROM generate_series(1, 2)"_s);
    m_bench->write(u"001_a"_s, "CREATE UNIQUE INDEX CONCURRENTLY i ON a (id)", "DROP INDEX i");
    QVERIFY(m_bench->apply().steps[0].state == State::Partly);
    m_bench->one(u"DELETE FROM a"_s);
    auto reader = m_bench->open(u"reporting"_s);
    QVERIFY(reader.executeSimple(u"BEGIN; SELECT count(*) FROM a"_s, Deadline::in(5s)));
    auto options = m_bench->options;
    options.lockTimeout = 100ms;
    bool isReleased = false;
    const auto sink = [&](const db::RunEvent &event) {
        if (event.kind == Kind::Blocked && !isReleased)
            isReleased = reader.executeSimple(u"ROLLBACK"_s, Deadline::in(5s)).has_value();
    };
    const auto report = m_bench->run(resume(), sink, {}, options);
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QVERIFY(isReleased); // who stood in the way was told
    QCOMPARE(m_bench->one(u"SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"_s), u"t"_s);
}

void TestMigrationInterrupted::aFirstStatementThatFailsAloneLeavesNothing()
{
    m_bench->write(u"001_a"_s, "CREATE INDEX CONCURRENTLY i ON nowhere (id)", "DROP INDEX i");
    const auto report = m_bench->apply();
    QVERIFY(report.steps[0].state == State::Failed);
    QVERIFY(m_bench->states().isEmpty());
}

void TestMigrationInterrupted::aPartlyAppliedOneCanBeRolledBack()
{
    m_bench->one(u"CREATE TABLE a (id int)"_s);
    m_bench->write(u"001_a"_s, "ALTER TABLE a ADD COLUMN n int; CREATE INDEX CONCURRENTLY i ON a (nothing);",
                   "DROP INDEX IF EXISTS i; ALTER TABLE a DROP COLUMN n;");
    QVERIFY(m_bench->apply().steps[0].state == State::Partly);
    const auto back = m_bench->run(m_bench->steps({.goal = db::StepRequest::Goal::RollbackTo,
                                                   .version = u"000"_s,
                                                   .partly = db::StepRequest::Partly::RollBack}));
    QVERIFY2(back.isComplete(), qPrintable(tests::told(back)));
    QCOMPARE(m_bench->states(), QStringList{u"001 rolled back"_s});
}

void TestMigrationInterrupted::aStopEndsTheStatementOnTheServer()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int); SELECT pg_sleep(60);", "DROP TABLE a");
    m_bench->write(u"002_b"_s, "CREATE TABLE b (id int)", "DROP TABLE b");
    std::stop_source stop;
    const auto steps = m_bench->steps();
    const auto stopper = once(u"%pg_sleep(60)%"_s, [&](int) { stop.request_stop(); });
    QElapsedTimer timer;
    timer.start();
    const auto report = m_bench->run(steps, {}, stop.get_token());
    QVERIFY(timer.elapsed() < 20000);
    QVERIFY(report.steps[0].state == State::Cancelled);
    QVERIFY(report.steps[0].error->kind == db::ErrorKind::Cancelled);
    QVERIFY(report.steps[1].state == State::NotReached);
    QCOMPARE(m_bench->one(u"SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE "
                          "'%sleep(60%' AND pid <> pg_backend_pid()"_s),
             u"0"_s);
    QVERIFY(m_bench->states().isEmpty());
    QCOMPARE(m_bench->one(u"SELECT to_regclass('a') IS NULL"_s), u"t"_s);
}

void TestMigrationInterrupted::aStopOfStatementsAloneTellsWhatStands()
{
    m_bench->one(u"CREATE TABLE a (id int)"_s);
    m_bench->write(u"001_a"_s, "VACUUM a; SELECT pg_sleep(60); VACUUM a", "SELECT 1");
    std::stop_source stop;
    const auto steps = m_bench->steps();
    const auto stopper = once(u"%pg_sleep(60)%"_s, [&](int) { stop.request_stop(); });
    const auto report = m_bench->run(steps, {}, stop.get_token());
    QVERIFY(report.steps[0].state == State::Partly);
    QVERIFY(report.steps[0].error->kind == db::ErrorKind::Cancelled);
    QCOMPARE(report.steps[0].statementsDone, 1);
    QCOMPARE(m_bench->history().entries.at(0).statementsDone, 1);
    QCOMPARE(resume().at(0).firstStatement, 1);
}

void TestMigrationInterrupted::aTerminatedSessionLeavesNothing()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int); SELECT pg_sleep(60);", "DROP TABLE a");
    const auto steps = m_bench->steps();
    const auto killer = once(u"%pg_sleep(60)%"_s,
                             [&](int pid) { m_bench->one(u"SELECT pg_terminate_backend(%1)"_s.arg(pid)); });
    const auto report = m_bench->run(steps);
    QVERIFY(report.steps[0].state == State::Failed);
    QVERIFY(report.steps[0].error->kind == db::ErrorKind::ConnectionLost);
    QVERIFY(m_bench->states().isEmpty());
    QCOMPARE(m_bench->one(u"SELECT to_regclass('a') IS NULL"_s), u"t"_s);
}

void TestMigrationInterrupted::aLostAnswerOfACommitIsAskedFor()
{
    // The commit stands, and the session ends before it can say so: it waits for a synchronous replica that
    // does not exist, and is terminated there.
    m_bench->write(u"001_a"_s,
                   "CREATE TABLE a (id int); SELECT set_config('synchronous_commit', 'on', false);",
                   "DROP TABLE a");
    m_bench->write(u"002_b"_s, "CREATE TABLE b (id int)", "DROP TABLE b");
    auto connection = m_bench->open();
    QVERIFY(db::createHistory(connection, Deadline::in(5s)));
    const auto steps = m_bench->steps();
    m_bench->one(u"ALTER SYSTEM SET synchronous_standby_names = 'nobody'"_s);
    m_bench->one(u"SELECT pg_reload_conf()"_s);
    const auto isSet = [&] { return m_bench->one(u"SHOW synchronous_standby_names"_s) == u"nobody"_s; };
    QTRY_VERIFY(isSet());
    const std::jthread killer([&] {
        auto witness = m_bench->open(u"witness"_s);
        const auto waits = u"SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND "
                           "application_name = 'seawall migrations'"_s;
        QString pid;
        while (pid.isEmpty()) {
            const auto rows = witness.execute(waits, {}, Deadline::in(5s));
            pid = rows && rows->count() > 0 ? rows->text(0, 0) : QString();
        }
        m_bench->one(u"ALTER SYSTEM RESET synchronous_standby_names"_s);
        static_cast<void>(
            witness.execute(u"SELECT pg_terminate_backend($1::int)"_s, {pid}, Deadline::in(5s)));
        m_bench->one(u"SELECT pg_reload_conf()"_s);
    });
    const auto report = m_bench->run(steps);
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QCOMPARE(m_bench->states(), (QStringList{u"001 applied"_s, u"002 applied"_s}));
}

void TestMigrationInterrupted::aServerThatDiesLeavesNothingHalfDone()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int); SELECT pg_sleep(60);", "DROP TABLE a");
    const auto steps = m_bench->steps();
    const auto killer = once(u"%pg_sleep(60)%"_s, [&](int) {
        static_cast<void>(m_sandbox->stop(u"primary"_s, true));
        static_cast<void>(m_sandbox->start(u"primary"_s));
    });
    const auto report = m_bench->run(steps);
    QVERIFY2(report.steps[0].state == State::Failed, qPrintable(tests::told(report)));
    QVERIFY(m_bench->states().isEmpty());
    QCOMPARE(m_bench->one(u"SELECT to_regclass('a') IS NULL"_s), u"t"_s);
}

void TestMigrationInterrupted::aServerThatStaysAwayIsTold()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int); SELECT pg_sleep(60);", "DROP TABLE a");
    const auto steps = m_bench->steps();
    auto options = m_bench->options;
    options.reconnectPatience = 300ms;
    db::RunReport report;
    {
        const auto killer =
            once(u"%pg_sleep(60)%"_s, [&](int) { static_cast<void>(m_sandbox->stop(u"primary"_s, true)); });
        report = m_bench->run(steps, {}, {}, options);
    }
    QVERIFY(m_sandbox->start(u"primary"_s));
    QVERIFY(report.steps[0].state == State::Unknown);
    QVERIFY2(report.error && report.error->message.contains(u"cannot be asked"_s),
             qPrintable(tests::told(report)));
}

void TestMigrationInterrupted::aFinishedIndexIsNotBuiltAgainOnResume()
{
    // As a runner that was killed behind the statement, before it could count it.
    m_bench->one(u"CREATE TABLE a (id int)"_s);
    m_bench->write(u"001_a"_s, "VACUUM a; CREATE INDEX CONCURRENTLY i ON a (id); VACUUM a;", "DROP INDEX i");
    QVERIFY(m_bench->apply().isComplete());
    m_bench->one(u"UPDATE seawall.migration_history SET state = 'applying', statements_done = 1"_s);
    const auto report = m_bench->run(resume());
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QCOMPARE(m_bench->states(), QStringList{u"001 applied"_s});
}

void TestMigrationInterrupted::aRoleSetByAScriptHoldsForItsStatementsAlone()
{
    m_bench->one(u"DROP ROLE IF EXISTS migration_owner"_s);
    m_bench->one(u"CREATE ROLE migration_owner"_s);
    m_bench->one(u"GRANT ALL ON SCHEMA public TO migration_owner"_s);
    m_bench->write(
        u"001_a"_s,
        "SET ROLE migration_owner; CREATE TABLE a (id int); CREATE INDEX CONCURRENTLY i ON a (id); "
        "COMMENT ON TABLE a IS 'x'",
        "DROP TABLE a");
    m_bench->write(u"002_b"_s, "CREATE TABLE b (id int)", "DROP TABLE b");
    const auto report = m_bench->apply();
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QCOMPARE(
        m_bench->one(u"SELECT string_agg(relowner::regrole::text, ' ' ORDER BY relname) FROM pg_class WHERE "
                     "relname IN ('a', 'b', 'i')"_s),
        u"migration_owner postgres migration_owner"_s);
    m_bench->one(u"DROP TABLE a"_s);
    m_bench->one(u"DROP OWNED BY migration_owner"_s);
    m_bench->one(u"DROP ROLE migration_owner"_s);
}

QTEST_GUILESS_MAIN(TestMigrationInterrupted)
#include "tst_migrationinterrupted.moc"
