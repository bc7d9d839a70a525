// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/lint.h"

#include <QtTest>

#include <list>
#include <set>

using namespace seawall;
using namespace seawall::db;
using namespace Qt::StringLiterals;

namespace {

struct Example {
    const char *rule;
    const char *fires;  ///< a script on which the rule speaks
    const char *silent; ///< its good twin
};

constexpr Example examples[] = {
    {"index-not-concurrent", "CREATE INDEX i ON clients (name)",
     "CREATE INDEX CONCURRENTLY i ON clients (name)"},
    {"index-not-concurrent", "DROP INDEX i", "DROP INDEX CONCURRENTLY i"},
    {"index-not-concurrent", "REINDEX TABLE clients", "REINDEX TABLE CONCURRENTLY clients"},
    {"index-not-concurrent", "CREATE INDEX i ON clients (name)",
     "CREATE TABLE clients (name text); CREATE INDEX i ON clients (name)"},
    {"index-if-not-exists", "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON clients (name)",
     "CREATE INDEX CONCURRENTLY i ON clients (name)"},
    {"constraint-without-not-valid", "ALTER TABLE clients ADD CHECK (age > 0)",
     "ALTER TABLE clients ADD CHECK (age > 0) NOT VALID"},
    {"constraint-without-not-valid", "ALTER TABLE orders ADD FOREIGN KEY (client) REFERENCES clients",
     "ALTER TABLE orders ADD FOREIGN KEY (client) REFERENCES clients NOT VALID"},
    {"constraint-builds-index", "ALTER TABLE clients ADD PRIMARY KEY (id)",
     "ALTER TABLE clients ADD PRIMARY KEY USING INDEX i"},
    {"column-type-change", "ALTER TABLE clients ALTER age TYPE bigint",
     "ALTER TABLE clients ADD big_age bigint"},
    {"not-null-on-filled-table", "ALTER TABLE clients ALTER age SET NOT NULL",
     "ALTER TABLE clients ADD CHECK (age IS NOT NULL) NOT VALID"},
    {"not-null-on-filled-table", "ALTER TABLE clients ADD x int NOT NULL",
     "ALTER TABLE clients ADD x int NOT NULL DEFAULT 0"},
    {"not-null-on-filled-table", "ALTER TABLE clients ADD x int NOT NULL DEFAULT NULL",
     "ALTER TABLE clients ADD x int DEFAULT NULL"},
    {"volatile-default", "ALTER TABLE clients ADD x uuid DEFAULT gen_random_uuid()",
     "ALTER TABLE clients ADD x timestamptz DEFAULT now()"},
    {"stored-column", "ALTER TABLE clients ADD x bigserial", "ALTER TABLE clients ADD x bigint"},
    {"table-rewrite", "CLUSTER clients USING i", "ALTER TABLE clients CLUSTER ON i"},
    {"table-rewrite", "VACUUM (FULL) clients", "VACUUM clients"},
    {"refresh-not-concurrent", "REFRESH MATERIALIZED VIEW totals",
     "REFRESH MATERIALIZED VIEW CONCURRENTLY totals"},
    {"rename", "ALTER TABLE clients RENAME TO customers", "CREATE VIEW customers AS SELECT * FROM clients"},
    {"rename", "ALTER TABLE clients RENAME age TO years", "ALTER TABLE clients RENAME CONSTRAINT a TO b"},
    {"drop-column", "ALTER TABLE clients DROP age", "ALTER TABLE clients ALTER age DROP NOT NULL"},
    {"drop-table", "DROP TABLE clients", "CREATE TABLE clients (a int); DROP TABLE clients"},
    {"drop-table", "DROP SCHEMA sales CASCADE", "DROP SCHEMA sales"},
    {"truncate", "TRUNCATE clients", "CREATE TABLE clients (a int); TRUNCATE clients"},
    {"drop-cascade", "DROP VIEW names CASCADE", "DROP VIEW names"},
    {"drop-column", "DROP TYPE mood CASCADE", "DROP TYPE mood"},
    {"drop-column", "DROP EXTENSION hstore CASCADE", "DROP EXTENSION hstore"},
    {"drop-table", "DROP EXTENSION postgis", "CREATE EXTENSION postgis"},
    {"drop-owned", "DROP OWNED BY clerk", "REASSIGN OWNED BY clerk TO owner"},
    {"drop-database", "DROP DATABASE old", "CREATE DATABASE fresh"},
    {"drop-cascade", "DROP TABLE clients CASCADE", "TRUNCATE clients CASCADE"},
    {"unbatched-update", "UPDATE clients SET age = 1", "UPDATE clients SET age = 1 WHERE id < 1000"},
    {"unbatched-delete", "DELETE FROM clients", "DELETE FROM clients WHERE id < 1000"},
    {"foreign-key-lock", "CREATE TABLE t (client bigint REFERENCES clients)",
     "CREATE TABLE t (client bigint)"},
    {"enum-value-used-in-transaction",
     "ALTER TYPE mood ADD VALUE 'calm'; UPDATE t SET m = 'calm' WHERE id = 1",
     "ALTER TYPE mood ADD VALUE 'calm'; UPDATE t SET m = 'old' WHERE id = 1"},
    {"enum-value-used-in-transaction", "ALTER TYPE mood ADD VALUE 'calm'; SELECT 'calm'::mood",
     "CREATE TYPE mood AS ENUM ('a'); ALTER TYPE mood ADD VALUE 'calm'; SELECT 'calm'::mood"},
    {"mixed-definition-and-data", "ALTER TABLE clients ADD x int; UPDATE clients SET x = 1 WHERE id = 1",
     "CREATE TABLE t (a int); INSERT INTO t VALUES (1)"},
    {"mixed-definition-and-data", "ALTER TABLE clients ADD x int; SELECT pg_sleep(20)",
     "CREATE TABLE t (a int); SELECT pg_sleep(20)"},
    {"mixed-definition-and-data", "ALTER TABLE clients ADD x int; DO 'BEGIN END'",
     "ALTER TABLE clients ADD x int; SELECT setval('s', max(id)) FROM clients"},
    {"locks-several-tables", "ALTER TABLE clients ADD x int; ALTER TABLE orders ADD x int",
     "ALTER TABLE clients ADD x int; ALTER TABLE clients ADD y int"},
    {"not-alone", "VACUUM clients; SELECT 1", "VACUUM clients"},
    {"lock-table", "LOCK TABLE clients", "LOCK TABLE clients IN ROW SHARE MODE"},
    {"attach-partition-scan", "ALTER TABLE events ATTACH PARTITION e1 FOR VALUES FROM (1) TO (2)",
     "CREATE TABLE e1 PARTITION OF events FOR VALUES FROM (1) TO (2)"},
    {"trigger-disabled", "ALTER TABLE clients DISABLE TRIGGER ALL", "ALTER TABLE clients ENABLE TRIGGER ALL"},
    {"unlogged-table", "CREATE UNLOGGED TABLE t (a int)", "CREATE TEMP TABLE t (a int)"},
    {"char-column", "CREATE TABLE t (a char(3))", "CREATE TABLE t (a varchar(3))"},
    {"timestamp-without-time-zone", "CREATE TABLE t (a timestamp)", "CREATE TABLE t (a timestamptz)"},
    {"integer-key", "CREATE TABLE t (a serial PRIMARY KEY)",
     "CREATE TABLE t (a bigserial PRIMARY KEY, b int)"},
    {"create-extension", "CREATE EXTENSION hstore", "DROP EXTENSION hstore"},
    {"session-setting", "SET search_path = a", "SET LOCAL search_path = a"},
    {"grant-to-public", "GRANT SELECT ON clients TO PUBLIC", "GRANT SELECT ON clients TO readers"},
    {"grant-to-public", "GRANT SELECT ON clients TO PUBLIC", "REVOKE SELECT ON clients FROM PUBLIC"},
    {"large-object", "SELECT lo_import('/x')", "SELECT 1"},
    {"code-not-seen", "SELECT purge_clients()",
     "SELECT count(*), pg_catalog.now(), pg_sleep(1) FROM clients"},
    {"code-not-seen", "DO 'BEGIN END'", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'"},
    {"not-understood", "CREATE TABLE t (a int SOMETHING NEW)", "CREATE TABLE t (a int)"},
};

Script scriptOf(const char *sql)
{
    const auto script = readScript(u"x.sql"_s, QString::fromUtf8(sql));
    return script ? *script : Script{.file = u"refused"_s};
}

/// 'rule' for each finding, in their order.
QStringList rulesOf(const char *sql, const LintContext &context = {})
{
    QStringList rules;
    for (const auto &finding : lint(scriptOf(sql), context))
        rules += finding.rule;
    return rules;
}

QString severityOf(const char *sql, const LintContext &context)
{
    const auto findings = lint(scriptOf(sql), context);
    const QStringList names{u"note"_s, u"warning"_s, u"danger"_s};
    return findings.empty() ? u"none"_s : names.at(static_cast<int>(findings.front().severity));
}

LintContext ofSize(qint64 bytes, qint64 rows)
{
    static std::list<std::map<QString, TableSize>> all; // of which none moves
    LintContext context;
    context.tables = &all.emplace_back(std::map{std::pair(u"clients"_s, TableSize{bytes, rows})});
    return context;
}

} // namespace

class TestLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speaksAndIsSilent_data();
    void speaksAndIsSilent();
    void everyRuleHasAnExampleAndIsDocumented();
    void sizeWeighs();
    void tablesThatAreNotThereYetWeighNothing();
    void conditionalChangesMatterOnLargeTablesOnly();
    void lockTimeoutMayBeMissing();
    void theWayBackMayBeMissingOrDestructive();
    void truncateCascadeSaysWhatItEmpties();
    void conversionsSayWhatTheyReplace();
    void namesThatAreMissingOrTakenAreTold();
    void theMostSevereComesFirst();
    void findingsStandAtTheirStatement();
    void messagesSayTableAndSize();
    void messagesSpeakOfSessionsAndReplica();
};

