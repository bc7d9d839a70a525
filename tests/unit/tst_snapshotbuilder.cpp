// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/snapshotbuilder.h"
#include "db/monitor/spokenname.h"
#include "db/monitor/verdict.h"
#include "tests/support/snapshots.h"

#include <QTest>

using namespace seawall::db;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// A primary and a replica told what to say: each test states a pitfall of replication monitoring.
class TestSnapshotBuilder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aHealthyPairStreams();
    void anIdlePrimaryDoesNotMakeLag();
    void aDeadLinkIsNotHiddenByReceiveEqualsReplay();
    void nullLagColumnsAreNotZero();
    void aPausedReplicaIsNotStreaming();
    void aRequestedPauseCountsAsPaused();
    void aReplicaThatVanishedFromThePrimaryIsDetached();
    void aCascadingReplicaIsComparedWithItsUpstream();
    void aClockThatHasJustBegunTellsNoSeconds();
    void lagIsNeverNegative();
    void aConfiguredDelayIsIntended();
    void withoutPgMonitorTheVerdictIsUnknownWithItsGrant();
    void aBaseBackupIsNotAReplica();
    void aNodeThatComesBackIsNoStranger();
    void anUnreachablePrimaryIsNotDownWhileAReplicaHearsFromIt();
    void noPrimaryAndNoWitnessIsNoPrimary();
    void whereEveryMachineRefusesItIsNotTheNetwork();
    void aRefusedPasswordIsNoOutage();
    void aServerThatAnswersAndLetsNobodyInIsNoOutage();
    void aRefusedPasswordOfTheReplicaLeavesThePrimaryKnown();
    void aReplicaAloneSaysThatNoPrimaryIsNamed();
    void afterAPromotionTimelinesAreNotCompared();
    void twoPrimariesOfOneClusterAreASplitBrain();
    void aPromotedReplicaIsToldThatTheOldPrimaryIsUnseen();
    void aPrimaryOfAnotherClusterHidesNoSplitBrain();
    void aClusterThatTakesNoWritesIsNotHealthy();
    void theWordOnANodeIsTheWorstThatIsKnown();
    void aSnapshotSaysWhetherItLacksItsPrimary();
    void everyReplicaThatIsNotWellIsNamed();
    void aNodeNamedForARoleItHasNotIsToldWithTheOneItHas();
    void theRoleOfANodeThatDoesNotAnswerIsOfBefore();
    void theRoleIsWhatTheNodeSays();
    void aReplicaOfAnotherClusterIsDiverged();
    void aReplicaAheadOnAnotherTimelineIsDiverged();
    void aRestartedReplicaHasStillFlushedWhatItReplayed();
    void catchingUpTellsWhenItIsDone();
    void aSilentNodeIsUnreachableAtTheSecondTick();
    void theLagOfANodeThatDoesNotAnswerIsUnknown();
    void utilizationIsMeasuredAgainstUsableConnections();
    void thePoolDoesNotCountTheConsole();
    void thePoolsOfANodeThatIsAwayStayNamed();
    void itsOwnStatementsAreNotTransactions();
    void aServerThatTakesNoNewSessionsIsNotHealthy();
    void rpoIsWhatTheReplicaHasNotFlushed();
    void aRecordThatIsNotWholeYetIsNotLag();

private:
    void tick(std::chrono::milliseconds step = 1000ms);
    const NodeSnapshot &replica() const { return m_snapshot.nodes[1]; }

    MonitorConfig m_config;
    std::optional<SnapshotBuilder> m_builder;
    std::vector<std::optional<NodeFacts>> m_facts; ///< nothing: silent
    Snapshot m_snapshot;
    LsnClock::Time m_now;
};

void TestSnapshotBuilder::init()
{
    m_config = {};
    m_config.nodes = {{*Endpoint::parse(u"primary"_s, u"host=db1"_s), Role::Primary},
                      {*Endpoint::parse(u"replica1"_s, u"host=db2"_s), Role::Replica}};
    m_facts = {seawall::tests::aPrimary().facts, seawall::tests::aReplica().facts};
    WalSender sender;
    sender.applicationName = sender.slotName = u"replica1"_s;
    sender.state = u"streaming"_s;
    sender.sent = sender.write = sender.flush = sender.replay = m_facts[0]->currentLsn;
    m_facts[0]->walSenders = {sender};
    m_builder.emplace(m_config);
    m_now = LsnClock::Time(1000s);
    tick();
}

void TestSnapshotBuilder::tick(std::chrono::milliseconds step)
{
    m_now += step;
    for (size_t i = 0; i < m_facts.size(); ++i)
        if (m_facts[i])
            m_builder->add(NodeSample{i, *m_facts[i], m_now, 0.001, 1, 0});
    m_snapshot = m_builder->build(m_now, 1);
}

