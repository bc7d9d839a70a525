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
    const auto made = plan("DELETE FROM a; DELETE FROM b WHERE id = 1; ALTER TABLE c DROP x; TRUNCATE d;"
                           "DELETE FROM b WHERE id = 2; DROP SCHEMA s CASCADE; UPDATE e SET n = 1",
                           db::LiveTables{});
    const std::vector<db::Change> losses{
        {What::DeletesRows, u"b"_s}, {What::DropsColumn, u"c"_s, u"x"_s}, {What::DropsSchema, {}, u"s"_s}};
    QVERIFY(made.losses == losses && made.isUnderstood);
    QStringList emptied;
    for (const auto &table : made.tables)
        if (table.empties)
            emptied << table.table;
    QCOMPARE(emptied, QStringList({u"a"_s, u"d"_s}));
    for (const auto *unseen : {"DO 'BEGIN END'", "DELETE FROM a NOT UNDERSTOOD", "SELECT 1;\n\\d a"})
        QVERIFY2(!plan(unseen, db::LiveTables{}).isUnderstood, unseen);
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
