// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "db/failover/nodestanding.h"
#include "models/failover/lastprimary.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A primary that is lost: what the command line says then, and that what it says leads out of it.
class TestCtlPromote : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aSwitchoverThatWasCutOffIsSaidUntilItIsEnded();
    void aPrimaryThatAReplicaStillHearsIsNoCaseForAFailover();
    void aLostPrimaryIsLedOutOf();
    void theServerThatWasLeftBehindIsNamed(); // after that one

private:
    QStringList with(const QStringList &command) const
    {
        return command + QStringList{u"--env"_s, m_sandbox->envFile()};
    }
    mutable SandboxFixture m_sandbox;
};

void TestCtlPromote::initTestCase()
{
    START_SANDBOX(m_sandbox, 1);
    QTRY_COMPARE_WITH_TIMEOUT(run(with({u"status"_s})).code, 0, 30000);
}

void TestCtlPromote::aSwitchoverThatWasCutOffIsSaidUntilItIsEnded()
{
    const QTemporaryDir folder;
    const auto at = [&](const QStringList &command) {
        return with(command) + QStringList{u"--data-dir"_s, folder.path()};
    };
    db::SessionOptions writing;
    writing.readOnly = false;
    auto busy = db::Connection::open(m_sandbox->endpoint(u"primary"_s), writing, db::Deadline::in(5s));
    // What is open is waited for: the switchover stays where writes are refused.
    QVERIFY(busy && busy->executeSimple(u"BEGIN; SELECT pg_current_xact_id()"_s, db::Deadline::in(5s)));
    QProcess console;
    console.start(seawallctl, at({u"failover"_s, u"switchover"_s, u"--to"_s, u"replica1"_s, u"--yes"_s}));
    const auto isBlocked = [this] {
        const auto standing = db::standingOf(m_sandbox->endpoint(u"primary"_s), db::Deadline::in(5s));
        return standing && standing->readOnlyByAlterSystem == u"on";
    };
    QTRY_VERIFY_WITH_TIMEOUT(isBlocked(), 30000);
    QCOMPARE(::kill(pid_t(console.processId()), SIGSTOP), 0); // or it would go on meanwhile
    const auto meanwhile = run(at({u"status"_s}));
    QVERIFY2(!meanwhile.output.contains("cut off"), toldBy(meanwhile)); // it goes on
    QCOMPARE(::kill(pid_t(console.processId()), SIGKILL), 0);
    QVERIFY(console.waitForFinished(30000));
    QVERIFY(busy->executeSimple(u"ROLLBACK"_s, db::Deadline::in(5s)));

    const auto recover = "seawallctl failover recover --env " + m_sandbox->envFile().toUtf8();
    const auto status = run(at({u"status"_s}));
    QVERIFY2(status.code == 1 && status.output.startsWith("DEGRADED  A switchover from primary") &&
                 status.output.count("was cut off at its step 'block'") == 1 &&
                 status.output.contains("primary refuses writes") && status.output.contains(recover),
             toldBy(status));
    const auto json = QJsonDocument::fromJson(run(at({u"status"_s, u"--json"_s})).output);
    QCOMPARE(json[u"cut_off"_s][u"step"_s].toString(), u"block"_s);
    QCOMPARE(json[u"cluster"_s][u"verdict"_s].toString(), u"DEGRADED"_s);
    const auto check = run(at({u"failover"_s, u"check"_s}));
    QVERIFY2(check.code == 1 && check.output.contains("refuses writes now") && check.output.contains(recover),
             toldBy(check));
    // Elsewhere nothing is known of that run; that writes are refused is.
    const auto elsewhere = run(with({u"failover"_s, u"check"_s}));
    QVERIFY2(elsewhere.code == 1 && elsewhere.output.contains("refuses writes now"), toldBy(elsewhere));

    const auto back = run(at({u"failover"_s, u"recover"_s, u"--back"_s, u"--yes"_s}));
    QVERIFY2(back.code == 0, toldBy(back));
    QTRY_COMPARE_WITH_TIMEOUT(run(at({u"status"_s})).code, 0, 20000);
    const auto ready = run(at({u"failover"_s, u"check"_s}));
    QVERIFY2(ready.code == 0 && !ready.output.contains("cut off"), toldBy(ready));
}

