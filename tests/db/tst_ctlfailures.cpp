// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "models/journal.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/operations.h"
#include "tests/support/sandboxfixture.h"
#include "tests/support/stubserver.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestCtlFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void checksSayOneLineWithPerformanceData();
    void checksLimitsDecideTheExitCode();
    void checkRefusesBadLimitsAsUnknown();
    void aPausedReplicaIsNotFine();
    void aStoppedReplicaIsSaidToBeUnreachable();
    void aSilentNodeDoesNotHoldUpStatus();
    void aNodeThatIsSlowToConnectIsWaitedFor();
    void noNodeReachableIsCannotConnect();
    void badInputIsUsage();
    void aMistypedWordIsNamedInOneSentence_data();
    void aMistypedWordIsNamedInOneSentence();
    void aMistypedCheckIsOneLineForTheMonitor();
    void aWrongPasswordIsNotShown();
    void aFileWithAPasswordThatOthersCanReadIsWarnedOf();
    void anEmptyJournalIsWhole();
    void theFolderOfTheSandboxIsTheOptionsElseTheEnvironments();
    void anEmptyJournalNamesTheOthersOfItsServers();
    void theJournalIsListedNewestFirst();

private:
    QStringList with(const QStringList &command) const;
    mutable SandboxFixture m_sandbox;
};

QStringList TestCtlFailures::with(const QStringList &command) const
{
    return command + QStringList{u"--env"_s, m_sandbox->envFile()};
}

void TestCtlFailures::initTestCase()
{
    START_SANDBOX(m_sandbox, 1);
    QTRY_COMPARE_WITH_TIMEOUT(run(with({u"status"_s})).code, 0, 30000);
}

void TestCtlFailures::checksSayOneLineWithPerformanceData()
{
    const auto matches = [this](const QStringList &command, const QString &pattern) {
        const auto ended = run(with(command));
        const QRegularExpression expected(u'^' + pattern + u"\n$"_s);
        if (ended.code == 0 && expected.match(QString::fromUtf8(ended.output)).hasMatch())
            return true;
        qWarning().noquote() << toldBy(ended);
        return false;
    };
    QVERIFY(matches({u"check"_s, u"lag"_s}, uR"(LAG OK - replica1 [0-9.]+ s \| replica1=[0-9.]+s;1;5;0;)"_s));
    QVERIFY(matches({u"check"_s, u"pool"_s},
                    uR"(POOL OK - primary [0-9.]+ % \(\d+ of \d+\), .* \| primary=[0-9.]+%;80;90;0; .*)"_s));
    QVERIFY(matches({u"check"_s, u"streaming"_s},
                    uR"(STREAMING OK - replica1 STREAMING \| not_streaming=0;1;1;0;)"_s));
    QVERIFY(matches({u"check"_s, u"slots"_s},
                    uR"(SLOTS OK - replica1 holds .* \| replica1=\d+B;1073741824;10737418240;0;)"_s));
    const auto json = run(with({u"check"_s, u"lag"_s, u"--json"_s}));
    const auto object = QJsonDocument::fromJson(json.output).object();
    QCOMPARE(object[u"state"_s].toString(), u"OK"_s);
    QVERIFY(object[u"items"_s].toArray()[0].toObject()[u"value"_s].isDouble());
}

void TestCtlFailures::checksLimitsDecideTheExitCode()
{
    const auto code = [this](const QStringList &limits) {
        return run(with(QStringList{u"check"_s, u"pool"_s, u"--node"_s, u"primary"_s} + limits)).code;
    };
    QCOMPARE(code({u"--warn"_s, u"90"_s, u"--crit"_s, u"95%"_s}), 0);
    QCOMPARE(code({u"--warn"_s, u"0.1"_s, u"--crit"_s, u"99"_s}), 1);
    QCOMPARE(code({u"--warn"_s, u"0.1"_s, u"--crit"_s, u"0.2"_s}), 2);
}

void TestCtlFailures::checkRefusesBadLimitsAsUnknown()
{
    for (const QStringList &bad :
         {QStringList{u"lag"_s, u"--warn"_s, u"soon"_s},
          QStringList{u"pool"_s, u"--warn"_s, u"90"_s, u"--crit"_s, u"80"_s},
          QStringList{u"slots"_s, u"--crit"_s, u"-1"_s}, QStringList{u"lag"_s, u"--node"_s, u"nobody"_s},
          QStringList{u"nonsense"_s}, QStringList{u"lag"_s, u"--bogus"_s}}) {
        const auto ended = run(with(QStringList{u"check"_s} + bad));
        QVERIFY2(ended.code == 3, toldBy(ended));
    }
}

