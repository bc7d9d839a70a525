// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/forwarder.h"
#include "tests/support/stubserver.h"

#include <QElapsedTimer>
#include <QTcpSocket>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Mode = db::Forwarder::Mode;

/// A way through loopback to something that answers 'pong' to whatever it is told.
class TestForwarder : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<tests::StubServer> m_server;
    std::unique_ptr<db::Forwarder> m_way;

    std::unique_ptr<QTcpSocket> connected()
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(u"127.0.0.1"_s, quint16(m_way->port()));
        return socket->waitForConnected(10000) ? std::move(socket) : nullptr;
    }
    static QByteArray answerTo(QTcpSocket &socket, int patience = 20000)
    {
        socket.write("ping");
        return socket.waitForReadyRead(patience) ? socket.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<tests::StubServer>(tests::StubServer::Script{{}, "pong", false});
        db::Endpoint node;
        node.name = u"replica1"_s;
        node.parameters = {{u"host"_s, u"localhost"_s},
                           {u"hostaddr"_s, u"127.0.0.1"_s},
                           {u"port"_s, QString::number(m_server->port())}};
        auto made = db::Forwarder::to(node, db::Deadline::in(10s));
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        m_way = std::move(*made);
        const auto seen = m_way->seenFrom(node);
        QCOMPARE(seen.host(), u"localhost"_s); // for TLS
        QCOMPARE(seen.port(), m_way->port());
    }
    void cleanup()
    {
        m_way.reset();
        m_server.reset();
    }

    void itPassesBytesBothWays()
    {
        const auto socket = connected();
        QVERIFY(socket);
        QCOMPARE(answerTo(*socket), "pong");
        QCOMPARE(answerTo(*socket), "pong");
        QCOMPARE(m_way->connections(), 1);
    }

    void aHangUpReachesTheOtherSide()
    {
        const auto socket = connected();
        QCOMPARE(answerTo(*socket), "pong");
        m_server.reset();
        QVERIFY(socket->state() == QAbstractSocket::UnconnectedState || socket->waitForDisconnected(20000));
        QTRY_COMPARE_WITH_TIMEOUT(m_way->connections(), 0, 20000);
    }

    void refusingBreaksConnectionsOffAndLetsNoneIn()
    {
        const auto socket = connected();
        QCOMPARE(answerTo(*socket), "pong");
        m_way->setMode(Mode::Refuse);
        QVERIFY(socket->state() == QAbstractSocket::UnconnectedState || socket->waitForDisconnected(20000));
        QCOMPARE(socket->error(), QAbstractSocket::RemoteHostClosedError);
        QVERIFY(!connected());
        m_way->setMode(Mode::Forward);
        QTRY_VERIFY_WITH_TIMEOUT(connected(), 20000);
    }

    void delayingLetsEverythingComeLater()
    {
        const auto socket = connected();
        QCOMPARE(answerTo(*socket), "pong");
        m_way->setDelay(150ms);
        m_way->setMode(Mode::Delay);
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(answerTo(*socket), "pong");
        QVERIFY2(clock.elapsed() >= 300, "once in each direction");
    }

    void swallowingTakesConnectionsAndSaysNothingUntilItHeals()
    {
        const auto before = connected();
        QCOMPARE(answerTo(*before), "pong");
        m_way->setMode(Mode::Swallow);
        QCOMPARE(answerTo(*before, 300), QByteArray());
        QCOMPARE(before->state(), QAbstractSocket::ConnectedState);
        const auto meanwhile = connected();
        QVERIFY2(meanwhile, "a black hole takes connections");
        QCOMPARE(answerTo(*meanwhile, 300), QByteArray());
        QCOMPARE(m_server->connections(), 1);
        m_way->setMode(Mode::Forward);
        QVERIFY(before->waitForReadyRead(20000));
        QVERIFY(meanwhile->waitForReadyRead(20000));
        QCOMPARE(meanwhile->readAll(), "pong");
    }

    void itEndsInEveryMode_data()
    {
        QTest::addColumn<Mode>("mode");
        QTest::newRow("forward") << Mode::Forward;
        QTest::newRow("refuse") << Mode::Refuse;
        QTest::newRow("delay") << Mode::Delay;
        QTest::newRow("swallow") << Mode::Swallow;
    }
    void itEndsInEveryMode()
    {
        QFETCH(Mode, mode);
        const auto socket = connected();
        QCOMPARE(answerTo(*socket), "pong");
        m_way->setMode(mode);
        m_way.reset();
        QVERIFY(socket->state() == QAbstractSocket::UnconnectedState || socket->waitForDisconnected(20000));
    }

    void aUnixSocketHasNoNetworkToCut()
    {
        db::Endpoint node;
        node.name = u"primary"_s;
        node.parameters = {{u"host"_s, u"/var/run/postgresql"_s}};
        const auto made = db::Forwarder::to(node, db::Deadline::in(10s));
        QVERIFY(!made);
        QCOMPARE(made.error().kind, db::ErrorKind::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestForwarder)
#include "tst_forwarder.moc"