void TestSnapshotBuilder::aClusterThatTakesNoWritesIsNotHealthy()
{
    m_facts[1]->readOnly = true; // of a replica it means nothing
    tick();
    QCOMPARE(toString(m_snapshot.verdict), u"HEALTHY"_s);
    m_facts[0]->readOnly = true;
    tick();
    const auto refused = u"primary refuses writes: default_transaction_read_only is on."_s;
    QCOMPARE(toString(m_snapshot.verdict), u"DEGRADED"_s);
    QCOMPARE(m_snapshot.reason, refused);
    QVERIFY(m_snapshot.nodes[0].refusesWrites());
    QCOMPARE(m_snapshot.nodes[0].reason, u"It refuses writes: default_transaction_read_only is on."_s);
    m_facts[1]->pauseState = u"paused"_s;
    tick();
    QCOMPARE(m_snapshot.reason, refused + u" replica1 is PAUSED."_s);
    m_facts[0]->readOnly = false;
    tick();
    QVERIFY(!m_snapshot.nodes[0].refusesWrites() && m_snapshot.nodes[0].reason.isEmpty());
}

void TestSnapshotBuilder::theWordOnANodeIsTheWorstThatIsKnown()
{
    using enum NodeWord::Severity;
    const auto is = [](const NodeSnapshot &node, const QString &text, NodeWord::Severity severity) {
        const auto word = wordOn(node);
        if (word.text != text || word.severity != severity)
            qWarning().noquote() << text << "expected, not" << word.text << int(word.severity);
        return word == NodeWord{text, severity};
    };
    const auto error = [](ErrorKind kind) { return Error{kind, {}, {}, {}, {}, 0}; };
    auto node = seawall::tests::aPrimary();
    QVERIFY(is(node, u"UP"_s, None));
    node.facts.readOnly = true;
    QVERIFY(is(node, u"READ-ONLY"_s, Warning));
    node.closed = error(ErrorKind::Timeout);
    QVERIFY(is(node, u"NO NEW SESSIONS"_s, Critical));
    node.rivalry = Rivalry::Unseen;
    QVERIFY(is(node, u"OLD PRIMARY UNSEEN"_s, Warning));
    node.rivalry = Rivalry::SplitBrain;
    QVERIFY(is(node, u"SPLIT BRAIN"_s, Critical));
    node.reachable = false;
    QVERIFY(is(node, u"UNREACHABLE"_s, Critical));
    node.error = error(ErrorKind::AuthRefused);
    QVERIFY(is(node, u"UNKNOWN"_s, Unknown));

    NodeSnapshot fresh;
    QVERIFY(is(fresh, u"CONNECTING"_s, Unknown));
    fresh.error = error(ErrorKind::Refused);
    QVERIFY(is(fresh, u"UNREACHABLE"_s, Critical));

    auto below = seawall::tests::aReplica();
    below.facts.readOnly = true; // of a replica it means nothing
    QVERIFY(is(below, u"STREAMING"_s, None));
    below.verdict = ReplicaVerdict::Delayed;
    QVERIFY(is(below, u"DELAYED BY CONFIGURATION"_s, Intended));
    below.closed = error(ErrorKind::Timeout);
    QVERIFY(is(below, u"NO NEW SESSIONS"_s, Critical));
    below.verdict = ReplicaVerdict::Paused;
    QVERIFY(is(below, u"PAUSED"_s, Warning));
    below.verdict = ReplicaVerdict::Diverged;
    QVERIFY(is(below, u"DIVERGED"_s, Critical));
}

void TestSnapshotBuilder::aSnapshotSaysWhetherItLacksItsPrimary()
{
    QVERIFY(m_snapshot.hasPrimary() && !m_snapshot.hasSeveralPrimaries() && !m_snapshot.lacksPrimary());
    QCOMPARE(m_snapshot.primary(), &m_snapshot.nodes[0]);
    m_facts[0].reset();
    tick();
    tick();
    QCOMPARE(toString(m_snapshot.verdict),
             u"DEGRADED"_s); // the replica hears from it, the application does not
    QVERIFY(m_snapshot.lacksPrimary() && !m_snapshot.hasPrimary());
    m_facts[0] = m_facts[1] = seawall::tests::aPrimary().facts;
    tick();
    QVERIFY(m_snapshot.hasSeveralPrimaries() && m_snapshot.hasPrimary() && !m_snapshot.lacksPrimary());
    QCOMPARE(m_snapshot.primary(), nullptr);
    QVERIFY(!m_builder.emplace(m_config).build(m_now, 1).lacksPrimary()); // before the first answers
}