void TestCtlFailures::aPausedReplicaIsNotFine()
{
    db::SessionOptions options;
    options.readOnly = false;
    auto replica = db::Connection::open(m_sandbox->endpoint(u"replica1"_s), options, db::Deadline::in(5s));
    auto primary = db::Connection::open(m_sandbox->endpoint(u"primary"_s), options, db::Deadline::in(5s));
    QVERIFY(replica && primary);
    QVERIFY(replica->execute(u"SELECT pg_wal_replay_pause()"_s, {}, db::Deadline::in(5s)));
    QVERIFY(primary->execute(u"CREATE TABLE behind AS SELECT generate_series(1, 10000)"_s, {},
                             db::Deadline::in(5s)));
    const auto status = run(with({u"status"_s}));
    const auto lag = run(with({u"check"_s, u"lag"_s, u"--warn"_s, u"100ms"_s, u"--crit"_s, u"1h"_s}));
    const auto streaming = run(with({u"check"_s, u"streaming"_s}));
    QVERIFY(replica->execute(u"SELECT pg_wal_replay_resume()"_s, {}, db::Deadline::in(5s)));
    QVERIFY2(status.code == 1 && status.output.contains("PAUSED") && status.output.startsWith("DEGRADED"),
             toldBy(status));
    QVERIFY2(lag.code == 1 && lag.output.startsWith("LAG WARNING - replica1"), toldBy(lag));
    QVERIFY2(streaming.code == 2 && streaming.output.contains("PAUSED"), toldBy(streaming));
    QTRY_COMPARE_WITH_TIMEOUT(run(with({u"status"_s})).code, 0, 20000);
}

void TestCtlFailures::aStoppedReplicaIsSaidToBeUnreachable()
{
    QVERIFY(m_sandbox->stop(u"replica1"_s));
    const auto status = run(with({u"status"_s, u"--json"_s}));
    const auto text = run(with({u"status"_s}));
    const auto streaming = run(with({u"check"_s, u"streaming"_s}));
    const auto lag = run(with({u"check"_s, u"lag"_s}));
    QVERIFY(m_sandbox->start(u"replica1"_s));
    QVERIFY2(status.code == 1, toldBy(status));
    const auto replica = QJsonDocument::fromJson(status.output).object()[u"nodes"_s].toArray()[1].toObject();
    QCOMPARE(replica[u"reachable"_s].toBool(true), false);
    QCOMPARE(replica[u"verdict"_s].toString(), u"UNREACHABLE"_s);
    for (const auto &key :
         {u"role"_s, u"version"_s, u"lag_seconds"_s, u"utilization"_s, u"slots"_s, u"rpo_bytes"_s})
        QVERIFY2(replica[key].isNull(), qPrintable(key));
    QVERIFY(replica[u"sessions"_s].toObject()[u"active"_s].isNull());
    const auto start = u"stopped: seawallctl sandbox start replica1 --dir "_s + m_sandbox->directory();
    QVERIFY2(replica[u"error"_s].toObject()[u"hint"_s].toString().endsWith(start), toldBy(status));
    static const QRegularExpression row(u"replica1 +unknown +UNREACHABLE"_s);
    const auto said = QString::fromUtf8(text.output);
    QVERIFY2(text.code == 1 && said.contains(row) && said.contains(start), toldBy(text));
    QVERIFY2(streaming.code == 2, toldBy(streaming));
    QVERIFY2(lag.code == 3 && lag.output.contains("replica1=U;1;5;0;"), toldBy(lag));
    QTRY_COMPARE_WITH_TIMEOUT(run(with({u"status"_s})).code, 0, 20000);
}

