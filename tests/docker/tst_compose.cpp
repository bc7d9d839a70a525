// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Starts docker-compose.db.yml for real. The image is a stand-in made from this machine's PostgreSQL, or, to
// test with the official one, what SEAWALL_TEST_IMAGE says (such as postgres:15).
#include "tests/docker/composestack.h"

#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using Node = ComposeStack::Node;

// Not QTRY_…: its limit leaves out the time that the condition itself takes, which here is most of it.
constexpr int patience = 60'000; // ms
#define COMES_TRUE(condition) QVERIFY(QTest::qWaitFor([&] { return condition; }, patience))
#define BECOMES(expression, expected)                                                                        \
    do {                                                                                                     \
        (void)QTest::qWaitFor([&] { return (expression) == QString(expected); }, patience);                  \
        QCOMPARE(expression, QString(expected));                                                             \
    } while (false)
#define SUCCEEDS(run)                                                                                        \
    do {                                                                                                     \
        const Outcome outcome = (run);                                                                       \
        QVERIFY2(outcome.ok(), qPrintable(outcome.text()));                                                  \
    } while (false)

/// All on one stack, which initTestCase() starts: each function finds two servers that stream, and leaves
/// them so, except the last.
class ComposeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase() { m_stack.reset(); }

    void bothServersBecomeHealthy();
    void whatThePrimaryWritesIsReadOnTheReplica();
    void theReplicaRefusesWrites();
    void theSettingsOfTheChecklistAreInForce();
    void aWrongPasswordIsRefusedByBoth();
    void thePasswordsAreInNoLogAndNoDataFile();
    void bothServersGoOnAfterARestart();
    void aReplicaThatWasAwayCatchesUp();
    void aCrashedServerComesBackByItself();
    void aStoppedPrimaryStaysStoppedWhileTheReplicaServesReads();
    void anInterruptedBaseBackupIsTakenAnew();
    void aPromotedReplicaStaysAPrimaryAfterARestart();

private:
    QString query(Node node, const QString &statement) const { return m_stack->query(node, statement); }
    bool streams() const;
    void checkWriteAndRead(const QString &name);

    std::unique_ptr<ComposeStack> m_stack;
};

bool ComposeTest::streams() const
{
    return query(Node::Primary, u"SELECT application_name || ' ' || state FROM pg_stat_replication"_s) ==
               u"pulse_replica streaming"_s &&
           query(Node::Replica, u"SELECT status FROM pg_stat_wal_receiver"_s) == u"streaming"_s;
}

void ComposeTest::checkWriteAndRead(const QString &name)
{
    SUCCEEDS(m_stack->psql(Node::Primary, u"INSERT INTO clients (name) VALUES ('%1')"_s.arg(name)));
    BECOMES(query(Node::Replica, u"SELECT count(*) FROM clients WHERE name = '%1'"_s.arg(name)), u"1"_s);
}

void ComposeTest::initTestCase()
{
    const bool inCi = qEnvironmentVariable("CI") == u"true"_s;
    const auto engine = runProgram(QStringLiteral(SEAWALL_SOURCE_DIR "/scripts/docker-engine"),
                                   inCi ? QStringList{} : QStringList{u"--no-install"_s},
                                   QProcessEnvironment::systemEnvironment(), 400);
    if (!engine.ok()) {
        const auto reason = u"docker cannot be used here: "_s + engine.errors.section(u'\n', -1);
        if (inCi)
            QFAIL(qPrintable(reason));
        QSKIP(qPrintable(reason));
    }
    auto image = qEnvironmentVariable("SEAWALL_TEST_IMAGE");
    if (image.isEmpty()) {
        const auto standin =
            runProgram(QStringLiteral(SEAWALL_SOURCE_DIR "/tests/docker/standin-image.sh"), {});
        QVERIFY2(standin.ok(), qPrintable(standin.text()));
        image = standin.output;
    }
    m_stack = std::make_unique<ComposeStack>(image);
    m_stack->removeAbandoned();
    SUCCEEDS(m_stack->compose({u"up"_s, u"-d"_s}));
    COMES_TRUE(streams());
    SUCCEEDS(m_stack->psql(Node::Primary, u"CREATE TABLE clients (name text NOT NULL)"_s));
}

void ComposeTest::cleanup()
{
    if (!m_stack || !QTest::currentTestFailed())
        return;
    for (const auto node : {Node::Primary, Node::Replica})
        qInfo().noquote() << m_stack->container(node) << "says:\n" << m_stack->log(node).right(4000);
}

void ComposeTest::bothServersBecomeHealthy()
{
    QCOMPARE(query(Node::Replica, u"SELECT pg_is_in_recovery()"_s), u"t"_s);
    BECOMES(m_stack->health(Node::Primary), u"healthy"_s);
    BECOMES(m_stack->health(Node::Replica), u"healthy"_s);
}

