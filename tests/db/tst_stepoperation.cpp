// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "models/checklist/keptoutput.h"
#include "models/checklist/stepoperation.h"
#include "tests/support/sandboxfixture.h"

#include <QJsonArray>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

#include <thread>

#include <signal.h>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = StepSpec::Kind;
using Expected = Expectation::Kind;

namespace {

StepSpec sqlSpec(const QString &sql, const QString &target, Expectation expectation = {})
{
    StepSpec spec;
    spec.kind = Kind::Sql;
    spec.sql = {{sql, target}};
    spec.expectation = std::move(expectation);
    return spec;
}

StepSpec commandSpec(const QString &command, Expectation expectation = {})
{
    StepSpec spec;
    spec.kind = Kind::Command;
    spec.command = command;
    spec.expectation = std::move(expectation);
    return spec;
}

StepSpec metricSpec(MetricRule::Figure figure, MetricRule::Comparison comparison, double limit,
                    double hold = 1)
{
    StepSpec spec;
    spec.kind = Kind::Metric;
    spec.metric = {figure, comparison, limit, hold};
    return spec;
}

struct Ran {
    Outcome outcome;
    Evidence evidence;
    Preview preview;
    QString told() const { return outcome.summary + u'\n' + evidence.output; }
};

/// Any process whose command line holds the text.
bool isRunning(const QByteArray &text)
{
    for (const auto &process : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile file(u"/proc/%1/cmdline"_s.arg(process));
        if (process.toInt() > 0 && process.toInt() != getpid() && file.open(QIODevice::ReadOnly) &&
            file.readAll().replace('\0', ' ').contains(text))
            return true;
    }
    return false;
}

} // namespace

class TestStepOperation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
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
    void aCommandRunsInItsFolderWithTheKeysOfTheEnv();
    void aCommandsOutputIsStreamedInOrder();
    void aCommandThatFailsTellsItsExitCode();
    void psqlWorksWithoutAPassword();
    void secretsAreMasked();
    void aCommandEndsAtItsTimeLimitWithAllItStarted();
    void aCommandIsStoppedWithAllItStarted();
    void anEndlessOutputIsKeptAtHeadAndTail();
    void aCommandThatStopsThingsIsDestructive_data();
    void aCommandThatStopsThingsIsDestructive();
    void aFigureHolds_data();
    void aFigureHolds();
    void anUnknownFigureFails();
    void onlyChecksChangeNothing();
    void aPageAnswers_data();
    void aPageAnswers();
    void aPageThatNeverAnswersEndsAtTheLimitOrTheStop();
    void aFileHoldsWhatItShould_data();
    void aFileHoldsWhatItShould();
    void aFlagIsComparedWithTheEnv();
    void migrationsAreRolledBackAndApplied();
    void whatIsDoneByHandIsNotPassed();

private:
    StepContext context()
    {
        StepContext context;
        context.profile = *ClusterProfile::fromEnvFile(m_sandbox->envFile());
        context.folder = m_folder.path();
        return context;
    }
    Ran run(const StepSpec &spec, std::optional<StepContext> given = {}, const std::stop_token &stop = {})
    {
        ChecklistNode node;
        node.identity = u"step-1"_s;
        node.title = u"A step"_s;
        const auto evidence = std::make_shared<Evidence>();
        StepOperation operation(node, spec, given.value_or(context()), evidence);
        const auto preview = operation.preview();
        auto outcome = operation.run([](const Progress &) {}, stop);
        return {std::move(outcome), *evidence, preview};
    }
    qint64 number(const QString &sql)
    {
        db::SessionOptions options;
        options.readOnly = false;
        auto connection =
            db::Connection::open(m_sandbox->endpoint(u"primary"_s), options, db::Deadline::in(10s));
        return connection->execute(sql, {}, db::Deadline::in(10s))->integer(0, 0).value_or(-1);
    }
    /// The sessions of steps that run a statement now.
    qint64 busy()
    {
        return number(u"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'seawall checklist' "
                      "AND state = 'active' AND query LIKE 'FETCH %'"_s);
    }
    tests::SandboxFixture m_sandbox;
    QTemporaryDir m_folder;
};

