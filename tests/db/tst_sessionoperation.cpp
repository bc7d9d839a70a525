// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "models/sessions/sessionoperation.h"
#include "tests/support/sandboxfixture.h"

#include <QtTest>

#include <algorithm>
#include <thread>

#include <signal.h>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Action = SessionOperation::Action;

namespace {

const auto longStatement = u"SELECT pg_sleep(300)"_s;

db::Connection connected(const db::Endpoint &endpoint, const QString &application = u"victim"_s)
{
    db::SessionOptions options;
    options.applicationName = application;
    options.statementTimeout = 300s;
    return std::move(*db::Connection::open(endpoint, options, db::Deadline::in(10s)));
}

/// Another program: its statement runs on a thread, and ends when the server ends it or this object goes.
class Victim
{
public:
    explicit Victim(const db::Endpoint &endpoint, const QString &statement = longStatement)
        : m_connection(connected(endpoint)), m_pid(m_connection.backendPid()),
          m_thread([this, statement](const std::stop_token &stop) {
              const auto rows = m_connection.execute(statement, {}, db::Deadline::in(300s), stop);
              m_sqlState = rows ? u"none"_s : rows.error().sqlState;
              m_done = true;
          })
    {}
    int pid() const { return m_pid; }
    bool isDone() const { return m_done; }
    QString sqlState() const { return m_sqlState; }

private:
    db::Connection m_connection;
    int m_pid;
    QString m_sqlState;
    std::atomic<bool> m_done = false;
    std::jthread m_thread;
};

OperationTarget aTarget(bool production = false)
{
    OperationTarget target;
    target.profile = u"sandbox"_s;
    target.node = u"primary"_s;
    target.production = production;
    return target;
}

Outcome run(SessionOperation &operation)
{
    return operation.run([](const Progress &) {}, {});
}

} // namespace

class TestSessionOperation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cancelEndsTheStatementAndLeavesTheSession();
    void terminateEndsTheSession();
    void aSessionThatIsGoneIsToldSo();
    void aPidUsedAgainIsNotHit_data();
    void aPidUsedAgainIsNotHit();
    void anotherStatementOfTheSessionIsNotCancelled();
    void aSessionWhoseStartIsUnknownIsNotTouched();
    void aStoppedServerProcessIsWaitedForOnlySoLong();
    void aMissingRightIsNamed();
    void anUnreachableServerIsToldSo();
    void aStopRequestEndsTheWait();
    void thePreviewSaysWhatAndWhom();
    void guardsTellWhatTheSessionIs_data();
    void guardsTellWhatTheSessionIs();

private:
    db::Endpoint primary() { return m_sandbox->endpoint(u"primary"_s); }

    /// The session as the monitor would have seen it while it runs `statement`.
    db::Session seen(int pid, const QString &statement = longStatement)
    {
        auto connection = connected(primary(), u"observer"_s);
        const auto deadline = db::Deadline::in(10s);
        db::Session session;
        do {
            const auto rows = connection.execute(
                u"SELECT usename, datname, application_name, backend_type, state, query, "
                "(extract(epoch FROM backend_start) * 1000000)::bigint FROM pg_stat_activity WHERE pid = $1::int"_s,
                {QString::number(pid)}, db::Deadline::in(5s));
            int column = 0;
            session.pid = pid;
            for (auto *text : {&session.user, &session.database, &session.application, &session.backendType,
                               &session.state, &session.query})
                *text = rows->text(0, column++);
            session.backendStartUs = rows->integer(0, column);
        } while (session.query != statement && !deadline.passed());
        return session;
    }
    bool isThere(int pid)
    {
        auto connection = connected(primary(), u"observer"_s);
        return connection
                   .execute(u"SELECT 1 FROM pg_stat_activity WHERE pid = $1::int"_s, {QString::number(pid)},
                            db::Deadline::in(5s))
                   ->count() == 1;
    }
    tests::SandboxFixture m_sandbox;
};

void TestSessionOperation::initTestCase()
{
    START_SANDBOX(m_sandbox, 0);
}

void TestSessionOperation::cancelEndsTheStatementAndLeavesTheSession()
{
    const Victim victim(primary());
    SessionOperation operation(Action::Cancel, primary(), seen(victim.pid()), aTarget());
    const auto outcome = run(operation);
    QVERIFY2(outcome.state == Outcome::State::Succeeded, qPrintable(outcome.summary));
    QTRY_VERIFY(victim.isDone());
    QCOMPARE(victim.sqlState(), u"57014"_s); // query_canceled
    QVERIFY(isThere(victim.pid()));
    QVERIFY(outcome.summary.contains(u"was cancelled"_s));
}

void TestSessionOperation::terminateEndsTheSession()
{
    const Victim victim(primary());
    SessionOperation operation(Action::Terminate, primary(), seen(victim.pid()), aTarget());
    const auto outcome = run(operation);
    QVERIFY2(outcome.state == Outcome::State::Succeeded, qPrintable(outcome.summary));
    QVERIFY(!isThere(victim.pid())); // it was waited for
    QTRY_VERIFY(victim.isDone());
}

