// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/plan.h"

#include <QTemporaryDir>
#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;

class TestMigrationPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlanTellsTablesLocksAndTime();
    void whatRunsAloneIsSaid();
    void whatAResumedStepDropsFirstIsSaid();
    void aScriptThatCannotBeReadIsAnError();
    void withoutSizesARewriteTakesAnUnknownTime();
    void whatLosesRowsIsToldApart();
    void columnsThatAreOverwrittenAreNamed();
    void foreignKeysTakeRowsAlong();
    void cascadesTakeColumnsAndTablesAlong();
    void whatAPreparedStatementDoesIsDoneWhenItRuns();
    void aConstantConditionIsNone();
    void codeTakesAnUnknownTime();
    void whatIsLostIsALossAndCodeIsNone();
    void ofATableThatMayBeNewTheLossAloneIsNamed();

private:
    db::StepPlan plan(const QByteArray &up, const std::optional<db::LiveTables> &live,
                      bool isResumed = false);
};

db::StepPlan TestMigrationPlan::plan(const QByteArray &up, const std::optional<db::LiveTables> &live,
                                     bool isResumed)
{
    const QTemporaryDir folder;
    for (const auto &[name, text] : {std::pair(u"001_a.up.sql"_s, up), {u"001_a.down.sql"_s, "SELECT 1"}}) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("%s", qPrintable(file.errorString()));
    }
    const auto read = db::readMigrations(folder.path());
    if (!read || read->migrations.size() != 1)
        qFatal("no migration");
    return db::planStep({.migration = read->migrations[0]}, live, isResumed);
}

