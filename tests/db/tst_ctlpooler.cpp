// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/pgbouncerfixture.h"
#include "tests/support/sandboxfixture.h"

#include <QJsonArray>
#include <QTest>

#include <thread>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// seawallctl with a real PgBouncer in front of a real primary: a pool of two, and clients that wait.
class TestCtlPooler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anIdlePoolIsFine();
    void waitingClientsAreToldAndRaiseTheCheck();
    void watchWritesAnObjectForPgBouncer();
    void aSilentPgBouncerIsUnknownAndHoldsNothingUp();
    void aDeadPgBouncerIsNotFine();
    void checkKnowsItsNameOnlyWhereItIsConfigured();

private:
    Ended ctl(const QStringList &command) const { return run(command + QStringList{u"--env"_s, m_env}); }
    QJsonObject pooler() const
    {
        return QJsonDocument::fromJson(ctl({u"status"_s, u"--json"_s}).output)[u"pgbouncer"_s].toObject();
    }
    std::optional<db::Connection> connect() const
    {
        auto opened =
            db::Connection::open(m_pgBouncer.client(), {.poolerConsole = true}, db::Deadline::in(10s));
        return opened ? std::optional(std::move(*opened)) : std::nullopt;
    }

    SandboxFixture m_sandbox;
    PgBouncerFixture m_pgBouncer;
    QTemporaryDir m_folder;
    QString m_env;
};

void TestCtlPooler::initTestCase()
{
    START_SANDBOX(m_sandbox, 0);
    START_PGBOUNCER(m_pgBouncer, m_sandbox->endpoint(u"primary"_s), 2);
    QFile sandboxEnv(m_sandbox->envFile());
    QVERIFY(sandboxEnv.open(QIODevice::ReadOnly));
    m_env = m_folder.filePath(u"pooler.env"_s);
    QFile env(m_env);
    QVERIFY(env.open(QIODevice::WriteOnly));
    env.write(sandboxEnv.readAll() + '\n' + m_pgBouncer.envLines());
    env.close();
    QTRY_COMPARE_WITH_TIMEOUT(ctl({u"status"_s}).code, 0, 30000);
}

void TestCtlPooler::anIdlePoolIsFine()
{
    QVERIFY(ctl({u"check"_s, u"pool"_s, u"--node"_s, u"pgbouncer"_s}).output.startsWith("POOL OK"));
    auto client = connect();
    QVERIFY(client && client->executeSimple(u"SELECT 1"_s, db::Deadline::in(5s)));
    const auto told = pooler();
    QCOMPARE(told[u"reachable"_s].toBool(), true);
    QVERIFY(told[u"error"_s].isNull());
    const auto pool = told[u"pools"_s].toArray()[0].toObject();
    QCOMPARE(pool[u"database"_s].toString(), u"pulse_db"_s);
    QCOMPARE(pool[u"mode"_s].toString(), u"transaction"_s);
    QCOMPARE(pool[u"pool_size"_s].toInt(), 2);
    QCOMPARE(pool[u"clients_waiting"_s].toInt(-1), 0);
    QCOMPARE(pool[u"utilization"_s].toDouble(-1), 0.0);
    const auto check = ctl({u"check"_s, u"pool"_s, u"--node"_s, u"pgbouncer"_s});
    QVERIFY2(check.code == 0 && check.output.contains("0.0 % (0 of 2)"), toldBy(check));
}

