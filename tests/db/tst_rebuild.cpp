// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

#include <QDir>
#include <QTest>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A replica that was promoted beside its primary: by pg_rewind where its WAL is there, else made anew.
class TestRebuild : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1); }
    void whereTheWalIsGoneTheCommandThatMakesTheNodeAnewIsSaid();
    void thatCommandBringsItBack();
    void aPrimaryThatNeverWasAReplicaIsFollowedAgainAfterARewind();
    void aReplicaThatWasKilledAndLostItsSignalIsNotRewound();
    void aSecondPrimaryOnTheSameTimelineIsNeverMadeAReplicaOfWhatItHas();

private:
    void executed(const QString &node, const QString &sql) const
    {
        auto connection =
            db::Connection::open(m_sandbox->endpoint(node), {.readOnly = false}, db::Deadline::in(10s));
        QVERIFY(connection);
        const auto done = connection->execute(sql, {}, db::Deadline::in(60s));
        QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    }
    QString address() const { return u"localhost:%1"_s.arg(m_sandbox->endpoint(u"replica1"_s).port()); }
    Ended rejoin() const
    {
        return run({u"failover"_s, u"rejoin"_s, address(), u"--yes"_s, u"--env"_s, m_sandbox->envFile(),
                    u"--data-dir"_s, m_folder.path()});
    }
    Ended sandbox(const QStringList &verb) const
    {
        return run(QStringList{u"sandbox"_s} + verb + QStringList{u"--dir"_s, m_sandbox->directory()});
    }

    mutable SandboxFixture m_sandbox;
    QTemporaryDir m_folder;
};

void TestRebuild::whereTheWalIsGoneTheCommandThatMakesTheNodeAnewIsSaid()
{
    executed(u"replica1"_s, u"SELECT pg_promote(true, 30)"_s);
    executed(u"replica1"_s, u"CREATE TABLE only_here AS SELECT 1 AS n"_s);
    QDir wal(m_sandbox->dataDirectory(u"replica1"_s) + u"/pg_wal"_s);
    for (const auto &segment : wal.entryList({u"00000001????????????????"_s}))
        QVERIFY(wal.remove(segment));
    const auto roles = sandbox({u"status"_s});
    QVERIFY2(roles.output.contains("primary     running  primary  127.0.0.1:") &&
                 roles.output.contains("replica1    running  primary  127.0.0.1:"),
             toldBy(roles));
    const auto failed = rejoin();
    const auto command = u"seawallctl sandbox rebuild replica1 --dir %1"_s.arg(m_sandbox->directory());
    QVERIFY2(failed.code != 0 && (failed.output + failed.errors).contains(command.toUtf8()), toldBy(failed));
}

void TestRebuild::thatCommandBringsItBack()
{
    const QStringList rebuild{u"rebuild"_s, u"replica1"_s, u"--data-dir"_s, m_folder.path()};
    const auto asked = sandbox(rebuild);
    QVERIFY2(asked.code != 0 && (asked.output + asked.errors).contains("there is nobody to ask"),
             toldBy(asked));
    const auto made = sandbox(rebuild + QStringList{u"--yes"_s});
    QVERIFY2(made.code == 0 && made.output.contains("replica1    running  replica  127.0.0.1:"),
             toldBy(made));
    QTRY_COMPARE_WITH_TIMEOUT(run({u"status"_s, u"--env"_s, m_sandbox->envFile()}).code, 0, 20000);
    const auto journal =
        run({u"journal"_s, u"list"_s, u"--env"_s, m_sandbox->envFile(), u"--data-dir"_s, m_folder.path()});
    QVERIFY2(journal.output.contains("anew as a replica"), toldBy(journal));
    const auto primary = sandbox({u"rebuild"_s, u"primary"_s, u"--yes"_s});
    QVERIFY2(primary.code != 0 && (primary.output + primary.errors).contains("No other node"),
             toldBy(primary));
}

