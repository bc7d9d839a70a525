// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "db/sandboxload.h"
#include "tests/support/sandboxfixture.h"

#include <QTest>

#include <mutex>
#include <thread>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSandboxLoad : public QObject
{
    Q_OBJECT

private:
    tests::SandboxFixture m_sandbox;

    QString on(const QString &node, const QString &sql)
    {
        auto connection = db::Connection::open(m_sandbox->endpoint(node), {}, db::Deadline::in(3s));
        if (!connection)
            return connection.error().message;
        const auto rows = connection->execute(sql, {}, db::Deadline::in(5s));
        return rows ? rows->text(0, 0) : rows.error().message;
    }
    db::SandboxLoad load(double tps, std::optional<std::chrono::milliseconds> duration)
    {
        return db::SandboxLoad(*m_sandbox, {tps, duration});
    }

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1); }

    void itWritesAndReadsAtTheRateAskedForAndEnds()
    {
        auto light = load(40, 2s);
        const auto totals = light.run({});
        QVERIFY2(totals, totals ? "" : qPrintable(totals.error().message));
        QCOMPARE(totals->failures, 0);
        QVERIFY2(totals->writes > 40 && totals->writes <= 90, qPrintable(QString::number(totals->writes)));
        QVERIFY2(totals->reads > 40 && totals->reads <= 90, qPrintable(QString::number(totals->reads)));
        QVERIFY(totals->elapsed >= 2s);
    }

    void itsSessionsAreThoseOfTheApplicationsPools()
    {
        auto light = load(40, std::nullopt);
        std::stop_source stop;
        std::jthread worker([&light, &stop] { static_cast<void>(light.run(stop.get_token())); });
        const auto names =
            u"SELECT string_agg(application_name || ' ' || n, ', ' ORDER BY application_name) FROM"
            " (SELECT application_name, count(*) AS n FROM pg_stat_activity"
            " WHERE application_name LIKE 'pulse%' GROUP BY 1) AS each"_s;
        QTRY_COMPARE(on(u"primary"_s, names), u"pulse-backend 3, pulse-etl 2"_s);
        QTRY_COMPARE(on(u"replica1"_s, names), u"pulse-backend 3"_s);
        stop.request_stop();
        worker.join();
        QTRY_COMPARE(
            on(u"primary"_s, u"SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'pulse%'"_s),
            u"0"_s);
    }

    void aLoadThatIsToBeAloneWaitsForTheEndOfAnother()
    {
        const auto sessions =
            u"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pulse-backend'"_s;
        auto first = load(40, std::nullopt);
        std::jthread one([&](const std::stop_token &stop) { static_cast<void>(first.run(stop)); });
        QTRY_COMPARE(on(u"replica1"_s, sessions), u"3"_s);
        db::SandboxLoad second(*m_sandbox, {40, std::nullopt, true});
        std::jthread two([&](const std::stop_token &stop) { static_cast<void>(second.run(stop)); });
        QTest::qWait(500); // nothing is to come of it
        QCOMPARE(on(u"replica1"_s, sessions), u"3"_s);
        one = {};
        QTRY_COMPARE(on(u"replica1"_s, sessions), u"3"_s);
    }

    void itGoesOnAfterTheReplicaWasAway()
    {
        auto light = load(40, std::nullopt);
        std::stop_source stop;
        std::optional<db::Result<db::SandboxLoad::Totals>> totals;
        std::jthread worker([&] { totals = light.run(stop.get_token()); });
        const auto readers = u"SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'pulse%'"_s;
        QTRY_COMPARE(on(u"replica1"_s, readers), u"3"_s);
        QVERIFY(m_sandbox->stop(u"replica1"_s, true));
        QVERIFY(m_sandbox->start(u"replica1"_s));
        QTRY_COMPARE(on(u"replica1"_s, readers), u"3"_s);
        stop.request_stop();
        worker.join();
        QVERIFY(totals->has_value());
        QVERIFY((*totals)->failures > 0);
    }

    void itsReadersFollowTheFlagOfTheEnvFile()
    {
        const auto set = [this](const QByteArray &from, const QByteArray &to) {
            QFile file(m_sandbox->envFile());
            QVERIFY(file.open(QIODevice::ReadWrite));
            const auto text = file.readAll();
            QVERIFY(text.contains(from));
            QVERIFY(file.seek(0) && file.resize(0));
            QVERIFY(file.write(QByteArray(text).replace(from, to)) > 0);
        };
        auto light = load(40, std::nullopt);
        std::stop_source stop;
        std::jthread worker([&light, &stop] { static_cast<void>(light.run(stop.get_token())); });
        const auto backends =
            u"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pulse-backend'"_s;
        QTRY_COMPARE(on(u"replica1"_s, backends), u"3"_s);
        set("USE_READ_REPLICA=true", "USE_READ_REPLICA=False");
        QTRY_COMPARE_WITH_TIMEOUT(on(u"replica1"_s, backends), u"0"_s, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(on(u"primary"_s, backends), u"6"_s, 20000);
        set("USE_READ_REPLICA=False", "USE_READ_REPLICA=true");
        QTRY_COMPARE_WITH_TIMEOUT(on(u"replica1"_s, backends), u"3"_s, 20000);
        stop.request_stop();
    }

    void theTablesDoNotGrow()
    {
        QCOMPARE(on(u"primary"_s, u"SELECT count(*) FROM pull_requests"_s), u"600"_s);
        QCOMPARE(on(u"primary"_s, u"SELECT count(*) FROM issues"_s), u"600"_s);
    }

    void itWaitsForTablesThatWereRolledBackAndGoesOn()
    {
        std::mutex mutex;
        QStringList told;
        db::SandboxLoad light(*m_sandbox, {40, std::nullopt, false, [&](const std::optional<db::Error> &why) {
                                               const std::scoped_lock lock(mutex);
                                               told << (why ? why->message : u"goes on"_s);
                                           }});
        const auto toldSoFar = [&] {
            const std::scoped_lock lock(mutex);
            return told;
        };
        std::stop_source stop;
        std::optional<db::Result<db::SandboxLoad::Totals>> totals;
        std::jthread worker([&] { totals = light.run(stop.get_token()); });
        const auto writers = u"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pulse-etl'"_s;
        const auto written = u"SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'pull_requests'"_s;
        const auto before = on(u"primary"_s, written);
        QTRY_VERIFY_WITH_TIMEOUT(on(u"primary"_s, written) != before, 20000);
        auto options = db::SessionOptions();
        options.readOnly = false;
        auto connection =
            db::Connection::open(m_sandbox->endpoint(u"primary"_s), options, db::Deadline::in(3s));
        QVERIFY(connection);
        const auto rename = [&](const QString &from, const QString &to) {
            const auto sql = u"ALTER TABLE %1 RENAME TO %2"_s;
            return connection->executeSimple(sql.arg(u"pull_requests"_s + from, u"pull_requests"_s + to) +
                                                 u';' + sql.arg(u"issues"_s + from, u"issues"_s + to),
                                             db::Deadline::in(5s));
        };
        QVERIFY(rename({}, u"_gone"_s));
        QTRY_COMPARE(on(u"primary"_s, writers), u"0"_s); // each has failed at least once
        QTRY_VERIFY(!toldSoFar().isEmpty());
        QVERIFY2(toldSoFar().front().contains(u"does not exist"_s), qPrintable(toldSoFar().front()));
        const auto kept = [this] {
            QFile file(db::SandboxLoad::failureFile(m_sandbox->directory()));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QTRY_VERIFY_WITH_TIMEOUT(kept().contains("does not exist"), 20000);
        QVERIFY(rename(u"_gone"_s, {}));
        QTRY_VERIFY_WITH_TIMEOUT(kept().isEmpty(), 20000);
        QTRY_COMPARE_WITH_TIMEOUT(toldSoFar().last(), u"goes on"_s, 20000);
        QCOMPARE(toldSoFar().size(), 2); // once, whatever the number of sessions
        QTRY_COMPARE_WITH_TIMEOUT(on(u"primary"_s, writers), u"2"_s, 20000);
        stop.request_stop();
        worker.join();
        QVERIFY2(totals->has_value(), totals->has_value() ? "" : qPrintable(totals->error().message));
        QVERIFY((*totals)->failures >= 2);
    }

    void withoutTheDemoDataItSaysSoAtOnce() // last: it takes the tables away
    {
        auto options = db::SessionOptions();
        options.readOnly = false;
        auto connection =
            db::Connection::open(m_sandbox->endpoint(u"primary"_s), options, db::Deadline::in(3s));
        QVERIFY(connection);
        QVERIFY(connection->executeSimple(u"DROP TABLE issues, pull_requests"_s, db::Deadline::in(5s)));
        auto light = load(40, 60s);
        const auto totals = light.run({});
        QVERIFY(!totals);
        QCOMPARE(totals.error().sqlState, u"42P01"_s);
    }
};

QTEST_GUILESS_MAIN(TestSandboxLoad)
#include "tst_sandboxload.moc"
