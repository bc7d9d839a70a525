// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Applies and rolls back random sequences and kills the runner (a process of its own: this very program) or
// the server at random moments, 200 times: the history always agrees with the schema.
#include "tests/support/migrationbench.h"

#include <QProcess>
#include <QTest>

#include <cstdio>
#include <random>
#include <thread>

#include <signal.h>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::Deadline;
using db::HistoryEntry;

namespace {

constexpr int kills = 200;
constexpr int migrations = 8;

QString version(int i)
{
    return QString::number(i).rightJustified(3, u'0');
}

/// The child: one run to its end, or to its death. ARGUMENTS: --run URI FOLDER GOAL PARTLY.
int runChild(const QStringList &arguments)
{
    auto endpoint = db::Endpoint::parse(u"primary"_s, arguments.at(2));
    endpoint->password = db::Secret(qEnvironmentVariable("PGPASSWORD"));
    auto connection = db::Connection::open(*endpoint, {}, Deadline::in(10s));
    if (!connection)
        return 2;
    const auto folder = db::readMigrations(arguments.at(3));
    const auto history = db::readHistory(*connection, Deadline::in(10s));
    if (!folder || !history)
        return 3;
    db::StepRequest request;
    request.version = arguments.at(4);
    request.goal =
        arguments.at(5) == u"up" ? db::StepRequest::Goal::ApplyTo : db::StepRequest::Goal::RollbackTo;
    request.partly =
        arguments.at(6) == u"resume" ? db::StepRequest::Partly::Resume : db::StepRequest::Partly::RollBack;
    const auto steps = db::stepsFor(*folder, db::statusOf(*folder, *history), request);
    if (!steps) {
        std::fprintf(stderr, "%s\n", qPrintable(steps.error().message + u' ' + steps.error().hint));
        return 4;
    }
    db::RunnerOptions options;
    options.actor = u"child@here"_s;
    options.lockWait = 20s;
    options.reconnectPatience = 20s;
    db::MigrationRunner runner(*endpoint, {}, options);
    const auto report = runner.run(*steps, {}, {});
    if (!report.isComplete())
        std::fprintf(stderr, "%s\n", qPrintable(tests::told(report)));
    return report.isComplete() ? 0 : 1;
}

} // namespace

class TestMigrationProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 0); }
    void theHistoryAgreesWithTheSchemaAfterEachKill();

private:
    void writeMigrations();
    QString disagreement();
    void untilNoRunnerIsLeft();

    struct Objects {
        bool t = true, u = true, index = true;
    };
    std::map<int, Objects> m_partly; ///< what stood of those applied in part, for when they are undone
    tests::SandboxFixture m_sandbox;
    std::optional<tests::MigrationBench> m_bench;
};

/// Odd ones in a transaction, even ones with a statement alone.
void TestMigrationProperty::writeMigrations()
{
    for (int i = 1; i <= migrations; ++i) {
        const auto n = QByteArray::number(i);
        if (i % 2 == 1)
            m_bench->write(version(i) + u"_t"_s,
                           "CREATE TABLE t" + n + " (id int); SELECT pg_sleep(0.005); CREATE TABLE u" + n +
                               " (id int);",
                           "DROP TABLE t" + n + "; SELECT pg_sleep(0.005); DROP TABLE u" + n + ";");
        else
            m_bench->write(version(i) + u"_t"_s,
                           "CREATE TABLE t" + n + " (id int);\nCREATE INDEX CONCURRENTLY i" + n + " ON t" +
                               n + " (id);\nCREATE TABLE u" + n + " (id int);",
                           "DROP TABLE IF EXISTS u" + n + ";\nDROP INDEX CONCURRENTLY IF EXISTS i" + n +
                               ";\nDROP TABLE IF EXISTS t" + n + ";");
    }
}

