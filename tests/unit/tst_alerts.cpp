// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/askedrolechange.h"
#include "models/monitor/alerts.h"
#include "tests/support/snapshots.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using tests::baseMs;
using Kind = AlertRule::Kind;

namespace {

AlertRule lagRule(double hold = 0)
{
    return {Kind::Lag, true, Severity::Warning, 1.0, 0.5, hold};
}

/// Feeds Snapshots one second apart.
class Feeder
{
public:
    explicit Feeder(Alerts &alerts) : m_alerts(alerts) {}
    void add(db::Snapshot snapshot)
    {
        snapshot.timeMs = nowMs += 1000;
        m_alerts.add(tests::shared(std::move(snapshot)));
    }
    void addLag(std::optional<double> seconds)
    {
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes[1].lag.seconds = seconds;
        add(std::move(snapshot));
    }
    qint64 nowMs = baseMs;

private:
    Alerts &m_alerts;
};

QString sentences(const Alerts &alerts)
{
    QStringList all;
    for (const auto &alert : alerts.current())
        all.append(alert.sentence);
    return all.join(u'\n');
}

} // namespace

class TestAlerts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHealthyClusterRaisesNothing();
    void lagAtTheLimitRaisesAndHysteresisClears();
    void aConditionMustHoldBeforeItIsRaised();
    void aConditionThatBeginsToHoldIsTold();
    void lagThatIsOnlyEstimatedNeitherRaisesNorClears();
    void aRefusedPasswordIsNotCalledUnreachable();
    void unknownFiguresNeitherRaiseNorClear();
    void theSentenceFollowsTheFigure();
    void intendedDelayIsNoLag();
    void aSplitBrainIsCriticalAndImmediate();
    void aSplitBrainLastsWhileAFormerPrimaryCannotBeSeen();
    void anOutageIsRaisedAndCleared();
    void whatAServerSaidIsOutOfDateWhileItCannotBeReached();
    void withoutAnOutageWhatWasSaidLastStands();
    void aNodeThatWasNeverAskedIsNoOutage();
    void aBadVerdictIsRaised();
    void aServerThatTakesNoNewSessionsIsRaised();
    void aPrimaryThatRefusesWritesIsRaised();
    void aFullPoolIsRaised();
    void aRoleChangeLastsUntilAcknowledged();
    void aRoleChangeIsAskedForByTheOperationOfItsTime();
    void aSlotThatHoldsBackTooMuchIsRaisedAndEndsWithTheSlot();
    void waitingPgBouncerClientsAreRaised();
    void aDeadPgBouncerIsAnOutage();
    void twoRulesOfOneKindDifferBySeverity();
    void switchingARuleOffClearsItsAlert();
    void theMostSevereComesFirst();
    void theLogIsBounded();
    void rulesSurviveARestart();
    void anOpenAlertIsTakenUpAgainAfterARestart();
    void brokenRulesAreToldAndTheUsualOnesApply();
};

