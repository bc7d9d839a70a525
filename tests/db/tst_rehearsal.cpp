// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/rehearsal.h"
#include "tests/support/migrationbench.h"

#include <QDir>
#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::LockMode;

class TestRehearsal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 0); }
    void init() { m_bench.emplace(*m_sandbox); }
    void nothingOfARehearsalStays();
    void theDemoRunsAfterARehearsalHasUsedUpNumbers();
    void theLocksReallyTakenAreTold();
    void aDownThatLeavesSomethingIsTold();
    void laterStepsSeeWhatEarlierOnesLeave();
    void aFailingMigrationIsToldWithItsPlace();
    void whatComesBehindAFailureIsRehearsedWithoutIt();
    void whatCommitWouldRefuseIsTold();
    void whatCannotBeRehearsedIsLabelled();
    void aLockThatIsNotHadEndsItInTime();
    void eachKindOfObjectCountsInTheFingerprint();

private:
    std::vector<db::Rehearsal> rehearse(const db::RehearsalOptions &options = {});
    tests::SandboxFixture m_sandbox;
    std::optional<tests::MigrationBench> m_bench;
};

std::vector<db::Rehearsal> TestRehearsal::rehearse(const db::RehearsalOptions &options)
{
    auto connection = m_bench->open();
    auto all = db::rehearse(connection, m_bench->steps(), options);
    if (!all)
        qWarning("%s", qPrintable(all.error().message));
    return all.value_or(std::vector<db::Rehearsal>(9));
}

void TestRehearsal::nothingOfARehearsalStays()
{
    m_bench->one(u"CREATE TABLE a AS SELECT generate_series(1, 10000) AS id"_s);
    m_bench->write(u"001_a"_s,
                   "SET search_path = pg_catalog; ALTER TABLE public.a ADD COLUMN t text DEFAULT random();",
                   "ALTER TABLE a DROP COLUMN t");
    const auto before = m_bench->fingerprint();
    const auto all = rehearse();
    QVERIFY2(all[0].rehearsed && !all[0].error, qPrintable(all[0].error ? all[0].error->message : u""_s));
    QCOMPARE(all[0].downRestores, std::optional(true));
    QVERIFY(all[0].walBytes > 100000);
    QVERIFY(all[0].seconds > 0);
    QCOMPARE(m_bench->fingerprint(), before);
    QVERIFY(m_bench->states().isEmpty());
}

void TestRehearsal::theDemoRunsAfterARehearsalHasUsedUpNumbers()
{
    const QDir demo(QStringLiteral(SEAWALL_SOURCE_DIR "/resources/migrations"));
    for (const auto &name : demo.entryList(QDir::Files))
        QVERIFY(QFile::copy(demo.filePath(name), m_bench->path(name)));
    QVERIFY(m_bench->apply().isComplete());
    QVERIFY(m_bench->run(m_bench->steps({.goal = db::StepRequest::Goal::RollbackTo, .version = u"005"_s}))
                .isComplete());
    const auto all = rehearse();
    QVERIFY2(all[0].rehearsed && !all[0].error, qPrintable(all[0].error ? all[0].error->message : u""_s));
    const auto again = m_bench->apply();
    QVERIFY2(again.isComplete(), qPrintable(tests::told(again)));
    QCOMPARE(m_bench->one(u"SELECT count(DISTINCT project_id) || ' ' || count(*) FROM issues"_s),
             u"12 600"_s);
    QVERIFY(m_bench->rollBack().isComplete());
}

void TestRehearsal::theLocksReallyTakenAreTold()
{
    m_bench->one(u"CREATE TABLE a (id int PRIMARY KEY)"_s);
    m_bench->one(u"CREATE TABLE b (id int)"_s);
    m_bench->write(u"001_a"_s, "CREATE TABLE fresh (a int REFERENCES a); INSERT INTO b VALUES (1);",
                   "DROP TABLE fresh");
    m_bench->write(u"002_b"_s, "ALTER TABLE b ADD COLUMN n int; UPDATE b SET n = 1;",
                   "ALTER TABLE b DROP COLUMN n");
    const auto all = rehearse();
    QCOMPARE(all[0].locks.size(), size_t{2});
    std::map<QString, LockMode> locks;
    for (const auto &use : all[0].locks)
        locks[use.table] = use.lock;
    QVERIFY(locks[u"a"_s] == LockMode::ShareRowExclusive);
    QVERIFY(locks[u"b"_s] == LockMode::RowExclusive);
    QCOMPARE(all[1].locks.size(), size_t{1});
    QVERIFY(all[1].locks[0].lock == LockMode::AccessExclusive);
}