void TestCtlPooler::waitingClientsAreToldAndRaiseTheCheck()
{
    auto one = connect();
    auto two = connect();
    auto three = connect();
    QVERIFY(one && two && three);
    for (auto *holder : {&*one, &*two})
        QVERIFY(holder->executeSimple(u"BEGIN"_s, db::Deadline::in(5s)));
    const auto full = ctl({u"check"_s, u"pool"_s, u"--warn"_s, u"80"_s, u"--crit"_s, u"101"_s});
    QVERIFY2(full.code == 1 && full.output.contains("100.0 % (2 of 2)"), toldBy(full));
    const std::jthread waiter([&](const std::stop_token &stop) {
        static_cast<void>(three->executeSimple(u"SELECT 1"_s, db::Deadline::in(60s), stop));
    });
    const auto pool = [this] { return pooler()[u"pools"_s].toArray()[0].toObject(); };
    QTRY_VERIFY_WITH_TIMEOUT(pool()[u"max_wait_seconds"_s].toDouble() > 1, 20000);
    QCOMPARE(pool()[u"clients_waiting"_s].toInt(), 1);
    QCOMPARE(pool()[u"servers_active"_s].toInt(), 2);
    const auto waits = ctl({u"check"_s, u"pool"_s, u"--warn"_s, u"101"_s, u"--crit"_s, u"102"_s});
    QVERIFY2(waits.code >= 1 && waits.output.contains("1 client has been waiting for"), toldBy(waits));
    const auto status = ctl({u"status"_s});
    QVERIFY2(status.output.contains("2 of 2") && status.output.contains("1 client has been waiting for"),
             toldBy(status));
    const auto elsewhere = ctl({u"check"_s, u"pool"_s, u"--node"_s, u"primary"_s});
    QVERIFY2(elsewhere.code == 0 && !elsewhere.output.contains("pgbouncer"), toldBy(elsewhere));
    for (auto *holder : {&*one, &*two})
        QVERIFY(holder->executeSimple(u"ROLLBACK"_s, db::Deadline::in(5s)));
}

void TestCtlPooler::watchWritesAnObjectForPgBouncer()
{
    const auto lines =
        linesOf(ctl({u"watch"_s, u"--interval"_s, u"250ms"_s, u"--duration"_s, u"2s"_s}).output);
    QVERIFY(lines.size() >= 4);
    QCOMPARE(lines.last()[u"name"_s].toString(), u"pgbouncer"_s);
    QVERIFY(lines.last()[u"time"_s].isString());
    QVERIFY(lines.last()[u"pools"_s].isArray());
}

void TestCtlPooler::aSilentPgBouncerIsUnknownAndHoldsNothingUp()
{
    m_pgBouncer.signal(SIGSTOP);
    QElapsedTimer timer;
    timer.start();
    const auto check = ctl({u"check"_s, u"pool"_s});
    const auto took = timer.elapsed();
    const auto told = pooler();
    m_pgBouncer.signal(SIGCONT);
    QVERIFY2(check.code == 3 && check.output.contains("pgbouncer unknown") &&
                 check.output.contains("POOL UNKNOWN - primary "),
             toldBy(check));
    QVERIFY2(took < 20'000, qPrintable(QString::number(took)));
    QCOMPARE(told[u"reachable"_s].toBool(true), false);
    QVERIFY(told[u"pools"_s].isNull());
    QVERIFY(told[u"error"_s][u"message"_s].toString().contains(u"has not answered"_s));
    QTRY_COMPARE(ctl({u"status"_s}).code, 0);
}

void TestCtlPooler::aDeadPgBouncerIsNotFine()
{
    m_pgBouncer.kill();
    const auto status = ctl({u"status"_s});
    QVERIFY2(status.code == 1 && status.output.startsWith("HEALTHY") && status.output.contains("pgbouncer: "),
             toldBy(status));
    const auto check = ctl({u"check"_s, u"pool"_s});
    QVERIFY2(check.code == 3 && check.output.contains("pgbouncer=U"), toldBy(check));
    QVERIFY2(!(status.output + check.output).contains("pool-secret"), toldBy(status));
}

void TestCtlPooler::checkKnowsItsNameOnlyWhereItIsConfigured()
{
    const auto ended =
        run({u"check"_s, u"pool"_s, u"--node"_s, u"pgbouncer"_s, u"--env"_s, m_sandbox->envFile()});
    QVERIFY2(ended.code == 3 && ended.output.contains("There is no node"), toldBy(ended));
}

QTEST_GUILESS_MAIN(TestCtlPooler)
#include "tst_ctlpooler.moc"