void TestSessionOperation::aSessionThatIsGoneIsToldSo()
{
    std::optional victim(connected(primary()));
    const auto session = seen(victim->backendPid(), {});
    victim.reset();
    QTRY_VERIFY(!isThere(session.pid));
    for (const auto action : {Action::Cancel, Action::Terminate}) {
        SessionOperation operation(action, primary(), session, aTarget());
        const auto outcome = run(operation);
        QVERIFY(outcome.state == Outcome::State::Failed);
        QVERIFY2(outcome.summary.contains(u"no longer there"_s), qPrintable(outcome.summary));
        QCOMPARE(outcome.details[u"signalled"], QJsonValue(false));
    }
}

void TestSessionOperation::aPidUsedAgainIsNotHit_data()
{
    QTest::addColumn<int>("action");
    QTest::newRow("cancel") << int(Action::Cancel);
    QTest::newRow("terminate") << int(Action::Terminate);
}

void TestSessionOperation::aPidUsedAgainIsNotHit()
{
    QFETCH(int, action);
    const Victim victim(primary());
    auto session = seen(victim.pid());
    *session.backendStartUs -= 1; // another session that had this pid before
    SessionOperation operation(Action(action), primary(), session, aTarget());
    const auto outcome = run(operation);
    QVERIFY(outcome.state == Outcome::State::Failed);
    QVERIFY(outcome.summary.contains(u"no longer there"_s));
    QVERIFY(isThere(victim.pid()));
    QVERIFY(!victim.isDone());
}

void TestSessionOperation::anotherStatementOfTheSessionIsNotCancelled()
{
    const Victim victim(primary());
    auto session = seen(victim.pid());
    session.query = u"SELECT 'what it ran before'"_s;
    SessionOperation operation(Action::Cancel, primary(), session, aTarget());
    const auto outcome = run(operation);
    QVERIFY(outcome.state == Outcome::State::Failed);
    QVERIFY2(outcome.summary.contains(u"no longer runs that statement"_s), qPrintable(outcome.summary));
    QVERIFY(!victim.isDone());
}

void TestSessionOperation::aSessionWhoseStartIsUnknownIsNotTouched()
{
    const Victim victim(primary());
    auto session = seen(victim.pid());
    session.backendStartUs.reset();
    SessionOperation operation(Action::Terminate, primary(), session, aTarget());
    QVERIFY(operation.preview().needsReason);
    QVERIFY(operation.preview().guards.front().state == Guard::State::Blocking);
    QVERIFY(run(operation).summary.startsWith(u"Nothing was done"_s));
    QVERIFY(isThere(victim.pid()));
}

void TestSessionOperation::aStoppedServerProcessIsWaitedForOnlySoLong()
{
    const Victim victim(primary());
    const auto session = seen(victim.pid());
    SessionOperation operation(Action::Terminate, primary(), session, aTarget(), 0, 300ms);
    ::kill(victim.pid(), SIGSTOP);
    const auto outcome = run(operation);
    ::kill(victim.pid(), SIGCONT);
    QVERIFY(outcome.state == Outcome::State::Failed);
    QVERIFY2(outcome.summary.contains(u"has not heeded it yet"_s), qPrintable(outcome.summary));
    QCOMPARE(outcome.details[u"signalled"], QJsonValue(true));
}

void TestSessionOperation::aMissingRightIsNamed()
{
    db::SessionOptions writing;
    writing.readOnly = false;
    auto setUp = std::move(*db::Connection::open(primary(), writing, db::Deadline::in(10s)));
    QVERIFY(setUp.executeSimple(u"CREATE ROLE weak LOGIN PASSWORD 'weak'; GRANT pg_monitor TO weak"_s,
                                db::Deadline::in(5s)));
    const Victim victim(primary()); // a superuser's session
    auto endpoint = primary();
    endpoint.parameters[u"user"_s] = u"weak"_s;
    endpoint.password = db::Secret(u"weak"_s);
    SessionOperation operation(Action::Terminate, endpoint, seen(victim.pid()), aTarget());
    const auto outcome = run(operation);
    QVERIFY(outcome.state == Outcome::State::Failed);
    QVERIFY2(outcome.error && outcome.error->kind == db::ErrorKind::PermissionDenied,
             qPrintable(outcome.summary));
    QVERIFY(outcome.error->hint.contains(u"pg_signal_backend"_s));
    QVERIFY(isThere(victim.pid()));
}

void TestSessionOperation::anUnreachableServerIsToldSo()
{
    auto endpoint = primary();
    endpoint.parameters[u"port"_s] = u"1"_s;
    db::Session session;
    session.pid = 1;
    session.backendStartUs = 1;
    SessionOperation operation(Action::Terminate, endpoint, session, aTarget());
    const auto outcome = run(operation);
    QVERIFY(outcome.state == Outcome::State::Failed);
    QVERIFY2(outcome.summary.startsWith(u"Nothing was done, primary cannot be reached"_s),
             qPrintable(outcome.summary));
}