/// What of the schema is not as the history tells; empty: all is.
QString TestMigrationProperty::disagreement()
{
    std::map<QString, HistoryEntry> rows;
    for (const auto &entry : m_bench->history().entries)
        rows[entry.version] = entry;
    // One question for all, in one moment.
    const auto names =
        m_bench
            ->one(u"SELECT string_agg(relname, ' ') FROM pg_class WHERE relname ~ '^[tui][0-9]$' "
                  "AND relnamespace = 'public'::regnamespace"_s)
            .split(u' ');
    const auto has = [&](const QString &name) { return names.contains(name); };
    QStringList wrong;
    for (int i = 1; i <= migrations; ++i) {
        const auto row = rows.find(version(i));
        const bool isThere = row != rows.end() && row->second.state != HistoryEntry::State::RolledBack;
        const bool isPartly = isThere && row->second.state != HistoryEntry::State::Applied;
        const bool t = has(u"t%1"_s.arg(i)), u = has(u"u%1"_s.arg(i)), index = has(u"i%1"_s.arg(i));
        bool agrees = t == isThere && u == isThere && (i % 2 == 1 || index == isThere);
        if (isPartly && i % 2 == 1)
            agrees = false; // never so within a transaction
        else if (isPartly && row->second.state == HistoryEntry::State::Applying) {
            // Statements in a transaction are counted with their effect; the one that is at work may stand.
            const int done = row->second.statementsDone;
            agrees = t == (done >= 1) && u == (done >= 3) && (index || done < 2) && (!index || done >= 1);
            m_partly[i] = {t, u, index};
        } else if (isPartly) {
            const auto had = m_partly.contains(i) ? m_partly[i] : Objects();
            const int done = row->second.statementsDone;
            agrees = u == (had.u && done < 1) && t == (had.t && done < 3) &&
                     (index || done >= 1 || !had.index) && (!index || (had.index && done < 2));
        } else {
            m_partly.erase(i);
        }
        if (!agrees)
            wrong << u"%1: %2 %3 done, t %4 u %5 i %6"_s.arg(version(i))
                         .arg(isThere ? int(row->second.state) : -1)
                         .arg(isThere ? row->second.statementsDone : 0)
                         .arg(t)
                         .arg(u)
                         .arg(index);
    }
    return wrong.join(u'\n');
}

/// The server ends what a dead client left only when it looks.
void TestMigrationProperty::untilNoRunnerIsLeft()
{
    const auto left =
        u"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'seawall migrations'"_s;
    QTRY_VERIFY_WITH_TIMEOUT(m_bench->one(left) == u"0", 30000);
}

void TestMigrationProperty::theHistoryAgreesWithTheSchemaAfterEachKill()
{
    const auto seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const auto any = [&](int from, int to) { return std::uniform_int_distribution(from, to)(random); };
    m_bench.emplace(*m_sandbox);
    writeMigrations();
    std::map<int, int> ends; // exit codes of the runs that came to their end
    const auto endpoint = m_sandbox->endpoint(u"primary"_s);
    const auto uri = u"host=%1 port=%2 user=%3 dbname=%4"_s.arg(endpoint.host())
                         .arg(endpoint.port())
                         .arg(endpoint.parameter(u"user"_s), endpoint.parameter(u"dbname"_s));
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PGPASSWORD"_s, endpoint.password.reveal());
    for (int killed = 0; killed < kills;) {
        QProcess child;
        child.setProcessEnvironment(environment);
        child.setProcessChannelMode(QProcess::MergedChannels);
        const bool up = any(0, 1) > 0;
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--run"_s, uri, m_bench->path({}),
                     up ? version(any(1, migrations)) : version(any(0, 4)), up ? u"up"_s : u"down"_s,
                     any(0, 1) == 0 && up ? u"resume"_s : u"rollback"_s});
        QVERIFY(child.waitForStarted());
        const bool inTime = child.waitForFinished(any(10, 200));
        if (!inTime && any(0, 9) == 0) {
            QVERIFY(m_sandbox->stop(u"primary"_s, true));
            QVERIFY(m_sandbox->start(u"primary"_s));
            QVERIFY(child.waitForFinished(60000));
            ++killed;
        } else if (!inTime) {
            child.kill();
            child.waitForFinished();
            ++killed;
        } else {
            ++ends[child.exitCode()];
        }
        untilNoRunnerIsLeft();
        if (QTest::currentTestFailed())
            return;
        const auto wrong = disagreement();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong + u'\n' + QString::fromUtf8(child.readAll())));
    }
    qInfo("%d kills; %d runs came to a good end, %d to another", kills, ends[0], ends[1] + ends[4]);
    QVERIFY(ends[0] > 0);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--run")
        return runChild(arguments);
    qputenv("QTEST_FUNCTION_TIMEOUT", "580000");
    TestMigrationProperty test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_migrationproperty.moc"
