// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "db/monitor/pgbouncersampler.h"
#include "tests/support/pgbouncerfixture.h"
#include "tests/support/sandboxfixture.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::Deadline;
using db::ErrorKind;

namespace {

constexpr qint64 prompt = 1000; // ms; a call that ends by itself, on a busy machine

class Watch
{
public:
    Watch() { m_timer.start(); }
    qint64 ms() const { return m_timer.elapsed(); }

private:
    QElapsedTimer m_timer;
};

} // namespace

class TestConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aStatementEndsAtItsDeadlineAndTheSessionIsBroken();
    void theServersOwnTimeoutLeavesTheSessionWhole();
    void aStopEndsAWaitAtOnce();
    void aLargeResultArrivesWhole();
    void aLargeStatementIsSentWhole();
    void aLargeSendToAStoppedServerEndsAtItsDeadline();
    void aServerStoppedDuringAQueryEndsAtItsDeadline();
    void cancelEndsWhatTheSessionRuns();
    void aSessionThatIsTerminatedIsLost();
    void aRefusedStatementSaysStateAndPosition();
    void parametersAreBoundAndNullIsNull();
    void aPreparedStatementIsPreparedOnce();
    void severalSimpleStatementsGiveTheLastResult();
    void aScriptTellsEachStatementAndWhereItFailed();
    void aStoppedScriptEndsOnTheServerToo();
    void aCopyIsRefusedAndBreaksTheSession();
    void theSessionIsReadOnlyAndIntroducesItself();
    void identifiersAreQuoted();
    void poolsOfPgBouncerAreRead();

private:
    db::Connection open(db::SessionOptions options = {});
    tests::SandboxFixture m_sandbox;
    tests::PgBouncerFixture m_pgBouncer;
};

db::Connection TestConnection::open(db::SessionOptions options)
{
    auto opened = db::Connection::open(m_sandbox->endpoint(u"primary"_s), options, Deadline::in(5s));
    if (!opened)
        qFatal("%s", qPrintable(opened.error().message));
    return std::move(*opened);
}

void TestConnection::initTestCase()
{
    START_SANDBOX(m_sandbox, 0);
}

void TestConnection::aStatementEndsAtItsDeadlineAndTheSessionIsBroken()
{
    auto connection = open({.statementTimeout = 0ms});
    const Watch watch;
    const auto rows = connection.execute(u"SELECT pg_sleep(20)"_s, {}, Deadline::in(300ms));
    QVERIFY(!rows);
    QVERIFY(rows.error().kind == ErrorKind::Timeout);
    QVERIFY2(watch.ms() >= 290 && watch.ms() < 300 + prompt, qPrintable(QString::number(watch.ms())));
    QVERIFY(connection.isBroken());
    const auto next = connection.execute(u"SELECT 1"_s, {}, Deadline::in(1s));
    QVERIFY(!next);
    QVERIFY(next.error().kind == ErrorKind::ConnectionLost);
}

void TestConnection::theServersOwnTimeoutLeavesTheSessionWhole()
{
    auto connection = open({.statementTimeout = 100ms});
    const auto rows = connection.execute(u"SELECT pg_sleep(20)"_s, {}, Deadline::in(5s));
    QVERIFY(!rows);
    QVERIFY(rows.error().kind == ErrorKind::Timeout);
    QCOMPARE(rows.error().sqlState, u"57014"_s);
    QVERIFY(!connection.isBroken());
    QVERIFY(connection.execute(u"SELECT 1"_s, {}, Deadline::in(5s)));
}

void TestConnection::aStopEndsAWaitAtOnce()
{
    auto connection = open({.statementTimeout = 0ms});
    std::stop_source source;
    const Watch watch;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(150ms); // any moment within the wait will do
        source.request_stop();
    });
    const auto rows = connection.execute(u"SELECT pg_sleep(20)"_s, {}, Deadline::in(20s), source.get_token());
    QVERIFY(!rows);
    QVERIFY(rows.error().kind == ErrorKind::Cancelled);
    QVERIFY2(watch.ms() < prompt, qPrintable(QString::number(watch.ms())));
    QVERIFY(connection.isBroken());
}

