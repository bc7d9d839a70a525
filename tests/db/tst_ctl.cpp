// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/nodecontrol.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSettings>
#include <QTest>

#include <csignal>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QStringList nodeKeys{u"address"_s,         u"applications"_s,
                           u"configured_role"_s, u"error"_s,
                           u"lag_bytes"_s,       u"lag_is_estimate"_s,
                           u"lag_is_floor"_s,    u"lag_resolution_seconds"_s,
                           u"lag_seconds"_s,     u"last_role"_s,
                           u"missing_rights"_s,  u"name"_s,
                           u"pg_reported"_s,     u"pools"_s,
                           u"reachable"_s,       u"reason"_s,
                           u"rivalry"_s,         u"role"_s,
                           u"rpo_bytes"_s,       u"rpo_seconds"_s,
                           u"sessions"_s,        u"slots"_s,
                           u"timeline"_s,        u"utilization"_s,
                           u"verdict"_s,         u"version"_s};

} // namespace

class TestCtl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void statusTellsAHealthyCluster();
    void statusJsonHasEveryKey();
    void statusFindsTheEnvFileOfTheWorkingDirectory();
    void watchWritesAnObjectANodeATick();
    void watchEndsAtOnceOnAnInterrupt();
    void watchRestoresTheTerminal();
    void aClosedPipeEndsWatchQuietly();
    void noColourIsPrintedIntoPipesOrWithNoColor();
    void withoutAClusterTheOneOfTheWindowIsNamed();
    void aNodeIsMeantByItsAddressToo();

private:
    QStringList with(const QStringList &command) const;
    Ended fine(const QStringList &command, const QString &folder = u"/"_s) const;
    QString quoted(const QStringList &command) const;
    mutable SandboxFixture m_sandbox;
};

QStringList TestCtl::with(const QStringList &command) const
{
    return command + QStringList{u"--env"_s, m_sandbox->envFile()};
}

/// On a busy machine a server may not answer for a moment, and the cluster is then rightly said not to be
/// fine.
Ended TestCtl::fine(const QStringList &command, const QString &folder) const
{
    auto ended = run(command, folder);
    for (int tries = 1; tries < 5 && ended.code == 1; ++tries)
        ended = run(command, folder);
    return ended;
}

QString TestCtl::quoted(const QStringList &command) const
{
    return seawallctl + u' ' + with(command).join(u' ');
}

void TestCtl::initTestCase()
{
    START_SANDBOX(m_sandbox, 1);
    QTRY_COMPARE_WITH_TIMEOUT(run(with({u"status"_s})).code, 0, 30000);
}

void TestCtl::statusTellsAHealthyCluster()
{
    QElapsedTimer timer;
    timer.start();
    const auto ended = fine(with({u"status"_s}));
    QVERIFY2(ended.code == 0, toldBy(ended));
    QVERIFY2(timer.elapsed() < 10000, toldBy(ended));
    QVERIFY2(ended.output.startsWith("HEALTHY"), toldBy(ended));
    for (const auto *word : {"primary", "replica1", "STREAMING", "NODE", "LAG"})
        QVERIFY2(ended.output.contains(word), toldBy(ended));
    QCOMPARE(ended.errors, QByteArray());
}

void TestCtl::statusJsonHasEveryKey()
{
    const auto ended = fine(with({u"status"_s, u"--json"_s}));
    QVERIFY2(ended.code == 0, toldBy(ended));
    const auto root = QJsonDocument::fromJson(ended.output).object();
    QCOMPARE(root.keys(), (QStringList{u"cluster"_s, u"cut_off"_s, u"left_behind"_s, u"nodes"_s}));
    const auto cluster = root[u"cluster"_s].toObject();
    QCOMPARE(cluster.keys(), (QStringList{u"reason"_s, u"system_identifier"_s, u"verdict"_s}));
    QCOMPARE(cluster[u"verdict"_s].toString(), u"HEALTHY"_s);
    QVERIFY(root[u"left_behind"_s].isArray() && root[u"left_behind"_s].toArray().isEmpty());
    QVERIFY(cluster[u"system_identifier"_s].toString().size() > 15);

    const auto nodes = root[u"nodes"_s].toArray();
    QCOMPARE(nodes.size(), 2);
    const auto primary = nodes[0].toObject();
    const auto replica = nodes[1].toObject();
    QCOMPARE(primary.keys(), nodeKeys);
    QCOMPARE(replica.keys(), nodeKeys);
    QCOMPARE(primary[u"role"_s].toString(), u"primary"_s);
    QVERIFY(primary[u"lag_seconds"_s].isNull());
    QVERIFY(primary[u"slots"_s].toArray().size() >= 1);
    QCOMPARE(replica[u"role"_s].toString(), u"replica"_s);
    QCOMPARE(replica[u"verdict"_s].toString(), u"STREAMING"_s);
    QVERIFY(replica[u"lag_seconds"_s].isDouble());
    QVERIFY(replica[u"lag_seconds"_s].toDouble() < 1);
    QCOMPARE(replica[u"lag_is_floor"_s].toBool(true), false);
    QVERIFY(replica[u"lag_resolution_seconds"_s].toDouble() >= 0.1);
    QCOMPARE(replica[u"lag_bytes"_s].toObject().keys(),
             (QStringList{u"flush"_s, u"replay"_s, u"sent"_s, u"write"_s}));
    QVERIFY(replica[u"lag_bytes"_s].toObject()[u"replay"_s].isDouble());
    QCOMPARE(replica[u"pg_reported"_s].toObject().keys(),
             (QStringList{u"flush_lag"_s, u"replay_lag"_s, u"since_last_replayed_xact"_s, u"write_lag"_s}));
    QVERIFY(replica[u"rpo_bytes"_s].isDouble());
    const auto sessions = primary[u"sessions"_s].toObject();
    QCOMPARE(sessions.keys(),
             (QStringList{u"active"_s, u"idle"_s, u"idle_in_transaction"_s, u"other"_s, u"usable"_s}));
    QVERIFY(sessions[u"active"_s].toInt() >= 1); // ourselves
    QVERIFY(primary[u"utilization"_s].toDouble() > 0);
    QVERIFY(primary[u"error"_s].isNull());
    QCOMPARE(primary[u"timeline"_s].toInt(), 1);
}

