// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "db/failover/preflight.h"
#include "db/sqlcatalog.h"
#include "tests/support/sandboxfixture.h"

#include <QScopeGuard>

#include <algorithm>

using namespace seawall;
using namespace seawall::db;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The checks against real servers, each brought into the state it is there to find.
class TestReadiness : public QObject
{
    Q_OBJECT

    tests::SandboxFixture m_sandbox;

    Connection session(const QString &node, const QString &application = u"test"_s)
    {
        SessionOptions options;
        options.applicationName = application;
        options.readOnly = false;
        options.statementTimeout = 30s;
        auto opened = Connection::open(m_sandbox->endpoint(node), options, Deadline::in(20s));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        return std::move(*opened);
    }

    void tell(const QString &node, const QStringList &statements)
    {
        auto connection = session(node);
        for (const auto &sql : statements) {
            const auto done = connection.execute(sql, {}, Deadline::in(30s));
            QVERIFY2(done, done ? "" : qPrintable(sql + u": "_s + done.error().message));
        }
    }

    PreflightRequest request()
    {
        PreflightRequest asked;
        asked.primary = m_sandbox->endpoint(u"primary"_s);
        asked.candidate = m_sandbox->endpoint(u"replica1"_s);
        asked.control.kind = ControlSettings::Kind::Sandbox;
        asked.control.what = m_sandbox->directory();
        asked.application.envFile = m_sandbox->envFile();
        asked.application.named = asked.primary.address();
        return asked;
    }

    Readiness asked(const PreflightRequest &request)
    {
        auto readiness = checkReadiness(request, Deadline::in(60s));
        if (!readiness)
            qFatal("%s", qPrintable(readiness.error().message));
        return std::move(*readiness);
    }

    ReadinessCheck check(const QString &id, const PreflightRequest &request)
    {
        const auto readiness = asked(request);
        const auto *found = readiness.check(id);
        if (!found)
            qFatal("no check %s", qPrintable(id));
        return *found;
    }
    ReadinessCheck check(const QString &id) { return check(id, request()); }
    QString state(const QString &id) { return toString(check(id).state); }