void TestSnapshotBuilder::aHealthyPairStreams()
{
    QCOMPARE(toString(replica().verdict), u"STREAMING"_s);
    QCOMPARE(toString(m_snapshot.verdict), u"HEALTHY"_s);
    QCOMPARE(replica().upstream, u"primary"_s);
    QVERIFY(!replica().lag.catchUpSeconds.has_value());
    QVERIFY(qAbs(replica().lag.resolutionSeconds - 0.2005) < 1e-9);
}

void TestSnapshotBuilder::anIdlePrimaryDoesNotMakeLag()
{
    for (int i = 0; i < 60; ++i) {
        m_facts[1]->sinceLastReplayedXact = i;
        tick();
    }
    QCOMPARE(replica().lag.seconds, 0.0);
    QVERIFY(!replica().lag.secondsIsEstimate);
}

void TestSnapshotBuilder::aDeadLinkIsNotHiddenByReceiveEqualsReplay()
{
    m_facts[1]->walReceiver.reset();
    m_facts[0]->walSenders.clear();
    m_facts[0]->currentLsn->value += 8192;
    tick();
    QCOMPARE(toString(replica().verdict), u"DETACHED"_s);
    QCOMPARE(replica().lag.bytes.replay, 8192);
    QVERIFY(*replica().lag.seconds > 0);
}

void TestSnapshotBuilder::nullLagColumnsAreNotZero()
{
    QVERIFY(!m_snapshot.nodes[0].facts.walSenders[0].replayLag.has_value());
}

void TestSnapshotBuilder::aPausedReplicaIsNotStreaming()
{
    m_facts[1]->pauseState = u"paused"_s;
    m_facts[0]->walSenders[0].replayLag = 0.001; // stands still
    m_facts[0]->currentLsn->value += 4096;
    tick();
    tick();
    QCOMPARE(toString(replica().verdict), u"PAUSED"_s);
    QVERIFY2(replica().reason.startsWith(u"Replay is paused; it is "_s), qPrintable(replica().reason));
    QCOMPARE(replica().lag.bytes.replay, 4096);
    QVERIFY(*replica().lag.seconds >= 1);
    QCOMPARE(toString(m_snapshot.verdict), u"DEGRADED"_s);
}

void TestSnapshotBuilder::aRequestedPauseCountsAsPaused()
{
    m_facts[1]->pauseState = u"pause requested"_s;
    tick();
    QCOMPARE(toString(replica().verdict), u"PAUSED"_s);
    QVERIFY2(replica().reason.startsWith(u"A pause of replay is requested; it is "_s),
             qPrintable(replica().reason));
}

void TestSnapshotBuilder::aReplicaThatVanishedFromThePrimaryIsDetached()
{
    m_facts[0]->walSenders.clear();
    tick();
    QCOMPARE(toString(replica().verdict), u"DETACHED"_s);
    QVERIFY(replica().reason.contains(u"no walsender"_s));
}

void TestSnapshotBuilder::aCascadingReplicaIsComparedWithItsUpstream()
{
    m_config.nodes.push_back({*Endpoint::parse(u"replica2"_s, u"host=db3"_s), Role::Replica});
    m_builder.emplace(m_config);
    auto cascading = seawall::tests::aReplica(u"replica2"_s).facts;
    auto sender = m_facts[0]->walSenders[0];
    sender.applicationName = sender.slotName = u"replica2"_s;
    m_facts[1]->walSenders = {sender};
    m_facts.push_back(cascading);
    m_facts[0]->currentLsn->value += 1000000; // not yet with its upstream
    m_facts[2]->replayedLsn->value -= 100;
    tick();
    QCOMPARE(m_snapshot.nodes[2].upstream, u"replica1"_s);
    QCOMPARE(m_snapshot.nodes[2].lag.bytes.replay, 100);
}

void TestSnapshotBuilder::aClockThatHasJustBegunTellsNoSeconds()
{
    m_facts[1]->walReceiver.reset();
    m_facts[1]->receivedLsn = m_facts[1]->replayedLsn = Lsn{0x4000000};
    m_builder.emplace(m_config);
    tick();
    QCOMPARE(toString(replica().verdict), u"DETACHED"_s);
    QVERIFY2(!replica().reason.contains(u"more than"_s), qPrintable(replica().reason));
    QVERIFY2(replica().reason.contains(u"16.0 MB behind"_s), qPrintable(replica().reason));
    tick();
    QVERIFY2(replica().reason.contains(u"more than 1.00 s"_s), qPrintable(replica().reason));
}