void TestCtl::statusFindsTheEnvFileOfTheWorkingDirectory()
{
    const auto found = fine({u"status"_s}, m_sandbox->directory());
    QVERIFY2(found.code == 0, toldBy(found));
    const auto none = run({u"status"_s}, u"/proc"_s);
    QVERIFY2(none.code == 2, toldBy(none));
    QVERIFY2(none.errors.contains("--env") && none.errors.contains("seawallctl sandbox up, then cd"),
             toldBy(none));
}

void TestCtl::watchWritesAnObjectANodeATick()
{
    const auto ended = fine(with({u"watch"_s, u"--interval"_s, u"250ms"_s, u"--duration"_s, u"2s"_s}));
    QVERIFY2(ended.code == 0, toldBy(ended));
    const auto lines = linesOf(ended.output);
    QVERIFY2(lines.size() >= 4 && lines.size() <= 20 && lines.size() % 2 == 0, toldBy(ended));
    static const QRegularExpression iso(uR"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$)"_s);
    for (int i = 0; i < lines.size(); ++i) {
        auto keys = lines[i].keys();
        QVERIFY(keys.removeOne(u"time"_s));
        QCOMPARE(keys, nodeKeys);
        QVERIFY(iso.match(lines[i][u"time"_s].toString()).hasMatch());
        QCOMPARE(lines[i][u"name"_s].toString(), i % 2 == 0 ? u"primary"_s : u"replica1"_s);
        QCOMPARE(lines[i][u"time"_s], lines[i - i % 2][u"time"_s]);
    }
    const auto first = QDateTime::fromString(lines.first()[u"time"_s].toString(), Qt::ISODateWithMs);
    const auto last = QDateTime::fromString(lines.last()[u"time"_s].toString(), Qt::ISODateWithMs);
    const auto step = static_cast<double>(first.msecsTo(last)) / (static_cast<double>(lines.size()) / 2 - 1);
    QVERIFY2(step > 200 && step < 800, qPrintable(QString::number(step)));
}

void TestCtl::watchEndsAtOnceOnAnInterrupt()
{
    QProcess process;
    process.start(seawallctl, with({u"watch"_s, u"--interval"_s, u"60s"_s}));
    QVERIFY(process.waitForReadyRead(10000));
    QElapsedTimer timer;
    timer.start();
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(10000));
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(process.readAllStandardError(), QByteArray());
}

void TestCtl::watchRestoresTheTerminal()
{
    const auto ended = shell(u"TERM=xterm script -qec '%1' /dev/null"_s.arg(
        quoted({u"watch"_s, u"--interval"_s, u"250ms"_s, u"--duration"_s, u"4s"_s})));
    QVERIFY2(ended.output.contains("\033[?1049h"), toldBy(ended));
    QVERIFY2(ended.output.contains("STREAMING"), toldBy(ended));
    QVERIFY2(ended.output.count("HEALTHY") >= 3, toldBy(ended));
    QVERIFY2(ended.output.lastIndexOf("\033[?1049l") > ended.output.lastIndexOf("STREAMING"), toldBy(ended));
    QVERIFY2(ended.output.contains("\033[?25h"), toldBy(ended));
}

void TestCtl::aClosedPipeEndsWatchQuietly()
{
    QElapsedTimer timer;
    timer.start();
    const auto ended = shell(quoted({u"watch"_s, u"--interval"_s, u"250ms"_s}) + u" | head -n 1"_s);
    QCOMPARE(linesOf(ended.output).size(), 1);
    QCOMPARE(ended.errors, QByteArray());
    QVERIFY2(timer.elapsed() < 30000, qPrintable(QString::number(timer.elapsed())));
    const auto ignored =
        shell(u"trap '' PIPE; "_s + quoted({u"watch"_s, u"--interval"_s, u"250ms"_s}) + u" | head -n 1"_s);
    QCOMPARE(linesOf(ignored.output).size(), 1);
}

