// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

#include <QJsonArray>
#include <QStandardPaths>
#include <QTest>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The script that docs/deployment.md has people run, and what each of its roles can do then.
class TestRoles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theScriptCanBeRunAgain();
    void theScriptAsksForTheDatabase();
    void theWatcherSeesEveryFigure();
    void theWatcherIsToldWhetherAFailoverCouldBeDone();
    void theWatcherWritesNothing();
    void theWatcherEndsNoSession();
    void theOperatorEndsASession();
    void theOwnerMigrates();

private:
    Ended script(const QStringList &variables) const;
    db::Result<db::Connection> session(const QString &role, bool readOnly = false) const;
    QString connection(const QString &role, const QString &node) const;
    void executed(db::Connection &connection, const QString &sql) const;
    mutable SandboxFixture m_sandbox;
};

/// As the superuser, by psql.
Ended TestRoles::script(const QStringList &variables) const
{
    const auto primary = m_sandbox->endpoint(u"primary"_s);
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PGPASSWORD"_s, primary.password.reveal());
    QProcess psql;
    psql.setProcessEnvironment(environment);
    psql.start(u"psql"_s,
               QStringList{u"-X"_s, u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(primary.port()),
                           u"-U"_s, primary.parameter(u"user"_s), u"-d"_s, u"pulse_db"_s} +
                   variables +
                   QStringList{u"-f"_s, QStringLiteral(SEAWALL_SOURCE_DIR "/resources/roles.sql")});
    psql.waitForFinished(30000);
    return {psql.exitCode(), psql.readAllStandardOutput(), psql.readAllStandardError()};
}

db::Result<db::Connection> TestRoles::session(const QString &role, bool readOnly) const
{
    auto endpoint = m_sandbox->endpoint(u"primary"_s);
    if (!role.isEmpty()) {
        endpoint.parameters[u"user"_s] = role;
        endpoint.password = db::Secret(u"for-"_s + role);
    }
    return db::Connection::open(endpoint, {.readOnly = readOnly}, db::Deadline::in(10s));
}

QString TestRoles::connection(const QString &role, const QString &node) const
{
    return u"host=127.0.0.1 port=%1 dbname=pulse_db user=%2 password=for-%2"_s.arg(
        QString::number(m_sandbox->endpoint(node).port()), role);
}

void TestRoles::executed(db::Connection &connection, const QString &sql) const
{
    const auto done = connection.execute(sql, {}, db::Deadline::in(10s));
    QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
}

void TestRoles::initTestCase()
{
    if (QStandardPaths::findExecutable(u"psql"_s).isEmpty() && !qEnvironmentVariableIsSet("SEAWALL_CI"))
        QSKIP("psql is not installed");
    START_SANDBOX(m_sandbox, 1);
    auto superuser = session({});
    QVERIFY(superuser);
    executed(*superuser, u"CREATE ROLE app LOGIN PASSWORD 'for-app'"_s);
    const auto ran = script({u"-v"_s, u"database=pulse_db"_s, u"-v"_s, u"owner=app"_s});
    QVERIFY2(ran.code == 0, toldBy(ran));
    for (const auto &role : {u"seawall_watch"_s, u"seawall_operate"_s})
        executed(*superuser, u"ALTER ROLE %1 PASSWORD 'for-%1'"_s.arg(role));
}

void TestRoles::theScriptCanBeRunAgain()
{
    const auto ran = script({u"-v"_s, u"database=pulse_db"_s});
    QVERIFY2(ran.code == 0, toldBy(ran));
}

void TestRoles::theScriptAsksForTheDatabase()
{
    const auto ran = script({});
    QVERIFY2(ran.code != 0, toldBy(ran));
    QVERIFY2(ran.output.contains("database=NAME"), toldBy(ran));
}