void TestConnection::aLargeResultArrivesWhole()
{
    auto connection = open();
    const auto rows = connection.execute(u"SELECT g, repeat('x', 1000) FROM generate_series(1, 50000) g"_s,
                                         {}, Deadline::in(30s));
    QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
    QCOMPARE(rows->count(), 50000);
    QCOMPARE(rows->integer(49999, 0), 50000);
    QCOMPARE(rows->bytes(49999, 1).size(), 1000U);
}

void TestConnection::aLargeStatementIsSentWhole()
{
    auto connection = open({.statementTimeout = 30s});
    const QString large(32 * 1024 * 1024, u'x');
    const auto rows = connection.execute(u"SELECT length($1)"_s, {large}, Deadline::in(30s));
    QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
    QCOMPARE(rows->integer(0, 0), large.size());
}

void TestConnection::aLargeSendToAStoppedServerEndsAtItsDeadline()
{
    auto connection = open();
    const QString large(32 * 1024 * 1024, u'x');
    QVERIFY(m_sandbox->pause(u"primary"_s));
    const Watch watch;
    const auto rows = connection.execute(u"SELECT length($1)"_s, {large}, Deadline::in(500ms));
    const auto taken = watch.ms();
    QVERIFY(m_sandbox->resume(u"primary"_s));
    QVERIFY(!rows);
    QVERIFY(rows.error().kind == ErrorKind::Timeout);
    QVERIFY2(taken < 500 + prompt, qPrintable(QString::number(taken)));
}

void TestConnection::aServerStoppedDuringAQueryEndsAtItsDeadline()
{
    auto connection = open();
    QVERIFY(connection.execute(u"SELECT 1"_s, {}, Deadline::in(5s)));
    QVERIFY(m_sandbox->pause(u"primary"_s));
    const Watch watch;
    const auto rows = connection.execute(u"SELECT 1"_s, {}, Deadline::in(400ms));
    const auto taken = watch.ms();
    QVERIFY(m_sandbox->resume(u"primary"_s));
    QVERIFY(!rows);
    QVERIFY(rows.error().kind == ErrorKind::Timeout);
    QVERIFY(!rows.error().hint.isEmpty());
    QVERIFY2(taken < 400 + prompt, qPrintable(QString::number(taken)));
}

void TestConnection::cancelEndsWhatTheSessionRuns()
{
    auto connection = open({.statementTimeout = 0ms});
    auto witness = open();
    const std::jthread canceller([&] {
        const auto isRunning =
            u"SELECT count(*) FROM pg_stat_activity WHERE pid = $1::int AND state = 'active' "
            "AND query LIKE '%pg_sleep%'"_s;
        const QStringList pid{QString::number(connection.backendPid())};
        for (const auto deadline = Deadline::in(10s); !deadline.passed();) {
            const auto rows = witness.execute(isRunning, pid, Deadline::in(5s));
            if (rows && rows->integer(0, 0) == 1)
                break;
        }
        if (const auto done = connection.cancel(Deadline::in(5s)); !done)
            qWarning() << done.error().message;
    });
    const Watch watch;
    const auto rows = connection.execute(u"SELECT pg_sleep(30)"_s, {}, Deadline::in(30s));
    QVERIFY(!rows);
    QCOMPARE(rows.error().sqlState, u"57014"_s);
    QVERIFY2(watch.ms() < 15000, qPrintable(QString::number(watch.ms())));
    QVERIFY(!connection.isBroken());
}

void TestConnection::aSessionThatIsTerminatedIsLost()
{
    auto connection = open();
    auto killer = open({.readOnly = false});
    const auto killed = killer.execute(u"SELECT pg_terminate_backend($1::int, 5000)"_s,
                                       {QString::number(connection.backendPid())}, Deadline::in(10s));
    QVERIFY(killed);
    const auto rows = connection.execute(u"SELECT 1"_s, {}, Deadline::in(5s));
    QVERIFY(!rows);
    QVERIFY(rows.error().kind == ErrorKind::ConnectionLost);
    QVERIFY(connection.isBroken());
}