void TestSnapshotBuilder::lagIsNeverNegative()
{
    m_facts[1]->replayedLsn->value += 500;
    m_facts[1]->receivedLsn = m_facts[1]->replayedLsn;
    m_facts[1]->walReceiver->written = m_facts[1]->replayedLsn;
    tick();
    QCOMPARE(replica().lag.bytes, (LagBytes{0, 0, 0, 0}));
    QCOMPARE(replica().lag.seconds, 0.0);
    QCOMPARE(replica().rpoBytes, 0);
}

void TestSnapshotBuilder::aConfiguredDelayIsIntended()
{
    m_facts[1]->applyDelaySeconds = 2;
    tick();
    QCOMPARE(toString(replica().verdict), u"DELAYED BY CONFIGURATION"_s);
    QCOMPARE(toString(m_snapshot.verdict), u"HEALTHY"_s);
}

void TestSnapshotBuilder::withoutPgMonitorTheVerdictIsUnknownWithItsGrant()
{
    m_facts[1]->canMonitor = false;
    m_facts[1]->walReceiver = WalReceiver{}; // a row of NULLs
    tick();
    QCOMPARE(toString(replica().verdict), u"UNKNOWN"_s);
    QVERIFY2(replica().reason.contains(u"Run on primary: GRANT pg_monitor TO \"postgres\""_s),
             qPrintable(replica().reason));
    QVERIFY(!replica().facts.sessions.has_value());
    QVERIFY(!replica().utilization.has_value());
}

void TestSnapshotBuilder::aBaseBackupIsNotAReplica()
{
    m_facts[0]->walSenders[0].applicationName = u"pg_basebackup"_s;
    m_facts[0]->walSenders[0].slotName.clear();
    tick();
    QCOMPARE(toString(replica().verdict), u"DETACHED"_s);
    QVERIFY(m_snapshot.discovered.empty());
}

void TestSnapshotBuilder::aNodeThatComesBackIsNoStranger()
{
    auto &senders = m_facts[0]->walSenders;
    m_facts[1]->walReceiver.reset(); // asked before it was there
    tick();
    QVERIFY(m_snapshot.discovered.empty());
    senders.push_back(senders.front());
    senders.back().applicationName = senders.back().slotName = u"walreceiver"_s;
    senders.back().clientAddress = u"db2"_s; // as the node that is awaited
    tick();
    QVERIFY(m_snapshot.discovered.empty());
    senders.back().applicationName = senders.back().slotName = u"analytics"_s;
    senders.back().clientAddress = u"db1"_s; // beside the primary
    tick();
    QCOMPARE(int(m_snapshot.discovered.size()), 1);
    QCOMPARE(m_snapshot.discovered.front().applicationName, u"analytics"_s);
}

void TestSnapshotBuilder::anUnreachablePrimaryIsNotDownWhileAReplicaHearsFromIt()
{
    m_facts[0].reset();
    m_facts[1]->walReceiver->lastMessageAge = 0.4;
    tick();
    tick();
    QVERIFY(!m_snapshot.nodes[0].reachable);
    QCOMPARE(toString(m_snapshot.verdict), u"DEGRADED"_s);
    QVERIFY(m_snapshot.reason.contains(u"do not promote"_s));
    m_facts[1]->walReceiver->lastMessageAge = 100;
    tick();
    QCOMPARE(toString(m_snapshot.verdict), u"NO PRIMARY"_s);
    QCOMPARE(toString(replica().verdict), u"UNKNOWN"_s);
}

void TestSnapshotBuilder::noPrimaryAndNoWitnessIsNoPrimary()
{
    m_builder->add(NodeSample{0, fail(ErrorKind::Refused, u"Nothing listens."_s), m_now, 0, 1, 0});
    m_facts[0].reset();
    m_facts[1]->walReceiver.reset();
    tick();
    QCOMPARE(toString(m_snapshot.verdict), u"NO PRIMARY"_s);
    QCOMPARE(toString(replica().verdict), u"DETACHED"_s);
}

void TestSnapshotBuilder::whereEveryMachineRefusesItIsNotTheNetwork()
{
    const auto fails = [this](size_t node, ErrorKind kind) {
        m_builder->add(NodeSample{node, fail(kind, u"No."_s), m_now, 0, 1, 0});
    };
    m_facts = {std::nullopt, std::nullopt};
    fails(0, ErrorKind::Refused);
    fails(1, ErrorKind::Refused);
    tick();
    QCOMPARE(toString(m_snapshot.verdict), u"NO PRIMARY"_s);
    QVERIFY2(m_snapshot.reason.contains(u"nothing listens"_s), qPrintable(m_snapshot.reason));
    fails(1, ErrorKind::Timeout);
    tick();
    QVERIFY2(m_snapshot.reason.contains(u"is it the network"_s), qPrintable(m_snapshot.reason));
}

