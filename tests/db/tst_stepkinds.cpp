// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/keptoutput.h"
#include "tests/support/stepbench.h"

#include <QJsonArray>
#include <QTcpServer>
#include <QTcpSocket>
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

class TestStepKinds : public QObject, private StepBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1); }
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
    void aPageAnswers_data();
    void aPageAnswers();
    void aPageThatNeverAnswersEndsAtTheLimitOrTheStop();
    void aFileHoldsWhatItShould_data();
    void aFileHoldsWhatItShould();
    void aFlagIsSetInTheEnv();
    void migrationsAreRolledBackAndApplied();
    void whatIsDoneByHandIsNotPassed();
};

void TestStepKinds::aCommandRunsInItsFolderWithTheKeysOfTheEnv()
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

void TestStepKinds::aCommandsOutputIsStreamedInOrder()
{
    auto given = context();
    QStringList lines;
    given.output = [&](const QString &line) { lines << line; };
    const auto ran = run(commandSpec(u"echo one; echo two >&2; echo three; printf four"_s), given);
    QCOMPARE(lines, (QStringList{u"one\n"_s, u"two\n"_s, u"three\n"_s, u"four"_s}));
    QCOMPARE(ran.evidence.output, u"one\ntwo\nthree\nfour"_s);
}

void TestStepKinds::aCommandThatFailsTellsItsExitCode()
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
    ran = run(commandSpec(u"echo begun\nfalse\necho went on"_s)); // not only the last of them counts
    QCOMPARE(ran.evidence.summary, u"The command ended with exit code 1."_s);
    QCOMPARE(ran.evidence.output, u"begun\n"_s);
    ran = run(commandSpec(u"if false; then echo no; fi\nfalse || true\nfalse | cat\necho went on"_s));
    QVERIFY2(ran.evidence.result == StepState::Passed, qPrintable(ran.evidence.summary));
    ran = run(commandSpec(u"# Measure by hand\n"_s));
    QVERIFY(ran.evidence.result == StepState::Open); // a block of comments passes nothing
}

void TestStepKinds::psqlWorksWithoutAPassword()
{
    const auto ran = run(
        commandSpec(u"psql -h localhost -p \"$POSTGRES_REPLICA_PORT\" -U \"$POSTGRES_USER\" -d pulse_db -c "
                    "'SELECT pg_is_in_recovery();'"_s,
                    {Expected::Value, u"t"_s}));
    QVERIFY2(ran.outcome.state == Outcome::State::Succeeded, qPrintable(ran.told()));
}

void TestStepKinds::secretsAreMasked()
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

void TestStepKinds::aCommandEndsAtItsTimeLimitWithAllItStarted()
{
    auto spec = commandSpec(u"trap '' TERM; sleep 987651 & echo started; sleep 987652; sleep 987653"_s);
    spec.timeLimitSeconds = 0.5;
    const auto ran = run(spec);
    QVERIFY(ran.outcome.state == Outcome::State::Failed);
    QVERIFY2(ran.evidence.summary.contains(u"limit of 500 ms"_s), qPrintable(ran.told()));
    QCOMPARE(ran.evidence.output, u"started\n"_s);
    QVERIFY(!isRunning("sleep 98765"));
}

void TestStepKinds::aCommandIsStoppedWithAllItStarted()
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

void TestStepKinds::anEndlessOutputIsKeptAtHeadAndTail()
{
    const auto ran = run(commandSpec(u"echo first; yes ääääääää | head -c 30000000; echo; echo last"_s));
    QVERIFY2(ran.outcome.state == Outcome::State::Succeeded, qPrintable(ran.outcome.summary));
    QVERIFY(ran.evidence.output.toUtf8().size() <= KeptOutput::most);
    QVERIFY(ran.evidence.output.startsWith(u"first\n"_s) && ran.evidence.output.endsWith(u"\nlast\n"_s));
    QVERIFY(ran.evidence.output.contains(u" bytes left out …"_s));
}

void TestStepKinds::aCommandThatStopsThingsIsDestructive_data()
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

void TestStepKinds::aCommandThatStopsThingsIsDestructive()
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

void TestStepKinds::aPageAnswers_data()
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

void TestStepKinds::aPageAnswers()
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

void TestStepKinds::aPageThatNeverAnswersEndsAtTheLimitOrTheStop()
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
    QVERIFY(run(spec).evidence.result == StepState::Open);
    spec.http.url = u"file:///etc/passwd"_s;
    QVERIFY(run(spec).outcome.state == Outcome::State::Failed);
}

void TestStepKinds::aFileHoldsWhatItShould_data()
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

void TestStepKinds::aFileHoldsWhatItShould()
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

void TestStepKinds::aFlagIsSetInTheEnv()
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
    auto ran = run(spec, given);
    QVERIFY2(ran.outcome.summary.endsWith(u"says USE_READ_REPLICA=true already."_s), qPrintable(ran.told()));
    spec.flagValue = u"false"_s;
    ran = run(spec, given);
    QVERIFY2(ran.evidence.result == StepState::Passed, qPrintable(ran.told()));
    QVERIFY(ran.preview.actions.contains(u"+ USE_READ_REPLICA=false"_s));
    QVERIFY(!ran.preview.guards.empty());
    QCOMPARE(EnvFile::load(env.fileName())->value(u"USE_READ_REPLICA"_s), u"false"_s);
    spec.flagValue = u"sometimes"_s;
    QVERIFY(run(spec, given).evidence.result == StepState::Failed);
    spec.flagValue.clear();
    QVERIFY(run(spec, given).evidence.result == StepState::Passed);
    spec.flag = u"OTHER"_s;
    QVERIFY(run(spec, given).outcome.summary.contains(u"does not set it"_s));
    given.profile.envFile.clear();
    QVERIFY(run(spec, given).outcome.summary.contains(u"unknown"_s));
}

void TestStepKinds::migrationsAreRolledBackAndApplied()
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

void TestStepKinds::whatIsDoneByHandIsNotPassed()
{
    StepSpec spec;
    spec.kind = Kind::FailoverCheck;
    const auto ran = run(spec);
    QVERIFY(ran.evidence.result == StepState::Open);
    QVERIFY(ran.outcome.state == Outcome::State::Failed);
    spec.command = u"echo drilled"_s;
    QVERIFY(run(spec).evidence.result == StepState::Passed);
}

QTEST_GUILESS_MAIN(TestStepKinds)
#include "tst_stepkinds.moc"
