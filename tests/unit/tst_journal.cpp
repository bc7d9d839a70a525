// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/interruptedentry.h"
#include "models/journal.h"
#include "tests/support/operations.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

#include <thread>

#include <signal.h>

using namespace seawall::models;
using seawall::tests::FakeOperation;
using namespace Qt::StringLiterals;

namespace {

/// What somebody with an SQLite shell does to the file. Returns the error's text, empty where it worked.
QString meddle(const QString &path, const QStringList &statements)
{
    QString error;
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"meddler"_s);
        database.setDatabaseName(path);
        database.open();
        QSqlQuery query(database);
        for (const auto &statement : statements) {
            if (!query.exec(statement))
                error = query.lastError().databaseText();
        }
    }
    QSqlDatabase::removeDatabase(u"meddler"_s);
    return error;
}

const QStringList triggersOff{u"DROP TRIGGER journal_no_update"_s, u"DROP TRIGGER journal_no_delete"_s,
                              u"DROP TRIGGER head_grows"_s, u"DROP TRIGGER head_stays"_s};

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anEntryReadsAsItWasWritten();
    void aStartOfALivingProcessIsRunning();
    void aStartOfAProcessThatIsGoneIsInterrupted();
    void aMigrationThatWasInterruptedIsLookedForInItsFolder();
    void aBackendPidUsedAgainDoesNotKeepAnEntryRunning();
    void anOutcomeIsWrittenOnce();
    void entriesComeNewestFirstAndWithinBounds();
    void passwordsAreMasked();
    void theFileIsReadableByItsOwnerOnly();
    void rowsCannotBeChangedOrDeleted();
    void anUntouchedChainIsWhole();
    void tamperingIsFound_data();
    void tamperingIsFound();
    void severalThreadsMayWrite();
    void severalProcessesAppendToOneChain();
    void aFolderThatDoesNotExistIsAnError();
    void aFileThatIsNoJournalIsAnError();
    void aJournalOfANewerSeawallIsAnError();

private:
    std::shared_ptr<Journal> open() const
    {
        auto journal = Journal::open(m_path);
        if (!journal)
            qWarning().noquote() << journal.error().message;
        return journal.value_or(nullptr);
    }
    void writeThreeEntries() const
    {
        const auto journal = open();
        for (int i = 0; i < 3; ++i) {
            const auto id = journal->begin(FakeOperation(), u"reason %1"_s.arg(i));
            QVERIFY(id && journal->finish(*id, FakeOperation::succeeded()));
        }
    }
    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_path;
};

void TestJournal::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_path = m_directory->filePath(u"journal.sqlite"_s);
}

void TestJournal::anEntryReadsAsItWasWritten()
{
    const FakeOperation operation;
    {
        const auto journal = open();
        const auto id = journal->begin(operation, u"it blocks the deployment"_s);
        QVERIFY(id);
        QVERIFY(journal->finish(*id, FakeOperation::succeeded(u"The statement was cancelled."_s)));
    }
    const auto entries = open()->entries();
    QVERIFY(entries);
    QCOMPARE(entries->size(), 1u);
    const auto &entry = entries->front();
    QCOMPARE(entry.kind, u"test.fake"_s);
    QCOMPARE(entry.title, u"Cancel backend 4711 on primary"_s); // asked before, told afterwards
    QCOMPARE(entry.actions, operation.shown.actions);
    QCOMPARE(entry.reason, u"it blocks the deployment"_s);
    QVERIFY(entry.target == operation.shown.target);
    QVERIFY(entry.actor.contains(u'@'));
    QCOMPARE(toString(entry.state), u"succeeded"_s);
    QCOMPARE(entry.summary, u"The statement was cancelled."_s);
    QCOMPARE(entry.details, QJsonObject({{u"rows"_s, 3}}));
    QVERIFY(entry.finishedMs && *entry.finishedMs >= entry.startedMs);
}

void TestJournal::aStartOfALivingProcessIsRunning()
{
    const auto journal = open();
    QVERIFY(journal->begin(FakeOperation(), {}));
    QCOMPARE(toString(journal->entries()->front().state), u"running"_s);
    QVERIFY(!journal->entries()->front().finishedMs);
}

void TestJournal::aStartOfAProcessThatIsGoneIsInterrupted()
{
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(), {u"--begin-and-die"_s, m_path});
    QVERIFY(other.waitForFinished());
    QCOMPARE(other.exitStatus(), QProcess::CrashExit);
    const auto entries = open()->entries();
    QVERIFY(entries);
    QCOMPARE(entries->size(), 1u);
    QCOMPARE(toString(entries->front().state), u"interrupted"_s);
}