void TestConnection::aRefusedStatementSaysStateAndPosition()
{
    auto connection = open();
    const auto rows = connection.execute(u"SELECT 1, nothing FROM clients"_s, {}, Deadline::in(5s));
    QVERIFY(!rows);
    QVERIFY(rows.error().kind == ErrorKind::QueryFailed);
    QCOMPARE(rows.error().sqlState, u"42703"_s);
    QCOMPARE(rows.error().position, 11);
    QVERIFY(rows.error().message.contains(u"nothing"_s));
    QVERIFY(!connection.isBroken());
}

void TestConnection::parametersAreBoundAndNullIsNull()
{
    auto connection = open();
    const auto hostile = u"'; DROP TABLE clients; -- ü"_s;
    const auto rows = connection.execute(u"SELECT $1::text, $2::text, $3::text IS NULL, $4::int + 1"_s,
                                         {hostile, u""_s, QString(), u"41"_s}, Deadline::in(5s));
    QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
    QCOMPARE(rows->text(0, 0), hostile);
    QVERIFY(!rows->isNull(0, 1));
    QCOMPARE(rows->boolean(0, 2), true);
    QCOMPARE(rows->integer(0, 3), 42);
}

void TestConnection::aPreparedStatementIsPreparedOnce()
{
    auto connection = open();
    QVERIFY(!connection.isPrepared("answer"));
    QVERIFY(!connection.executePrepared("answer", Deadline::in(5s)));
    QVERIFY(connection.prepare("answer", u"SELECT 42"_s, Deadline::in(5s)));
    QVERIFY(connection.prepare("answer", u"SELECT 43"_s, Deadline::in(5s)));
    QVERIFY(connection.isPrepared("answer"));
    QCOMPARE(connection.executePrepared("answer", Deadline::in(5s))->integer(0, 0), 42);
    const auto held = connection.execute(
        u"SELECT count(*) FROM pg_prepared_statements WHERE name = 'answer'"_s, {}, Deadline::in(5s));
    QCOMPARE(held->integer(0, 0), 1);
}

void TestConnection::severalSimpleStatementsGiveTheLastResult()
{
    auto connection = open();
    const auto rows = connection.executeSimple(u"SELECT 1; SELECT 2, 3; SELECT 'last'"_s, Deadline::in(5s));
    QVERIFY(rows);
    QCOMPARE(rows->text(0, 0), u"last"_s);
    const auto refused = connection.executeSimple(u"SELECT 1; SELECT 1/0; SELECT 2"_s, Deadline::in(5s));
    QVERIFY(!refused);
    QCOMPARE(refused.error().sqlState, u"22012"_s);
    QVERIFY(connection.execute(u"SELECT 1"_s, {}, Deadline::in(5s)));
}

void TestConnection::aScriptTellsEachStatementAndWhereItFailed()
{
    auto connection = open();
    std::vector<int> told;
    const auto note = [&](int statement) { told.push_back(statement); };
    const auto rows =
        connection.executeScript("SELECT generate_series(1, 5);; SELECT 'ä', 7", note, Deadline::in(5s));
    QVERIFY(rows);
    QCOMPARE(rows->text(0, 1), u"7"_s);
    QCOMPARE(told, (std::vector<int>{0, 1}));
    const QByteArray script("SELECT 'ä';\nSELECT nothing;\nSELECT 3");
    const auto refused = connection.executeScript(script, note, Deadline::in(5s));
    QVERIFY(!refused);
    QCOMPARE(refused.error().sqlState, u"42703"_s);
    QCOMPARE(refused.error().position, QString::fromUtf8(script).indexOf(u"nothing"_s) + 1);
    QCOMPARE(told, (std::vector<int>{0, 1, 0}));
    QVERIFY(!connection.isBroken());
}

