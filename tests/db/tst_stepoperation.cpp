// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stepbench.h"

#include <QtTest>

#include <thread>

using namespace seawall;
using namespace seawall::tests;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = StepSpec::Kind;
using Expected = Expectation::Kind;

namespace {

StepSpec metricSpec(MetricRule::Figure figure, MetricRule::Comparison comparison, double limit,
                    double hold = 1)
{
    StepSpec spec;
    spec.kind = Kind::Metric;
    spec.metric = {figure, comparison, limit, hold};
    return spec;
}

} // namespace

class TestStepOperation : public QObject, private StepBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1); }
    void aQueryRunsOnTheNodeItsRoleNames();
    void anExpectationIsJudged_data();
    void anExpectationIsJudged();
    void theSameRowsAsOnThePrimaryPass();
    void everyNodeIsAsked();
    void aQueryCannotWrite_data();
    void aQueryCannotWrite();
    void aStatementThatWritesIsSaidToAndDoes();
    void aLongResultIsCutAndSaidSo();
    void aStatementEndsAtItsTimeLimitOnTheServerToo();
    void aStatementIsStopped();
    void aNodeThatIsNotThereIsNamed();
    void backslashCommandsAreRefused();
    void aTransactionThatEndsInsideIsRefused();
    void aFigureHolds_data();
    void aFigureHolds();
    void anUnknownFigureFails();
    void onlyChecksChangeNothing();

private:
    /// The sessions of steps that run a statement now.
    qint64 busy()
    {
        return number(u"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'seawall checklist' "
                      "AND state = 'active' AND query LIKE 'FETCH %'"_s);
    }
};

void TestStepOperation::aQueryRunsOnTheNodeItsRoleNames()
{
    const auto ran = run(sqlSpec(u"SELECT pg_is_in_recovery()"_s, u"replica"_s, {Expected::Value, u"t"_s}));
    QVERIFY2(ran.outcome.state == Outcome::State::Succeeded, qPrintable(ran.told()));
    const auto &evidence = ran.evidence;
    QCOMPARE(evidence.step, u"step-1"_s);
    QVERIFY(evidence.result == StepState::Passed);
    QVERIFY(evidence.startedMs > 0 && evidence.finishedMs >= evidence.startedMs);
    QVERIFY(evidence.actor.contains(u'@'));
    QCOMPARE(evidence.target.node, u"replica1"_s);
    QVERIFY(evidence.target.role == db::Role::Replica);
    QCOMPARE(evidence.target.timeline.value_or(0), quint32{1});
    QVERIFY(evidence.target.lsn.has_value());
    QCOMPARE(evidence.input, u"SELECT pg_is_in_recovery()"_s);
    QVERIFY2(evidence.output.contains(u" pg_is_in_recovery\n-------------------\n t\n(1 row)\n"_s),
             qPrintable(evidence.output));
    QCOMPARE(ran.preview.verb, u"Run query"_s);
    QVERIFY(!ran.preview.destructive);
}

void TestStepOperation::anExpectationIsJudged_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("isMet");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, Expected kind, const QString &text, const QString &sql, bool isMet,
                        const QString &sentence) {
        QTest::newRow(name) << int(kind) << text << sql << isMet << sentence;
    };
    row("value", Expected::Value, u"7"_s, u"SELECT 7"_s, true, u"primary gave '7', as expected."_s);
    row("other value", Expected::Value, u"7"_s, u"SELECT 8"_s, false,
        u"Expected the value '7', but primary gave '8'."_s);
    row("true is t", Expected::Value, u"true"_s, u"SELECT true"_s, true, u"primary gave 't', as expected."_s);
    row("null is no value", Expected::Value, u""_s, u"SELECT NULL"_s, false,
        u"Expected the value '', but primary gave NULL."_s);
    row("no row", Expected::Value, u"7"_s, u"SELECT 7 WHERE false"_s, false,
        u"Expected the value '7', but primary gave no row."_s);
    row("rows", Expected::Rows, u"3"_s, u"SELECT generate_series(1, 3)"_s, true,
        u"primary gave 3 rows, as expected."_s);
    row("fewer rows", Expected::Rows, u"3"_s, u"SELECT 1"_s, false,
        u"Expected 3 rows, but primary gave 1 row."_s);
    row("some rows", Expected::Rows, u"some"_s, u"SELECT * FROM clients WHERE name = 'WEX'"_s, true,
        u"primary gave 1 row, as expected."_s);
    row("no rows", Expected::Rows, u"some"_s, u"SELECT 1 WHERE false"_s, false,
        u"Expected at least one row, but primary gave 0 rows."_s);
    row("matches", Expected::Matches, u"^Postgre\\w+ \\d"_s, u"SELECT version()"_s, true,
        u"What primary gave matches '^Postgre\\w+ \\d', as expected."_s);
    row("does not match", Expected::Matches, u"^x"_s, u"SELECT 'y'"_s, false,
        u"Expected something that matches '^x', but primary gave 'y'."_s);
    row("bad expression", Expected::Matches, u"("_s, u"SELECT 1"_s, false,
        u"The expectation '(' is no regular expression: missing closing parenthesis."_s);
    row("none", Expected::None, {}, u"SELECT 5"_s, true, u"primary gave '5'."_s);
    row("error", Expected::None, {}, u"SELECT 1/0"_s, false, u"division by zero"_s);
    row("last of several", Expected::Value, u"2"_s, u"SELECT 1; SELECT 2;"_s, true,
        u"primary gave '2', as expected."_s);
}

