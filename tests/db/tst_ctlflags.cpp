// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

#include <QJsonArray>
#include <QTest>

#include <atomic>
#include <thread>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;

/// `seawallctl flags` and what is new in `seawallctl journal`, on a sandbox.
class TestCtlFlags : public QObject
{
    Q_OBJECT

private:
    SandboxFixture m_sandbox;
    QTemporaryDir m_folder;

    Ended flags(QStringList arguments)
    {
        return run(QStringList{u"flags"_s} + arguments +
                   QStringList{u"--env"_s, m_sandbox->envFile(), u"--data-dir"_s, m_folder.path()});
    }
    Ended journal(QStringList arguments)
    {
        return run(QStringList{u"journal"_s} + arguments +
                   QStringList{u"--env"_s, m_sandbox->envFile(), u"--data-dir"_s, m_folder.path()});
    }
    QByteArray env() const
    {
        QFile file(const_cast<TestCtlFlags *>(this)->m_sandbox->envFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QJsonObject jsonOf(const Ended &ended) { return QJsonDocument::fromJson(ended.output).object(); }

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1); }

    void aFlagIsListedSetAndTakenBack()
    {
        auto ended = flags({u"list"_s, u"--json"_s});
        QVERIFY2(ended.code == 0, toldBy(ended));
        QVERIFY(ended.output.contains("USE_READ_REPLICA"));
        QVERIFY(!ended.output.contains("PASSWORD"));
        const auto before = env();
        QVERIFY(before.contains("USE_READ_REPLICA=true"));

        ended = flags({u"set"_s, u"USE_READ_REPLICA"_s, u"off"_s, u"--yes"_s, u"--reason"_s, u"a trial"_s});
        QVERIFY2(ended.code == 0, toldBy(ended));
        QVERIFY2(ended.output.contains("- USE_READ_REPLICA=true") &&
                     ended.output.contains("+ USE_READ_REPLICA=false") &&
                     ended.output.contains("reads fall back: primary at"),
                 toldBy(ended));
        QCOMPARE(env(), QByteArray(before).replace("USE_READ_REPLICA=true", "USE_READ_REPLICA=false"));
        ended = flags({u"set"_s, u"USE_READ_REPLICA"_s, u"false"_s, u"--yes"_s});
        QVERIFY2(ended.code == 0 && ended.output.contains("already"), toldBy(ended));
        ended = flags({u"set"_s, u"USE_READ_REPLICA"_s, u"false"_s, u"--yes"_s, u"--json"_s});
        QVERIFY2(ended.code == 0 && jsonOf(ended)[u"set"] == QJsonValue(false), toldBy(ended));

        ended = flags({u"history"_s, u"--json"_s});
        const auto change = jsonOf(ended)[u"changes"].toArray().at(0).toObject();
        QCOMPARE(change[u"from"].toString(), u"true"_s);
        QCOMPARE(change[u"why"].toString(), u"a trial"_s);
        QVERIFY(change[u"journal_id"].toInt() > 0);

        ended = flags({u"revert"_s, u"USE_READ_REPLICA"_s, u"--yes"_s, u"--json"_s});
        QVERIFY2(ended.code == 0 && jsonOf(ended)[u"set"].toBool(), toldBy(ended));
        QCOMPARE(env(), before);

        QFile file(m_sandbox->envFile()); // an edit that no window noticed
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QByteArray(before).replace("USE_READ_REPLICA=true", "USE_READ_REPLICA=false"));
        file.close();
        ended = flags({u"set"_s, u"USE_READ_REPLICA"_s, u"true"_s, u"--yes"_s});
        QVERIFY2(ended.code == 0, toldBy(ended));
        ended = flags({u"history"_s, u"USE_READ_REPLICA"_s, u"--json"_s});
        QStringList told;
        for (const auto &value : jsonOf(ended)[u"changes"].toArray()) {
            const auto each = value.toObject();
            told << u"%1→%2 %3"_s.arg(each[u"from"].toString(), each[u"to"].toString(),
                                      each[u"journal_id"].isNull() ? each[u"why"].toString() : QString());
        }
        QCOMPARE(told, (QStringList{u"false→true "_s, u"true→false Changed by another program."_s,
                                    u"false→true "_s, u"true→false "_s}));
    }

    /// The .env is read by the monitor and before a failover too: a typo in a flag must stop neither.
    void aFlagThatIsNeitherTrueNorFalseIsToldAndMended()
    {
        const auto before = env();
        const auto put = [&](const QByteArray &value) {
            QFile file(m_sandbox->envFile());
            return file.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
                   file.write(QByteArray(before).replace("USE_READ_REPLICA=true", value)) > 0;
        };
        const auto asked = [&](const QStringList &arguments) {
            return run(arguments + QStringList{u"--env"_s, m_sandbox->envFile()});
        };
        QVERIFY(put("USE_READ_REPLICA=maybe"));
        for (const auto &arguments :
             {QStringList{u"status"_s}, QStringList{u"check"_s, u"streaming"_s},
              QStringList{u"failover"_s, u"check"_s, u"--data-dir"_s, m_folder.path()}}) {
            const auto ended = asked(arguments);
            QVERIFY2(ended.code < 2 && ended.errors.contains("USE_READ_REPLICA is neither true nor false"),
                     toldBy(ended));
        }
        auto ended = flags({u"list"_s});
        QVERIFY2(ended.code == 0 && ended.output.contains("maybe") &&
                     ended.output.contains("USE_READ_REPLICA cannot be 'maybe'"),
                 toldBy(ended));
        ended = flags({u"set"_s, u"USE_READ_REPLICA"_s, u"true"_s, u"--yes"_s, u"--reason"_s, u"a typo"_s});
        QVERIFY2(ended.code == 0, toldBy(ended));
        QCOMPARE(env(), before);

        ended = flags({u"set"_s, u"USE_READ_REPLICA"_s, u"false"_s, u"--yes"_s, u"--reason"_s, u"a trial"_s});
        QVERIFY2(ended.code == 0, toldBy(ended));
        QVERIFY(put("USE_READ_REPLICA=maybe"));
        ended = flags({u"revert"_s, u"USE_READ_REPLICA"_s, u"--yes"_s, u"--reason"_s, u"back"_s});
        QVERIFY2(ended.code == 0, toldBy(ended));
        QVERIFY(env().contains("USE_READ_REPLICA=false"));
        QVERIFY(put("USE_READ_REPLICA=true"));
    }

    void whatCannotBeSetIsWrongUsage()
    {
        QCOMPARE(flags({u"set"_s, u"POSTGRES_PASSWORD"_s, u"x"_s, u"--yes"_s}).code, 2);
        QCOMPARE(flags({u"set"_s, u"DB_POOL_SIZE"_s, u"many"_s, u"--yes"_s}).code, 2);
        QCOMPARE(flags({u"set"_s, u"DB_POOL_SIZE"_s, u"7"_s}).code, 2); // nobody to ask
        QCOMPARE(flags({u"set"_s, u"DB_POOL_SIZE"_s, u"7"_s, u"--yes"_s, u"--within"_s, u"5m"_s}).code, 2);
        QCOMPARE(flags({u"revert"_s, u"DB_POOL_RECYCLE"_s, u"--yes"_s}).code, 2);
    }

    void aRedGuardNeedsAReason()
    {
        auto ended = flags({u"set"_s, u"DB_POOL_SIZE"_s, u"500"_s, u"--yes"_s});
        QVERIFY2(ended.code == 2 && ended.errors.contains("needs a reason"), toldBy(ended));
        ended = flags({u"set"_s, u"DB_POOL_SIZE"_s, u"500"_s, u"--yes"_s, u"--reason"_s, u"a test"_s});
        QVERIFY2(ended.code == 0, toldBy(ended));
        QCOMPARE(flags({u"revert"_s, u"DB_POOL_SIZE"_s, u"--yes"_s}).code, 0);
    }

    void theSwitchTakesItBackAndSaysSo()
    {
        const auto before = env();
        auto ended = flags({u"set"_s, u"REPLICA_FALLBACK_ENABLED"_s, u"false"_s, u"--yes"_s, u"--json"_s,
                            u"--until"_s, u"2s"_s});
        QVERIFY2(ended.code == 0, toldBy(ended));
        QCOMPARE(jsonOf(ended)[u"switch"].toObject()[u"state"].toString(), u"fired"_s);
        QCOMPARE(env(), before);
        ended = flags({u"history"_s, u"REPLICA_FALLBACK_ENABLED"_s, u"--json"_s});
        QCOMPARE(jsonOf(ended)[u"changes"].toArray().size(), 2);
        ended = flags({u"set"_s, u"USE_READ_REPLICA"_s, u"false"_s, u"--yes"_s, u"--json"_s,
                       u"--revert-if-pool"_s, u"1"_s, u"--within"_s, u"1m"_s});
        QVERIFY2(ended.code == 1, toldBy(ended)); // the console's own sessions are more than that
        QCOMPARE(env(), before);
    }

    void notPickedUpIsNotFine()
    {
        const auto ended = flags(
            {u"set"_s, u"USE_READ_REPLICA"_s, u"false"_s, u"--yes"_s, u"--json"_s, u"--watch"_s, u"2s"_s});
        const auto proof = jsonOf(ended)[u"proof"].toObject();
        QVERIFY2(proof[u"state"].toString() == u"unknown", toldBy(ended)); // no application reads there
        QCOMPARE(flags({u"revert"_s, u"USE_READ_REPLICA"_s, u"--yes"_s}).code, 0);
    }

    void aServiceWhosePoolKeepsItsConnectionsIsSeenToPickItUp()
    {
        db::SessionOptions session;
        session.applicationName = u"pulse-backend"_s;        // as the sandbox's .env says
        const auto sql = u"SELECT count(*) FROM pg_class"_s; // the server counts sessions that read tables
        std::atomic<int> reads = 0;
        QString problem;
        std::jthread service([&](const std::stop_token &stop) {
            auto replica = db::Connection::open(m_sandbox->endpoint(u"replica1"_s), session,
                                                db::Deadline::in(std::chrono::seconds(10)));
            if (!replica)
                problem = replica.error().message;
            while (replica && !stop.stop_requested()) {
                const bool isUsed = env().contains("USE_READ_REPLICA=true");
                if (isUsed && replica->execute(sql, {}, db::Deadline::in(std::chrono::seconds(10))))
                    ++reads;
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        });
        QTRY_VERIFY_WITH_TIMEOUT(reads > 150, 60'000);
        const auto ended = flags(
            {u"set"_s, u"USE_READ_REPLICA"_s, u"false"_s, u"--yes"_s, u"--json"_s, u"--watch"_s, u"30s"_s});
        QCOMPARE(flags({u"revert"_s, u"USE_READ_REPLICA"_s, u"--yes"_s}).code, 0);
        service.request_stop();
        service.join();
        QCOMPARE(problem, QString());
        const auto proof = jsonOf(ended)[u"proof"].toObject();
        QVERIFY2(proof[u"state"].toString() == u"picked up", toldBy(ended));
    }

    void theTableIsMadeAndUsed()
    {
        QCOMPARE(flags({u"make-table"_s, u"--yes"_s}).code, 0);
        auto ended = flags({u"set"_s, u"NEW_BILLING"_s, u"true"_s, u"--store"_s, u"table"_s, u"--yes"_s,
                            u"--reason"_s, u"go"_s});
        QVERIFY2(ended.code == 0, toldBy(ended));
        ended = flags({u"list"_s, u"--store"_s, u"table"_s, u"--json"_s});
        const auto flag = jsonOf(ended)[u"flags"].toArray().at(0).toObject();
        QCOMPARE(flag[u"value"].toString(), u"true"_s);
        QCOMPARE(flag[u"last_change"].toObject()[u"why"].toString(), u"go"_s);
        ended = flags({u"history"_s, u"--store"_s, u"table"_s, u"--json"_s});
        QCOMPARE(jsonOf(ended)[u"changes"].toArray().size(), 1); // Journal and table tell of the same one
    }

    void twoFilesAreCompared()
    {
        const auto other = m_folder.filePath(u"other.env"_s);
        QFile file(other);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(env().replace("USE_READ_REPLICA=true", "USE_READ_REPLICA=false"));
        file.close();
        const auto ended = run({u"flags"_s, u"compare"_s, m_sandbox->envFile(), other, u"--json"_s});
        QVERIFY2(ended.code == 1, toldBy(ended));
        QCOMPARE(jsonOf(ended)[u"keys"].toArray().size(), 1);
        QCOMPARE(run({u"flags"_s, u"compare"_s, other, other}).code, 0);
    }

    void theHistoryStaysWhenTheServersChangePlaces()
    {
        const auto before = env();
        const auto port = [this](const QString &node) {
            return m_sandbox->endpoint(node).parameter(u"port"_s).toLatin1();
        };
        auto swapped = before;
        swapped.replace("POSTGRES_PORT=" + port(u"primary"_s), "POSTGRES_PORT=" + port(u"replica1"_s));
        swapped.replace("POSTGRES_REPLICA_PORT=" + port(u"replica1"_s),
                        "POSTGRES_REPLICA_PORT=" + port(u"primary"_s));
        QVERIFY(swapped != before);
        QFile file(m_sandbox->envFile());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(swapped) == swapped.size());
        file.close();
        const auto entries = jsonOf(journal({u"list"_s, u"--json"_s}))[u"entries"].toArray();
        const auto changes = jsonOf(flags({u"history"_s, u"--json"_s}))[u"changes"].toArray();
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(before) == before.size());
        QVERIFY(!entries.isEmpty());
        QVERIFY(!changes.isEmpty());
    }

    void aJournalOfTheSameServersElsewhereIsNamed()
    {
        QTemporaryDir folder;
        const auto other = folder.filePath(u"other.env"_s);
        QVERIFY(QFile::copy(m_sandbox->envFile(), other));
        const auto ended =
            run({u"journal"_s, u"list"_s, u"--env"_s, other, u"--data-dir"_s, m_folder.path()});
        QVERIFY2(ended.output.contains("under another name or file"), toldBy(ended));
        QVERIFY2(ended.output.contains("journal.sqlite"), toldBy(ended));
    }

    void theJournalIsExportedAndMirrored()
    {
        auto ended = journal({u"export"_s});
        QVERIFY2(ended.code == 0 && ended.output.startsWith("{\"id\":1,"), toldBy(ended));
        const auto file = m_folder.filePath(u"journal.csv"_s);
        ended = journal({u"export"_s, u"--format"_s, u"csv"_s, u"--output"_s, file});
        QVERIFY2(ended.code == 0 && QFileInfo(file).size() > 100, toldBy(ended));
        QVERIFY(!(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        ended = journal({u"mirror"_s, u"--yes"_s, u"--json"_s});
        QVERIFY2(ended.code == 0 && jsonOf(ended)[u"copied"].toInt() > 2, toldBy(ended));
        ended = journal({u"mirror"_s, u"--json"_s});
        QVERIFY2(ended.code == 0 && jsonOf(ended)[u"copied"].toInt() == 0, toldBy(ended));
    }
};

QTEST_GUILESS_MAIN(TestCtlFlags)
#include "tst_ctlflags.moc"