void TestJournal::aMigrationThatWasInterruptedIsLookedForInItsFolder()
{
    JournalEntry entry;
    entry.kind = u"migration.apply"_s;
    QCOMPARE(wayToKnow(entry, u"/srv/.env"_s),
             u"seawallctl migrate --env /srv/.env --status tells what of it took effect; where the run was "
             "given a folder with --migrations, give the same one."_s);
}

void TestJournal::aBackendPidUsedAgainDoesNotKeepAnEntryRunning()
{
    QVERIFY(open()->begin(FakeOperation(), {}));
    const auto change = u"UPDATE journal SET payload = json_set(payload, '$.process.start', 1)"_s;
    QCOMPARE(meddle(m_path, triggersOff + QStringList{change}), QString());
    QCOMPARE(toString(open()->entries()->front().state), u"interrupted"_s);
}

void TestJournal::anOutcomeIsWrittenOnce()
{
    const auto journal = open();
    const auto id = journal->begin(FakeOperation(), {});
    QVERIFY(journal->finish(*id, FakeOperation::succeeded()));
    QVERIFY(!journal->finish(*id, FakeOperation::succeeded(u"again"_s)));
    QCOMPARE(journal->verify()->rows, 2);
    QVERIFY(!journal->verify()->firstBrokenRow);
}

void TestJournal::entriesComeNewestFirstAndWithinBounds()
{
    writeThreeEntries();
    const auto journal = open();
    const auto all = *journal->entries();
    QCOMPARE(all.size(), 3u);
    QCOMPARE(all[0].reason, u"reason 2"_s);
    QCOMPARE(all[2].reason, u"reason 0"_s);
    QCOMPARE(journal->entries(0, 0, 2)->size(), 2u);
    QCOMPARE(journal->entries(all[0].startedMs + 1)->size(), 0u);
    QCOMPARE(journal->entries(0, all[2].startedMs)->size(), 0u);
}

void TestJournal::passwordsAreMasked()
{
    FakeOperation operation;
    operation.shown.title = u"Rejoin postgresql://bob:hunter2@db1/app"_s;
    operation.shown.actions = {u"pg_rewind --source-server='host=db1 password=hunter2'"_s};
    const auto journal = open();
    const auto id = journal->begin(operation, u"password=hunter2 leaked"_s);
    auto outcome = FakeOperation::succeeded(u"postgresql://bob:hunter2@db1/app"_s);
    outcome.details = {{u"nested"_s, QJsonObject{{u"source"_s, u"password=hunter2"_s}}}};
    outcome.error.emplace();
    outcome.error->message = outcome.error->detail = u"password=hunter2"_s;
    QVERIFY(journal->finish(*id, outcome));
    QVERIFY(journal->entries()->front().title.contains(u"db1"_s));
    for (const auto &name : QDir(m_directory->path()).entryList(QDir::Files)) {
        QFile file(m_directory->filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("hunter2"), qPrintable(name));
    }
}

void TestJournal::theFileIsReadableByItsOwnerOnly()
{
    const auto journal = open();
    QVERIFY(journal->begin(FakeOperation(), {}));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    const auto files = QDir(m_directory->path()).entryList(QDir::Files);
    QVERIFY(files.size() >= 2); // the write-ahead log is beside it
    for (const auto &name : files)
        QCOMPARE(QFile(m_directory->filePath(name)).permissions() & others, QFile::Permissions());
}

void TestJournal::rowsCannotBeChangedOrDeleted()
{
    writeThreeEntries();
    QVERIFY(meddle(m_path, {u"UPDATE journal SET payload = '{}' WHERE id = 1"_s}).contains(u"append-only"_s));
    QVERIFY(meddle(m_path, {u"DELETE FROM journal WHERE id = 6"_s}).contains(u"append-only"_s));
    QVERIFY(meddle(m_path, {u"UPDATE head SET rows = 2"_s}).contains(u"only grows"_s));
    QVERIFY(!open()->verify()->firstBrokenRow);
}

void TestJournal::anUntouchedChainIsWhole()
{
    QCOMPARE(open()->verify()->rows, 0);
    QVERIFY(!open()->verify()->firstBrokenRow);
    writeThreeEntries();
    QCOMPARE(open()->verify()->rows, 6);
    QVERIFY(!open()->verify()->firstBrokenRow);
}

