// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/operationrunner.h"
#include "tests/support/operations.h"

#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

#include <stdexcept>

using namespace seawall::models;
using seawall::tests::FakeOperation;
using namespace Qt::StringLiterals;

namespace {

/// Waits for the stop token, as an Operation does that a person cancels.
Outcome untilStopped(const ProgressSink &, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait(lock, stop, [] { return false; });
    return {Outcome::State::Cancelled, u"Stopped."_s, {}, {}};
}

Outcome outcomeOf(const QSignalSpy &finished, int index = 0)
{
    return finished.at(index).at(1).value<Outcome>();
}

} // namespace

class TestOperationRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOperationIsJournalledAroundItsRun();
    void commandsInAnOutcomeNameTheEnvironment();
    void anOperationDoesNotRunWithoutAJournal();
    void aStartThatTheJournalRefusesIsNotRun();
    void anOutcomeThatCannotBeJournalledSaysSo();
    void aMissingReasonStopsAnOperation();
    void anExceptionBecomesAFailedOutcome();
    void aCancelledOperationSaysSo();
    void operationsRunSideBySide();
    void aFloodOfProgressIsThinnedOutAndEndsWithTheLast();
    void theDestructorStopsWhatRuns();
    void theJournalIsVerified();
    void aJournalThatCannotBeReadIsTold();
};

void TestOperationRunner::anOperationIsJournalledAroundItsRun()
{
    OperationRunner runner({});
    QSignalSpy started(&runner, &OperationRunner::started);
    QSignalSpy finished(&runner, &OperationRunner::finished);
    QSignalSpy read(&runner, &OperationRunner::journalRead);
    const int run = runner.start(std::make_unique<FakeOperation>(), u"because"_s);
    QVERIFY(!runner.isIdle());
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(runner.isIdle());
    QCOMPARE(started.size(), 1);
    QCOMPARE(started.at(0).at(0).toInt(), run);
    QCOMPARE(started.at(0).at(1).value<Preview>().title, u"Cancel backend 4711 on primary?"_s);
    QCOMPARE(finished.at(0).at(0).toInt(), run);
    QVERIFY(outcomeOf(finished).state == Outcome::State::Succeeded);

    runner.readJournal();
    QTRY_COMPARE(read.size(), 1);
    const auto entries = read.at(0).at(0).value<std::vector<JournalEntry>>();
    QCOMPARE(entries.size(), 1u);
    QCOMPARE(entries[0].reason, u"because"_s);
    QCOMPARE(toString(entries[0].state), u"succeeded"_s);
}

void TestOperationRunner::commandsInAnOutcomeNameTheEnvironment()
{
    OperationRunner runner({}, u"/srv/app/.env"_s);
    QSignalSpy finished(&runner, &OperationRunner::finished);
    QSignalSpy read(&runner, &OperationRunner::journalRead);
    runner.start(std::make_unique<FakeOperation>(
                     [](auto &&...) { return FakeOperation::succeeded(u"See: seawallctl status."_s); }),
                 {});
    QTRY_COMPARE(finished.size(), 1);
    const auto told = u"See: seawallctl status --env /srv/app/.env."_s;
    QCOMPARE(outcomeOf(finished).summary, told);
    runner.readJournal();
    QTRY_COMPARE(read.size(), 1);
    QCOMPARE(read.at(0).at(0).value<std::vector<JournalEntry>>().at(0).summary, told);
}

void TestOperationRunner::anOperationDoesNotRunWithoutAJournal()
{
    OperationRunner runner(u"/proc/seawall/journal.sqlite"_s);
    QSignalSpy started(&runner, &OperationRunner::started);
    QSignalSpy finished(&runner, &OperationRunner::finished);
    std::atomic<bool> ran = false;
    runner.start(std::make_unique<FakeOperation>([&](auto &&...) {
                     ran = true;
                     return FakeOperation::succeeded();
                 }),
                 {});
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!ran);
    QCOMPARE(started.size(), 0);
    QVERIFY(outcomeOf(finished).state == Outcome::State::Failed);
    QVERIFY(outcomeOf(finished).summary.startsWith(u"Nothing was done: The Journal"_s));
}

void TestOperationRunner::aStartThatTheJournalRefusesIsNotRun()
{
    const QTemporaryDir directory;
    const auto path = directory.filePath(u"journal.sqlite"_s);
    OperationRunner runner(path);
    QSignalSpy finished(&runner, &OperationRunner::finished);
    runner.start(std::make_unique<FakeOperation>(), {});
    QTRY_COMPARE(finished.size(), 1);
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"meddler"_s);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QSqlQuery(database).exec(u"DROP TABLE head"_s);
    }
    QSqlDatabase::removeDatabase(u"meddler"_s);
    std::atomic<bool> ran = false;
    runner.start(std::make_unique<FakeOperation>([&](auto &&...) {
                     ran = true;
                     return FakeOperation::succeeded();
                 }),
                 {});
    QTRY_COMPARE(finished.size(), 2);
    QVERIFY(!ran);
    QVERIFY(outcomeOf(finished, 1).summary.startsWith(u"Nothing was done: The Journal"_s));
}