void TestStepOperation::initTestCase()
{
    START_SANDBOX(m_sandbox, 1);
}

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

void TestStepOperation::aCommandRunsInItsFolderWithTheKeysOfTheEnv()
{
    const auto ran =
        run(commandSpec(u"pwd; echo \"$POSTGRES_DATABASE $PGDATABASE\"; read line || echo no input"_s));
    QVERIFY2(ran.outcome.state == Outcome::State::Succeeded, qPrintable(ran.told()));
    QCOMPARE(ran.evidence.output, u"%1\npulse_db pulse_db\nno input\n"_s.arg(m_folder.path()));
    QCOMPARE(ran.outcome.details[u"exit_code"_s].toInt(-1), 0);
    QVERIFY(ran.preview.actions.join(u'\n').contains(m_folder.path()));
    QVERIFY(ran.preview.actions.join(u'\n').contains(u"for at most "_s));
    auto elsewhere = context();
    elsewhere.folder = u"/nowhere"_s;
    QVERIFY(run(commandSpec(u"true"_s), elsewhere).outcome.summary.contains(u"no folder '/nowhere'"_s));
}

void TestStepOperation::aCommandsOutputIsStreamedInOrder()
{
    auto given = context();
    QStringList lines;
    given.output = [&](const QString &line) { lines << line; };
    const auto ran = run(commandSpec(u"echo one; echo two >&2; echo three; printf four"_s), given);
    QCOMPARE(lines, (QStringList{u"one\n"_s, u"two\n"_s, u"three\n"_s, u"four"_s}));
    QCOMPARE(ran.evidence.output, u"one\ntwo\nthree\nfour"_s);
}

void TestStepOperation::aCommandThatFailsTellsItsExitCode()
{
    auto ran = run(commandSpec(u"echo out; exit 3"_s));
    QVERIFY(ran.outcome.state == Outcome::State::Failed);
    QCOMPARE(ran.evidence.summary, u"The command ended with exit code 3."_s);
    QCOMPARE(ran.evidence.output, u"out\n"_s);
    ran = run(commandSpec(u"kill -9 $$"_s));
    QCOMPARE(ran.evidence.summary, u"The command was ended by signal 9."_s);
    ran = run(commandSpec(u"echo green"_s, {Expected::Matches, u"^red$"_s}));
    QCOMPARE(ran.evidence.summary,
             u"Expected something that matches '^red$', but the command gave 'green'."_s);
    QVERIFY(run(commandSpec(u"echo green"_s, {Expected::Value, u"green"_s})).evidence.result ==
            StepState::Passed);
    ran = run(commandSpec(u"# Measure by hand\n"_s));
    QVERIFY(ran.evidence.result == StepState::Open); // a block of comments passes nothing
}

void TestStepOperation::psqlWorksWithoutAPassword()
{
    const auto ran = run(
        commandSpec(u"psql -h localhost -p \"$POSTGRES_REPLICA_PORT\" -U \"$POSTGRES_USER\" -d pulse_db -c "
                    "'SELECT pg_is_in_recovery();'"_s,
                    {Expected::Value, u"t"_s}));
    QVERIFY2(ran.outcome.state == Outcome::State::Succeeded, qPrintable(ran.told()));
}

