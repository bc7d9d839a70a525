// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/history.h"
#include "db/migrations/historyrepair.h"
#include "db/migrations/historystatements.h"
#include "tests/support/sandboxfixture.h"

#include <QFile>
#include <QTemporaryDir>

#include <future>

using namespace seawall::db;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

Deadline soon()
{
    return Deadline::in(30s);
}

} // namespace

class MigrationHistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1); }
    void init();

    void aServerWithoutTheTableHasNoHistory();
    void sessionsThatMakeTheTableAtOnceDoNoHarm();
    void whatARunnerWritesIsReadBack();
    void walAndTimeAreMeasuredByTheServer();
    void aRolledBackMigrationKeepsItsRow();
    void anInterruptedMigrationIsSeenWithItsStatement();
    void aRunnerAtWorkIsSeenByOthersAndNotByItself();
    void theHistoryIsReadOnAReplica();
    void aMissingRightIsToldWithItsGrant();
    void aReplicaTakesNoChanges();

    void golangMigratesTableIsAdopted();
    void aDirtyGolangMigrateIsRefused();
    void dbmatesTableIsAdopted();
    void flywaysTableIsAdopted();
    void aFailedFlywayMigrationIsRefused();
    void theTableOfTheFoldersFormatIsTaken();
    void nothingToAdoptIsToldSo();
    void adoptingTwiceChangesNothing();

    void aBaselineTakesAllUpToItAsApplied();
    void aBaselineLeavesWhatIsAppliedAlone();
    void repairTakesTheFilesAsTheyAre();
    void repairRefusesAFolderWithoutMigrations();
    void repairMarksWhatStoppedInTheMidst_data();
    void repairMarksWhatStoppedInTheMidst();
    void nothingIsChangedWhileARunnerIsAtWork();

private:
    Connection open(const QString &node = u"primary"_s, const QString &user = {});
    void run(const QString &sql);
    History read(const QString &node = u"primary"_s);
    QStringList rows(); ///< 'VERSION STATE NAME' each
    MigrationFolder folder(const QStringList &files);

    seawall::tests::SandboxFixture m_sandbox;
    std::optional<QTemporaryDir> m_files;
};

void MigrationHistoryTest::init()
{
    run(u"DROP SCHEMA IF EXISTS seawall CASCADE; DROP TABLE IF EXISTS schema_migrations, flyway_schema_history"_s);
}

Connection MigrationHistoryTest::open(const QString &node, const QString &user)
{
    auto endpoint = m_sandbox->endpoint(node);
    if (!user.isEmpty())
        endpoint.parameters[u"user"_s] = user;
    SessionOptions options;
    options.readOnly = false;
    auto connection = Connection::open(endpoint, options, soon());
    if (!connection)
        qFatal("%s", qPrintable(connection.error().message));
    return std::move(*connection);
}

void MigrationHistoryTest::run(const QString &sql)
{
    const auto done = open().executeSimple(sql, soon());
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
}

History MigrationHistoryTest::read(const QString &node)
{
    auto connection = open(node);
    auto history = readHistory(connection, soon());
    if (!history)
        qFatal("%s", qPrintable(history.error().message));
    return *history;
}

QStringList MigrationHistoryTest::rows()
{
    static const QStringList names{u"applied"_s, u"applying"_s, u"rolling back"_s, u"rolled back"_s,
                                   u"baseline"_s};
    QStringList told;
    for (const auto &entry : read().entries)
        told << u"%1 %2 %3"_s.arg(entry.version, names[static_cast<int>(entry.state)], entry.name);
    return told;
}

MigrationFolder MigrationHistoryTest::folder(const QStringList &files)
{
    m_files.emplace();
    for (const auto &name : files) {
        QFile file(m_files->filePath(name));
        const QByteArray content = "-- migrate:up\n-- " + name.toUtf8() + "\n";
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(name));
    }
    auto read = readMigrations(m_files->path());
    if (!read || !read->problems.empty())
        qFatal("the folder of the test is wrong");
    return *read;
}

