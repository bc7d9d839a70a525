// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "models/flags/flagoperation.h"
#include "models/flags/flagtableoperation.h"
#include "models/flags/tableflagstore.h"
#include "models/journalmirror.h"
#include "models/journalrecord.h"
#include "tests/support/operations.h"
#include "tests/support/sandboxfixture.h"

#include <QProcess>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The table of flags and the mirror of the Journal, on a real primary.
class TestFlagTable : public QObject
{
    Q_OBJECT

private:
    tests::SandboxFixture m_sandbox;
    ClusterProfile m_profile;

    db::Deadline soon() const { return db::Deadline::in(20s); }
    std::shared_ptr<TableFlagStore> store()
    {
        return std::make_shared<TableFlagStore>(m_sandbox->endpoint(u"primary"_s));
    }
    db::Connection session()
    {
        db::SessionOptions options;
        options.readOnly = false;
        return std::move(*db::Connection::open(m_sandbox->endpoint(u"primary"_s), options, soon()));
    }
    QString asked(const QString &sql) { return session().execute(sql, {}, soon())->text(0, 0); }
    Outcome run(Operation &operation)
    {
        return operation.run([](const Progress &) {}, {});
    }
    db::Result<FlagWrite> write(const FlagReading &basis, const std::vector<FlagAssignment> &changes)
    {
        return store()->write(basis, changes, {u"alice@console"_s, u"trial"_s}, soon(), {});
    }

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 1);
        m_profile = *ClusterProfile::fromEnvFile(m_sandbox->envFile());
    }

    void theTableIsMadeByAnOperationOnly()
    {
        const auto before = store()->read(soon(), {});
        QVERIFY2(before, qPrintable(before ? QString() : before.error().message));
        QVERIFY(!before->exists);
        QVERIFY(store()->history(10, soon(), {})->empty());
        FlagTableOperation operation(m_sandbox->endpoint(u"primary"_s), {});
        QVERIFY(operation.preview().actions.front().contains(u"CREATE TABLE"_s));
        const auto outcome = run(operation);
        QVERIFY2(outcome.state == Outcome::State::Succeeded, qPrintable(outcome.summary));
        QVERIFY(run(operation).state == Outcome::State::Succeeded); // what is there stays
        QVERIFY(store()->read(soon(), {})->exists);
    }

    void aFlagIsSetWithItsHistory()
    {
        auto reading = store()->read(soon(), {});
        QVERIFY(write(*reading, {{u"NEW_BILLING"_s, u"true"_s}})->isWritten);
        reading = store()->read(soon(), {});
        const auto *const flag = reading->flag(u"NEW_BILLING"_s);
        QVERIFY(flag && flag->declaration.kind == FlagKind::Bool);
        FlagPlan plan{m_profile, store(), *reading, {{u"NEW_BILLING"_s, u"off"_s}}, false, {}};
        auto operation = FlagOperation::make(plan, nullptr);
        QVERIFY(operation);
        (*operation)->setReason(u"too slow"_s);
        QVERIFY(run(**operation).state == Outcome::State::Succeeded);
        const auto history = store()->history(10, soon(), {});
        QCOMPARE(int(history->size()), 2);
        QCOMPARE(history->front().from, u"true"_s);
        QCOMPARE(history->front().to, u"false"_s);
        QCOMPARE(history->front().why, u"too slow"_s);
        QVERIFY(!history->back().from);
        QCOMPARE(history->back().who, u"alice@console"_s);
    }

    void aChangeByOthersIsInTheHistoryTooAndStopsOurs()
    {
        const auto basis = store()->read(soon(), {});
        asked(u"UPDATE seawall.feature_flag SET value = 'true' WHERE key = 'NEW_BILLING' RETURNING 1"_s);
        const auto written = write(*basis, {{u"OTHER"_s, u"1"_s}, {u"NEW_BILLING"_s, u"true"_s}});
        QVERIFY(written && !written->isWritten);
        QVERIFY2(written->difference.contains(u"+NEW_BILLING=true"_s), qPrintable(written->difference));
        QVERIFY(!store()->read(soon(), {})->flag(u"OTHER"_s)); // all or none
        QCOMPARE(store()->history(1, soon(), {})->front().who, asked(u"SELECT session_user"_s));
    }

    void listenersAreTold()
    {
        const auto endpoint = m_sandbox->endpoint(u"primary"_s);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PGPASSWORD"_s, endpoint.password.reveal());
        QProcess psql;
        psql.setProcessEnvironment(environment);
        psql.start(*db::Sandbox::findBinaries() + u"/psql"_s,
                   {u"-X"_s, u"-h"_s, endpoint.host(), u"-p"_s, QString::number(endpoint.port()), u"-U"_s,
                    endpoint.parameter(u"user"_s), u"-d"_s, endpoint.parameter(u"dbname"_s), u"-c"_s,
                    u"LISTEN seawall_feature_flag"_s, u"-c"_s,
                    u"UPDATE seawall.feature_flag SET value = 'off' WHERE key = 'NEW_BILLING'"_s});
        QVERIFY(psql.waitForFinished(30'000));
        const auto told = psql.readAllStandardOutput();
        QVERIFY2(told.contains("\"seawall_feature_flag\" with payload \"NEW_BILLING\""), told.constData());
    }

    void aFlagOutOfItsRangeIsRefused()
    {
        asked(
            u"INSERT INTO seawall.feature_flag (key, value, kind, least, most) VALUES ('BATCH', '10', 'number', 1, 100) RETURNING 1"_s);
        const auto reading = store()->read(soon(), {});
        FlagPlan plan{m_profile, store(), *reading, {{u"BATCH"_s, u"1000"_s}}, false, {}};
        QVERIFY(FlagOperation::make(plan, nullptr).error().hint.contains(u"from 1 to 100"_s));
    }

    void theJournalIsMirroredAndCaughtUpAfterAnOutage()
    {
        QTemporaryDir folder;
        const auto journal = *Journal::open(folder.filePath(u"journal.sqlite"_s));
        const auto add = [&] {
            const auto entry = journal->begin(tests::FakeOperation(), u"why"_s);
            QVERIFY(entry && journal->finish(*entry, tests::FakeOperation::succeeded()));
        };
        add();
        QVERIFY(!mirrorJournal(*journal, m_profile, soon())->isThere);
        MirrorTableOperation operation(m_sandbox->endpoint(u"primary"_s), {});
        const auto made = run(operation);
        QVERIFY2(made.state == Outcome::State::Succeeded, qPrintable(made.summary));
        auto state = mirrorJournal(*journal, m_profile, soon());
        QVERIFY2(state, qPrintable(state ? QString() : state.error().message));
        QCOMPARE(state->copied, 2);
        QVERIFY(m_sandbox->stop(u"primary"_s, true));
        add();
        add();
        QVERIFY(!mirrorJournal(*journal, m_profile, db::Deadline::in(5s)));
        QVERIFY(m_sandbox->start(u"primary"_s));
        state = mirrorJournal(*journal, m_profile, soon());
        QVERIFY2(state, qPrintable(state ? QString() : state.error().message));
        QCOMPARE(state->copied, 4);
        QCOMPARE(mirrorJournal(*journal, m_profile, soon())->copied, 0);
        QCOMPARE(asked(u"SELECT string_agg(hash, ',' ORDER BY id) FROM seawall.journal"_s).count(u','), 5);
        const auto rows = journal->rows(5, 1);
        QCOMPARE(asked(u"SELECT hash FROM seawall.journal WHERE id = 6"_s),
                 QString::fromLatin1(rows->front().hash));
        QCOMPARE(asked(u"SELECT count(*) FROM seawall.journal_entry WHERE state = 'succeeded'"_s), u"3"_s);
    }

    void theMirrorWorksInTheBackground()
    {
        QTemporaryDir folder;
        const auto path = folder.filePath(u"journal.sqlite"_s);
        const auto journal = *Journal::open(path);
        QVERIFY(journal->begin(tests::FakeOperation(), {}));
        const auto origin = QString::fromLatin1(journal->rows(0, 1)->front().hash);
        JournalMirror mirror(path, m_profile, [](const QString &sentence) { qWarning() << sentence; });
        const auto count = [&] {
            return asked(u"SELECT count(*) FROM seawall.journal WHERE origin = '%1'"_s.arg(origin));
        };
        QTRY_COMPARE_WITH_TIMEOUT(count(), u"1"_s, 20'000);
        QVERIFY(journal->begin(tests::FakeOperation(), {}));
        mirror.wake();
        QTRY_COMPARE_WITH_TIMEOUT(count(), u"2"_s, 20'000);
    }
};

QTEST_GUILESS_MAIN(TestFlagTable)
#include "tst_flagtable.moc"
