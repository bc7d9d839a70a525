// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal.h"
#include "models/workload/workloadoperation.h"
#include "models/workload/workloadtext.h"
#include "tests/support/routerbench.h"

#include <QSaveFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::ErrorKind;
using models::WorkloadReport;

class TestWorkload : public QObject
{
    Q_OBJECT

private:
    SandboxFixture m_sandbox;
    std::unique_ptr<db::DatabaseRouter> m_router;

    static models::WorkloadOptions small(std::chrono::milliseconds duration)
    {
        models::WorkloadOptions options;
        options.duration = duration;
        options.readRate = 10;
        options.writeRate = 10;
        options.chunkRows = 50;
        return options;
    }
    QString onPrimary(const QString &sql)
    {
        auto connection = db::Connection::open(m_sandbox->endpoint(u"primary"_s), {}, db::Deadline::in(10s));
        if (!connection)
            return connection.error().message;
        const auto answer = connection->execute(sql, {}, db::Deadline::in(10s));
        return answer ? answer->text(0, 0) : answer.error().message;
    }
    QString schema()
    {
        return onPrimary(u"SELECT coalesce(to_regnamespace('seawall_load')::text, 'none')"_s);
    }

    /// A workload on a thread of its own, until its end is asked for.
    struct Background {
        Background(db::DatabaseRouter &router, const models::WorkloadOptions &options)
            : worker([this, &router, options](const std::stop_token &stop) {
                  models::Workload workload(router, options);
                  const auto ended = workload.run(
                      [this](const WorkloadReport &report) {
                          const std::lock_guard lock(mutex);
                          last = report;
                          ++reports;
                      },
                      stop);
                  if (!ended)
                      problem = ended.error().message;
              })
        {}
        WorkloadReport now()
        {
            const std::lock_guard lock(mutex);
            return last;
        }
        QString end()
        {
            worker.request_stop();
            worker.join();
            return problem;
        }
        std::mutex mutex;
        WorkloadReport last;
        std::atomic<int> reports = 0;
        QString problem;
        std::jthread worker;
    };

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 1);
        m_router = std::make_unique<db::DatabaseRouter>(routerConfig(*m_sandbox, 250ms));
        QVERIFY(awaitReadBy(*m_router, u"replica1"_s));
    }

    void itReadsAndWritesAsAskedAndLeavesNothingBehind()
    {
        models::Workload workload(*m_router, small(3s));
        int told = 0;
        const auto report = workload.run([&](const WorkloadReport &) { ++told; }, {});
        QVERIFY2(report, report ? "" : qPrintable(report.error().message));
        const auto &total = report->total;
        QVERIFY(told >= 3);
        QCOMPARE(total.readErrors + total.writeErrors, 0);
        QVERIFY2(total.reads.count >= 10 && total.reads.count <= 40,
                 qPrintable(QString::number(total.reads.count)));
        QVERIFY2(total.chunks.count >= 10 && total.chunks.count <= 40,
                 qPrintable(QString::number(total.chunks.count)));
        QCOMPARE(total.rows, total.chunks.count * 50);
        QVERIFY(total.reads.p50 && total.reads.p50 <= total.reads.p95 &&
                total.reads.p99 <= total.reads.slowest);
        QVERIFY2(total.byNode.contains(u"replica1"_s), qPrintable(models::sharesOf(total)));
        QVERIFY(total.seconds >= 3);
        QCOMPARE(schema(), u"none"_s);
    }

    void whatAKilledRunLeftBehindIsDroppedByTheNext()
    {
        QCOMPARE(
            ranOn(
                *m_sandbox, u"primary"_s,
                u"CREATE SCHEMA seawall_load; CREATE TABLE seawall_load.old (a int);"
                "COMMENT ON SCHEMA seawall_load IS 'Made by the workload of Seawall, and dropped at its end'"_s),
            QString());
        models::Workload workload(*m_router, small(200ms));
        const auto report = workload.run({}, {});
        QVERIFY2(report, report ? "" : qPrintable(report.error().message));
        QCOMPARE(schema(), u"none"_s);
    }

    void aSchemaThatIsSomebodyElsesIsLeftAlone()
    {
        QCOMPARE(ranOn(*m_sandbox, u"primary"_s, u"CREATE SCHEMA seawall_load"_s), QString());
        models::Workload workload(*m_router, small(200ms));
        const auto report = workload.run({}, {});
        QCOMPARE(schema(), u"seawall_load"_s);
        QCOMPARE(ranOn(*m_sandbox, u"primary"_s, u"DROP SCHEMA seawall_load"_s), QString());
        QVERIFY(!report);
        QCOMPARE(report.error().kind, ErrorKind::InvalidInput);
    }

    void aSecondRunIsRefusedAndAStopEndsTheFirstAtOnce()
    {
        Background first(*m_router, small(10min));
        QTRY_VERIFY_WITH_TIMEOUT(first.reports > 0, 30000);
        models::Workload second(*m_router, small(200ms));
        const auto refused = second.run({}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(refused.error().message.startsWith(u"Another workload"_s),
                 qPrintable(refused.error().message));
        QCOMPARE(first.end(), QString());
        QCOMPARE(schema(), u"none"_s);
    }

    void theWritersPauseWhileTheReplicaLagsAndTheReadersGoOnOnThePrimary()
    {
        auto options = small(10min);
        options.lagLimitSeconds = 1;
        auto config = routerConfig(*m_sandbox, 250ms);
        config.lagLimitSeconds = 1;
        db::DatabaseRouter router(config);
        QVERIFY(awaitReadBy(router, u"replica1"_s));
        Background run(router, options);
        QTRY_VERIFY_WITH_TIMEOUT(run.now().total.chunks.count > 0, 30000);
        QCOMPARE(ranOn(*m_sandbox, u"replica1"_s, u"SELECT pg_wal_replay_pause()"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(run.now().total.pausedSeconds > 0, 30000);
        QTRY_VERIFY_WITH_TIMEOUT(run.now().last.byNode.contains(u"primary"_s), 30000);
        QVERIFY2(run.now().phase.startsWith(u"writers paused: replica1 lags by"_s),
                 qPrintable(run.now().phase));
        QCOMPARE(ranOn(*m_sandbox, u"replica1"_s, u"SELECT pg_wal_replay_resume()"_s), QString());
        QTRY_COMPARE_WITH_TIMEOUT(run.now().phase, u"writing and reading"_s, 30000);
        QCOMPARE(run.end(), QString());
        QCOMPARE(run.now().total.readErrors, 0);
    }

    void aReplicaThatStopsCostsNoLoad()
    {
        Background run(*m_router, small(10min));
        QTRY_VERIFY_WITH_TIMEOUT(run.now().total.byNode.contains(u"replica1"_s), 30000);
        QVERIFY(m_sandbox->stop(u"replica1"_s));
        QTRY_VERIFY_WITH_TIMEOUT(run.now().last.byNode.contains(u"primary"_s), 30000);
        QVERIFY(m_sandbox->start(u"replica1"_s));
        QTRY_VERIFY_WITH_TIMEOUT(run.now().last.byNode.contains(u"replica1"_s), 60000);
        QCOMPARE(run.end(), QString());
        QCOMPARE(run.now().total.readErrors, 0);
        QVERIFY(run.now().total.fallbacks > 0);
    }

    void itsOperationIsInTheJournalWithItsFigures()
    {
        models::ClusterProfile profile;
        profile.name = u"sandbox"_s;
        profile.monitor.nodes = routerConfig(*m_sandbox, 0ms).nodes;
        const auto journal = models::Journal::open({});
        QVERIFY(journal);
        models::WorkloadOperation operation(profile, small(1s), nullptr);
        const auto preview = operation.preview();
        QCOMPARE(preview.actions.first(), u"CREATE SCHEMA seawall_load, with two tables"_s);
        QVERIFY(!preview.needsReason);
        const auto entry = (*journal)->begin(operation, {});
        QVERIFY(entry);
        const auto outcome = operation.run([](const models::Progress &) {}, {});
        QVERIFY((*journal)->finish(*entry, outcome));
        QVERIFY2(outcome.state == models::Outcome::State::Succeeded, qPrintable(outcome.summary));
        QVERIFY2(outcome.summary.contains(u"dashboard loads"_s), qPrintable(outcome.summary));
        const auto entries = (*journal)->entries();
        QVERIFY(entries);
        QCOMPARE(entries->front().kind, u"workload.run"_s);
        QVERIFY(entries->front().details[u"figures"_s].toObject().contains(u"by_node"_s));
        QCOMPARE(schema(), u"none"_s);
    }

    void aFlagThatIsSwitchedInTheFileIsHeededWhileItRuns()
    {
        QTemporaryDir folder;
        models::ClusterProfile profile;
        profile.envFile = folder.filePath(u".env"_s);
        profile.monitor.nodes = routerConfig(*m_sandbox, 0ms).nodes;
        const auto write = [&](const QByteArray &flag) {
            QSaveFile file(profile.envFile);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("POSTGRES_HOST=127.0.0.1\nPOSTGRES_PORT=1\n" + flag + '\n');
            QVERIFY(file.commit());
        };
        write("USE_READ_REPLICA=true");
        std::mutex mutex;
        QStringList readers; // of the last second
        models::WorkloadOperation operation(profile, small(10min), nullptr, [&](const WorkloadReport &now) {
            const std::lock_guard lock(mutex);
            readers.clear();
            for (const auto &[node, count] : now.last.byNode)
                readers << node;
        });
        const auto readBy = [&](const QString &node) {
            return QTest::qWaitFor(
                [&] {
                    const std::lock_guard lock(mutex);
                    return readers == QStringList{node};
                },
                30000);
        };
        models::Outcome outcome;
        std::jthread worker([&](const std::stop_token &stop) {
            outcome = operation.run([](const models::Progress &) {}, stop);
        });
        QVERIFY(readBy(u"replica1"_s));
        write("USE_READ_REPLICA=false");
        QVERIFY(readBy(u"primary"_s));
        write("USE_READ_REPLICA=of"); // half written
        write("USE_READ_REPLICA=true");
        QVERIFY(readBy(u"replica1"_s));
        worker.request_stop();
        worker.join();
        QCOMPARE(outcome.details[u"figures"_s].toObject()[u"load_errors"_s].toInt(), 0);
    }

    void onAProductionClusterItAsksForItsNameAndAReason()
    {
        models::ClusterProfile profile;
        profile.name = u"shop"_s;
        profile.production = true;
        const auto preview = models::WorkloadOperation(profile, {}, nullptr).preview();
        QCOMPARE(preview.typedConfirmation, u"shop"_s);
        QVERIFY(preview.needsReason);
    }

    void aSizeThatIsOutOfRangeIsRefused()
    {
        auto options = small(2h);
        models::Workload workload(*m_router, options);
        const auto refused = workload.run({}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestWorkload)
#include "tst_workload.moc"
