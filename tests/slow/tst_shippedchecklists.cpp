// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

#include <QJsonArray>

#include <map>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;

/// The checklists that come with Seawall, walked through on a real pair: what they can check is checked, and
/// tells a healthy cluster from one with the trouble they are for.
class TestShippedChecklists : public QObject
{
    Q_OBJECT

private:
    SandboxFixture m_sandbox;
    QTemporaryDir m_folder;
    int m_walks = 0;

    /// All that can be run is run, whatever fails; a state of its own each time.
    std::unique_ptr<QProcess> walk(const QString &name, const QStringList &more = {})
    {
        auto process = std::make_unique<QProcess>();
        process->setWorkingDirectory(m_folder.path());
        process->start(seawallctl,
                       QStringList{u"checklist"_s, u"run"_s, name, u"--env"_s, m_sandbox->envFile(),
                                   u"--data-dir"_s, m_folder.filePath(QString::number(++m_walks)), u"--yes"_s,
                                   u"--keep-going"_s, u"--json"_s} +
                           more);
        return process;
    }
    static QJsonArray stepsOf(QProcess &process)
    {
        process.waitForFinished(300000);
        return QJsonDocument::fromJson(process.readAllStandardOutput()).object()[u"steps"].toArray();
    }
    static QStringList in(const QJsonArray &steps, const QString &state)
    {
        QStringList titles;
        for (const auto &step : steps)
            if (step[u"state"].toString() == state)
                titles << step[u"title"].toString() + u": "_s + step[u"told"].toString();
        return titles;
    }
    /// Of the step that begins so.
    static QString stateOf(const QJsonArray &steps, const QString &title)
    {
        for (const auto &step : steps)
            if (step[u"title"].toString().startsWith(title))
                return step[u"state"].toString();
        return u"not there"_s;
    }

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1); }

    void eachFindsAHealthyClusterHealthy()
    {
        const auto rollout = u"replica-rollout"_s;
        const std::map<QString, int> checks{{rollout, 21},
                                            {u"switchover"_s, 10},
                                            {u"minor-upgrade"_s, 11},
                                            {u"incident-replica-lagging"_s, 10},
                                            {u"incident-connections-exhausted"_s, 8}};
        std::map<QString, std::unique_ptr<QProcess>> walks; // most of them is waiting: all at once
        std::map<QString, QJsonArray> found;
        for (const auto &[name, count] : checks) {
            if (name != rollout)
                walks[name] = walk(name);
        }
        for (const auto &[name, count] : checks) {
            if (name == rollout)
                continue; // its drills stop what the others look at: it comes last
            found[name] = stepsOf(*walks[name]);
        }
        found[rollout] = stepsOf(*walk(rollout));
        for (const auto &[name, count] : checks) {
            const auto &steps = found[name];
            const auto failed = in(steps, u"failed"_s) + in(steps, u"interrupted"_s);
            QVERIFY2(failed.isEmpty(), qPrintable(name + u": "_s + failed.join(u'\n')));
            const auto passed = in(steps, u"passed"_s);
            QVERIFY2(passed.size() >= count, qPrintable(name + u": "_s + passed.join(u'\n')));
            for (const auto &step : steps) // what is left is done by hand, or has to be given something first
                if (step[u"state"].toString() == u"open"_s)
                    QCOMPARE(step[u"kind"].toString(), u"manual"_s);
        }
    }

    void theIncidentOfLagFindsReplayPaused()
    {
        auto connection = db::Connection::open(m_sandbox->endpoint(u"replica1"_s), {.readOnly = false},
                                               db::Deadline::in(std::chrono::seconds(10)));
        QVERIFY(connection);
        const auto deadline = db::Deadline::in(std::chrono::seconds(20));
        QVERIFY(connection->execute(u"SELECT pg_wal_replay_pause()"_s, {}, deadline));
        auto incident = walk(u"incident-replica-lagging"_s, {u"--step"_s, u"line:43"_s});
        auto switchover = walk(u"switchover"_s, {u"--step"_s, u"line:16"_s});
        QCOMPARE(stateOf(stepsOf(*incident), u"Is replay paused?"_s), u"failed"_s);
        QCOMPARE(stateOf(stepsOf(*switchover), u"Replay is not paused"_s), u"failed"_s);
        QVERIFY(connection->execute(u"SELECT pg_wal_replay_resume()"_s, {}, deadline));
    }

    void aReplicaThatIsAwayFailsWhatRestsOnIt()
    {
        QVERIFY(m_sandbox->stop(u"replica1"_s));
        auto incident = walk(u"incident-replica-lagging"_s);
        auto rollout = walk(u"replica-rollout"_s, {u"--only-checks"_s});
        const auto lagging = stepsOf(*incident);
        QCOMPARE(stateOf(lagging, u"Every node answers"_s), u"failed"_s);
        QCOMPARE(stateOf(lagging, u"Does its walreceiver run?"_s), u"failed"_s);
        QCOMPARE(stateOf(lagging, u"Replication lag < 1 second"_s), u"failed"_s);
        const auto rolled = stepsOf(*rollout);
        QCOMPARE(stateOf(rolled, u"The primary sees it"_s), u"failed"_s);
        QCOMPARE(stateOf(rolled, u"No slot is without its consumer"_s), u"failed"_s);
        QCOMPARE(stateOf(rolled, u"WAL is written in enough detail"_s), u"passed"_s);
        QVERIFY(m_sandbox->start(u"replica1"_s));
    }
};

QTEST_GUILESS_MAIN(TestShippedChecklists)
#include "tst_shippedchecklists.moc"