void TestJournal::tamperingIsFound_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<int>("brokenRow");
    QTest::newRow("payload edited") << u"UPDATE journal SET payload = '{}' WHERE id = 3"_s << 3;
    QTest::newRow("time edited") << u"UPDATE journal SET time_ms = time_ms - 1 WHERE id = 2"_s << 2;
    QTest::newRow("hash edited") << u"UPDATE journal SET hash = 'x' WHERE id = 4"_s << 4;
    QTest::newRow("outcome moved") << u"UPDATE journal SET entry = 99 WHERE id = 4"_s << 4;
    QTest::newRow("row deleted") << u"DELETE FROM journal WHERE id = 3"_s << 3;
    QTest::newRow("first row deleted") << u"DELETE FROM journal WHERE id = 1"_s << 1;
    QTest::newRow("tail cut off") << u"DELETE FROM journal WHERE id > 4"_s << 5;
    QTest::newRow("all deleted") << u"DELETE FROM journal"_s << 1;
    QTest::newRow("head lost") << u"DELETE FROM head"_s << 7;
    QTest::newRow("head set back") << u"UPDATE head SET rows = 4"_s << 5;
    QTest::newRow("row added past the head")
        << u"INSERT INTO journal VALUES (7, 'start', 7, 0, '{}', 'made up')"_s << 7;
    QTest::newRow("rows swapped")
        << u"UPDATE journal SET payload = (SELECT payload FROM journal j WHERE j.id = 6 - journal.id) "
           "WHERE id IN (1, 5)"_s
        << 1;
}

void TestJournal::tamperingIsFound()
{
    QFETCH(QString, statement);
    QFETCH(int, brokenRow);
    writeThreeEntries();
    QCOMPARE(meddle(m_path, triggersOff + QStringList{statement}), QString());
    const auto verified = open()->verify();
    QVERIFY(verified);
    QCOMPARE(verified->firstBrokenRow.value_or(0), brokenRow);
}

void TestJournal::severalThreadsMayWrite()
{
    const auto journal = open();
    std::atomic<int> written = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int round = 0; round < 10; ++round) {
                    const auto id = journal->begin(FakeOperation(), {});
                    written += id && journal->finish(*id, FakeOperation::succeeded()) ? 2 : 0;
                }
            });
        }
    }
    QCOMPARE(written.load(), 80);
    QCOMPARE(journal->verify()->rows, 80);
    QVERIFY(!journal->verify()->firstBrokenRow);
}

void TestJournal::severalProcessesAppendToOneChain()
{
    std::vector<std::unique_ptr<QProcess>> others;
    for (int i = 0; i < 3; ++i) {
        others.push_back(std::make_unique<QProcess>());
        others.back()->start(QCoreApplication::applicationFilePath(), {u"--append"_s, m_path, u"25"_s});
    }
    writeThreeEntries();
    for (const auto &other : others) {
        QVERIFY(other->waitForFinished());
        QCOMPARE(other->exitCode(), 0);
    }
    const auto verified = open()->verify();
    QCOMPARE(verified->rows, 6 + 3 * 50);
    QVERIFY(!verified->firstBrokenRow);
    const auto entries = *open()->entries();
    for (const auto &entry : entries)
        QCOMPARE(toString(entry.state), u"succeeded"_s);
}

void TestJournal::aFolderThatDoesNotExistIsAnError()
{
    const auto journal = Journal::open(m_directory->filePath(u"none/journal.sqlite"_s));
    QVERIFY(!journal);
    QCOMPARE(journal.error().kind, seawall::db::ErrorKind::FileAccess);
    QVERIFY(journal.error().message.contains(u"none/journal.sqlite"_s));
}

void TestJournal::aFileThatIsNoJournalIsAnError()
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("This is not SQLite. ").repeated(1000));
    file.close();
    const auto journal = Journal::open(m_path);
    QVERIFY(!journal);
    QCOMPARE(journal.error().kind, seawall::db::ErrorKind::FileAccess);
}

void TestJournal::aJournalOfANewerSeawallIsAnError()
{
    writeThreeEntries();
    QCOMPARE(meddle(m_path, {u"PRAGMA user_version = 99"_s}), QString());
    const auto journal = Journal::open(m_path);
    QVERIFY(!journal);
    QCOMPARE(journal.error().kind, seawall::db::ErrorKind::InvalidInput);
}

/// The test starts itself again as the other process: a console or CLI that appends, or one that is killed.
static int otherProcess(const QStringList &arguments)
{
    const auto journal = Journal::open(arguments.at(2));
    if (!journal)
        return 1;
    if (arguments.at(1) == u"--begin-and-die") {
        if ((*journal)->begin(FakeOperation(), {}))
            ::raise(SIGKILL);
        return 1;
    }
    for (int i = 0; i < arguments.at(3).toInt(); ++i) {
        const auto id = (*journal)->begin(FakeOperation(), {});
        if (!id || !(*journal)->finish(*id, FakeOperation::succeeded()))
            return 1;
    }
    return 0;
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--append" || arguments.value(1) == u"--begin-and-die")
        return otherProcess(arguments);
    TestJournal test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journal.moc"