void TestAlerts::aHealthyClusterRaisesNothing()
{
    Alerts alerts({});
    Feeder feeder(alerts);
    for (int i = 0; i < 20; ++i)
        feeder.add(tests::healthySnapshot());
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::lagAtTheLimitRaisesAndHysteresisClears()
{
    Alerts alerts({});
    alerts.setRules({lagRule()});
    QSignalSpy raised(&alerts, &Alerts::raised);
    QSignalSpy cleared(&alerts, &Alerts::cleared);
    Feeder feeder(alerts);
    feeder.addLag(0.99);
    QCOMPARE(raised.size(), 0);
    feeder.addLag(1.0);
    QCOMPARE(raised.size(), 1);
    QCOMPARE(sentences(alerts), u"Replay lag of replica1 is 1 s (limit 1 s)."_s);
    feeder.addLag(0.6); // below the threshold, above clearBelow
    QCOMPARE(cleared.size(), 0);
    feeder.addLag(0.4);
    QCOMPARE(cleared.size(), 1);
    QCOMPARE(sentences(alerts), QString());
    QCOMPARE(alerts.log().size(), 1u);
    QCOMPARE(*alerts.log().front().clearedMs, feeder.nowMs);
}

void TestAlerts::aConditionMustHoldBeforeItIsRaised()
{
    Alerts alerts({});
    alerts.setRules({lagRule(3)});
    Feeder feeder(alerts);
    feeder.addLag(5);
    feeder.addLag(5);
    feeder.addLag(0.9); // the hold time starts anew
    for (int i = 0; i < 3; ++i) {
        feeder.addLag(5);
        QCOMPARE(sentences(alerts), QString());
        QCOMPARE(alerts.held(), 1);
    }
    feeder.addLag(5);
    QVERIFY(!sentences(alerts).isEmpty());
    QCOMPARE(alerts.held(), 0);
}

void TestAlerts::aConditionThatBeginsToHoldIsTold()
{
    Alerts alerts({});
    alerts.setRules({lagRule(3)});
    QSignalSpy changed(&alerts, &Alerts::changed);
    Feeder feeder(alerts);
    feeder.addLag(5);
    QCOMPARE(changed.size(), 1);
    feeder.addLag(5);
    QCOMPARE(changed.size(), 1);
    feeder.addLag(0.1);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(alerts.held(), 0);
}

void TestAlerts::lagThatIsOnlyEstimatedNeitherRaisesNorClears()
{
    Alerts alerts({});
    alerts.setRules({lagRule()});
    Feeder feeder(alerts);
    auto snapshot = tests::laggingSnapshot(7);
    snapshot.nodes[1].lag.secondsIsEstimate = true;
    feeder.add(snapshot);
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::aRefusedPasswordIsNotCalledUnreachable()
{
    Alerts alerts({});
    alerts.setRules({{Kind::Outage, true, Severity::Critical, 0, 0, 0}});
    Feeder feeder(alerts);
    auto snapshot = tests::unreachableReplicaSnapshot();
    snapshot.nodes[1].error->kind = db::ErrorKind::AuthRefused;
    feeder.add(snapshot);
    QVERIFY2(sentences(alerts).startsWith(u"replica1 does not let Seawall in: "_s),
             qPrintable(sentences(alerts)));
}

void TestAlerts::unknownFiguresNeitherRaiseNorClear()
{
    Alerts alerts({});
    alerts.setRules({lagRule()});
    Feeder feeder(alerts);
    feeder.addLag(std::nullopt);
    QCOMPARE(sentences(alerts), QString());
    feeder.addLag(2);
    feeder.addLag(std::nullopt);
    feeder.add(tests::unreachableReplicaSnapshot());
    QVERIFY(!sentences(alerts).isEmpty());
    feeder.addLag(0);
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::theSentenceFollowsTheFigure()
{
    Alerts alerts({});
    alerts.setRules({lagRule()});
    QSignalSpy raised(&alerts, &Alerts::raised);
    Feeder feeder(alerts);
    feeder.addLag(2);
    QSignalSpy changed(&alerts, &Alerts::changed);
    feeder.addLag(2);
    QCOMPARE(changed.size(), 0);
    feeder.addLag(70);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(raised.size(), 1);
    QVERIFY(sentences(alerts).contains(u"70 s"_s));
}

void TestAlerts::intendedDelayIsNoLag()
{
    Alerts alerts({});
    alerts.setRules({lagRule()});
    Feeder feeder(alerts);
    auto snapshot = tests::healthySnapshot();
    snapshot.nodes[1].facts.applyDelaySeconds = 3600;
    snapshot.nodes[1].lag.seconds = 3600.2;
    feeder.add(snapshot);
    QCOMPARE(sentences(alerts), QString());
    snapshot.nodes[1].lag.seconds = 3602;
    feeder.add(snapshot);
    QVERIFY(!sentences(alerts).isEmpty());
}

void TestAlerts::aSplitBrainIsCriticalAndImmediate()
{
    Alerts alerts({});
    alerts.setRules({{Kind::SplitBrain, true, Severity::Info, 0, 0, 600}}); // nobody can soften or delay it
    Feeder feeder(alerts);
    feeder.add(tests::splitBrainSnapshot());
    const auto current = alerts.current();
    QCOMPARE(current.size(), 1u);
    QVERIFY(current[0].rule.severity == Severity::Critical);
    QVERIFY(current[0].sentence.startsWith(u"SPLIT BRAIN: primary, replica1"_s));
    auto off = current[0].rule;
    off.enabled = false;
    alerts.setRules({off});
    alerts.setRules({});
    QCOMPARE(alerts.current().size(), 1u);
}

void TestAlerts::aSplitBrainLastsWhileAFormerPrimaryCannotBeSeen()
{
    Alerts alerts({});
    alerts.setRules({{Kind::SplitBrain, true, Severity::Critical, 0, 0, 0}});
    Feeder feeder(alerts);
    feeder.add(tests::splitBrainSnapshot());
    feeder.add(tests::unreachableReplicaSnapshot());
    QVERIFY(!sentences(alerts).isEmpty());
    feeder.add(tests::healthySnapshot());
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::anOutageIsRaisedAndCleared()
{
    Alerts alerts({});
    alerts.setRules({{Kind::Outage, true, Severity::Critical, 0, 0, 1}});
    Feeder feeder(alerts);
    feeder.add(tests::unreachableReplicaSnapshot());
    QCOMPARE(sentences(alerts), QString());
    feeder.add(tests::unreachableReplicaSnapshot());
    QVERIFY(sentences(alerts).startsWith(u"replica1 cannot be reached: replica1 refuses"_s));
    feeder.add(tests::healthySnapshot());
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::whatAServerSaidIsOutOfDateWhileItCannotBeReached()
{
    const QTemporaryDir folder;
    {
        Alerts alerts(folder.path());
        QSignalSpy loaded(&alerts, &Alerts::changed);
        QTRY_COMPARE(loaded.size(), 1);
        alerts.setRules({{Kind::Outage, true, Severity::Critical, 0, 0, 2},
                         {Kind::Verdict, true, Severity::Critical, 0, 0, 0},
                         {Kind::Verdict, true, Severity::Warning, 0, 0, 9},
                         lagRule()});
        Feeder feeder(alerts);
        auto paused = tests::laggingSnapshot(7);
        tests::setVerdict(paused.nodes[1], db::ReplicaVerdict::Paused, u"Replay is paused."_s);
        feeder.add(paused);
        QCOMPARE(alerts.current().size(), 2u);
        QCOMPARE(alerts.held(), 1);
        QSignalSpy cleared(&alerts, &Alerts::cleared);
        feeder.add(tests::unreachableReplicaSnapshot());
        QCOMPARE(alerts.current().size(), 2u); // as long as nothing is told of it
        feeder.add(tests::unreachableReplicaSnapshot());
        feeder.add(tests::unreachableReplicaSnapshot());
        QVERIFY2(sentences(alerts).startsWith(u"replica1 cannot be reached"_s),
                 qPrintable(sentences(alerts)));
        QCOMPARE(alerts.current().size(), 1u);
        QCOMPARE(alerts.held(), 0);
        QCOMPARE(cleared.count(), 2);
        for (const auto &each : cleared)
            QVERIFY(each.front().value<Alert>().outdated);
        feeder.add(paused); // it is seen again, and still so
        QCOMPARE(alerts.current().size(), 2u);
        QVERIFY2(!sentences(alerts).contains(u"reached"_s), qPrintable(sentences(alerts)));
        QVERIFY(!alerts.current().front().outdated);
    }
    Alerts again(folder.path());
    QSignalSpy loaded(&again, &Alerts::changed);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(std::ranges::count(again.log(), true, &Alert::outdated), 2);
}

void TestAlerts::withoutAnOutageWhatWasSaidLastStands()
{
    Alerts alerts({});
    alerts.setRules({{Kind::Outage, false, Severity::Critical, 0, 0, 0},
                     {Kind::Verdict, true, Severity::Critical, 0, 0, 0}});
    Feeder feeder(alerts);
    feeder.add(tests::detachedSnapshot());
    feeder.add(tests::unreachableReplicaSnapshot());
    QVERIFY2(sentences(alerts).contains(u"DETACHED"_s), qPrintable(sentences(alerts)));
}

void TestAlerts::aNodeThatWasNeverAskedIsNoOutage()
{
    Alerts alerts({});
    Feeder feeder(alerts);
    db::Snapshot snapshot;
    snapshot.nodes.resize(2);
    snapshot.nodes[0].name = u"primary"_s;
    snapshot.nodes[1].name = u"replica1"_s;
    for (int i = 0; i < 10; ++i)
        feeder.add(snapshot);
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::aBadVerdictIsRaised()
{
    Alerts alerts({});
    alerts.setRules({{Kind::Verdict, true, Severity::Critical, 0, 0, 0}});
    Feeder feeder(alerts);
    feeder.add(tests::detachedSnapshot());
    QCOMPARE(sentences(alerts), u"replica1 is DETACHED: No walreceiver runs on replica1."_s);
    feeder.add(tests::laggingSnapshot()); // CATCHING UP: the lag rule's business
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::aServerThatTakesNoNewSessionsIsRaised()
{
    Alerts alerts({});
    alerts.setRules({{Kind::Verdict, true, Severity::Critical, 0, 0, 2}});
    Feeder feed(alerts);
    auto closed = tests::healthySnapshot();
    closed.nodes[0].closed =
        db::Error{db::ErrorKind::Timeout, u"It accepts connections but does not answer."_s, {}, {}, {}, 0};
    for (int i = 0; i < 4; ++i)
        feed.add(closed);
    QCOMPARE(sentences(alerts), u"primary takes no new sessions, while those that are open go on: "
                                "It accepts connections but does not answer."_s);
    QVERIFY(alerts.current().front().rule.severity == Severity::Critical);
    feed.add(tests::healthySnapshot());
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::aPrimaryThatRefusesWritesIsRaised()
{
    Alerts alerts({});
    alerts.setRules({{Kind::Verdict, true, Severity::Critical, 0, 0, 2}});
    Feeder feed(alerts);
    auto refusing = tests::healthySnapshot();
    refusing.nodes[0].facts.readOnly = true;
    refusing.nodes[1].facts.readOnly = true; // of a replica it means nothing
    for (int i = 0; i < 4; ++i)
        feed.add(refusing);
    QCOMPARE(sentences(alerts), u"primary refuses writes: default_transaction_read_only is on."_s);
    refusing.nodes[0].facts.readOnly.reset(); // not readable: neither raised nor taken back
    feed.add(refusing);
    QCOMPARE(alerts.current().size(), size_t(1));
    refusing.nodes[0].facts.readOnly = false;
    feed.add(refusing);
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::aFullPoolIsRaised()
{
    Alerts alerts({});
    alerts.setRules({{Kind::Pool, true, Severity::Warning, 0.8, 0.75, 0}});
    Feeder feeder(alerts);
    auto snapshot = tests::healthySnapshot();
    snapshot.nodes[0].utilization = 0.8;
    snapshot.nodes[0].pools[0].used = 40;
    feeder.add(snapshot);
    QCOMPARE(sentences(alerts).count(u'\n'), 1);
    QVERIFY(sentences(alerts).contains(u"80 % of the connections of primary are in use (limit 80 %)."_s));
    QVERIFY(sentences(alerts).contains(u"The pool of pulse-backend on primary uses 40 of 50"_s));
    snapshot.nodes[0].utilization = 0.76;
    snapshot.nodes[0].pools.clear(); // no pool is configured any more
    feeder.add(snapshot);
    QCOMPARE(alerts.current().size(), 1u);
    snapshot.nodes[0].utilization = 0.74;
    feeder.add(snapshot);
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::aRoleChangeLastsUntilAcknowledged()
{
    Alerts alerts({});
    alerts.setRules({{Kind::RoleChange, true, Severity::Warning, 0, 0, 0}});
    Feeder feeder(alerts);
    auto promoted = tests::splitBrainSnapshot();
    promoted.verdict = db::ClusterVerdict::Healthy;
    feeder.add(tests::healthySnapshot());
    feeder.add(promoted);
    QCOMPARE(sentences(alerts), u"replica1 is a primary now; it was a replica."_s);
    feeder.add(promoted);
    QCOMPARE(alerts.current().size(), 1u);
    alerts.acknowledge(alerts.current()[0].id, u"alice"_s);
    QCOMPARE(alerts.current()[0].acknowledgedBy, u"alice"_s);
    feeder.add(promoted);
    QCOMPARE(sentences(alerts), QString());
    feeder.add(tests::healthySnapshot());
    QCOMPARE(sentences(alerts), u"replica1 is a replica now; it was a primary."_s);
}

void TestAlerts::aRoleChangeIsAskedForByTheOperationOfItsTime()
{
    Alert alert;
    alert.rule.kind = Kind::RoleChange;
    alert.raisedMs = baseMs;
    JournalEntry entry;
    entry.kind = u"failover.switchover"_s;
    entry.actor = u"alice@db-host"_s;
    entry.startedMs = baseMs - 5'000;
    QCOMPARE(askedBy(alert, {entry}), u"the switchover of alice@db-host"_s);
    entry.finishedMs = baseMs - 2'000;
    entry.state = JournalEntry::State::Succeeded;
    QCOMPARE(askedBy(alert, {entry}), u"the switchover of alice@db-host"_s);
    entry.finishedMs = baseMs - 120'000; // long over: nobody asked for this one
    entry.startedMs = baseMs - 130'000;
    QCOMPARE(askedBy(alert, {entry}), QString());
    entry.startedMs = baseMs + 1; // begun after it
    entry.finishedMs.reset();
    QCOMPARE(askedBy(alert, {entry}), QString());
    entry.startedMs = baseMs - 5'000;
    entry.kind = u"session.terminate"_s;
    QCOMPARE(askedBy(alert, {entry}), QString());
    alert.rule.kind = Kind::Outage;
    entry.kind = u"failover.switchover"_s;
    QCOMPARE(askedBy(alert, {entry}), QString());
}

void TestAlerts::aSlotThatHoldsBackTooMuchIsRaisedAndEndsWithTheSlot()
{
    Alerts alerts({});
    alerts.setRules({{Kind::SlotRetention, true, Severity::Warning, 1e9, 0.8e9, 0}});
    Feeder feeder(alerts);
    auto snapshot = tests::healthySnapshot();
    auto &slot = snapshot.nodes[0].facts.slotList[0];
    slot.retainedBytes = 2'000'000'000;
    slot.active = false;
    feeder.add(snapshot);
    QCOMPARE(sentences(alerts),
             u"Slot replica1 on primary holds back 1.9 GB of WAL (limit 954 MB) and nobody reads it."_s);
    slot.retainedBytes = std::nullopt;
    slot.walStatus = u"lost"_s;
    feeder.add(snapshot);
    QVERIFY(sentences(alerts).contains(u"'lost'"_s));
    snapshot.nodes[0].facts.slotList.clear();
    feeder.add(snapshot);
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::waitingPgBouncerClientsAreRaised()
{
    Alerts alerts({});
    alerts.setRules({{Kind::PgBouncerWait, true, Severity::Warning, 1, 0.5, 0}});
    Feeder feeder(alerts);
    auto snapshot = tests::healthySnapshot();
    snapshot.pgBouncer.emplace();
    snapshot.pgBouncer->pools = {{u"pulse_db"_s, u"pulse"_s, u"transaction"_s, 20, 7, 20, 0, 0, 2.5, 20}};
    feeder.add(snapshot);
    QVERIFY(sentences(alerts).startsWith(u"7 clients of pulse_db/pulse wait"_s));
    snapshot.pgBouncer->error.emplace();
    snapshot.pgBouncer->pools.clear();
    feeder.add(snapshot);
    QVERIFY(!sentences(alerts).isEmpty()); // not known is not over
    snapshot.pgBouncer->error.reset();
    feeder.add(snapshot);
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::aDeadPgBouncerIsAnOutage()
{
    Alerts alerts({});
    alerts.setRules({{Kind::Outage, true, Severity::Critical, 0, 0, 0}});
    Feeder feeder(alerts);
    auto snapshot = tests::healthySnapshot();
    feeder.add(snapshot);
    snapshot.pgBouncer.emplace();
    snapshot.pgBouncer->error = db::Error{db::ErrorKind::Refused, u"nothing listens there."_s, {}, {}, {}, 0};
    feeder.add(snapshot);
    QCOMPARE(sentences(alerts), u"PgBouncer cannot be reached: nothing listens there."_s);
    snapshot.pgBouncer->error.reset();
    feeder.add(snapshot);
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::twoRulesOfOneKindDifferBySeverity()
{
    Alerts alerts({});
    auto critical = lagRule();
    critical.severity = Severity::Critical;
    critical.threshold = 10;
    critical.clearBelow = 5;
    alerts.setRules({lagRule(), critical});
    Feeder feeder(alerts);
    feeder.addLag(2);
    QCOMPARE(alerts.current().size(), 1u);
    feeder.addLag(11);
    QCOMPARE(alerts.current().size(), 2u);
    feeder.addLag(2);
    QCOMPARE(alerts.current().size(), 1u);
    QVERIFY(alerts.current()[0].rule.severity == Severity::Warning);
}

void TestAlerts::switchingARuleOffClearsItsAlert()
{
    Alerts alerts({});
    alerts.setRules({lagRule()});
    QSignalSpy cleared(&alerts, &Alerts::cleared);
    Feeder feeder(alerts);
    feeder.addLag(2);
    auto off = lagRule();
    off.enabled = false;
    alerts.setRules({off});
    QCOMPARE(cleared.size(), 1);
    feeder.addLag(2);
    QCOMPARE(sentences(alerts), QString());
}

void TestAlerts::theMostSevereComesFirst()
{
    Alerts alerts({});
    alerts.setRules({{Kind::Outage, true, Severity::Critical, 0, 0, 0}, lagRule()});
    Feeder feeder(alerts);
    auto snapshot = tests::wideSnapshot(2);
    snapshot.nodes[1].lag.seconds = 9;
    feeder.add(snapshot);
    tests::makeUnreachable(snapshot.nodes[2]);
    feeder.add(snapshot);
    snapshot.nodes[1].lag.seconds = 0;
    feeder.add(snapshot);
    snapshot.nodes[1].lag.seconds = 9;
    feeder.add(snapshot); // the newest is the less severe one
    QCOMPARE(alerts.current().size(), 2u);
    QVERIFY(alerts.current()[0].rule.kind == Kind::Outage);
    QVERIFY(alerts.log()[0].rule.kind == Kind::Lag);
}

void TestAlerts::theLogIsBounded()
{
    Alerts alerts({});
    alerts.setRules({lagRule()});
    Feeder feeder(alerts);
    for (int i = 0; i < 1100; ++i) {
        feeder.addLag(2);
        feeder.addLag(0);
    }
    QCOMPARE(alerts.log().size(), 1000u);
}

void TestAlerts::rulesSurviveARestart()
{
    const QTemporaryDir directory;
    {
        Alerts alerts(directory.path());
        alerts.setRules({lagRule(7)});
    }
    Alerts alerts(directory.path());
    QTRY_COMPARE(alerts.rules().size(), 2u); // and the split brain's
    QVERIFY(alerts.rules()[1] == lagRule(7));
}

void TestAlerts::anOpenAlertIsTakenUpAgainAfterARestart()
{
    const QTemporaryDir directory;
    qint64 raisedMs = 0;
    {
        Alerts alerts(directory.path());
        alerts.setRules({lagRule()});
        QSignalSpy loaded(&alerts, &Alerts::changed);
        QTRY_COMPARE(loaded.size(), 1); // the empty files are read
        Feeder feeder(alerts);
        feeder.addLag(2);
        QCOMPARE(alerts.current().size(), 1u);
        raisedMs = alerts.current()[0].raisedMs;
        alerts.acknowledge(alerts.current()[0].id, u"alice"_s);
    }
    Alerts alerts(directory.path());
    QTRY_COMPARE(alerts.current().size(), 1u);
    QSignalSpy raised(&alerts, &Alerts::raised);
    Feeder feeder(alerts);
    feeder.nowMs += 60'000;
    auto waking = tests::healthySnapshot();
    waking.nodes[1] = {};
    waking.nodes[1].name = u"replica1"_s; // not asked yet: not known
    feeder.add(waking);
    feeder.addLag(3);
    QCOMPARE(raised.size(), 0);
    QCOMPARE(alerts.current()[0].raisedMs, raisedMs);
    QCOMPARE(alerts.current()[0].acknowledgedBy, u"alice"_s);
    feeder.addLag(0);
    QVERIFY(alerts.current().empty());
}

void TestAlerts::brokenRulesAreToldAndTheUsualOnesApply()
{
    const QTemporaryDir directory;
    QFile file(directory.filePath(u"rules.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ not rules");
    file.close();
    Alerts alerts(directory.path());
    QSignalSpy failed(&alerts, &Alerts::failed);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed[0][0].toString().contains(u"rules.json"_s));
    QVERIFY(alerts.rules() == Alerts::defaultRules());
    Feeder feeder(alerts);
    feeder.add(tests::splitBrainSnapshot());
    QVERIFY(!alerts.current().empty());
}

QTEST_GUILESS_MAIN(TestAlerts)
#include "tst_alerts.moc"
