// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "db/monitor/clustermonitor.h"
#include "tests/support/sandboxfixture.h"

#include <csignal>
#include <mutex>
#include <thread>

using namespace seawall;
using namespace seawall::db;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// The newest Snapshot of a monitor, for a test that waits for what it should say.
class Latest
{
public:
    void set(SnapshotPtr snapshot)
    {
        const std::lock_guard lock(m_mutex);
        m_snapshot = std::move(snapshot);
    }
    SnapshotPtr get() const
    {
        const std::lock_guard lock(m_mutex);
        return m_snapshot;
    }
    QString verdictOf(const QString &node) const
    {
        const auto snapshot = get();
        return snapshot ? toString(snapshot->node(node)->verdict) : QString();
    }
    QString clusterVerdict() const
    {
        const auto snapshot = get();
        return snapshot ? toString(snapshot->verdict) : QString();
    }

private:
    mutable std::mutex m_mutex;
    SnapshotPtr m_snapshot;
};

} // namespace

class TestClusterMonitor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1, {u"max_connections = 30"_s}); }
    void init();
    void cleanup() { m_monitor.reset(); }
    void aHealthyPairIsToldWithinTheFirstTick();
    void theConsoleReadsOnly();
    void itsOwnStatementsAreNoTransactionsOfTheCluster();
    void pausedReplayShowsGrowingLag();
    void aStoppedReplicaIsUnreachableAndComesBackStreaming();
    void aSlotTellsOfItsReplicaAtOnce();
    void aSilentReplicaIsNoticedAndComesBack();
    void aSilentPrimaryIsNotCalledDown();
    void aStoppedPostmasterWhoseSessionsGoOnIsNotHealthy();
    void aRefusedPasswordIsSaidAndNotTriedAgain();
    void aUserWithoutRightsIsTold();
    void aPrimaryThatRefusesWritesIsSeenAtOnce();
    void whereItRefusesWritesIsTheDatabaseFirst();
    void sessionsAreListedOnlyWhenWanted();
    void blockedSessionsNameTheirBlocker();
    void stoppingWithASilentServerIsQuick();
    void anOpenTransactionOnAnIdlePrimaryIsNotLag();
    void aReplicaPromotedBesideALivingPrimaryIsASplitBrain();

private:
    void run(MonitorConfig config);
    MonitorConfig config() const;
    Rows sql(const QString &node, const QString &statement);

    tests::SandboxFixture m_sandbox;
    Latest m_latest;
    std::optional<ClusterMonitor> m_monitor;
};

MonitorConfig TestClusterMonitor::config() const
{
    auto &sandbox = const_cast<tests::SandboxFixture &>(m_sandbox);
    MonitorConfig config;
    config.nodes = {{sandbox->endpoint(u"primary"_s), Role::Primary},
                    {sandbox->endpoint(u"replica1"_s), Role::Replica}};
    config.tick = 250ms;
    return config;
}

void TestClusterMonitor::run(MonitorConfig config)
{
    m_latest.set(nullptr);
    m_monitor.emplace(std::move(config), [this](SnapshotPtr snapshot) { m_latest.set(std::move(snapshot)); });
    m_monitor->start();
}

void TestClusterMonitor::init()
{
    run(config());
    QTRY_COMPARE_WITH_TIMEOUT(m_latest.clusterVerdict(), u"HEALTHY"_s, 30000);
}

Rows TestClusterMonitor::sql(const QString &node, const QString &statement)
{
    SessionOptions options;
    options.readOnly = false;
    auto connection = Connection::open(m_sandbox->endpoint(node), options, Deadline::in(10s));
    if (!connection) {
        qWarning() << connection.error().message;
        return {};
    }
    const auto rows = connection->executeSimple(statement, Deadline::in(20s));
    if (!rows)
        qWarning() << rows.error().message;
    return rows.value_or(Rows());
}