void TestSnapshotBuilder::aRefusedPasswordIsNoOutage()
{
    m_builder.emplace(m_config);
    m_facts = {std::nullopt, std::nullopt};
    for (const size_t node : {size_t(0), size_t(1)})
        m_builder->add(NodeSample{
            node,
            fail(ErrorKind::AuthRefused, u"db%1:5432 refused the password of user 'dba'."_s.arg(node + 1)),
            m_now, 0, 1, 0});
    tick();
    QCOMPARE(toString(m_snapshot.verdict), u"UNKNOWN"_s);
    QVERIFY2(m_snapshot.reason.startsWith(u"db1:5432 refused the password"_s), qPrintable(m_snapshot.reason));
    QCOMPARE(toString(replica().verdict), u"UNKNOWN"_s);
    QVERIFY2(replica().reason.startsWith(u"db2:5432 refused the password"_s), qPrintable(replica().reason));
    m_facts[1] = seawall::tests::aReplica().facts; // the replica lets in, and hears from the primary
    tick();
    QVERIFY(replica().reachable);
    QCOMPARE(toString(m_snapshot.verdict), u"UNKNOWN"_s);
}

void TestSnapshotBuilder::aServerThatAnswersAndLetsNobodyInIsNoOutage()
{
    for (const auto kind : {ErrorKind::TooManyConnections, ErrorKind::DatabaseMissing, ErrorKind::TlsRefused,
                            ErrorKind::PermissionDenied}) {
        m_builder.emplace(m_config);
        m_facts = {std::nullopt, std::nullopt};
        for (const size_t node : {size_t(0), size_t(1)})
            m_builder->add(NodeSample{node, fail(kind, u"No connection is left."_s), m_now, 0, 1, 0});
        tick();
        QCOMPARE(toString(m_snapshot.verdict), u"UNKNOWN"_s);
        QCOMPARE(toString(replica().verdict), u"UNKNOWN"_s);
    }
}

void TestSnapshotBuilder::aRefusedPasswordOfTheReplicaLeavesThePrimaryKnown()
{
    m_facts[1].reset();
    m_builder->add(
        NodeSample{1, fail(ErrorKind::AuthRefused, u"It refused the password."_s), m_now, 0, 1, 0});
    tick();
    QCOMPARE(toString(replica().verdict), u"UNKNOWN"_s);
    QCOMPARE(m_snapshot.reason, u"replica1 is UNKNOWN."_s);
    QVERIFY(m_snapshot.primary() != nullptr);
}

void TestSnapshotBuilder::aReplicaAloneSaysThatNoPrimaryIsNamed()
{
    m_config.nodes.erase(m_config.nodes.begin());
    m_builder.emplace(m_config);
    m_facts.erase(m_facts.begin());
    tick();
    QCOMPARE(toString(m_snapshot.verdict), u"DEGRADED"_s);
    QVERIFY2(m_snapshot.reason.startsWith(u"No primary is named"_s), qPrintable(m_snapshot.reason));
    QVERIFY(!m_snapshot.lacksPrimary()); // it is not asked, and may take writes
}

void TestSnapshotBuilder::afterAPromotionTimelinesAreNotCompared()
{
    m_facts[0]->timeline = 2;
    m_facts[0]->currentLsn->value += 1000;
    tick();
    QVERIFY(!replica().lag.bytes.replay.has_value());
    QVERIFY(!replica().lag.seconds.has_value());
    QVERIFY(!replica().rpoBytes.has_value());
}

void TestSnapshotBuilder::everyReplicaThatIsNotWellIsNamed()
{
    std::vector<NodeSnapshot> nodes(5);
    for (size_t i = 0; i < nodes.size(); ++i) {
        nodes[i].name = i == 0 ? u"primary"_s : u"replica%1"_s.arg(i);
        nodes[i].reachable = true;
        nodes[i].facts.role = i == 0 ? Role::Primary : Role::Replica;
    }
    nodes[1].verdict = ReplicaVerdict::Paused;
    nodes[2].verdict = ReplicaVerdict::Streaming;
    nodes[3].verdict = ReplicaVerdict::Detached;
    nodes[4].name = u"old"_s; // never reached, and so neither primary nor replica
    nodes[4].facts.role = Role::Unknown;
    nodes[4].reachable = false;
    const auto finding = judgeCluster(nodes);
    QVERIFY(finding.verdict == ClusterVerdict::Degraded);
    QCOMPARE(finding.reason, u"replica1 is PAUSED, replica3 is DETACHED, old is UNREACHABLE."_s);
}