void TestMigrationPlan::aPlanTellsTablesLocksAndTime()
{
    db::LiveTables live{.serverVersion = 150000, .sizes = {{u"big"_s, {qint64{6'000'000'000}, 50'000'000}}}};
    const auto made =
        plan("ALTER TABLE big ALTER COLUMN id TYPE bigint; ALTER TABLE small ADD COLUMN n int;", live);
    QVERIFY(!made.error);
    QCOMPARE(made.statements, 2);
    QVERIFY(made.inTransaction);
    QCOMPARE(made.tables.size(), size_t{2});
    QCOMPARE(made.tables[0].table, u"big"_s);
    QVERIFY(made.tables[0].rewrites && made.tables[0].lock == db::LockMode::AccessExclusive);
    QCOMPARE(made.tables[0].size->rows, 50'000'000);
    QVERIFY(!made.tables[1].size);
    QVERIFY(made.tables[1].isMissing && !made.tables[0].isMissing);
    QVERIFY(!plan("SELECT count(*) FROM pg_class", live).tables[0].isMissing);
    QVERIFY(!plan("ALTER TABLE small ADD COLUMN n int;", {}).tables[0].isMissing);
    QVERIFY(made.time == db::TimeClass::Minutes);
    QVERIFY(made.worst() == db::Finding::Severity::Danger);
}

void TestMigrationPlan::whatLosesRowsIsToldApart()
{
    using What = db::Change::What;
    const auto made =
        plan("DELETE FROM a; DELETE FROM b WHERE id = 1; ALTER TABLE c DROP x; TRUNCATE d;"
             "DELETE FROM b WHERE id = 2; DROP SCHEMA s CASCADE; UPDATE e SET n = 1 WHERE n = 2;"
             "MERGE INTO m USING b ON m.id = b.id WHEN MATCHED THEN DELETE;"
             "MERGE INTO e USING b ON e.id = b.id WHEN MATCHED THEN UPDATE SET n = 1",
             db::LiveTables{});
    const std::vector<db::Change> losses{{What::DeletesRows, u"b"_s},
                                         {What::DropsColumn, u"c"_s, u"x"_s},
                                         {What::DropsSchema, {}, u"s"_s},
                                         {What::DeletesRows, u"m"_s}};
    QVERIFY(made.losses == losses && made.isUnderstood);
    QStringList emptied;
    for (const auto &table : made.tables)
        if (table.empties)
            emptied << table.table;
    QCOMPARE(emptied, QStringList({u"a"_s, u"d"_s}));
    for (const auto *unseen :
         {"DO 'BEGIN END'", "DELETE FROM a NOT UNDERSTOOD", "SELECT purge()", "SELECT 1;\n\\d a"})
        QVERIFY2(!plan(unseen, db::LiveTables{}).isUnderstood, unseen);
}

void TestMigrationPlan::columnsThatAreOverwrittenAreNamed()
{
    using What = db::Change::What;
    const auto made =
        plan("ALTER TABLE a ADD fresh int; UPDATE a SET fresh = 1, n = 2, (o, p) = (3, 4);"
             "CREATE TABLE own (n int); UPDATE own SET n = 1; UPDATE a SET q = 1 WHERE q = 2;"
             "ALTER TABLE b ALTER s TYPE varchar(3) USING left(s, 3), ALTER t TYPE text USING t,"
             "ALTER u TYPE text USING u::text, ALTER v TYPE date USING v::date;"
             "ALTER TABLE c ADD IF NOT EXISTS w int; UPDATE c SET w = 1",
             db::LiveTables{});
    const std::vector<db::Change> losses{
        {What::OverwritesColumn, u"a"_s, u"n"_s}, {What::OverwritesColumn, u"a"_s, u"o"_s},
        {What::OverwritesColumn, u"a"_s, u"p"_s}, {What::ConvertsColumn, u"b"_s, u"s"_s},
        {What::ConvertsColumn, u"b"_s, u"v"_s},   {What::OverwritesColumn, u"c"_s, u"w"_s}};
    QVERIFY(made.losses == losses);
}

void TestMigrationPlan::foreignKeysTakeRowsAlong()
{
    db::LiveTables live;
    live.sizes = {{u"clients"_s, {8192, 3}}, {u"projects"_s, {8192, 5}}, {u"s.issues"_s, {8192, 7}}};
    live.referrers = {{u"clients"_s, {{u"projects"_s, true}, {u"clients"_s, true}}},
                      {u"public.clients"_s, {{u"projects"_s, true}}},
                      {u"projects"_s, {{u"s.issues"_s, false}, {u"clients"_s, false}}}};
    const auto told = [&](const QByteArray &sql) {
        const auto made = plan(sql, live);
        QStringList tables;
        for (const auto &table : made.tables)
            if (table.empties)
                tables << table.table;
        for (const auto &loss : made.losses)
            tables << u"rows of "_s + loss.table;
        return tables.join(u", "_s);
    };
    QCOMPARE(told("TRUNCATE clients CASCADE"), u"clients, projects, s.issues"_s);
    QCOMPARE(told("TRUNCATE public.clients CASCADE"), u"public.clients, projects, s.issues"_s);
    QCOMPARE(told("TRUNCATE clients, public.projects CASCADE"), u"clients, public.projects, s.issues"_s);
    QCOMPARE(told("TRUNCATE clients"), u"clients"_s);
    QCOMPARE(told("DELETE FROM clients WHERE id = 1"), u"rows of clients, rows of projects"_s);
    QCOMPARE(told("DELETE FROM clients"), u"clients, rows of projects"_s);
    const auto made = plan("TRUNCATE clients CASCADE", live);
    QVERIFY(made.tables[1].lock == db::LockMode::AccessExclusive);
    QCOMPARE(made.tables[1].size->rows, 5);
}

void TestMigrationPlan::cascadesTakeColumnsAndTablesAlong()
{
    db::LiveTables live;
    live.sizes = {{u"notes"_s, {8192, 3}}, {u"arch.ow"_s, {8192, 1}}, {u"heir"_s, {8192, 2}}};
    live.dependents = {{u"type mood"_s, {{u"notes"_s, u"m"_s}}},
                       {u"type arch.short"_s, {{u"notes"_s, u"s"_s}}},
                       {u"function mark"_s, {{u"notes"_s, u"g"_s}}},
                       {u"extension hstore"_s, {{u"notes"_s, u"h"_s}, {u"spatial"_s, {}}}},
                       {u"schema arch"_s, {{u"notes"_s, u"a"_s}}},
                       {u"table notes"_s, {{u"heir"_s, {}}}},
                       {u"table heir"_s, {{u"arch.ow"_s, u"row"_s}}},
                       {u"role clerk"_s, {{u"arch.ow"_s, {}}, {u"notes"_s, u"m"_s}}}};
    const auto told = [&](const QByteArray &sql) {
        const auto made = plan(sql, live);
        QStringList lost;
        for (const auto &table : made.tables)
            if (table.drops)
                lost << table.table;
        for (const auto &loss : made.losses)
            lost << (loss.table.isEmpty() ? u"all of "_s + loss.name : loss.table + u'.' + loss.name);
        return lost.join(u", "_s) + (lost.isEmpty() == made.loses() ? u" (wrong)"_s : QString());
    };
    QCOMPARE(told("DROP OWNED BY clerk CASCADE"), u"arch.ow, all of clerk, notes.m"_s);
    QCOMPARE(told("DROP OWNED BY nobody, CURRENT_USER"), u"all of nobody, all of CURRENT_USER"_s);
    QCOMPARE(told("DROP TYPE mood CASCADE"), u"all of mood, notes.m"_s);
    QCOMPARE(told("DROP DOMAIN short CASCADE"), u"all of short, notes.s"_s);
    QCOMPARE(told("DROP TYPE mood"), QString());
    QCOMPARE(told("DROP FUNCTION mark(int) CASCADE"), u"notes.g"_s);
    QCOMPARE(told("DROP FUNCTION mark(int)"), QString());
    QCOMPARE(told("DROP EXTENSION hstore CASCADE"), u"spatial, all of hstore, notes.h"_s);
    QCOMPARE(told("DROP EXTENSION hstore"), u"spatial"_s);
    QCOMPARE(told("DROP EXTENSION pg_trgm"), QString());
    QCOMPARE(told("DROP SCHEMA arch CASCADE"), u"all of arch, notes.a"_s);
    QCOMPARE(told("DROP TABLE notes CASCADE"), u"notes, heir, arch.ow.row"_s);
    QCOMPARE(told("DROP TABLE notes"), u"notes"_s);
    QCOMPARE(told("DROP SEQUENCE notes CASCADE"), QString());
    QCOMPARE(told("DROP DATABASE old"), u"all of old"_s);
    for (const auto *danger : {"DROP OWNED BY clerk", "DROP TYPE mood CASCADE", "DROP DOMAIN d CASCADE",
                               "DROP EXTENSION hstore CASCADE", "DROP DATABASE old"})
        QVERIFY2(plan(danger, live).worst() == db::Finding::Severity::Danger, danger);
}

void TestMigrationPlan::whatAPreparedStatementDoesIsDoneWhenItRuns()
{
    using What = db::Change::What;
    auto made = plan("PREPARE p AS DELETE FROM a; EXECUTE p", db::LiveTables{});
    QVERIFY(made.loses() && made.isUnderstood && made.time == db::TimeClass::Unknown);
    QVERIFY(made.tables.at(0).table == u"a"_s && made.tables[0].empties);
    made = plan("PREPARE p (int) AS DELETE FROM a WHERE id = $1; EXPLAIN ANALYZE EXECUTE p(1)",
                db::LiveTables{});
    QVERIFY(made.losses == (std::vector<db::Change>{{What::DeletesRows, u"a"_s}}));
    QVERIFY(!plan("PREPARE p AS DELETE FROM a", db::LiveTables{}).loses());
    QVERIFY(!plan("PREPARE p AS DELETE FROM a; EXPLAIN EXECUTE p", db::LiveTables{}).loses());
    QVERIFY(!plan("PREPARE p AS SELECT purge(); EXECUTE p", db::LiveTables{}).isUnderstood);
}

void TestMigrationPlan::aConstantConditionIsNone()
{
    using What = db::Change::What;
    for (const auto *all : {"WHERE true", "WHERE 1 = 1", "WHERE NOT false", "WHERE 't'::boolean",
                            "WHERE 1 IN (1, 2)", "WHERE NULL IS NULL OR 'a' = 'b'"}) {
        const auto made = plan(QByteArray("UPDATE a SET n = NULL ") + all, db::LiveTables{});
        QVERIFY2(made.losses == (std::vector<db::Change>{{What::OverwritesColumn, u"a"_s, u"n"_s}}), all);
        QVERIFY2(plan(QByteArray("DELETE FROM a ") + all, db::LiveTables{}).tables.at(0).empties, all);
    }
    for (const auto *some : {"WHERE n", "WHERE id > 0", "WHERE false", "WHERE random() < 1",
                             "WHERE EXISTS (SELECT 1)", "WHERE current_user = 'x'", "WHERE CURRENT OF c"}) {
        QVERIFY2(!plan(QByteArray("UPDATE a SET n = NULL ") + some, db::LiveTables{}).loses(), some);
        QVERIFY2(!plan(QByteArray("DELETE FROM a ") + some, db::LiveTables{}).tables.at(0).empties, some);
    }
}

void TestMigrationPlan::codeTakesAnUnknownTime()
{
    QVERIFY(plan("SELECT pg_sleep(20)", db::LiveTables{}).time == db::TimeClass::Unknown);
    for (const auto *call :
         {"SELECT lo_unlink(oid) FROM pg_largeobject_metadata", "SELECT pg_catalog.lo_put(1, 0, 'x')",
          "INSERT INTO a SELECT lo_truncate(1, 0)"}) {
        const auto bytes = plan(call, db::LiveTables{});
        QVERIFY2(bytes.losses.size() == 1 && bytes.losses[0].what == db::Change::What::LosesLargeObjects,
                 call);
    }
    QVERIFY(!plan("SELECT lo_create(0), lo_from_bytea(0, 'x')", db::LiveTables{}).loses());
    // Triggers and rules that the script makes run when it writes.
    const QByteArray trigger("CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();");
    for (const auto &code : {trigger, QByteArray("CREATE RULE r AS ON INSERT TO a DO ALSO DELETE FROM b;")})
        for (const auto *write : {"INSERT INTO public.a VALUES (1)", "COPY a FROM '/tmp/x'", "TRUNCATE a",
                                  "WITH w AS (DELETE FROM a RETURNING id) SELECT * FROM w"}) {
            QVERIFY2(!plan(code + write, db::LiveTables{}).isUnderstood, write);
            QVERIFY2(!plan("CREATE TABLE a (n int);" + code + write, db::LiveTables{}).isUnderstood, write);
        }
    QVERIFY(plan(trigger + "INSERT INTO b VALUES (1); SELECT * FROM a; COPY a TO '/tmp/x'", db::LiveTables{})
                .isUnderstood);
    QVERIFY(plan("SELECT pg_sleep(20)", db::LiveTables{}).isUnderstood);
    QVERIFY(plan("DO 'BEGIN END'", db::LiveTables{}).time == db::TimeClass::Unknown);
    for (const auto *unknown :
         {"ALTER TABLE a ADD n int; SELECT pg_sleep(20)", "VALUES (pg_sleep(20))",
          "WITH w AS (SELECT pg_sleep(20)) SELECT 1 FROM w", "EXPLAIN ANALYZE SELECT pg_sleep(20)",
          "CREATE TABLE b AS SELECT pg_sleep(20)", "CREATE MATERIALIZED VIEW m AS SELECT purge()",
          "SELECT pg_sleep(20) INTO b", "COPY (SELECT pg_sleep(20)) TO '/tmp/x'",
          "INSERT INTO a SELECT 1 FROM pg_sleep(20)", "UPDATE a SET n = slow(n) WHERE id = 1",
          "DELETE FROM a WHERE slow(n)", "EXECUTE prepared",
          "DECLARE c CURSOR FOR SELECT pg_sleep(20); FETCH c", "ALTER TABLE a ADD n int DEFAULT slow()",
          "ALTER TABLE a ALTER n TYPE int USING slow(n)"})
        QVERIFY2(plan(unknown, db::LiveTables{}).time == db::TimeClass::Unknown, unknown);
    for (const auto *instant :
         {"SELECT setval('a_id_seq', max(id)) FROM a", "EXPLAIN SELECT pg_sleep(20)",
          "CREATE MATERIALIZED VIEW m AS SELECT purge() WITH NO DATA", "CREATE VIEW v AS SELECT pg_sleep(20)",
          "DECLARE c CURSOR FOR SELECT pg_sleep(20)",
          "UPDATE a SET n = jsonb_set(n, '{a}', '1') WHERE id = 1"})
        QVERIFY2(plan(instant, db::LiveTables{}).time == db::TimeClass::Instant, instant);
    QVERIFY(plan("UPDATE a SET n = slow(n) WHERE id = 1", db::LiveTables{}).isUnderstood);
    QVERIFY(!plan("EXECUTE prepared", db::LiveTables{}).isUnderstood);
}

void TestMigrationPlan::whatIsLostIsALossAndCodeIsNone()
{
    QVERIFY(plan("DROP TABLE a", db::LiveTables{}).loses());
    QVERIFY(plan("TRUNCATE a", db::LiveTables{}).loses());
    QVERIFY(plan("ALTER TABLE a DROP n", db::LiveTables{}).loses());
    QVERIFY(!plan("CREATE TABLE a (n int); DO 'BEGIN END'", db::LiveTables{}).loses());
}

void TestMigrationPlan::ofATableThatMayBeNewTheLossAloneIsNamed()
{
    const QByteArray perhaps("CREATE TABLE IF NOT EXISTS a (n int);");
    for (const auto *loss :
         {"TRUNCATE a", "DELETE FROM public.a", "DROP TABLE a", "DELETE FROM a WHERE n = 1",
          "ALTER TABLE a DROP n", "PREPARE p AS DELETE FROM a; EXECUTE p"})
        for (const auto &live : {std::optional<db::LiveTables>(), std::optional(db::LiveTables{})})
            QVERIFY2(plan(perhaps + loss, live).loses(), loss);
    for (const auto *none :
         {"CREATE INDEX ON a (n)", "ALTER TABLE a ALTER n TYPE bigint",
          "ALTER TABLE a ADD m int NOT NULL DEFAULT random()", "INSERT INTO a VALUES (1)"}) {
        const auto made = plan(perhaps + none, {});
        QVERIFY2(!made.loses() && made.tables.empty() && made.findings.empty(), none);
        QVERIFY2(made.time == db::TimeClass::Instant, none);
    }
    QVERIFY(!plan("CREATE TABLE a (n int);" + perhaps + "TRUNCATE a", {}).loses());
    QVERIFY(!plan("CREATE TEMP TABLE IF NOT EXISTS a (n int); TRUNCATE a", {}).loses());
    QCOMPARE(plan(perhaps + "TRUNCATE a", {}).findings.at(0).rule, u"truncate"_s);
}

void TestMigrationPlan::whatRunsAloneIsSaid()
{
    const auto made = plan("CREATE INDEX CONCURRENTLY i ON a (id)", db::LiveTables{});
    QVERIFY(!made.inTransaction);
    QVERIFY(!made.whyAlone.isEmpty());
}

void TestMigrationPlan::whatAResumedStepDropsFirstIsSaid()
{
    const QByteArray script("CREATE INDEX CONCURRENTLY i ON a (id); CREATE INDEX CONCURRENTLY j ON a (n)");
    QCOMPARE(plan(script, {}, true).dropsFirst, u"i"_s);
    QVERIFY(plan(script, {}).dropsFirst.isEmpty());
    QVERIFY(plan("VACUUM a", {}, true).dropsFirst.isEmpty());
}

void TestMigrationPlan::aScriptThatCannotBeReadIsAnError()
{
    const auto made = plan("SELECT 1;\n\\d clients", db::LiveTables{});
    QVERIFY(made.error);
    QVERIFY2(made.error->message.contains(u"001_a.up.sql:2:1"_s), qPrintable(made.error->message));
}

void TestMigrationPlan::withoutSizesARewriteTakesAnUnknownTime()
{
    QVERIFY(plan("ALTER TABLE a ALTER COLUMN id TYPE bigint", {}).time == db::TimeClass::Unknown);
    QVERIFY(plan("CREATE TABLE a (id int)", {}).time == db::TimeClass::Instant);
}

QTEST_GUILESS_MAIN(TestMigrationPlan)
#include "tst_migrationplan.moc"