void TestStepOperation::secretsAreMasked()
{
    QFile env(m_folder.filePath(u"secret.env"_s));
    QVERIFY(env.open(QIODevice::WriteOnly));
    env.write("POSTGRES_HOST=localhost\nPOSTGRES_USER=postgres\nPOSTGRES_PASSWORD=pulse\nPOSTGRES_DATABASE="
              "pulse_db\n"
              "JIRA_TOKEN=s3cr3t-of-the-ticket-system\n");
    env.close();
    env.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    auto given = context();
    given.profile = *ClusterProfile::fromEnvFile(env.fileName());
    QString streamed;
    given.output = [&](const QString &line) { streamed += line; };
    const auto command =
        u"echo \"<$PGPASSWORD> <$JIRA_TOKEN>x postgresql://a:pulse@h/db $POSTGRES_DATABASE\"; echo "
        "s3cr3t-of-the-ticket-system pulse"_s;
    const auto ran = run(commandSpec(command), given);
    QCOMPARE(ran.evidence.output, u"<***> <***>x postgresql://a:***@h/db pulse_db\n*** ***\n"_s);
    QCOMPARE(streamed, ran.evidence.output);
    QVERIFY(!ran.evidence.input.contains(u"s3cr3t"_s));
    QVERIFY(!ran.preview.actions.join(u'\n').contains(u"s3cr3t"_s));
}

void TestStepOperation::aCommandEndsAtItsTimeLimitWithAllItStarted()
{
    auto spec = commandSpec(u"trap '' TERM; sleep 987651 & echo started; sleep 987652; sleep 987653"_s);
    spec.timeLimitSeconds = 0.5;
    const auto ran = run(spec);
    QVERIFY(ran.outcome.state == Outcome::State::Failed);
    QVERIFY2(ran.evidence.summary.contains(u"limit of 500 ms"_s), qPrintable(ran.told()));
    QCOMPARE(ran.evidence.output, u"started\n"_s);
    QVERIFY(!isRunning("sleep 98765"));
}

void TestStepOperation::aCommandIsStoppedWithAllItStarted()
{
    std::stop_source stop;
    auto given = context();
    given.output = [&](const QString &) { stop.request_stop(); };
    const auto ran =
        run(commandSpec(u"(sleep 987661 | cat) & echo ready; sleep 987662"_s), given, stop.get_token());
    QVERIFY(ran.outcome.state == Outcome::State::Cancelled);
    QVERIFY(ran.evidence.result == StepState::Interrupted);
    QCOMPARE(ran.evidence.output, u"ready\n"_s);
    QVERIFY(!isRunning("sleep 98766"));
}

void TestStepOperation::anEndlessOutputIsKeptAtHeadAndTail()
{
    const auto ran = run(commandSpec(u"echo first; yes ääääääää | head -c 30000000; echo; echo last"_s));
    QVERIFY2(ran.outcome.state == Outcome::State::Succeeded, qPrintable(ran.outcome.summary));
    QVERIFY(ran.evidence.output.toUtf8().size() <= KeptOutput::most);
    QVERIFY(ran.evidence.output.startsWith(u"first\n"_s) && ran.evidence.output.endsWith(u"\nlast\n"_s));
    QVERIFY(ran.evidence.output.contains(u" bytes left out …"_s));
}

void TestStepOperation::aCommandThatStopsThingsIsDestructive_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<bool>("isDestructive");
    QTest::newRow("docker stop") << u"docker stop pulse-postgres"_s << true;
    QTest::newRow("docker rm") << u"docker rm -f x"_s << true;
    QTest::newRow("rm") << u"rm -rf data"_s << true;
    QTest::newRow("drop") << u"psql -c 'drop table x'"_s << true;
    QTest::newRow("pg_ctl") << u"pg_ctl stop -D /data"_s << true;
    QTest::newRow("compose down") << u"docker-compose -f a.yml down"_s << true;
    QTest::newRow("logs") << u"docker logs pulse-postgres-primary"_s << false;
    QTest::newRow("up") << u"docker-compose -f docker-compose.db.yml up -d"_s << false;
    QTest::newRow("comment") << u"# Stop any running services\necho x"_s << false;
    QTest::newRow("select") << u"psql -c 'SELECT version();'"_s << false;
}

