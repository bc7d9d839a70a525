// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/plan.h"
#include "tests/support/migrationbench.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::Deadline;
using State = db::StepReport::State;
using Kind = db::RunEvent::Kind;

class TestMigrationLocks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 0, {u"deadlock_timeout = 2s"_s}); }
    void init();
    void whoBlocksIsToldAndItGoesOnWhenReleased();
    void aLockTimeoutIsTriedAgain();
    void whoBlocksIsToldHoweverShortTheTimeout();
    void aLockThatIsNeverHadEndsTheRun();
    void aDeadlockIsTriedAgain();
    void aStopDuringARetryEndsItAtOnce();
    void concurrentlyWaitsForOldTransactionsBeyondTheLockTimeout();
    void progressOfALongIndexIsTold();
    void obstaclesAndSizesAreRead();

private:
    db::Connection blockA();
    static void release(db::Connection &blocker)
    {
        QVERIFY(blocker.executeSimple(u"ROLLBACK"_s, Deadline::in(5s)));
    }
    tests::SandboxFixture m_sandbox;
    std::optional<tests::MigrationBench> m_bench;
};

void TestMigrationLocks::init()
{
    m_bench.emplace(*m_sandbox);
    m_bench->one(u"CREATE TABLE a AS SELECT generate_series(1, 1000) AS id"_s);
    m_bench->write(u"001_a"_s, "CREATE TABLE before_it (id int);\nALTER TABLE a ADD COLUMN n int;",
                   "ALTER TABLE a DROP COLUMN n; DROP TABLE before_it");
}

db::Connection TestMigrationLocks::blockA()
{
    auto blocker = m_bench->open(u"reporting"_s);
    const auto locked =
        blocker.executeSimple(u"BEGIN; SELECT 'password=secret', count(*) FROM a"_s, Deadline::in(5s));
    if (!locked)
        qFatal("%s", qPrintable(locked.error().message));
    return blocker;
}

void TestMigrationLocks::whoBlocksIsToldAndItGoesOnWhenReleased()
{
    auto blocker = blockA();
    auto options = m_bench->options;
    options.lockTimeout = 60s;
    std::vector<db::RunEvent> told;
    const auto sink = [&](const db::RunEvent &event) {
        if (event.kind != Kind::Blocked)
            return;
        if (told.empty())
            release(blocker);
        told.push_back(event);
    };
    const auto report = m_bench->run(m_bench->steps(), sink, {}, options);
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QVERIFY(!told.empty());
    const auto &seen = told[0].blockers.at(0);
    QCOMPARE(seen.pid, blocker.backendPid());
    QCOMPARE(seen.user, u"postgres"_s);
    QCOMPARE(seen.application, u"reporting"_s);
    QCOMPARE(seen.state, u"idle in transaction"_s);
    QVERIFY2(seen.query.contains(u"FROM a"_s) && !seen.query.contains(u"secret"_s), qPrintable(seen.query));
    QVERIFY(seen.ageSeconds > 0);
    QCOMPARE(report.steps[0].lockTries, 1);
}

void TestMigrationLocks::aLockTimeoutIsTriedAgain()
{
    auto blocker = blockA();
    auto options = m_bench->options;
    options.lockTimeout = 50ms;
    int retries = 0;
    const auto sink = [&](const db::RunEvent &event) {
        if (event.kind == Kind::Retry && ++retries == 3)
            release(blocker);
    };
    const auto report = m_bench->run(m_bench->steps(), sink, {}, options);
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QCOMPARE(retries, 3);
    QCOMPARE(report.steps[0].lockTries, 4);
}

void TestMigrationLocks::whoBlocksIsToldHoweverShortTheTimeout()
{
    auto blocker = blockA();
    auto options = m_bench->options;
    options.lockTimeout = 100ms;
    options.lockTries = 10000;
    options.lockBackOff = 1ms;
    QString who;
    const auto sink = [&](const db::RunEvent &event) {
        if (event.kind != Kind::Blocked || !who.isEmpty())
            return;
        who = event.blockers.at(0).application;
        release(blocker);
    };
    const auto report = m_bench->run(m_bench->steps(), sink, {}, options);
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QCOMPARE(who, u"reporting"_s);
}

