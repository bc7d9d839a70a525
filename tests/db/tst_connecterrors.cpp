// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "tests/support/sandboxfixture.h"
#include "tests/support/stubserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::ErrorKind;
using tests::StubServer;

namespace {

const QString password = u"s3cret/-Geheim"_s;
constexpr auto patience = 1500ms;
constexpr qint64 slack = 3000; // ms beyond the deadline that a busy machine may take

db::Endpoint at(int port, const QString &host = u"127.0.0.1"_s)
{
    db::Endpoint endpoint;
    endpoint.name = u"node"_s;
    endpoint.parameters = {{u"host"_s, host},
                           {u"port"_s, QString::number(port)},
                           {u"user"_s, u"dba"_s},
                           {u"dbname"_s, u"app"_s}};
    endpoint.password = db::Secret(password);
    return endpoint;
}

/// What opening fails with; also checks what holds for every failure.
db::Error failureOf(const db::Endpoint &endpoint)
{
    QElapsedTimer timer;
    timer.start();
    const auto opened = db::Connection::open(endpoint, {}, db::Deadline::in(patience));
    if (timer.elapsed() > patience.count() + slack)
        return {ErrorKind::Internal, u"took %1 ms"_s.arg(timer.elapsed()), {}, {}, {}, 0};
    return opened ? db::Error{ErrorKind::Internal, u"it connected"_s, {}, {}, {}, 0} : opened.error();
}

} // namespace

#define VERIFY_TOLD(error, expected)                                                                         \
    do {                                                                                                     \
        QVERIFY2((error).kind == (expected), qPrintable((error).message + u" | "_s + (error).detail));       \
        QVERIFY2((error).message.endsWith(u'.'), qPrintable((error).message));                               \
        QVERIFY(!(error).message.at(0).isLower() || (error).message.contains(u':')); /* a host's name */     \
        QVERIFY2(!(error).hint.isEmpty(), qPrintable((error).message));                                      \
        QVERIFY(!((error).message + (error).hint + (error).detail).contains(password));                      \
    } while (false)

class TestConnectErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPortWithoutListenerIsRefused();
    void anUnknownHostIsNamed();
    void aMissingSocketFolderIsRefused();
    void withoutAHostTheErrorNamesTheSocketAndNotLocalhost();
    void anUnknownServiceIsBadInput();
    void aBadKeywordIsBadInputAndKeepsThePassword();
    void aWrongPasswordIsRefusedAndNotShown();
    void aMissingPasswordIsAskedFor();
    void anUnknownUserIsRefused();
    void aMissingDatabaseIsNamed();
    void tlsThatTheServerDoesNotSpeakIsRefused();
    void aCertificateThatCannotBeReadIsRefused();
    void anHttpServerIsNotPostgres();
    void anSshServerIsNotPostgres();
    void aServerThatHangsUpIsNoSession();
    void aSilentServerEndsAtTheDeadline();
    void aServerThatIsSilentAfterTlsEndsAtTheDeadline();
    void aStoppedServerEndsAtTheDeadline();
    void aServerThatIsFullSaysSo();
    void aStopEndsAnAttemptAtOnce();
    void aPortOutOfRangeIsBadInput();
    void passwordsAreMaskedInEveryForm();

private:
    db::Endpoint sandbox() const;
    mutable tests::SandboxFixture m_sandbox;
};

db::Endpoint TestConnectErrors::sandbox() const
{
    return m_sandbox->endpoint(u"primary"_s);
}

void TestConnectErrors::initTestCase()
{
    START_SANDBOX(m_sandbox, 0, {u"max_connections = 12"_s, u"superuser_reserved_connections = 3"_s});
}

void TestConnectErrors::aPortWithoutListenerIsRefused()
{
    int port = 0;
    {
        const StubServer gone({});
        port = gone.port();
    }
    const auto error = failureOf(at(port));
    VERIFY_TOLD(error, ErrorKind::Refused);
    QVERIFY(error.message.contains(u"127.0.0.1:%1"_s.arg(port)));
}

void TestConnectErrors::anUnknownHostIsNamed()
{
    const auto error = failureOf(at(5432, u"no-such-host.invalid"_s));
    if (error.kind == ErrorKind::Timeout)
        QSKIP("the resolver of this machine does not answer");
    VERIFY_TOLD(error, ErrorKind::HostUnknown);
    QVERIFY(error.message.contains(u"no-such-host.invalid"_s));
}