    /// As the sandbox is, with other limits.
    PreflightRequest impatient()
    {
        auto asked = request();
        asked.limits.transactionSeconds = 0.05;
        return asked;
    }

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(
            m_sandbox, 1,
            {u"max_prepared_transactions = 5"_s, u"archive_mode = on"_s, u"archive_command = 'true'"_s});
    }

    void aSandboxIsReady()
    {
        QTRY_COMPARE_WITH_TIMEOUT(state(u"streaming"_s), u"ok"_s, 20000);
        const auto readiness = asked(request());
        for (const auto &each : readiness.checks)
            QVERIFY2(each.state == ReadinessCheck::State::Ok,
                     qPrintable(each.id + u": "_s + each.measured + u'\n' + each.remedy));
        QVERIFY(readiness.rpoBytes);
        QVERIFY(readiness.takenMs > 0 && readiness.tookSeconds > 0);
        QVERIFY(!readiness.primaryError && !readiness.candidateError);
        const auto port = std::ranges::find(readiness.settings, u"port"_s, &SettingDifference::name);
        QVERIFY(port != readiness.settings.end());
        QCOMPARE(int(port->weight), int(SettingDifference::Weight::Expected));
    }

    void everyQueryItShowsCanBeRun()
    {
        auto primary = session(u"primary"_s);
        auto replica = session(u"replica1"_s);
        for (const auto &each : asked(request()).checks) {
            if (each.query.isEmpty())
                continue;
            auto &node = each.node == u"primary"_s ? primary : replica;
            const auto rows = node.execute(each.query, {}, Deadline::in(20s));
            QVERIFY2(rows, rows ? "" : qPrintable(each.id + u": "_s + rows.error().message));
        }
    }

    void aPausedReplayBlocksUntilTheRemedyIsRun()
    {
        tell(u"replica1"_s, {u"SELECT pg_wal_replay_pause()"_s});
        QTRY_COMPARE(state(u"replaying"_s), u"blocking"_s);
        tell(u"replica1"_s, {check(u"replaying"_s).remedy});
        QTRY_COMPARE(state(u"replaying"_s), u"ok"_s);
    }

    void anApplyDelayBlocks()
    {
        tell(u"replica1"_s,
             {u"ALTER SYSTEM SET recovery_min_apply_delay = '1h'"_s, u"SELECT pg_reload_conf()"_s});
        QTRY_COMPARE(state(u"replaying"_s), u"blocking"_s);
        tell(u"replica1"_s, {u"ALTER SYSTEM RESET recovery_min_apply_delay"_s, u"SELECT pg_reload_conf()"_s});
        QTRY_COMPARE(state(u"replaying"_s), u"ok"_s);
    }

    void synchronousNamesNobodyCouldAnswerBlock()
    {
        tell(u"replica1"_s,
             {u"ALTER SYSTEM SET synchronous_standby_names = 'replica1'"_s, u"SELECT pg_reload_conf()"_s});
        QTRY_COMPARE(state(u"synchronous"_s), u"blocking"_s);
        tell(u"replica1"_s,
             {u"ALTER SYSTEM RESET synchronous_standby_names"_s, u"SELECT pg_reload_conf()"_s});
        QTRY_COMPARE(state(u"synchronous"_s), u"ok"_s);
    }

    void aPreparedTransactionIsFound()
    {
        tell(u"primary"_s,
             {u"BEGIN"_s, u"CREATE TABLE prepared_one (id int)"_s, u"PREPARE TRANSACTION 'left over'"_s});
        const auto found = check(u"prepared"_s);
        tell(u"primary"_s, {u"ROLLBACK PREPARED 'left over'"_s});
        QCOMPARE(toString(found.state), u"warning"_s);
        QVERIFY2(found.measured.contains(u"left over"_s), qPrintable(found.measured));
        QCOMPARE(state(u"prepared"_s), u"ok"_s);
    }

    void aLongTransactionIsFound()
    {
        auto idle = session(u"primary"_s, u"etl"_s);
        QVERIFY(idle.execute(u"BEGIN"_s, {}, Deadline::in(10s)));
        QVERIFY(idle.execute(u"SELECT pg_sleep(0.1)"_s, {}, Deadline::in(10s)));
        const auto found = check(u"transactions"_s, impatient());
        QCOMPARE(toString(found.state), u"warning"_s);
        QVERIFY2(found.measured.contains(u"etl"_s), qPrintable(found.measured));
    }

    void aBackupBlocks()
    {
        auto backup = session(u"primary"_s, u"nightly"_s);
        const bool isNew = backup.serverVersion() >= 150000;
        QVERIFY(backup.execute(isNew ? u"SELECT pg_backup_start('test', true)"_s
                                     : u"SELECT pg_start_backup('test', true, false)"_s,
                               {}, Deadline::in(60s)));
        const auto found = check(u"backup"_s);
        QVERIFY(backup.execute(isNew ? u"SELECT pg_backup_stop(false)"_s
                                     : u"SELECT pg_stop_backup(false, false)"_s,
                               {}, Deadline::in(60s)));
        QCOMPARE(toString(found.state), u"blocking"_s);
        QVERIFY2(found.measured.contains(u"nightly"_s), qPrintable(found.measured));
        QCOMPARE(state(u"backup"_s), u"ok"_s);
    }

    void aFailingArchiveCommandBlocks()
    {
        tell(u"primary"_s, {u"ALTER SYSTEM SET archive_command = 'false'"_s, u"SELECT pg_reload_conf()"_s});
        // The archiver may not have read that yet and archive a segment still: then the next one fails.
        const auto isBlocking = [this] {
            if (state(u"archiver"_s) == u"blocking"_s)
                return true;
            tell(u"primary"_s, {u"SELECT txid_current()"_s, u"SELECT pg_switch_wal()"_s});
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isBlocking(), 20000);
        tell(u"primary"_s, {u"ALTER SYSTEM RESET archive_command"_s, u"SELECT pg_reload_conf()"_s});
        QTRY_COMPARE_WITH_TIMEOUT(state(u"archiver"_s), u"ok"_s, 80000); // it tries again after a minute
    }

    void aSettingThatDiffersIsFoundWithItsRemedy()
    {
        tell(u"replica1"_s, {u"ALTER SYSTEM SET work_mem = '1MB'"_s, u"SELECT pg_reload_conf()"_s});
        QTRY_COMPARE(state(u"settings"_s), u"warning"_s);
        QVERIFY(check(u"settings"_s).remedy.contains(u"ALTER SYSTEM SET work_mem = '4MB';"_s));
        tell(u"replica1"_s, {u"ALTER SYSTEM RESET work_mem"_s, u"SELECT pg_reload_conf()"_s});
        QTRY_COMPARE(state(u"settings"_s), u"ok"_s);
    }

    void aReadOnlyFlagLeftOnIsFoundWhereverItStands()
    {
        tell(u"replica1"_s,
             {u"ALTER SYSTEM SET default_transaction_read_only = on"_s, u"SELECT pg_reload_conf()"_s});
        tell(u"primary"_s, {u"ALTER DATABASE pulse_db SET default_transaction_read_only = on"_s});
        const auto isFound = [this] {
            const auto found = check(u"readonly"_s);
            return found.remedy.contains(u"ALTER SYSTEM RESET"_s) &&
                   found.remedy.contains(u"ALTER DATABASE pulse_db RESET"_s);
        };
        QTRY_VERIFY(isFound());
        tell(u"replica1"_s,
             {u"ALTER SYSTEM RESET default_transaction_read_only"_s, u"SELECT pg_reload_conf()"_s});
        tell(u"primary"_s, {u"SET default_transaction_read_only = off"_s,
                            u"ALTER DATABASE pulse_db RESET default_transaction_read_only"_s});
        QTRY_COMPARE(state(u"readonly"_s), u"ok"_s);
    }

    void patroniIsRecognised()
    {
        const auto patroni = session(u"primary"_s, u"Patroni heartbeat"_s);
        const auto found = check(u"managers"_s);
        QCOMPARE(toString(found.state), u"blocking"_s);
        QVERIFY(found.remedy.contains(u"patronictl switchover"_s));
    }

    void withoutRightsItIsUnknownAndTheGrantsItNamesMendIt()
    {
        tell(u"primary"_s, {u"CREATE ROLE viewer LOGIN PASSWORD 'viewer'"_s});
        auto viewer = request();
        for (auto *endpoint : {&viewer.primary, &viewer.candidate}) {
            endpoint->parameters[u"user"_s] = u"viewer"_s;
            endpoint->password = Secret(u"viewer"_s);
        }
        QTRY_VERIFY(!asked(viewer).candidateError); // the role has to arrive there
        QStringList grants;
        for (const auto &each : asked(viewer).checks) {
            if (each.state != ReadinessCheck::State::Unknown)
                continue;
            QVERIFY2(each.remedy.contains(u"GRANT"_s), qPrintable(each.id + u": "_s + each.remedy));
            grants << each.remedy.split(u'\n').filter(u"GRANT"_s);
        }
        grants.removeDuplicates();
        QVERIFY(grants.contains(u"GRANT pg_monitor TO \"viewer\";"_s));
        QVERIFY(grants.contains(u"GRANT SELECT ON pg_hba_file_rules TO \"viewer\";"_s));
        tell(u"primary"_s, grants);
        const auto isKnown = [&] {
            return std::ranges::none_of(asked(viewer).checks, [](const ReadinessCheck &each) {
                return each.state == ReadinessCheck::State::Unknown &&
                       each.remedy.contains(u"GRANT pg_monitor"_s);
            });
        };
        QTRY_VERIFY(isKnown());
        const auto still = asked(viewer); // a GRANT on a function may have been needed as well
        QCOMPARE(toString(still.check(u"hba"_s)->state), u"ok"_s);
        QCOMPARE(toString(still.check(u"readonly"_s)->state), u"ok"_s);
    }

    void aReplicaThatIsDownIsToldAndSoIsAPrimaryThatIs()
    {
        QVERIFY(m_sandbox->stop(u"replica1"_s));
        const auto withoutReplica = asked(request());
        QVERIFY(m_sandbox->start(u"replica1"_s));
        QVERIFY(withoutReplica.candidateError && !withoutReplica.primaryError);
        QCOMPARE(toString(withoutReplica.check(u"candidate"_s)->state), u"blocking"_s);
        QCOMPARE(toString(withoutReplica.check(u"hba"_s)->state), u"unknown"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state(u"streaming"_s), u"ok"_s, 20000);
    }

    void fewerConnectionsThanThePrimaryBlock()
    {
        tell(u"primary"_s, {u"ALTER SYSTEM SET max_connections = 120"_s});
        QVERIFY(m_sandbox->stop(u"primary"_s));
        const auto withoutPrimary = asked(request());
        QVERIFY(withoutPrimary.primaryError);
        QCOMPARE(toString(withoutPrimary.check(u"primary"_s)->state), u"blocking"_s);
        QVERIFY(m_sandbox->start(u"primary"_s));
        QTRY_COMPARE_WITH_TIMEOUT(state(u"connections"_s), u"blocking"_s, 20000);
        QVERIFY(check(u"connections"_s).remedy.contains(u"ALTER SYSTEM SET max_connections = '120'"_s));
    }

    void howThePrimaryIsStoppedIsAskedOfItsControl()
    {
        auto other = request();
        other.control = {};
        const auto none = check(u"stop"_s, other);
        QCOMPARE(toString(none.state), u"unknown"_s);
        QVERIFY2(none.remedy.contains(u"SEAWALL_CONTROL_PRIMARY"_s), qPrintable(none.remedy));
        other.control.kind = ControlSettings::Kind::Command;
        other.control.commands = {{u"stop"_s, u"ssh db1 sudo systemctl stop postgresql"_s}};
        QCOMPARE(toString(check(u"stop"_s, other).state), u"ok"_s);
        other.control.commands = {{u"stop"_s, u"kill-it"_s}};
        QCOMPARE(toString(check(u"stop"_s, other).state), u"unknown"_s);
        other.control = {ControlSettings::Kind::PgCtl, m_sandbox->dataDirectory(u"primary"_s), {}, {}, {}};
        QCOMPARE(toString(check(u"stop"_s, other).state), u"ok"_s);
        other.control.what = u"/nowhere"_s;
        QCOMPARE(toString(check(u"stop"_s, other).state), u"blocking"_s);
    }

    void aStopEndsItAtOnce()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto ended = checkReadiness(request(), Deadline::in(30s), stop.get_token());
        QVERIFY(!ended);
        QCOMPARE(int(ended.error().kind), int(ErrorKind::Cancelled));
    }
};

QTEST_GUILESS_MAIN(TestReadiness)
#include "tst_readiness.moc"
