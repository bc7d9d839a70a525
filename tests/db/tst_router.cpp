// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/routerbench.h"
#include "tests/support/snapshots.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::Deadline;
using db::ErrorKind;

namespace {

/// What a monitor would say, from the hand of the test.
db::Snapshot seen(double lagOfFirst = 0.01, double lagOfSecond = 0.01)
{
    auto snapshot = healthySnapshot();
    snapshot.nodes = {aPrimary(), aReplica(), aReplica(u"replica2"_s)};
    snapshot.nodes[1].lag.seconds = lagOfFirst;
    snapshot.nodes[2].lag.seconds = lagOfSecond;
    for (auto &node : snapshot.nodes)
        node.facts.replayedLsn = db::Lsn{1}; // before anything a real server writes
    return snapshot;
}

const db::RouterNodeFigures &figuresOf(const db::RouterFigures &figures, const QString &node)
{
    return *std::ranges::find(figures.nodes, node, &db::RouterNodeFigures::node);
}

} // namespace

class TestRouter : public QObject
{
    Q_OBJECT

private:
    SandboxFixture m_sandbox;

    /// A router that hears of the nodes' health from the test alone.
    std::unique_ptr<db::DatabaseRouter> told(const db::Snapshot &snapshot, db::RoutingFlags flags = {})
    {
        auto config = routerConfig(*m_sandbox, 0ms);
        config.flags = flags;
        auto router = std::make_unique<db::DatabaseRouter>(std::move(config));
        router->observe(shared(snapshot));
        return router;
    }

private Q_SLOTS:
    /// A test that fails leaves no replica paused for the next one.
    void cleanup()
    {
        for (const auto &replica : {u"replica1"_s, u"replica2"_s})
            static_cast<void>(ranOn(*m_sandbox, replica, u"SELECT pg_wal_replay_resume()"_s));
    }

    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 2);
        QCOMPARE(ranOn(*m_sandbox, u"primary"_s, u"CREATE TABLE written (a int)"_s), QString());
    }

    void readsGoToAReplicaAndWritesToThePrimary()
    {
        const auto router = told(seen());
        QVERIFY(readBy(*router).startsWith(u"replica"_s));
        QCOMPARE(writtenOn(*router), u"primary"_s);
        const auto figures = router->figures();
        QCOMPARE(figures.writableNode, u"primary"_s);
        QCOMPARE(figures.fallbacks, 0);
        QCOMPARE(figuresOf(figures, u"primary"_s).writes, 1);
    }

    void theLeastLagIsPreferredAndThenTheLeastBusy()
    {
        const auto router = told(seen(2.0, 0.1));
        QCOMPARE(readBy(*router), u"replica2"_s);
        router->observe(shared(seen(0.1, 2.0)));
        QCOMPARE(readBy(*router), u"replica1"_s);
        router->observe(shared(seen(0.10, 0.12)));
        std::map<QString, int> counts;
        std::vector<db::RoutedSession> held;
        for (int i = 0; i < 6; ++i) {
            auto session = router->readSession(reading(), Deadline::in(10s));
            QVERIFY(session);
            ++counts[session->node()];
            held.push_back(std::move(*session));
        }
        QCOMPARE(counts[u"replica1"_s], 3);
        QCOMPARE(counts[u"replica2"_s], 3);
        held.clear();
        const auto first = readBy(*router); // neither is busy: in turn
        QVERIFY(readBy(*router) != first);
        QCOMPARE(readBy(*router), first);
    }

    void aReplicaOverItsLagLimitIsLeftAlone()
    {
        const auto router = told(seen(6, 60));
        auto session = router->readSession(reading(), Deadline::in(10s));
        QVERIFY(session);
        QCOMPARE(session->node(), u"primary"_s);
        QVERIFY(session->isFallback());
        QCOMPARE(router->figures().fallbacks, 1);
        QCOMPARE(figuresOf(router->figures(), u"replica1"_s).reason,
                 u"It lags by 6.0 s, the limit is 5.0 s."_s);
    }

    void aPausedReplicaAndAnUnknownLagAreNotFit()
    {
        auto snapshot = seen();
        snapshot.nodes[1].verdict = db::ReplicaVerdict::Paused;
        snapshot.nodes[2].lag.seconds.reset();
        const auto router = told(snapshot);
        QCOMPARE(readBy(*router), u"primary"_s);
        QVERIFY(figuresOf(router->figures(), u"replica1"_s).reason.contains(u"PAUSED"_s));
        QVERIFY(figuresOf(router->figures(), u"replica2"_s).reason.contains(u"unknown"_s));
    }

    void theFlagsAreObeyedLive()
    {
        const auto router = told(seen());
        router->setFlags({false, true});
        auto session = router->readSession(reading(), Deadline::in(10s));
        QVERIFY(session);
        QCOMPARE(session->node(), u"primary"_s);
        QVERIFY(!session->isFallback()); // it was wanted
        router->setFlags({true, true});
        QVERIFY(readBy(*router).startsWith(u"replica"_s));
        router->observe(shared(seen(60, 60)));
        QCOMPARE(readBy(*router), u"primary"_s);
        router->setFlags({true, false});
        const auto refused = router->readSession(reading(), Deadline::in(10s));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NoNode);
        QVERIFY2(refused.error().message.contains(u"replica1: It lags by 60.0 s"_s) &&
                     refused.error().hint.contains(u"REPLICA_FALLBACK_ENABLED is off"_s),
                 qPrintable(refused.error().message + refused.error().hint));
    }

    void aReplicaThatCatchesUpReturnsGradually()
    {
        const auto router = told(seen(60, 60));
        QCOMPARE(readBy(*router), u"primary"_s);
        router->observe(shared(seen(0.1, 60)));
        QVERIFY(figuresOf(router->figures(), u"replica1"_s).share < 1);
        QVERIFY(awaitReadBy(*router, u"replica1"_s));
        QTRY_COMPARE_WITH_TIMEOUT(figuresOf(router->figures(), u"replica1"_s).share, 1.0, 20000);
    }

    void aReadSessionIsReadOnlyOnThePrimaryToo()
    {
        const auto router = told(seen(), {false, true});
        auto session = router->readSession(reading(), Deadline::in(10s));
        QVERIFY(session);
        QCOMPARE(session->node(), u"primary"_s);
        const auto run = [&](const QString &sql) { return session->execute(sql, {}, Deadline::in(10s)); };
        QCOMPARE(run(u"INSERT INTO written VALUES (2)"_s).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(
            run(u"WITH a AS (INSERT INTO written VALUES (2) RETURNING 1) SELECT 1 FROM a"_s).error().sqlState,
            u"25006"_s); // read_only_sql_transaction
        QCOMPARE(run(u"SET default_transaction_read_only = off"_s).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(run(u"BEGIN READ WRITE"_s).error().kind, ErrorKind::InvalidInput);
        static_cast<void>(run(u"SELECT set_config('default_transaction_read_only', 'off', false)"_s));
        QVERIFY(!run(u"WITH a AS (INSERT INTO written VALUES (2) RETURNING 1) SELECT 1 FROM a"_s));
        const auto count =
            router->read(u"SELECT count(*) FROM written WHERE a = 2"_s, {}, reading(), Deadline::in(10s));
        QVERIFY(count);
        QCOMPARE(count->rows.text(0, 0), u"0"_s);
    }

    void aReadSeesTheWriteWhoseTokenItCarries()
    {
        const auto router = told(seen());
        QCOMPARE(ranOn(*m_sandbox, u"replica1"_s, u"SELECT pg_wal_replay_pause()"_s), QString());
        QCOMPARE(ranOn(*m_sandbox, u"replica2"_s, u"SELECT pg_wal_replay_pause()"_s), QString());
        // A pause is only requested by that; until it is there, a division by zero.
        const auto paused = u"SELECT 1 / (pg_get_wal_replay_pause_state() = 'paused')::int"_s;
        QTRY_COMPARE_WITH_TIMEOUT(ranOn(*m_sandbox, u"replica1"_s, paused), QString(), 20000);
        QTRY_COMPARE_WITH_TIMEOUT(ranOn(*m_sandbox, u"replica2"_s, paused), QString(), 20000);
        db::WriteToken token;
        {
            auto session = router->writeSession(u"test"_s, Deadline::in(10s));
            QVERIFY(session);
            QVERIFY(session->executeTraceless(u"INSERT INTO written VALUES (7)"_s, {}, Deadline::in(10s)));
            const auto given = session->token(Deadline::in(10s));
            QVERIFY(given);
            token = *given;
        }
        auto request = reading();
        request.after = token;
        request.budget = 100ms;
        const auto sql = u"SELECT count(*) FROM written WHERE a = 7"_s;
        const auto late = router->read(sql, {}, request, Deadline::in(10s));
        QVERIFY2(late, late ? "" : qPrintable(late.error().message));
        QCOMPARE(late->node, u"primary"_s);
        QVERIFY(late->isFallback);
        QCOMPARE(late->rows.text(0, 0), u"1"_s);
        QCOMPARE(router->figures().tokenFallbacks, 1);

        router->setFlags({true, false});
        const auto refused = router->read(sql, {}, request, Deadline::in(10s));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NoNode);
        router->setFlags({true, true});

        QCOMPARE(ranOn(*m_sandbox, u"replica1"_s, u"SELECT pg_wal_replay_resume()"_s), QString());
        QCOMPARE(ranOn(*m_sandbox, u"replica2"_s, u"SELECT pg_wal_replay_resume()"_s), QString());
        request.budget = 20s;
        const auto waited = router->read(sql, {}, request, Deadline::in(30s));
        QVERIFY2(waited, waited ? "" : qPrintable(waited.error().message));
        QVERIFY(waited->node.startsWith(u"replica"_s));
        QCOMPARE(waited->rows.text(0, 0), u"1"_s);
    }

    void aTokenOfAnotherPrimarysTimeIsLeftToThePrimary()
    {
        const auto router = told(seen());
        auto request = reading();
        request.after = db::WriteToken{db::Lsn{1}, 99};
        const auto rows = router->read(u"SELECT 1"_s, {}, request, Deadline::in(10s));
        QVERIFY(rows);
        QCOMPARE(rows->node, u"primary"_s);
    }

    void exhaustionOfAReplicasPoolIsToldAndNotSpilledOntoThePrimary()
    {
        auto config = routerConfig(*m_sandbox, 0ms);
        config.replicaPool = {1, 0, 100ms};
        db::DatabaseRouter router(config);
        router.observe(shared(seen(0.1, 60)));
        auto request = reading();
        request.purpose = u"report"_s;
        const auto held = router.readSession(request, Deadline::in(10s));
        QVERIFY(held);
        const auto refused = router.readSession(request, Deadline::in(10s));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::PoolExhausted);
        QVERIFY2(refused.error().message.contains(u"report (1"_s), qPrintable(refused.error().message));
        QCOMPARE(router.holders(u"replica1"_s).size(), 1U);
        QVERIFY(router.holders(u"primary"_s).empty());
    }

    void readsFallBackWithoutAnErrorWhenTheReplicasStopAndReturnWhenTheyStart()
    {
        db::DatabaseRouter router(routerConfig(*m_sandbox, 500ms));
        QVERIFY(awaitReadBy(router, u"replica"_s));
        std::atomic<int> answers = 0, failures = 0;
        std::atomic<qint64> lastByReplicaMs = 0;
        const auto start = Deadline::Clock::now();
        const auto sinceStart = [start] {
            return std::chrono::duration_cast<std::chrono::milliseconds>(Deadline::Clock::now() - start)
                .count();
        };
        std::vector<std::jthread> readers;
        for (int i = 0; i < 4; ++i)
            readers.emplace_back([&](const std::stop_token &stop) {
                while (!stop.stop_requested()) {
                    const auto rows = router.read(u"SELECT 1"_s, {}, reading(), Deadline::in(20s));
                    ++(rows ? answers : failures);
                    if (rows && rows->node != u"primary"_s)
                        lastByReplicaMs = sinceStart();
                    std::this_thread::sleep_for(5ms);
                }
            });
        QTRY_VERIFY_WITH_TIMEOUT(answers > 20, 20000);
        QVERIFY(m_sandbox->stop(u"replica1"_s));
        QVERIFY(m_sandbox->stop(u"replica2"_s, true));
        const auto stoppedMs = sinceStart();
        const int before = answers;
        QTRY_VERIFY_WITH_TIMEOUT(answers > before + 100, 20000);
        QVERIFY2(lastByReplicaMs <= stoppedMs + 500, "reads went to a replica that was stopped");
        QCOMPARE(readBy(router), u"primary"_s);
        QVERIFY(m_sandbox->start(u"replica1"_s));
        QVERIFY(m_sandbox->start(u"replica2"_s));
        QTRY_VERIFY_WITH_TIMEOUT(lastByReplicaMs > stoppedMs + 500, 40000);
        readers.clear();
        QCOMPARE(failures.load(), 0);
        QVERIFY(router.figures().fallbacks > 0);
    }

    void withoutFallbackAStoppedReplicaIsAClearErrorAtOnce()
    {
        auto config = routerConfig(*m_sandbox, 500ms);
        config.flags.fallback = false;
        db::DatabaseRouter router(config);
        QVERIFY(awaitReadBy(router, u"replica"_s));
        QVERIFY(m_sandbox->stop(u"replica1"_s));
        QVERIFY(m_sandbox->stop(u"replica2"_s));
        const auto start = Deadline::Clock::now();
        const auto refused = router.read(u"SELECT 1"_s, {}, reading(), Deadline::in(30s));
        QVERIFY(Deadline::Clock::now() - start < 10s);
        QVERIFY(m_sandbox->start(u"replica1"_s));
        QVERIFY(m_sandbox->start(u"replica2"_s));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NoNode);
        QVERIFY2(refused.error().message.contains(u"replica1: "_s) &&
                     refused.error().hint.contains(u"REPLICA_FALLBACK_ENABLED is off"_s),
                 qPrintable(refused.error().message + refused.error().hint));
    }

    void aSilentReplicaCostsAReadTimeButNotItsAnswer()
    {
        const auto router = told(seen(0.1, 60));
        QCOMPARE(readBy(*router), u"replica1"_s); // with a connection in the pool
        QVERIFY(m_sandbox->pause(u"replica1"_s));
        const auto rows = router->read(u"SELECT 1"_s, {}, reading(), Deadline::in(2s));
        QVERIFY(m_sandbox->resume(u"replica1"_s));
        QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
        QCOMPARE(rows->node, u"primary"_s);
        QCOMPARE(rows->attempts, 2);
    }

    void aReadThatWaitsForASilentReplicaIsMovedOnceItsHealthIsGone()
    {
        const auto router = told(seen(0.1, 60));
        QCOMPARE(readBy(*router), u"replica1"_s); // with a connection in the pool
        QVERIFY(m_sandbox->pause(u"replica1"_s));
        db::Result<db::RoutedRows> rows;
        const auto start = Deadline::Clock::now();
        std::jthread reader([&] { rows = router->read(u"SELECT 1"_s, {}, reading(), Deadline::in(100s)); });
        const auto isWaiting = QTest::qWaitFor(
            [&] { return figuresOf(router->figures(), u"replica1"_s).pool.checkedOut == 1; }, 20000);
        auto silent = seen(0.1, 60);
        silent.nodes[1].reachable = false;
        router->observe(shared(silent));
        reader.join();
        QVERIFY(m_sandbox->resume(u"replica1"_s));
        QVERIFY(isWaiting);
        QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
        QCOMPARE(rows->node, u"primary"_s);
        QCOMPARE(rows->attempts, 2);
        QVERIFY(Deadline::Clock::now() - start < 40s); // half of its time would be 50 s
    }

    void withoutFallbackAReplicaThatReturnsIsNotSparedAtTheCostOfErrors()
    {
        auto config = routerConfig(*m_sandbox, 0ms);
        config.flags.fallback = false;
        config.returnTime = 10min;
        db::DatabaseRouter router(config);
        router.observe(shared(seen(60, 60)));
        router.observe(shared(seen(0.1, 60)));
        QVERIFY(awaitReadBy(router, u"replica1"_s));
        QVERIFY(figuresOf(router.figures(), u"replica1"_s).share < 0.5);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(readBy(router), u"replica1"_s);
    }

    void manyThreadsReadAndWriteWhileHealthAndFlagsChange()
    {
        const auto router = told(seen());
        std::atomic<int> failures = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 6; ++i)
                threads.emplace_back([&, i] {
                    for (int n = 0; n < 40; ++n)
                        failures +=
                            (i == 0 ? writtenOn(*router) == u"primary"_s : !readBy(*router).contains(u' '))
                                ? 0
                                : 1;
                });
            for (int n = 0; n < 40; ++n) {
                router->observe(shared(seen(n % 3 == 0 ? 60 : 0.1, n % 5 == 0 ? 60 : 0.1)));
                router->setFlags({n % 7 != 0, true});
                static_cast<void>(router->figures());
                std::this_thread::sleep_for(2ms);
            }
        }
        QCOMPARE(failures.load(), 0);
    }
};

QTEST_GUILESS_MAIN(TestRouter)
#include "tst_router.moc"