void TestStepOperation::anExpectationIsJudged()
{
    QFETCH(int, kind);
    QFETCH(QString, text);
    QFETCH(QString, sql);
    QFETCH(bool, isMet);
    QFETCH(QString, sentence);
    const auto ran = run(sqlSpec(sql, u"primary"_s, {Expected(kind), text}));
    QVERIFY2(ran.outcome.summary.contains(sentence), qPrintable(ran.told()));
    QCOMPARE(ran.outcome.state == Outcome::State::Succeeded, isMet);
    QCOMPARE(ran.evidence.result == StepState::Passed, isMet);
    QCOMPARE(ran.evidence.target.node, u"primary"_s);
}

void TestStepOperation::theSameRowsAsOnThePrimaryPass()
{
    const Expectation asOnPrimary{Expected::AsOnPrimary, {}};
    auto ran = run(sqlSpec(u"SELECT id, name FROM clients"_s, u"replica"_s, asOnPrimary));
    QVERIFY2(ran.outcome.state == Outcome::State::Succeeded, qPrintable(ran.told()));
    QVERIFY(ran.evidence.output.contains(u"primary ("_s) && ran.evidence.output.contains(u"replica1 ("_s));
    ran = run(sqlSpec(u"SELECT pg_is_in_recovery()"_s, u"replica"_s, asOnPrimary));
    QVERIFY(ran.outcome.state == Outcome::State::Failed);
    QVERIFY2(ran.outcome.summary.startsWith(
                 u"Expected the same rows as on the primary, but replica1 gave 1 row"_s),
             qPrintable(ran.told()));
    ran = run(sqlSpec(u"SELECT 1"_s, u"primary"_s, asOnPrimary));
    QVERIFY(ran.outcome.state == Outcome::State::Failed); // nothing was compared
}

void TestStepOperation::everyNodeIsAsked()
{
    const auto ran = run(sqlSpec(u"SELECT pg_is_in_recovery()"_s, u"*"_s, {Expected::Value, u"f"_s}));
    QVERIFY(ran.outcome.state == Outcome::State::Failed);
    QVERIFY2(ran.outcome.summary.contains(u"replica1 gave 't'"_s), qPrintable(ran.told()));
    QVERIFY2(ran.outcome.summary.contains(u"primary gave 'f', as expected"_s), qPrintable(ran.told()));
}

void TestStepOperation::aQueryCannotWrite_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("a function of the user's") << u"SELECT step_writes()"_s;
    QTest::newRow("after switching the session")
        << u"SET default_transaction_read_only TO off; SELECT step_writes()"_s;
}

void TestStepOperation::aQueryCannotWrite()
{
    QFETCH(QString, sql);
    number(u"SELECT 1 FROM (SELECT set_config('x.y', '1', false)) q"_s);
    auto made =
        run(sqlSpec(u"CREATE TABLE IF NOT EXISTS step_rows (n int); CREATE OR REPLACE FUNCTION step_writes() "
                    "RETURNS int LANGUAGE sql AS 'INSERT INTO step_rows VALUES (1) RETURNING n'"_s,
                    u"primary"_s));
    QVERIFY2(made.outcome.state == Outcome::State::Succeeded, qPrintable(made.told()));
    auto spec = sqlSpec(sql, u"primary"_s);
    if (StepOperation::onlyChecks(spec)) {
        const auto ran = run(spec);
        QVERIFY2(ran.outcome.summary.contains(u"read-only"_s), qPrintable(ran.told()));
        QCOMPARE(number(u"SELECT count(*) FROM step_rows"_s), 0);
    } else {
        QVERIFY(run(spec).preview.destructive);
    }
}