void TestLint::speaksAndIsSilent_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const auto &example : examples)
        QTest::addRow("%s: %s", example.rule, example.fires) << index++;
}

void TestLint::speaksAndIsSilent()
{
    QFETCH(int, index);
    const auto &example = examples[index];
    const auto rule = QString::fromUtf8(example.rule);
    const auto spoken = rulesOf(example.fires);
    QVERIFY2(spoken.contains(rule), qPrintable(spoken.join(u' ')));
    const auto twin = scriptOf(example.silent);
    QVERIFY2(!twin.statements.empty(), "the twin is refused");
    QVERIFY2(!rulesOf(example.silent).contains(rule), qPrintable(rulesOf(example.silent).join(u' ')));
}

void TestLint::everyRuleHasAnExampleAndIsDocumented()
{
    QFile file(QStringLiteral(SEAWALL_SOURCE_DIR "/docs/migration-rules.md"));
    QVERIFY(file.open(QFile::ReadOnly));
    const auto text = QString::fromUtf8(file.readAll());
    const auto part = text.section(u"<!-- rules -->"_s, 1).section(u"<!-- /rules -->"_s, 0, 0);
    QStringList documented, rules;
    for (const auto &line : part.split(u'\n'))
        if (line.startsWith(u"## "))
            documented += line.sliced(3);
    std::set<QString> tried{u"missing-lock-timeout"_s, u"missing-down"_s, u"destructive-down"_s,
                            u"will-fail"_s}; // below
    for (const auto &example : examples)
        tried.insert(QString::fromUtf8(example.rule));
    for (const auto &rule : lintRules()) {
        rules += rule.id;
        QVERIFY2(tried.contains(rule.id), qPrintable(rule.id));
        QVERIFY2(text.contains(rule.title), qPrintable(rule.title));
    }
    QCOMPARE(documented, rules);
}

