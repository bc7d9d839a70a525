// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "models/failover/lastprimary.h"
#include "models/nodenames.h"
#include "models/operationtarget.h"
#include "models/sessions/sessionoperation.h"
#include "models/sessions/sessionsmodel.h"
#include "models/workspace.h"
#include "tests/support/operations.h"
#include "tests/support/sandboxfixture.h"
#include "tests/support/snapshots.h"

#include <QProcess>
#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <thread>

#include <signal.h>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1); }
    void snapshotsReachTheGuiAndTheHistory();
    void aSessionSeenIsTerminatedAndMarked();
    void anInterruptedOperationIsToldOnceAtTheNextStart();
    void aRoleChangeThatAnOperationAskedForResolvesByItself();
    void whatAnotherProcessDoesIsTold();
    void namesThatWereSwappedAreMarkedAtTheNextStart();
    void aClusterMadeAnewIsMarked();
    void twoConsolesMarkAClusterMadeAnewAndOneWritesIt();
    void howFarALostPrimaryWasIsKept();
    void theFolderIsPrivate();

private:
    ClusterProfile profile()
    {
        ClusterProfile cluster;
        cluster.name = u"sandbox"_s;
        cluster.monitor.nodes = {{m_sandbox->endpoint(u"primary"_s), db::Role::Primary},
                                 {m_sandbox->endpoint(u"replica1"_s), db::Role::Replica}};
        cluster.monitor.tick = 250ms;
        return cluster;
    }
    static bool hasEvent(const Workspace &workspace, const QString &part)
    {
        return std::ranges::any_of(workspace.events()->events(),
                                   [&](const ClusterEvent &event) { return event.sentence.contains(part); });
    }
    tests::SandboxFixture m_sandbox;
};

void TestWorkspace::snapshotsReachTheGuiAndTheHistory()
{
    Workspace workspace(profile(), {});
    QVERIFY(!workspace.snapshot());
    QSignalSpy changed(&workspace, &Workspace::snapshotChanged);
    workspace.start();
    const auto streaming = [&] {
        const auto snapshot = workspace.snapshot();
        return snapshot && snapshot->node(u"replica1"_s)->verdict == db::ReplicaVerdict::Streaming;
    };
    QTRY_VERIFY_WITH_TIMEOUT(streaming(), 15000);
    QVERIFY(changed.size() > 0);
    QVERIFY(!workspace.history()->series().empty());
    workspace.stop();
    QCoreApplication::processEvents();
    const auto last = workspace.snapshot()->sequence;
    QTest::qWait(600);
    QCOMPARE(workspace.snapshot()->sequence, last);
}

void TestWorkspace::aSessionSeenIsTerminatedAndMarked()
{
    db::SessionOptions options;
    options.applicationName = u"victim"_s;
    const auto victim =
        db::Connection::open(m_sandbox->endpoint(u"primary"_s), options, db::Deadline::in(10s));
    QVERIFY(victim);
    Workspace workspace(profile(), {});
    SessionsModel sessions;
    sessions.setNode(u"primary"_s);
    connect(&workspace, &Workspace::snapshotChanged, &sessions, &SessionsModel::setSnapshot);
    workspace.setSessionDetail(true);
    workspace.start();
    const auto seen = [&]() -> const db::Session * {
        for (int row = 0; row < sessions.rowCount(); ++row) {
            const auto *session = sessions.session(sessions.index(row, 0));
            if (session->pid == victim->backendPid())
                return session;
        }
        return nullptr;
    };
    QTRY_VERIFY_WITH_TIMEOUT(seen(), 15000);
    QSignalSpy finished(workspace.operations(), &OperationRunner::finished);
    workspace.operations()->start(
        std::make_unique<SessionOperation>(
            SessionOperation::Action::Terminate, *endpointOf(workspace.profile(), u"primary"_s), *seen(),
            targetOn(workspace.profile(), *workspace.snapshot()->node(u"primary"_s))),
        u"it is a test"_s);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 15000);
    const auto outcome = finished.at(0).at(1).value<Outcome>();
    QVERIFY2(outcome.state == Outcome::State::Succeeded, qPrintable(outcome.summary));
    QTRY_VERIFY_WITH_TIMEOUT(!seen(), 15000);
    QVERIFY(hasEvent(workspace, u"Begun: Terminate session"_s));
    QVERIFY(hasEvent(workspace, u"has ended"_s));
    QSignalSpy read(workspace.operations(), &OperationRunner::journalRead);
    workspace.operations()->readJournal();
    QTRY_COMPARE(read.size(), 1);
    const auto entry = read.at(0).at(0).value<std::vector<JournalEntry>>().front();
    QCOMPARE(entry.target.node, u"primary"_s);
    QVERIFY(entry.target.timeline && entry.target.lsn);
}

