// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/connectionpool.h"
#include "tests/support/sandboxfixture.h"

#include <QTest>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <thread>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::Access;
using db::Deadline;
using db::ErrorKind;

class TestConnectionPool : public QObject
{
    Q_OBJECT

private:
    tests::SandboxFixture m_sandbox;
    std::atomic<bool> m_isRefusing = false;

    std::unique_ptr<db::ConnectionPool> pool(const db::PoolLimits &limits)
    {
        const auto open = [this](Access access, Deadline deadline,
                                 const std::stop_token &stop) -> db::Result<db::Connection> {
            if (m_isRefusing)
                return db::fail(ErrorKind::Refused, u"Refused by the test."_s);
            db::SessionOptions options;
            options.readOnly = access == Access::ReadOnly;
            return db::Connection::open(m_sandbox->endpoint(u"primary"_s), options, deadline, stop);
        };
        return std::make_unique<db::ConnectionPool>(u"primary"_s, limits, open);
    }
    static db::PooledSession taken(db::ConnectionPool &pool, const QString &purpose = u"test"_s,
                                   Access access = Access::ReadWrite)
    {
        auto session = pool.checkout(access, purpose, Deadline::in(20s));
        if (!session)
            qFatal("%s", qPrintable(session.error().message));
        return std::move(*session);
    }
    static int pidOf(const db::PooledSession &session) { return session.peek().backendPid(); }
    static QString asked(db::PooledSession &session, const QString &sql)
    {
        const auto rows = session.executeTraceless(sql, {}, Deadline::in(20s));
        return rows ? rows->text(0, 0) : rows.error().message;
    }
    static bool did(db::PooledSession &session, const QString &sql)
    {
        return session.execute(sql, {}, Deadline::in(20s)).has_value();
    }

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 0); }

    void aConnectionIsUsedAgain()
    {
        const auto one = pool({});
        const int first = pidOf(taken(*one));
        QCOMPARE(pidOf(taken(*one)), first);
        QCOMPARE(one->figures().opened, 1);
        QCOMPARE(one->figures().idle, 1);
    }

    void beyondItsSizeConnectionsOverflowAndAreClosedWhenTheyComeBack()
    {
        const auto two = pool({2, 1, 100ms});
        std::vector<db::PooledSession> held;
        for (int i = 0; i < 3; ++i)
            held.push_back(taken(*two));
        QCOMPARE(two->figures().checkedOut, 3);
        QCOMPARE(two->figures().overflow, 1);
        held.clear();
        QCOMPARE(two->figures().idle, 2);
        QCOMPARE(two->figures().overflow, 0);
    }

    void withoutALimitNobodyWaits()
    {
        const auto unlimited = pool({0, 0, 10ms});
        const auto overflowing = pool({1, -1, 10ms});
        for (const auto &each : {unlimited.get(), overflowing.get()}) {
            std::vector<db::PooledSession> held;
            for (int i = 0; i < 5; ++i)
                held.push_back(taken(*each));
            QCOMPARE(each->figures().checkedOut, 5);
            QCOMPARE(each->figures().most, 0);
        }
        QCOMPARE(unlimited->figures().idle, 5);
        QCOMPARE(overflowing->figures().idle, 1);
    }

    void exhaustionSaysWhoHoldsTheConnections()
    {
        const auto small = pool({1, 2, 200ms});
        const auto etl = taken(*small, u"etl job"_s);
        const auto one = taken(*small, u"dashboard"_s);
        const auto two = taken(*small, u"dashboard"_s);
        const auto start = Deadline::Clock::now();
        const auto refused = small->checkout(Access::ReadWrite, u"late"_s, Deadline::in(20s));
        QVERIFY(Deadline::Clock::now() - start >= 200ms);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::PoolExhausted);
        QVERIFY2(refused.error().message.contains(u"3 connections of the pool to primary"_s) &&
                     refused.error().message.contains(u"dashboard (2, the longest for"_s) &&
                     refused.error().message.contains(u"etl job (1, "_s),
                 qPrintable(refused.error().message));
        QCOMPARE(small->figures().timeouts, 1);
        QCOMPARE(small->figures().waiters, 0);
        const auto holders = small->holders();
        QCOMPARE(holders.size(), 3U);
        QCOMPARE(holders.front().purpose, u"etl job"_s);
        QCOMPARE(holders.front().backendPid, pidOf(etl));
    }

    void theCallersDeadlineAndStopEndTheWaitToo()
    {
        const auto small = pool({1, 0, 60s});
        const auto held = taken(*small);
        const auto late = small->checkout(Access::ReadWrite, u"late"_s, Deadline::in(50ms));
        QVERIFY(!late);
        QCOMPARE(late.error().kind, ErrorKind::PoolExhausted);
        std::stop_source stop;
        std::jthread stopper([&] {
            while (small->figures().waiters == 0)
                std::this_thread::yield();
            stop.request_stop();
        });
        const auto stopped =
            small->checkout(Access::ReadWrite, u"late"_s, Deadline::in(60s), stop.get_token());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    }

    void whoAskedFirstIsServedFirst()
    {
        const auto one = pool({1, 0, 60s});
        auto held = std::make_optional(taken(*one));
        std::mutex mutex;
        std::vector<int> order;
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&, i] {
                const auto access = i % 3 == 0 ? Access::ReadOnly : Access::ReadWrite;
                const auto session = taken(*one, u"waiter"_s, access);
                const std::lock_guard lock(mutex);
                order.push_back(i);
            });
            QTRY_COMPARE_WITH_TIMEOUT(one->figures().waiters, i + 1, 20000);
        }
        held.reset();
        threads.clear();
        QCOMPARE(order, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7}));
        QCOMPARE(one->figures().waits, 8);
        QVERIFY(one->figures().waitSeconds > 0);
    }

    void anOldConnectionIsReplacedAtItsCheckout()
    {
        const auto recycling = pool({1, 0, 10s, 50ms});
        const int first = pidOf(taken(*recycling));
        QTRY_VERIFY(pidOf(taken(*recycling)) != first);
        QVERIFY(recycling->figures().recycled >= 1);
        QCOMPARE(recycling->figures().broken, 0);
    }

    void aConnectionThatTheServerClosedIsReplacedBeforeItIsHandedOut()
    {
        const auto two = pool({2, 0, 10s});
        auto killer = taken(*two);
        int victim = 0;
        {
            const auto session = taken(*two);
            victim = pidOf(session);
        }
        QCOMPARE(asked(killer, u"SELECT pg_terminate_backend(%1)"_s.arg(victim)), u"t"_s);
        // A session leaves pg_stat_activity before its end of the connection is closed.
        QTRY_VERIFY_WITH_TIMEOUT(::kill(victim, 0) != 0 && errno == ESRCH, 20000);
        auto session = taken(*two);
        QVERIFY(pidOf(session) != victim);
        QCOMPARE(asked(session, u"SELECT 1"_s), u"1"_s);
        QCOMPARE(two->figures().broken, 1);
        QCOMPARE(two->figures().checkedOut, 2);
    }

    void aConnectionThatBreaksInUseDoesNotGoBack()
    {
        const auto one = pool({1, 0, 10s});
        {
            auto session = taken(*one);
            QVERIFY(!did(session, u"SELECT pg_terminate_backend(pg_backend_pid())"_s));
        }
        QCOMPARE(one->figures().idle, 0);
        QCOMPARE(one->figures().broken, 1);
        auto next = taken(*one);
        QCOMPARE(asked(next, u"SELECT 1"_s), u"1"_s);
    }

    void whatASessionLeftBehindIsGoneForTheNext()
    {
        const auto one = pool({1, 0, 10s});
        int pid = 0;
        {
            auto session = taken(*one);
            pid = pidOf(session);
            QVERIFY(did(session, u"SET work_mem = '7MB'"_s));
            QVERIFY(did(session, u"CREATE TEMP TABLE left_behind (a int)"_s));
            QVERIFY(did(session, u"SELECT pg_advisory_lock(42)"_s));
            QVERIFY(did(session, u"LISTEN left_behind"_s));
            QVERIFY(did(session, u"PREPARE left_behind AS SELECT 1"_s));
            QVERIFY(session.connection().prepare("mine", u"SELECT 2"_s, Deadline::in(5s)));
            QVERIFY(did(session, u"BEGIN"_s));
            QVERIFY(did(session, u"CREATE TABLE never_committed (a int)"_s));
        }
        auto session = taken(*one);
        QCOMPARE(pidOf(session), pid);
        QVERIFY(asked(session, u"SHOW work_mem"_s) != u"7MB"_s);
        QCOMPARE(asked(session, u"SELECT coalesce(to_regclass('left_behind')::text, 'none')"_s), u"none"_s);
        QCOMPARE(asked(session, u"SELECT coalesce(to_regclass('never_committed')::text, 'none')"_s),
                 u"none"_s);
        QCOMPARE(asked(session, u"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"_s), u"0"_s);
        QCOMPARE(asked(session, u"SELECT count(*) FROM pg_listening_channels()"_s), u"0"_s);
        QCOMPARE(asked(session, u"SELECT count(*) FROM pg_prepared_statements"_s), u"0"_s);
        QVERIFY(!session.peek().isPrepared("mine"));
    }

    void anOpenTransactionIsRolledBackAfterTracelessStatementsToo()
    {
        const auto one = pool({1, 0, 10s});
        {
            auto session = taken(*one);
            QCOMPARE(session.executeTraceless(u"BEGIN"_s, {}, Deadline::in(5s)).has_value(), true);
        }
        auto session = taken(*one);
        QVERIFY(session.peek().isIdle());
    }

    void readingAndWritingSessionsShareTheLimits()
    {
        const auto one = pool({1, 0, 100ms});
        {
            auto reading = taken(*one, u"read"_s, Access::ReadOnly);
            QCOMPARE(asked(reading, u"SHOW default_transaction_read_only"_s), u"on"_s);
            QVERIFY(!one->checkout(Access::ReadWrite, u"write"_s, Deadline::in(20s)));
        }
        auto writing = taken(*one);
        QCOMPARE(asked(writing, u"SHOW default_transaction_read_only"_s), u"off"_s);
        QCOMPARE(one->figures().checkedOut, 1);
        QCOMPARE(one->figures().idle, 0);
    }

    void whereNoneCanBeOpenedTheNextWaiterTriesItself()
    {
        const auto one = pool({1, 0, 60s});
        auto held = std::make_optional(taken(*one));
        m_isRefusing = true;
        std::atomic<int> refused = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < 3; ++i)
            threads.emplace_back([&] {
                const auto session = one->checkout(Access::ReadWrite, u"waiter"_s, Deadline::in(60s));
                refused += !session && session.error().kind == ErrorKind::Refused ? 1 : 0;
            });
        QTRY_COMPARE_WITH_TIMEOUT(one->figures().waiters, 3, 20000);
        held->discard();
        held.reset();
        threads.clear();
        m_isRefusing = false;
        QCOMPARE(refused.load(), 3);
        QCOMPARE(pidOf(taken(*one)) > 0, true);
    }

    void manyThreadsNeverGetMoreThanTheLimit()
    {
        const auto few = pool({3, 2, 60s});
        std::atomic<int> inUse = 0, most = 0, failures = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 16; ++i)
                threads.emplace_back([&, i] {
                    for (int n = 0; n < 40; ++n) {
                        auto session =
                            taken(*few, u"thread"_s, i % 4 == 0 ? Access::ReadOnly : Access::ReadWrite);
                        const int now = ++inUse;
                        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
                        }
                        failures += asked(session, u"SELECT 1"_s) == u"1"_s ? 0 : 1;
                        --inUse;
                    }
                });
        }
        QCOMPARE(failures.load(), 0);
        QVERIFY2(most <= 5, qPrintable(QString::number(most)));
        const auto figures = few->figures();
        QCOMPARE(figures.checkedOut, 0);
        QVERIFY(figures.idle <= 3);
        QCOMPARE(figures.checkouts, 640);
    }

    void smallerLimitsCloseWhatIsOverThem()
    {
        const auto pooled = pool({3, 0, 10s});
        std::vector<db::PooledSession> held;
        for (int i = 0; i < 3; ++i)
            held.push_back(taken(*pooled));
        pooled->setLimits({1, 0, 10s});
        held.clear();
        QCOMPARE(pooled->figures().idle, 1);
        pooled->closeAll();
        QCOMPARE(pooled->figures().idle, 0);
    }

    void aSessionMayOutliveItsPool()
    {
        auto one = pool({1, 0, 10s});
        auto session = std::make_optional(taken(*one));
        one.reset();
        QCOMPARE(asked(*session, u"SELECT 1"_s), u"1"_s);
        session.reset();
    }
};

QTEST_GUILESS_MAIN(TestConnectionPool)
#include "tst_connectionpool.moc"
