// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "db/migrations/script.h"
#include "tests/support/lockexamples.h"
#include "tests/support/sandboxfixture.h"

#include <map>

using namespace seawall;
using namespace seawall::db;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// What the script reader says of locks and rewrites, held against what a server really does.
class TestLockTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theServerLocksWhatWeSay_data();
    void theServerLocksWhatWeSay();
    void theServerRefusesInATransactionWhatMustRunAlone_data();
    void theServerRefusesInATransactionWhatMustRunAlone();

private:
    Result<Rows> run(const QString &sql) { return m_connection->executeSimple(sql, Deadline::in(20s)); }
    std::map<QString, QString> filesOfTables();

    tests::SandboxFixture m_sandbox;
    std::optional<Connection> m_connection;
};

void TestLockTable::initTestCase()
{
    START_SANDBOX(m_sandbox, 0);
    SessionOptions options;
    options.readOnly = false;
    auto connection = Connection::open(m_sandbox->endpoint(u"primary"_s), options, Deadline::in(20s));
    QVERIFY(connection);
    m_connection.emplace(std::move(*connection));
    QVERIFY(run(u"DROP SCHEMA public CASCADE; CREATE SCHEMA public"_s));
    const auto made = run(QString::fromUtf8(tests::lockExampleSchema));
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
}

/// The file of each table, which is another one after a rewrite.
std::map<QString, QString> TestLockTable::filesOfTables()
{
    std::map<QString, QString> files;
    const auto rows = run(u"SELECT oid::regclass, relfilenode FROM pg_class WHERE relkind IN ('r', 'm') AND "
                          "relnamespace = 'public'::regnamespace"_s);
    for (int row = 0; rows && row < rows->count(); ++row)
        files[rows->text(row, 0)] = rows->text(row, 1);
    return files;
}

void TestLockTable::theServerLocksWhatWeSay_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const auto &example : tests::lockExamples)
        QTest::newRow(example.sql) << index++;
}

void TestLockTable::theServerLocksWhatWeSay()
{
    QFETCH(int, index);
    const auto sql = QString::fromUtf8(tests::lockExamples[index].sql);
    const auto script = readScript(u"x.sql"_s, sql);
    QVERIFY(script);
    const auto before = filesOfTables();
    // By OID, as the table may have another name, or none, afterwards.
    const auto remembered =
        run(u"BEGIN; CREATE TEMP TABLE old ON COMMIT DROP AS SELECT oid, relname FROM pg_class "
            "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"_s);
    QVERIFY(remembered);
    const auto done = run(sql);
    const auto locks = run(u"SELECT relname, mode FROM pg_locks JOIN old ON oid = relation WHERE pid = "
                           "pg_backend_pid() AND granted"_s);
    const auto after = filesOfTables();
    const auto rolledBack = run(u"ROLLBACK"_s);
    QVERIFY(rolledBack);
    if (!done && done.error().sqlState == u"42601")
        QSKIP("newer syntax than this server's");
    QVERIFY2(done && locks, done ? "" : qPrintable(done.error().message));
    std::map<QString, LockMode> taken;
    for (int row = 0; row < locks->count(); ++row) {
        auto mode = locks->text(row, 1).remove(u"Lock"_s);
        for (int value = 1; value <= static_cast<int>(LockMode::AccessExclusive); ++value)
            if (toString(static_cast<LockMode>(value)).remove(u' ').toLower() == mode.toLower())
                taken[locks->text(row, 0)] = qMax(taken[locks->text(row, 0)], static_cast<LockMode>(value));
    }
    for (const auto &statement : script->statements) {
        for (const auto &use : statement.tables) {
            const auto table = use.table.section(u'.', -1);
            QCOMPARE(toString(taken[table]), toString(use.lock));
            const bool isRewritten = after.contains(table) && after.at(table) != before.at(table);
            if (!use.drops && !use.empties && after.contains(table))
                QCOMPARE(isRewritten, use.rewrites);
            taken.erase(table);
        }
    }
    for (const auto &[table, lock] : taken) // what the script does not name: under a view, say
        QVERIFY2(lock <= LockMode::AccessShare, qPrintable(table + u' ' + toString(lock)));
}

void TestLockTable::theServerRefusesInATransactionWhatMustRunAlone_data()
{
    QTest::addColumn<bool>("alone");
    const auto row = [](const char *sql, bool alone) { QTest::newRow(sql) << alone; };
    row("CREATE INDEX CONCURRENTLY ON clients (age)", true);
    row("DROP INDEX CONCURRENTLY orders_amount", true);
    row("REINDEX TABLE CONCURRENTLY clients", true);
    row("REINDEX SCHEMA public", true);
    row("REINDEX TABLE clients", false);
    row("VACUUM clients", true);
    row("ANALYZE clients", false);
    row("CLUSTER", true);
    row("CREATE DATABASE x", true);
    row("ALTER SYSTEM SET work_mem = '5MB'", true);
    row("ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY", true);
    row("DISCARD ALL", true);
    row("CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p", true);
    row("CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false)", false);
    row("CREATE TYPE mood AS ENUM ('a'); ALTER TYPE mood ADD VALUE 'b'", false);
}

void TestLockTable::theServerRefusesInATransactionWhatMustRunAlone()
{
    QFETCH(bool, alone);
    const auto sql = QString::fromUtf8(QTest::currentDataTag());
    const auto script = readScript(u"x.sql"_s, sql);
    QVERIFY(script);
    QVERIFY(run(u"BEGIN"_s));
    const auto done = run(sql);
    QVERIFY(run(u"ROLLBACK"_s));
    QCOMPARE(script->runsInTransaction(), !alone);
    QVERIFY2(done.has_value() != alone, done ? "" : qPrintable(done.error().message));
    if (alone)
        QCOMPARE(done.error().sqlState, u"25001"_s); // active_sql_transaction
}

QTEST_GUILESS_MAIN(TestLockTable)
#include "tst_locktable.moc"