void TestSnapshotBuilder::aNodeNamedForARoleItHasNotIsToldWithTheOneItHas()
{
    std::vector<NodeSnapshot> nodes(2);
    nodes[0].name = u"replica1"_s;
    nodes[0].reachable = true;
    nodes[0].facts.role = Role::Primary;
    nodes[1].name = u"primary"_s;
    nodes[1].address = u"localhost:5437"_s;
    nodes[1].facts.role = Role::Replica;
    nodes[1].verdict = ReplicaVerdict::Unreachable;
    nodes[1].error.emplace();
    QCOMPARE(judgeCluster(nodes).reason, u"The replica 'primary' (localhost:5437) is UNREACHABLE."_s);
    QCOMPARE(spokenName(nodes[1]), u"the replica 'primary' (localhost:5437)"_s);
    nodes[1].facts.role = Role::Unknown; // never seen: what it is meant as counts
    nodes[1].configuredRole = Role::Primary;
    QCOMPARE(spokenName(nodes[1]), u"primary"_s);
    nodes[1].name = u"db2"_s;
    nodes[1].facts.role = Role::Replica;
    QCOMPARE(spokenName(nodes[1]), u"db2"_s);
    nodes[1].name = u"primary-replica"_s; // says both, and so nothing
    QCOMPARE(spokenName(nodes[1]), u"primary-replica"_s);
}

void TestSnapshotBuilder::theRoleOfANodeThatDoesNotAnswerIsOfBefore()
{
    NodeSnapshot node;
    node.name = u"primary"_s;
    node.configuredRole = Role::Primary;
    QCOMPARE(roleText(node), u"unknown"_s); // never seen: the configuration does not know who takes writes
    node.facts.role = Role::Primary;
    QCOMPARE(roleText(node), u"was primary"_s);
    QCOMPARE(roleBeside(node), u"was primary"_s);
    node.reachable = true;
    QCOMPARE(roleText(node), u"primary"_s);
    QCOMPARE(roleBeside(node), QString());
}

void TestSnapshotBuilder::aPrimaryOfAnotherClusterHidesNoSplitBrain()
{
    std::vector<NodeSnapshot> nodes(3);
    for (auto &node : nodes) {
        node.reachable = true;
        node.facts.role = Role::Primary;
        node.facts.systemIdentifier = u"1"_s;
    }
    nodes[0].facts.systemIdentifier = u"2"_s;
    QCOMPARE(toString(judgeCluster(nodes).verdict), u"SPLIT BRAIN"_s);
    judgePrimaries(nodes);
    QVERIFY(nodes[0].rivalry == Rivalry::TwoClusters);
    QVERIFY(nodes[1].rivalry == Rivalry::SplitBrain);
    QVERIFY(nodes[2].rivalry == Rivalry::SplitBrain);
    nodes[1].facts.systemIdentifier = u"3"_s;
    QCOMPARE(toString(judgeCluster(nodes).verdict), u"DEGRADED"_s);
}

void TestSnapshotBuilder::twoPrimariesOfOneClusterAreASplitBrain()
{
    m_facts[1] = m_facts[0];
    m_facts[1]->timeline = 2;
    tick();
    QCOMPARE(toString(m_snapshot.verdict), u"SPLIT BRAIN"_s);
    QCOMPARE(m_snapshot.primary(), nullptr);
    for (const auto &node : m_snapshot.nodes)
        QCOMPARE(toString(node.rivalry), u"SPLIT BRAIN"_s);
    QVERIFY(m_snapshot.nodes[0].reason.startsWith(u"replica1 takes writes"_s));
    m_facts[1]->systemIdentifier = u"7"_s;
    tick();
    QCOMPARE(toString(m_snapshot.verdict), u"DEGRADED"_s);
    for (const auto &node : m_snapshot.nodes)
        QCOMPARE(toString(node.rivalry), u"TWO CLUSTERS"_s);
}

void TestSnapshotBuilder::aPromotedReplicaIsToldThatTheOldPrimaryIsUnseen()
{
    QVERIFY(m_snapshot.nodes[0].rivalry == Rivalry::None);
    m_facts[0].reset();
    m_facts[1]->role = Role::Primary;
    m_facts[1]->timeline = 2;
    tick();
    tick();
    QVERIFY(!m_snapshot.nodes[0].reachable);
    QVERIFY(m_snapshot.nodes[1].rivalry == Rivalry::Unseen);
    QVERIFY(m_snapshot.nodes[1].reason.contains(u" may still take writes: "_s)); // the header cuts the end
    QVERIFY(m_snapshot.nodes[0].rivalry == Rivalry::None);
    m_builder->add(
        NodeSample{0, fail(ErrorKind::Refused, u"Nothing listens on db1:5432."_s), m_now, 0, 1, 0});
    tick();
    QVERIFY2(m_snapshot.nodes[1].reason.contains(u" takes no writes unless it is started again: "_s),
             qPrintable(m_snapshot.nodes[1].reason));
}