void TestStepOperation::aStatementThatWritesIsSaidToAndDoes()
{
    auto spec = sqlSpec(u"CREATE TABLE step_made AS SELECT 1 AS n"_s, u"primary"_s);
    QVERIFY(!StepOperation::onlyChecks(spec));
    const auto ran = run(spec);
    QVERIFY(ran.preview.destructive);
    QVERIFY(ran.preview.consequence.contains(u"writes"_s));
    QVERIFY2(ran.outcome.state == Outcome::State::Succeeded, qPrintable(ran.told()));
    QCOMPARE(number(u"SELECT count(*) FROM step_made"_s), 1);
    spec = sqlSpec(u"DROP TABLE step_made"_s, u"replica"_s); // the server refuses
    QVERIFY(run(spec).outcome.state == Outcome::State::Failed);
}

void TestStepOperation::aLongResultIsCutAndSaidSo()
{
    auto ran =
        run(sqlSpec(u"SELECT generate_series(1, 300000)"_s, u"primary"_s, {Expected::Rows, u"300000"_s}));
    QVERIFY2(ran.outcome.state == Outcome::State::Succeeded, qPrintable(ran.outcome.summary));
    QVERIFY(ran.evidence.output.contains(u"(300000 rows, of which the first 1000 are shown)"_s));
    ran = run(sqlSpec(u"SELECT repeat('x', 10000) FROM generate_series(1, 900)"_s, u"primary"_s));
    QVERIFY(ran.evidence.output.toUtf8().size() <= 1024 * 1024 + 1024);
    QVERIFY(ran.evidence.output.contains(u"(900 rows, of which the first "_s));
}

void TestStepOperation::aStatementEndsAtItsTimeLimitOnTheServerToo()
{
    auto spec = sqlSpec(u"SELECT pg_sleep(301)"_s, u"primary"_s);
    spec.timeLimitSeconds = 0.5;
    const auto ran = run(spec);
    QVERIFY(ran.outcome.state == Outcome::State::Failed);
    QVERIFY(ran.evidence.result == StepState::Failed);
    QTRY_COMPARE(busy(), 0);
}

void TestStepOperation::aStatementIsStopped()
{
    std::stop_source stop;
    const std::jthread stopper([&] {
        const auto patience = db::Deadline::in(20s);
        while (busy() == 0 && !patience.passed())
            std::this_thread::sleep_for(20ms);
        stop.request_stop();
    });
    const auto ran = run(sqlSpec(u"SELECT pg_sleep(302)"_s, u"primary"_s), {}, stop.get_token());
    QVERIFY(ran.outcome.state == Outcome::State::Cancelled);
    QVERIFY(ran.evidence.result == StepState::Interrupted);
    QVERIFY(!ran.evidence.input.isEmpty() && !ran.evidence.actor.isEmpty() && ran.evidence.finishedMs > 0);
    QCOMPARE(ran.evidence.target.node, u"primary"_s);
    QTRY_COMPARE(busy(), 0);
}

void TestStepOperation::aNodeThatIsNotThereIsNamed()
{
    const auto ran = run(sqlSpec(u"SELECT 1"_s, u"replica7"_s));
    QVERIFY(ran.outcome.state == Outcome::State::Failed);
    QVERIFY2(ran.outcome.summary.contains(u"no node 'replica7'"_s), qPrintable(ran.told()));
    QVERIFY(ran.outcome.error->hint.contains(u"replica1"_s));
}

void TestStepOperation::backslashCommandsAreRefused()
{
    const auto ran = run(sqlSpec(u"\\dt"_s, u"primary"_s));
    QVERIFY(ran.outcome.state == Outcome::State::Failed);
    QVERIFY(ran.preview.guards.front().state == Guard::State::Blocking);
}

void TestStepOperation::aTransactionThatEndsInsideIsRefused()
{
    const auto ran = run(sqlSpec(u"SELECT 1;\nCOMMIT;\nSELECT 2"_s, u"primary"_s));
    QVERIFY(ran.evidence.result == StepState::Failed);
    QVERIFY2(ran.told().contains(u"COMMIT would end or begin a transaction inside the step"_s) &&
                 !ran.told().contains(u"migration"_s),
             qPrintable(ran.told()));
}

