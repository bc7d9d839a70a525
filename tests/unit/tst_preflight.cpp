// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/preflightchecks.h"
#include "db/failover/syncstandbys.h"
#include "tests/support/preflights.h"

#include <QTest>

using namespace seawall;
using namespace seawall::db;
using namespace Qt::StringLiterals;
using State = ReadinessCheck::State;

namespace {

using Change = std::function<void(PreflightFacts &)>;

/// What a check says once the ready pair of servers has been changed.
struct Case {
    const char *sentence;
    const char *check;
    State state;
    Change change;
    QString measured = {}; ///< a part of it
    QString remedy = {};   ///< a part of it
};

Error refused(ErrorKind kind = ErrorKind::Refused)
{
    return {kind, u"It refuses connections."_s, u"Start it."_s, {}, {}, 0};
}

void withoutRights(PreflightNode &node)
{
    node.facts.canMonitor = false;
    node.facts.user = u"viewer"_s;
}

/// As the server refuses a query of the catalog.
void refuse(PreflightNode &node, const QString &query)
{
    node.facts.user = u"viewer"_s;
    node.failures[query] = refused(ErrorKind::PermissionDenied);
}

const std::vector<Case> &replicationCases()
{
    static const std::vector<Case> cases{
        {"a primary that is down blocks", "primary", State::Blocking,
         [](auto &f) { f.primary.error = refused(); }, u"refuses"_s, u"failover"_s},
        {"a primary in recovery blocks", "primary", State::Blocking,
         [](auto &f) { f.primary.facts.role = Role::Replica; }},
        {"a split brain blocks", "primary", State::Blocking, [](auto &f) { f.isClusterSplit = true; }},
        {"a primary that has not said its role is unknown", "primary", State::Unknown,
         [](auto &f) { f.primary.facts.role = Role::Unknown; }},
        {"a candidate that is a primary blocks", "candidate", State::Blocking,
         [](auto &f) { f.candidate.facts.role = Role::Primary; }},
        {"a candidate of another cluster blocks", "candidate", State::Blocking,
         [](auto &f) { f.candidate.facts.systemIdentifier = u"1"_s; }, u"system identifier"_s},
        {"a candidate whose cluster is not known is unknown", "candidate", State::Unknown,
         [](auto &f) { f.candidate.facts.systemIdentifier.clear(); }},
        {"a candidate that is down blocks", "candidate", State::Blocking,
         [](auto &f) { f.candidate.error = refused(); }},
        {"a replica without walreceiver blocks", "streaming", State::Blocking,
         [](auto &f) { f.candidate.facts.walReceiver.reset(); }, u"no walreceiver"_s},
        {"a replica of another upstream blocks", "streaming", State::Blocking,
         [](auto &f) { f.primary.facts.walSenders.clear(); }, u"serves no such replica"_s},
        {"a replica on another timeline blocks", "streaming", State::Blocking,
         [](auto &f) { f.candidate.facts.walReceiver->timeline = 2; }, u"timeline 2"_s},
        {"a stream without a slot is a warning",
         "streaming",
         State::Warning,
         [](auto &f) { f.candidate.facts.walReceiver->slotName.clear(); },
         {},
         u"pg_create_physical_replication_slot('replica1', true)"_s},
        {"without rights streaming is unknown, with the GRANT", "streaming", State::Unknown,
         [](auto &f) { withoutRights(f.candidate); }, u"viewer"_s,
         u"Run on primary, its replicas receive it:\nGRANT pg_monitor TO \"viewer\";"_s},
        {"where the primary is down, streaming is unknown", "streaming", State::Unknown,
         [](auto &f) { f.primary.error = refused(); }},
        {"a paused replay blocks", "replaying", State::Blocking,
         [](auto &f) { f.candidate.facts.pauseState = u"paused"_s; }, u"paused"_s,
         u"SELECT pg_wal_replay_resume();"_s},
        {"an intended delay blocks", "replaying", State::Blocking,
         [](auto &f) { f.candidate.facts.applyDelaySeconds = 3600; }, u"60 min"_s,
         u"ALTER SYSTEM SET recovery_min_apply_delay"_s},
        {"a replay that has said nothing is unknown", "replaying", State::Unknown,
         [](auto &f) { f.candidate.facts.pauseState.clear(); }},
        {"lag of the limit blocks", "lag", State::Blocking,
         [](auto &f) { f.primary.facts.currentLsn->value += 16 * 1024 * 1024; }, u"16 MB behind"_s},
        {"lag below the limit is fine", "lag", State::Ok,
         [](auto &f) { f.primary.facts.currentLsn->value += 1024 * 1024; }, u"1.0 MB not received yet"_s},
        {"a replica sampled after its primary is not negative", "lag", State::Ok,
         [](auto &f) { f.candidate.facts.replayedLsn->value += 512; }, u"0 bytes behind"_s},
        {"a position that is not known is no lag of 0", "lag", State::Unknown,
         [](auto &f) { f.candidate.facts.replayedLsn.reset(); }},
    };
    return cases;
}

void alone(PreflightFacts &facts, const QString &names)
{
    facts.candidate.facts.synchronousStandbyNames = names;
}

void addReplica(PreflightFacts &facts, const QString &name)
{
    auto sender = facts.primary.facts.walSenders.front();
    sender.applicationName = sender.slotName = name;
    facts.primary.facts.walSenders.push_back(sender);
}

const std::vector<Case> &capacityCases()
{
    static const std::vector<Case> cases{
        {"synchronous names that only the old primary could answer block", "synchronous", State::Blocking,
         [](auto &f) { alone(f, u"primary"_s); }, u"0 would be there"_s,
         u"ALTER SYSTEM SET synchronous_standby_names = ''"_s},
        {"its own name, copied from the primary, blocks", "synchronous", State::Blocking,
         [](auto &f) { alone(f, u"FIRST 1 (replica1)"_s); }},
        {"another replica answers for it", "synchronous", State::Ok,
         [](auto &f) {
             alone(f, u"ANY 1 (replica1, replica2)"_s);
             addReplica(f, u"replica2"_s);
         }},
        {"without synchronous commit nothing hangs", "synchronous", State::Ok,
         [](auto &f) {
             alone(f, u"*"_s);
             (*f.candidate.settings)[u"synchronous_commit"_s].value = u"local"_s;
         }},
        {"who would answer is unknown without rights",
         "synchronous",
         State::Unknown,
         [](auto &f) {
             alone(f, u"*"_s);
             withoutRights(f.primary);
         },
         {},
         u"GRANT pg_monitor"_s},
        {"too few walsenders block", "senders", State::Blocking,
         [](auto &f) { (*f.candidate.settings)[u"max_wal_senders"_s].value = u"0"_s; }, u"0; needed: 1"_s},
        {"walsenders without room for a backup are a warning", "senders", State::Warning,
         [](auto &f) { (*f.candidate.settings)[u"max_wal_senders"_s].value = u"1"_s; }},
        {"walsenders are unknown where the settings are", "senders", State::Unknown,
         [](auto &f) {
             f.candidate.settings.reset();
             refuse(f.candidate, u"preflight_settings"_s);
         }},
        {"too few slots block", "slots", State::Blocking,
         [](auto &f) { (*f.candidate.settings)[u"max_replication_slots"_s].value = u"0"_s; }},
        {"a logical slot does not come along", "slots", State::Warning,
         [](auto &f) {
             f.primary.facts.slotList.push_back({u"cdc"_s, u"logical"_s, u"reserved"_s, true, {}, {}, {}});
         },
         u"cdc"_s},
        {"a logical slot that was synchronised does", "slots", State::Ok,
         [](auto &f) {
             f.primary.facts.slotList.push_back({u"cdc"_s, u"logical"_s, u"reserved"_s, true, {}, {}, {}});
             f.candidate.facts.slotList = {f.primary.facts.slotList.back()};
         }},
        {"slots are unknown where the primary is down", "slots", State::Unknown,
         [](auto &f) { f.primary.error = refused(); }},
        {"fewer connections than the primary block", "connections", State::Blocking,
         [](auto &f) { f.candidate.facts.maxConnections = 50; }, u"50"_s,
         u"ALTER SYSTEM SET max_connections = '100'"_s},
        {"pools that want more are a warning", "connections", State::Warning,
         [](auto &f) { f.request.application.connections = 120; }, u"120"_s, u"'123'"_s},
        {"connections that were not read are unknown", "connections", State::Unknown,
         [](auto &f) { f.candidate.facts.maxConnections.reset(); }},
        {"no line for replication blocks", "hba", State::Blocking,
         [](auto &f) { f.candidate.hba->pop_back(); }, u"no line admits replicator from 10.0.0.1"_s,
         u"host replication replicator 10.0.0.1/32 scram-sha-256"_s},
        {"a line that rejects blocks", "hba", State::Blocking,
         [](auto &f) { f.candidate.hba->back().method = u"reject"_s; }, u"line 2"_s},
        {"a line for the members of a role is unknown", "hba", State::Unknown,
         [](auto &f) { f.candidate.hba->back().users = {u"+dba"_s}; }},
        {"a line that cannot be read is a warning", "hba", State::Warning,
         [](auto &f) {
             f.candidate.hba->push_back({3, {}, {}, {}, {}, {}, {}, u"invalid connection type"_s});
         }},
        {"pg_hba is unknown without rights, with both GRANTs", "hba", State::Unknown,
         [](auto &f) {
             f.candidate.hba.reset();
             refuse(f.candidate, u"preflight_hba"_s);
         },
         u"viewer"_s, u"GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO \"viewer\";"_s},
    };
    return cases;
}

const std::vector<Case> &quietCases()
{
    static const std::vector<Case> cases{
        {"neither checksums nor hints is a warning", "rewind", State::Warning,
         [](auto &f) { (*f.primary.settings)[u"wal_log_hints"_s].value = u"off"_s; }, u"primary"_s,
         u"wal_log_hints = 'on'"_s},
        {"checksums make up for hints", "rewind", State::Ok,
         [](auto &f) {
             (*f.primary.settings)[u"wal_log_hints"_s].value = u"off"_s;
             f.primary.checksums = true;
         },
         u"data checksums"_s},
        {"full_page_writes off is a warning", "rewind", State::Warning,
         [](auto &f) { (*f.candidate.settings)[u"full_page_writes"_s].value = u"off"_s; }, u"replica1"_s},
        {"rewind is unknown where checksums are", "rewind", State::Unknown,
         [](auto &f) { f.candidate.checksums.reset(); }},
        {"a backup blocks", "backup", State::Blocking,
         [](auto &f) { f.primary.backups = {{u"pid 9, pg_basebackup"_s, 61.0}}; },
         u"pid 9, pg_basebackup, for 61 s"_s},
        {"backups are unknown without rights",
         "backup",
         State::Unknown,
         [](auto &f) {
             f.primary.backups.reset();
             withoutRights(f.primary);
         },
         {},
         u"GRANT pg_monitor"_s},
        {"a failing archive_command blocks", "archiver", State::Blocking,
         [](auto &f) {
             f.primary.archiver->isFailing = true;
             f.primary.archiver->lastFailed = u"0001"_s;
         },
         u"0001"_s},
        {"a queue is a warning", "archiver", State::Warning, [](auto &f) { f.primary.archiver->waiting = 4; },
         u"4 files wait"_s},
        {"without the queue the names of the files tell", "archiver", State::Warning,
         [](auto &f) {
             f.primary.archiver->waiting.reset();
             f.primary.archiver->lastArchived = u"000000010000000000000000"_s;
         },
         u"4 files wait"_s},
        {"no archiving is not behind", "archiver", State::Ok,
         [](auto &f) {
             (*f.primary.settings)[u"archive_mode"_s].value = u"off"_s;
             f.primary.archiver->isFailing = true;
         }},
        {"a queue that cannot be read is unknown",
         "archiver",
         State::Unknown,
         [](auto &f) {
             f.primary.archiver->waiting.reset();
             f.primary.archiver->lastArchived.clear();
             refuse(f.primary, u"preflight_archive_queue"_s);
         },
         {},
         u"GRANT pg_monitor"_s},
        {"a prepared transaction is a warning", "prepared", State::Warning,
         [](auto &f) { f.primary.prepared = {{u"tx1 of app in db"_s, 7300.0}, {u"tx2"_s, 1.0}}; },
         u"tx1 of app in db, for 2 h, and 1 more"_s, u"ROLLBACK PREPARED"_s},
        {"prepared transactions that were not read are unknown", "prepared", State::Unknown,
         [](auto &f) { f.primary.prepared.reset(); }},
        {"a long transaction is a warning", "transactions", State::Warning,
         [](auto &f) { f.primary.transactions = {{u"pid 5, etl, active"_s, 31.0}}; },
         u"pid 5, etl, active, for 31 s"_s},
        {"a short one is fine", "transactions", State::Ok,
         [](auto &f) { f.primary.transactions = {{u"pid 5, etl, active"_s, 2.0}}; }, u"2 s"_s},
        {"transactions are unknown without rights",
         "transactions",
         State::Unknown,
         [](auto &f) {
             f.primary.transactions.reset();
             withoutRights(f.primary);
         },
         {},
         u"GRANT pg_monitor"_s},
    };
    return cases;
}

const std::vector<Case> &serverCases()
{
    static const std::vector<Case> cases{
        {"a missing extension blocks", "extensions", State::Blocking,
         [](auto &f) { (*f.primary.extensions)[u"postgis"_s] = {u"3.3"_s}; }, u"postgis 3.3"_s},
        {"another version of it blocks", "extensions", State::Blocking,
         [](auto &f) { (*f.primary.extensions)[u"pg_trgm"_s] = {u"1.7"_s}; }, u"there: 1.5, 1.6"_s},
        {"extensions that were not read are unknown", "extensions", State::Unknown,
         [](auto &f) { f.primary.extensions.reset(); }},
        {"another collation is a warning", "collations", State::Warning,
         [](auto &f) { f.candidate.collations = {u"app: made with 2.31, here 2.36"_s}; }, u"2.36"_s,
         u"REINDEX"_s},
        {"collations that were not read are unknown", "collations", State::Unknown,
         [](auto &f) { f.candidate.collations.reset(); }},
        {"a setting that matters is a warning", "settings", State::Warning,
         [](auto &f) { (*f.candidate.settings)[u"work_mem"_s].value = u"1MB"_s; }, u"work_mem"_s,
         u"ALTER SYSTEM SET work_mem = '4MB'"_s},
        {"a setting that is only missing there is one as well", "settings", State::Warning,
         [](auto &f) { f.candidate.settings->erase(u"work_mem"_s); }},
        {"another setting is told, and fine", "settings", State::Ok,
         [](auto &f) { (*f.candidate.settings)[u"log_line_prefix"_s].value = u"%t"_s; }, u"1 differ"_s},
        {"settings are unknown where some are hidden",
         "settings",
         State::Unknown,
         [](auto &f) { withoutRights(f.candidate); },
         {},
         u"GRANT pg_monitor"_s},
        {"Patroni blocks where it is not asked to do it", "managers", State::Blocking,
         [](auto &f) { f.primary.managers = {u"Patroni"_s}; }, u"Patroni"_s, u"patronictl switchover"_s},
        {"Patroni is fine where it is", "managers", State::Ok,
         [](auto &f) {
             f.primary.managers = {u"Patroni"_s};
             f.stop.isPatroni = true;
         }},
        {"other managers block", "managers", State::Blocking,
         [](auto &f) { f.primary.managers = {u"repmgr"_s}; }},
        {"managers that were not read are unknown", "managers", State::Unknown,
         [](auto &f) {
             f.primary.managers.reset();
             f.candidate.managers.reset();
         }},
        {"a supervisor that starts it again blocks",
         "stop",
         State::Blocking,
         [](auto &f) {
             f.stop.restartsItself = true;
             f.stop.remedy = u"docker update --restart=no pg"_s;
         },
         {},
         u"docker update"_s},
        {"a command that cannot be run blocks", "stop", State::Blocking,
         [](auto &f) { f.stop.canStop = false; }},
        {"how it is stopped is unknown where nothing says so", "stop", State::Unknown,
         [](auto &f) { f.stop = {}; }},
        {"a supervisor that is not known is unknown", "stop", State::Unknown,
         [](auto &f) { f.stop.restartsItself.reset(); }},
        {"a flag left on blocks, with how to take it back",
         "readonly",
         State::Blocking,
         [](auto &f) { f.candidate.readOnly = {u"ALTER SYSTEM"_s, u"ALTER DATABASE app"_s}; },
         {},
         u"\nALTER DATABASE app RESET default_transaction_read_only;"_s},
        {"a primary that refuses writes now blocks, and is named by its address", "readonly", State::Blocking,
         [](auto &f) {
             f.request.primary.name = f.primary.name;
             f.primary.readOnly = {u"ALTER SYSTEM"_s};
         },
         u"refuses writes now"_s, u"\nALTER SYSTEM RESET default_transaction_read_only;"_s},
        {"the flag is unknown without rights",
         "readonly",
         State::Unknown,
         [](auto &f) {
             f.candidate.readOnly.reset();
             refuse(f.candidate, u"preflight_read_only_file"_s);
         },
         {},
         u"pg_show_all_file_settings()"_s},
        {"an application nobody knows is a warning", "application", State::Warning,
         [](auto &f) { f.request.application = {}; }},
        {"a .env that names another primary is a warning", "application", State::Warning,
         [](auto &f) { f.request.application.named = u"10.0.0.2:5432"_s; },
         u"/srv/app/.env names 10.0.0.2:5432 as the primary, and it is 10.0.0.1:5432"_s,
         u"swap-env --env '/srv/app/.env'"_s},
        {"a .env that names the candidate is fine once the primary is lost", "application", State::Ok,
         [](auto &f) {
             f.primary.error = refused();
             f.request.application.named = f.request.candidate.address();
         },
         u"as the primary already"_s},
        {"a .env that cannot be read is unknown", "application", State::Unknown,
         [](auto &f) { f.request.application.named.clear(); }},
        {"a pooler that is down blocks", "application", State::Blocking,
         [](auto &f) { f.poolerError = refused(); }},
    };
    return cases;
}

QString stateName(State state)
{
    return toString(state);
}

const ReadinessCheck &find(const std::vector<ReadinessCheck> &checks, const QString &id)
{
    const auto found = std::ranges::find(checks, id, &ReadinessCheck::id);
    if (found == checks.end())
        qFatal("no check %s", qPrintable(id));
    return *found;
}

} // namespace