void TestSnapshotBuilder::theRoleIsWhatTheNodeSays()
{
    std::swap(m_facts[0], m_facts[1]);
    tick();
    QVERIFY(m_snapshot.nodes[0].configuredRole == Role::Primary);
    QVERIFY(m_snapshot.nodes[0].facts.role == Role::Replica);
    QCOMPARE(m_snapshot.primary()->name, u"replica1"_s);
}

void TestSnapshotBuilder::aReplicaOfAnotherClusterIsDiverged()
{
    m_facts[1]->systemIdentifier = u"7999"_s;
    tick();
    QCOMPARE(toString(replica().verdict), u"DIVERGED"_s);
    QVERIFY(!replica().lag.bytes.replay.has_value());
    QVERIFY(!replica().rpoBytes.has_value());
}

void TestSnapshotBuilder::aReplicaAheadOnAnotherTimelineIsDiverged()
{
    m_facts[0]->timeline = 2;
    m_facts[0]->walSenders.clear();
    m_facts[1]->walReceiver.reset();
    m_facts[1]->replayedLsn->value += 4096; // it has what the new primary never had
    tick();
    QCOMPARE(toString(replica().verdict), u"DIVERGED"_s);
}

void TestSnapshotBuilder::aRestartedReplicaHasStillFlushedWhatItReplayed()
{
    m_facts[1]->receivedLsn = Lsn{0x4000000}; // the beginning of the segment
    m_facts[1]->walReceiver->written.reset();
    tick();
    QCOMPARE(replica().rpoBytes, 0);
    QCOMPARE(replica().lag.bytes.flush, 0);
    QCOMPARE(replica().lag.bytes.write, 0);
}

void TestSnapshotBuilder::catchingUpTellsWhenItIsDone()
{
    m_facts[0]->currentLsn->value += 40'000'000;
    for (int i = 0; i < 12; ++i) {
        tick();
        m_facts[0]->currentLsn->value += 100'000;
        m_facts[1]->replayedLsn->value += 1'100'000;
    }
    tick();
    QCOMPARE(toString(replica().verdict), u"CATCHING UP"_s);
    QVERIFY(replica().lag.catchUpSeconds.has_value());
    const auto left = static_cast<double>(*replica().lag.bytes.replay) / 1'000'000;
    QVERIFY2(qAbs(*replica().lag.catchUpSeconds - left) < 4,
             qPrintable(QString::number(*replica().lag.catchUpSeconds)));
}

void TestSnapshotBuilder::aSilentNodeIsUnreachableAtTheSecondTick()
{
    m_facts[1].reset();
    tick();
    QVERIFY(replica().reachable);
    tick();
    QCOMPARE(toString(replica().verdict), u"UNREACHABLE"_s);
    QVERIFY(replica().reason.contains(u"still streams to it"_s));
    QCOMPARE(replica().error->kind, ErrorKind::Timeout);
    // A name that fits none is no proof that nothing streams to it.
    auto &senders = m_facts[0]->walSenders;
    senders.front().slotName = senders.front().applicationName = u"other"_s;
    senders.push_back(senders.front());
    tick();
    QVERIFY2(replica().reason.contains(u"None of the walsenders of primary is known to be for it"_s),
             qPrintable(replica().reason));
    senders.clear();
    tick();
    QVERIFY2(replica().reason.contains(u"primary has no walsender for it either"_s),
             qPrintable(replica().reason));
}

/// Its upstream has a walsender for it, and goes on telling what it heard last.
void TestSnapshotBuilder::theLagOfANodeThatDoesNotAnswerIsUnknown()
{
    for (int i = 0; i < 12; ++i) {
        if (i == 6)
            m_facts[1].reset();
        m_facts[0]->currentLsn->value += 1'000'000;
        m_facts[0]->walSenders[0].sent = m_facts[0]->currentLsn;
        if (m_facts[1])
            m_facts[1]->replayedLsn->value += 1'500'000;
        tick();
    }
    QCOMPARE(toString(replica().verdict), u"UNREACHABLE"_s);
    QVERIFY(!replica().lag.seconds.has_value());
    QVERIFY(!replica().lag.catchUpSeconds.has_value());
    QCOMPARE(replica().lag.bytes, (LagBytes{0, {}, {}, {}})); // what is sent its upstream knows
}

void TestSnapshotBuilder::utilizationIsMeasuredAgainstUsableConnections()
{
    m_facts[0]->sessions = SessionCounts{40, 30, 7, 1};
    tick();
    QCOMPARE(m_snapshot.nodes[0].usableConnections, 97);
    QVERIFY(qAbs(*m_snapshot.nodes[0].utilization - 78.0 / 97) < 1e-9);
}