void TestRoles::theWatcherSeesEveryFigure()
{
    const auto ended =
        tests::run({u"status"_s, u"--json"_s, u"--primary"_s, connection(u"seawall_watch"_s, u"primary"_s),
                    u"--replica"_s, connection(u"seawall_watch"_s, u"replica1"_s)});
    QVERIFY2(ended.code == 0, toldBy(ended));
    const auto nodes = QJsonDocument::fromJson(ended.output).object()[u"nodes"_s].toArray();
    QCOMPARE(nodes.size(), 2);
    for (const auto &node : nodes) {
        QVERIFY2(node[u"missing_rights"].toArray().isEmpty(), ended.output);
        QVERIFY2(node[u"sessions"][u"active"].isDouble(), ended.output);
    }
    QVERIFY2(nodes[1][u"lag_seconds"].isDouble(), ended.output);
}

void TestRoles::theWatcherIsToldWhetherAFailoverCouldBeDone()
{
    const auto ended = tests::run({u"failover"_s, u"check"_s, u"--json"_s, u"--primary"_s,
                                   connection(u"seawall_watch"_s, u"primary"_s), u"--replica"_s,
                                   connection(u"seawall_watch"_s, u"replica1"_s)});
    QVERIFY2(ended.output.contains("\"checks\"") && !ended.output.contains("GRANT"), toldBy(ended));
}

void TestRoles::theWatcherWritesNothing()
{
    auto watcher = session(u"seawall_watch"_s);
    QVERIFY(watcher);
    const auto made = watcher->execute(u"CREATE TABLE of_the_watcher (id int)"_s, {}, db::Deadline::in(10s));
    QVERIFY(!made);
    const auto deleted = watcher->execute(u"DELETE FROM clients"_s, {}, db::Deadline::in(10s));
    QVERIFY(!deleted);
}

void TestRoles::theWatcherEndsNoSession()
{
    auto victim = session(u"app"_s), watcher = session(u"seawall_watch"_s);
    QVERIFY(victim && watcher);
    const auto ended = watcher->execute(u"SELECT pg_terminate_backend(%1)"_s.arg(victim->backendPid()), {},
                                        db::Deadline::in(10s));
    QVERIFY(!ended);
    QCOMPARE(ended.error().sqlState, u"42501"_s);
    executed(*victim, u"SELECT 1"_s);
}

void TestRoles::theOperatorEndsASession()
{
    auto victim = session(u"app"_s), operating = session(u"seawall_operate"_s);
    QVERIFY(victim && operating);
    executed(*operating, u"SELECT pg_terminate_backend(%1)"_s.arg(victim->backendPid()));
    QTRY_VERIFY(!victim->execute(u"SELECT 1"_s, {}, db::Deadline::in(10s)));
    QVERIFY(!operating->execute(u"DELETE FROM clients"_s, {}, db::Deadline::in(10s)));
}

void TestRoles::theOwnerMigrates()
{
    QTemporaryDir folder;
    const auto database = u"host=127.0.0.1 port=%1 dbname=app user=app password=for-app"_s.arg(
        m_sandbox->endpoint(u"primary"_s).port());
    auto superuser = session({});
    QVERIFY(superuser);
    executed(*superuser, u"CREATE DATABASE app OWNER app"_s);
    QFile up(folder.filePath(u"001_tables.up.sql"_s));
    QVERIFY(up.open(QIODevice::WriteOnly));
    up.write("CREATE SCHEMA of_app;\nCREATE TABLE of_app.orders (id int PRIMARY KEY);\n");
    up.close();
    const auto ran = script({u"-v"_s, u"database=app"_s, u"-v"_s, u"owner=app"_s});
    QVERIFY2(ran.code == 0, toldBy(ran));
    const auto ended =
        tests::run({u"migrate"_s, u"--apply-all"_s, u"--yes"_s, u"--primary"_s, database, u"--migrations"_s,
                    folder.path(), u"--data-dir"_s, folder.filePath(u"state"_s)});
    QVERIFY2(ended.code == 0, toldBy(ended));
}

QTEST_GUILESS_MAIN(TestRoles)
#include "tst_roles.moc"
