// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/clusterchanges.h"
#include "db/failover/switchover.h"
#include "tests/support/failoverbench.h"
#include "tests/support/sandboxfixture.h"

#include <QProcess>

#include <csignal>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = db::FailoverEvent::Kind;
using State = db::FailoverReport::State;

namespace {

const QStringList steps{u"verify"_s,   u"prepare"_s, u"checkpoint"_s, u"block"_s,
                        u"catch-up"_s, u"stop"_s,    u"received"_s,   u"promote"_s,
                        u"write"_s,    u"rejoin"_s,  u"repoint"_s,    u"confirm"_s};

db::SwitchoverOptions hasty()
{
    db::SwitchoverOptions options;
    options.catchUpTime = 2s;
    options.stopTime = 8s;
    options.promoteTime = 10s;
    options.streamTime = 15s;
    return options;
}

models::FailoverSite siteIn(const QString &directory)
{
    const auto sandbox = db::Sandbox::open(directory);
    return sandbox ? siteOf(*sandbox, directory) : models::FailoverSite();
}

/// Called in a process of its own: it is killed when that step begins.
int dieAt(const QString &directory, const QString &to, const QString &step)
{
    const auto site = siteIn(directory);
    const auto plan = db::planSwitchover(site.members, to, db::Deadline::in(20s));
    if (!plan)
        return 1;
    static_cast<void>(db::runSwitchover(site.members, *plan, hasty(), site.recordFile,
                                        [&](const db::FailoverEvent &event) {
                                            if (event.kind == Kind::Started &&
                                                plan->steps[std::size_t(event.step)].id == step)
                                                ::kill(::getpid(), SIGKILL);
                                        },
                                        {}));
    return 2;
}

} // namespace

/// Whatever dies during a switchover: at its end there is one primary that takes writes, or none and
/// a sentence that says what to do; never two.
class TestSwitchoverFaults : public QObject
{
    Q_OBJECT

private:
    SandboxFixture m_sandbox;
    models::FailoverSite m_site;

    const db::Endpoint &endpoint(const QString &node) { return db::memberOf(m_site.members, node)->endpoint; }

    void columnsOfSteps()
    {
        QTest::addColumn<QString>("step");
        for (const auto &step : steps)
            QTest::newRow(qPrintable(step)) << step;
    }

    /// Starts whatever is stopped, and switches back until 'primary' is the primary and all stream.
    void putRight()
    {
        for (const auto &node : m_sandbox->nodes()) {
            if (node.state == db::SandboxNode::State::Stopped)
                QVERIFY(m_sandbox->start(node.name));
        }
        QTRY_COMPARE_WITH_TIMEOUT(writableNodes(m_site.members).size(), 1, 20000);
        for (const auto &member : m_site.members) {
            const auto now = db::standingOf(member.endpoint, db::Deadline::in(5s));
            if (now && now->role == db::Role::Replica && !now->streams())
                QTRY_VERIFY_WITH_TIMEOUT(db::standingOf(member.endpoint, db::Deadline::in(5s))->streams(),
                                         20000);
        }
        if (writableNodes(m_site.members).first() == u"primary")
            return;
        const auto plan = db::planSwitchover(m_site.members, u"primary"_s, db::Deadline::in(20s));
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
        const auto back = db::runSwitchover(m_site.members, *plan, {}, m_site.recordFile, {}, {});
        QVERIFY2(back.state == State::Done, qPrintable(tellingOf(back)));
    }

    /// As a person would after reading it.
    void recover()
    {
        const auto record = db::FailoverRecord::load(m_site.recordFile);
        QVERIFY2(record, record ? "" : qPrintable(record.error().message));
        if (!*record)
            return;
        for (const auto &node : {(*record)->to}) { // the candidate may have been the one that died
            const auto nodes = m_sandbox->nodes();
            const auto found = std::ranges::find(nodes, node, &db::SandboxNode::name);
            if (found->state == db::SandboxNode::State::Stopped)
                QVERIFY(m_sandbox->start(node));
        }
        const auto found = db::examineRecord(m_site.members, **record, db::Deadline::in(20s));
        QVERIFY2(found.canGoBack || found.canGoForward, qPrintable(found.standing));
        const bool forward = found.canGoForward && !found.canGoBack;
        const auto report =
            db::recoverSwitchover(m_site.members, **record, forward, hasty(), m_site.recordFile, {}, {});
        QVERIFY2(report.state == (forward ? State::Done : State::Restored), qPrintable(tellingOf(report)));
        QCOMPARE(writableNodes(m_site.members), QStringList{forward ? (*record)->to : (*record)->from});
    }

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 2);
        m_site = siteIn(m_sandbox->directory());
        QCOMPARE(m_site.members.size(), std::size_t{3});
    }

    void init() { putRight(); }

    void aConsoleThatIsKilledAtAStepLeavesAWayAndNeverTwoPrimaries_data() { columnsOfSteps(); }
    void aConsoleThatIsKilledAtAStepLeavesAWayAndNeverTwoPrimaries()
    {
        QFETCH(QString, step);
        WriteLoad load(m_site.members);
        QTRY_VERIFY(load.acknowledged() > 20);
        QProcess console;
        console.start(QCoreApplication::applicationFilePath(),
                      {u"--die-at"_s, m_sandbox->directory(), u"replica1"_s, step});
        QVERIFY(console.waitForFinished(60000));
        QVERIFY(console.exitStatus() == QProcess::CrashExit);
        QVERIFY(writableNodes(m_site.members).size() <= 1);
        recover();
        const auto writable = writableNodes(m_site.members);
        QCOMPARE(writable.size(), 1);
        QCOMPARE(load.lossOn(endpoint(writable.first())), QString());
    }

    void aCandidateThatIsKilledAtAStepIsSurvived_data() { columnsOfSteps(); }
    void aCandidateThatIsKilledAtAStepIsSurvived()
    {
        QFETCH(QString, step);
        killAt(step, u"replica1"_s);
    }

    void anOldPrimaryThatIsKilledAtAStepIsSurvived_data() { columnsOfSteps(); }
    void anOldPrimaryThatIsKilledAtAStepIsSurvived()
    {
        QFETCH(QString, step);
        killAt(step, u"primary"_s);
    }

private:
    void killAt(const QString &step, const QString &node)
    {
        WriteLoad load(m_site.members);
        QTRY_VERIFY(load.acknowledged() > 20);
        const auto plan = db::planSwitchover(m_site.members, u"replica1"_s, db::Deadline::in(20s));
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
        const auto report = db::runSwitchover(m_site.members, *plan, hasty(), m_site.recordFile,
                                              [&](const db::FailoverEvent &event) {
                                                  if (event.kind == Kind::Started &&
                                                      plan->steps[std::size_t(event.step)].id == step)
                                                      static_cast<void>(m_sandbox->stop(node, true));
                                              },
                                              {});
        const auto writable = writableNodes(m_site.members);
        QVERIFY2(writable.size() <= 1, qPrintable(writable.join(u' ') + u'\n' + tellingOf(report)));
        QVERIFY(!report.standing.isEmpty());
        if (report.state == State::Restored)
            QCOMPARE(writable, QStringList{u"primary"_s});
        recover();
        putRight();
        QCOMPARE(load.lossOn(endpoint(u"primary"_s)), QString());
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--die-at")
        return dieAt(arguments.value(2), arguments.value(3), arguments.value(4));
    TestSwitchoverFaults test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_switchoverfaults.moc"