void TestCtl::noColourIsPrintedIntoPipesOrWithNoColor()
{
    QVERIFY(!run(with({u"status"_s})).output.contains('\033'));
    const auto status = quoted({u"status"_s});
    QVERIFY(shell(u"unset NO_COLOR; TERM=xterm script -qec '%1' /dev/null"_s.arg(status))
                .output.contains("\033[32m"));
    QVERIFY(
        !shell(u"NO_COLOR=1 TERM=xterm script -qec '%1' /dev/null"_s.arg(status)).output.contains('\033'));
}

void TestCtl::withoutAClusterTheOneOfTheWindowIsNamed()
{
    const QTemporaryDir state;
    const auto env = m_sandbox->directory() + u"/.env"_s;
    QVERIFY(QDir(state.path()).mkpath(u"seawall"_s));
    QSettings(state.filePath(u"seawall/console.ini"_s), QSettings::IniFormat)
        .setValue(u"cluster/lastFile"_s, env);
    const auto before = qgetenv("XDG_STATE_HOME");
    const auto back = qScopeGuard([&] { qputenv("XDG_STATE_HOME", before); });
    qputenv("XDG_STATE_HOME", state.path().toUtf8());
    const auto ended = run({u"status"_s});
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.errors.contains("The window last had " + env.toUtf8()), toldBy(ended));
    qputenv("XDG_STATE_HOME", "/nonexistent");
    QVERIFY(!run({u"status"_s}).errors.contains("The window"));
}

void TestCtl::aNodeIsMeantByItsAddressToo()
{
    const auto at = [this](const QString &node) {
        return u"localhost:%1"_s.arg(m_sandbox->endpoint(node).port());
    };
    const auto primary = at(u"primary"_s);
    const auto replica = at(u"replica1"_s);
    const auto checked = run(with({u"failover"_s, u"check"_s, u"--to"_s, replica}));
    QVERIFY2(checked.output.contains("from primary to replica1"), toldBy(checked));
    const QTemporaryDir state;
    const auto act = [&](const QString &verb) {
        return run(
            {u"sandbox"_s, verb, replica, u"--dir"_s, m_sandbox->directory(), u"--data-dir"_s, state.path()});
    };
    const auto stopped = act(u"stop"_s);
    QVERIFY2(stopped.code == 0, toldBy(stopped));
    QVERIFY(m_sandbox->nodes().at(0).state == db::SandboxNode::State::Running);
    QVERIFY(m_sandbox->nodes().at(1).state == db::SandboxNode::State::Stopped);
    QCOMPARE(act(u"start"_s).code, 0);
    {
        auto called = m_sandbox->endpoint(u"replica1"_s);
        called.name = u"primary"_s; // by the .env, and not by the sandbox
        const auto control = db::makeNodeControl(
            {db::ControlSettings::Kind::Sandbox, m_sandbox->directory(), {}, {}, {}}, called);
        QVERIFY(control);
        QVERIFY((*control)
                    ->commands(db::NodeAction::Stop)
                    .front()
                    .startsWith(u"seawallctl sandbox stop %1 "_s.arg(replica)));
        // After a swap in the .env a name is another server's than the sandbox's.
        QFile env(m_sandbox->directory() + u"/.env"_s);
        QVERIFY(env.open(QIODevice::ReadOnly));
        const auto before = env.readAll();
        env.close();
        const auto put = [&](const QByteArray &text) {
            return env.open(QIODevice::WriteOnly | QIODevice::Truncate) && env.write(text) == text.size() &&
                   (env.close(), true);
        };
        const auto port = [&](const QString &node) {
            return QByteArray::number(m_sandbox->endpoint(node).port());
        };
        auto swapped = before;
        swapped.replace("_PORT=" + port(u"primary"_s), "_PORT=x")
            .replace("_PORT=" + port(u"replica1"_s), "_PORT=" + port(u"primary"_s));
        QVERIFY(put(swapped.replace("_PORT=x", "_PORT=" + port(u"replica1"_s))));
        const auto refused = run({u"sandbox"_s, u"stop"_s, u"replica1"_s, u"--dir"_s, m_sandbox->directory(),
                                  u"--data-dir"_s, state.path()});
        QVERIFY(put(before));
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.errors.contains("'replica1' is localhost:" + port(u"primary"_s) + " in the .env"),
                 toldBy(refused));
    }
    const auto listed = run(with({u"journal"_s, u"list"_s, u"--data-dir"_s, state.path()}));
    QVERIFY2(listed.output.contains("Stop replica1") && listed.output.contains("Start replica1"),
             toldBy(listed));
}

QTEST_GUILESS_MAIN(TestCtl)
#include "tst_ctl.moc"
