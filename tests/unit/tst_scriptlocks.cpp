// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/script.h"
#include "tests/support/lockexamples.h"

#include <QtTest>

#include <map>

using namespace seawall;
using namespace seawall::db;
using namespace Qt::StringLiterals;

namespace {

QString usesOf(const QString &sql)
{
    const auto script = readScript(u"x.sql"_s, sql);
    if (!script)
        return script.error().message;
    std::map<QString, QString> uses;
    for (const auto &statement : script->statements)
        for (const auto &use : statement.tables)
            uses[use.table] = use.table + u' ' + toString(use.lock) +
                              (use.rewrites ? u" rewrites"_s : u""_s) + (use.scans ? u" scans"_s : u""_s) +
                              (use.drops     ? u" drops"_s
                               : use.empties ? u" empties"_s
                                             : u""_s);
    QStringList lines;
    for (const auto &[table, line] : uses)
        lines += line;
    return (script->wasParsed ? u""_s : u"not parsed: "_s) + lines.join(u"; ");
}

} // namespace

class TestScriptLocks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsTheLocks_data();
    void knowsTheLocks();
    void knowsTheLocksOfWhatRunsAlone_data();
    void knowsTheLocksOfWhatRunsAlone();
};

void TestScriptLocks::knowsTheLocks_data()
{
    QTest::addColumn<QString>("uses");
    for (const auto &example : tests::lockExamples)
        QTest::newRow(example.sql) << QString::fromUtf8(example.uses);
}

/// The same examples as tst_locktable runs on a server.
void TestScriptLocks::knowsTheLocks()
{
    QFETCH(QString, uses);
    QCOMPARE(usesOf(QString::fromUtf8(QTest::currentDataTag())), uses);
}

void TestScriptLocks::knowsTheLocksOfWhatRunsAlone_data()
{
    QTest::addColumn<QString>("uses");
    const auto row = [](const char *sql, const char16_t *uses) {
        QTest::newRow(sql) << QString::fromUtf16(uses);
    };
    row("CREATE INDEX CONCURRENTLY ON clients (age)", u"clients SHARE UPDATE EXCLUSIVE scans");
    row("REINDEX TABLE CONCURRENTLY clients", u"clients SHARE UPDATE EXCLUSIVE scans");
    row("REINDEX (CONCURRENTLY off) TABLE clients", u"clients SHARE scans");
    row("VACUUM clients", u"clients SHARE UPDATE EXCLUSIVE scans");
    row("VACUUM (FULL) clients", u"clients ACCESS EXCLUSIVE rewrites scans");
    row("VACUUM (FULL off) clients", u"clients SHARE UPDATE EXCLUSIVE scans");
    row("ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY",
        u"events SHARE UPDATE EXCLUSIVE; events_1 ACCESS EXCLUSIVE");
    row("ALTER TABLE clients SET TABLESPACE fast", u"clients ACCESS EXCLUSIVE rewrites");
}

void TestScriptLocks::knowsTheLocksOfWhatRunsAlone()
{
    QFETCH(QString, uses);
    QCOMPARE(usesOf(QString::fromUtf8(QTest::currentDataTag())), uses);
}

QTEST_GUILESS_MAIN(TestScriptLocks)
#include "tst_scriptlocks.moc"