void MigrationHistoryTest::aServerWithoutTheTableHasNoHistory()
{
    const auto history = read();
    QVERIFY(!history.exists);
    QVERIFY(!history.runnerPid);
    QVERIFY(history.entries.empty());
}

void MigrationHistoryTest::sessionsThatMakeTheTableAtOnceDoNoHarm()
{
    for (int round = 0; round < 5; ++round) {
        init();
        std::vector<Connection> sessions;
        for (int number = 0; number < 4; ++number)
            sessions.push_back(open());
        std::vector<std::future<Result<void>>> made;
        for (auto &session : sessions)
            made.push_back(
                std::async(std::launch::async, [&session] { return createHistory(session, soon()); }));
        for (auto &one : made) {
            const auto result = one.get();
            QVERIFY2(result, result ? "" : qPrintable(result.error().message + result.error().sqlState));
        }
        QVERIFY(read().exists);
    }
}

void MigrationHistoryTest::whatARunnerWritesIsReadBack()
{
    auto connection = open();
    QVERIFY(createHistory(connection, soon()));
    HistoryEntry entry;
    entry.version = u"002"_s;
    entry.name = u"it's \\ a $1 name"_s;
    entry.upChecksum = "ab";
    entry.appliedBy = u"alice@db-host"_s;
    entry.seconds = 1.5;
    entry.walBytes = 8192;
    entry.statements = entry.statementsDone = 3;
    for (const char *setting : {"on", "off"}) { // a script may have set either
        QVERIFY(connection.executeSimple(u"SET standard_conforming_strings = %1; %2"_s.arg(
                                             QLatin1StringView(setting), appliedStatement(entry)),
                                         soon()));
        auto found = read().entries;
        QCOMPARE(found.size(), 1U);
        QVERIFY(found.front().appliedAtMs > 1'700'000'000'000);
        QCOMPARE(found.front().appliedBy, u"alice@db-host (postgres)"_s);
        found.front().appliedAtMs = 0;
        found.front().appliedBy = entry.appliedBy;
        QVERIFY(found.front() == entry);
    }
    entry.version = u"1"_s;
    entry.state = HistoryEntry::State::Baseline;
    QVERIFY(connection.executeSimple(appliedStatement(entry), soon()));
    QCOMPARE(rows(), QStringList({u"1 applied it's \\ a $1 name"_s, u"002 applied it's \\ a $1 name"_s}));
}

