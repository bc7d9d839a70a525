// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/deadmanswitch.h"
#include "models/flags/envflagstore.h"
#include "models/flags/flagcomparison.h"
#include "models/flags/flagguards.h"
#include "models/flags/flaghistory.h"
#include "models/flags/flagoperation.h"
#include "models/flags/flagproof.h"
#include "models/flags/switchfile.h"
#include "tests/support/snapshots.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using tests::baseMs;

namespace {

const QByteArray env =
    "POSTGRES_HOST=127.0.0.1\nPOSTGRES_USER=pulse\nPOSTGRES_PASSWORD=pulse\n"
    "POSTGRES_REPLICA_HOST=127.0.0.1\nUSE_READ_REPLICA=true\nREPLICA_FALLBACK_ENABLED=true\n"
    "DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=30\nSEAWALL_APPLICATION_NAME=pulse-backend\n"
    "DB_REPLICA_POOL_SIZE=15\nDB_REPLICA_MAX_OVERFLOW=20\n";

db::Snapshot at(db::Snapshot snapshot, qint64 seconds)
{
    snapshot.timeMs = baseMs + seconds * 1000;
    return snapshot;
}

/// The application's sessions on the replica, and what it does a second.
db::Snapshot reading(int sessions, double rate, qint64 seconds)
{
    auto snapshot = at(tests::healthySnapshot(), seconds);
    snapshot.nodes[1].facts.applications = {{u"pulse-backend"_s, u"pulse"_s, {0, sessions, 0, 0}}};
    snapshot.nodes[1].transactionsPerSecond = rate;
    return snapshot;
}

/// The same of a workload, and nothing of the application.
db::Snapshot working(int sessions, double rate, qint64 seconds)
{
    auto snapshot = reading(0, rate, seconds);
    for (auto &node : snapshot.nodes)
        node.facts.applications.clear();
    snapshot.nodes[1].facts.applications = {{u"seawall workload"_s, u"pulse"_s, {0, sessions, 0, 0}}};
    return snapshot;
}

} // namespace

class TestFlags : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_path;
    ClusterProfile m_profile;
    FlagReading m_reading;

    void put(const QByteArray &content)
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        file.close();
        m_reading = *EnvFlagStore::load(m_path);
        m_profile = *ClusterProfile::fromEnvFile(m_path);
    }
    std::vector<Guard> guards(const QString &key, const QString &value, const db::Snapshot *snapshot) const
    {
        return flagGuards(m_profile, m_reading, {{key, value}}, snapshot);
    }
    FlagProof proof(const QString &to, const std::vector<db::SnapshotPtr> &before) const
    {
        const FlagChange change{u"env"_s, u"USE_READ_REPLICA"_s, {}, to, baseMs, u"alice"_s, {}, 1};
        auto flag = *m_reading.rules.find(u"USE_READ_REPLICA"_s);
        flag.restart = u"docker compose restart backend"_s;
        return {flag, change, m_profile, before};
    }
    static DeadManSwitch armed(const SwitchTerms &terms)
    {
        DeadManSwitch each;
        each.id = u"1"_s;
        each.change = {u"env"_s, u"USE_READ_REPLICA"_s, u"false"_s, u"true"_s, baseMs, u"alice"_s, u"trial"_s,
                       1};
        each.terms = terms;
        each.armedMs = each.lastSeenMs = baseMs;
        return each;
    }

