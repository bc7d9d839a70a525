// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drill.h"
#include "db/failover/nodestanding.h"
#include "models/checklist/stepoperation.h"
#include "models/journal.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/failoverbench.h"
#include "tests/support/sandboxfixture.h"
#include "tests/support/snapshots.h"

#include <QDirIterator>
#include <QJsonArray>

#include <csignal>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Drills from the command line and from a checklist, and one that is killed partway.
class TestCtlDrill : public QObject
{
    Q_OBJECT

private:
    SandboxFixture m_sandbox;
    QTemporaryDir m_folder;

    QStringList drill(const QStringList &more) const
    {
        return QStringList{u"failover"_s, u"drill"_s,      u"--env"_s,
                           m_sandboxEnv,  u"--data-dir"_s, m_folder.path()} +
               more;
    }
    QString m_sandboxEnv;
    /// The file of that name in the cluster's folder; empty: there is none.
    QString kept(const QString &name) const
    {
        QDirIterator files(m_folder.path(), {name}, QDir::Files, QDirIterator::Subdirectories);
        return files.hasNext() ? files.next() : QString();
    }
    QString stateOf(const QString &node)
    {
        for (const auto &each : m_sandbox->nodes()) {
            if (each.name == node)
                return each.state == db::SandboxNode::State::Running  ? u"running"_s
                       : each.state == db::SandboxNode::State::Paused ? u"paused"_s
                                                                      : u"stopped"_s;
        }
        return {};
    }
    bool allStream()
    {
        const auto site = siteOf(*m_sandbox);
        const auto plan = db::planDrill(site.members, db::DrillKind::NetworkCut, {}, db::Deadline::in(10s));
        return plan && plan->primary == u"primary" && plan->replicas.size() == 2;
    }

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 2);
        m_sandboxEnv = m_sandbox->envFile();
    }
    void init() { QTRY_VERIFY_WITH_TIMEOUT(allStream(), 60000); }

    void theNodeThatTakesWritesIsNotBroughtBack()
    {
        const auto primary = u"localhost:%1"_s.arg(m_sandbox->endpoint(u"primary"_s).port());
        const auto asked =
            run({u"failover"_s, u"rejoin"_s, primary, u"--dry-run"_s, u"--env"_s, m_sandboxEnv});
        QVERIFY2(asked.errors.contains(u"primary (%1) takes writes now"_s.arg(primary).toUtf8()),
                 toldBy(asked));
    }

    void aSettingThatIsEmptyIsNotAnUnknownOne()
    {
        auto replica =
            db::Connection::open(m_sandbox->endpoint(u"replica1"_s),
                                 {.applicationName = u"test"_s, .readOnly = false}, db::Deadline::in(10s));
        QVERIFY(replica.has_value());
        const auto change = [&](const char *sql) {
            return replica->execute(QString::fromLatin1(sql), {}, db::Deadline::in(10s)).has_value() &&
                   replica->execute(u"SELECT pg_reload_conf()"_s, {}, db::Deadline::in(10s)).has_value();
        };
        const auto commandOnReplica = [&] {
            const auto shown = replica->execute(u"SHOW archive_cleanup_command"_s, {}, db::Deadline::in(10s));
            return shown ? shown->text(0, 0) : QString();
        };
        QVERIFY(change("ALTER SYSTEM SET archive_cleanup_command = 'true'"));
        QTRY_COMPARE_WITH_TIMEOUT(commandOnReplica(), u"true"_s, 10000);
        const auto checked =
            run({u"failover"_s, u"check"_s, u"--to"_s, u"replica1"_s, u"--json"_s, u"--env"_s, m_sandboxEnv});
        QVERIFY(change("ALTER SYSTEM RESET archive_cleanup_command"));
        QJsonObject found;
        for (const auto &each : QJsonDocument::fromJson(checked.output)[u"settings"_s].toArray())
            if (each[u"name"_s] == u"archive_cleanup_command"_s)
                found = each.toObject();
        QVERIFY2(!found.isEmpty(), toldBy(checked));
        QCOMPARE(found[u"primary"_s], QJsonValue(u""_s));
        QCOMPARE(found[u"candidate"_s], QJsonValue(u"true"_s));
    }

    void theyAreListed()
    {
        const auto listed = run(drill({u"--list"_s}));
        QVERIFY2(listed.code == 0, toldBy(listed));
        for (const auto &info : db::allDrills())
            QVERIFY2(listed.output.contains(info.name.toUtf8()), toldBy(listed));
        QVERIFY(listed.output.contains("never run"));
    }

    void whatIsNoDrillIsWrongUsage()
    {
        QCOMPARE(run(drill({u"earthquake"_s})).code, 2);
        QCOMPARE(run(drill({})).code, 2);
        const auto unknown = run(drill({u"replica-fails"_s, u"--node"_s, u"nobody"_s, u"--yes"_s}));
        QCOMPARE(unknown.code, 2);
        // What it says to do reaches the same cluster.
        QVERIFY2(unknown.errors.contains("seawallctl status --env " + m_sandboxEnv.toLocal8Bit()),
                 toldBy(unknown));
    }

    void aDryRunSaysWhatWouldBeDoneAndDoesNothing()
    {
        const auto shown = run(drill({u"primary-fails"_s, u"--dry-run"_s}));
        QVERIFY2(shown.code == 0, toldBy(shown));
        QVERIFY(shown.output.contains("seawallctl sandbox stop primary"));
        QVERIFY(shown.output.contains("Nothing was done."));
        QCOMPARE(stateOf(u"primary"_s), u"running"_s);
        QVERIFY(kept(u"journal.sqlite"_s).isEmpty());
    }

    void nobodyToAskIsNotAYes()
    {
        QCOMPARE(run(drill({u"primary-fails"_s})).code, 2);
        QCOMPARE(stateOf(u"primary"_s), u"running"_s);
    }

    void oneIsRunJournalledAndKept()
    {
        const auto done = run(drill({u"replay-paused"_s, u"--hold"_s, u"3s"_s, u"--yes"_s, u"--json"_s}));
        const auto result = QJsonDocument::fromJson(done.output).object();
        QVERIFY2(result[u"drill"_s] == u"replay-paused"_s && result[u"undone"_s].toBool(), toldBy(done));
        QCOMPARE(done.code, result[u"passed"_s].toBool() ? 0 : 1);
        QVERIFY(result[u"timeline"_s].toArray().size() > 5);
        QVERIFY(kept(u"drill.json"_s).isEmpty());
        const auto listed = run(drill({u"--list"_s}));
        QVERIFY2(listed.output.contains("reads away"), toldBy(listed));
        const auto journal = models::Journal::open(kept(u"journal.sqlite"_s));
        QVERIFY(journal);
        const auto entries = (*journal)->entries();
        QVERIFY(entries && !entries->empty());
        QCOMPARE(entries->front().kind, u"failover.drill"_s);
        QVERIFY(run(drill({u"--undo"_s})).output.contains("No drill was cut off"));
    }

    void oneThatIsKilledInTheMidstIsUndoneByTheNextStart_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("node");
        QTest::addColumn<QString>("state");
        QTest::newRow("replica-fails") << u"replica-fails"_s << u"replica1"_s << u"stopped"_s;
        QTest::newRow("primary-fails") << u"primary-fails"_s << u"primary"_s << u"stopped"_s;
        QTest::newRow("replica-silent") << u"replica-silent"_s << u"replica1"_s << u"paused"_s;
    }
    void oneThatIsKilledInTheMidstIsUndoneByTheNextStart()
    {
        QFETCH(QString, name);
        QFETCH(QString, node);
        QFETCH(QString, state);
        QProcess process;
        process.start(seawallctl, drill({name, u"--hold"_s, u"10m"_s, u"--yes"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(node), state, 90000);
        QVERIFY2(!kept(u"drill.json"_s).isEmpty(), "it is written down before anything is done");
        const auto busy = run(drill({u"--undo"_s, u"--yes"_s}));
        QVERIFY2(busy.code != 0 && stateOf(node) == state, toldBy(busy));
        QCOMPARE(::kill(pid_t(process.processId()), SIGKILL), 0);
        QVERIFY(process.waitForFinished(60000));
        const auto refused = run(drill({u"network-cut"_s, u"--yes"_s}));
        QVERIFY2(refused.code != 0, toldBy(refused));
        const auto undone = run(drill({u"--undo"_s, u"--yes"_s}));
        QVERIFY2(undone.code == 0, toldBy(undone));
        QCOMPARE(stateOf(node), u"running"_s);
        QVERIFY(kept(u"drill.json"_s).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(allStream(), 60000);
        const auto site = siteOf(*m_sandbox);
        const auto schemas =
            db::tellNode(site.members.front().endpoint,
                         u"SELECT count(*) FROM pg_namespace WHERE nspname = 'seawall_drill'"_s, {},
                         db::Deadline::in(20s));
        QVERIFY(schemas);
        QCOMPARE(schemas->integer(0, 0), 0);
    }

    void aStepOfAChecklistRunsOne()
    {
        models::StepContext context;
        context.profile = *models::ClusterProfile::fromEnvFile(m_sandboxEnv);
        context.directory = m_folder.path();
        models::StepSpec spec;
        spec.kind = models::StepSpec::Kind::FailoverCheck;
        spec.drill = u"network-cut"_s;
        spec.command = u"touch /nowhere/at/all"_s; // left alone
        auto evidence = std::make_shared<models::Evidence>();
        models::StepOperation unseen({}, spec, context, evidence);
        QCOMPARE(unseen.preview().guards.front().state, models::Guard::State::Warning);
        const auto refused = unseen.run([](const models::Progress &) {}, {});
        QVERIFY2(refused.summary.contains(u"not known which node"_s) && evidence->output.isEmpty(),
                 qPrintable(refused.summary));

        auto snapshot = healthySnapshot();
        snapshot.nodes.push_back(aReplica(u"replica2"_s, 5434));
        snapshot.nodes[1].facts.walReceiver.reset();
        context.snapshot = shared(snapshot);
        evidence = std::make_shared<models::Evidence>();
        models::StepOperation step({}, spec, context, evidence);
        QCOMPARE(step.kind(), u"checklist.failover"_s);
        const auto preview = step.preview();
        QVERIFY2(
            preview.actions.first().startsWith(
                u"on replica2 (127.0.0.1:5434): seawallctl failover drill network-cut --node replica2"_s),
            qPrintable(preview.actions.first()));
        QCOMPARE(preview.verb, u"Run the drill on replica2"_s);
        QCOMPARE(preview.target.address, u"127.0.0.1:5434"_s);
        const auto outcome = step.run([](const models::Progress &) {}, {});
        QVERIFY2(evidence->result != models::StepState::Open, qPrintable(outcome.summary));
        QVERIFY2(evidence->output.contains(u"No write is lost"_s), qPrintable(outcome.summary));
        QCOMPARE(evidence->target.node, u"replica2"_s); // the one that was asked
        QCOMPARE(evidence->result == models::StepState::Passed, outcome.details[u"passed"_s].toBool());
    }

    void aStepThatStopsThePrimaryAsksForItsName()
    {
        models::StepContext context;
        context.profile = *models::ClusterProfile::fromEnvFile(m_sandboxEnv);
        models::StepSpec spec;
        spec.kind = models::StepSpec::Kind::FailoverCheck;
        spec.drill = u"primary-fails"_s;
        spec.target = u"primary"_s; // the role
        auto snapshot = healthySnapshot();
        std::swap(snapshot.nodes[0].facts, snapshot.nodes[1].facts);
        context.snapshot = shared(snapshot);
        const auto asked = [&] {
            return models::StepOperation({}, spec, context, std::make_shared<models::Evidence>()).preview();
        };
        auto preview = asked();
        QCOMPARE(preview.typedConfirmation, u"127.0.0.1:5433"_s); // named for the role it has not
        QVERIFY2(preview.consequence.contains(u"every session on replica1 (127.0.0.1:5433) ends"_s),
                 qPrintable(preview.consequence));
        context.snapshot = shared(healthySnapshot());
        QCOMPARE(asked().typedConfirmation, u"primary"_s);
        context.snapshot = shared(noPrimarySnapshot());
        preview = asked();
        QCOMPARE(preview.guards.front().measured, u"no node that fits is seen"_s);
        spec.drill = u"replica-silent"_s;
        spec.target = u"replica1"_s;
        context.snapshot.reset(); // the node that the step names is known all the same
        QVERIFY2(asked().actions.first().startsWith(u"on replica1 (localhost:"_s),
                 qPrintable(asked().actions.first()));
    }

    void aWalkNamesTheNodeThatADrillWouldHit()
    {
        QFile file(m_folder.filePath(u"drill.md"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("# A\n\n- [ ] Fails\n  <!-- seawall: failover-check drill=replica-fails -->\n");
        file.close();
        const auto walked = run({u"checklist"_s, u"run"_s, file.fileName(), u"--env"_s, m_sandboxEnv,
                                 u"--data-dir"_s, m_folder.path()});
        const auto replica =
            "replica1 (localhost:" + QByteArray::number(m_sandbox->endpoint(u"replica1"_s).port());
        QVERIFY2(walked.output.contains("on " + replica + "): seawallctl failover drill ") &&
                     walked.output.contains(" replica-fails --node replica1: "),
                 toldBy(walked));
        QCOMPARE(stateOf(u"replica1"_s), u"running"_s);
    }
};

QTEST_GUILESS_MAIN(TestCtlDrill)
#include "tst_ctldrill.moc"