void TestStepOperation::aCommandThatStopsThingsIsDestructive()
{
    QFETCH(QString, command);
    QFETCH(bool, isDestructive);
    auto given = context();
    given.profile.production = true;
    const StepOperation operation({}, commandSpec(command), given, std::make_shared<Evidence>());
    QCOMPARE(operation.preview().destructive, isDestructive);
    QCOMPARE(!operation.preview().typedConfirmation.isEmpty(), isDestructive);
    QCOMPARE(operation.kind(), u"checklist.command"_s);
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

void TestStepOperation::aPageAnswers_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<double>("within");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("fine") << u"/"_s << 200 << 5.0 << u"Status 200 after "_s;
    QTest::newRow("redirected") << u"/moved"_s << 200 << 5.0 << u"Status 200 after "_s;
    QTest::newRow("missing") << u"/missing"_s << 200 << 5.0 << u"Expected status 200, but it was 404."_s;
    QTest::newRow("missing as wanted") << u"/missing"_s << 404 << 5.0 << u"Status 404 after "_s;
    QTest::newRow("too slow") << u"/"_s << 200 << 0.000001 << u"Expected an answer within "_s;
}

void TestStepOperation::aPageAnswers()
{
    QFETCH(QString, path);
    QFETCH(int, status);
    QFETCH(double, within);
    QFETCH(QString, sentence);
    std::atomic<int> port = 0;
    const std::jthread page([&](const std::stop_token &stop) {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        port = server.serverPort();
        while (!stop.stop_requested()) {
            if (!server.waitForNewConnection(50))
                continue;
            const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
            socket->waitForReadyRead(5000);
            const auto asked = socket->readAll().split(' ').value(1);
            const QByteArray head = asked == "/moved"     ? "302 Found\r\nLocation: /"
                                    : asked == "/missing" ? "404 Not Found"
                                                          : "200 OK";
            socket->write("HTTP/1.1 " + head + "\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello");
            socket->disconnectFromHost();
            if (socket->state() != QAbstractSocket::UnconnectedState)
                socket->waitForDisconnected(5000);
        }
    });
    QTRY_VERIFY(port > 0);
    StepSpec spec;
    spec.kind = Kind::Http;
    spec.http = {u"http://127.0.0.1:%1%2"_s.arg(port).arg(path), status, within};
    Ran ran;
    std::jthread([&] { ran = run(spec); }).join(); // as a worker does
    QVERIFY2(ran.outcome.summary.startsWith(sentence), qPrintable(ran.told()));
    QCOMPARE(ran.evidence.result == StepState::Passed, sentence.startsWith(u"Status"_s));
    QVERIFY2(ran.evidence.output.contains(u"hello"_s), qPrintable(ran.told()));
    QCOMPARE(ran.evidence.output.contains(u"redirected to http://"_s), path == u"/moved");
}

void TestStepOperation::aPageThatNeverAnswersEndsAtTheLimitOrTheStop()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    StepSpec spec;
    spec.kind = Kind::Http;
    spec.http.url = u"http://127.0.0.1:%1/"_s.arg(silent.serverPort());
    spec.timeLimitSeconds = 0.3;
    QVERIFY2(run(spec).outcome.summary.contains(u"none came whole within the limit"_s), "limit");
    spec.timeLimitSeconds = 60;
    std::stop_source stop;
    const std::jthread stopper([&] { stop.request_stop(); });
    QVERIFY(run(spec, {}, stop.get_token()).evidence.result == StepState::Interrupted);
    spec.http.url = u"http://127.0.0.1:1/"_s;
    const auto refused = run(spec);
    QVERIFY2(refused.outcome.summary.contains(u"there was no answer"_s), qPrintable(refused.told()));
    spec.http.url.clear();
    QVERIFY(run(spec).outcome.summary.contains(u"No address"_s));
    spec.http.url = u"file:///etc/passwd"_s;
    QVERIFY(run(spec).outcome.state == Outcome::State::Failed);
}