private Q_SLOTS:
    void init()
    {
        m_path = m_folder.filePath(u"test.env"_s);
        put(env);
    }

    void aBoolKeepsTheWordsItIsWrittenIn_data()
    {
        QTest::addColumn<QString>("current");
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("written");
        QTest::newRow("true") << u"true"_s << u"off"_s << u"false"_s;
        QTest::newRow("True") << u"True"_s << u"false"_s << u"False"_s;
        QTest::newRow("ON") << u"ON"_s << u"0"_s << u"OFF"_s;
        QTest::newRow("1") << u"1"_s << u"false"_s << u"0"_s;
        QTest::newRow("yes") << u"no"_s << u"true"_s << u"yes"_s;
        QTest::newRow("not set") << QString() << u"on"_s << u"true"_s;
        QTest::newRow("the same stays as it is") << u"Yes"_s << u"true"_s << u"Yes"_s;
    }
    void aBoolKeepsTheWordsItIsWrittenIn()
    {
        QFETCH(QString, current);
        QFETCH(QString, wanted);
        QTEST(flagValue({}, wanted, current).value_or(u"(refused)"_s), "written");
    }

    void readingFromAReplicaNeedsOneThatStreamsWithLittleLag_data()
    {
        QTest::addColumn<db::Snapshot>("snapshot");
        QTest::addColumn<int>("state");
        const auto row = [](const char *name, const db::Snapshot &snapshot, Guard::State state) {
            QTest::newRow(name) << snapshot << int(state);
        };
        row("healthy", tests::healthySnapshot(), Guard::State::Ok);
        row("lagging", tests::laggingSnapshot(), Guard::State::Blocking);
        row("detached", tests::detachedSnapshot(), Guard::State::Blocking);
        row("unreachable", tests::unreachableReplicaSnapshot(), Guard::State::Blocking);
        auto unknown = tests::healthySnapshot();
        unknown.nodes[1].lag.seconds.reset();
        row("lag unknown", unknown, Guard::State::Unknown);
        auto floor = tests::healthySnapshot();
        floor.nodes[1].lag.secondsIsFloor = true;
        row("lag not told yet", floor, Guard::State::Unknown);
        floor.nodes[1].verdict = db::ReplicaVerdict::Delayed;
        row("delayed on purpose", floor, Guard::State::Blocking);
        auto second = tests::detachedSnapshot();
        second.nodes.push_back(tests::aReplica(u"replica2"_s));
        row("one of two", second, Guard::State::Ok);
        auto none = tests::healthySnapshot();
        none.nodes.resize(1);
        row("no replica", none, Guard::State::Blocking);
    }
    void readingFromAReplicaNeedsOneThatStreamsWithLittleLag()
    {
        QFETCH(db::Snapshot, snapshot);
        const auto found = guards(u"USE_READ_REPLICA"_s, u"true"_s, &snapshot);
        QCOMPARE(int(found.size()), 1);
        QTEST(int(found.front().state), "state");
        QVERIFY(found.front().state == Guard::State::Ok || !found.front().remedy.isEmpty());
    }

    void whereReadsFallBackTheShareOfThePrimaryIsTold()
    {
        const auto snapshot =
            tests::healthySnapshot(); // 17 sessions of 97, 5 of the application on the replica
        const auto found = guards(u"USE_READ_REPLICA"_s, u"false"_s, &snapshot);
        QCOMPARE(int(found.size()), 1);
        QVERIFY2(
            found.front().measured.startsWith(u"reads fall back: primary at 22.7 % of usable connections"_s),
            qPrintable(found.front().measured));
        QVERIFY(found.front().state == Guard::State::Ok);
        auto full = snapshot;
        full.nodes[0].facts.sessions = db::SessionCounts{70, 14, 0, 0};
        QVERIFY(guards(u"USE_READ_REPLICA"_s, u"false"_s, &full).front().state == Guard::State::Blocking);
        full.nodes[0].facts.sessions = db::SessionCounts{70, 5, 0, 0};
        QVERIFY(guards(u"USE_READ_REPLICA"_s, u"false"_s, &full).front().state == Guard::State::Warning);
    }

    void figuresThatAreNotKnownAreNeverOk()
    {
        for (const auto &[key, value] : {std::pair{u"USE_READ_REPLICA"_s, u"true"_s},
                                         {u"USE_READ_REPLICA"_s, u"false"_s},
                                         {u"REPLICA_FALLBACK_ENABLED"_s, u"false"_s},
                                         {u"DB_POOL_SIZE"_s, u"5"_s},
                                         {u"DB_REPLICA_POOL_SIZE"_s, u"5"_s}}) {
            const auto blind = guards(key, value, nullptr);
            QVERIFY(!blind.empty());
            auto silent = tests::unreachableReplicaSnapshot();
            tests::makeUnreachable(silent.nodes[0]);
            for (const auto &guard : blind)
                QVERIFY2(guard.state == Guard::State::Unknown, qPrintable(key + guard.measured));
            for (const auto &guard : guards(key, value, &silent))
                QVERIFY2(guard.state != Guard::State::Ok, qPrintable(key + guard.measured));
        }
        const auto away = tests::unreachableReplicaSnapshot();
        QVERIFY(guards(u"USE_READ_REPLICA"_s, u"false"_s, &away).front().state == Guard::State::Unknown);
        const auto lost = tests::noPrimarySnapshot();
        const auto without = guards(u"USE_READ_REPLICA"_s, u"false"_s, &lost).front();
        QVERIFY(without.state == Guard::State::Blocking);
        QVERIFY2(without.measured.startsWith(u"no primary answers"), qPrintable(without.measured));
        const auto split = tests::splitBrainSnapshot();
        QVERIFY(guards(u"USE_READ_REPLICA"_s, u"false"_s, &split).front().state == Guard::State::Blocking);
        auto unseen = lost; // the password is refused, say
        unseen.verdict = db::ClusterVerdict::Unknown;
        QVERIFY(guards(u"USE_READ_REPLICA"_s, u"false"_s, &unseen).front().state == Guard::State::Unknown);
        unseen.verdict = db::ClusterVerdict::Degraded; // a replica hears from it, and it is not named
        unseen.nodes.erase(unseen.nodes.begin());
        QVERIFY(guards(u"USE_READ_REPLICA"_s, u"false"_s, &unseen).front().state == Guard::State::Unknown);
        QVERIFY(guards(u"REPLICA_FALLBACK_ENABLED"_s, u"false"_s, &lost).front().state ==
                Guard::State::Warning);
    }

    void losingTheFallbackIsTold()
    {
        const auto healthy = tests::healthySnapshot(), away = tests::detachedSnapshot();
        const auto found = guards(u"REPLICA_FALLBACK_ENABLED"_s, u"false"_s, &healthy);
        QCOMPARE(int(found.size()), 2);
        QVERIFY(found[0].measured.contains(u"22.7 %"_s));
        QVERIFY(found[1].state == Guard::State::Warning);
        QVERIFY(guards(u"REPLICA_FALLBACK_ENABLED"_s, u"false"_s, &away)[1].state == Guard::State::Blocking);
    }

    void poolsAreComparedWithTheConnectionsThereAre()
    {
        const auto snapshot = tests::healthySnapshot(); // 17 sessions, 14 of the application, 97 usable
        const auto state = [&](const QString &size) {
            const auto found = guards(u"DB_POOL_SIZE"_s, size, &snapshot);
            return found.size() == 1 ? found.front().state : Guard::State::Unknown;
        };
        QVERIFY(state(u"25"_s) == Guard::State::Ok);       // 55 + 3 of 97
        QVERIFY(state(u"50"_s) == Guard::State::Warning);  // 80 + 3
        QVERIFY(state(u"90"_s) == Guard::State::Blocking); // 120 + 3
        QVERIFY(state(u"0"_s) == Guard::State::Warning);   // no limit
        put(QByteArray(env) + "SEAWALL_PROCESSES=2\n");
        QVERIFY(state(u"25"_s) == Guard::State::Blocking); // 2 × 55 + 3
    }

    void thePreviewShowsTheExactDifferenceAndNoSecret()
    {
        const auto snapshot = tests::shared(tests::detachedSnapshot());
        const auto operation = FlagOperation::forEnvironment(
            m_profile, {{u"USE_READ_REPLICA"_s, u"no"_s}, {u"POSTGRES_PASSWORD"_s, u"geheim"_s}}, snapshot);
        QVERIFY(operation);
        const auto preview = (*operation)->preview();
        QCOMPARE(preview.actions, (QStringList{u"In %1:"_s.arg(m_path), u"- USE_READ_REPLICA=true"_s,
                                               u"+ USE_READ_REPLICA=false"_s, u"- POSTGRES_PASSWORD=***"_s,
                                               u"+ POSTGRES_PASSWORD=***"_s}));
        QVERIFY(!preview.needsReason);
        put(QByteArray(env).replace("REPLICA=true", "REPLICA=false"));
        const auto blocked =
            FlagOperation::forEnvironment(m_profile, {{u"USE_READ_REPLICA"_s, u"true"_s}}, snapshot);
        QVERIFY((*blocked)->preview().needsReason && (*blocked)->preview().destructive);
        QCOMPARE((*blocked)->preview().typedConfirmation, u"USE_READ_REPLICA"_s);
    }

    void whatChangesNothingOrCannotBeIsRefused()
    {
        const auto make = [&](const QString &key, const QString &value) {
            return FlagOperation::forEnvironment(m_profile, {{key, value}}, nullptr);
        };
        QVERIFY(make(u"USE_READ_REPLICA"_s, u"yes"_s).error().message.startsWith(u"Nothing would change"_s));
        QVERIFY(make(u"DB_POOL_SIZE"_s, u"many"_s).error().hint.contains(u"from 0 to 100000"_s));
        m_profile.envFile.clear();
        QVERIFY(!make(u"USE_READ_REPLICA"_s, u"false"_s));
    }

    void aChangeThatWasPickedUpIsSeen()
    {
        auto on = proof(u"true"_s, {tests::shared(reading(0, 1, -1))});
        for (int second = 1; second <= 11; ++second)
            on.add(reading(0, 1, second));
        QVERIFY(!on.isOver());
        on.add(reading(4, 20, 12));
        on.add(reading(5, 20, 13));
        QVERIFY(on.state().state == FlagProofState::State::PickedUp);
        QVERIFY2(on.state().sentence.startsWith(u"Picked up after 13 s"_s), qPrintable(on.state().sentence));
        auto off = proof(u"false"_s, {tests::shared(reading(8, 60, -1))});
        off.add(reading(8, 1, 5)); // connections that are kept, but silent
        off.add(reading(8, 2, 6));
        QCOMPARE(off.state().sentence,
                 u"Picked up after 6 s: 2 transactions a second on the replicas, 60 before."_s);
    }

    void aWorkloadIsWatchedWhereTheApplicationHasNoSession()
    {
        auto before = working(4, 30, -1);
        auto off = proof(u"false"_s, {tests::shared(before)});
        off.add(working(0, 30, 1));
        off.add(working(0, 30, 2));
        QCOMPARE(off.state().sentence,
                 u"Picked up after 2 s: 0 sessions of the workload on the replicas, 4 before."_s);
        before.nodes[0].facts.applications = {{u"pulse-backend"_s, u"pulse"_s, {0, 3, 0, 0}}};
        QVERIFY(proof(u"false"_s, {tests::shared(before)}).state().state == FlagProofState::State::Unknown);
    }

    void theSessionsOfAWorkloadWouldComeToThePrimaryAsWell()
    {
        auto snapshot = working(4, 30, 0);
        snapshot.nodes[1].facts.applications.push_back({u"pulse-backend"_s, u"pulse"_s, {0, 3, 0, 0}});
        const auto measured = guards(u"USE_READ_REPLICA"_s, u"false"_s, &snapshot).front().measured;
        QVERIFY2(measured.contains(u"7 from the replica"_s), qPrintable(measured));
    }

    void oneThatWasNotSaysWhatToRestart()
    {
        auto on = proof(u"true"_s, {tests::shared(reading(0, 1, -1))});
        for (int second = 1; second <= 30; ++second)
            on.add(reading(0, 1, second));
        QVERIFY(on.state().state == FlagProofState::State::NotPickedUp);
        QVERIFY(on.state().sentence.contains(u"restart: docker compose restart backend"_s));
    }

    void whatCannotBeSeenIsNotTakenForPickedUp()
    {
        auto blind = proof(u"true"_s, {});
        auto away = tests::unreachableReplicaSnapshot();
        blind.add(at(away, 10));
        blind.add(at(away, 31));
        QVERIFY(blind.state().state == FlagProofState::State::Unknown);
        QVERIFY(proof(u"false"_s, {tests::shared(reading(0, 1, -1))}).state().state ==
                FlagProofState::State::Unknown);
        const FlagProof fallback(*m_reading.rules.find(u"REPLICA_FALLBACK_ENABLED"_s), {}, m_profile, {});
        QVERIFY(fallback.state().state == FlagProofState::State::NotVisible);
    }

    void theSwitchActsWhereALimitIsPassed()
    {
        SwitchTerms terms;
        terms.lagSeconds = 5;
        terms.poolShare = 0.9;
        terms.watchUntilMs = baseMs + 600'000;
        const auto each = armed(terms);
        const auto act = [&](db::Snapshot snapshot) {
            return SwitchJudge().judge(each, baseMs + 1000, &snapshot);
        };
        using Act = SwitchJudge::Verdict::Act;
        QVERIFY(act(tests::healthySnapshot()).act == Act::Wait);
        QVERIFY(act(tests::laggingSnapshot(4.9)).act == Act::Wait);
        const auto fired = act(tests::laggingSnapshot(7.2));
        QVERIFY(fired.act == Act::Revert && fired.sentence.contains(u"7.2 s, over 5 s"_s));
        auto full = tests::healthySnapshot();
        full.nodes[0].utilization = 0.95;
        QVERIFY(act(full).sentence.contains(u"the connections of primary is 95 %"_s));
        full = tests::healthySnapshot();
        full.nodes[1].pools.front().used = 33;
        QVERIFY(act(full).sentence.contains(u"the pool pulse-backend on replica1"_s));
    }

    void aLagThatStaysUnknownCountsAsPassed()
    {
        SwitchTerms terms;
        terms.lagSeconds = 5;
        terms.watchUntilMs = baseMs + 600'000;
        auto each = armed(terms);
        const auto away = tests::unreachableReplicaSnapshot();
        SwitchJudge judge;
        QVERIFY(judge.judge(each, baseMs, &away).act == SwitchJudge::Verdict::Act::Wait);
        QVERIFY(judge.judge(each, baseMs + 4000, &away).act == SwitchJudge::Verdict::Act::Wait);
        QVERIFY(judge.judge(each, baseMs + 6000, &away).act == SwitchJudge::Verdict::Act::Revert);
    }

    void theSwitchSaysWhatItMissed()
    {
        SwitchTerms terms;
        terms.lagSeconds = 5;
        terms.watchUntilMs = baseMs + 600'000;
        auto each = armed(terms);
        auto end = SwitchJudge().judge(each, baseMs + 700'000, nullptr);
        QVERIFY(end.act == SwitchJudge::Verdict::Act::End && end.state == DeadManSwitch::State::Missed);
        QVERIFY(end.sentence.startsWith(u"Nobody watched from"_s));
        each.lastSeenMs = baseMs + 599'000;
        end = SwitchJudge().judge(each, baseMs + 601'000, nullptr);
        QVERIFY(end.state == DeadManSwitch::State::Over);
        SwitchTerms timed;
        timed.revertAtMs = baseMs + 60'000;
        const auto late = SwitchJudge().judge(armed(timed), baseMs + 3'660'000, nullptr);
        QVERIFY(late.act == SwitchJudge::Verdict::Act::Revert && late.sentence.contains(u"1 h late"_s));
        QVERIFY(SwitchJudge().judge(armed(timed), baseMs + 59'000, nullptr).act ==
                SwitchJudge::Verdict::Act::Wait);
    }

    void switchesAreKeptAndTakenOver()
    {
        const auto path = switchfile::pathIn(m_folder.path());
        SwitchTerms terms;
        terms.poolShare = 0.9;
        terms.watchUntilMs = baseMs + 600'000;
        auto each = armed(terms);
        each.owner = {999'999'999, 1, u"another boot"_s};
        QVERIFY(switchfile::put(path, {each}));
        QCOMPARE(*switchfile::read(path), std::vector{each});
        const auto self = ProcessIdentity::self();
        const auto adopted = switchfile::adopt(path, self, baseMs + 300'000);
        QVERIFY(adopted && adopted->front().owner == self);
        QVERIFY(adopted->front().sentence.startsWith(u"Nobody watched"_s));
        auto ended = adopted->front();
        ended.state = DeadManSwitch::State::Disarmed;
        QVERIFY(switchfile::put(path, {ended}));
        QVERIFY(switchfile::put(path, adopted.value())); // what is over stays over
        QVERIFY(switchfile::read(path)->front().state == DeadManSwitch::State::Disarmed);
    }

    void aWatcherThatWasKilledShortlyBeforeTheEndHasMissedIt()
    {
        QTemporaryDir folder;
        const auto path = switchfile::pathIn(folder.path());
        SwitchTerms terms;
        terms.lagSeconds = 5;
        terms.watchUntilMs = baseMs + 600'000;
        auto each = armed(terms);
        each.lastSeenMs = baseMs + 580'000;
        each.owner = {999'999'999, 1, u"another boot"_s};
        QVERIFY(switchfile::put(path, {each}));
        const auto adopted = switchfile::adopt(path, ProcessIdentity::self(), baseMs + 900'000);
        QVERIFY(adopted);
        QVERIFY2(adopted->front().sentence.startsWith(u"Nobody watched from"_s),
                 qPrintable(adopted->front().sentence));
    }

    void theLastChangeIsTheJournalsUnlessAnotherProgramCame()
    {
        JournalEntry entry;
        entry.id = 7;
        entry.kind = u"flag.set"_s;
        entry.state = JournalEntry::State::Succeeded;
        entry.finishedMs = baseMs;
        entry.actor = u"alice"_s;
        entry.reason = u"trial"_s;
        entry.details = {{u"store"_s, u"env"_s},
                         {u"changes"_s, QJsonArray{QJsonObject{{u"key"_s, u"USE_READ_REPLICA"_s},
                                                               {u"from"_s, u"false"_s},
                                                               {u"to"_s, u"true"_s}}}}};
        const auto history = flagChanges({entry}, u"env"_s);
        QCOMPARE(int(history.size()), 1);
        addLastChanges(m_reading, history, baseMs + 5000);
        QCOMPARE(m_reading.flag(u"USE_READ_REPLICA"_s)->lastChange->who, u"alice"_s);
        put(QByteArray(env).replace("REPLICA=true", "REPLICA=off"));
        addLastChanges(m_reading, history, baseMs + 5000);
        const auto last = m_reading.flag(u"USE_READ_REPLICA"_s)->lastChange;
        QCOMPARE(last->to, u"off"_s);
        QCOMPARE(last->timeMs, baseMs + 5000);
        QVERIFY(last->who.isEmpty() && last->why == u"Changed by another program."_s);
    }

    void anInterruptedChangeIsSettledByTheFile()
    {
        JournalEntry entry;
        entry.kind = u"flag.set"_s;
        entry.state = JournalEntry::State::Interrupted;
        entry.actions = {u"In %1:"_s.arg(m_path), u"- USE_READ_REPLICA=true"_s,
                         u"+ USE_READ_REPLICA=false"_s};
        QVERIFY(settled(entry, m_reading)->summary.contains(u"before anything was changed"_s));
        put(QByteArray(env).replace("REPLICA=true", "REPLICA=false"));
        const auto done = settled(entry, m_reading);
        QVERIFY(done->state == Outcome::State::Succeeded);
        QCOMPARE(done->details[u"changes"].toArray().at(0).toObject()[u"to"].toString(), u"false"_s);
        put(QByteArray(env).replace("REPLICA=true", "REPLICA=off"));
        QVERIFY(settled(entry, m_reading)->summary.contains(u"neither"_s));
        entry.state = JournalEntry::State::Running;
        QVERIFY(!settled(entry, m_reading));
    }

    void twoEnvironmentsAreComparedWithoutTheirSecrets()
    {
        const auto other = m_folder.filePath(u"other.env"_s);
        QFile file(other);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("USE_READ_REPLICA=yes\nDB_POOL_SIZE=5\nPOSTGRES_PASSWORD=geheim\nPOSTGRES_HOST=db2\n");
        file.close();
        const auto found = compareEnvironments(m_path, other);
        QVERIFY(found);
        QVERIFY(found->front().isFlag);
        const auto row = [&](const QString &key) {
            return *std::ranges::find(*found, key, &FlagDifference::key);
        };
        QVERIFY(row(u"USE_READ_REPLICA"_s).isSame);
        QVERIFY(!row(u"DB_POOL_SIZE"_s).isSame);
        QVERIFY(!row(u"REPLICA_FALLBACK_ENABLED"_s).right);
        QVERIFY(!row(u"POSTGRES_PASSWORD"_s).isSame);
        QCOMPARE(row(u"POSTGRES_PASSWORD"_s).right, u"***"_s);
    }
};

QTEST_GUILESS_MAIN(TestFlags)
#include "tst_flags.moc"