void TestOperationRunner::anOutcomeThatCannotBeJournalledSaysSo()
{
    const QTemporaryDir directory;
    const auto path = directory.filePath(u"journal.sqlite"_s);
    OperationRunner runner(path);
    QSignalSpy finished(&runner, &OperationRunner::finished);
    QSignalSpy failed(&runner, &OperationRunner::journalFailed);
    runner.start(std::make_unique<FakeOperation>([&](auto &&...) {
                     // Somebody else writes this entry's outcome first: the file then refuses ours.
                     const auto other = Journal::open(path);
                     (void)(*other)->finish(1, FakeOperation::succeeded());
                     return FakeOperation::succeeded();
                 }),
                 {});
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(outcomeOf(finished).state == Outcome::State::Succeeded);
    QVERIFY(outcomeOf(finished).summary.contains(u"could not record this outcome"_s));
    QCOMPARE(failed.size(), 1);
}

void TestOperationRunner::aMissingReasonStopsAnOperation()
{
    OperationRunner runner({});
    QSignalSpy finished(&runner, &OperationRunner::finished);
    auto operation = std::make_unique<FakeOperation>();
    operation->shown.needsReason = true;
    runner.start(std::move(operation), u"  "_s);
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(outcomeOf(finished).state == Outcome::State::Failed);
    QVERIFY(outcomeOf(finished).summary.contains(u"reason"_s));
}

void TestOperationRunner::anExceptionBecomesAFailedOutcome()
{
    OperationRunner runner({});
    QSignalSpy finished(&runner, &OperationRunner::finished);
    runner.start(
        std::make_unique<FakeOperation>([](auto &&...) -> Outcome { throw std::runtime_error("boom"); }), {});
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(outcomeOf(finished).state == Outcome::State::Failed);
    QVERIFY(outcomeOf(finished).summary.contains(u"boom"_s));
    QCOMPARE(outcomeOf(finished).error->kind, seawall::db::ErrorKind::Internal);
}

void TestOperationRunner::aCancelledOperationSaysSo()
{
    OperationRunner runner({});
    QSignalSpy started(&runner, &OperationRunner::started);
    QSignalSpy finished(&runner, &OperationRunner::finished);
    const int run = runner.start(std::make_unique<FakeOperation>(untilStopped), {});
    QTRY_COMPARE(started.size(), 1);
    runner.cancel(run);
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(outcomeOf(finished).state == Outcome::State::Cancelled);
    runner.cancel(run); // long over: nothing happens
}

void TestOperationRunner::operationsRunSideBySide()
{
    OperationRunner runner({});
    QSignalSpy finished(&runner, &OperationRunner::finished);
    const int slow = runner.start(std::make_unique<FakeOperation>(untilStopped), {});
    const int quick = runner.start(std::make_unique<FakeOperation>(), {});
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.at(0).at(0).toInt(), quick);
    runner.cancel(slow);
    QTRY_COMPARE(finished.size(), 2);
}

void TestOperationRunner::aFloodOfProgressIsThinnedOutAndEndsWithTheLast()
{
    OperationRunner runner({});
    QSignalSpy progressed(&runner, &OperationRunner::progressed);
    QSignalSpy finished(&runner, &OperationRunner::finished);
    std::atomic<bool> done = false;
    runner.start(std::make_unique<FakeOperation>([&](const ProgressSink &progress, std::stop_token) {
                     for (int i = 1; i <= 10000; ++i)
                         progress({i / 10000.0, u"row %1"_s.arg(i)});
                     done = true;
                     return FakeOperation::succeeded();
                 }),
                 {});
    while (!done)
        std::this_thread::yield(); // this thread is the GUI's, and it is behind
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(progressed.size(), 1);
    QCOMPARE(progressed.at(0).at(1).value<Progress>().text, u"row 10000"_s);
}

void TestOperationRunner::theDestructorStopsWhatRuns()
{
    const QTemporaryDir directory;
    const auto path = directory.filePath(u"journal.sqlite"_s);
    {
        OperationRunner runner(path);
        QSignalSpy started(&runner, &OperationRunner::started);
        runner.start(std::make_unique<FakeOperation>(untilStopped), {});
        runner.start(std::make_unique<FakeOperation>(untilStopped), {});
        QTRY_COMPARE(started.size(), 2);
    }
    const auto entries = (*Journal::open(path))->entries();
    QCOMPARE(entries->size(), 2u);
    for (const auto &entry : *entries)
        QCOMPARE(toString(entry.state), u"cancelled"_s);
}

void TestOperationRunner::theJournalIsVerified()
{
    OperationRunner runner({});
    QSignalSpy finished(&runner, &OperationRunner::finished);
    QSignalSpy verified(&runner, &OperationRunner::journalVerified);
    runner.start(std::make_unique<FakeOperation>(), {});
    QTRY_COMPARE(finished.size(), 1);
    runner.verifyJournal();
    QTRY_COMPARE(verified.size(), 1);
    QCOMPARE(verified.at(0).at(0).toLongLong(), 2);
    QCOMPARE(verified.at(0).at(1).toLongLong(), 0);
}

void TestOperationRunner::aJournalThatCannotBeReadIsTold()
{
    OperationRunner runner(u"/proc/seawall/journal.sqlite"_s);
    QSignalSpy failed(&runner, &OperationRunner::journalFailed);
    runner.readJournal();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.at(0).at(0).toString().contains(u"/proc/seawall"_s));
}

QTEST_GUILESS_MAIN(TestOperationRunner)
#include "tst_operationrunner.moc"