void ComposeTest::whatThePrimaryWritesIsReadOnTheReplica()
{
    checkWriteAndRead(u"WEX"_s);
}

void ComposeTest::theReplicaRefusesWrites()
{
    const auto outcome = m_stack->psql(Node::Replica, u"INSERT INTO clients VALUES ('nobody')"_s);
    QVERIFY(!outcome.ok());
    QVERIFY2(outcome.errors.contains(u"read-only transaction"_s), qPrintable(outcome.errors));
}

void ComposeTest::theSettingsOfTheChecklistAreInForce()
{
    const auto statement =
        u"SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE name IN"
        " ('wal_level', 'max_replication_slots', 'max_connections', 'wal_log_hints',"
        "  'data_checksums', 'password_encryption')"_s;
    const auto expected = u"data_checksums=on max_connections=100 max_replication_slots=3 "
                          "password_encryption=scram-sha-256 wal_level=replica wal_log_hints=on"_s;
    QCOMPARE(query(Node::Primary, statement), expected);
    QCOMPARE(query(Node::Replica, statement), expected);
    QCOMPARE(query(Node::Primary, u"SELECT slot_name, slot_type, active FROM pg_replication_slots"_s),
             u"pulse_replica|physical|t"_s);
    QCOMPARE(query(Node::Primary, u"SELECT rolsuper, rolreplication, rolpassword LIKE 'SCRAM-SHA-256$%'"
                                  " FROM pg_authid WHERE rolname = 'replicator'"_s),
             u"f|t|t"_s);
}

void ComposeTest::aWrongPasswordIsRefusedByBoth()
{
    for (const auto node : {Node::Primary, Node::Replica}) {
        const auto outcome = m_stack->psql(node, u"SELECT 1"_s, u"not the password"_s);
        QVERIFY(!outcome.ok());
        QVERIFY2(outcome.errors.contains(u"password authentication failed"_s), qPrintable(outcome.errors));
    }
    const auto socket = m_stack->docker({u"exec"_s, m_stack->container(Node::Primary), u"psql"_s, u"-U"_s,
                                         u"postgres"_s, u"--no-password"_s, u"-c"_s, u"SELECT 1"_s});
    QVERIFY2(!socket.ok(), "the socket inside the container lets in without a password");
}

void ComposeTest::thePasswordsAreInNoLogAndNoDataFile()
{
    const auto settings = m_stack->docker({u"exec"_s, m_stack->container(Node::Replica), u"cat"_s,
                                           u"/var/lib/postgresql/data/pgdata/postgresql.auto.conf"_s});
    QVERIFY2(settings.output.contains(u"primary_slot_name = 'pulse_replica'"_s), qPrintable(settings.text()));
    for (const auto &secret : m_stack->secrets()) {
        QVERIFY(!settings.output.contains(secret));
        for (const auto node : {Node::Primary, Node::Replica})
            QVERIFY(!m_stack->log(node).contains(secret));
    }
}

void ComposeTest::bothServersGoOnAfterARestart()
{
    SUCCEEDS(m_stack->compose({u"restart"_s}));
    COMES_TRUE(streams());
    checkWriteAndRead(u"after the restart"_s);
    QCOMPARE(m_stack->log(Node::Replica).count(u"replica: base backup complete"_s), 1);

    // New containers on the old volumes, as after a change of the compose file.
    SUCCEEDS(m_stack->compose({u"down"_s}));
    SUCCEEDS(m_stack->compose({u"up"_s, u"-d"_s}));
    COMES_TRUE(streams());
    checkWriteAndRead(u"after down and up"_s);
    QCOMPARE(query(Node::Primary, u"SELECT count(*) FROM clients WHERE name = 'after the restart'"_s),
             u"1"_s);
    QVERIFY(m_stack->log(Node::Replica).contains(u"replica: resuming as a replica"_s));
}

void ComposeTest::aReplicaThatWasAwayCatchesUp()
{
    SUCCEEDS(m_stack->compose({u"stop"_s, ComposeStack::service(Node::Replica)}));
    SUCCEEDS(m_stack->psql(Node::Primary,
                           u"INSERT INTO clients SELECT 'away ' || n FROM generate_series(1, 5000) n"_s));
    // Whole segments of WAL, which without the slot the primary would throw away.
    for (int i = 0; i < 3; ++i)
        SUCCEEDS(m_stack->psql(Node::Primary,
                               u"SELECT pg_switch_wal(), pg_logical_emit_message(true, 'x', 'y')"_s));
    SUCCEEDS(m_stack->psql(Node::Primary, u"CHECKPOINT"_s));
    SUCCEEDS(m_stack->compose({u"start"_s, ComposeStack::service(Node::Replica)}));
    BECOMES(query(Node::Replica, u"SELECT count(*) FROM clients WHERE name LIKE 'away %'"_s), u"5000"_s);
    COMES_TRUE(streams());
}