void TestCtlPromote::aPrimaryThatAReplicaStillHearsIsNoCaseForAFailover()
{
    const auto replica = u"localhost:%1"_s.arg(m_sandbox->endpoint(u"replica1"_s).port());
    const QTemporaryDir folder;
    const QStringList promote{u"failover"_s,  u"promote"_s,    replica,
                              u"--dry-run"_s, u"--data-dir"_s, folder.path()};
    QFile file(m_sandbox->dataDirectory(u"primary"_s) + u"/postmaster.pid"_s);
    QVERIFY(file.open(QFile::ReadOnly));
    const auto postmaster = file.readLine().trimmed().toInt();
    QVERIFY(postmaster > 0);
    QCOMPARE(::kill(postmaster, SIGSTOP), 0); // the sessions that are open go on
    const auto check = run(with({u"failover"_s, u"check"_s}));
    const auto profile = models::ClusterProfile::fromEnvFile(m_sandbox->envFile());
    const auto now = db::standingOf(m_sandbox->endpoint(u"replica1"_s), db::Deadline::in(5s));
    // What the console has seen is an hour old.
    const auto hourAgo = QDateTime::currentDateTime().addSecs(-3600);
    static_cast<void>(run(with(promote))); // makes the folder of this cluster
    const auto folders = QDir(folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    if (profile && now && now->received && folders.size() == 1)
        models::keepLastPrimary(folder.filePath(folders.first()), *profile,
                                {u"primary"_s, *now->received, hourAgo.toMSecsSinceEpoch(),
                                 now->systemIdentifier, now->timeline.value_or(0)});
    const auto dryRun = run(with(promote));
    QCOMPARE(::kill(postmaster, SIGCONT), 0);

    QVERIFY2(check.output.startsWith("NOT ADVISED  ") && check.output.contains("replica1 heard from it ") &&
                 check.output.contains("do not promote on this alone") &&
                 !check.output.contains("is possible") && !check.output.contains("A failover says"),
             toldBy(check));
    QCOMPARE(folders.size(), 1);
    QVERIFY2(dryRun.output.contains("do not promote on this alone") &&
                 dryRun.output.contains("was last seen at ") &&
                 !dryRun.output.contains(hourAgo.toString(u"HH:mm:ss"_s).toUtf8()),
             toldBy(dryRun));
    QTRY_COMPARE_WITH_TIMEOUT(run(with({u"status"_s})).code, 0, 20000);
}

void TestCtlPromote::aLostPrimaryIsLedOutOf()
{
    QVERIFY(!run(with({u"status"_s})).output.contains("failover promote"));
    const auto address = [this](const QString &node) {
        return "localhost:" + QByteArray::number(m_sandbox->endpoint(node).port());
    };
    // As after a switchover: the names in the .env are each of the other server.
    QFile env(m_sandbox->envFile());
    QVERIFY(env.open(QIODevice::ReadOnly));
    auto text = env.readAll();
    const auto line = [this](const QString &node) {
        return "_PORT=" + QByteArray::number(m_sandbox->endpoint(node).port());
    };
    text.replace(line(u"primary"_s), "_PORT=x").replace(line(u"replica1"_s), line(u"primary"_s));
    text.replace("_PORT=x", line(u"replica1"_s));
    const QTemporaryDir folder;
    QFile swapped(folder.filePath(u"swapped.env"_s));
    QVERIFY(swapped.open(QIODevice::WriteOnly) && swapped.write(text) == text.size());
    QVERIFY(swapped.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    swapped.close();

    QVERIFY(m_sandbox->stop(u"primary"_s, true));
    const auto command = [&](const QString &file) {
        return "seawallctl failover promote --env " + file.toUtf8() + ' ' + address(u"replica1"_s) + '\n';
    };
    for (const auto &file : {m_sandbox->envFile(), swapped.fileName()}) {
        const auto status = run({u"status"_s, u"--env"_s, file});
        QVERIFY2(status.output.startsWith("NO PRIMARY") && status.output.endsWith(command(file)),
                 toldBy(status));
        const auto check = run({u"failover"_s, u"check"_s, u"--env"_s, file});
        QVERIFY2((check.output + check.errors).contains(command(file)), toldBy(check));
        const auto json = run({u"status"_s, u"--json"_s, u"--env"_s, file});
        QVERIFY2(!json.output.contains("failover promote"), toldBy(json));
    }
    // Nothing is known to be lost, and that is not to say that nothing is.
    const auto dryRun = [&](const QStringList &more) {
        return run(with({u"failover"_s, u"promote"_s, QString::fromUtf8(address(u"replica1"_s)),
                         u"--dry-run"_s, u"--data-dir"_s, folder.path()}) +
                   more);
    };
    const auto unknown = dryRun({});
    QVERIFY2(unknown.output.contains("Loss: How much would be lost is unknown; nothing is known to be lost"),
             toldBy(unknown));
    // A console on this folder has seen more of the primary than the replica received.
    const auto folders = QDir(folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(folders.size(), 1); // of this cluster
    const QDir state(folder.filePath(folders.first()));
    const auto profile = models::ClusterProfile::fromEnvFile(m_sandbox->envFile());
    QVERIFY(profile);
    const auto now = db::standingOf(m_sandbox->endpoint(u"replica1"_s), db::Deadline::in(5s));
    QVERIFY(now && now->received);
    db::LastSeen seen{u"primary"_s, *now->received, QDateTime::currentMSecsSinceEpoch(),
                      now->systemIdentifier, now->timeline.value_or(0)};
    seen.lsn.value += 77968;
    models::keepLastPrimary(state.path(), *profile, seen);
    const auto known = dryRun({});
    QVERIFY2(known.output.contains("Loss: At least 77968 bytes of WAL are lost, from "), toldBy(known));
    // A switchover that was cut off is told with what it left, and what becomes of it.
    db::FailoverRecord record;
    record.kind = u"switchover"_s;
    record.from = u"primary"_s;
    record.to = u"replica1"_s;
    record.step = u"received"_s;
    QVERIFY(record.save(state.filePath(u"failover.json"_s)));
    const auto signal = m_sandbox->dataDirectory(u"primary"_s) + u"/standby.signal"_s;
    const auto old = "primary (" + address(u"primary"_s) + ')';
    const auto open = dryRun({});
    QVERIFY2(open.output.contains("was cut off at its step 'received'. " + old + " may refuse writes"),
             toldBy(open));
    QVERIFY(QFile(signal).open(QIODevice::WriteOnly));
    const auto fenced = dryRun({});
    QVERIFY2(fenced.output.contains("standby.signal lies in the data directory of " + old) &&
                 fenced.output.contains("its record is removed"),
             toldBy(fenced));
    QVERIFY(QFile::remove(signal) && QFile::remove(state.filePath(u"failover.json"_s)));
    // Without --env: it is the .env of the folder.
    const auto promoted = run({u"failover"_s, u"promote"_s, QString::fromUtf8(address(u"replica1"_s)),
                               u"--yes"_s, u"--data-dir"_s, folder.path()},
                              m_sandbox->directory());
    QVERIFY2(promoted.code == 0, toldBy(promoted));
    QVERIFY2(promoted.output.contains("has its standby.signal and can only start as a replica"),
             toldBy(promoted));
    for (const auto *verb : {"rejoin", "swap-env"})
        QVERIFY2(promoted.output.contains(QByteArray("seawallctl failover ") + verb + " --env "),
                 toldBy(promoted));
}

void TestCtlPromote::theServerThatWasLeftBehindIsNamed()
{
    const auto address = [this](const QString &node) {
        return u"localhost:%1"_s.arg(m_sandbox->endpoint(node).port());
    };
    const auto old = address(u"primary"_s);
    const auto command = u"seawallctl failover rejoin --env %1 %2"_s.arg(m_sandbox->envFile(), old);
    const auto isTold = [&](const QString &state, const QString &said) {
        for (const auto &verb : {QStringList{u"status"_s}, QStringList{u"failover"_s, u"check"_s}}) {
            const auto ended = run(with(verb));
            const auto text = QString::fromUtf8(ended.output + ended.errors);
            if (!text.contains(said) || !text.contains(command)) {
                qWarning().noquote() << said << command << toldBy(ended);
                return false;
            }
        }
        const auto json = run(with({u"status"_s, u"--json"_s}));
        const auto left = QJsonDocument::fromJson(json.output)[u"left_behind"_s].toArray().at(0).toObject();
        const auto found = left[u"state"_s].toString() + u' ' + left[u"address"_s].toString() + u' ' +
                           left[u"primary"_s].toString() + u' ' + left[u"command"_s].toString();
        if (found != u"%1 %2 replica1 %3"_s.arg(state, old, command))
            qWarning().noquote() << toldBy(json);
        return found == u"%1 %2 replica1 %3"_s.arg(state, old, command);
    };
    // Promoted by the test before; the old primary is down.
    const auto missing = u"primary (%1), which is configured as the primary"_s.arg(old);
    QVERIFY(isTold(u"unreachable"_s, missing));
    const auto fenced = run(with({u"status"_s}));
    QVERIFY2(fenced.output.contains("and standby.signal lies in its data directory: started as it is") &&
                 !fenced.output.contains("sandbox start"),
             toldBy(fenced));
    QVERIFY(m_sandbox->start(u"primary"_s)); // its standby.signal lets it start as a replica only
    QTRY_VERIFY_WITH_TIMEOUT(
        isTold(u"older timeline"_s, u"primary (%1) is a replica on timeline 1"_s.arg(old)), 15000);
    QVERIFY(m_sandbox->stop(u"primary"_s));
    QVERIFY(QFile::remove(m_sandbox->directory() + u"/primary/data/standby.signal"_s));
    const auto open = run(with({u"status"_s, u"--json"_s}));
    const auto left = QJsonDocument::fromJson(open.output)[u"left_behind"_s][0];
    QVERIFY2(left[u"has_standby_signal"_s] == QJsonValue(false) &&
                 left[u"told"_s].toString().contains(u"and no standby.signal lies in its data directory"_s),
             toldBy(open));
    QVERIFY(m_sandbox->start(u"primary"_s));
    QTRY_VERIFY_WITH_TIMEOUT(
        isTold(u"second primary"_s,
               u"primary (%1) takes writes on timeline 1 and is the older of the two"_s.arg(old)),
        15000);
    const auto rejoined =
        run(with({u"failover"_s, u"rejoin"_s, old, u"--yes"_s, u"--data-dir"_s, m_sandbox->directory()}));
    QVERIFY2(rejoined.code == 0, toldBy(rejoined));
    QTRY_VERIFY_WITH_TIMEOUT(run(with({u"status"_s})).code == 0, 15000);
    const auto status = run(with({u"status"_s}));
    QVERIFY2(!status.output.contains("rejoin"), toldBy(status));
}

QTEST_GUILESS_MAIN(TestCtlPromote)
#include "tst_ctlpromote.moc"