void TestMigrationLocks::aLockThatIsNeverHadEndsTheRun()
{
    auto blocker = blockA();
    auto options = m_bench->options;
    options.lockTimeout = 50ms;
    options.lockTries = 2;
    const auto report = m_bench->run(m_bench->steps(), {}, {}, options);
    QVERIFY(report.steps[0].state == State::Failed);
    QCOMPARE(report.steps[0].error->sqlState, u"55P03"_s);
    QVERIFY2(report.steps[0].error->message.contains(u"001_a.up.sql:2:1: "_s),
             qPrintable(report.steps[0].error->message));
    QVERIFY2(report.steps[0].error->hint.contains(u"2 tries"_s), qPrintable(report.steps[0].error->hint));
    QCOMPARE(report.steps[0].lockTries, 2);
    QCOMPARE(m_bench->one(u"SELECT to_regclass('before_it') IS NULL"_s), u"t"_s);
}

void TestMigrationLocks::aDeadlockIsTriedAgain()
{
    m_bench->one(u"CREATE TABLE b (id int)"_s);
    m_bench->write(u"001_a"_s, "LOCK TABLE a;\nLOCK TABLE b;", "SELECT 1");
    auto other = m_bench->open();
    QVERIFY(
        other.executeSimple(u"SET deadlock_timeout = '60s'; SET lock_timeout = 0; SET statement_timeout = 0; "
                            "BEGIN; LOCK TABLE b"_s,
                            Deadline::in(5s)));
    auto options = m_bench->options;
    options.lockTimeout = 60s;
    int retries = 0;
    const auto sink = [&](const db::RunEvent &event) { retries += event.kind == Kind::Retry ? 1 : 0; };
    const std::jthread second([&] {
        const auto waits = u"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"_s;
        while (m_bench->one(waits) != u"1"_s)
            std::this_thread::sleep_for(5ms);
        static_cast<void>(other.executeSimple(u"LOCK TABLE a; ROLLBACK"_s, Deadline::in(30s)));
    });
    const auto report = m_bench->run(m_bench->steps(), sink, {}, options);
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QCOMPARE(retries, 1);
}

void TestMigrationLocks::aStopDuringARetryEndsItAtOnce()
{
    auto blocker = blockA();
    auto options = m_bench->options;
    options.lockTimeout = 50ms;
    options.lockBackOff = 60s;
    std::stop_source stop;
    const auto sink = [&](const db::RunEvent &event) {
        if (event.kind == Kind::Retry)
            stop.request_stop();
    };
    QElapsedTimer timer;
    timer.start();
    const auto report = m_bench->run(m_bench->steps(), sink, stop.get_token(), options);
    QVERIFY(timer.elapsed() < 10000);
    QVERIFY(!report.isComplete());
    QVERIFY(m_bench->states().isEmpty());
}

void TestMigrationLocks::concurrentlyWaitsForOldTransactionsBeyondTheLockTimeout()
{
    m_bench->write(u"001_a"_s, "CREATE INDEX CONCURRENTLY a_id ON a (id)", "DROP INDEX a_id");
    auto blocker = m_bench->open(u"reporting"_s);
    QVERIFY(blocker.executeSimple(u"BEGIN; INSERT INTO a VALUES (1)"_s, Deadline::in(5s)));
    auto options = m_bench->options;
    options.lockTimeout = 50ms;
    bool isReleased = false;
    const auto sink = [&](const db::RunEvent &event) {
        if (event.kind != Kind::Blocked || isReleased)
            return;
        QCOMPARE(event.blockers.at(0).pid, blocker.backendPid());
        isReleased = true;
        release(blocker);
    };
    const auto report = m_bench->run(m_bench->steps(), sink, {}, options);
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QVERIFY(isReleased);
    QCOMPARE(report.steps[0].lockTries, 1);
}