void ComposeTest::aCrashedServerComesBackByItself()
{
    for (const auto node : {Node::Replica, Node::Primary}) {
        const auto since = query(node, u"SELECT pg_postmaster_start_time()"_s);
        // SIGQUIT: an end without a checkpoint, as after a crash, and not one that the engine was asked for.
        m_stack->docker({u"exec"_s, m_stack->container(node), u"gosu"_s, u"postgres"_s, u"pg_ctl"_s,
                         u"stop"_s, u"--mode=immediate"_s, u"--no-wait"_s});
        COMES_TRUE(streams() && query(node, u"SELECT pg_postmaster_start_time()"_s) != since);
    }
    checkWriteAndRead(u"after the crashes"_s);
}

void ComposeTest::aStoppedPrimaryStaysStoppedWhileTheReplicaServesReads()
{
    const auto primary = m_stack->container(Node::Primary);
    checkWriteAndRead(u"before the stop"_s);
    for (const auto &how : {u"stop"_s, u"kill"_s}) {
        SUCCEEDS(m_stack->docker({how, primary}));
        QCOMPARE(query(Node::Replica, u"SELECT count(*) FROM clients WHERE name = 'before the stop'"_s),
                 u"1"_s);
        // Neither a restart of the replica nor `up` of it may bring the old primary back.
        SUCCEEDS(m_stack->docker({u"restart"_s, m_stack->container(Node::Replica)}));
        SUCCEEDS(m_stack->compose({u"up"_s, u"-d"_s, ComposeStack::service(Node::Replica)}));
        BECOMES(query(Node::Replica, u"SELECT count(*) FROM clients WHERE name = 'before the stop'"_s),
                u"1"_s);
        QCOMPARE(m_stack->state(Node::Primary), u"exited"_s);

        SUCCEEDS(m_stack->docker({u"start"_s, primary}));
        COMES_TRUE(streams());
        checkWriteAndRead(u"after docker "_s + how);
    }
}

void ComposeTest::anInterruptedBaseBackupIsTakenAnew()
{
    const auto replica = ComposeStack::service(Node::Replica);
    SUCCEEDS(m_stack->compose({u"rm"_s, u"-s"_s, u"-f"_s, replica}));
    SUCCEEDS(m_stack->docker({u"volume"_s, u"rm"_s, m_stack->replicaVolumeName()}));
    m_stack->configure(u"1M"_s);
    SUCCEEDS(m_stack->compose({u"up"_s, u"-d"_s, replica}));
    const auto progress =
        u"SELECT count(*) FROM pg_stat_progress_basebackup WHERE backup_streamed > 2000000"_s;
    COMES_TRUE(query(Node::Primary, progress) == u"1"_s);
    SUCCEEDS(m_stack->docker({u"kill"_s, m_stack->container(Node::Replica)}));
    QCOMPARE(m_stack->replicaVolume(), QStringList{u"pgdata.partial"_s});

    m_stack->configure();
    SUCCEEDS(m_stack->compose({u"up"_s, u"-d"_s, replica}));
    COMES_TRUE(streams());
    QCOMPARE(m_stack->replicaVolume(), QStringList{u"pgdata"_s});
    checkWriteAndRead(u"after the second backup"_s);
}

void ComposeTest::aPromotedReplicaStaysAPrimaryAfterARestart()
{
    SUCCEEDS(m_stack->docker({u"stop"_s, m_stack->container(Node::Primary)}));
    SUCCEEDS(m_stack->psql(Node::Replica, u"SELECT pg_promote()"_s));
    SUCCEEDS(m_stack->psql(Node::Replica, u"INSERT INTO clients VALUES ('written after the promotion')"_s));
    SUCCEEDS(m_stack->docker({u"restart"_s, m_stack->container(Node::Replica)}));
    BECOMES(query(Node::Replica, u"SELECT pg_is_in_recovery()"_s), u"f"_s);
    BECOMES(
        query(Node::Replica, u"SELECT count(*) FROM clients WHERE name = 'written after the promotion'"_s),
        u"1"_s);
    QVERIFY(m_stack->log(Node::Replica).contains(u"replica: this server was promoted"_s));
    QCOMPARE(m_stack->state(Node::Primary), u"exited"_s);
}

QTEST_GUILESS_MAIN(ComposeTest)
#include "tst_compose.moc"