void TestRehearsal::aDownThatLeavesSomethingIsTold()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int); CREATE TYPE mood AS ENUM ('ok');", "DROP TABLE a");
    const auto all = rehearse();
    QCOMPARE(all[0].downRestores, std::optional(false));
    QCOMPARE(all[0].difference.onlyAfter, QStringList{u"type public.mood"_s});
}

void TestRehearsal::laterStepsSeeWhatEarlierOnesLeave()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int)", "DROP TABLE a");
    m_bench->write(u"002_b"_s, "ALTER TABLE a ADD COLUMN n int", "ALTER TABLE a DROP COLUMN n");
    const auto all = rehearse();
    QVERIFY(all[1].rehearsed);
    QCOMPARE(all[0].downRestores, std::optional(true));
    QCOMPARE(all[1].downRestores, std::optional(true));
}

void TestRehearsal::aFailingMigrationIsToldWithItsPlace()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int);\nSELECT nothing FROM a;", "DROP TABLE a");
    m_bench->write(u"002_b"_s, "CREATE TABLE b (id int)", "DROP TABLE b");
    const auto all = rehearse();
    QVERIFY(all[0].error && !all[0].rehearsed);
    QVERIFY2(all[0].error->message.contains(u"001_a.up.sql:2:8: "_s), qPrintable(all[0].error->message));
    QVERIFY(all[1].rehearsed && !all[0].mayFollow);
}

void TestRehearsal::whatComesBehindAFailureIsRehearsedWithoutIt()
{
    m_bench->write(u"001_a"_s, "CREATE TABLE a (id int)", "DROP TABLE a");
    m_bench->write(u"002_b"_s, "CREATE TABLE b (id int);\nSET search_path = pg_catalog; SELECT 1/0;",
                   "DROP TABLE b");
    m_bench->write(u"003_c"_s, "ALTER TABLE b ADD n int", "ALTER TABLE b DROP n");
    m_bench->write(u"004_d"_s, "CREATE TABLE d (id int); INSERT INTO a VALUES (1);",
                   "DROP TABLE d; DELETE FROM a");
    m_bench->write(u"005_e"_s, "SELECT 2/0", "SELECT 1");
    const auto all = rehearse();
    QVERIFY(all[0].rehearsed && all[3].rehearsed);
    QCOMPARE(all[3].downRestores, std::optional(true));
    QVERIFY(all[1].error && !all[1].mayFollow);
    for (const int follower : {2, 4}) {
        const auto &rehearsal = all[size_t(follower)];
        QVERIFY(rehearsal.error && rehearsal.mayFollow && !rehearsal.rehearsed);
        QVERIFY2(rehearsal.error->hint.startsWith(u"It may follow from 002"_s),
                 qPrintable(rehearsal.error->hint));
    }
    QVERIFY(all[2].error->message.contains(u"003_c.up.sql:1:1: "_s));
    QVERIFY(m_bench->states().isEmpty());
    QCOMPARE(m_bench->one(u"SELECT to_regclass('a') IS NULL AND to_regclass('d') IS NULL"_s), u"t"_s);
}

void TestRehearsal::whatCommitWouldRefuseIsTold()
{
    m_bench->write(u"001_a"_s,
                   "CREATE TABLE a (id int PRIMARY KEY, up int REFERENCES a DEFERRABLE INITIALLY DEFERRED);\n"
                   "INSERT INTO a VALUES (1, 7);",
                   "DROP TABLE a");
    const auto all = rehearse();
    QVERIFY(all[0].error);
    QCOMPARE(all[0].error->sqlState, u"23503"_s);
}

void TestRehearsal::whatCannotBeRehearsedIsLabelled()
{
    m_bench->one(u"CREATE TABLE a (id int)"_s);
    m_bench->write(u"001_a"_s, "CREATE INDEX CONCURRENTLY i ON a (id)", "DROP INDEX i");
    m_bench->write(u"002_b"_s, "COMMENT ON INDEX i IS 'x'", "COMMENT ON INDEX i IS NULL");
    const auto all = rehearse();
    QVERIFY(!all[0].rehearsed && !all[0].error);
    QVERIFY(!all[0].whyNot.isEmpty());
    QVERIFY(all[1].error);
    QVERIFY2(all[1].error->hint.contains(u"could not be rehearsed"_s), qPrintable(all[1].error->hint));
}

