// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/routerbench.h"

#include <QTest>

#include <thread>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::Deadline;
using db::ErrorKind;

/// One after the other: each test leaves the cluster as the next one needs it.
class TestRouterRoles : public QObject
{
    Q_OBJECT

private:
    SandboxFixture m_sandbox;

    /// It has no health checks and gets no Snapshots: all it knows is what it asks.
    std::unique_ptr<db::DatabaseRouter> alone()
    {
        return std::make_unique<db::DatabaseRouter>(routerConfig(*m_sandbox, 0ms));
    }

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 1);
        QCOMPARE(ranOn(*m_sandbox, u"primary"_s, u"CREATE TABLE written (a int)"_s), QString());
    }

    void withoutAMonitorItFindsThePrimaryByAsking()
    {
        const auto router = alone();
        QCOMPARE(writtenOn(*router), u"primary"_s);
        QCOMPARE(readBy(*router), u"primary"_s); // the lag of the replica is not known
        QCOMPARE(router->figures().fallbacks, 1);
    }

    void theConfiguredRolesAreAGuessThatIsNotTrusted()
    {
        auto config = routerConfig(*m_sandbox, 0ms);
        std::swap(config.nodes[0].role, config.nodes[1].role);
        db::DatabaseRouter router(config);
        QCOMPARE(writtenOn(router), u"primary"_s);
    }

    void aSnapshotThatIsWrongAboutThePrimarySendsNoWriteToAReplica()
    {
        const auto router = alone();
        db::Snapshot snapshot;
        for (const auto *name : {"primary", "replica1"}) {
            db::NodeSnapshot node;
            node.name = QString::fromLatin1(name);
            node.reachable = true;
            node.facts.role = node.name == u"primary"_s ? db::Role::Replica : db::Role::Primary;
            snapshot.nodes.push_back(node);
        }
        router->observe(std::make_shared<db::Snapshot>(snapshot));
        QCOMPARE(router->figures().writableNode, u"replica1"_s);
        QCOMPARE(writtenOn(*router), u"primary"_s);
        QCOMPARE(router->figures().writableNode, u"primary"_s);
    }

    void withoutAPrimaryWritesFailAtOnceAndReadsGoOnOnTheReplica()
    {
        const auto router = alone();
        QCOMPARE(writtenOn(*router), u"primary"_s);
        QVERIFY(m_sandbox->stop(u"primary"_s));
        const auto start = Deadline::Clock::now();
        const auto refused = router->writeSession(u"test"_s, Deadline::in(60s));
        QVERIFY(Deadline::Clock::now() - start < 10s);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NoNode);
        QVERIFY2(
            refused.error().message.startsWith(u"No node takes writes now. primary: Nothing listens"_s) &&
                refused.error().message.endsWith(u"replica1: It is a replica."_s),
            qPrintable(refused.error().message));
        QCOMPARE(readBy(*router), u"replica1"_s);
        QCOMPARE(router->figures().staleReads, 1);
        QVERIFY(m_sandbox->start(u"primary"_s));
        QTRY_COMPARE_WITH_TIMEOUT(writtenOn(*router), u"primary"_s, 20000);
    }

    void aSilentPrimaryDoesNotHoldAWriterLongerThanItsDeadline()
    {
        const auto router = alone();
        QCOMPARE(writtenOn(*router), u"primary"_s);
        QVERIFY(m_sandbox->pause(u"primary"_s));
        const auto start = Deadline::Clock::now();
        for (int i = 0; i < 3; ++i) {
            auto session = router->writeSession(u"test"_s, Deadline::in(500ms));
            if (session)
                QVERIFY(
                    !session->executeTraceless(u"INSERT INTO written VALUES (1)"_s, {}, Deadline::in(500ms)));
        }
        const auto took = Deadline::Clock::now() - start;
        QVERIFY(m_sandbox->resume(u"primary"_s));
        QVERIFY(took < 20s);
        QTRY_COMPARE_WITH_TIMEOUT(writtenOn(*router), u"primary"_s, 20000);
    }

    void aLostWriteIsNotRepeated()
    {
        const auto router = alone();
        QCOMPARE(ranOn(*m_sandbox, u"primary"_s, u"TRUNCATE written"_s), QString());
        auto session = router->writeSession(u"test"_s, Deadline::in(10s));
        QVERIFY(session);
        const auto sql = u"INSERT INTO written SELECT 1 FROM pg_terminate_backend(pg_backend_pid())"_s;
        const auto done = session->executeTraceless(sql, {}, Deadline::in(10s));
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::ConnectionLost);
        QCOMPARE(session->executeTraceless(u"SELECT 1"_s, {}, Deadline::in(10s)).error().kind,
                 ErrorKind::ConnectionLost);
        const auto count = router->read(u"SELECT count(*) FROM written"_s, {}, reading(), Deadline::in(10s));
        QVERIFY(count);
        QCOMPARE(count->rows.text(0, 0), u"0"_s);
    }

    void aPromotedReplicaGetsTheWritesWithoutBeingTold()
    {
        const auto router = alone();
        QCOMPARE(writtenOn(*router), u"primary"_s);
        auto old = router->writeSession(u"test"_s, Deadline::in(10s));
        QVERIFY(old);
        const auto oldToken = old->token(Deadline::in(10s));
        QVERIFY(oldToken);
        old = db::fail(ErrorKind::Cancelled, {});
        QVERIFY(m_sandbox->stop(u"primary"_s, true));
        QCOMPARE(ranOn(*m_sandbox, u"replica1"_s, u"SELECT pg_promote(true, 60)"_s), QString());
        QTRY_COMPARE_WITH_TIMEOUT(writtenOn(*router), u"replica1"_s, 20000);
        QCOMPARE(router->figures().roleChanges, 1);
        auto session = router->writeSession(u"test"_s, Deadline::in(10s));
        QVERIFY(session);
        const auto token = session->token(Deadline::in(10s));
        QVERIFY(token);
        QVERIFY(token->epoch != oldToken->epoch);
    }

    void twoPrimariesAreASplitBrainAndNeitherIsWrittenTo()
    {
        QVERIFY(m_sandbox->start(u"primary"_s)); // the old one, on its old timeline
        const auto router = alone();
        const auto refused = router->writeSession(u"test"_s, Deadline::in(30s));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NoNode);
        QVERIFY2(refused.error().message.startsWith(u"Split brain: primary and replica1 take writes"_s),
                 qPrintable(refused.error().message));
        QVERIFY(m_sandbox->stop(u"primary"_s));
        QTRY_COMPARE_WITH_TIMEOUT(writtenOn(*router), u"replica1"_s, 20000);
    }
};

QTEST_GUILESS_MAIN(TestRouterRoles)
#include "tst_routerroles.moc"