void TestConnectErrors::aMissingSocketFolderIsRefused()
{
    const auto error = failureOf(at(5432, u"/nonexistent/folder"_s));
    VERIFY_TOLD(error, ErrorKind::Refused);
    QVERIFY2(error.message.contains(u"Unix socket /nonexistent/folder/.s.PGSQL.5432"_s),
             qPrintable(error.message));
}

void TestConnectErrors::withoutAHostTheErrorNamesTheSocketAndNotLocalhost()
{
    auto endpoint = at(1);
    endpoint.parameters.erase(u"host"_s);
    const auto error = failureOf(endpoint);
    VERIFY_TOLD(error, ErrorKind::Refused);
    QVERIFY2(error.message.contains(u"/.s.PGSQL.1"_s), qPrintable(error.message));
    QVERIFY2(!error.message.contains(u"localhost"_s), qPrintable(error.message));
}

void TestConnectErrors::anUnknownServiceIsBadInput()
{
    const auto endpoint = db::Endpoint::parse(u"node"_s, u"no_such_service"_s);
    QVERIFY(endpoint);
    const auto error = failureOf(*endpoint);
    VERIFY_TOLD(error, ErrorKind::InvalidInput);
    QVERIFY(error.message.contains(u"no_such_service"_s));
}

void TestConnectErrors::aBadKeywordIsBadInputAndKeepsThePassword()
{
    auto endpoint = sandbox();
    endpoint.password = db::Secret(password);
    endpoint.parameters[u"sslmode"_s] = u"maybe"_s;
    const auto error = failureOf(endpoint);
    VERIFY_TOLD(error, ErrorKind::InvalidInput);
    QVERIFY2((error.message + error.detail).contains(u"maybe"_s), qPrintable(error.message));
}

void TestConnectErrors::aWrongPasswordIsRefusedAndNotShown()
{
    auto endpoint = sandbox();
    endpoint.password = db::Secret(password);
    const auto error = failureOf(endpoint);
    VERIFY_TOLD(error, ErrorKind::AuthRefused);
    QCOMPARE(error.sqlState, u"28P01"_s);
    QVERIFY(error.message.contains(endpoint.parameter(u"user"_s)));
}

void TestConnectErrors::aMissingPasswordIsAskedFor()
{
    auto endpoint = sandbox();
    endpoint.password = {};
    endpoint.parameters[u"passfile"_s] = u"/nonexistent"_s;
    const auto error = failureOf(endpoint);
    VERIFY_TOLD(error, ErrorKind::AuthRefused);
    QVERIFY2(error.message.contains(u"none was given"_s), qPrintable(error.message));
}

void TestConnectErrors::anUnknownUserIsRefused()
{
    auto endpoint = sandbox();
    endpoint.parameters[u"user"_s] = u"nobody_here"_s;
    const auto error = failureOf(endpoint);
    VERIFY_TOLD(error, ErrorKind::AuthRefused);
    QVERIFY(error.message.contains(u"nobody_here"_s));
}

void TestConnectErrors::aMissingDatabaseIsNamed()
{
    auto endpoint = sandbox();
    endpoint.parameters[u"dbname"_s] = u"no_such_db"_s;
    const auto error = failureOf(endpoint);
    VERIFY_TOLD(error, ErrorKind::DatabaseMissing);
    QVERIFY(error.message.contains(u"no_such_db"_s));
}

void TestConnectErrors::tlsThatTheServerDoesNotSpeakIsRefused()
{
    auto endpoint = sandbox();
    endpoint.parameters[u"sslmode"_s] = u"require"_s;
    VERIFY_TOLD(failureOf(endpoint), ErrorKind::TlsRefused);
}

void TestConnectErrors::aCertificateThatCannotBeReadIsRefused()
{
    const StubServer server({{}, "S", false});
    auto endpoint = at(server.port());
    endpoint.parameters[u"sslmode"_s] = u"verify-full"_s;
    endpoint.parameters[u"sslrootcert"_s] = u"/nonexistent/root.crt"_s;
    VERIFY_TOLD(failureOf(endpoint), ErrorKind::TlsRefused);
}