void TestLint::sizeWeighs()
{
    const auto *sql = "CREATE INDEX i ON clients (name)";
    QCOMPARE(severityOf(sql, {}), u"danger"_s);
    auto context = ofSize(1'000, 9'999);
    QCOMPARE(severityOf(sql, context), u"note"_s);
    context = ofSize(1'000, 10'000);
    QCOMPARE(severityOf(sql, context), u"danger"_s);
    context = ofSize(16 << 20, 5);
    QCOMPARE(severityOf(sql, context), u"danger"_s);
    context = ofSize(1'000, 5); // what breaks the application does so at any size
    QCOMPARE(severityOf("ALTER TABLE clients RENAME TO customers", context), u"danger"_s);
}

void TestLint::tablesThatAreNotThereYetWeighNothing()
{
    const std::map<QString, TableSize> none;
    LintContext context;
    context.tables = &none;
    QCOMPARE(severityOf("CREATE INDEX i ON clients (name)", context), u"note"_s);
    QCOMPARE(severityOf("ALTER TABLE clients RENAME TO customers", context), u"note"_s);
    QCOMPARE(severityOf("ALTER TABLE clients ADD x int; ALTER TABLE orders ADD x int", context), u"none"_s);
}

void TestLint::conditionalChangesMatterOnLargeTablesOnly()
{
    const auto *sql = "DELETE FROM clients WHERE age > 5";
    auto context = ofSize(1'000'000'000, 10'000'000);
    QCOMPARE(severityOf(sql, context), u"warning"_s);
    context = ofSize(1'000, 10);
    QCOMPARE(severityOf(sql, context), u"none"_s);
}

void TestLint::lockTimeoutMayBeMissing()
{
    LintContext context;
    context.lockTimeoutIsSet = false;
    QCOMPARE(rulesOf("ALTER TABLE clients ADD x int", context), QStringList{u"missing-lock-timeout"_s});
    QCOMPARE(rulesOf("SET LOCAL lock_timeout = '3s'; ALTER TABLE clients ADD x int", context), QStringList{});
    QCOMPARE(rulesOf("INSERT INTO clients VALUES (1)", context), QStringList{});
    context.lockTimeoutIsSet = true;
    QCOMPARE(rulesOf("ALTER TABLE clients ADD x int", context), QStringList{});
}

void TestLint::theWayBackMayBeMissingOrDestructive()
{
    LintContext context;
    context.hasDown = false;
    QCOMPARE(rulesOf("CREATE TABLE t (a int)", context), QStringList{u"missing-down"_s});
    context.isDown = true;
    QCOMPARE(rulesOf("CREATE TABLE t (a int)", context), QStringList{});
    QCOMPARE(rulesOf("DROP TABLE clients", context), QStringList{u"destructive-down"_s});
    QCOMPARE(rulesOf("ALTER TABLE clients DROP x", context), QStringList{u"destructive-down"_s});
}

void TestLint::truncateCascadeSaysWhatItEmpties()
{
    const auto findings = lint(scriptOf("TRUNCATE clients CASCADE"), {});
    QCOMPARE(findings.size(), 2);
    QVERIFY2(
        findings[1].message.startsWith(u"CASCADE empties every table with a foreign key to clients as well"),
        qPrintable(findings[1].message));
    QVERIFY(!findings[1].advice.contains(u"DROP"));
}

void TestLint::conversionsSayWhatTheyReplace()
{
    const auto findings =
        lint(scriptOf("ALTER TABLE clients ALTER name TYPE varchar(3) USING left(name, 3)"), {});
    QCOMPARE(findings.size(), 2);
    QCOMPARE(findings[1].rule, u"column-type-change"_s);
    QVERIFY2(findings[1].message.startsWith(u"What name of clients holds is replaced"),
             qPrintable(findings[1].message));
    QCOMPARE(rulesOf("ALTER TABLE clients ALTER age TYPE text USING age::text").size(), 1);
}

void TestLint::namesThatAreMissingOrTakenAreTold()
{
    auto script = scriptOf("DROP VIEW v; CREATE TABLE clients (id int)");
    script.statements[0].changes.push_back({Change::What::LacksName, {}, u"view v"_s});
    script.statements[1].changes.push_back({Change::What::FindsNameTaken, {}, u"table clients"_s});
    const auto findings = lint(script, {});
    QCOMPARE(findings.size(), 2);
    for (const auto &finding : findings)
        QVERIFY(finding.rule == u"will-fail"_s && finding.severity == Finding::Severity::Danger);
    QVERIFY2(findings[0].message.startsWith(u"There is no view v when"), qPrintable(findings[0].message));
    QVERIFY2(findings[1].message.startsWith(u"There is a table clients already when"),
             qPrintable(findings[1].message));
    QCOMPARE(findings[1].statement, 1);
}

void TestLint::theMostSevereComesFirst()
{
    QCOMPARE(rulesOf("SET a.b = 1; DROP VIEW v CASCADE; DROP TABLE clients; TRUNCATE orders"),
             (QStringList{u"drop-table"_s, u"truncate"_s, u"drop-cascade"_s, u"locks-several-tables"_s,
                          u"session-setting"_s}));
}

void TestLint::findingsStandAtTheirStatement()
{
    const auto findings = lint(scriptOf("SELECT 1;\n  DROP INDEX i;\nCREATE TABLE t (a int NEW THING)"), {});
    QCOMPARE(findings.size(), 2);
    QCOMPARE(findings[0].statement, 1);
    QCOMPARE(findings[0].position, (TextPosition{2, 3}));
    QCOMPARE(findings[1].statement, 2);
    QCOMPARE(findings[1].position, (TextPosition{3, 23}));
}

void TestLint::messagesSayTableAndSize()
{
    auto context = ofSize(340 << 20, 1'200'000);
    const auto findings = lint(scriptOf("CREATE INDEX i ON clients (name)"), context);
    QCOMPARE(findings.size(), 1);
    QVERIFY2(findings[0].message.startsWith(u"clients (about 1,200,000 rows, 340 MB) takes no writes"),
             qPrintable(findings[0].message));
}

void TestLint::messagesSpeakOfSessionsAndReplica()
{
    const QRegularExpression placeholder(u"[{}%]"_s);
    for (const auto &example : examples) {
        for (const auto &finding : lint(scriptOf(example.fires), {})) {
            QVERIFY2(!finding.message.contains(placeholder), qPrintable(finding.message));
            QVERIFY2(!finding.advice.contains(placeholder), qPrintable(finding.advice));
            QVERIFY2(finding.message.contains(u"replica") || finding.message.contains(u"WAL"),
                     qPrintable(finding.message));
            QCOMPARE(finding.message.count(u". "), 0);
            QVERIFY(finding.message.endsWith(u'.') && finding.advice.endsWith(u'.'));
        }
    }
}

QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"