void TestStepOperation::aFigureHolds_data()
{
    using Figure = MetricRule::Figure;
    using Comparison = MetricRule::Comparison;
    QTest::addColumn<StepSpec>("spec");
    QTest::addColumn<bool>("holds");
    QTest::newRow("lag") << metricSpec(Figure::Lag, Comparison::Below, 5) << true;
    QTest::newRow("pool") << metricSpec(Figure::PoolUse, Comparison::Below, 0.8) << true;
    QTest::newRow("pool above") << metricSpec(Figure::PoolUse, Comparison::Above, 0.99) << false;
    QTest::newRow("streaming") << metricSpec(Figure::Streaming, Comparison::AtLeast, 1) << true;
    QTest::newRow("streaming too few") << metricSpec(Figure::Streaming, Comparison::AtLeast, 2) << false;
    QTest::newRow("rpo") << metricSpec(Figure::Rpo, Comparison::AtMost, 1e9) << true;
    QTest::newRow("connect") << metricSpec(Figure::CanConnect, Comparison::Equal, 1) << true;
}

void TestStepOperation::aFigureHolds()
{
    QFETCH(StepSpec, spec);
    QFETCH(bool, holds);
    const auto ran = run(spec);
    QVERIFY2((ran.outcome.state == Outcome::State::Succeeded) == holds, qPrintable(ran.told()));
    const auto &details = ran.outcome.details;
    QVERIFY(details[u"samples"_s].toInt() >= (holds ? 3 : 1));
    QVERIFY(details[u"min"_s].toDouble(-1) <= details[u"max"_s].toDouble(-2));
    QVERIFY(ran.evidence.output.contains(u"mean"_s));
    if (holds)
        QVERIFY(ran.evidence.finishedMs - ran.evidence.startedMs >= 1000);
}

void TestStepOperation::anUnknownFigureFails()
{
    auto given = context();
    auto snapshot = std::make_shared<db::Snapshot>();
    db::NodeSnapshot replica;
    replica.name = u"replica1"_s;
    replica.reachable = true;
    replica.facts.role = db::Role::Replica;
    replica.lag.seconds = 0.1;
    replica.lag.secondsIsFloor = true; // more than 0.1 s: it is not known whether below 1 s
    snapshot->nodes = {replica};
    std::atomic<quint64> sequence = 0;
    given.live = [&] {
        auto next = std::make_shared<db::Snapshot>(*snapshot);
        next->sequence = ++sequence;
        return db::SnapshotPtr(next);
    };
    const auto ran = run(metricSpec(MetricRule::Figure::Lag, MetricRule::Comparison::Below, 1), given);
    QVERIFY(ran.outcome.state == Outcome::State::Failed);
    QVERIFY2(ran.outcome.summary.contains(u"unknown"_s), qPrintable(ran.told()));

    snapshot->nodes.front().lag.secondsIsFloor = false;
    auto sick = replica;
    sick.name = u"replica2"_s;
    sick.lag = {.bytes = {}, .seconds = 2.5};
    snapshot->nodes.push_back(sick);
    const auto worst = run(metricSpec(MetricRule::Figure::Lag, MetricRule::Comparison::Below, 1), given);
    QCOMPARE(worst.outcome.summary, u"Expected replication lag below 1 s, but it was 2.5 s (replica2)."_s);
}

void TestStepOperation::onlyChecksChangeNothing()
{
    const auto checks = [](const QString &sql) {
        return StepOperation::onlyChecks(sqlSpec(sql, u"primary"_s));
    };
    QVERIFY(checks(u"SELECT pg_current_wal_lsn()"_s));
    QVERIFY(checks(u"SHOW wal_level"_s));
    QVERIFY(!checks(u"SELECT pg_promote()"_s));
    QVERIFY(!checks(u"DELETE FROM clients"_s));
    QVERIFY(!checks(u"WITH gone AS (DELETE FROM clients RETURNING 1) SELECT * FROM gone"_s));
    QVERIFY(!checks(u"SELECT 1; CHECKPOINT"_s));
    QVERIFY(!checks(u"SET transaction_read_only = off; SELECT 1"_s));
    QVERIFY(!checks(u"\\dt"_s));
    QVERIFY(!StepOperation::onlyChecks(commandSpec(u"true"_s)));
    QVERIFY(StepOperation::onlyChecks(metricSpec(MetricRule::Figure::Lag, MetricRule::Comparison::Below, 1)));
}

QTEST_GUILESS_MAIN(TestStepOperation)
#include "tst_stepoperation.moc"