void TestRebuild::aPrimaryThatNeverWasAReplicaIsFollowedAgainAfterARewind()
{
    // A checkpoint before the parting is what pg_rewind goes back to.
    executed(u"primary"_s, u"CREATE TABLE more AS SELECT generate_series(1, 1000) AS n"_s);
    executed(u"primary"_s, u"SELECT pg_switch_wal()"_s);
    executed(u"primary"_s, u"CHECKPOINT"_s);
    QTest::qWait(500);
    executed(u"replica1"_s, u"CHECKPOINT"_s);
    executed(u"replica1"_s, u"SELECT pg_promote(true, 30)"_s);
    executed(u"replica1"_s, u"CREATE TABLE only_here AS SELECT 1 AS n"_s);
    const auto rejoined = rejoin();
    QVERIFY2(rejoined.code == 0, toldBy(rejoined));
    QTRY_COMPARE_WITH_TIMEOUT(run({u"status"_s, u"--env"_s, m_sandbox->envFile()}).code, 0, 20000);
}

void TestRebuild::aReplicaThatWasKilledAndLostItsSignalIsNotRewound()
{
    QVERIFY(m_sandbox->stop(u"replica1"_s, true));
    QFile signal(m_sandbox->dataDirectory(u"replica1"_s) + u"/standby.signal"_s);
    QVERIFY(signal.remove());
    const auto planned =
        run({u"failover"_s, u"rejoin"_s, address(), u"--dry-run"_s, u"--env"_s, m_sandbox->envFile()});
    QVERIFY2(planned.output.contains("so nothing is lost") && !planned.output.contains("pg_rewind"),
             toldBy(planned));
    QVERIFY(signal.open(QIODevice::WriteOnly));
    QVERIFY(m_sandbox->start(u"replica1"_s));
    QTRY_COMPARE_WITH_TIMEOUT(run({u"status"_s, u"--env"_s, m_sandbox->envFile()}).code, 0, 20000);
}

void TestRebuild::aSecondPrimaryOnTheSameTimelineIsNeverMadeAReplicaOfWhatItHas()
{
    const QStringList rebuild{u"rebuild"_s, u"replica1"_s};
    const auto signal = m_sandbox->dataDirectory(u"replica1"_s) + u"/standby.signal"_s;
    const auto isRefused = [this](const char *why) {
        const auto refused = rejoin();
        const auto told = refused.output + refused.errors;
        const auto command = u"seawallctl sandbox rebuild replica1 --dir %1"_s.arg(m_sandbox->directory());
        QVERIFY2(refused.code != 0 && told.contains(why) && told.contains(command.toUtf8()), toldBy(refused));
    };
    // Nobody promotes it: it starts as a primary on the timeline that it followed.
    QVERIFY(m_sandbox->stop(u"replica1"_s));
    QVERIFY(QFile::remove(signal));
    QVERIFY(m_sandbox->start(u"replica1"_s));
    executed(u"primary"_s, u"CREATE TABLE there AS SELECT generate_series(1, 1000) AS n"_s);
    executed(u"replica1"_s, u"CREATE TABLE here AS SELECT 1 AS n"_s);
    isRefused("takes writes on timeline 1, as primary (");
    executed(u"replica1"_s, u"INSERT INTO here VALUES (2)"_s); // it has not even been stopped

    QVERIFY(m_sandbox->stop(u"replica1"_s, true));
    isRefused("was a primary on timeline 1, as primary (");
    QVERIFY(m_sandbox->start(u"replica1"_s));
    QVERIFY(m_sandbox->stop(u"replica1"_s));
    isRefused("was a primary on timeline 1, as primary (");
    QVERIFY(!QFile::exists(signal));

    const auto made = sandbox(rebuild + QStringList{u"--yes"_s});
    QVERIFY2(made.code == 0, toldBy(made));
    QTRY_COMPARE_WITH_TIMEOUT(run({u"status"_s, u"--env"_s, m_sandbox->envFile()}).code, 0, 20000);
}

QTEST_GUILESS_MAIN(TestRebuild)
#include "tst_rebuild.moc"