void TestRehearsal::aLockThatIsNotHadEndsItInTime()
{
    m_bench->one(u"CREATE TABLE a (id int)"_s);
    m_bench->write(u"001_a"_s, "ALTER TABLE a ADD COLUMN n int", "ALTER TABLE a DROP COLUMN n");
    auto other = m_bench->open();
    QVERIFY(other.executeSimple(u"BEGIN; LOCK TABLE a"_s, db::Deadline::in(5s)));
    m_bench->write(u"002_b"_s, "CREATE TABLE b (id int)", "DROP TABLE b");
    const auto all = rehearse({.lockTimeout = 100ms, .budget = 10s});
    QVERIFY(!all[1].rehearsed && !all[1].error);
    QVERIFY2(all[1].whyNot.contains(u"a lock"_s), qPrintable(all[1].whyNot));
    QVERIFY(all[0].error);
    QCOMPARE(all[0].error->sqlState, u"55P03"_s);
}

void TestRehearsal::eachKindOfObjectCountsInTheFingerprint()
{
    m_bench->one(u"CREATE TABLE a (id int PRIMARY KEY, n int)"_s);
    m_bench->one(u"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"_s);
    const QStringList changes{
        u"CREATE TABLE b (id int)"_s,
        u"ALTER TABLE a ADD COLUMN t text"_s,
        u"ALTER TABLE a ALTER COLUMN n SET DEFAULT 1"_s,
        u"ALTER TABLE a ALTER COLUMN n SET NOT NULL"_s,
        u"ALTER TABLE a ADD CONSTRAINT c CHECK (n > 0) NOT VALID"_s,
        u"CREATE INDEX i ON a (n)"_s,
        u"CREATE VIEW v AS SELECT 1 AS one"_s,
        u"CREATE MATERIALIZED VIEW m AS SELECT 1 AS one"_s,
        u"CREATE SEQUENCE s"_s,
        u"CREATE TYPE e AS ENUM ('x')"_s,
        u"CREATE TYPE pair AS (x int, y int)"_s,
        u"CREATE DOMAIN d AS int CHECK (VALUE > 0)"_s,
        u"CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'"_s,
        u"CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int)"_s,
        u"CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()"_s,
        u"ALTER TABLE a ENABLE ROW LEVEL SECURITY"_s,
        u"CREATE POLICY p ON a USING (n > 1)"_s,
        u"CREATE RULE r AS ON DELETE TO a DO INSTEAD NOTHING"_s,
        u"CREATE STATISTICS st (dependencies) ON id, n FROM a"_s,
        u"GRANT SELECT ON a TO PUBLIC"_s,
        u"COMMENT ON COLUMN a.n IS 'number'"_s,
        u"CREATE SCHEMA other"_s,
        u"CREATE PUBLICATION pub FOR TABLE a"_s,
        u"CREATE EXTENSION IF NOT EXISTS pg_stat_statements"_s,
    };
    auto connection = m_bench->open();
    for (const auto &change : changes) {
        const auto before = db::readFingerprintHash(connection, db::Deadline::in(10s));
        QVERIFY2(before, qPrintable(before ? u""_s : before.error().message));
        QVERIFY(connection.executeSimple(u"BEGIN"_s, db::Deadline::in(5s)));
        const auto changed = connection.executeSimple(change, db::Deadline::in(5s));
        const auto after = db::readFingerprintHash(connection, db::Deadline::in(10s));
        QVERIFY(connection.executeSimple(u"ROLLBACK"_s, db::Deadline::in(5s)));
        if (!changed && changed.error().sqlState == u"58P01"_s)
            continue; // the extension is not on this machine
        QVERIFY2(changed, qPrintable(changed ? u""_s : changed.error().message));
        QVERIFY2(after && *after != *before, qPrintable(change));
        QCOMPARE(db::readFingerprintHash(connection, db::Deadline::in(10s)), before);
    }
}

QTEST_GUILESS_MAIN(TestRehearsal)
#include "tst_rehearsal.moc"
