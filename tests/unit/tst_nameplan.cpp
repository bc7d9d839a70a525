// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/names/columntype.h"
#include "db/migrations/names/namepicture.h"
#include "db/migrations/names/namereader.h"
#include "db/migrations/plan.h"

#include <QTemporaryDir>
#include <QTest>

using namespace seawall;
using namespace seawall::db;
using namespace Qt::StringLiterals;

namespace {

/// Tables clients (id, name) with an index and a sequence, orders (id) with a trigger, app.t (n), parts with
/// the partition part1, a view names, a table of a schema that is not in the path.
LiveNames live()
{
    LiveNames names;
    names.schemas = {u"public"_s, u"app"_s, u"other"_s, u"owner"_s, u"pg_catalog"_s};
    names.usable = {u"public"_s, u"app"_s, u"owner"_s, u"pg_catalog"_s};
    names.extensions = {u"plpgsql"_s};
    names.path = {u"$user"_s, u"public"_s};
    names.role = u"dba"_s;
    const auto put = [&](const QString &schema, const QString &name, const LiveRelation &relation) {
        names.relations[{schema, name}] = relation;
    };
    const RelationName clients{u"public"_s, u"clients"_s};
    put(u"public"_s, u"clients"_s, {.columns = {u"id"_s, u"name"_s}, .owner = {}});
    put(u"public"_s, u"clients_name"_s, {.kind = u'i', .columns = {}, .owner = clients});
    put(u"public"_s, u"clients_id_seq"_s, {.kind = u'S', .columns = {}, .owner = clients});
    put(u"public"_s, u"orders"_s, {.columns = {u"id"_s}, .owner = {}, .runsCode = true});
    put(u"public"_s, u"names"_s, {.kind = u'v', .columns = {u"name"_s}, .owner = {}});
    put(u"public"_s, u"pair"_s, {.kind = u'c', .columns = {u"a"_s, u"b"_s}, .owner = {}});
    put(u"public"_s, u"parts"_s, {.kind = u'p', .columns = {u"id"_s}, .owner = {}, .isParent = true});
    put(u"public"_s, u"part1"_s, {.columns = {u"id"_s}, .owner = {}, .isHeir = true});
    put(u"app"_s, u"t"_s, {.columns = {u"n"_s}, .owner = {}});
    put(u"other"_s, u"hidden"_s, {.columns = {u"n"_s}, .owner = {}});
    names.types[clients] = {{u"id"_s, u"int8"_s}, {u"name"_s, u"numeric(10,2)"_s}};
    return names;
}

/// 'no table a; taken view b', each script being a migration.
QString told(const QList<QByteArray> &scripts, const LiveNames &names = live())
{
    NamePicture picture(names);
    QStringList failures;
    for (const auto &sql : scripts) {
        auto script = readScript(u"x.sql"_s, QString::fromUtf8(sql));
        if (!script)
            return script.error().message;
        picture.beginStep(script->runsInTransaction());
        for (auto &statement : script->statements) {
            picture.read(statement);
            for (const auto &change : statement.changes) {
                if (change.what == Change::What::LacksName)
                    failures << u"no "_s + change.name;
                if (change.what == Change::What::FindsNameTaken)
                    failures << u"taken "_s + change.name;
            }
        }
    }
    return failures.join(u"; "_s);
}

/// Of a migration of that script, which is read from its file.
StepPlan planOf(const QByteArray &up, const LiveTables &tables, NamePicture &picture, int first = 0,
                bool isResumed = false)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"001_a.up.sql"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(up) < 0)
        qFatal("%s", qPrintable(file.errorString()));
    file.close();
    const auto read = readMigrations(folder.path());
    return planStep({.migration = read->migrations.at(0), .firstStatement = first}, tables, isResumed,
                    &picture);
}

/// Of the last of the scripts, the names followed through all of them.
StepPlan planOfLast(const QByteArrayList &scripts, const LiveTables &tables)
{
    NamePicture picture(*tables.names);
    StepPlan last;
    for (const auto &script : scripts)
        last = planOf(script, tables, picture);
    return last;
}

struct Row {
    const char *script; ///< migrations, parted by '--'
    const char *failures;
};