void TestWorkspace::anInterruptedOperationIsToldOnceAtTheNextStart()
{
    const QTemporaryDir directory;
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(), {u"--begin-and-die"_s, directory.path()});
    QVERIFY(other.waitForFinished());
    for (int start = 0; start < 2; ++start) {
        Workspace workspace(profile(), {directory.path()});
        QTRY_VERIFY(hasEvent(workspace, u"Interrupted, its outcome is not known: Cancel backend 4711"_s));
        QSignalSpy read(workspace.operations(), &OperationRunner::journalRead);
        workspace.operations()->readJournal();
        QTRY_VERIFY(read.size() >= 1);
        QCOMPARE(workspace.events()->events().size(), 1u);
        QVERIFY(hasEvent(workspace, u"Look on the node whether it took effect."_s));
    }
}

void TestWorkspace::aRoleChangeThatAnOperationAskedForResolvesByItself()
{
    for (const bool isAsked : {true, false}) {
        Workspace workspace(profile(), {});
        const auto put = [&](db::Snapshot snapshot) {
            snapshot.timeMs = QDateTime::currentMSecsSinceEpoch();
            workspace.put(tests::shared(std::move(snapshot)));
        };
        put(tests::healthySnapshot());
        QTRY_VERIFY(workspace.snapshot());
        QSignalSpy finished(workspace.operations(), &OperationRunner::finished);
        auto operation = std::make_unique<tests::FakeOperation>();
        operation->shownKind = isAsked ? u"failover.switchover"_s : u"flag.set"_s;
        workspace.operations()->start(std::move(operation), {});
        QTRY_COMPARE(finished.size(), 1);
        auto changed = tests::splitBrainSnapshot();
        changed.verdict = db::ClusterVerdict::Healthy;
        QSignalSpy read(workspace.operations(), &OperationRunner::journalRead);
        put(changed);
        QTRY_COMPARE(workspace.alerts()->current().size(), std::size_t(1));
        QTRY_COMPARE(read.size(), 1);
        put(changed);
        if (isAsked)
            QTRY_VERIFY(hasEvent(workspace, u"Resolved, acknowledged by the switchover of "_s));
        QCOMPARE(workspace.alerts()->current().size(), std::size_t(isAsked ? 0 : 1));
    }
}

void TestWorkspace::whatAnotherProcessDoesIsTold()
{
    const QTemporaryDir directory;
    const auto actElsewhere = [&](const QString &summary) {
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(), {u"--act"_s, directory.path(), summary});
        QVERIFY(other.waitForFinished());
    };
    const auto told = [](const Workspace &workspace) {
        QStringList sentences;
        for (const auto &event : workspace.events()->events()) {
            if (!event.sentence.startsWith(u"Begun"_s)) // told where it took its time
                sentences << event.sentence;
        }
        return sentences;
    };
    actElsewhere(u"One."_s); // while it is closed
    {
        Workspace workspace(profile(), {directory.path()});
        QTRY_COMPARE_WITH_TIMEOUT(told(workspace), QStringList({u"One."_s}), 20000);
        actElsewhere(u"Two."_s); // while it is open
        QTRY_COMPARE_WITH_TIMEOUT(told(workspace), QStringList({u"Two."_s, u"One."_s}), 20000);
    }
    actElsewhere(u"Three."_s);
    const Workspace workspace(profile(), {directory.path()});
    QTRY_COMPARE_WITH_TIMEOUT(told(workspace), QStringList({u"Three."_s, u"Two."_s, u"One."_s}), 20000);
}

void TestWorkspace::namesThatWereSwappedAreMarkedAtTheNextStart()
{
    const QTemporaryDir folder;
    auto profile = ClusterProfile::fromConnections(u"host=db1"_s, {u"host=db2"_s}).value();
    const auto marks = [](const Workspace &workspace) {
        return std::ranges::count(workspace.events()->events(), ClusterEvent::Kind::NameChange,
                                  &ClusterEvent::kind);
    };
    const auto names = folder.filePath(u"names.json"_s);
    {
        const Workspace first(profile, {folder.path()});
        QTRY_VERIFY(QFile::exists(names));
        QCOMPARE(marks(first), 0);
    }
    std::swap(profile.monitor.nodes[0].endpoint.parameters, profile.monitor.nodes[1].endpoint.parameters);
    {
        const Workspace second(profile, {folder.path()});
        QTRY_COMPARE(marks(second), 1);
        QVERIFY(
            second.events()->events().back().sentence.contains(u"primary is db2:5432 (before: db1:5432)"));
    }
    const Workspace third(profile, {folder.path()});
    QTRY_COMPARE(marks(third), 1); // the one that was recorded
}

void TestWorkspace::aClusterMadeAnewIsMarked()
{
    const QTemporaryDir folder;
    const auto marks = [](const Workspace &workspace) {
        return std::ranges::count(workspace.events()->events(), ClusterEvent::Kind::ClusterChange,
                                  &ClusterEvent::kind);
    };
    auto snapshot = tests::healthySnapshot();
    {
        Workspace first(profile(), {folder.path()});
        first.put(tests::shared(snapshot));
        QTRY_VERIFY(QFile::exists(folder.filePath(u"cluster.json"_s)));
        QCOMPARE(marks(first), 0);
        snapshot.systemIdentifier.clear(); // while no server answers
        first.put(tests::shared(snapshot));
        snapshot.systemIdentifier = u"7400000000000000000"_s;
        first.put(tests::shared(snapshot));
        QTRY_COMPARE(marks(first), 1); // in the open window
        QCOMPARE(first.systemIdentifier(), u"7400000000000000000"_s);
    }
    Workspace second(profile(), {folder.path()});
    snapshot.systemIdentifier = u"7500000000000000000"_s;
    second.put(tests::shared(snapshot));
    QTRY_COMPARE(marks(second), 2); // and at the next start
    QVERIFY(hasEvent(second, u"identifier 7500000000000000000, before 7400000000000000000"_s));
}