void TestSessionOperation::aStopRequestEndsTheWait()
{
    const Victim victim(primary());
    const auto session = seen(victim.pid());
    SessionOperation operation(Action::Terminate, primary(), session, aTarget(), 0, 60s);
    std::stop_source stop;
    ::kill(victim.pid(), SIGSTOP);
    const auto outcome = operation.run(
        [&](const Progress &progress) {
            if (progress.text.startsWith(u"Signal sent"))
                stop.request_stop();
        },
        stop.get_token());
    ::kill(victim.pid(), SIGCONT);
    QVERIFY2(outcome.state == Outcome::State::Cancelled, qPrintable(outcome.summary));
    QVERIFY(outcome.summary.contains(u"signal was sent"_s));
}

void TestSessionOperation::thePreviewSaysWhatAndWhom()
{
    db::Session session;
    session.pid = 4711;
    session.user = u"bob"_s;
    session.database = u"pulse_db"_s;
    session.application = u"etl"_s;
    session.clientAddress = u"10.0.0.7"_s;
    session.backendType = u"client backend"_s;
    session.state = u"active"_s;
    session.query = u"ALTER ROLE bob PASSWORD 'hunter2'"_s;
    session.queryAge = 200;
    session.backendStartUs = 1'700'000'000'000'001;
    const auto cancel = SessionOperation(Action::Cancel, primary(), session, aTarget(true)).preview();
    QCOMPARE(cancel.title, u"Cancel the statement of session 4711 on primary?"_s);
    QCOMPARE(cancel.verb, u"Cancel statement of 4711"_s);
    QVERIFY(cancel.actions.front().contains(u"pg_cancel_backend(pid)"_s));
    QVERIFY(cancel.actions.front().contains(u"$2 = 1700000000000001"_s));
    QVERIFY2(cancel.consequence.contains(u"bob in pulse_db (etl from 10.0.0.7), active for 3 min 20 s"_s),
             qPrintable(cancel.consequence));
    QVERIFY(!(cancel.actions.front() + cancel.consequence).contains(u"hunter2"_s));
    QVERIFY(!cancel.destructive);
    QVERIFY(cancel.typedConfirmation.isEmpty());
    QVERIFY(cancel.needsReason);

    const auto terminate =
        SessionOperation(Action::Terminate, primary(), session, aTarget(true), 3).preview();
    QVERIFY(terminate.destructive);
    QCOMPARE(terminate.verb, u"Terminate session 4711"_s);
    QCOMPARE(terminate.typedConfirmation, u"primary"_s);
    QVERIFY(terminate.actions.front().contains(u"pg_terminate_backend(pid)"_s));
    QVERIFY(std::ranges::any_of(terminate.guards,
                                [](const Guard &guard) { return guard.measured == u"3 waiting"; }));
    const auto harmless = SessionOperation(Action::Terminate, primary(), session, aTarget(false)).preview();
    QVERIFY(harmless.typedConfirmation.isEmpty());
    QVERIFY(!harmless.needsReason);
}

void TestSessionOperation::guardsTellWhatTheSessionIs_data()
{
    QTest::addColumn<QString>("backendType");
    QTest::addColumn<QString>("application");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("measured");
    QTest::newRow("replica") << u"walsender"_s << u"replica1"_s << QString() << u"walsender of 'replica1'"_s;
    QTest::newRow("vacuum") << u"autovacuum worker"_s << QString() << u"autovacuum: VACUUM t"_s
                            << u"autovacuum"_s;
    QTest::newRow("urgent vacuum") << u"autovacuum worker"_s << QString()
                                   << u"autovacuum: VACUUM t (to prevent wraparound)"_s
                                   << u"autovacuum against transaction id wraparound"_s;
    QTest::newRow("ourselves") << u"client backend"_s << u"seawall"_s << QString()
                               << u"a session of Seawall itself"_s;
    QTest::newRow("extension") << u"pg_cron"_s << QString() << QString() << u"pg_cron"_s;
}

void TestSessionOperation::guardsTellWhatTheSessionIs()
{
    QFETCH(QString, backendType);
    QFETCH(QString, application);
    QFETCH(QString, query);
    QFETCH(QString, measured);
    db::Session session;
    session.pid = 1;
    session.backendStartUs = 1;
    session.backendType = backendType;
    session.application = application;
    session.query = query;
    const auto guards = SessionOperation(Action::Terminate, primary(), session, aTarget()).preview().guards;
    const auto guard = std::ranges::find(guards, measured, &Guard::measured);
    QVERIFY(guard != guards.end());
    QVERIFY(guard->state == Guard::State::Warning);
    QVERIFY(!guard->remedy.isEmpty());
}

QTEST_GUILESS_MAIN(TestSessionOperation)
#include "tst_sessionoperation.moc"