class TestPreflight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aServiceIsASupervisorAndAShellIsNone()
    {
        QCOMPARE(isSupervised(u"0::/system.slice/system-postgresql.slice/postgresql@15-main.service"_s),
                 std::optional(true));
        QCOMPARE(isSupervised(u"0::/user.slice/user-1000.slice/session-2.scope"_s), std::optional(false));
        QCOMPARE(isSupervised({}), std::optional<bool>());
    }

    void aReadyPairIsReady()
    {
        for (const auto &check : preflight::all(tests::readyFacts())) {
            QVERIFY2(check.state == State::Ok, qPrintable(check.id + u": "_s + check.measured));
            QVERIFY(check.remedy.isEmpty());
            QVERIFY(!check.title.isEmpty() && !check.measured.isEmpty());
        }
    }

    void eachCheckTellsEachState_data()
    {
        QTest::addColumn<const Case *>("given");
        for (const auto *cases : {&replicationCases(), &capacityCases(), &quietCases(), &serverCases()})
            for (const auto &each : *cases)
                QTest::newRow(each.sentence) << &each;
    }

    void eachCheckTellsEachState()
    {
        QFETCH(const Case *, given);
        auto facts = tests::readyFacts();
        given->change(facts);
        const auto checks = preflight::all(facts);
        const auto &found = find(checks, QString::fromLatin1(given->check));
        QCOMPARE(stateName(found.state), stateName(given->state));
        QVERIFY2(found.measured.contains(given->measured), qPrintable(found.measured));
        QVERIFY2(found.remedy.contains(given->remedy), qPrintable(found.remedy));
    }

    void noCheckIsOkWhereNothingAnswered()
    {
        PreflightFacts facts;
        facts.primary.error = facts.candidate.error = refused();
        for (const auto &check : preflight::all(facts))
            QVERIFY2(check.state != State::Ok, qPrintable(check.id));
    }

    void theWorstStateIsTold()
    {
        Readiness readiness;
        QCOMPARE(stateName(readiness.state()), u"unknown"_s);
        readiness.checks = {{.state = State::Ok}, {.state = State::Warning}};
        QCOMPARE(stateName(readiness.state()), u"warning"_s);
        readiness.checks.push_back({.state = State::Unknown});
        QCOMPARE(stateName(readiness.state()), u"unknown"_s);
        readiness.checks.push_back({.state = State::Blocking});
        QCOMPARE(stateName(readiness.state()), u"blocking"_s);
    }

    void aSnapshotAloneTellsTheSame()
    {
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes[0].facts.walSenders = tests::readyFacts().primary.facts.walSenders;
        snapshot.nodes[0].facts.oldestTransactionSeconds = 0;
        for (const auto &check : checksFrom(snapshot, u"replica1"_s, {}))
            QVERIFY2(check.state == State::Ok, qPrintable(check.id + u": "_s + check.measured));
        snapshot.nodes[0].facts.oldestTransactionSeconds = 31;
        snapshot.nodes[1].facts.pauseState = u"paused"_s;
        const auto checks = checksFrom(snapshot, u"replica1"_s, {});
        QCOMPARE(stateName(find(checks, u"replaying"_s).state), u"blocking"_s);
        QCOMPARE(stateName(find(checks, u"transactions"_s).state), u"warning"_s);
        QVERIFY(checksFrom(snapshot, u"nobody"_s, {}).empty());
    }

    void aLostPrimaryIsToldFromASnapshotToo()
    {
        const auto checks = checksFrom(tests::noPrimarySnapshot(), u"replica1"_s, {});
        QCOMPARE(stateName(find(checks, u"primary"_s).state), u"blocking"_s);
        QCOMPARE(stateName(find(checks, u"lag"_s).state), u"unknown"_s);
    }

    void theCandidateThatStreamsComesBeforeTheOneThatIsAhead()
    {
        auto snapshot = tests::wideSnapshot(3);
        snapshot.nodes[2].facts.receivedLsn = Lsn{0x5000100};
        QCOMPARE(bestCandidate(snapshot), u"replica2"_s);
        snapshot.nodes[2].verdict = ReplicaVerdict::Detached;
        QCOMPARE(bestCandidate(snapshot), u"replica1"_s);
        // Nobody sends any more: who seems to stream has heard of it last.
        snapshot.verdict = ClusterVerdict::NoPrimary;
        QCOMPARE(bestCandidate(snapshot), u"replica2"_s);
        snapshot.nodes[1].facts.replayedLsn = Lsn{0x5000200}; // received before its server was started
        QCOMPARE(bestCandidate(snapshot), u"replica1"_s);
        snapshot.nodes.resize(1);
        QCOMPARE(bestCandidate(snapshot), QString());
    }

    void differencesStandInTheOrderOfTheirWeight()
    {
        auto facts = tests::readyFacts();
        (*facts.candidate.settings)[u"work_mem"_s].value = u"1MB"_s;
        (*facts.candidate.settings)[u"log_line_prefix"_s].value = u"%t"_s;
        const auto found = preflight::settingDifferences(facts);
        QCOMPARE(found.size(), size_t(3));
        QCOMPARE(found[0].name, u"work_mem"_s);
        QVERIFY(!found[0].meaning.isEmpty());
        QCOMPARE(found[1].name, u"log_line_prefix"_s);
        QCOMPARE(int(found[2].weight), int(SettingDifference::Weight::Expected));
    }

    void synchronousNamesAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("needed");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("none") << u" "_s << 0 << QStringList{};
        QTest::newRow("a list waits for one") << u"a, b"_s << 1 << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("a number") << u"2 (a, b)"_s << 2 << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("first") << u"FIRST 1 (*)"_s << 1 << QStringList{u"*"_s};
        QTest::newRow("any, with a comma in a name")
            << u"any 2(\"a,b\",c)"_s << 2 << QStringList{u"a,b"_s, u"c"_s};
    }

    void synchronousNamesAreRead()
    {
        QFETCH(QString, text);
        QFETCH(int, needed);
        QFETCH(QStringList, names);
        const auto read = parseSyncStandbys(text);
        QVERIFY(read);
        QCOMPARE(read->needed, needed);
        QCOMPARE(read->names, names);
        QVERIFY(!parseSyncStandbys(u"a,,b"_s));
    }

    void theFirstRuleThatFitsCounts_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<int>("kind");
        using Kind = HbaAnswer::Kind;
        QTest::newRow("'all' is not replication") << u"192.168.1.1"_s << false << int(Kind::NoRule);
        QTest::newRow("a network") << u"10.1.2.3"_s << false << int(Kind::Admitted);
        QTest::newRow("a host before its network") << u"10.1.2.9"_s << false << int(Kind::Rejected);
        QTest::newRow("IPv6") << u"fd00::7"_s << false << int(Kind::Admitted);
        QTest::newRow("TLS only, without TLS") << u"172.16.0.1"_s << false << int(Kind::NoRule);
        QTest::newRow("TLS only, with TLS") << u"172.16.0.1"_s << true << int(Kind::Admitted);
    }

    void theFirstRuleThatFitsCounts()
    {
        QFETCH(QString, address);
        QFETCH(bool, tls);
        QFETCH(int, kind);
        const auto rule = [](const QString &type, const QString &database, const QString &network,
                             const QString &mask, const QString &method) {
            return HbaRule{1, type, {database}, {u"all"_s}, network, mask, method, {}};
        };
        const std::vector<HbaRule> rules{
            rule(u"host"_s, u"all"_s, u"0.0.0.0"_s, u"0.0.0.0"_s, u"trust"_s),
            rule(u"local"_s, u"replication"_s, {}, {}, u"peer"_s),
            rule(u"host"_s, u"replication"_s, u"10.1.2.9"_s, u"255.255.255.255"_s, u"reject"_s),
            rule(u"host"_s, u"replication"_s, u"10.0.0.0"_s, u"255.0.0.0"_s, u"md5"_s),
            rule(u"hostssl"_s, u"replication"_s, u"172.16.0.0"_s, u"255.255.0.0"_s, u"cert"_s),
            rule(u"host"_s, u"replication"_s, u"fd00::"_s, u"ffff::"_s, u"scram-sha-256"_s)};
        QCOMPARE(int(replicationAnswer(rules, u"replicator"_s, address, tls).kind), kind);
    }
};

QTEST_GUILESS_MAIN(TestPreflight)
#include "tst_preflight.moc"
