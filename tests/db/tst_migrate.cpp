// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QScopeGuard>

#include <csignal>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// `seawallctl migrate` as a person or a pipeline runs it, on a real primary with a real replica; each test
/// in a database and a folder of its own.
class TestMigrate : public QObject
{
    Q_OBJECT

private:
    SandboxFixture m_sandbox;
    int m_number = 0;
    QString m_database;
    std::unique_ptr<QTemporaryDir> m_folder, m_data;

    db::Endpoint endpoint(const QString &node) const
    {
        auto found = const_cast<TestMigrate *>(this)->m_sandbox->endpoint(node);
        found.parameters[u"dbname"_s] = m_database;
        return found;
    }
    QString uri(const QString &node) const
    {
        const auto found = endpoint(node);
        return u"postgresql://%1:%2@%3:%4/%5"_s.arg(found.parameter(u"user"_s), found.password.reveal(),
                                                    found.host(), QString::number(found.port()), m_database);
    }
    QStringList arguments(const QStringList &more) const
    {
        return QStringList{u"migrate"_s,     u"--primary"_s,     uri(u"primary"_s),
                           u"--replica"_s,   uri(u"replica1"_s), u"--migrations"_s,
                           m_folder->path(), u"--data-dir"_s,    m_data->path()} +
               more;
    }
    Ended migrate(const QStringList &more) const { return run(arguments(more)); }
    QJsonObject told(const QStringList &more) const
    {
        return QJsonDocument::fromJson(migrate(more + QStringList{u"--json"_s}).output).object();
    }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    void writeClients() const
    {
        write(u"001_create_clients.up.sql"_s, "CREATE TABLE clients (id int PRIMARY KEY, name text);\n");
        write(u"001_create_clients.down.sql"_s, "DROP TABLE clients;\n");
        write(u"002_add_wex.up.sql"_s, "INSERT INTO clients VALUES (1, 'WEX');\n");
        write(u"002_add_wex.down.sql"_s, "DELETE FROM clients WHERE id = 1;\n");
    }
    /// The first value of a query, '' for none, or the error.
    QString ask(const QString &node, const QString &sql) const
    {
        auto connection = db::Connection::open(endpoint(node), {}, db::Deadline::in(5s));
        if (!connection)
            return connection.error().message;
        const auto rows = connection->execute(sql, {}, db::Deadline::in(5s));
        if (!rows)
            return rows.error().message;
        return rows->count() > 0 ? rows->text(0, 0) : QString();
    }
    QStringList states() const
    {
        QStringList found;
        for (const auto &migration : told({u"--status"_s})[u"migrations"].toArray())
            found << migration[u"version"].toString() + u' ' + migration[u"state"].toString();
        return found;
    }

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1); }

    void init()
    {
        m_database = u"pulse_db"_s;
        const auto name = u"migrate%1"_s.arg(++m_number);
        db::SessionOptions options;
        options.readOnly = false;
        auto connection = db::Connection::open(endpoint(u"primary"_s), options, db::Deadline::in(5s));
        QVERIFY(connection);
        QVERIFY(connection->execute(u"CREATE DATABASE "_s + name, {}, db::Deadline::in(30s)));
        m_database = name;
        m_folder = std::make_unique<QTemporaryDir>();
        m_data = std::make_unique<QTemporaryDir>();
    }

    void whatIsAppliedIsReadOnTheReplica()
    {
        writeClients();
        const auto report = told({u"--apply-all"_s, u"--yes"_s});
        QVERIFY2(report[u"complete"].toBool(), QJsonDocument(report).toJson().constData());
        const auto last = report[u"steps"].toArray().last();
        const auto arrival = last[u"arrivals"].toArray().first();
        QCOMPARE(arrival[u"node"].toString(), u"replica1"_s);
        QVERIFY(arrival[u"seconds"].isDouble());
        QCOMPARE(arrival[u"same_schema"], QJsonValue(true));
        QVERIFY(last[u"wal_bytes"].toInt() > 0);
        QCOMPARE(ask(u"replica1"_s, u"SELECT name FROM clients"_s), u"WEX"_s);
        QCOMPARE(migrate({u"--verify"_s}).code, 0);
    }

    void aRollBackToNothingAndAllAgainEndWhereItBegan()
    {
        writeClients();
        QCOMPARE(migrate({u"--apply-all"_s, u"--yes"_s}).code, 0);
        const auto back = migrate({u"--rollback-to"_s, u"000"_s, u"--yes"_s});
        QVERIFY2(back.code == 0, toldBy(back).constData());
        QCOMPARE(ask(u"primary"_s, u"SELECT to_regclass('clients') IS NULL"_s), u"t"_s);
        QCOMPARE(states(), QStringList({u"001 pending"_s, u"002 pending"_s}));
        QCOMPARE(migrate({u"--apply-all"_s, u"--yes"_s}).code, 0);
        QCOMPARE(ask(u"replica1"_s, u"SELECT name FROM clients"_s), u"WEX"_s);
    }

    void aFailureNamesFileLineColumnAndStatement()
    {
        writeClients();
        write(u"003_wrong.up.sql"_s, "-- adds a column\nALTER TABLE clients\n    ADD COLUMN x nonsense;\n");
        write(u"003_wrong.down.sql"_s, "ALTER TABLE clients DROP COLUMN x;\n");
        write(u"004_later.up.sql"_s, "CREATE TABLE later (id int);\n");
        write(u"004_later.down.sql"_s, "DROP TABLE later;\n");
        const auto ended = migrate({u"--apply-all"_s, u"--yes"_s});
        QCOMPARE(ended.code, 1);
        const auto text = ended.output + ended.errors;
        QVERIFY2(text.contains("003_wrong.up.sql:3:18"), text.constData());
        QVERIFY2(text.contains("ADD COLUMN x nonsense"), text.constData());
        QVERIFY2(text.contains("SQLSTATE 42704"), text.constData());
        QCOMPARE(text.count("003_wrong.up.sql:3:18"), 1);
        QVERIFY2(text.contains("\n                   ^") || text.contains(" ^"), text.constData());
        QCOMPARE(states(),
                 QStringList({u"001 applied"_s, u"002 applied"_s, u"003 pending"_s, u"004 pending"_s}));
        QCOMPARE(ask(u"primary"_s, u"SELECT to_regclass('later') IS NULL"_s), u"t"_s);
    }

    void aScriptThatCannotBeReadIsRefusedWithItsPlace()
    {
        writeClients();
        write(u"003_wrong.up.sql"_s, "SELECT 1;\nSELEC 2;\n");
        write(u"003_wrong.down.sql"_s, "SELECT 1;\n");
        for (const auto &how : {u"--apply-all"_s, u"--dry-run"_s}) {
            const auto ended = migrate({how, u"--yes"_s});
            QCOMPARE(ended.code, 1);
            QVERIFY2(ended.errors.contains("003_wrong.up.sql:2:1") && ended.errors.contains("\n^"),
                     ended.errors.constData());
            QVERIFY2(!ended.errors.contains("reason"), ended.errors.constData());
        }
        QCOMPARE(states(), QStringList({u"001 pending"_s, u"002 pending"_s, u"003 pending"_s}));
    }

    void aDownThatWasChangedIsToldAndTakenByARepair()
    {
        writeClients();
        QCOMPARE(migrate({u"--apply-all"_s, u"--yes"_s}).code, 0);
        write(u"002_add_wex.down.sql"_s, "DELETE FROM clients;\n");
        QVERIFY(migrate({u"--status"_s}).output.contains("002: Its down script was changed"));
        QCOMPARE(migrate({u"--verify"_s}).code, 1);
        QCOMPARE(migrate({u"--rollback-to"_s, u"001"_s, u"--yes"_s}).code, 1);
        const auto repaired = migrate({u"--repair"_s, u"--yes"_s});
        QVERIFY2(repaired.output.contains("Renew the checksum of the down script of 002"),
                 toldBy(repaired).constData());
        QCOMPARE(migrate({u"--verify"_s}).code, 0);
        QCOMPARE(migrate({u"--rollback-to"_s, u"001"_s, u"--yes"_s}).code, 0);
    }

    void onATerminalALineTellsWhatIsAtWork()
    {
        writeClients();
        const auto command = seawallctl + u' ' + arguments({u"--apply-all"_s, u"--yes"_s}).join(u' ');
        const auto ended = shell(u"TERM=xterm script -qec '%1' /dev/null"_s.arg(command));
        QVERIFY2(ended.output.contains("2 of 2: Applying 002 add_wex"), toldBy(ended).constData());
        QVERIFY2(ended.output.contains("\r\033[K"), toldBy(ended).constData());
        QVERIFY2(!migrate({u"--rollback-to"_s, u"000"_s, u"--yes"_s}).output.contains('\033'),
                 "none of it in a pipe");
    }

    void aFrozenReplicaIsNamedAndNotWaitedFor()
    {
        writeClients();
        QVERIFY(m_sandbox->pause(u"replica1"_s));
        const auto resumed = qScopeGuard([this] { static_cast<void>(m_sandbox->resume(u"replica1"_s)); });
        QElapsedTimer time;
        time.start();
        const auto plan = migrate({u"--plan"_s});
        QVERIFY2(time.elapsed() < 12000, QByteArray::number(time.elapsed()).constData());
        QCOMPARE(plan.code, 0);
        QVERIFY2(plan.output.contains("not asked replica1"), toldBy(plan).constData());
        const auto question = migrate({u"--apply-all"_s});
        QVERIFY2((question.output + question.errors).contains("replica1 could not be asked"),
                 toldBy(question).constData());
    }

    void nothingIsDoneWhereNobodyCanBeAsked()
    {
        writeClients();
        const auto ended = migrate({u"--apply-all"_s});
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.errors.contains("--yes"), ended.errors.constData());
        QCOMPARE(states(), QStringList({u"001 pending"_s, u"002 pending"_s}));
    }

    void theQuestionSaysWhatTheWayBackDeletes()
    {
        writeClients();
        auto asked = migrate({u"--apply-all"_s});
        QVERIFY2(asked.output.contains(
                     "The way back is to roll all of them back. It deletes what is written to the new tables "
                     "until then."),
                 toldBy(asked).constData());
        QCOMPARE(migrate({u"--apply-all"_s, u"--yes"_s}).code, 0);
        write(u"003_vat.up.sql"_s, "ALTER TABLE clients ADD vat text;\n");
        write(u"003_vat.down.sql"_s, "TRUNCATE clients;\nALTER TABLE clients DROP vat;\nDO 'BEGIN END';\n");
        asked = migrate({u"--apply-all"_s});
        QVERIFY2(
            asked.output.contains("The way back is to roll back to 002. It deletes all rows of clients (") &&
                asked.output.contains("); the column clients.vat with all it holds. What else its scripts "
                                      "delete cannot be read from them."),
            toldBy(asked).constData());
    }

    void theQuestionSaysWhatIsNotThere()
    {
        writeClients();
        QCOMPARE(migrate({u"--apply-all"_s, u"--yes"_s}).code, 0);
        write(u"003_less.up.sql"_s, "ALTER TABLE clients DROP nick, DROP name;\nDROP TABLE nosuch;\n"
                                    "UPDATE public.clients SET vat = '';\n");
        write(u"003_less.down.sql"_s, "SELECT 1;\n");
        const auto asked = migrate({u"--apply-all"_s});
        QVERIFY2(asked.output.contains("These columns go, with all they hold: clients.name. The way back") &&
                     asked.output.contains("003 less, line 1: There is no column nick in table clients when"),
                 toldBy(asked).constData());
    }

    void whatWillFailNeedsAReason()
    {
        writeClients();
        write(u"003_less.up.sql"_s, "ALTER TABLE clients RENAME name TO title;\n");
        write(u"004_wrong.up.sql"_s, "CREATE INDEX ON clients (title);\nCREATE INDEX ON clients (name);\n");
        const auto plan = migrate({u"--plan"_s});
        QVERIFY2(plan.code == 1 &&
                     plan.output.contains("line 2: There is no column name in table clients when") &&
                     plan.output.count("(will-fail)") == 1,
                 toldBy(plan).constData());
        const auto refused = migrate({u"--apply-all"_s, u"--yes"_s});
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.errors.contains("004 wrong, line 2: There is no column name") &&
                     refused.errors.contains("needs a reason"),
                 toldBy(refused).constData());
        QCOMPARE(states().filter(u"pending"_s).size(), 4);
        const auto failed = migrate({u"--apply-all"_s, u"--yes"_s, u"--reason"_s, u"tried"_s});
        QVERIFY2(failed.code == 1 && failed.output.contains("3 of 4 migrations were applied."),
                 toldBy(failed).constData());
        write(u"004_wrong.up.sql"_s, "CREATE INDEX ON clients (title);\n");
        QCOMPARE(migrate({u"--plan"_s}).code, 0);
        QCOMPARE(migrate({u"--apply-all"_s, u"--yes"_s}).code, 0);
    }

    void aPlanRunsNothingAndSaysWhatWouldBeLost()
    {
        writeClients();
        const auto plan = told({u"--plan"_s});
        QCOMPARE(plan[u"steps"].toArray().size(), 2);
        QCOMPARE(ask(u"primary"_s, u"SELECT to_regclass('clients') IS NULL"_s), u"t"_s);
        QCOMPARE(migrate({u"--apply-all"_s, u"--yes"_s}).code, 0);
        const auto back = told({u"--plan"_s, u"--rollback-to"_s, u"000"_s});
        const auto table = back[u"steps"].toArray().last()[u"tables"].toArray().first();
        QCOMPARE(table[u"table"].toString(), u"clients"_s);
        QCOMPARE(table[u"drops"], QJsonValue(true));
        QCOMPARE(table[u"lock"].toString(), u"ACCESS EXCLUSIVE"_s);
    }

    void aRehearsalLeavesNothingBehindAndTriesTheWayBack()
    {
        writeClients();
        const auto rehearsal = told({u"--dry-run"_s, u"--yes"_s});
        const auto steps = rehearsal[u"steps"].toArray();
        QCOMPARE(steps.size(), 2);
        QCOMPARE(steps[0][u"rehearsed"], QJsonValue(true));
        QCOMPARE(steps[0][u"down_restores"], QJsonValue(true));
        QCOMPARE(ask(u"primary"_s, u"SELECT to_regclass('clients') IS NULL"_s), u"t"_s);
        QCOMPARE(states(), QStringList({u"001 pending"_s, u"002 pending"_s}));
    }

    void aRehearsalInACopyAppliesWhatNoTransactionTakes()
    {
#ifdef __SANITIZE_THREAD__
        QSKIP("the thread sanitizer loses the locks of a thread in which Qt has forked");
#endif
        writeClients();
        QCOMPARE(migrate({u"--apply-all"_s, u"--yes"_s}).code, 0);
        write(u"003_index.up.sql"_s, "CREATE INDEX CONCURRENTLY clients_name ON clients (name);\n");
        write(u"003_index.down.sql"_s, "SELECT 1;\n"); // leaves the index behind
        write(u"004_wrong.up.sql"_s, "ALTER TABLE clients ADD COLUMN x nonsense;\n");
        write(u"005_follows.up.sql"_s, "UPDATE clients SET x = NULL;\n");
        write(u"006_own.up.sql"_s, "CREATE TABLE own (n int);\n");
        const auto rehearsal = told({u"--dry-run"_s, u"--in-copy"_s, u"--yes"_s});
        const auto steps = rehearsal[u"steps"].toArray();
        QCOMPARE(steps.size(), 4);
        QVERIFY(steps[2][u"may_follow"].toBool() && steps[2][u"error"].isObject());
        QVERIFY(steps[3][u"rehearsed"].toBool());
        QVERIFY2(steps[0][u"rehearsed"].toBool(), QJsonDocument(rehearsal).toJson().constData());
        QCOMPARE(steps[0][u"down_restores"], QJsonValue(false));
        QVERIFY(steps[0][u"left_behind"].toArray().first().toString().contains(u"clients_name"_s));
        QVERIFY(steps[1][u"error"][u"message"].toString().contains(u"004_wrong.up.sql:1:34"_s));
        QCOMPARE(states().filter(u"pending"_s).size(), 4);
        QCOMPARE(ask(u"primary"_s, u"SELECT to_regclass('clients_name') IS NULL"_s), u"t"_s);
    }

    void aRehearsalInACopyTellsThatItHoldsNoRows()
    {
#ifdef __SANITIZE_THREAD__
        QSKIP("the thread sanitizer loses the locks of a thread in which Qt has forked");
#endif
        writeClients();
        QCOMPARE(migrate({u"--apply-all"_s, u"--yes"_s}).code, 0);
        write(u"003_seen.up.sql"_s,
              "CREATE TABLE seen (client int REFERENCES clients); INSERT INTO seen VALUES (1);\n");
        const auto steps = told({u"--dry-run"_s, u"--in-copy"_s, u"--yes"_s})[u"steps"].toArray();
        QVERIFY(steps[0][u"error"][u"hint"].toString().startsWith(u"The copy holds no rows"_s));
        const auto onPrimary = told({u"--dry-run"_s, u"--yes"_s})[u"steps"].toArray();
        QCOMPARE(onPrimary[0][u"rehearsed"], QJsonValue(true));
    }

    void aRehearsalTellsAllThatFails()
    {
        writeClients();
        write(u"003_wrong.up.sql"_s, "ALTER TABLE clients ADD COLUMN x nonsense;\n");
        write(u"004_follows.up.sql"_s, "UPDATE clients SET x = NULL;\n");
        write(u"005_own.up.sql"_s, "CREATE TABLE own (n int);\n");
        const auto ended = migrate({u"--dry-run"_s, u"--yes"_s});
        QCOMPARE(ended.code, 1);
        QVERIFY2(
            ended.output.contains("would fail 003 wrong: ") &&
                ended.output.contains("would fail too 004 follows: ") &&
                ended.output.contains("It may follow from 003, which failed before it") &&
                ended.output.contains("rehearsed 005 own: ") &&
                ended.output.contains("003 wrong would fail, and so would 1 migration after it, perhaps for "
                                      "that. Nothing of it stays"),
            toldBy(ended).constData());
        const auto steps = told({u"--dry-run"_s, u"--yes"_s})[u"steps"].toArray();
        QVERIFY(!steps[2][u"may_follow"].toBool() && steps[3][u"may_follow"].toBool());
        QCOMPARE(states().filter(u"pending"_s).size(), 5);
    }

    void anEditedMigrationIsRefusedUntilItIsRepaired()
    {
        writeClients();
        QCOMPARE(migrate({u"--apply-all"_s, u"--yes"_s}).code, 0);
        write(u"001_create_clients.up.sql"_s, "CREATE TABLE clients (id bigint PRIMARY KEY, name text);\n");
        write(u"003_more.up.sql"_s, "CREATE TABLE more (id int);\n");
        const auto refused = migrate({u"--apply-all"_s, u"--yes"_s});
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.errors.contains("--repair"), refused.errors.constData());
        QCOMPARE(migrate({u"--status"_s}).code, 1);
        QCOMPARE(migrate({u"--repair"_s, u"--yes"_s}).code, 0);
        QCOMPARE(migrate({u"--apply-all"_s, u"--yes"_s}).code, 0);
    }

    void twoRunnersAtOnceApplyEachMigrationOnce()
    {
        for (int i = 1; i <= 30; ++i)
            write(u"%1_step.up.sql"_s.arg(i, 3, 10, QChar(u'0')),
                  "CREATE TABLE t" + QByteArray::number(i) + " (id int);\nSELECT pg_sleep(0.02);\n");
        QProcess first, second;
        first.start(seawallctl, arguments({u"--apply-all"_s, u"--yes"_s, u"--wait"_s, u"60s"_s}));
        second.start(seawallctl, arguments({u"--apply-all"_s, u"--yes"_s, u"--wait"_s, u"60s"_s}));
        QVERIFY(first.waitForFinished(60000));
        QVERIFY(second.waitForFinished(60000));
        const auto text = first.readAll() + first.readAllStandardError() + "\n---\n" + second.readAll() +
                          second.readAllStandardError();
        QCOMPARE(ask(u"primary"_s, u"SELECT count(*) FROM pg_class WHERE relname ~ '^t[0-9]+$'"_s), u"30"_s);
        QVERIFY2(states().filter(u"applied"_s).size() == 30, text.constData());
        QVERIFY2(first.exitCode() == 0 || second.exitCode() == 0, text.constData());
    }

    void aSecondRunnerIsToldWhoIsAtWork()
    {
        write(u"001_slow.up.sql"_s, "SELECT pg_sleep(300);\n");
        QProcess first;
        first.start(seawallctl, arguments({u"--apply-all"_s, u"--yes"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(!told({u"--status"_s})[u"runner_pid"].isNull(), 20000);
        const auto second = migrate({u"--apply-all"_s, u"--yes"_s});
        QCOMPARE(second.code, 1);
        QVERIFY2(second.errors.contains("is running migrations"), toldBy(second).constData());
        QCOMPARE(migrate({u"--apply-all"_s, u"--yes"_s, u"--wait"_s, u"1s"_s}).code, 1);
        ::kill(pid_t(first.processId()), SIGINT);
        QVERIFY(first.waitForFinished(20000));
    }

    void whatStoppedInTheMidstIsUndoneAndAppliedInOneRun()
    {
        writeClients();
        write(u"003_index.up.sql"_s, "CREATE INDEX CONCURRENTLY one ON clients (name);\nSELECT 1/0;\n");
        write(u"003_index.down.sql"_s, "DROP INDEX IF EXISTS one;\n");
        const auto failed = migrate({u"--apply-all"_s, u"--yes"_s});
        QCOMPARE(failed.code, 1);
        QVERIFY2((failed.output + failed.errors).contains("--roll-back-partly"), toldBy(failed).constData());
        QVERIFY(states().contains(u"003 partly"_s));
        write(u"003_index.up.sql"_s, "CREATE INDEX CONCURRENTLY one ON clients (name);\n");
        const auto mended = migrate({u"--apply-all"_s, u"--roll-back-partly"_s, u"--yes"_s});
        QVERIFY2(mended.code == 0, toldBy(mended).constData());
        QCOMPARE(states().filter(u" applied"_s).size(), 3);
    }

    void aRepairThatLeavesSomethingPartlyDoneSaysSo()
    {
        write(u"001_index.up.sql"_s,
              "CREATE TABLE t (n int);\nCREATE INDEX CONCURRENTLY one ON t (n);\nSELECT 1/0;\n");
        QCOMPARE(migrate({u"--apply-all"_s, u"--yes"_s}).code, 1);
        const auto repair = migrate({u"--repair"_s, u"--yes"_s});
        QCOMPARE(repair.code, 1);
        QVERIFY2(repair.output.contains("--mark-partly"), toldBy(repair).constData());
        QCOMPARE(migrate({u"--repair"_s, u"--mark-partly"_s, u"not-applied"_s, u"--yes"_s}).code, 0);
        QCOMPARE(states(), QStringList(u"001 pending"_s));
    }

    void anInterruptEndsTheStatementOnTheServer()
    {
        write(u"001_slow.up.sql"_s, "CREATE TABLE slow (id int);\nSELECT pg_sleep(300);\n");
        QProcess process;
        process.start(seawallctl, arguments({u"--apply-all"_s, u"--yes"_s}));
        const auto sleeping =
            u"SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = "
            "current_database()"_s;
        QTRY_COMPARE_WITH_TIMEOUT(ask(u"primary"_s, sleeping), u"1"_s, 20000);
        ::kill(pid_t(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitCode(), 1);
        QCOMPARE(ask(u"primary"_s, sleeping), u"0"_s);
        QCOMPARE(states(), QStringList(u"001 pending"_s));
    }

    void aKilledRunnerLeavesAMigrationWholeOrNotAtAll()
    {
        write(u"001_slow.up.sql"_s, "CREATE TABLE slow (id int);\nSELECT pg_sleep(300);\n");
        QProcess process;
        process.start(seawallctl, arguments({u"--apply-all"_s, u"--yes"_s}));
        const auto sleeping =
            u"SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = "
            "current_database()"_s;
        QTRY_COMPARE_WITH_TIMEOUT(ask(u"primary"_s, sleeping), u"1"_s, 20000);
        process.kill();
        QVERIFY(process.waitForFinished(20000));
        // The server notices that its client is gone when it next looks; ours asks it to look often.
        QTRY_COMPARE_WITH_TIMEOUT(ask(u"primary"_s, sleeping), u"0"_s, 30000);
        QCOMPARE(states(), QStringList(u"001 pending"_s));
        QCOMPARE(ask(u"primary"_s, u"SELECT to_regclass('slow') IS NULL"_s), u"t"_s);
        const auto journal = run({u"journal"_s, u"list"_s, u"--json"_s, u"--primary"_s, uri(u"primary"_s),
                                  u"--replica"_s, uri(u"replica1"_s), u"--data-dir"_s, m_data->path()});
        QVERIFY2(journal.output.contains("\"interrupted\""), toldBy(journal).constData());
    }

    void theNextMigrationIsMadeAndThenApplied()
    {
        writeClients();
        const auto made = migrate({u"new"_s, u"add_invoices"_s});
        QVERIFY2(made.code == 0, toldBy(made).constData());
        QVERIFY(QFile::exists(m_folder->filePath(u"003_add_invoices.up.sql"_s)));
        QVERIFY(QFile::exists(m_folder->filePath(u"003_add_invoices.down.sql"_s)));
    }

    void theFolderMayStandBehindTheNameOfTheNextMigration()
    {
        writeClients();
        const auto made = run({u"migrate"_s, u"new"_s, u"add_notes"_s, u"--migrations"_s, m_folder->path()});
        QVERIFY2(made.code == 0, toldBy(made).constData());
        QVERIFY(QFile::exists(m_folder->filePath(u"003_add_notes.up.sql"_s)));
    }

    void whatStoppedInTheMidstHasNoTimeYet()
    {
        writeClients();
        write(u"003_unique.up.sql"_s,
              "INSERT INTO clients SELECT 100 + g, 'WEX' FROM generate_series(1, 2) g;\n"
              "CREATE UNIQUE INDEX CONCURRENTLY clients_one ON clients (name);\n");
        write(u"003_unique.down.sql"_s, "DROP INDEX IF EXISTS clients_one;\n");
        const auto ended = migrate({u"--apply-all"_s, u"--yes"_s});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.output.count("go on with --resume") == 1, toldBy(ended).constData());
        QVERIFY2(ended.output.contains("DROP INDEX CONCURRENTLY public.clients_one"),
                 toldBy(ended).constData());
        const auto last = told({u"--status"_s})[u"migrations"].toArray().last();
        QCOMPARE(last[u"state"].toString(), u"partly"_s);
        QVERIFY2(last[u"reason"].toString().contains(u"Next is line 2: CREATE UNIQUE INDEX"_s),
                 qPrintable(last[u"reason"].toString()));
        QVERIFY(last[u"duration_seconds"].isNull() && last[u"wal_bytes"].isNull());
        const auto verified = migrate({u"--verify"_s});
        QVERIFY2(verified.output.contains("clients_one is INVALID") &&
                     verified.output.contains("resuming drops"),
                 toldBy(verified).constData());
    }

    void whatFailsOutsideATransactionIsNotSaidToBeRolledBack()
    {
        write(u"001_a.up.sql"_s, "CREATE TABLE a (n int);\n");
        write(u"002_index.up.sql"_s, "CREATE INDEX CONCURRENTLY a_n ON a (no_function(n));\n");
        const auto ended = migrate({u"--apply-all"_s, u"--yes"_s});
        QCOMPARE(ended.code, 1);
        QVERIFY2(
            ended.output.contains("1 of 2 migrations was applied. 002 index: failed; nothing of it stands."),
            toldBy(ended).constData());
        QCOMPARE(states(), QStringList({u"001 applied"_s, u"002 pending"_s}));
    }

    void aNameThatNoFileCanHaveIsRefused()
    {
        writeClients();
        const auto before = QDir(m_folder->path()).entryList(QDir::Files);
        const auto refused = migrate({u"new"_s, u"bad/name"_s});
        QVERIFY2(refused.code == 2 && refused.errors.contains("'bad/name' is no name"), toldBy(refused));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), before);
    }

    void aVersionThatNothingHasIsWrongUsage()
    {
        writeClients();
        const auto unknown = migrate({u"--apply-to"_s, u"999"_s, u"--yes"_s});
        QVERIFY2(unknown.code == 2 && unknown.errors.contains("'999'"), toldBy(unknown));
        const auto word = migrate({u"--plan"_s, u"--rollback-to"_s, u"abc"_s});
        QVERIFY2(word.code == 2, toldBy(word));
        const auto pending = migrate({u"--rollback-to"_s, u"002"_s, u"--yes"_s});
        QVERIFY2(pending.code == 1, toldBy(pending)); // there is one, only not applied
    }
};

QTEST_GUILESS_MAIN(TestMigrate)
#include "tst_migrate.moc"