void MigrationHistoryTest::walAndTimeAreMeasuredByTheServer()
{
    auto connection = open();
    QVERIFY(createHistory(connection, soon()));
    const auto before = connection.execute(u"SELECT pg_current_wal_insert_lsn()"_s, {}, soon());
    const auto start = Lsn::parse(before->bytes(0, 0));
    HistoryEntry entry;
    entry.version = u"1"_s;
    const auto statement = appliedStatement(entry, start);
    QVERIFY(connection.executeSimple(
        u"BEGIN; CREATE TABLE big AS SELECT g FROM generate_series(1, 10000) g; SELECT pg_sleep(0.05);"_s,
        soon()));
    const auto answer = connection.executeSimple(statement, soon());
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QVERIFY(answer->real(0, answer->column("seconds")).value_or(0) >= 0.05);
    QVERIFY(answer->integer(0, answer->column("wal_bytes")).value_or(0) > 100'000);
    const auto after = Lsn::parse(answer->bytes(0, answer->column("lsn")));
    QVERIFY(after && *after > *start);
    QVERIFY(connection.executeSimple(u"DROP TABLE big; COMMIT"_s, soon()));
    QVERIFY(read().entries.front().walBytes > 100'000);
    QVERIFY(read().entries.front().seconds >= 0.05);
}

void MigrationHistoryTest::aRolledBackMigrationKeepsItsRow()
{
    auto connection = open();
    QVERIFY(createHistory(connection, soon()));
    HistoryEntry entry;
    entry.version = u"1"_s;
    entry.appliedBy = u"alice@a"_s;
    QVERIFY(connection.executeSimple(appliedStatement(entry), soon()));
    const auto answer = connection.executeSimple(rolledBackStatement(u"1"_s, u"bob@b"_s), soon());
    QVERIFY(answer && Lsn::parse(answer->bytes(0, answer->column("lsn"))));
    auto row = read().entries.front();
    QVERIFY(row.state == HistoryEntry::State::RolledBack);
    QCOMPARE(row.appliedBy, u"alice@a (postgres)"_s);
    QCOMPARE(row.rolledBackBy, u"bob@b (postgres)"_s);
    QVERIFY(row.rolledBackAtMs >= row.appliedAtMs);
    QVERIFY(connection.executeSimple(appliedStatement(entry), soon()));
    row = read().entries.front();
    QVERIFY(row.state == HistoryEntry::State::Applied);
    QCOMPARE(row.rolledBackAtMs, 0);
    QCOMPARE(row.rolledBackBy, QString());
}

void MigrationHistoryTest::anInterruptedMigrationIsSeenWithItsStatement()
{
    auto connection = open();
    QVERIFY(createHistory(connection, soon()));
    HistoryEntry entry;
    entry.version = u"1"_s;
    entry.upChecksum = "ab";
    entry.downChecksum = "cd";
    entry.state = HistoryEntry::State::Applying;
    entry.statements = 3;
    QVERIFY(connection.executeSimple(beginStatement(entry), soon()));
    QVERIFY(connection.executeSimple(statementDoneStatement(u"1"_s, 2), soon()));
    auto row = read().entries.front();
    QVERIFY(row.state == HistoryEntry::State::Applying);
    QCOMPARE(row.statementsDone, 2);
    QCOMPARE(row.statements, 3);
    QVERIFY(connection.executeSimple(appliedStatement(entry), soon()));
    QCOMPARE(read().entries.front().statementsDone, 3);
    HistoryEntry back;
    back.version = u"1"_s;
    back.state = HistoryEntry::State::RollingBack;
    back.statements = 2;
    QVERIFY(connection.executeSimple(beginStatement(back), soon()));
    row = read().entries.front();
    QVERIFY(row.state == HistoryEntry::State::RollingBack);
    QCOMPARE(row.statements, 2);
    QCOMPARE(row.upChecksum, QByteArray("ab")); // what was applied is still known
    QCOMPARE(row.downChecksum, QByteArray("cd"));
}

void MigrationHistoryTest::aRunnerAtWorkIsSeenByOthersAndNotByItself()
{
    auto runner = open();
    const auto locked =
        runner.execute(u"SELECT pg_try_advisory_lock($1)"_s, {QString::number(migrationLockKey)}, soon());
    QVERIFY(locked && locked->boolean(0, 0) == true);
    QCOMPARE(read().runnerPid, std::optional(runner.backendPid()));
    QVERIFY(!readHistory(runner, soon())->runnerPid);
    QVERIFY(runner.executeSimple(u"SELECT pg_advisory_unlock_all()"_s, soon()));
    QVERIFY(!read().runnerPid);
    // Other locks of the same number are not it: of two integers, of another database.
    QVERIFY(runner.executeSimple(u"SELECT pg_advisory_lock(0, %1)"_s.arg(migrationLockKey), soon()));
    QVERIFY(!read().runnerPid);
}

void MigrationHistoryTest::theHistoryIsReadOnAReplica()
{
    auto connection = open();
    QVERIFY(createHistory(connection, soon()));
    HistoryEntry entry;
    entry.version = u"1"_s;
    QVERIFY(connection.executeSimple(appliedStatement(entry), soon()));
    QTRY_VERIFY_WITH_TIMEOUT(read(u"replica1"_s).entries.size() == 1, 30000);
    QVERIFY(read(u"replica1"_s).entries == read().entries);
}

void MigrationHistoryTest::aMissingRightIsToldWithItsGrant()
{
    const auto password = m_sandbox->endpoint(u"primary"_s).password.reveal();
    run(u"DO $$ BEGIN CREATE ROLE \"Guest\" LOGIN PASSWORD '%1'; EXCEPTION WHEN duplicate_object THEN END $$"_s
            .arg(password));
    auto guest = open(u"primary"_s, u"Guest"_s);
    QVERIFY(!readHistory(guest, soon())->exists); // nothing there, nothing refused
    const auto made = createHistory(guest, soon());
    QVERIFY(!made && made.error().kind == ErrorKind::PermissionDenied);
    QCOMPARE(made.error().hint, u"As the owner: GRANT CREATE ON DATABASE pulse_db TO \"Guest\";"_s);
    auto owner = open();
    QVERIFY(createHistory(owner, soon()));
    const auto refused = readHistory(guest, soon());
    QVERIFY(!refused && refused.error().kind == ErrorKind::PermissionDenied);
    QVERIFY(refused.error().hint.contains(u"GRANT USAGE ON SCHEMA seawall TO \"Guest\""_s));
    run(QString(refused.error().hint).remove(u"As the owner: "_s));
    QVERIFY(readHistory(guest, soon()));
    const auto baseline = baselineHistory(guest, folder({u"1_a.up.sql"_s}), u"1"_s, u"guest"_s, soon());
    QVERIFY(!baseline && baseline.error().kind == ErrorKind::PermissionDenied);
    run(QString(baseline.error().hint).remove(u"As the owner: "_s));
    QVERIFY(baselineHistory(guest, folder({u"1_a.up.sql"_s}), u"1"_s, u"guest"_s, soon()));
}

void MigrationHistoryTest::aReplicaTakesNoChanges()
{
    auto owner = open();
    QVERIFY(createHistory(owner, soon()));
    QTRY_VERIFY_WITH_TIMEOUT(read(u"replica1"_s).exists, 30000);
    auto replica = open(u"replica1"_s);
    const auto done = baselineHistory(replica, folder({u"1_a.up.sql"_s}), u"1"_s, u"a"_s, soon());
    QVERIFY(!done);
    QCOMPARE(done.error().hint, u"Give the primary."_s);
}

void MigrationHistoryTest::golangMigratesTableIsAdopted()
{
    run(u"CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);"
        "INSERT INTO schema_migrations VALUES (2, false)"_s);
    const auto files = folder({u"001_a.up.sql"_s, u"002_b.up.sql"_s, u"002_b.down.sql"_s, u"003_c.up.sql"_s});
    auto connection = open();
    const auto adopted = adoptHistory(connection, files, u"alice@a"_s, soon());
    QCOMPARE(adopted.value_or(-1), 2);
    QCOMPARE(rows(), QStringList({u"001 applied a"_s, u"002 applied b"_s}));
    const auto history = read();
    QCOMPARE(history.entries[1].upChecksum, files.migrations[1].up.checksum);
    QCOMPARE(history.entries[1].downChecksum, files.migrations[1].down->checksum);
    QCOMPARE(history.entries[0].appliedBy, u"alice@a (postgres)"_s);
    QCOMPARE(stepsFor(files, statusOf(files, history), {}).value().size(), 1U);
}

void MigrationHistoryTest::aDirtyGolangMigrateIsRefused()
{
    run(u"CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);"
        "INSERT INTO schema_migrations VALUES (2, true)"_s);
    auto connection = open();
    const auto adopted = adoptHistory(connection, folder({u"1_a.up.sql"_s}), u"a"_s, soon());
    QVERIFY(!adopted && adopted.error().kind == ErrorKind::InvalidInput);
    QVERIFY(adopted.error().hint.contains(u"migrate force 2"_s));
    QVERIFY(!read().exists);
}

void MigrationHistoryTest::dbmatesTableIsAdopted()
{
    run(u"CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY);"
        "INSERT INTO schema_migrations VALUES ('20260101000000'), ('20260103000000'), ('20250101000000')"_s);
    const auto files =
        folder({u"20260101000000_a.sql"_s, u"20260102000000_b.sql"_s, u"20260103000000_c.sql"_s});
    auto connection = open();
    QCOMPARE(adoptHistory(connection, files, u"alice@a"_s, soon()).value_or(-1), 3);
    QStringList told;
    for (const auto &status : statusOf(files, read()))
        told << status.version().left(8) + u' ' + toString(status.state);
    QCOMPARE(told, QStringList({u"20250101 missing"_s, u"20260101 applied"_s, u"20260102 out of order"_s,
                                u"20260103 applied"_s}));
}

void MigrationHistoryTest::flywaysTableIsAdopted()
{
    run(u"CREATE TABLE flyway_schema_history (installed_rank integer PRIMARY KEY, version varchar(50),"
        " description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL,"
        " checksum integer, installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL DEFAULT "
        "now(),"
        " execution_time integer NOT NULL, success boolean NOT NULL);"
        "INSERT INTO flyway_schema_history VALUES"
        " (0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '\"public\"', NULL, 'f', now(), 0, true),"
        " (1, '1', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', NULL, 'f', now(), 0, true),"
        " (2, '1.9', 'a b', 'SQL', 'V1_9__a_b.sql', -5, 'frida', '2020-01-02 03:04:05', 1500, true),"
        " (3, '1.10', 'c', 'SQL', 'V1_10__c.sql', 7, 'frida', now(), 20, true),"
        " (4, '1.10', 'c', 'UNDO_SQL', 'U1_10__c.sql', 7, 'frida', now(), 20, true),"
        " (5, NULL, 'views', 'SQL', 'sub/R__views.sql', 7, 'frida', now(), 20, true)"_s);
    const auto files = folder({u"V1__first.sql"_s, u"V1_9__a_b.sql"_s, u"V1_10__c.sql"_s, u"R__views.sql"_s});
    auto connection = open();
    const auto adopted = adoptHistory(connection, files, u"alice@a"_s, soon());
    QVERIFY2(adopted, adopted ? "" : qPrintable(adopted.error().message));
    QCOMPARE(*adopted, 3);
    QCOMPARE(rows(), QStringList({u"1 baseline first"_s, u"1.9 applied a_b"_s, u"R__views applied views"_s}));
    const auto entry = read().entries[1];
    QCOMPARE(entry.appliedBy, u"frida"_s);
    QCOMPARE(entry.seconds, 1.5);
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(entry.appliedAtMs).toUTC().date().year(), 2020);
    const auto steps = stepsFor(files, statusOf(files, read()), {});
    QVERIFY2(steps, steps ? "" : qPrintable(steps.error().message));
    QCOMPARE(steps->size(), 1U);
    QCOMPARE(steps->front().migration.version, u"1.10"_s);
}

void MigrationHistoryTest::aFailedFlywayMigrationIsRefused()
{
    run(u"CREATE TABLE flyway_schema_history (installed_rank integer PRIMARY KEY, version varchar(50),"
        " description varchar(200), type varchar(20), script varchar(1000), checksum integer,"
        " installed_by varchar(100), installed_on timestamp, execution_time integer, success boolean);"
        "INSERT INTO flyway_schema_history VALUES"
        " (1, '1', 'a', 'SQL', 'V1__a.sql', 5, 'f', now(), 1, false)"_s);
    auto connection = open();
    const auto adopted = adoptHistory(connection, folder({u"V1__a.sql"_s}), u"a"_s, soon());
    QVERIFY(!adopted && adopted.error().hint.contains(u"flyway repair"_s));
}

void MigrationHistoryTest::theTableOfTheFoldersFormatIsTaken()
{
    run(u"CREATE SCHEMA IF NOT EXISTS other;"
        "CREATE TABLE schema_migrations (version varchar PRIMARY KEY);"
        "INSERT INTO schema_migrations VALUES ('1');"
        "CREATE TABLE other.schema_migrations (version bigint PRIMARY KEY, dirty boolean);"
        "INSERT INTO other.schema_migrations VALUES (2, false)"_s);
    const auto files = folder({u"1_a.up.sql"_s, u"2_b.up.sql"_s});
    auto connection = open();
    QCOMPARE(adoptHistory(connection, files, u"a"_s, soon()).value_or(-1), 2);
    run(u"DROP SCHEMA other CASCADE"_s);
}

void MigrationHistoryTest::nothingToAdoptIsToldSo()
{
    auto connection = open();
    const auto adopted = adoptHistory(connection, folder({u"1_a.up.sql"_s}), u"a"_s, soon());
    QVERIFY(!adopted && adopted.error().kind == ErrorKind::InvalidInput);
    QVERIFY(adopted.error().hint.contains(u"--baseline"_s));
}

void MigrationHistoryTest::adoptingTwiceChangesNothing()
{
    run(u"CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);"
        "INSERT INTO schema_migrations VALUES (1, false)"_s);
    const auto files = folder({u"1_a.up.sql"_s});
    auto connection = open();
    QCOMPARE(adoptHistory(connection, files, u"a"_s, soon()).value_or(-1), 1);
    const auto before = read().entries;
    QCOMPARE(adoptHistory(connection, files, u"b"_s, soon()).value_or(-1), 0);
    QVERIFY(read().entries == before);
    run(u"UPDATE seawall.migration_history SET state = 'rolled back'"_s);
    QCOMPARE(adoptHistory(connection, files, u"b"_s, soon()).value_or(-1), 0);
    QVERIFY(read().entries.at(0).state == HistoryEntry::State::RolledBack);
}

void MigrationHistoryTest::aBaselineTakesAllUpToItAsApplied()
{
    const auto files = folder({u"001_a.up.sql"_s, u"002_b.up.sql"_s, u"003_c.up.sql"_s});
    auto connection = open();
    QCOMPARE(baselineHistory(connection, files, u"2"_s, u"alice@a"_s, soon()).value_or(-1), 2);
    QCOMPARE(rows(), QStringList({u"001 baseline a"_s, u"002 baseline b"_s}));
    const auto unknown = baselineHistory(connection, files, u"9"_s, u"a"_s, soon());
    QVERIFY(!unknown && unknown.error().kind == ErrorKind::InvalidInput);
}

void MigrationHistoryTest::aBaselineLeavesWhatIsAppliedAlone()
{
    const auto files = folder({u"001_a.up.sql"_s, u"002_b.up.sql"_s, u"003_c.up.sql"_s});
    auto connection = open();
    QVERIFY(createHistory(connection, soon()));
    HistoryEntry entry;
    entry.version = u"1"_s;
    entry.name = u"own"_s;
    QVERIFY(connection.executeSimple(appliedStatement(entry), soon()));
    entry.version = u"2"_s;
    QVERIFY(connection.executeSimple(appliedStatement(entry), soon()));
    QVERIFY(connection.executeSimple(rolledBackStatement(u"2"_s, u"b"_s), soon()));
    QCOMPARE(baselineHistory(connection, files, u"003"_s, u"a"_s, soon()).value_or(-1), 2);
    QCOMPARE(rows(), QStringList({u"1 applied own"_s, u"2 baseline b"_s, u"003 baseline c"_s}));
}

void MigrationHistoryTest::repairTakesTheFilesAsTheyAre()
{
    const auto files = folder({u"001_a.up.sql"_s, u"001_a.down.sql"_s, u"002_b.up.sql"_s});
    auto connection = open();
    QVERIFY(createHistory(connection, soon()));
    HistoryEntry entry;
    for (const auto *version : {"1", "2", "3"}) {
        entry.version = QString::fromLatin1(version);
        entry.name = u"old"_s;
        entry.upChecksum = "before";
        QVERIFY(connection.executeSimple(appliedStatement(entry), soon()));
    }
    QCOMPARE(repairHistory(connection, files, PartlyMark::Leave, u"bob@b"_s, soon()).value_or(-1), 3);
    QCOMPARE(rows(), QStringList({u"1 applied a"_s, u"2 applied b"_s, u"3 rolled back old"_s}));
    QCOMPARE(read().entries[2].rolledBackBy, u"bob@b (postgres)"_s);
    QCOMPARE(read().entries[0].downChecksum, files.migrations[0].down->checksum);
    QVERIFY(stepsFor(files, statusOf(files, read()), {}));
    QCOMPARE(repairHistory(connection, files, PartlyMark::Leave, u"bob@b"_s, soon()).value_or(-1), 0);
}

void MigrationHistoryTest::repairRefusesAFolderWithoutMigrations()
{
    const QTemporaryDir empty;
    const auto files = readMigrations(empty.path());
    QVERIFY(files);
    auto connection = open();
    QVERIFY(createHistory(connection, soon()));
    HistoryEntry entry;
    entry.version = u"1"_s;
    QVERIFY(connection.executeSimple(appliedStatement(entry), soon()));
    const auto repaired = repairHistory(connection, *files, PartlyMark::Leave, u"bob@b"_s, soon());
    QVERIFY(!repaired);
    QCOMPARE(repaired.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(rows(), QStringList({u"1 applied "_s}));
}

void MigrationHistoryTest::repairMarksWhatStoppedInTheMidst_data()
{
    QTest::addColumn<int>("mark");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("leave") << int(PartlyMark::Leave)
                           << QStringList({u"1 applying a"_s, u"2 rolling back b"_s});
    QTest::newRow("applied") << int(PartlyMark::Applied) << QStringList({u"1 applied a"_s, u"2 applied b"_s});
    QTest::newRow("not applied") << int(PartlyMark::NotApplied)
                                 << QStringList({u"1 rolled back a"_s, u"2 rolled back b"_s});
}

void MigrationHistoryTest::repairMarksWhatStoppedInTheMidst()
{
    QFETCH(int, mark);
    const auto files = folder({u"001_a.up.sql"_s, u"002_b.up.sql"_s});
    auto connection = open();
    QVERIFY(createHistory(connection, soon()));
    HistoryEntry entry;
    entry.version = u"1"_s;
    entry.name = u"a"_s;
    entry.upChecksum = files.migrations[0].up.checksum;
    entry.state = HistoryEntry::State::Applying;
    entry.statements = 3;
    QVERIFY(connection.executeSimple(beginStatement(entry), soon()));
    entry.version = u"2"_s;
    entry.name = u"b"_s;
    QVERIFY(connection.executeSimple(appliedStatement(entry), soon()));
    entry.state = HistoryEntry::State::RollingBack;
    QVERIFY(connection.executeSimple(beginStatement(entry), soon()));
    QVERIFY(repairHistory(connection, files, static_cast<PartlyMark>(mark), u"a"_s, soon()));
    QFETCH(QStringList, rows);
    QCOMPARE(this->rows(), rows);
}

void MigrationHistoryTest::nothingIsChangedWhileARunnerIsAtWork()
{
    auto runner = open();
    QVERIFY(
        runner.execute(u"SELECT pg_try_advisory_lock($1)"_s, {QString::number(migrationLockKey)}, soon()));
    auto connection = open();
    const auto files = folder({u"1_a.up.sql"_s});
    const auto baseline = baselineHistory(connection, files, u"1"_s, u"a"_s, soon());
    QVERIFY(!baseline && baseline.error().kind == ErrorKind::ServerNotReady);
    QVERIFY(baseline.error().message.contains(QString::number(runner.backendPid())));
    const auto repair = repairHistory(connection, files, PartlyMark::Leave, u"a"_s, soon());
    QVERIFY(!repair && repair.error().kind == ErrorKind::ServerNotReady);
    QVERIFY(read().entries.empty());
    QVERIFY(runner.executeSimple(u"SELECT pg_advisory_unlock_all()"_s, soon()));
    QVERIFY(baselineHistory(connection, files, u"1"_s, u"a"_s, soon())); // and the session is fit for use
}

QTEST_GUILESS_MAIN(MigrationHistoryTest)
#include "tst_migrationhistory.moc"