void TestConnectErrors::anHttpServerIsNotPostgres()
{
    const StubServer server({{}, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", true});
    const auto error = failureOf(at(server.port()));
    VERIFY_TOLD(error, ErrorKind::NotPostgres);
    QVERIFY(error.message.contains(QString::number(server.port())));
}

void TestConnectErrors::anSshServerIsNotPostgres()
{
    const StubServer server({"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", {}, false});
    const auto asTls = failureOf(at(server.port()));
    VERIFY_TOLD(asTls, ErrorKind::Timeout);
    QVERIFY2(asTls.hint.contains(u"SSH"_s), qPrintable(asTls.message));
    auto plain = at(server.port());
    plain.parameters[u"sslmode"_s] = u"disable"_s;
    VERIFY_TOLD(failureOf(plain), ErrorKind::NotPostgres);
}

void TestConnectErrors::aServerThatHangsUpIsNoSession()
{
    const StubServer server({{}, {}, true});
    VERIFY_TOLD(failureOf(at(server.port())), ErrorKind::ConnectionLost);
}

void TestConnectErrors::aSilentServerEndsAtTheDeadline()
{
    const StubServer server({});
    const auto error = failureOf(at(server.port()));
    VERIFY_TOLD(error, ErrorKind::Timeout);
    QVERIFY2(error.message.contains(u"accepts connections but does not answer"_s), qPrintable(error.message));
    QVERIFY(server.connections() > 0);
}

void TestConnectErrors::aServerThatIsSilentAfterTlsEndsAtTheDeadline()
{
    const StubServer server({{}, "S", false});
    // 'S' again and again is no TLS handshake; whatever it is called, it ends and says what to do.
    const auto error = failureOf(at(server.port()));
    QVERIFY2(error.kind == ErrorKind::TlsRefused || error.kind == ErrorKind::Timeout,
             qPrintable(error.message));
    VERIFY_TOLD(error, error.kind);
}

void TestConnectErrors::aStoppedServerEndsAtTheDeadline()
{
    QVERIFY(m_sandbox->pause(u"primary"_s));
    const auto error = failureOf(sandbox());
    QVERIFY(m_sandbox->resume(u"primary"_s));
    VERIFY_TOLD(error, ErrorKind::Timeout);
    QVERIFY(db::Connection::open(sandbox(), {}, db::Deadline::in(5s)));
}

void TestConnectErrors::aServerThatIsFullSaysSo()
{
    std::vector<db::Connection> taken;
    db::Error error;
    while (taken.size() < 30) {
        auto opened = db::Connection::open(sandbox(), {}, db::Deadline::in(5s));
        if (!opened) {
            error = opened.error();
            break;
        }
        taken.push_back(std::move(*opened));
    }
    VERIFY_TOLD(error, ErrorKind::TooManyConnections);
    QCOMPARE(error.sqlState, u"53300"_s);
}

void TestConnectErrors::aStopEndsAnAttemptAtOnce()
{
    const StubServer server({});
    std::stop_source source;
    const std::jthread stopper([&] {
        while (server.connections() == 0)
            std::this_thread::yield();
        source.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    const auto opened =
        db::Connection::open(at(server.port()), {}, db::Deadline::in(20s), source.get_token());
    QVERIFY(!opened);
    QVERIFY(opened.error().kind == ErrorKind::Cancelled);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TestConnectErrors::aPortOutOfRangeIsBadInput()
{
    for (const auto *text : {"postgresql://dba:s3cret%2F-Geheim@host:99999/app", "host=a port=abc",
                             "postgresql://dba:s3cret%2F-Geheim@host:0/app"}) {
        const auto endpoint = db::Endpoint::parse(u"node"_s, QString::fromLatin1(text));
        QVERIFY(!endpoint);
        VERIFY_TOLD(endpoint.error(), ErrorKind::InvalidInput);
    }
}

void TestConnectErrors::passwordsAreMaskedInEveryForm()
{
    const QString shapes[] = {u"postgresql://dba:%1@host/app"_s, u"host=a password=%1 dbname=b"_s,
                              u"password='%1'"_s, u"POSTGRES_PASSWORD=%1"_s,
                              u"ALTER ROLE dba PASSWORD '%1'"_s};
    for (const auto &shape : shapes) {
        const auto shown = db::redacted(shape.arg(u"Geheimnis"_s));
        QVERIFY2(!shown.contains(u"Geheimnis"_s), qPrintable(shown));
    }
}

QTEST_GUILESS_MAIN(TestConnectErrors)
#include "tst_connecterrors.moc"