void TestStepOperation::aFileHoldsWhatItShould_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("contains");
    QTest::addColumn<bool>("passes");
    const auto conf = u"postgresql.conf"_s;
    QTest::newRow("there") << conf << QStringList{} << true;
    QTest::newRow("not there") << u"other.conf"_s << QStringList{} << false;
    QTest::newRow("white space") << conf << QStringList{u"wal_level=replica"_s} << true;
    QTest::newRow("a comment does not count") << conf << QStringList{u"fsync = off"_s} << false;
    QTest::newRow("whole words") << conf << QStringList{u"max_connections = 10"_s} << false;
    QTest::newRow("one is missing") << conf << QStringList{u"wal_level"_s, u"nothing"_s} << false;
}

void TestStepOperation::aFileHoldsWhatItShould()
{
    QFETCH(QString, path);
    QFETCH(QStringList, contains);
    QFETCH(bool, passes);
    QFile file(m_folder.filePath(u"postgresql.conf"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("  wal_level   =  replica # so\n# fsync = off\nmax_connections = 100\n");
    file.close();
    StepSpec spec;
    spec.kind = Kind::File;
    spec.file = {path, contains};
    const auto ran = run(spec);
    QVERIFY2((ran.evidence.result == StepState::Passed) == passes, qPrintable(ran.told()));
    QVERIFY(passes || ran.outcome.summary.startsWith(u"Expected "_s));
}

void TestStepOperation::aFlagIsComparedWithTheEnv()
{
    QFile env(m_folder.filePath(u"flag.env"_s));
    QVERIFY(env.open(QIODevice::WriteOnly));
    env.write("POSTGRES_HOST=localhost\nUSE_READ_REPLICA=true\n");
    env.close();
    auto given = context();
    given.profile.envFile = env.fileName();
    StepSpec spec;
    spec.kind = Kind::Flag;
    spec.flag = u"USE_READ_REPLICA"_s;
    spec.flagValue = u"on"_s;
    QVERIFY(run(spec, given).evidence.result == StepState::Passed);
    spec.flagValue = u"false"_s;
    auto ran = run(spec, given);
    QVERIFY2(ran.outcome.summary.endsWith(u"says USE_READ_REPLICA=true."_s), qPrintable(ran.told()));
    spec.flag = u"OTHER"_s;
    QVERIFY(run(spec, given).outcome.summary.contains(u"does not set it"_s));
    given.profile.envFile.clear();
    QVERIFY(run(spec, given).outcome.summary.contains(u"unknown"_s));
}

void TestStepOperation::migrationsAreRolledBackAndApplied()
{
    StepSpec spec;
    spec.kind = Kind::Migration;
    spec.migration = {u"000"_s, true};
    auto given = context();
    given.migrations = m_sandbox->directory() + u"/migrations"_s;
    auto ran = run(spec, given);
    QVERIFY2(ran.outcome.state == Outcome::State::Succeeded, qPrintable(ran.told()));
    QVERIFY(ran.preview.destructive);
    QCOMPARE(ran.preview.typedConfirmation, u"pulse_db"_s);
    QVERIFY2(ran.outcome.summary.contains(u"applied"_s), qPrintable(ran.told()));
    QCOMPARE(ran.outcome.details[u"runs"_s].toArray().size(), 2);
    QVERIFY(ran.evidence.output.contains(u"apply 001"_s));
    QCOMPARE(ran.evidence.target.node, u"primary"_s);
    QCOMPARE(number(u"SELECT count(*) FROM clients WHERE name = 'WEX'"_s), 1);
    given.migrations = u"/nowhere"_s;
    ran = run(spec, given);
    QVERIFY(ran.outcome.state == Outcome::State::Failed);
}

void TestStepOperation::whatIsDoneByHandIsNotPassed()
{
    StepSpec spec;
    spec.kind = Kind::FailoverCheck;
    const auto ran = run(spec);
    QVERIFY(ran.evidence.result == StepState::Open);
    QVERIFY(ran.outcome.state == Outcome::State::Failed);
    spec.command = u"echo drilled"_s;
    QVERIFY(run(spec).evidence.result == StepState::Passed);
}

Q_DECLARE_METATYPE(StepSpec)

QTEST_GUILESS_MAIN(TestStepOperation)
#include "tst_stepoperation.moc"
