// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/preflightrequest.h"
#include "models/failover/readinessmodel.h"
#include "models/failover/readinesswatch.h"
#include "models/failover/readinesswords.h"
#include "models/failover/settingsmodel.h"
#include "models/modelroles.h"
#include "models/monitor/clusterevent.h"
#include "tests/support/preflights.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = db::ReadinessCheck::State;

namespace {

/// Nodes that refuse at once.
ClusterProfile aProfile(int replicas = 1)
{
    ClusterProfile profile;
    profile.envFile = u"/srv/app/.env"_s;
    profile.monitor.primaryPool = db::PoolBudget{{}, {}, 20, 30, 1};
    profile.monitor.replicaPool = db::PoolBudget{{}, {}, 15, 20, 1};
    for (int i = 0; i <= replicas; ++i) {
        db::NodeConfig node;
        node.endpoint.name = i == 0 ? u"primary"_s : u"replica%1"_s.arg(i);
        node.endpoint.parameters = {{u"host"_s, u"127.0.0.1"_s}, {u"port"_s, u"1"_s}};
        profile.monitor.nodes.push_back(node);
    }
    return profile;
}

constexpr ReadinessWatch::Times quick{100ms, 20ms, 5000ms};

db::ReadinessCheck aCheck(const QString &id, State state)
{
    return {id, u"title of "_s + id, state, u"measured"_s, u"primary"_s, {}, {}};
}

} // namespace

class TestReadinessWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsAskedBeforeSomebodyLooks()
    {
        ReadinessWatch watch(aProfile(), quick);
        watch.setSnapshot(tests::shared(tests::healthySnapshot()));
        QCOMPARE(int(watch.phase()), int(ReadinessWatch::Phase::Asking));
        QVERIFY(!watch.isRunning());
        QObject looker;
        QSignalSpy changed(&watch, &ReadinessWatch::changed);
        watch.look(&looker, true);
        QTRY_COMPARE(int(watch.phase()), int(ReadinessWatch::Phase::Known));
        QVERIFY(changed.count() >= 1);
        QCOMPARE(watch.readiness()->candidate, u"replica1"_s);
        QVERIFY(watch.readiness()->candidateError.has_value());
    }

    void itIsAskedAgainAndAgainWhileSomebodyLooks()
    {
        ReadinessWatch watch(aProfile(), quick);
        auto looker = std::make_unique<QObject>();
        watch.look(looker.get(), true);
        watch.setSnapshot(tests::shared(tests::healthySnapshot()));
        QTRY_VERIFY(watch.readiness());
        const auto first = watch.readiness()->takenMs;
        QTRY_VERIFY(watch.readiness()->takenMs > first);
        looker.reset(); // looks no longer, though it did not say so
        QTRY_VERIFY(!watch.isRunning());
        QSignalSpy changed(&watch, &ReadinessWatch::changed);
        QVERIFY(!changed.wait(300));
    }

    void aChangeOfVerdictAsksAtOnce()
    {
        ReadinessWatch watch(aProfile(), {1h, 20ms, 5000ms});
        QObject looker;
        watch.look(&looker, true);
        watch.setSnapshot(tests::shared(tests::healthySnapshot()));
        QTRY_VERIFY(watch.readiness());
        const auto first = watch.readiness()->takenMs;
        watch.setSnapshot(tests::shared(tests::detachedSnapshot()));
        QTRY_VERIFY(watch.readiness() && watch.readiness()->takenMs > first);
        auto refusing = tests::detachedSnapshot(); // and so does a primary that refuses writes
        refusing.nodes[0].facts.readOnly = true;
        const auto second = watch.readiness()->takenMs;
        watch.setSnapshot(tests::shared(refusing));
        QTRY_VERIFY(watch.readiness() && watch.readiness()->takenMs > second);
    }

    void betweenTheAnswersTheLagStaysLive()
    {
        ReadinessWatch watch(aProfile(), {1h, 1h, 5000ms});
        QObject looker;
        watch.look(&looker, true);
        watch.setSnapshot(tests::shared(tests::healthySnapshot()));
        QTRY_VERIFY(watch.readiness());
        QSignalSpy changed(&watch, &ReadinessWatch::changed);
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes[0].facts.currentLsn->value += 32 * 1024 * 1024;
        snapshot.nodes[1].rpoBytes = 42;
        watch.setSnapshot(tests::shared(snapshot));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(int(watch.readiness()->check(u"lag"_s)->state), int(State::Blocking));
        QCOMPARE(watch.readiness()->rpoBytes, std::optional<qint64>(42));
    }

    void aPrimaryThatTakesNoNewSessionsIsNotLost()
    {
        ReadinessWatch watch(aProfile(), {1h, 1h, 5000ms});
        QObject looker;
        watch.look(&looker, true);
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes[0].closed =
            db::Error{db::ErrorKind::Timeout, u"It accepts and does not answer."_s, {}, {}, {}, 0};
        watch.setSnapshot(tests::shared(snapshot));
        QTRY_VERIFY(watch.readiness());
        QVERIFY(!watch.readiness()->primaryError);
        const auto *check = watch.readiness()->check(u"primary"_s);
        QCOMPARE(int(check->state), int(State::Blocking));
        QCOMPARE(check->measured, u"it takes no new sessions: It accepts and does not answer."_s);
    }

    void whyALostPrimaryDoesNotAnswerStaysTold()
    {
        ReadinessWatch watch(aProfile(), {1h, 1h, 5000ms});
        QObject looker;
        watch.look(&looker, true);
        watch.setSnapshot(tests::shared(tests::noPrimarySnapshot()));
        QTRY_VERIFY(watch.readiness());
        const auto *check = watch.readiness()->check(u"primary"_s);
        QVERIFY2(check->measured.contains(u"Nothing listens"_s), qPrintable(check->measured));
    }

    void anotherCandidateIsAskedAboutAnew()
    {
        ReadinessWatch watch(aProfile(2), {1h, 20ms, 5000ms});
        QObject looker;
        watch.look(&looker, true);
        watch.setSnapshot(tests::shared(tests::wideSnapshot(2)));
        QTRY_VERIFY(watch.readiness());
        QCOMPARE(watch.candidate(), u"replica1"_s);
        watch.setCandidate(u"replica2"_s);
        QVERIFY(!watch.readiness());
        QTRY_VERIFY(watch.readiness());
        QCOMPARE(watch.readiness()->candidate, u"replica2"_s);
        watch.setCandidate({});
        QCOMPARE(watch.candidate(), u"replica2"_s); // as good as the other: it stays
    }

    void aClusterWithoutReplicaHasNobody()
    {
        ReadinessWatch watch(aProfile(0), quick);
        QCOMPARE(int(watch.phase()), int(ReadinessWatch::Phase::NoCluster));
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes.resize(1);
        watch.setSnapshot(tests::shared(snapshot));
        QCOMPARE(int(watch.phase()), int(ReadinessWatch::Phase::NoReplica));
    }

    void aPrimaryThatAReplicaStillHearsIsNotGivenUp()
    {
        ReadinessWatch watch(aProfile(), quick);
        const QSignalSpy changed(&watch, &ReadinessWatch::changed);
        watch.setSnapshot(tests::shared(tests::healthySnapshot()));
        QCOMPARE(watch.primaryStillHeard(), QString());
        auto snapshot = tests::healthySnapshot();
        tests::makeUnreachable(snapshot.nodes[0]);
        snapshot.verdict = db::ClusterVerdict::Degraded;
        snapshot.reason = u"replica1 heard from it"_s;
        const auto told = changed.count();
        watch.setSnapshot(tests::shared(snapshot));
        QCOMPARE(watch.primaryStillHeard(), u"replica1 heard from it"_s);
        QVERIFY(changed.count() > told);
        watch.setSnapshot(tests::shared(tests::noPrimarySnapshot()));
        QCOMPARE(watch.primaryStillHeard(), QString());
    }

    void aPromotedCandidateIsTheOneToLeave()
    {
        ReadinessWatch watch(aProfile(), quick);
        watch.setSnapshot(tests::shared(tests::healthySnapshot()));
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes = {tests::aReplica(u"primary"_s, 5432, u"replica1"_s),
                          tests::aPrimary(u"replica1"_s, 5433)};
        watch.setSnapshot(tests::shared(snapshot));
        QCOMPARE(watch.primary(), u"replica1"_s);
        QCOMPARE(watch.candidate(), u"primary"_s);
    }

    void itEndsAtOnceWhileItAsks()
    {
        auto profile = aProfile();
        profile.monitor.nodes[1].endpoint.parameters[u"host"_s] = u"192.0.2.1"_s; // goes nowhere
        QElapsedTimer clock;
        {
            ReadinessWatch watch(profile, quick);
            QObject looker;
            watch.look(&looker, true);
            watch.setSnapshot(tests::shared(tests::healthySnapshot()));
            QTRY_VERIFY(watch.isRunning() || watch.readiness());
            clock.start();
        }
        QVERIFY(clock.elapsed() < 2000);
    }

    void anOldAnswerIsStale()
    {
        ReadinessWatch watch(aProfile(), {1h, 20ms, 5000ms});
        QObject looker;
        watch.look(&looker, true);
        watch.setSnapshot(tests::shared(tests::healthySnapshot()));
        QTRY_VERIFY(watch.readiness());
        const auto taken = watch.readiness()->takenMs;
        QVERIFY(!watch.isStale(taken + 3600 * 1000));
        QVERIFY(watch.isStale(taken + 4 * 3600 * 1000));
    }

    void theRequestCarriesWhatTheProfileKnows()
    {
        const auto request = preflightRequest(aProfile(), u"primary"_s, u"replica1"_s);
        QVERIFY(request);
        QCOMPARE(request->application.envFile, u"/srv/app/.env"_s);
        QCOMPARE(request->application.connections, std::optional(85));
        QVERIFY(!preflightRequest(aProfile(), u"primary"_s, u"primary"_s));
        QVERIFY(!preflightRequest(aProfile(), u"primary"_s, u"nobody"_s));
    }

    void thePrimaryThatIsLostIsTheOneToLeave()
    {
        QCOMPARE(primaryToLeave(tests::healthySnapshot()), u"primary"_s);
        QCOMPARE(primaryToLeave(tests::noPrimarySnapshot()), u"primary"_s);
        auto neverSeen = tests::noPrimarySnapshot();
        neverSeen.nodes[0].facts = {};
        QCOMPARE(primaryToLeave(neverSeen), u"primary"_s);
    }

    void wordsAndSentencesTellTheState()
    {
        db::Readiness readiness;
        readiness.primary = u"primary"_s;
        readiness.candidate = u"replica1"_s;
        readiness.checks = {aCheck(u"a"_s, State::Ok)};
        QCOMPARE(readinessWord(readiness), u"READY"_s);
        QVERIFY(readinessSentence(readiness).contains(u"no guarantee"_s));
        readiness.checks.push_back(aCheck(u"b"_s, State::Warning));
        QCOMPARE(readinessWord(readiness), u"READY, 1 WARNING"_s);
        QCOMPARE(
            readinessSentence(readiness),
            u"A switchover from primary to replica1 is possible: 1 warns ('title of b'); 1 of 2 checks are fine."_s);
        readiness.checks.push_back(aCheck(u"c"_s, State::Unknown));
        QCOMPARE(readinessWord(readiness), u"UNKNOWN"_s);
        readiness.checks.push_back(aCheck(u"d"_s, State::Blocking));
        QCOMPARE(readinessWord(readiness), u"NOT READY"_s);
        QCOMPARE(readinessSentence(readiness),
                 u"No switchover from primary to replica1 now: 1 check speaks against it ('title of d'), 1 "
                 u"is unknown "
                 "('title of c'), 1 warns ('title of b'); 1 of 4 checks are fine."_s);
    }

    void withoutThePrimaryAFailoverIsPossibleAndNothingIsNotReady()
    {
        db::Readiness readiness;
        readiness.primary = u"primary"_s;
        readiness.candidate = u"replica1"_s;
        readiness.checks = {aCheck(u"primary"_s, State::Blocking), aCheck(u"candidate"_s, State::Unknown)};
        readiness.primaryError = db::Error{db::ErrorKind::Refused, u"Nothing listens."_s, {}, {}, {}, 0};
        QCOMPARE(readinessWord(readiness), u"FAILOVER POSSIBLE"_s);
        QCOMPARE(int(readinessState(readiness)), int(Guard::State::Warning));
        QVERIFY(readinessSentence(readiness).contains(u"A failover to replica1 is possible"_s));
        readiness.primaryError->kind = db::ErrorKind::AuthRefused; // that is no outage
        QCOMPARE(readinessWord(readiness), u"NOT READY"_s);
        readiness.primaryError->kind = db::ErrorKind::Refused;
        readiness.candidateError = readiness.primaryError;
        QCOMPARE(readinessWord(readiness), u"NOT READY"_s);
    }

    void checksStandWorstFirstAndKeepTheirRows()
    {
        ReadinessModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setChecks({aCheck(u"a"_s, State::Ok), aCheck(u"b"_s, State::Warning),
                         aCheck(u"c"_s, State::Blocking), aCheck(u"d"_s, State::Unknown)});
        QStringList ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids << model.index(row, 0).data(KeyRole).toString();
        QCOMPARE(ids, (QStringList{u"c"_s, u"d"_s, u"b"_s, u"a"_s}));
        QCOMPARE(model.index(0, 0).data(SeverityRole).toInt(), int(Severity::Critical));
        QCOMPARE(model.index(1, ReadinessModel::StateColumn).data().toString(), u"unknown"_s);
        QCOMPARE(model.check(model.index(3, 0))->id, u"a"_s);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex kept = model.index(3, 0);
        model.setChecks({aCheck(u"a"_s, State::Blocking), aCheck(u"b"_s, State::Ok)});
        QCOMPARE(kept.row(), 0);
        QCOMPARE(reset.count(), 0);
        model.setChecks({});
        QCOMPARE(model.rowCount(), 0);
    }

    void settingsThatBelongToTheMachineAreShownOnDemand()
    {
        using Weight = db::SettingDifference::Weight;
        SettingsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const std::vector<db::SettingDifference> differences{
            {u"work_mem"_s, u"4MB"_s, u"1MB"_s, Weight::Matters, u"Sorts spill."_s},
            {u"log_line_prefix"_s, u"%m"_s, u""_s, Weight::Notable, {}},
            {u"port"_s, u"5432"_s, {}, Weight::Expected, {}}};
        model.setDifferences(differences, false);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data(SeverityRole).toInt(), int(Severity::Warning));
        QCOMPARE(model.index(1, SettingsModel::CandidateColumn).data().toString(), u"''"_s);
        model.setDifferences(differences, true);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(2, SettingsModel::CandidateColumn).data().toString(), u"not known"_s);
        for (int column = 0; column < model.columnCount(); ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestReadinessWatch)
#include "tst_readinesswatch.moc"
