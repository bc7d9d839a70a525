// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connectioncheck.h"
#include "tests/support/sandboxfixture.h"

#include <QSignalSpy>
#include <QTcpServer>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ConnectionCheckTest : public QObject
{
    Q_OBJECT

    tests::SandboxFixture m_sandbox;

    static models::NodeCheck check(const db::Endpoint &endpoint)
    {
        return models::checkNode(endpoint, db::Deadline::in(10s), {});
    }

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1); }

    void aReachablePrimaryTellsRoleVersionAndRights()
    {
        const auto found = check(m_sandbox->endpoint(u"primary"_s));
        QVERIFY2(!found.error, qPrintable(found.sentence()));
        QCOMPARE(int(found.role), int(db::Role::Primary));
        QVERIFY(found.canMonitor);
        QVERIFY(found.canReplicate);
        QVERIFY(found.version.toDouble() >= 13);
        QVERIFY(found.sentence().contains(u"primary"_s));
    }

    void aReplicaIsToldToBeOne()
    {
        QCOMPARE(int(check(m_sandbox->endpoint(u"replica1"_s)).role), int(db::Role::Replica));
    }

    void aWrongPasswordIsToldAndNeverShown()
    {
        auto endpoint = m_sandbox->endpoint(u"primary"_s);
        endpoint.password = db::Secret(u"not-the-password"_s);
        const auto found = check(endpoint);
        QVERIFY(found.error);
        QCOMPARE(int(found.error->kind), int(db::ErrorKind::AuthRefused));
        QVERIFY(!found.sentence().contains(u"not-the-password"_s));
        QVERIFY2(found.sentence().endsWith(u"Check the user and the password in the fields above."_s),
                 qPrintable(found.sentence()));
        endpoint.password = {};
        endpoint.parameters[u"passfile"_s] = u"/nowhere"_s;
        const auto without = check(endpoint);
        QVERIFY2(without.error && without.sentence().contains(u"Type the password above"_s),
                 qPrintable(without.sentence()));
    }

    void everyNodeAnswersAndThenItIsFinished()
    {
        models::ConnectionCheck trial;
        QSignalSpy checked(&trial, &models::ConnectionCheck::checked);
        QSignalSpy finished(&trial, &models::ConnectionCheck::finished);
        trial.start({m_sandbox->endpoint(u"primary"_s), m_sandbox->endpoint(u"replica1"_s)});
        QVERIFY(trial.isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20000);
        QCOMPARE(checked.count(), 2);
    }

    void aSilentServerHoldsUpNeitherCancelNorTheEnd()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const auto endpoint = db::Endpoint::parse(
            u"silent"_s, u"host=127.0.0.1 port=%1 sslmode=disable"_s.arg(silent.serverPort()));
        QVERIFY(endpoint);
        QElapsedTimer clock;
        clock.start();
        {
            models::ConnectionCheck trial;
            QSignalSpy checked(&trial, &models::ConnectionCheck::checked);
            trial.start({*endpoint});
            trial.cancel();
            QVERIFY(clock.elapsed() < 1000);
            QCOMPARE(checked.count(), 0);
        }
        QVERIFY(clock.elapsed() < 2000);
    }
};

QTEST_GUILESS_MAIN(ConnectionCheckTest)
#include "tst_connectioncheck.moc"