void TestWorkspace::twoConsolesMarkAClusterMadeAnewAndOneWritesIt()
{
    const QTemporaryDir folder;
    const auto marks = [](const Workspace &workspace) {
        return std::ranges::count(workspace.events()->events(), ClusterEvent::Kind::ClusterChange,
                                  &ClusterEvent::kind);
    };
    {
        Workspace first(profile(), {folder.path()}), second(profile(), {folder.path()});
        const QSignalSpy firstIsRead(first.events(), &EventLog::restored),
            secondIsRead(second.events(), &EventLog::restored);
        QTRY_VERIFY(!firstIsRead.isEmpty() && !secondIsRead.isEmpty());
        auto snapshot = tests::healthySnapshot();
        const auto kept = folder.filePath(u"cluster.json"_s);
        for (auto *each : {&first, &second}) {
            QFile::remove(kept); // it is there again once this one has seen the cluster
            each->put(tests::shared(snapshot));
            QTRY_VERIFY(QFile::exists(kept));
        }
        snapshot.systemIdentifier = u"7400000000000000000"_s;
        for (auto *each : {&first, &second})
            each->put(tests::shared(snapshot));
        QTRY_COMPARE(marks(first), 1);
        QTRY_COMPARE(marks(second), 1);
    }
    const Workspace third(profile(), {folder.path()});
    QTRY_COMPARE(marks(third), 1);

    // Both look at the same moment.
    const auto file = folder.filePath(u"names/cluster.json"_s);
    QVERIFY(QDir().mkpath(folder.filePath(u"names"_s)));
    otherClusterSince(file, u"1"_s, {});
    for (int round = 2; round < 40; ++round) {
        std::atomic<int> kept = 0, told = 0;
        {
            std::vector<std::jthread> consoles;
            for (int i = 0; i < 4; ++i)
                consoles.emplace_back([&] {
                    const auto change =
                        otherClusterSince(file, QString::number(round), QString::number(round - 1));
                    told += change.sentence.isEmpty() ? 0 : 1;
                    kept += change.sentence.isEmpty() || change.isKeptByOther ? 0 : 1;
                });
        }
        QCOMPARE(kept.load(), 1);
        QCOMPARE(told.load(), 4);
    }
}

void TestWorkspace::howFarALostPrimaryWasIsKept()
{
    const QTemporaryDir folder;
    Workspace workspace(profile(), {folder.path()});
    auto snapshot = std::make_shared<db::Snapshot>(tests::healthySnapshot());
    auto &primary = snapshot->nodes.front();
    primary.facts.currentLsn = db::Lsn::parse("0/5000000");
    workspace.put(snapshot);
    QTRY_VERIFY(workspace.snapshot());
    QVERIFY(!lastPrimary(folder.path(), profile()));
    auto lost = std::make_shared<db::Snapshot>(*snapshot);
    tests::makeUnreachable(lost->nodes.front());
    workspace.put(lost);
    QTRY_VERIFY(lastPrimary(folder.path(), profile()));
    QVERIFY(lastPrimary(folder.path(), profile())->lsn == primary.facts.currentLsn);
}

void TestWorkspace::theFolderIsPrivate()
{
    const QTemporaryDir directory;
    const auto path = directory.filePath(u"profiles/sandbox"_s);
    {
        const Workspace workspace(profile(), {path});
        QTRY_VERIFY(QFile::exists(path + u"/recorder.sqlite"_s));
    }
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                        QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFile::permissions(path) & others, QFile::Permissions());
}

/// The console of the last time: it began an Operation and was killed.
static int beginAndDie(const QString &directory)
{
    const auto journal = Journal::open(directory + u"/journal.sqlite"_s);
    if (journal && (*journal)->begin(tests::FakeOperation(), {}))
        ::raise(SIGKILL);
    return 1;
}

/// As seawallctl does, beside a console.
static int act(const QString &directory, const QString &summary)
{
    const auto journal = Journal::open(directory + u"/journal.sqlite"_s);
    const auto entry = journal ? (*journal)->begin(tests::FakeOperation(), {}) : db::Result<qint64>(0);
    const Outcome outcome{Outcome::State::Succeeded, summary, {}, {}};
    return journal && entry && (*journal)->finish(*entry, outcome) ? 0 : 1;
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--begin-and-die")
        return beginAndDie(arguments.value(2));
    if (arguments.value(1) == u"--act")
        return act(arguments.value(2), arguments.value(3));
    TestWorkspace test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_workspace.moc"