void TestSnapshotBuilder::thePoolDoesNotCountTheConsole()
{
    NodeFacts facts;
    facts.sessions = SessionCounts{};
    facts.applications = {{u"pulse-backend"_s, u"pulse"_s, {2, 3, 1, 0}},
                          {u"seawall"_s, u"pulse"_s, {1, 1, 0, 0}},
                          {u"psql"_s, u"dba"_s, {1, 0, 0, 0}}};
    PoolBudget budget{{}, u"pulse"_s, 20, 30, 2};
    QCOMPARE(poolUse(facts, budget), (std::vector<PoolUse>{{u"pulse"_s, 6, 100}}));
    QVERIFY(poolUse(facts, std::nullopt).empty());
    facts.sessions.reset();
    QVERIFY(poolUse(facts, budget).empty()); // not known is not 0
}

void TestSnapshotBuilder::thePoolsOfANodeThatIsAwayStayNamed()
{
    m_config.primaryPool = PoolBudget{{}, u"pulse"_s, 20, 30, 2};
    m_builder.emplace(m_config);
    tick();
    QCOMPARE(m_snapshot.nodes[0].pools.size(), size_t(1));
    m_facts[0].reset();
    for (int i = 0; i < 5; ++i)
        tick();
    QVERIFY(!m_snapshot.nodes[0].reachable);
    QCOMPARE(m_snapshot.nodes[0].pools.size(), size_t(1));
}

void TestSnapshotBuilder::itsOwnStatementsAreNotTransactions()
{
    for (int i = 0; i < 4; ++i) {
        m_now += 1s;
        *m_facts[0]->transactions += 10;
        m_builder->add(NodeSample{0, *m_facts[0], m_now, 0.001, 1, 10});
    }
    QCOMPARE(m_builder->build(m_now, 1).nodes[0].transactionsPerSecond, 0.0);
}

/// The sessions that are open go on: a postmaster that is stopped, say.
void TestSnapshotBuilder::aServerThatTakesNoNewSessionsIsNotHealthy()
{
    const Error silent{
        ErrorKind::Timeout, u"db1:5432 accepts connections but does not answer."_s, {}, {}, {}, 0};
    m_builder->add(DoorSample{0, silent, 0});
    tick();
    QCOMPARE(toString(m_snapshot.verdict), u"DEGRADED"_s);
    QCOMPARE(m_snapshot.reason, u"primary takes no new sessions, while those that are open go on."_s);
    QCOMPARE(m_snapshot.nodes[0].reason, u"It takes no new sessions, while those that are open go on: "
                                         "db1:5432 accepts connections but does not answer."_s);
    QCOMPARE(toString(replica().verdict), u"STREAMING"_s);
    QCOMPARE(replica().reason, u"It streams from primary and is 0.00 s and 0 bytes behind."_s);
    m_builder->add(DoorSample{1, silent, 0});
    m_builder->add(DoorSample{0, {}, 1});
    tick();
    QCOMPARE(m_snapshot.reason, u"replica1 takes no new sessions, while those that are open go on."_s);
    QVERIFY2(replica().reason.contains(u"It takes no new sessions"_s), qPrintable(replica().reason));
    m_facts[1].reset(); // and then none at all
    tick();
    tick();
    QCOMPARE(m_snapshot.reason, u"replica1 is UNREACHABLE."_s);
    QVERIFY(!replica().closed.has_value());
    m_builder->add(DoorSample{1, {}, 0}); // a session began again
    m_facts[1] = seawall::tests::aReplica().facts;
    tick();
    QCOMPARE(toString(m_snapshot.verdict), u"HEALTHY"_s);
}

void TestSnapshotBuilder::rpoIsWhatTheReplicaHasNotFlushed()
{
    m_facts[0]->currentLsn->value += 2048;
    m_facts[1]->receivedLsn->value += 1024; // received, not yet replayed
    tick();
    QCOMPARE(replica().rpoBytes, 1024);
    QCOMPARE(replica().lag.bytes.replay, 2048);
    QVERIFY(*replica().rpoSeconds < *replica().lag.seconds);
}

void TestSnapshotBuilder::aRecordThatIsNotWholeYetIsNotLag()
{
    m_facts[0]->currentLsn->value += 8192; // whole pages of an open transaction
    m_facts[1]->receivedLsn = m_facts[0]->currentLsn;
    m_facts[1]->replayedLsn->value += 8184;
    for (const bool waits : {true, false}) {
        m_facts[1]->replayWaitsForWal = waits;
        for (int i = 0; i < 8; ++i)
            tick();
        QCOMPARE(*replica().lag.seconds > 1, !waits);
        QCOMPARE(replica().lag.bytes.replay, 8);
    }
}

QTEST_GUILESS_MAIN(TestSnapshotBuilder)
#include "tst_snapshotbuilder.moc"