void TestConnection::aStoppedScriptEndsOnTheServerToo()
{
    auto connection = open({.statementTimeout = 0ms});
    auto witness = open();
    const auto active = u"SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid = $1::int"_s;
    const auto isActive = [&] {
        const auto rows =
            witness.execute(active, {QString::number(connection.backendPid())}, Deadline::in(5s));
        return rows && rows->integer(0, 0) == 1;
    };
    std::stop_source source;
    std::jthread stopper([&] {
        while (!isActive())
            std::this_thread::sleep_for(10ms);
        source.request_stop();
    });
    const Watch watch;
    const auto rows = connection.executeScript("SELECT 1; SELECT pg_sleep(60); SELECT 2", {},
                                               Deadline::in(60s), source.get_token());
    stopper.join();
    QVERIFY(!rows);
    QCOMPARE(rows.error().sqlState, u"57014"_s);
    QVERIFY2(watch.ms() < 5 * prompt, qPrintable(QString::number(watch.ms())));
    QVERIFY(!isActive());
    QVERIFY(!connection.isBroken());
    QVERIFY(connection.execute(u"SELECT 1"_s, {}, Deadline::in(5s)));
}

void TestConnection::aCopyIsRefusedAndBreaksTheSession()
{
    auto connection = open();
    const auto rows = connection.executeSimple(u"COPY clients TO STDOUT"_s, Deadline::in(5s));
    QVERIFY(!rows);
    QVERIFY(connection.isBroken());
}

void TestConnection::theSessionIsReadOnlyAndIntroducesItself()
{
    auto connection = open();
    const auto rows = connection.execute(
        u"SELECT current_setting('application_name'), current_setting('statement_timeout'), "
        "current_setting('lock_timeout')"_s,
        {}, Deadline::in(5s));
    QCOMPARE(rows->text(0, 0), u"seawall"_s);
    QCOMPARE(rows->text(0, 1), u"5s"_s);
    QCOMPARE(rows->text(0, 2), u"1s"_s);
    const auto written = connection.execute(u"CREATE TABLE unwanted ()"_s, {}, Deadline::in(5s));
    QVERIFY(!written);
    QCOMPARE(written.error().sqlState, u"25006"_s);
    QCOMPARE(connection.peerAddress(), u"127.0.0.1"_s);
}

void TestConnection::identifiersAreQuoted()
{
    auto connection = open();
    const auto name = u"we\"ird; Näme"_s;
    const auto rows =
        connection.execute(u"SELECT 1 AS %1"_s.arg(db::quotedIdentifier(name)), {}, Deadline::in(5s));
    QVERIFY(rows);
    QCOMPARE(rows->columnName(0), name);
}

void TestConnection::poolsOfPgBouncerAreRead()
{
    START_PGBOUNCER(m_pgBouncer, m_sandbox->endpoint(u"primary"_s), 7);
    const auto console = m_pgBouncer.console();
    db::PgBouncerSampler sampler(console);
    db::PgBouncerState state;
    QTRY_VERIFY2_WITH_TIMEOUT((state = sampler.sample({}), !state.error),
                              qPrintable(state.error ? state.error->message : QString()), 10000);
    const auto client = db::Connection::open(m_pgBouncer.client(), {.poolerConsole = true}, Deadline::in(5s));
    QVERIFY(client);
    QTRY_VERIFY((state = sampler.sample({}), !state.pools.empty()));
    QCOMPARE(state.pools.front().database, u"pulse_db"_s);
    QCOMPARE(state.pools.front().poolSize, 7);
    QCOMPARE(state.pools.front().mode, u"transaction"_s);
    const auto known = state.pools;

    auto wrong = console;
    wrong.password = db::Secret(u"not-the-secret"_s);
    db::PgBouncerSampler refused(wrong);
    const auto refusal = refused.sample({});
    QVERIFY(refusal.error);
    QVERIFY2(refused.isRefused(), qPrintable(refusal.error->message));
    QVERIFY(!refusal.error->message.contains(u"not-the-secret"_s));

    m_pgBouncer.kill();
    QTRY_VERIFY((state = sampler.sample({}), state.error));
    QCOMPARE(state.pools.size(), known.size()); // unknown from now on, and not gone
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