void TestCtlFailures::aSilentNodeDoesNotHoldUpStatus()
{
    QVERIFY(m_sandbox->pause(u"replica1"_s));
    QElapsedTimer timer;
    timer.start();
    const auto ended = run(with({u"status"_s}));
    const auto taken = timer.elapsed();
    QVERIFY(m_sandbox->resume(u"replica1"_s));
    QVERIFY2(ended.code == 1 && ended.output.contains("UNREACHABLE") &&
                 ended.output.contains("paused: seawallctl sandbox resume replica1 --dir "),
             toldBy(ended));
    QVERIFY2(taken < 20'000, qPrintable(QString::number(taken)));
}

void TestCtlFailures::aNodeThatIsSlowToConnectIsWaitedFor()
{
    QTRY_COMPARE_WITH_TIMEOUT(run(with({u"status"_s})).code, 0, 20000);
    QByteArray told;
    for (int tries = 0; tries < 5 && !told.startsWith("HEALTHY"); ++tries) { // a busy machine is slower still
        QVERIFY(m_sandbox->pause(u"replica1"_s));
        std::jthread late([this] {
            std::this_thread::sleep_for(1900ms);
            static_cast<void>(m_sandbox->resume(u"replica1"_s));
        });
        told = run(with({u"status"_s})).output;
    }
    QVERIFY2(told.startsWith("HEALTHY"), told);
}

void TestCtlFailures::noNodeReachableIsCannotConnect()
{
    int port = 0;
    {
        const StubServer gone({});
        port = gone.port();
    }
    const QStringList nowhere{u"--primary"_s, u"postgresql://dba@127.0.0.1:%1/app"_s.arg(port)};
    const auto status = run(QStringList{u"status"_s} + nowhere);
    QVERIFY2(status.code == 3 && status.errors.contains("Nothing listens on"), toldBy(status));
    const auto check = run(QStringList{u"check"_s, u"lag"_s} + nowhere);
    QVERIFY2(check.code == 3 && check.output.startsWith("LAG UNKNOWN - "), toldBy(check));
    const auto watch = run(QStringList{u"watch"_s, u"--duration"_s, u"1s"_s} + nowhere);
    QVERIFY2(watch.code == 3, toldBy(watch));
    QCOMPARE(linesOf(watch.output).first()[u"reachable"_s].toBool(true), false);
    const StubServer http({{}, "HTTP/1.1 400 Bad Request\r\n\r\n", true});
    const auto other =
        run({u"status"_s, u"--primary"_s, u"host=127.0.0.1 port=%1 user=dba"_s.arg(http.port())});
    QVERIFY2(other.code == 3 && other.errors.contains("not PostgreSQL"), toldBy(other));
}

void TestCtlFailures::badInputIsUsage()
{
    for (const QStringList &bad : {QStringList{}, QStringList{u"nonsense"_s},
                                   QStringList{u"status"_s, u"--env"_s, u"/nonexistent/.env"_s},
                                   QStringList{u"status"_s, u"--primary"_s, u"host=a port=99999"_s},
                                   QStringList{u"status"_s, u"--primary"_s, u"postgresql://[bad"_s},
                                   QStringList{u"watch"_s, u"--interval"_s, u"10ms"_s},
                                   QStringList{u"watch"_s, u"--interval"_s, u"soon"_s}}) {
        const auto ended = run(bad);
        QVERIFY2(ended.code == 2, bad.join(u' ').toUtf8() + ": " + toldBy(ended));
        QVERIFY(!ended.errors.isEmpty() || !ended.output.isEmpty());
    }
    const auto help = run({u"watch"_s, u"--help"_s});
    QVERIFY2(help.code == 0 && help.output.contains("Examples:"), toldBy(help));
}

void TestCtlFailures::aMistypedWordIsNamedInOneSentence_data()
{
    QTest::addColumn<QStringList>("typed");
    QTest::addColumn<QString>("told");
    const auto row = [](const QString &typed, const QString &told) {
        QTest::newRow(qPrintable(typed)) << typed.split(u' ', Qt::SkipEmptyParts) << told;
    };
    row(u"statsu"_s, u"There is no command 'statsu'. Did you mean 'status'?\n  See 'seawallctl --help'."_s);
    row(u"xyz"_s, u"There is no command 'xyz'.\n  See 'seawallctl --help'."_s);
    row(u"journal lsit"_s,
        u"There is no command 'journal lsit'. Did you mean 'journal list'?\n  See 'seawallctl journal --help'."_s);
    row(u"checklist shwo"_s, u"There is no command 'checklist shwo'. Did you mean 'checklist show'?\n"
                             "  See 'seawallctl checklist --help'."_s);
    row(u"sandbox"_s,
        u"Say what 'sandbox' is to do: up, down, status, path, stop, start, pause, resume, rebuild, load.\n"
        "  See 'seawallctl sandbox --help'."_s);
    row(u"status --jsno"_s,
        u"'status' has no option '--jsno'. Did you mean '--json'?\n  See 'seawallctl status --help'."_s);
    row(u"migrate --aply-all"_s, u"'migrate' has no option '--aply-all'. Did you mean '--apply-all'?\n"
                                 "  See 'seawallctl migrate --help'."_s);
    row(u"status now"_s, u"'status' does not take 'now'.\n  See 'seawallctl status --help'."_s);
    row(u"--bogus"_s, u"There is no option '--bogus'.\n  See 'seawallctl --help'."_s);
    row(u"watch --interval soon"_s, u"--interval: 'soon' is no duration such as 250ms, 60s or 5m.\n"
                                    "  See 'seawallctl watch --help'."_s);
}

void TestCtlFailures::aMistypedWordIsNamedInOneSentence()
{
    QFETCH(const QStringList, typed);
    QFETCH(const QString, told);
    const auto ended = run(typed);
    QCOMPARE(QString::fromUtf8(ended.errors), u"seawallctl: "_s + told + u'\n');
    QCOMPARE(ended.output, QByteArray());
    QCOMPARE(ended.code, 2);
}

void TestCtlFailures::aMistypedCheckIsOneLineForTheMonitor()
{
    const auto mistyped = run({u"check"_s, u"lagg"_s});
    QCOMPARE(QString::fromUtf8(mistyped.output),
             u"CHECK UNKNOWN - There is no command 'check lagg'. Did you mean 'check lag'? "
             "See 'seawallctl check --help'.\n"_s);
    QCOMPARE(mistyped.code, 3);
    const auto option = run({u"check"_s, u"lag"_s, u"--wran"_s, u"1"_s});
    QCOMPARE(option.code, 3);
    QCOMPARE(option.output.count('\n'), 1);
    QVERIFY2(option.output.contains("Did you mean '--warn'?"), toldBy(option));
}

void TestCtlFailures::aWrongPasswordIsNotShown()
{
    auto endpoint = m_sandbox->endpoint(u"primary"_s);
    const auto uri =
        u"postgresql://%1:topsecret123@127.0.0.1:%2/pulse_db"_s.arg(endpoint.parameter(u"user"_s))
            .arg(endpoint.port());
    for (const auto &command : {u"status"_s, u"watch"_s}) {
        QStringList arguments{command, u"-v"_s, u"--primary"_s, uri};
        arguments.swapItemsAt(0, 1);
        if (command == u"watch"_s)
            arguments << u"--duration"_s << u"1s"_s;
        const auto ended = run(arguments);
        QVERIFY2(ended.code == 3, toldBy(ended));
        QVERIFY2((ended.output + ended.errors).contains("refused the password"), toldBy(ended));
        QVERIFY(!(ended.output + ended.errors).contains("topsecret123"));
    }
}

void TestCtlFailures::aFileWithAPasswordThatOthersCanReadIsWarnedOf()
{
    QTemporaryDir folder;
    const auto path = folder.filePath(u"open.env"_s);
    QVERIFY(QFile::copy(m_sandbox->envFile(), path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    const auto warned = run({u"status"_s, u"--env"_s, path});
    QCOMPARE(warned.code, 0);
    QVERIFY2(warned.errors.contains("can be read by other users; chmod 600"), warned.errors);
    QCOMPARE(run(with({u"status"_s})).errors, QByteArray());
}

void TestCtlFailures::anEmptyJournalIsWhole()
{
    QTemporaryDir folder;
    const QStringList data{u"--data-dir"_s, folder.path()};
    const auto list = run(with(QStringList{u"journal"_s, u"list"_s, u"--json"_s} + data));
    QVERIFY2(list.code == 0, toldBy(list));
    QCOMPARE(QJsonDocument::fromJson(list.output).object()[u"entries"_s].toArray().size(), 0);
    const auto verify = run(with(QStringList{u"journal"_s, u"verify"_s} + data));
    QVERIFY2(verify.code == 0 && verify.output.contains("whole"), toldBy(verify));
    const auto missing = run({u"journal"_s, u"list"_s, u"--file"_s, u"/nonexistent/journal.sqlite"_s});
    QVERIFY2(missing.code == 2, toldBy(missing));
}

void TestCtlFailures::theFolderOfTheSandboxIsTheOptionsElseTheEnvironments()
{
    const auto command = u"SEAWALL_SANDBOX_DIR=/nonexistent/named "_s + seawallctl + u" sandbox status"_s;
    const auto named = shell(command);
    QVERIFY2(named.errors.contains("There is no sandbox in /nonexistent/named."), toldBy(named));
    const auto given = shell(command + u" --dir /nonexistent/given"_s);
    QVERIFY2(given.errors.contains("There is no sandbox in /nonexistent/given."), toldBy(given));
}

void TestCtlFailures::anEmptyJournalNamesTheOthersOfItsServers()
{
    QTemporaryDir folder;
    const auto journalOf = [&](const QString &name, const QString &address) {
        auto file = folder.filePath(name + u"/journal.sqlite"_s);
        if (!QDir(folder.path()).mkpath(name))
            return QString();
        const auto journal = models::Journal::open(file);
        FakeOperation operation;
        operation.shown.target.address = address;
        return journal && (*journal)->begin(operation, {}) ? file : QString();
    };
    const auto same = journalOf(u"same-1"_s, u"localhost:%1"_s.arg(m_sandbox->endpoint(u"primary"_s).port()));
    const auto strange = journalOf(u"strange-2"_s, u"db.example:5432"_s);
    QVERIFY(!same.isEmpty() && !strange.isEmpty());
    const auto list = run(with({u"journal"_s, u"list"_s, u"--data-dir"_s, folder.path()}));
    QVERIFY2(list.code == 0 && list.output.contains(same.toUtf8()), toldBy(list));
    QVERIFY2(!list.output.contains(strange.toUtf8()), toldBy(list));
}

void TestCtlFailures::theJournalIsListedNewestFirst()
{
    QTemporaryDir folder;
    const auto file = folder.filePath(u"journal.sqlite"_s);
    {
        const auto journal = models::Journal::open(file);
        QVERIFY(journal);
        FakeOperation operation;
        const auto done = (*journal)->begin(operation, u"stuck since noon"_s);
        QVERIFY(done &&
                (*journal)->finish(*done, FakeOperation::succeeded(u"Its statement was cancelled."_s)));
        operation.shown.title = u"Terminate session 4712 on primary?"_s;
        operation.shown.actions = {u"ALTER ROLE app PASSWORD 'hunter2'"_s};
        const auto refused = (*journal)->begin(operation, {});
        QVERIFY(refused &&
                (*journal)->finish(
                    *refused, {models::Outcome::State::Failed, u"The server did not allow it."_s, {}, {}}));
    }
    const auto list = [&](const QStringList &more) {
        return run(QStringList{u"journal"_s, u"list"_s, u"--file"_s, file} + more);
    };
    const auto table = list({});
    QVERIFY2(table.code == 0, toldBy(table));
    const auto lines = table.output.trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith("STARTED"), toldBy(table));
    for (const auto *word : {"failed", "primary", "Terminate session 4712", "The server did not allow it."})
        QVERIFY2(lines[1].contains(word), toldBy(table));
    for (const auto *word : {"succeeded", "Cancel backend 4711", "Its statement was cancelled."})
        QVERIFY2(lines[2].contains(word), toldBy(table));

    const auto json = list({u"--json"_s});
    const auto entries = QJsonDocument::fromJson(json.output)[u"entries"_s].toArray();
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries[0][u"state"_s].toString(), u"failed"_s);
    QVERIFY2(!json.output.contains("hunter2"), toldBy(json));
    const auto first = entries[1].toObject();
    QCOMPARE(first[u"reason"_s].toString(), u"stuck since noon"_s);
    QCOMPARE(first[u"kind"_s].toString(), u"test.fake"_s);
    QCOMPARE(first[u"lsn"_s].toString(), u"0/5000028"_s);
    QCOMPARE(first[u"timeline"_s].toInt(), 3);
    QCOMPARE(first[u"details"_s][u"rows"_s].toInt(), 3);
    QVERIFY(first[u"finished"_s].toString() >= first[u"started"_s].toString());
    QCOMPARE(QJsonDocument::fromJson(list({u"--limit"_s, u"1"_s, u"--json"_s}).output)[u"entries"_s]
                 .toArray()
                 .size(),
             1);

    const auto verify = run({u"journal"_s, u"verify"_s, u"--file"_s, file});
    QVERIFY2(verify.code == 0 && verify.output.contains("4 rows"), toldBy(verify));
}

QTEST_GUILESS_MAIN(TestCtlFailures)
#include "tst_ctlfailures.moc"
