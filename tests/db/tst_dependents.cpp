// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the catalog tells of columns and tables that go with something else, against what the server drops.
#include "db/migrations/plan.h"
#include "tests/support/migrationbench.h"

#include <QTest>

#include <algorithm>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray schema(
    "CREATE SCHEMA arch; CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE DOMAIN short AS varchar(8);"
    "CREATE TYPE pair AS (x int, m mood); CREATE TYPE arch.state AS ENUM ('on');"
    "CREATE TYPE span AS RANGE (subtype = short);"
    "CREATE FUNCTION mark(n int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT n + 1';"
    "CREATE TABLE parent (x int); CREATE TABLE heir (y int) INHERITS (parent);"
    "CREATE TABLE notes (id int, m mood, all_m mood[], s short, p pair, c arch.state, r span, h parent,"
    " g int GENERATED ALWAYS AS (mark(id)) STORED, d int DEFAULT mark(2));"
    "CREATE TABLE typed OF pair; CREATE TABLE arch.own (c arch.state, n int);"
    "CREATE VIEW v AS SELECT m FROM notes;");

} // namespace

class TestDependents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 0); }
    void whatIsToldIsWhatTheServerDrops_data();
    void whatIsToldIsWhatTheServerDrops();
    void whatARoleOwnsIsTold();

private:
    static QStringList columnsOf(db::Connection &connection)
    {
        const auto rows = connection.execute(
            u"SELECT CASE WHEN n.nspname = 'public' THEN '' ELSE n.nspname || '.' END || c.relname || '.' || "
            "a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON "
            "n.oid "
            "= c.relnamespace WHERE c.relkind = 'r' AND n.nspname IN ('public', 'arch') AND attnum > 0 AND "
            "NOT attisdropped"_s,
            {}, db::Deadline::in(10s));
        QStringList columns;
        for (int row = 0; rows && row < rows->count(); ++row)
            columns << rows->text(row, 0);
        return columns;
    }
    tests::SandboxFixture m_sandbox;
};

void TestDependents::whatIsToldIsWhatTheServerDrops_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("lost"); // by DROP … CASCADE; of a composite type an attribute may be all
    QTest::newRow("type mood") << u"type public.mood"_s << u"notes.all_m notes.m typed.m"_s;
    QTest::newRow("domain short") << u"type short"_s << u"notes.r notes.s"_s;
    QTest::newRow("type pair") << u"type pair"_s << u"notes.p typed.m typed.x"_s;
    QTest::newRow("type arch.state") << u"type arch.state"_s << u"arch.own.c notes.c"_s;
    QTest::newRow("schema arch") << u"schema arch"_s << u"arch.own.c arch.own.n notes.c"_s;
    QTest::newRow("function mark") << u"function mark"_s << u"notes.g"_s;
    QTest::newRow("table parent") << u"table parent"_s << u"heir.x heir.y notes.h parent.x"_s;
}

void TestDependents::whatIsToldIsWhatTheServerDrops()
{
    QFETCH(QString, key);
    QFETCH(QString, lost);
    tests::MigrationBench bench(*m_sandbox);
    bench.one(u"DROP SCHEMA IF EXISTS arch CASCADE"_s);
    auto connection = bench.open();
    const auto made = connection.executeScript(schema, {}, db::Deadline::in(10s));
    QVERIFY2(made, qPrintable(made ? u""_s : made.error().message));
    const auto live = db::readLiveTables(connection, db::Deadline::in(10s));
    QVERIFY2(live, qPrintable(live ? u""_s : live.error().message));
    const auto before = columnsOf(connection);
    QVERIFY(live->dependents.contains(key));
    QStringList told;
    for (const auto &dependent : live->dependents.at(key))
        for (const auto &column : before)
            if (dependent.column.isEmpty() ? column.startsWith(dependent.table + u'.')
                                           : column == dependent.table + u'.' + dependent.column)
                told << column;
    bench.one(u"DROP "_s + (key == u"type short" ? u"DOMAIN short"_s : key) + u" CASCADE"_s);
    const auto after = columnsOf(connection);
    QStringList gone;
    std::ranges::copy_if(before, std::back_inserter(gone),
                         [&](const QString &column) { return !after.contains(column); });
    gone.sort();
    QCOMPARE(gone.join(u' '), lost);
    for (const auto &column : gone) // of the one that is named itself nothing is told
        QVERIFY2(told.contains(column) || column == u"parent.x"_s || column.startsWith(u"arch.own"),
                 qPrintable(column + u" of "_s + told.join(u' ')));
    for (const auto &column : told)
        QVERIFY2(gone.contains(column) || (key.contains(u"mood") && column != u"notes.d"),
                 qPrintable(column));
}

void TestDependents::whatARoleOwnsIsTold()
{
    tests::MigrationBench bench(*m_sandbox);
    bench.one(u"DROP SCHEMA IF EXISTS arch CASCADE"_s);
    auto connection = bench.open();
    const auto made = connection.executeScript(
        schema + "CREATE ROLE clerk; ALTER TABLE arch.own OWNER TO clerk; ALTER TYPE mood OWNER TO clerk", {},
        db::Deadline::in(10s));
    QVERIFY2(made, qPrintable(made ? u""_s : made.error().message));
    const auto live = db::readLiveTables(connection, db::Deadline::in(10s));
    bench.one(u"DROP OWNED BY clerk CASCADE"_s);
    bench.one(u"DROP ROLE clerk"_s);
    QVERIFY(live && live->dependents.contains(u"role clerk"_s));
    QStringList told;
    for (const auto &dependent : live->dependents.at(u"role clerk"_s))
        told << dependent.table + u'.' + dependent.column;
    for (const auto &lost : {u"arch.own."_s, u"notes.m"_s, u"notes.all_m"_s})
        QVERIFY2(told.contains(lost), qPrintable(told.join(u' ')));
    QVERIFY(!told.contains(u"notes.s"_s) && !told.contains(u"notes."_s));
}

QTEST_GUILESS_MAIN(TestDependents)
#include "tst_dependents.moc"