void TestMigrationLocks::progressOfALongIndexIsTold()
{
    m_bench->one(u"CREATE FUNCTION slow(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS "
                 "'BEGIN PERFORM pg_sleep(0.002); RETURN $1; END'"_s);
    m_bench->write(u"001_a"_s, "CREATE INDEX a_slow ON a (slow(id))", "DROP INDEX a_slow");
    int told = 0;
    const auto sink = [&](const db::RunEvent &event) {
        if (event.kind != Kind::Progress)
            return;
        ++told;
        QVERIFY2(event.text.startsWith(u"CREATE INDEX: "_s), qPrintable(event.text));
    };
    const auto report = m_bench->run(m_bench->steps(), sink, {});
    QVERIFY2(report.isComplete(), qPrintable(tests::told(report)));
    QVERIFY(told > 0);
}

void TestMigrationLocks::obstaclesAndSizesAreRead()
{
    m_bench->one(u"CREATE SCHEMA hidden"_s);
    m_bench->one(u"CREATE TABLE hidden.p (id int) PARTITION BY RANGE (id)"_s);
    m_bench->one(u"CREATE TABLE hidden.p1 PARTITION OF hidden.p FOR VALUES FROM (0) TO (5000)"_s);
    m_bench->one(u"INSERT INTO hidden.p SELECT generate_series(1, 4000)"_s);
    m_bench->one(u"CREATE TABLE hidden.k (id int PRIMARY KEY, k int REFERENCES hidden.k)"_s);
    m_bench->one(u"CREATE TABLE hidden.q (k int REFERENCES hidden.k) PARTITION BY RANGE (k)"_s);
    m_bench->one(u"CREATE TABLE hidden.q1 PARTITION OF hidden.q FOR VALUES FROM (0) TO (5)"_s);
    m_bench->one(u"ALTER TABLE hidden.p1 ADD PRIMARY KEY (id)"_s);
    m_bench->one(u"CREATE TABLE referrer (p int REFERENCES hidden.p1 ON DELETE CASCADE)"_s);
    m_bench->one(u"ANALYZE"_s);
    auto connection = m_bench->open();
    const auto live = db::readLiveTables(connection, Deadline::in(10s));
    m_bench->one(u"DROP TABLE referrer"_s);
    m_bench->one(u"DROP SCHEMA hidden CASCADE"_s);
    QVERIFY(live);
    const auto told = [&](const QString &table) {
        QStringList referrers;
        for (const auto &referrer : live->referrers.at(table))
            referrers << referrer.table + (referrer.deletes ? u" deletes"_s : QString());
        return referrers.join(u", "_s);
    };
    QCOMPARE(told(u"hidden.k"_s), u"hidden.q"_s); // not its partition, nor itself
    QCOMPARE(told(u"hidden.p"_s), u"referrer deletes"_s);
    QCOMPARE(told(u"hidden.p1"_s), u"referrer deletes"_s);
    QVERIFY(!live->referrers.contains(u"k"_s));
    QCOMPARE(live->sizes.at(u"a"_s).rows, 1000);
    QCOMPARE(live->sizes.at(u"public.a"_s), live->sizes.at(u"a"_s));
    QVERIFY(live->sizes.at(u"a"_s).bytes >= 8192);
    QCOMPARE(live->sizes.at(u"hidden.p"_s), live->sizes.at(u"hidden.p1"_s));
    QCOMPARE(live->sizes.at(u"hidden.p"_s).rows, 4000);
    QVERIFY(!live->sizes.contains(u"p"_s));

    auto old = m_bench->open(u"reporting"_s);
    QVERIFY(old.executeSimple(u"BEGIN; SELECT 1"_s, Deadline::in(5s)));
    const auto isTold = [&] {
        const auto all = db::readObstacles(connection, u"primary"_s, Deadline::in(10s));
        return all && all->size() == 1 && all->at(0).pid == old.backendPid() &&
               all->at(0).application == u"reporting"_s && all->at(0).seconds >= 5;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isTold(), 20000);
}

QTEST_GUILESS_MAIN(TestMigrationLocks)
#include "tst_migrationlocks.moc"
