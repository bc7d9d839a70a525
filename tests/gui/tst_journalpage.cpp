// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/modelroles.h"
#include "models/workspace.h"
#include "tests/support/operations.h"
#include "ui/elidedlabel.h"
#include "ui/journal/journalpage.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;

class TestJournalPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<models::Workspace> workspace;
    std::unique_ptr<JournalPage> page;

    QTableView *table() const { return page->findChild<QTableView *>(u"journalTable"_s); }
    void runOne(const QString &title, models::Outcome outcome)
    {
        auto operation = std::make_unique<tests::FakeOperation>([outcome](auto &&...) { return outcome; });
        operation->shown.title = title;
        QSignalSpy finished(workspace->operations(), &models::OperationRunner::finished);
        workspace->operations()->start(std::move(operation), u"blocks the import"_s);
        QTRY_COMPARE(finished.count(), 1);
    }

private Q_SLOTS:
    void init()
    {
        page.reset();
        workspace = std::make_unique<models::Workspace>(models::ClusterProfile{}, models::Workspace::Paths{});
        page = std::make_unique<JournalPage>(workspace.get());
        page->resize(1100, 670);
        page->show();
        QVERIFY(QTest::qWaitForWindowExposed(page.get()));
    }

    void anEmptyJournalSaysWhatItIsFor()
    {
        auto *state = page->findChild<QWidget *>(u"journalState"_s);
        QTRY_COMPARE(state->accessibleName(), u"The Journal is empty"_s);
        QVERIFY(state->isVisible());
    }

    void whatIsDoneAppearsWithItsOutcome()
    {
        runOne(u"Terminate backend 4711"_s, tests::FakeOperation::succeeded(u"Backend 4711 has ended."_s));
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QTRY_VERIFY(table()
                        ->model()
                        ->index(0, models::JournalModel::SummaryColumn)
                        .data()
                        .toString()
                        .contains(u"has ended"_s));
    }

    void theDetailsOfTheChosenEntryAreShown()
    {
        runOne(u"Terminate backend 4711"_s, tests::FakeOperation::succeeded());
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        const auto row = table()->visualRect(table()->model()->index(0, 0));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, row.center());
        const auto *details = page->findChild<QPlainTextEdit *>(u"journalDetails"_s);
        QTRY_VERIFY(details->toPlainText().contains(u"pg_cancel_backend(4711)"_s));
        QVERIFY(details->toPlainText().contains(u"Reason: blocks the import"_s));
        QVERIFY(details->toPlainText().contains(u"Timeline: 3"_s));
        QVERIFY(details->toPlainText().indexOf(u"Outcome: "_s) <
                details->toPlainText().indexOf(u"pg_cancel_backend"_s)); // a script can be long
    }

    void theFilterFindsByReasonAndTitle()
    {
        runOne(u"Terminate backend 1"_s, tests::FakeOperation::succeeded());
        runOne(u"Cancel backend 2"_s, tests::FakeOperation::succeeded());
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QTest::keyClicks(page->findChild<QLineEdit *>(u"journalFilter"_s), u"terminate"_s);
        QTRY_COMPARE(table()->model()->rowCount(), 1);
    }

    void theChainIsVerifiedWithAClick()
    {
        runOne(u"Terminate backend 1"_s, tests::FakeOperation::succeeded());
        QTest::mouseClick(page->findChild<QToolButton *>(u"verifyJournalButton"_s), Qt::LeftButton);
        const auto *summary = page->findChild<ElidedLabel *>(u"journalSummary"_s);
        QTRY_VERIFY2(summary->text().contains(u"is whole"_s), qPrintable(summary->text()));
    }

    void aBrokenChainIsNamed()
    {
        Q_EMIT workspace->operations()->journalVerified(7, 4);
        QVERIFY(page->findChild<ElidedLabel *>(u"journalSummary"_s)->text().contains(u"broken at row 4"_s));
    }

    void anInterruptedOperationIsMarked()
    {
        models::JournalEntry entry;
        entry.id = 1;
        entry.title = u"Terminate backend 1"_s;
        entry.state = models::JournalEntry::State::Interrupted;
        Q_EMIT workspace->operations()->journalRead({entry});
        const auto index = table()->model()->index(0, models::JournalModel::StateColumn);
        QVERIFY(index.data(models::SeverityRole).isValid());
        QVERIFY(page->findChild<ElidedLabel *>(u"journalSummary"_s)
                    ->text()
                    .contains(u"1 operation was interrupted"_s));
    }

    void anInterruptedOperationNamesWhatToAsk_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("command");
        QTest::newRow("migration") << u"migration.apply"_s
                                   << u"seawallctl migrate --env /srv/.env --status"_s;
        QTest::newRow("switchover") << u"failover.switchover"_s
                                    << u"seawallctl failover recover --env /srv/.env"_s;
        QTest::newRow("promotion") << u"failover.promote"_s << u"seawallctl status --env /srv/.env"_s;
        QTest::newRow("session") << u"session.terminate"_s << u"Look on the node whether it took effect."_s;
    }

    void anInterruptedOperationNamesWhatToAsk()
    {
        QFETCH(const QString, kind);
        QFETCH(const QString, command);
        models::ClusterProfile profile;
        profile.envFile = u"/srv/.env"_s;
        models::Workspace watched(profile, {});
        JournalPage shown(&watched);
        shown.show();
        models::JournalEntry entry;
        entry.id = 1;
        entry.kind = kind;
        entry.title = u"What was begun"_s;
        entry.state = models::JournalEntry::State::Interrupted;
        QTRY_COMPARE(shown.findChild<QWidget *>(u"journalState"_s)->accessibleName(),
                     u"The Journal is empty"_s); // else what is read comes on top
        Q_EMIT watched.operations()->journalRead({entry});
        const auto *rows = shown.findChild<QTableView *>(u"journalTable"_s)->model();
        const auto outcome = rows->index(0, models::JournalModel::SummaryColumn).data().toString();
        QVERIFY2(outcome.startsWith(u"Not known. "_s + command), qPrintable(outcome));
        auto later = entry;
        later.id = 2;
        later.state = models::JournalEntry::State::Succeeded;
        Q_EMIT watched.operations()->journalRead({later, entry});
        const bool isSettled = kind != u"session.terminate"_s && kind != u"failover.promote"_s;
        const auto after = rows->index(1, models::JournalModel::SummaryColumn).data().toString();
        QCOMPARE(!after.contains(command), isSettled);
    }

    void aJournalThatCannotBeReadSaysSo()
    {
        QTRY_VERIFY(page->findChild<QWidget *>(u"journalState"_s)->accessibleName().contains(u"empty"_s));
        Q_EMIT workspace->operations()->journalFailed(u"The disk is full."_s);
        QVERIFY(page->findChild<QWidget *>(u"journalState"_s)
                    ->accessibleDescription()
                    .contains(u"disk is full"_s));
    }
};

QTEST_MAIN(TestJournalPage)
#include "tst_journalpage.moc"