void TestClusterMonitor::aHealthyPairIsToldWithinTheFirstTick()
{
    const auto snapshot = m_latest.get();
    QCOMPARE(toString(snapshot->verdict), u"HEALTHY"_s);
    const auto *primary = snapshot->primary();
    QVERIFY(primary);
    QCOMPARE(primary->name, u"primary"_s);
    QVERIFY(!primary->facts.systemIdentifier.isEmpty());
    QCOMPARE(primary->usableConnections, 27);
    QVERIFY(*primary->utilization > 0);
    QCOMPARE(snapshot->node(u"replica1"_s)->upstream, u"primary"_s);
    QVERIFY(snapshot->discovered.empty());
}

void TestClusterMonitor::theConsoleReadsOnly()
{
    const auto rows =
        sql(u"primary"_s, u"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'seawall' "
                          "AND backend_type = 'client backend'"_s);
    QVERIFY(rows.integer(0, 0).value_or(0) >= 1);
    auto reader = Connection::open(m_sandbox->endpoint(u"primary"_s), {}, Deadline::in(5s));
    QVERIFY(reader.has_value());
    const auto written = reader->executeSimple(u"CREATE TABLE never (x int)"_s, Deadline::in(5s));
    QVERIFY(!written.has_value());
    QCOMPARE(written.error().sqlState, u"25006"_s);
}

