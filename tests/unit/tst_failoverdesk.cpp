// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/cutoff.h"
#include "models/failover/failoverchoice.h"
#include "models/failover/failoverdesk.h"
#include "models/failover/failoveroperation.h"
#include "models/failover/lastprimary.h"
#include "models/failover/partedwatch.h"
#include "models/journal.h"
#include "models/modelroles.h"
#include "models/monitor/clusterevent.h"
#include "models/workspace.h"
#include "tests/support/snapshots.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using Kind = db::FailoverEvent::Kind;
using Phase = FailoverDesk::Phase;

namespace {

std::vector<db::FailoverStep> someSteps()
{
    return {{u"block"_s, u"Block writes"_s, {u"ALTER SYSTEM …"_s}, u"Take the flag back"_s, false},
            {u"promote"_s, u"Promote replica1"_s, {}, u"Another switchover"_s, true},
            {u"rejoin"_s, u"Rejoin primary"_s, {}, u"Rejoin it later"_s, false}};
}

/// Nodes that refuse at once, and whose control is not known.
ClusterProfile aProfile()
{
    ClusterProfile profile;
    for (const auto &name : {u"primary"_s, u"replica1"_s}) {
        db::NodeConfig node;
        node.endpoint.name = name;
        node.endpoint.parameters = {{u"host"_s, u"127.0.0.1"_s}, {u"port"_s, u"1"_s}};
        profile.monitor.nodes.push_back(node);
    }
    return profile;
}

PreparedFailover aRun()
{
    return {nullptr, someSteps(), std::make_shared<db::FailoverReport>()};
}

} // namespace

class TestFailoverDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOutcomeIsPastOnceTheClusterHasChanged()
    {
        AfterRun after;
        auto snapshot = tests::unreachableReplicaSnapshot(); // the old primary is still on its way back
        after.add(snapshot);
        QVERIFY(!after.isPast()); // nothing has ended
        after.ended(snapshot.timeMs);
        after.add(snapshot);
        snapshot = tests::healthySnapshot();
        snapshot.timeMs += 5'000;
        after.add(snapshot);
        QVERIFY(!after.isPast());
        snapshot.nodes[1].lag.seconds = 3; // no change of who is what
        after.add(snapshot);
        QVERIFY(!after.isPast());
        after.add(tests::unreachableReplicaSnapshot());
        QVERIFY(after.isPast());
        after.add(tests::healthySnapshot()); // what was said is of before all the same
        QVERIFY(after.isPast());
        after.ended(snapshot.timeMs);
        QVERIFY(!after.isPast());
        for (const int second : {1, 40, 41}) {
            auto broken = tests::unreachableReplicaSnapshot();
            broken.timeMs += 5'000 + second * 1'000;
            after.add(broken);
        }
        QVERIFY(!after.isPast()); // it has never been well since
        snapshot.timeMs += 60'000;
        after.add(snapshot);
        QVERIFY(after.isPast());
    }

    void stepsFollowWhatTheRunTells()
    {
        FailoverStepsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSteps(someSteps());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.current(), -1);
        const auto state = [&](int row) {
            return model.index(row, FailoverStepsModel::StateColumn).data().toString();
        };
        QCOMPARE(state(0), u"waiting"_s);
        QVERIFY(model.index(1, 0).data().toString().contains(u"no way back"_s));
        model.add({Kind::Started, 0, u"Block writes"_s, 10});
        QCOMPARE(state(0), u"running"_s);
        QCOMPARE(model.index(0, 0).data(SeverityRole).toInt(), int(Severity::Info));
        QCOMPARE(model.index(0, FailoverStepsModel::FoundColumn).data().toString(),
                 QString()); // no title again
        model.add({Kind::Note, 0, u"2 writers left"_s, 15});
        QCOMPARE(state(0), u"running"_s);
        QCOMPARE(model.index(0, FailoverStepsModel::FoundColumn).data().toString(), u"2 writers left"_s);
        model.add({Kind::Done, 0, u"blocked"_s, 250});
        QCOMPARE(state(0), u"done"_s);
        QCOMPARE(model.index(0, FailoverStepsModel::TimeColumn).data().toString(), u"250 ms"_s);
        QVERIFY(!model.isPastNoReturn());
        model.add({Kind::Started, 1, {}, 300});
        QVERIFY(model.isPastNoReturn());
        QCOMPARE(model.stepAt(model.current())->step.id, u"promote"_s);
        model.add({Kind::Failed, 1, u"disk full"_s, 400});
        QCOMPARE(model.index(1, 0).data(SeverityRole).toInt(), int(Severity::Critical));
        model.add({Kind::Undoing, 0, {}, 500});
        QCOMPARE(state(0), u"taking back"_s);
        model.add({Kind::Undone, 0, {}, 600});
        QCOMPARE(state(0), u"taken back"_s);
        model.add({Kind::Done, 7, {}, 700}); // a step nobody knows
        QCOMPARE(model.current(), 0);
        model.setSteps({});
        QCOMPARE(model.rowCount(), 0);
    }

    /// Another program's, too: by the entry of the Journal that has no end yet.
    void aDrillThatGoesOnIsSaid()
    {
        FailoverDesk desk(aProfile(), {});
        QSignalSpy changed(&desk, &FailoverDesk::changed);
        JournalEntry drill;
        drill.kind = u"failover.drill"_s;
        drill.title = u"Run the drill 'A replica fails' on replica1?"_s;
        drill.actor = u"alice@db-host"_s;
        drill.startedMs = tests::baseMs;
        JournalEntry other; // goes on as well, and is none
        other.kind = u"workload.run"_s;
        desk.setJournal({other, drill});
        QCOMPARE(changed.count(), 1);
        QVERIFY2(desk.underWay().startsWith(
                     u"A drill goes on, what fails now fails on purpose: Run the drill 'A replica fails' on "
                     "replica1 (alice@db-host, since "_s),
                 qPrintable(desk.underWay()));
        QCOMPARE(desk.wordUnderWay(), u"Drill"_s);
        desk.begin(7, aRun());
        QCOMPARE(desk.underWay(), u"Switchover under way."_s);
        desk.end(7, {});
        drill.state = JournalEntry::State::Interrupted;
        desk.setJournal({other, drill});
        QCOMPARE(desk.underWay(), QString());
    }

    void whatARunDidNotComeToIsNotReached()
    {
        FailoverDesk desk(aProfile(), {});
        desk.begin(7, aRun());
        QCOMPARE(desk.underWay(), u"Switchover under way."_s);
        desk.steps()->add({Kind::Started, 0, {}, 10});
        QCOMPARE(desk.underWay(), u"Switchover under way, step 1 of 3: Block writes."_s);
        desk.steps()->add({Kind::Failed, 0, u"refused"_s, 20});
        desk.end(7, {});
        QVERIFY(desk.underWay().isEmpty());
        QStringList states;
        for (int row = 0; row < 3; ++row)
            states << desk.steps()->index(row, FailoverStepsModel::StateColumn).data().toString();
        QCOMPARE(states, QStringList({u"failed"_s, u"not reached"_s, u"not reached"_s}));
        QVERIFY(!desk.steps()->isPastNoReturn());
    }

    void theStepsOfARunThatWasCutOffAreItsOwn()
    {
        const QTemporaryDir folder;
        auto profile = aProfile();
        profile.controls[u"primary"_s] = {
            db::ControlSettings::Kind::Command, {}, {{u"stop"_s, u"true"_s}}, {}, {}};
        FailoverDesk desk(profile, folder.path());
        desk.begin(7, aRun());
        desk.end(7, {});
        db::FailoverRecord record;
        record.kind = u"switchover"_s;
        record.from = u"primary"_s;
        record.to = u"replica1"_s;
        record.step = u"block"_s;
        record.startedMs = 1000;
        const auto file = folder.filePath(u"failover.json"_s);
        QVERIFY(record.save(file));
        desk.examine();
        QTRY_VERIFY_WITH_TIMEOUT(desk.interrupted(), 10000);
        QStringList states;
        for (const auto &row : desk.steps()->rows())
            if (states.isEmpty() || states.last() != toString(row.state))
                states << (row.step.id == u"block" ? u"block "_s : QString()) + toString(row.state);
        QCOMPARE(states, QStringList({u"done"_s, u"block cut off"_s, u"not reached"_s}));

        QVERIFY(QFile::remove(file)); // it was brought to its end elsewhere
        desk.examine();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.interrupted(), 10000);
        QCOMPARE(desk.steps()->rowCount(), 3);

        // What ended here and left its record has its steps there, with all that they found.
        desk.begin(8, aRun());
        desk.end(8, {});
        record.startedMs = desk.after().endedMs();
        QVERIFY(record.save(file));
        desk.examine();
        QTRY_VERIFY_WITH_TIMEOUT(desk.interrupted(), 10000);
        QCOMPARE(desk.steps()->rowCount(), 3);
    }

    void whatOnlyOneNodeHasIsComparedAgainWhileItIsLookedAt()
    {
        PartedWatch watch(aProfile(), std::chrono::milliseconds(20));
        watch.setSnapshot(tests::shared(tests::splitBrainSnapshot()));
        QTRY_VERIFY(!watch.findings().empty());
        const auto first = watch.takenMs();
        QTest::qWait(200);
        QCOMPARE(watch.takenMs(), first); // nobody looks
        QObject looker;
        watch.look(&looker, true);
        QVERIFY(!watch.isRunning()); // what is known stays there meanwhile
        QTRY_VERIFY(watch.takenMs() > first);
        const auto second = watch.takenMs();
        QTRY_VERIFY(watch.takenMs() > second);
    }

    void aPlanThatCannotBeMadeSaysWhy()
    {
        FailoverDesk desk(aProfile(), {});
        QSignalSpy failed(&desk, &FailoverDesk::failed);
        QSignalSpy prepared(&desk, &FailoverDesk::prepared);
        desk.planSwitchover(u"replica1"_s, {});
        QCOMPARE(int(desk.phase()), int(Phase::Planning));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(int(desk.phase()), int(Phase::Idle));
        QVERIFY(!failed.first().first().value<db::Error>().message.isEmpty());
        QCOMPARE(prepared.count(), 0);
    }

    void aNodeWithoutControlSaysHowToNameOne()
    {
        FailoverDesk desk(aProfile(), {});
        QSignalSpy failed(&desk, &FailoverDesk::failed);
        OperationTarget target;
        target.node = u"replica1"_s;
        desk.planAction(db::NodeAction::Stop, target);
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed.first().first().value<db::Error>().hint.contains(u"SEAWALL_CONTROL_REPLICA1"_s));
    }

    void aNodeWithControlIsPreparedAndTakenOnce()
    {
        auto profile = aProfile();
        profile.controls[u"replica1"_s] = {
            db::ControlSettings::Kind::Command, {}, {{u"stop"_s, u"true"_s}}, {}, {}};
        FailoverDesk desk(profile, {});
        QSignalSpy prepared(&desk, &FailoverDesk::prepared);
        QSignalSpy failed(&desk, &FailoverDesk::failed);
        OperationTarget target;
        target.node = u"replica1"_s;
        desk.planAction(db::NodeAction::Start, target); // no command for it
        QTRY_COMPARE(failed.count(), 1);
        desk.planAction(db::NodeAction::Stop, target);
        QTRY_COMPARE(prepared.count(), 1);
        const auto taken = desk.take();
        QVERIFY(taken.operation);
        QCOMPARE(taken.operation->kind(), u"node.stop"_s);
        QVERIFY(!desk.take().operation);
    }

    void onlyTheLatestOfTwoPlansAnswers()
    {
        auto profile = aProfile();
        profile.controls[u"replica1"_s] = {
            db::ControlSettings::Kind::Command, {}, {{u"stop"_s, u"true"_s}}, {}, {}};
        FailoverDesk desk(profile, {});
        QSignalSpy prepared(&desk, &FailoverDesk::prepared);
        QSignalSpy failed(&desk, &FailoverDesk::failed);
        desk.planSwitchover(u"replica1"_s, {});
        OperationTarget target;
        target.node = u"replica1"_s;
        desk.planAction(db::NodeAction::Stop, target);
        QTRY_COMPARE(prepared.count(), 1);
        desk.planSwitchover(u"replica1"_s, {});
        desk.cancelPlanning();
        QCOMPARE(int(desk.phase()), int(Phase::Idle));
        QVERIFY(!failed.wait(300));
    }

    void aRunIsWatchedToItsEnd()
    {
        FailoverDesk desk(aProfile(), {});
        const auto run = aRun();
        desk.begin(7, run);
        QCOMPARE(int(desk.phase()), int(Phase::Running));
        QCOMPARE(desk.steps()->rowCount(), 3);
        QVERIFY(!desk.report());
        run.report->standing = u"replica1 is the primary."_s;
        desk.end(6, {}); // another Operation
        QCOMPARE(int(desk.phase()), int(Phase::Running));
        Outcome outcome;
        outcome.state = Outcome::State::Succeeded;
        desk.end(7, outcome);
        QCOMPARE(int(desk.phase()), int(Phase::Ended));
        QCOMPARE(desk.report()->standing, u"replica1 is the primary."_s);
        QVERIFY(desk.outcome().has_value());
        desk.begin(8, {}); // one action has no steps to show
        QCOMPARE(desk.run(), 7);
    }

    void aFailoverOfAClusterNobodyAnswersForIsRefused()
    {
        FailoverDesk desk(aProfile(), {});
        QSignalSpy failed(&desk, &FailoverDesk::failed);
        desk.planPromote(u"replica1"_s, {});
        QTRY_COMPARE(failed.count(), 1);
        desk.planRejoin(u"replica1"_s);
        QTRY_COMPARE(failed.count(), 2);
        QVERIFY(failed.last().first().value<db::Error>().message.contains(u"No other node takes writes"_s));
    }

    void thePrimaryThatWasSeenLastIsRemembered()
    {
        auto snapshot = tests::healthySnapshot();
        QVERIFY(!lastSeenPrimary(snapshot)); // it answers
        auto &primary = snapshot.nodes.front();
        primary.reachable = false;
        primary.lastSeenMs = 1000;
        primary.facts.currentLsn = db::Lsn::parse("0/5000000");
        const auto last = lastSeenPrimary(snapshot);
        QVERIFY(last);
        QCOMPARE(last->node, primary.name);
        QVERIFY(last->lsn == primary.facts.currentLsn);
        QCOMPARE(last->timeMs, 1000);
        QCOMPARE(last->systemIdentifier, primary.facts.systemIdentifier);
        QCOMPARE(std::optional(last->timeline), primary.facts.timeline);
    }

    void howFarALostPrimaryWasIsKeptForWhoeverPromotesFromElsewhere()
    {
        const QTemporaryDir folder;
        auto profile = aProfile();
        profile.monitor.nodes[1].endpoint.parameters[u"port"_s] = u"2"_s;
        QVERIFY(!lastPrimary(folder.path(), profile));
        QVERIFY(!lastPrimary({}, profile));
        const auto at = [](const char *lsn, quint32 timeline) {
            return db::LastSeen{u"primary"_s, *db::Lsn::parse(lsn), 1000, u"7"_s, timeline};
        };
        keepLastPrimary(folder.path(), profile, at("0/5000000", 2));
        QVERIFY(lastPrimary(folder.path(), profile) == at("0/5000000", 2));
        keepLastPrimary(folder.path(), profile, at("0/4000000", 2)); // a console that saw less
        QVERIFY(lastPrimary(folder.path(), profile) == at("0/5000000", 2));
        keepLastPrimary(folder.path(), profile, at("0/4000000", 3)); // after a failover
        QVERIFY(lastPrimary(folder.path(), profile) == at("0/4000000", 3));

        QVERIFY(lastPrimary(folder.path(), profile, at("0/6000000", 3)) == at("0/6000000", 3));
        QVERIFY(lastPrimary(folder.path(), profile, at("0/6000000", 2)) == at("0/4000000", 3));
        auto later = at("0/6000000", 2); // the third timeline was of a split brain, and is discarded
        later.timeMs = 2000;
        QVERIFY(lastPrimary(folder.path(), profile, later) == later);
        auto other = at("0/1000000", 1);
        other.systemIdentifier = u"8"_s;
        QVERIFY(lastPrimary(folder.path(), profile, other) == other);

        // The names in the .env are each of the other server: it is the address that counts.
        auto swapped = profile;
        std::swap(swapped.monitor.nodes[0].endpoint.parameters, swapped.monitor.nodes[1].endpoint.parameters);
        const auto found = lastPrimary(folder.path(), swapped);
        QVERIFY(found);
        QCOMPARE(found->node, u"replica1"_s);
    }

    void onlyNodesThatDoNotFollowARealPrimaryAreRejoined()
    {
        auto snapshot = tests::healthySnapshot();
        QCOMPARE(nodesToRejoin(snapshot), QStringList());
        auto &replica = snapshot.nodes.back();
        replica.verdict = db::ReplicaVerdict::Diverged;
        QCOMPARE(nodesToRejoin(snapshot), QStringList{replica.name});
        replica.reachable = false;
        replica.error = db::Error{db::ErrorKind::Refused, {}, {}, {}, {}, 0};
        QCOMPARE(nodesToRejoin(snapshot), QStringList{replica.name});
        replica.error->kind = db::ErrorKind::AuthRefused; // it runs, and lets this console not in
        QCOMPARE(nodesToRejoin(snapshot), QStringList());
        replica.error->kind = db::ErrorKind::Refused;
        snapshot.nodes.front().reachable = false;
        QCOMPARE(nodesToRejoin(snapshot), QStringList());
    }

    void everyCommandThatARunTellsNamesTheEnvironment()
    {
        const auto rejoin = [](const QString &env) {
            return u"Bring it back with: seawallctl failover rejoin %1db1:5432."_s.arg(env);
        };
        QStringList told;
        FailoverWatch watch;
        watch.sink = [&told](const db::FailoverEvent &event) { told << event.text; };
        FailoverOperation operation(u"failover.promote"_s, u"/srv/.env"_s, {}, watch,
                                    [&](const db::FailoverSink &sink, const std::stop_token &) {
                                        db::FailoverReport report;
                                        report.events = {{db::FailoverEvent::Kind::Failed, 0, rejoin({}), 5}};
                                        sink(report.events[0]);
                                        report.standing = rejoin({});
                                        report.error =
                                            db::Error{db::ErrorKind::Timeout, {}, rejoin({}), {}, {}, 0};
                                        return report;
                                    });
        const auto outcome = operation.run([&told](const Progress &progress) { told << progress.text; }, {});
        const auto &seen = *watch.report;
        told << seen.standing << seen.error->hint << seen.events[0].text << outcome.error->hint
             << outcome.details[u"standing"_s].toString()
             << outcome.details[u"events"_s].toArray().at(0)[u"text"_s].toString();
        QCOMPARE(told, QStringList(8, rejoin(u"--env /srv/.env "_s)));
    }

    void aRunThatWasCutOffIsFoundByItsRecord()
    {
        const QTemporaryDir folder;
        db::FailoverRecord record;
        record.kind = u"switchover"_s;
        record.from = u"primary"_s;
        record.to = u"replica1"_s;
        record.step = u"stop"_s;
        record.timeline = 1;
        QVERIFY(record.save(FailoverSite::of(aProfile(), folder.path()).recordFile));
        FailoverDesk desk(aProfile(), folder.path());
        desk.examine();
        QTRY_VERIFY(desk.interrupted());
        QCOMPARE(desk.interrupted()->record.to, u"replica1"_s);
        QVERIFY(!desk.interrupted()->found.standing.isEmpty());
    }

    void aClusterIsNotHealthyWhileARunIsCutOff()
    {
        const QTemporaryDir folder;
        Workspace workspace(aProfile(), {folder.path()});
        const auto verdict = [&workspace] {
            workspace.put(tests::shared(tests::healthySnapshot()));
            QCoreApplication::processEvents();
            return workspace.snapshot() ? db::toString(workspace.snapshot()->verdict) : QString();
        };
        QTRY_COMPARE(verdict(), u"HEALTHY"_s);
        db::FailoverRecord record;
        record.kind = u"switchover"_s;
        record.from = u"primary"_s;
        record.to = u"replica1"_s;
        record.step = u"block"_s;
        const auto file = FailoverSite::recordFileIn(folder.path());
        QVERIFY(record.save(file));
        QTRY_COMPARE_WITH_TIMEOUT(verdict(), u"DEGRADED"_s, 20000);
        QVERIFY2(workspace.snapshot()->reason.contains(u"cut off at its step 'block'"_s),
                 qPrintable(workspace.snapshot()->reason));
        QVERIFY(QFile::remove(file));
        QTRY_COMPARE_WITH_TIMEOUT(verdict(), u"HEALTHY"_s, 20000);
    }

    void whatWasCutOffStandsBeforeWhatIsSeen()
    {
        const CutOff left{{}, u"It was cut off."_s};
        auto seen = tests::healthySnapshot();
        seen.verdict = db::ClusterVerdict::NoPrimary;
        seen.reason = u"Nobody writes."_s;
        const auto judged = judgedBy(left, tests::shared(seen));
        QVERIFY(judged->verdict == db::ClusterVerdict::NoPrimary);
        QCOMPARE(judged->reason, u"It was cut off. Nobody writes."_s);
        QVERIFY(*judgedBy({}, tests::shared(seen)) == seen);
    }

    void whatAnotherProgramLeavesUndoneIsSeenByItself()
    {
        const QTemporaryDir folder;
        FailoverDesk desk(aProfile(), folder.path());
        const QSignalSpy changes(&desk, &FailoverDesk::interruptedChanged);
        db::FailoverRecord record;
        record.kind = u"switchover"_s;
        record.from = u"primary"_s;
        record.to = u"replica1"_s;
        record.step = u"block"_s;
        const auto file = FailoverSite::recordFileIn(folder.path());
        {
            const auto lock = db::FailoverLock::take(file);
            QVERIFY(lock && record.save(file));
            QVERIFY(!*db::cutOffRun(file)); // it goes on
        }
        QVERIFY(*db::cutOffRun(file) == record);
        QTRY_VERIFY_WITH_TIMEOUT(desk.interrupted(), 20000);
        QVERIFY2(desk.interrupted()->told.contains(u"'block'"_s), qPrintable(desk.interrupted()->told));
        QCOMPARE(changes.count(), 1);
        QVERIFY(QFile::remove(file));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.interrupted(), 20000);
        QCOMPARE(changes.count(), 2);
    }
};

QTEST_GUILESS_MAIN(TestFailoverDesk)
#include "tst_failoverdesk.moc"