constexpr Row rows[] = {
    // What is not there.
    {"DROP TABLE nosuch", "no table nosuch"},
    {"DROP TABLE clients, nosuch", "no table nosuch"},
    {"DROP VIEW nosuch", "no view nosuch"},
    {"DROP INDEX nosuch", "no index nosuch"},
    {"DROP SCHEMA nosuch", "no schema nosuch"},
    {"ALTER TABLE nosuch ADD n int", "no table nosuch"},
    {"ALTER TABLE clients DROP COLUMN vat", "no column vat in table clients"},
    {"ALTER TABLE clients ALTER COLUMN vat SET NOT NULL", "no column vat in table clients"},
    {"ALTER TABLE clients ALTER vat TYPE text, ALTER nick SET DEFAULT 1",
     "no column vat in table clients; no column nick in table clients"},
    {"ALTER TABLE clients RENAME vat TO tax", "no column vat in table clients"},
    {"ALTER TABLE clients ADD UNIQUE (vat)", "no column vat in table clients"},
    {"ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES clients (vat)", "no column vat in table clients"},
    {"CREATE TABLE t (a int REFERENCES nosuch)", "no table nosuch"},
    {"CREATE TABLE t (a int, UNIQUE (b))", "no column b in table t"},
    {"CREATE TABLE nosuch.t (a int)", "no schema nosuch"},
    {"CREATE INDEX ON clients (vat)", "no column vat in table clients"},
    {"CREATE INDEX CONCURRENTLY i ON nosuch (a)", "no table nosuch"},
    {"INSERT INTO nosuch VALUES (1)", "no table nosuch"},
    {"INSERT INTO clients (id, vat) VALUES (1, 2)", "no column vat in table clients"},
    {"UPDATE clients SET vat = 1 WHERE id = 1", "no column vat in table clients"},
    {"TRUNCATE clients, nosuch", "no table nosuch"},
    {"COMMENT ON COLUMN clients.vat IS 'x'", "no column vat in table clients"},
    {"GRANT SELECT ON nosuch TO PUBLIC", "no table nosuch"},
    {"CREATE TRIGGER t BEFORE INSERT ON nosuch FOR EACH ROW EXECUTE FUNCTION f()", "no table nosuch"},
    {"SELECT 1; ANALYZE nosuch", "no table nosuch"},
    {"ALTER TABLE t ADD m int", "no table t"}, // of a schema that is not in the path
    {"ALTER TABLE app.t DROP m", "no column m in table app.t"},
    // What is there already.
    {"CREATE TABLE clients (id int)", "taken table clients"},
    {"CREATE TABLE names (id int)", "taken view names"},
    {"CREATE VIEW names AS SELECT 1", "taken view names"},
    {"CREATE INDEX clients_name ON clients (name)", "taken index clients_name"},
    {"CREATE INDEX orders ON clients (name)", "taken table orders"},
    {"ALTER TABLE clients ADD COLUMN name text", "taken column name in table clients"},
    {"ALTER TABLE clients RENAME TO orders", "taken table orders"},
    {"ALTER TABLE clients RENAME id TO name", "taken column name in table clients"},
    {"CREATE SCHEMA app", "taken schema app"},
    {"CREATE EXTENSION plpgsql", "taken extension plpgsql"},
    {"CREATE TABLE a (n int); CREATE TABLE a (n int)", "taken table a"},
    // What may be missing or there.
    {"DROP TABLE IF EXISTS nosuch CASCADE; DROP INDEX IF EXISTS nosuch; DROP SCHEMA IF EXISTS nosuch", ""},
    {"ALTER TABLE IF EXISTS nosuch DROP vat, ALTER a SET NOT NULL; ALTER TABLE IF EXISTS nosuch RENAME TO b",
     ""},
    {"ALTER TABLE clients DROP COLUMN IF EXISTS vat, ADD COLUMN IF NOT EXISTS name text", ""},
    {"CREATE TABLE IF NOT EXISTS clients (id int REFERENCES nosuch)", ""},
    {"CREATE INDEX IF NOT EXISTS clients_name ON clients (name)", ""},
    {"CREATE OR REPLACE VIEW names AS SELECT 1; CREATE SCHEMA IF NOT EXISTS app", ""},
    {"CREATE EXTENSION IF NOT EXISTS plpgsql; DROP TABLE nosuch", "no table nosuch"},
    // What the plan makes, renames and drops before.
    {"CREATE TABLE a (n int)--ALTER TABLE a ADD m int--CREATE INDEX i ON a (n, m)--DROP INDEX i", ""},
    {"CREATE TABLE a (n int)--DROP TABLE a--ALTER TABLE a ADD m int", "no table a"},
    {"ALTER TABLE clients RENAME TO customers--ALTER TABLE customers DROP name--DROP TABLE clients",
     "no table clients"},
    {"ALTER TABLE clients RENAME name TO title; CREATE INDEX ON clients (title); CREATE INDEX ON clients "
     "(name)",
     "no column name in table clients"},
    {"ALTER TABLE clients DROP name--UPDATE clients SET name = 1", "no column name in table clients"},
    {"ALTER TABLE clients DROP name, ADD name int; ALTER TABLE clients ADD n int, ALTER n SET NOT NULL", ""},
    {"DROP TABLE clients; CREATE INDEX clients_name ON orders (id); CREATE SEQUENCE clients_id_seq", ""},
    {"ALTER TABLE clients DROP name; CREATE INDEX clients_name ON clients (id)",
     ""}, // it may have gone along
    {"ALTER INDEX clients_name RENAME TO i; DROP INDEX clients_name", "no index clients_name"},
    {"ALTER TABLE clients SET SCHEMA app; ALTER TABLE app.clients DROP name; DROP TABLE clients",
     "no table clients"},
    {"CREATE TABLE a (n int PRIMARY KEY, s serial); ALTER INDEX a_pkey RENAME TO b; DROP SEQUENCE a_s_seq",
     ""},
    {"ALTER TABLE clients ADD CONSTRAINT c UNIQUE (name); DROP INDEX c", ""},
    {"CREATE TABLE a (n int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME own)); ALTER SEQUENCE own RESTART",
     ""},
    {"CREATE TABLE a AS SELECT 1 AS n; ALTER TABLE a DROP n; CREATE VIEW v AS SELECT 1; DROP VIEW v", ""},
    {"CREATE TABLE a (LIKE clients); CREATE INDEX ON a (name)", ""},
    {"ALTER TABLE parts ADD m int; CREATE INDEX ON part1 (m)", ""},
    {"DROP TABLE parts; CREATE TABLE part1 (n int)", ""},
    {"DROP SCHEMA app CASCADE; CREATE SCHEMA app; CREATE TABLE app.t (n int)", ""},
    {"DROP TABLE clients CASCADE; CREATE VIEW names AS SELECT 1", ""},
    {"ALTER TABLE nosuch RENAME TO b--ALTER TABLE b ADD m int--ALTER TABLE nosuch ADD n int",
     "no table nosuch"},
    {"CREATE TEMP TABLE a (n int); DROP TABLE a--CREATE TEMP TABLE b (n int)--DROP TABLE b", "no table b"},
    {"CREATE TEMP TABLE clients (n int); DROP TABLE clients; ALTER TABLE clients DROP name", ""},
    // Where names are looked for.
    {"SET search_path = app; ALTER TABLE t DROP n--ALTER TABLE t DROP n", "no table t"},
    {"SET search_path TO app, public; ALTER TABLE clients DROP name; DROP TABLE t", ""},
    {"SELECT set_config('search_path', 'app', true); DROP TABLE t", ""},
    {"SELECT set_config('search_path', 'app', is_local); DROP TABLE t", ""},
    {"SET search_path = app; RESET search_path; DROP TABLE t", "no table t"},
    {"CREATE SCHEMA dba; CREATE TABLE a (n int); DROP TABLE dba.a; DROP TABLE public.a", "no table public.a"},
    {"SET ROLE owner; CREATE TABLE a (n int); DROP TABLE owner.a", ""},
    {"SET search_path = other; DROP TABLE hidden", "no table hidden"},
    {"SET ROLE reader; SET search_path = other; DROP TABLE hidden", ""}, // it may look into that
    {"SELECT count(*) FROM nosuch; ALTER TABLE pg_catalog.nosuch ADD n int", ""},
    // What cannot be followed.
    {"DO 'BEGIN END'--DROP TABLE nosuch", ""},
    {"SELECT make_tables(); DROP TABLE nosuch", ""},
    {"INSERT INTO clients SELECT make(id) FROM app.t; DROP TABLE nosuch", ""},
    {"SELECT pg_sleep(1), count(*) FROM clients; DROP TABLE nosuch", "no table nosuch"},
    {"PREPARE p AS SELECT 1; EXECUTE p; DROP TABLE nosuch", ""},
    {"CALL p(); DROP TABLE nosuch", ""},
    {"INSERT INTO orders VALUES (1); DROP TABLE nosuch", ""},
    {"INSERT INTO clients VALUES (1); DROP TABLE nosuch", "no table nosuch"},
    {"WITH w AS (DELETE FROM orders RETURNING id) SELECT * FROM w; DROP TABLE nosuch", ""},
    {"EXPLAIN ANALYZE DELETE FROM orders; DROP TABLE nosuch", ""},
    {"CREATE TABLE t (a int SOMETHING NEW); DROP TABLE nosuch", ""},
    {"SAVEPOINT s; ROLLBACK TO s; DROP TABLE nosuch", ""},
    {"CREATE EXTENSION hstore; DROP TABLE nosuch; ALTER TABLE clients DROP vat",
     "no column vat in table clients"},
    {"DROP EXTENSION plpgsql; DROP TABLE nosuch", ""},
    {"DROP TYPE mood CASCADE; ALTER TABLE clients ADD name text", ""},
    {"DROP TYPE mood; ALTER TYPE state RENAME TO mood; ALTER TABLE clients ADD name text",
     "taken column name in table clients"},
};

} // namespace

class TestNamePlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreFollowed_data()
    {
        QTest::addColumn<int>("index");
        for (int index = 0; index < int(std::size(rows)); ++index)
            QTest::addRow("%s", rows[index].script) << index;
    }

    void namesAreFollowed()
    {
        QFETCH(int, index);
        QCOMPARE(told(QByteArray(rows[index].script).replace("--", "\x1").split('\x1')),
                 QString::fromUtf8(rows[index].failures));
    }

    void whereDefinitionsRunCodeTheFirstAloneIsJudged()
    {
        auto names = live();
        names.hasEventTriggers = true;
        QCOMPARE(told({"DROP TABLE nosuch; DROP TABLE another"}, names), u"no table nosuch"_s);
    }

    void aPathIsReadAsTheServerDoes()
    {
        QCOMPARE(namesOfPath(uR"("$user", Public,"A ""b"", c" , d)"),
                 QStringList({u"$user"_s, u"public"_s, u"A \"b\", c"_s, u"d"_s}));
        QCOMPARE(namesOfPath(u""), QStringList());
    }

    void aTypeKeepsEveryValueOrNot()
    {
        const QStringList kept{u"int2 int4"_s,
                               u"int8 int4"_s,
                               u"int4 numeric"_s,
                               u"int4 numeric(5,0)"_s,
                               u"numeric(5,0) int4"_s,
                               u"numeric(10,2) numeric(8,3)"_s,
                               u"numeric(10,2) numeric"_s,
                               u"float4 float8"_s,
                               u"int4 float8"_s,
                               u"varchar(3) text"_s,
                               u"text varchar(3)"_s,
                               u"float8 text"_s,
                               u"_int4 text"_s,
                               u"_int4 _int8"_s,
                               u"date timestamptz"_s,
                               u"timestamp(3) timestamp"_s,
                               u"timestamp timestamptz"_s,
                               u"timestamptz timestamptz(6)"_s,
                               u"mood mood"_s,
                               u"geometry(1) geometry"_s,
                               u"cidr inet"_s};
        const QStringList lossy{u"numeric numeric(10,2)"_s,
                                u"numeric(10,2) numeric(10,1)"_s,
                                u"numeric int8"_s,
                                u"int4 numeric(5,-2)"_s,
                                u"numeric(10,2) float8"_s,
                                u"float8 float4"_s,
                                u"float8 int4"_s,
                                u"float8 numeric"_s,
                                u"int8 float8"_s,
                                u"int4 float4"_s,
                                u"text name"_s,
                                u"timestamptz date"_s,
                                u"timestamp timestamp(0)"_s,
                                u"timestamptz(3) timestamptz(2)"_s,
                                u"timestamptz timestamp"_s,
                                u"timestamp time"_s,
                                u"_numeric _int4"_s,
                                u"inet cidr"_s,
                                u"interval interval of some fields"_s};
        for (const auto &pair : kept)
            QVERIFY2(keepsValues(pair.section(u' ', 0, 0), pair.section(u' ', 1)), qPrintable(pair));
        for (const auto &pair : lossy)
            QVERIFY2(!keepsValues(pair.section(u' ', 0, 0), pair.section(u' ', 1)), qPrintable(pair));
    }

    void whatAStepBeforeFillsTakesAnUnknownTime_data()
    {
        QTest::addColumn<QByteArrayList>("scripts");
        QTest::addColumn<QString>("time"); // of the last one
        QTest::addColumn<QString>("worst");
        const auto row = [](const char *name, const QByteArrayList &scripts, const char *time,
                            const char *worst) {
            QTest::newRow(name) << scripts << QString::fromLatin1(time) << QString::fromLatin1(worst);
        };
        const QByteArray made("CREATE TABLE fresh (id int, n int)"),
            fill("INSERT INTO fresh SELECT * FROM huge"), rewrite("ALTER TABLE fresh ALTER n TYPE bigint");
        row("made", {made, rewrite}, "instant", "note");
        row("made and filled", {made + ';' + fill, rewrite}, "unknown", "danger");
        row("filled in between", {made, fill, rewrite}, "unknown", "danger");
        row("with listed rows", {made, "INSERT INTO fresh VALUES (1, 2), (3, 4)", rewrite}, "instant",
            "note");
        row("by a query of nothing", {made, "INSERT INTO fresh SELECT 1, 2", rewrite}, "instant", "note");
        row("by CREATE TABLE AS", {"CREATE TABLE fresh AS SELECT * FROM huge", rewrite}, "unknown", "danger");
        row("without data", {"CREATE TABLE fresh AS SELECT * FROM huge WITH NO DATA", rewrite}, "instant",
            "note");
        row("by COPY", {made, "COPY fresh FROM '/tmp/x'", rewrite}, "unknown", "danger");
        row("and renamed",
            {made, fill, "ALTER TABLE fresh RENAME TO other", "ALTER TABLE other ALTER n TYPE bigint"},
            "unknown", "danger");
        row("behind code", {made, "DO 'BEGIN END'", rewrite}, "unknown", "note");
        row("filled behind code", {"DO 'BEGIN END'", made, fill, rewrite}, "unknown", "danger");
        row("a small one is filled",
            {"INSERT INTO clients SELECT n, 'x' FROM generate_series(1, 100) n",
             "ALTER TABLE clients ALTER id TYPE bigint"},
            "unknown", "danger");
        row("a small one", {"ALTER TABLE clients ALTER id TYPE bigint"}, "instant", "note");
        row("a renamed one",
            {"ALTER TABLE huge RENAME TO tickets", "ALTER TABLE tickets ALTER n TYPE bigint"}, "minutes",
            "danger");
        row("a dropped one",
            {"DROP TABLE huge", "CREATE TABLE huge (n int)", "ALTER TABLE huge ALTER n TYPE bigint"},
            "instant", "danger");
        row("in another schema",
            {"SET search_path = s; ALTER TABLE there ALTER n TYPE bigint; RESET search_path"}, "seconds",
            "danger");
        row("filled under a lock",
            {"CREATE TABLE fresh (id int REFERENCES clients); INSERT INTO fresh SELECT n FROM "
             "generate_series(1, 1000) n"},
            "unknown", "note");
        row("filled from a table under a lock",
            {"ALTER TABLE clients ADD n int; CREATE TABLE fresh AS SELECT * FROM huge"}, "minutes", "none");
        row("filled before a lock",
            {"CREATE TABLE fresh AS SELECT n FROM generate_series(1, 100) n;"
             "ALTER TABLE clients ADD n int"},
            "instant", "none");
    }

    void whatAStepBeforeFillsTakesAnUnknownTime()
    {
        QFETCH(QByteArrayList, scripts);
        LiveTables tables;
        tables.names = live();
        tables.names->relations[{u"public"_s, u"huge"_s}] = {.columns = {u"n"_s}, .owner = {}};
        tables.names->relations[{u"s"_s, u"there"_s}] = {.columns = {u"n"_s}, .owner = {}};
        tables.names->schemas.insert(u"s"_s);
        tables.names->usable.insert(u"s"_s);
        tables.sizes = {{u"clients"_s, {8192, 3}},
                        {u"public.clients"_s, {8192, 3}},
                        {u"huge"_s, {qint64{6'000'000'000}, 50'000'000}},
                        {u"public.huge"_s, {qint64{6'000'000'000}, 50'000'000}},
                        {u"s.there"_s, {qint64{600'000'000}, 5'000'000}}};
        auto last = planOfLast(scripts, tables);
        std::erase_if(last.findings, [](const Finding &finding) {
            return finding.rule != u"column-type-change" && finding.rule != u"foreign-key-lock" &&
                   finding.rule != u"mixed-definition-and-data";
        });
        QTEST(toString(last.time), "time");
        QTEST(last.findings.empty() ? u"none"_s : toString(last.worst()), "worst");
    }

    void whatIfNotExistsHasMadeOrFoundIsToldApart_data()
    {
        QTest::addColumn<QByteArrayList>("scripts");
        QTest::addColumn<QString>("effects"); // of the last one
        const auto row = [](const char *name, const QByteArrayList &scripts, const char *effects) {
            QTest::newRow(name) << scripts << QString::fromLatin1(effects);
        };
        const QByteArray there("CREATE TABLE IF NOT EXISTS clients (id int);"),
            fresh("CREATE TABLE IF NOT EXISTS fresh (id int);"), made("CREATE TABLE fresh (id int);");
        row("emptied", {there + "TRUNCATE clients"}, "empties clients");
        row("emptied by DELETE", {there + "DELETE FROM public.clients"}, "empties public.clients");
        row("thinned", {there + "DELETE FROM clients WHERE id = 1"}, "locks clients; loses clients");
        row("dropped", {there + "DROP TABLE clients"}, "drops clients");
        row("less a column", {there + "ALTER TABLE clients DROP name"}, "locks clients; loses clients name");
        row("locked", {there + "CREATE INDEX ON clients (name)"}, "locks clients");
        row("renamed", {there + "ALTER TABLE clients RENAME TO c; TRUNCATE c"}, "locks clients; empties c");
        row("by a query", {"CREATE TABLE IF NOT EXISTS clients AS SELECT 1; TRUNCATE clients"},
            "empties clients");
        row("in its place",
            {"CREATE FOREIGN TABLE IF NOT EXISTS clients (id int) SERVER s; DROP TABLE clients"},
            "drops clients");
        row("in vain", {"CREATE TABLE IF NOT EXISTS clients (id int REFERENCES parts)"}, "");
        row("new", {fresh + "TRUNCATE fresh; CREATE INDEX ON fresh (id); DROP TABLE fresh"}, "");
        row("new and renamed", {fresh + "ALTER TABLE fresh RENAME TO f; DELETE FROM f"}, "");
        row("new by a query", {"CREATE TABLE IF NOT EXISTS fresh AS SELECT 1 AS n; TRUNCATE fresh"}, "");
        row("made twice", {made + fresh + "TRUNCATE fresh"}, "");
        row("temporary", {"CREATE TEMP TABLE IF NOT EXISTS clients (n int); TRUNCATE clients"}, "");
        row("by a step before", {made, fresh + "TRUNCATE fresh"}, "empties fresh");
        row("dropped by a step before", {"DROP TABLE clients", there + "TRUNCATE clients"}, "");
        row("a column", {"ALTER TABLE clients ADD IF NOT EXISTS name text; UPDATE clients SET name = ''"},
            "locks clients; loses clients name");
        row("a new column", {"ALTER TABLE clients ADD IF NOT EXISTS n int; UPDATE clients SET n = 1"},
            "locks clients");
        row("a column by a step before",
            {"ALTER TABLE clients ADD n int",
             "ALTER TABLE clients ADD IF NOT EXISTS n int; UPDATE clients SET n = 1"},
            "locks clients; loses clients n");
        row("behind code", {"DO 'BEGIN END'", fresh + "CREATE INDEX ON fresh (id); TRUNCATE fresh"},
            "empties fresh");
        row("behind an extension", {"CREATE EXTENSION hstore", fresh + "DROP TABLE fresh"}, "drops fresh");
        row("in another schema", {"SET search_path = app;" + there + "TRUNCATE clients"}, "");
        row("of that name in another",
            {"SET search_path = app;" + there + "RESET search_path; TRUNCATE clients"}, "empties clients");
    }

    void whatIfNotExistsHasMadeOrFoundIsToldApart()
    {
        QFETCH(QByteArrayList, scripts);
        LiveTables tables;
        tables.names = live();
        tables.sizes = {{u"clients"_s, {8192, 3}}, {u"public.clients"_s, {8192, 3}}};
        const auto last = planOfLast(scripts, tables);
        QStringList effects;
        for (const auto &table : last.tables)
            effects << (table.drops     ? u"drops "_s
                        : table.empties ? u"empties "_s
                                        : u"locks "_s) +
                           table.table;
        for (const auto &loss : last.losses)
            effects << u"loses %1 %2"_s.arg(loss.table, loss.name).trimmed();
        QTEST(effects.join(u"; "_s), "effects");
    }

    void whatIsThereUnderAnotherNameIsNotMissing()
    {
        LiveTables tables;
        tables.names = live();
        tables.names->relations[{u"s"_s, u"old"_s}] = {.columns = {u"n"_s}, .owner = {}};
        tables.names->schemas.insert(u"s"_s);
        tables.names->usable.insert(u"s"_s);
        tables.sizes = {{u"s.old"_s, {8192, 3}}, {u"s.part"_s, {8192, 2}}};
        tables.referrers[u"s.old"_s] = {{u"s.part"_s, true}};
        const auto plan =
            planOfLast({"SET search_path = s; DELETE FROM old; DROP TABLE old; RESET search_path"}, tables);
        QVERIFY(!plan.tables.at(0).isMissing && plan.tables[0].drops);
        QCOMPARE(plan.tables[0].size->rows, 3);
        QCOMPARE(plan.tables.at(1).table, u"s.part"_s);
        QVERIFY(plan.worst() == Finding::Severity::Danger);
    }

    void whatIsNotThereIsNoLossAndNoFinding()
    {
        using What = Change::What;
        const auto planOf = [](const QByteArray &up, int first = 0, bool isResumed = false) {
            LiveTables tables;
            tables.names = live();
            tables.sizes[u"clients"_s] = {8192, 3};
            NamePicture picture(*tables.names);
            return ::planOf(up, tables, picture, first, isResumed);
        };
        const auto rulesOf = [](const StepPlan &plan) {
            QStringList rules;
            for (const auto &finding : plan.findings)
                if (finding.rule != u"missing-down"_s)
                    rules << finding.rule;
            return rules.join(u' ');
        };
        auto plan = planOf("DROP TABLE IF EXISTS nosuch CASCADE; ALTER TABLE IF EXISTS other DROP x;"
                           "DROP SCHEMA IF EXISTS gone CASCADE; DROP INDEX CONCURRENTLY IF EXISTS nosuch");
        QVERIFY(!plan.loses() && plan.tables.empty());
        QCOMPARE(rulesOf(plan), u"not-alone"_s);
        plan = planOf("ALTER TABLE clients DROP COLUMN IF EXISTS vat");
        QVERIFY(!plan.loses() && plan.tables.size() == 1);
        QCOMPARE(rulesOf(plan), QString());
        plan = planOf("ALTER TABLE clients DROP vat; DROP TABLE nosuch; DROP INDEX nosuch_i");
        QVERIFY(!plan.loses());
        QCOMPARE(rulesOf(plan), u"will-fail will-fail will-fail"_s);
        plan = planOf("ALTER TABLE clients ADD n int; ALTER TABLE clients DROP n, DROP name");
        const std::vector<Change> losses{{What::DropsColumn, u"clients"_s, u"n"_s},
                                         {What::DropsColumn, u"clients"_s, u"name"_s}};
        QVERIFY(plan.losses == losses);
        QVERIFY(plan.missing == std::vector{losses[0]});
        QVERIFY(
            !planOf("UPDATE names SET name = 1 WHERE name = 2").tables.at(0).isMissing); // a view is there
        // What is renamed or moved before it goes is what it was.
        plan = planOf("ALTER TABLE clients RENAME name TO old; ALTER TABLE clients DROP old");
        QVERIFY(plan.missing.empty());
        QCOMPARE(plan.losses.at(0).now, u"name"_s);

        plan = planOf("CREATE SCHEMA attic; ALTER TABLE clients SET SCHEMA attic; DROP SCHEMA attic CASCADE");
        QCOMPARE(plan.tables.size(), size_t{2});
        QVERIFY(plan.tables[1].drops && plan.tables[1].table == u"attic.clients" &&
                !plan.tables[1].isMissing);
        QCOMPARE(plan.tables[1].now, u"public.clients"_s);
        // An attribute goes from every column of its type.
        plan = planOf(
            "ALTER TYPE pair DROP ATTRIBUTE b CASCADE, DROP ATTRIBUTE IF EXISTS c, ADD ATTRIBUTE d int;"
            "ALTER TYPE pair ALTER ATTRIBUTE d TYPE text; CREATE TYPE own AS (a int, b int);"
            "ALTER TYPE own DROP ATTRIBUTE b");
        QVERIFY(plan.losses == (std::vector<Change>{{What::DropsAttribute, u"pair"_s, u"b"_s}}));
        QVERIFY(plan.missing.empty());
        QCOMPARE(rulesOf(plan), u"drop-column"_s);
        const auto narrowed = [&](const QByteArray &up) {
            QStringList columns;
            for (const auto &loss : planOf(up).losses)
                columns << (loss.what == What::NarrowsColumn ? loss.table + u'.' + loss.name : u"?"_s);
            return columns.join(u' ');
        };
        QCOMPARE(narrowed("ALTER TABLE clients ALTER id TYPE numeric, ALTER name TYPE numeric(8,2)"), u""_s);
        QCOMPARE(narrowed("ALTER TABLE clients ALTER id TYPE real, ALTER name TYPE int"),
                 u"clients.id clients.name"_s);
        QCOMPARE(narrowed("ALTER TABLE clients RENAME name TO sum; ALTER TABLE clients ALTER sum TYPE int"),
                 u"clients.sum"_s);
        QCOMPARE(narrowed("DO 'BEGIN END'; ALTER TABLE clients ALTER name TYPE int"), u"clients.name"_s);
        QCOMPARE(narrowed("ALTER TABLE clients ADD n numeric; ALTER TABLE clients ALTER n TYPE int"), u""_s);
        QCOMPARE(narrowed("ALTER TABLE clients ALTER name TYPE numeric; "
                          "ALTER TABLE clients ALTER name TYPE numeric(10,2)"),
                 u"clients.name"_s);
        QCOMPARE(narrowed("ALTER TABLE clients ALTER name TYPE int USING name"), u"clients.name"_s);
        QCOMPARE(narrowed("ALTER TABLE clients ALTER name TYPE int USING round(name)"), u"?"_s);
        // What was done before it stopped is there now, and may be there of the next.
        const QByteArray index("CREATE TABLE clients (id int); CREATE INDEX CONCURRENTLY clients_name ON "
                               "clients (name); DROP TABLE nosuch");
        QVERIFY(rulesOf(planOf(index)).startsWith(u"will-fail will-fail will-fail"_s));
        QCOMPARE(rulesOf(planOf(index, 1, true)).count(u"will-fail"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestNamePlan)
#include "tst_nameplan.moc"