void TestClusterMonitor::itsOwnStatementsAreNoTransactionsOfTheCluster()
{
    // The clock and the tick alone ask eight times a second.
    const auto first = m_latest.get()->sequence;
    QTRY_VERIFY_WITH_TIMEOUT(m_latest.get()->sequence > first + 32, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(m_latest.get()->node(u"primary"_s)->transactionsPerSecond.value_or(99) < 2,
                             10000);
}

void TestClusterMonitor::pausedReplayShowsGrowingLag()
{
    sql(u"replica1"_s, u"SELECT pg_wal_replay_pause()"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_latest.verdictOf(u"replica1"_s), u"PAUSED"_s, 20000);
    sql(u"primary"_s,
        u"CREATE TABLE IF NOT EXISTS paused (x int); INSERT INTO paused SELECT generate_series(1, 1000)"_s);
    const auto lag = [this] { return m_latest.get()->node(u"replica1"_s)->lag; };
    QTRY_VERIFY_WITH_TIMEOUT(lag().seconds.value_or(0) > 1 && lag().bytes.replay.value_or(0) > 0, 20000);
    sql(u"replica1"_s, u"SELECT pg_wal_replay_resume()"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_latest.verdictOf(u"replica1"_s), u"STREAMING"_s, 20000);
    QTRY_COMPARE_WITH_TIMEOUT(lag().seconds, 0.0, 20000);
}

void TestClusterMonitor::aStoppedReplicaIsUnreachableAndComesBackStreaming()
{
    QVERIFY(m_sandbox->stop(u"replica1"_s).has_value());
    QTRY_COMPARE_WITH_TIMEOUT(m_latest.verdictOf(u"replica1"_s), u"UNREACHABLE"_s, 20000);
    QTRY_COMPARE(m_latest.clusterVerdict(), u"DEGRADED"_s);
    QVERIFY(!m_latest.get()->node(u"replica1"_s)->lag.seconds.has_value());
    // By now the next attempt is 7 s away: 1 + 2 + 4 s have been waited out, the next pause is 8 s.
    const auto silence = [this] {
        return QDateTime::currentMSecsSinceEpoch() - m_latest.get()->node(u"replica1"_s)->lastSeenMs;
    };
    QTRY_VERIFY_WITH_TIMEOUT(silence() > 8000, 20000);
    QVERIFY(m_sandbox->start(u"replica1"_s).has_value());
    // Its walsender on the primary tells that it is back.
    QTRY_COMPARE_WITH_TIMEOUT(m_latest.verdictOf(u"replica1"_s), u"STREAMING"_s, 6000);
    QTRY_COMPARE(m_latest.get()->node(u"replica1"_s)->rpoBytes, 0);
}

void TestClusterMonitor::aSlotTellsOfItsReplicaAtOnce()
{
    auto patient = config();
    patient.slowLane = 10min; // what changes rarely is not asked again by time
    run(patient);
    const auto isUsed = [this] {
        const auto snapshot = m_latest.get();
        const auto *primary = snapshot ? snapshot->primary() : nullptr;
        return primary && primary->facts.slotList.size() == 1 && primary->facts.slotList[0].active;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isUsed(), 20000);
    QVERIFY(m_sandbox->stop(u"replica1"_s).has_value());
    QTRY_VERIFY_WITH_TIMEOUT(!isUsed(), 20000);
    QVERIFY(m_sandbox->start(u"replica1"_s).has_value());
    QTRY_VERIFY_WITH_TIMEOUT(isUsed(), 20000);
}

void TestClusterMonitor::aSilentReplicaIsNoticedAndComesBack()
{
    QVERIFY(m_sandbox->pause(u"replica1"_s).has_value());
    QTRY_COMPARE_WITH_TIMEOUT(m_latest.verdictOf(u"replica1"_s), u"UNREACHABLE"_s, 20000);
    QCOMPARE(m_latest.get()->node(u"replica1"_s)->error->kind, ErrorKind::Timeout);
    QVERIFY(m_sandbox->resume(u"replica1"_s).has_value());
    m_monitor->reconnectNow();
    QTRY_COMPARE_WITH_TIMEOUT(m_latest.verdictOf(u"replica1"_s), u"STREAMING"_s, 30000);
}

void TestClusterMonitor::aSilentPrimaryIsNotCalledDown()
{
    QVERIFY(m_sandbox->pause(u"primary"_s).has_value());
    QTRY_VERIFY2_WITH_TIMEOUT(m_latest.get()->reason.contains(u"do not promote"_s),
                              qPrintable(m_latest.get()->reason), 20000);
    QCOMPARE(m_latest.clusterVerdict(), u"DEGRADED"_s);
    QVERIFY(m_sandbox->resume(u"primary"_s).has_value());
    m_monitor->reconnectNow();
    QTRY_COMPARE_WITH_TIMEOUT(m_latest.clusterVerdict(), u"HEALTHY"_s, 30000);
}

void TestClusterMonitor::aStoppedPostmasterWhoseSessionsGoOnIsNotHealthy()
{
    auto quick = config();
    quick.doorTick = 500ms;
    run(quick);
    QTRY_COMPARE_WITH_TIMEOUT(m_latest.clusterVerdict(), u"HEALTHY"_s, 30000);
    QFile file(m_sandbox->dataDirectory(u"primary"_s) + u"/postmaster.pid"_s);
    QVERIFY(file.open(QFile::ReadOnly));
    const auto postmaster = file.readLine().trimmed().toInt();
    QVERIFY(postmaster > 0);
    QCOMPARE(::kill(postmaster, SIGSTOP), 0);
    const auto isTold = [&] { return m_latest.get()->node(u"primary"_s)->closed.has_value(); };
    const bool wasTold = QTest::qWaitFor(isTold, 20000);
    const auto told = m_latest.get();
    QCOMPARE(::kill(postmaster, SIGCONT), 0);
    QVERIFY(wasTold);
    QVERIFY(told->node(u"primary"_s)->reachable); // the session that is open goes on
    QCOMPARE(toString(told->verdict), u"DEGRADED"_s);
    QVERIFY2(told->reason.startsWith(u"primary takes no new sessions"_s), qPrintable(told->reason));
    QTRY_COMPARE_WITH_TIMEOUT(m_latest.clusterVerdict(), u"HEALTHY"_s, 30000);
}

void TestClusterMonitor::aRefusedPasswordIsSaidAndNotTriedAgain()
{
    auto wrong = config();
    wrong.nodes[0].endpoint.password = Secret(u"not-the-password"_s);
    run(wrong);
    QTRY_VERIFY(m_latest.get() && m_latest.get()->node(u"primary"_s)->error);
    QCOMPARE(m_latest.get()->node(u"primary"_s)->error->kind, ErrorKind::AuthRefused);
    QVERIFY(!m_latest.get()->node(u"primary"_s)->reason.contains(u"not-the-password"_s));
}

void TestClusterMonitor::aUserWithoutRightsIsTold()
{
    sql(u"primary"_s, u"DROP ROLE IF EXISTS onlooker; CREATE ROLE onlooker LOGIN PASSWORD 'onlooker'"_s);
    auto onlooker = config();
    for (auto &node : onlooker.nodes) {
        node.endpoint.parameters[u"user"_s] = u"onlooker"_s;
        node.endpoint.password = Secret(u"onlooker"_s);
    }
    run(onlooker);
    QTRY_COMPARE(m_latest.verdictOf(u"replica1"_s), u"UNKNOWN"_s);
    const auto snapshot = m_latest.get();
    QTRY_COMPARE(m_latest.get()->node(u"primary"_s)->missingRights,
                 QStringList(u"GRANT pg_monitor TO \"onlooker\";"_s));
    QVERIFY(!m_latest.get()->node(u"primary"_s)->utilization.has_value());
}

void TestClusterMonitor::aPrimaryThatRefusesWritesIsSeenAtOnce()
{
    sql(u"primary"_s, u"ALTER SYSTEM SET default_transaction_read_only = on"_s);
    sql(u"primary"_s, u"SELECT pg_reload_conf()"_s);
    QTRY_COMPARE(m_latest.clusterVerdict(), u"DEGRADED"_s); // long before the slow lane's 15 s
    QVERIFY2(m_latest.get()->reason.startsWith(u"primary refuses writes"_s),
             qPrintable(m_latest.get()->reason));
    sql(u"primary"_s, u"ALTER SYSTEM RESET default_transaction_read_only"_s);
    sql(u"primary"_s, u"SELECT pg_reload_conf()"_s);
    QTRY_COMPARE(m_latest.clusterVerdict(), u"HEALTHY"_s);
}

void TestClusterMonitor::whereItRefusesWritesIsTheDatabaseFirst()
{
    auto hurried = config();
    hurried.slowLane = 500ms;
    run(hurried);
    sql(u"primary"_s, u"ALTER ROLE ALL SET default_transaction_read_only = on"_s);
    QTRY_COMPARE(m_latest.clusterVerdict(), u"DEGRADED"_s);
    sql(u"primary"_s, u"ALTER DATABASE pulse_db SET default_transaction_read_only = off"_s);
    QTRY_COMPARE(m_latest.clusterVerdict(), u"HEALTHY"_s);
    sql(u"primary"_s, u"ALTER ROLE ALL RESET default_transaction_read_only"_s);
    sql(u"primary"_s, u"ALTER DATABASE pulse_db SET default_transaction_read_only = yes"_s);
    QTRY_COMPARE(m_latest.clusterVerdict(), u"DEGRADED"_s);
    sql(u"primary"_s, u"ALTER DATABASE pulse_db RESET default_transaction_read_only"_s);
    QTRY_COMPARE(m_latest.clusterVerdict(), u"HEALTHY"_s);
}

void TestClusterMonitor::sessionsAreListedOnlyWhenWanted()
{
    QVERIFY(!m_latest.get()->node(u"primary"_s)->facts.sessionList.has_value());
    m_monitor->setSessionDetail(true);
    QTRY_VERIFY(m_latest.get()->node(u"primary"_s)->facts.sessionList.has_value());
    const auto sessions = *m_latest.get()->node(u"primary"_s)->facts.sessionList;
    QVERIFY(std::ranges::any_of(sessions,
                                [](const Session &session) { return session.backendType == u"walsender"; }));
    m_monitor->setSessionDetail(false);
    QTRY_VERIFY(!m_latest.get()->node(u"primary"_s)->facts.sessionList.has_value());
}

void TestClusterMonitor::blockedSessionsNameTheirBlocker()
{
    sql(u"primary"_s, u"CREATE TABLE IF NOT EXISTS held (x int)"_s);
    SessionOptions options;
    options.readOnly = false;
    options.lockTimeout = 20s;
    options.statementTimeout = 20s;
    auto holder = Connection::open(m_sandbox->endpoint(u"primary"_s), options, Deadline::in(5s));
    auto waiter = Connection::open(m_sandbox->endpoint(u"primary"_s), options, Deadline::in(5s));
    QVERIFY(holder.has_value() && waiter.has_value());
    QVERIFY(holder->executeSimple(u"BEGIN; LOCK TABLE held"_s, Deadline::in(5s)).has_value());
    const int waiting = waiter->backendPid();
    std::jthread blocked([&](const std::stop_token &stop) {
        static_cast<void>(waiter->executeSimple(u"SELECT * FROM held"_s, Deadline::in(20s), stop));
    });
    m_monitor->setSessionDetail(true);
    const auto blockers = [&]() -> std::vector<int> {
        const auto list = m_latest.get()->node(u"primary"_s)->facts.sessionList;
        if (!list)
            return {};
        const auto found = std::ranges::find(*list, waiting, &Session::pid);
        return found == list->end() ? std::vector<int>() : found->blockedBy;
    };
    QTRY_VERIFY(blockers() == std::vector<int>{holder->backendPid()});
}

void TestClusterMonitor::stoppingWithASilentServerIsQuick()
{
    QVERIFY(m_sandbox->pause(u"primary"_s).has_value());
    QTRY_VERIFY(!m_latest.get()->node(u"primary"_s)->reachable);
    const auto deadline = Deadline::in(1s);
    m_monitor->stop();
    const bool wasQuick = !deadline.passed();
    QVERIFY(m_sandbox->resume(u"primary"_s).has_value());
    QVERIFY(wasQuick);
}

/// The last one: the pair is no pair any more.
void TestClusterMonitor::anOpenTransactionOnAnIdlePrimaryIsNotLag()
{
    SessionOptions options;
    options.readOnly = false;
    auto writer = Connection::open(m_sandbox->endpoint(u"primary"_s), options, Deadline::in(10s));
    QVERIFY(writer);
    QVERIFY(writer->executeSimple(u"BEGIN; CREATE TABLE open_transaction (n int)"_s, Deadline::in(10s)));
    const auto awaitTicks = [this](quint64 count) {
        const auto before = m_latest.get()->sequence;
        return QTest::qWaitFor([&] { return m_latest.get()->sequence >= before + count; });
    };
    // Its WAL is written in whole pages; the replica has them all, and the beginning of a record.
    const auto standsBefore = [&] {
        const auto snapshot = m_latest.get();
        const auto &replica = snapshot->nodes[1].facts;
        return replica.replayedLsn < replica.receivedLsn &&
               replica.receivedLsn == snapshot->nodes[0].facts.currentLsn;
    };
    const auto rows = u"INSERT INTO open_transaction SELECT generate_series(1, 170)"_s;
    for (int tries = 0; tries < 60 && !standsBefore(); ++tries) {
        QVERIFY(writer->executeSimple(rows, Deadline::in(10s)));
        QVERIFY(awaitTicks(3));
    }
    QVERIFY(standsBefore());
    for (int i = 0; i < 6; ++i) {
        QVERIFY(awaitTicks(1));
        QVERIFY(m_latest.get()->nodes[1].lag.seconds.value_or(0) <
                0.5); // a tick without an answer has no lag
    }
    QVERIFY(writer->executeSimple(u"ROLLBACK"_s, Deadline::in(10s)));
}

void TestClusterMonitor::aReplicaPromotedBesideALivingPrimaryIsASplitBrain()
{
    sql(u"replica1"_s, u"SELECT pg_promote()"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_latest.clusterVerdict(), u"SPLIT BRAIN"_s, 20000);
    const auto snapshot = m_latest.get();
    QVERIFY(!snapshot->primary()); // nobody is the one to write to
    for (const auto *name : {"primary", "replica1"})
        QVERIFY2(snapshot->reason.contains(QLatin1StringView(name)), qPrintable(snapshot->reason));
    QTRY_COMPARE(m_latest.get()->node(u"replica1"_s)->facts.timeline, 2U);
    QCOMPARE(m_latest.get()->node(u"primary"_s)->facts.timeline, 1U);
    // Killing one of the two does not make it good: what it holds is still another history.
    QVERIFY(m_sandbox->stop(u"primary"_s).has_value());
    QTRY_VERIFY(!m_latest.get()->node(u"primary"_s)->reachable);
    QVERIFY(m_latest.clusterVerdict() != u"HEALTHY"_s);
}

QTEST_GUILESS_MAIN(TestClusterMonitor)
#include "tst_clustermonitor.moc"
