// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/evidencerecord.h"
#include "models/checklist/shippedchecklists.h"
#include "models/workspace.h"
#include "tests/support/sandboxfixture.h"
#include "tests/support/snapshots.h"
#include "ui/checklist/checklistpage.h"
#include "ui/checklist/evidencepanel.h"
#include "ui/checklist/outlinepanel.h"
#include "ui/confirmdialog.h"
#include "ui/elidedlabel.h"
#include "ui/shell/noticebar.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QFileDialog>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray small = "# Small\n"
                         "## Look\n"
                         "- [ ] **Ask the replica**\n"
                         "  ```sql\n"
                         "  -- On replica\n"
                         "  SELECT pg_is_in_recovery();\n"
                         "  ```\n"
                         "- [ ] Look at the dashboard\n"
                         "## Finish\n"
                         "- [ ] Tell the others\n"
                         "- [ ] Write it down\n";

} // namespace

/// The page on a real primary with a real replica, used by clicks and keys.
class TestChecklistPage : public QObject
{
    Q_OBJECT

private:
    tests::SandboxFixture m_sandbox;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<ChecklistPage> m_page;

    template<typename T>
    T *find(const char *name) const
    {
        return m_page->findChild<T *>(QLatin1StringView(name));
    }
    QString path() const { return m_folder->filePath(u"small.md"_s); }
    void write(const QByteArray &text) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QTreeView *tree() const { return find<QTreeView>("checklistOutline"); }
    QString title() const { return find<QLabel>("stepTitle")->text(); }
    QString counts() const { return find<ElidedLabel>("checklistCounts")->text(); }
    void showPage()
    {
        m_page = std::make_unique<ChecklistPage>(m_workspace.get());
        m_page->resize(1180, 680);
        m_page->show();
        m_page->activateWindow(); // shortcuts are for the active window
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void openSmall()
    {
        write(small);
        showPage();
        m_page->openFile(path());
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"Ask the replica"_s, 10000);
    }
    void confirm() const
    {
        ConfirmDialog *dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = m_page->findChild<ConfirmDialog *>()) && dialog->isVisible(),
                                 10000);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"confirmAccept"_s), Qt::LeftButton);
    }
    /// What is run is over only some time after its evidence is there: the Journal has its outcome first.
    void click(const char *action) const
    {
        QTRY_VERIFY_WITH_TIMEOUT(find<QAction>(action)->isEnabled(), 20000);
        for (auto *button : m_page->findChildren<QToolButton *>()) {
            if (button->defaultAction() == find<QAction>(action) && button->isVisible()) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        QFAIL(action);
    }
    void giveWords(const QString &text) const
    {
        auto *field = m_page->findChild<QLineEdit *>(u"noteText"_s);
        QVERIFY(field);
        QTRY_VERIFY(field->isVisible());
        auto *accept = m_page->findChild<QPushButton *>(u"noteAccept"_s);
        QVERIFY(!accept->isEnabled());
        QTest::keyClicks(field, text);
        QTest::mouseClick(accept, Qt::LeftButton);
    }

    QStringList m_opened;

public Q_SLOTS:
    void noteOpened(const QUrl &url) { m_opened << url.toString(); }

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1); }

    void init()
    {
        m_page.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        models::ClusterProfile profile;
        profile.name = u"test"_s;
        for (const auto &node : {u"primary"_s, u"replica1"_s}) {
            db::NodeConfig config;
            config.endpoint = m_sandbox->endpoint(node);
            profile.monitor.nodes.push_back(config);
        }
        m_workspace = std::make_unique<models::Workspace>(
            profile, models::Workspace::Paths{m_folder->filePath(u"state"_s)});
    }
    void aWideWindowGivesItsRoomToTheNamesOfTheStepsAsWell()
    {
        openSmall();
        const int before = tree()->width();
        m_page->resize(1780, 980);
        QTRY_VERIFY2(tree()->width() > before + 200, qPrintable(QString::number(tree()->width() - before)));
    }

    void anotherChecklistIsOpenedFromWhereOneIsOpen()
    {
        openSmall();
        const auto *menu = find<QMenu>("checklistOpenMenu");
        const auto shipped = models::shippedChecklists();
        QVERIFY(!shipped.empty());
        const auto entries = menu->actions();
        const auto found = std::ranges::find(entries, shipped.front().title, &QAction::text);
        QVERIFY(found != entries.end());
        (*found)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(
            find<ElidedLabel>("checklistTitle")->text().startsWith(shipped.front().title), 10000);
    }

    void theEvidenceStandsBelowWhatTheStepShows()
    {
        openSmall();
        const auto *body = find<QScrollArea>("checklistBody");
        QTRY_VERIFY2(body->height() <=
                         body->widget()->layout()->totalSizeHint().height() + body->fontMetrics().height(),
                     qPrintable(QString::number(body->height())));
        m_page->resize(1180, 1100);
        QTRY_VERIFY(m_page->findChild<EvidencePanel *>()->height() > 300);
        QVERIFY(body->verticalScrollBar()->maximum() == 0);
    }

    void cleanup()
    {
        m_page.reset();
        m_workspace.reset();
    }

    void openingRunsNothingAndShowsTheFirstStep()
    {
        openSmall();
        QCOMPARE(counts(), u"0 of 4 done"_s);
        QVERIFY(m_workspace->operations()->isIdle());
        QVERIFY(find<QTreeWidget>("checklistEvidence")->topLevelItemCount() == 0);
    }

    void anSqlStepRunsOnTheReplicaOnceConfirmedAndLeavesItsEvidence()
    {
        openSmall();
        click("stepRun");
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(counts(), u"1 of 4 done"_s, 20000);
        const auto *list = find<QTreeWidget>("checklistEvidence");
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(list->topLevelItem(0)->text(0), u"passed"_s);
        QVERIFY(list->topLevelItem(0)->text(2).contains(u"replica"_s));
        QTRY_VERIFY(find<QPlainTextEdit>("checklistOutput")->toPlainText().contains(u"pg_is_in_recovery"_s));
    }

    void whatEvidenceKeptIsShownWhileAnotherStepRuns()
    {
        write("# Small\n- [ ] Ask\n  ```sql\n  SELECT 1;\n  ```\n- [ ] Wait\n  ```bash\n  sleep 60\n  ```\n"
              "- [ ] Say\n");
        showPage();
        m_page->openFile(path());
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"Ask"_s, 10000);
        const auto output = [this] { return find<QPlainTextEdit>("checklistOutput"); };
        QCOMPARE(output()->placeholderText(), u"What the step gives is kept here."_s);
        click("stepRun");
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(output()->toPlainText().contains(u"SELECT 1"_s), 20000);
        m_page->findChild<OutlinePanel *>()->choose(2);
        QCOMPARE(title(), u"Wait"_s);
        click("stepRun");
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(m_page->findChild<EvidencePanel *>()->isRunning(), 20000);
        QVERIFY(output()->toPlainText().isEmpty());
        m_page->findChild<OutlinePanel *>()->choose(1);
        QCOMPARE(title(), u"Ask"_s);
        QVERIFY(output()->toPlainText().contains(u"SELECT 1"_s));
        QTest::mouseClick(find<QPushButton>("checklistStop"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->findChild<EvidencePanel *>()->isRunning(), 20000);
        m_page->findChild<OutlinePanel *>()->choose(3);
        QCOMPARE(title(), u"Say"_s);
        click("stepPass");
        QTRY_COMPARE_WITH_TIMEOUT(counts(), u"2 of 3 done, 1 failed"_s, 20000);
        m_page->findChild<OutlinePanel *>()->choose(3);
        QTRY_VERIFY2(output()->placeholderText().startsWith(u"It was said by hand"_s),
                     qPrintable(output()->placeholderText()));
    }

    void whatOnlyLooksIsVerifiedAndWhatChangesSomethingIsRun()
    {
        write("# Small\n- [ ] Ask\n  ```sql\n  SELECT 1;\n  ```\n- [ ] Act\n  ```bash\n  true\n  ```\n");
        showPage();
        m_page->openFile(path());
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"Ask"_s, 10000);
        QCOMPARE(find<QAction>("stepRun")->text(), u"Verify…"_s);
        QTest::keyClick(tree(), Qt::Key_N);
        QCOMPARE(title(), u"Act"_s);
        QCOMPARE(find<QAction>("stepRun")->text(), u"Run…"_s);
    }

    void doingNothingIsTheFirstChoice()
    {
        openSmall();
        QTest::keyClick(tree(), Qt::Key_Space);
        ConfirmDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = m_page->findChild<ConfirmDialog *>()) && dialog->isVisible());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_page->findChild<ConfirmDialog *>());
        QCOMPARE(counts(), u"0 of 4 done"_s);
    }

    void theKeyboardGoesThroughTheSteps()
    {
        openSmall();
        QTest::keyClick(tree(), Qt::Key_N);
        QCOMPARE(title(), u"Look at the dashboard"_s);
        QTest::keyClick(tree(), Qt::Key_P);
        QCOMPARE(title(), u"Ask the replica"_s);
        QTest::keyClick(tree(), Qt::Key_N);
        QTest::keyClick(tree(), Qt::Key_Space);
        QTRY_COMPARE(counts(), u"1 of 4 done"_s);
        QTRY_COMPARE(title(), u"Tell the others"_s);
    }

    void whatAnotherProcessDidIsSeen()
    {
        openSmall();
        const auto file = m_workspace->directory() + u"/checklists.sqlite"_s;
        const auto other = models::RunStore::open(file); // another connection, as seawallctl has one
        QVERIFY(other);
        models::Evidence evidence;
        evidence.result = models::StepState::Passed;
        const auto run = (*other)->runs()->front().id;
        evidence.step = (*other)->run(run)->checklist.nodes.back().identity;
        QVERIFY((*other)->add(run, evidence));
        QTRY_COMPARE_WITH_TIMEOUT(counts(), u"1 of 4 done"_s, 10000);
        QCOMPARE(title(), u"Ask the replica"_s); // nobody is led away from the step
    }

    void aDoubleClickPassesOneStep()
    {
        openSmall();
        QTest::keyClick(tree(), Qt::Key_N);
        click("stepPass");
        click("stepPass");
        QTRY_COMPARE(title(), u"Tell the others"_s);
        click("stepPass"); // of the step that came under the pointer
        QCOMPARE(counts(), u"1 of 4 done"_s);
        const auto passed = [this] {
            click("stepPass");
            return counts() == u"2 of 4 done"_s;
        };
        QTRY_VERIFY(passed());
    }

    void allChecksRunAfterOneConfirmationPastOneThatFails()
    {
        write("# Small\n"
              "- [ ] Not so\n  <!-- seawall: sql on=primary sql=\"SELECT 1\" expect=\"2\" -->\n"
              "- [ ] Tell the others\n"
              "- [ ] So\n  <!-- seawall: sql on=primary sql=\"SELECT 1\" expect=\"1\" -->\n");
        showPage();
        m_page->openFile(path());
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"Not so"_s, 10000);
        find<QAction>("checksRun")->trigger();
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(counts(), u"1 of 3 done, 1 failed"_s, 20000);
        QTRY_VERIFY(m_workspace->operations()->isIdle());
    }

    void aTaskRunsItsChecksAndStopsAtWhatIsDoneByHand()
    {
        openSmall();
        QTest::keyClick(tree(), Qt::Key_Up);
        QTRY_COMPARE(title(), u"Look"_s);
        click("taskRun");
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(counts(), u"1 of 4 done"_s, 20000);
        QTRY_COMPARE(title(), u"Look at the dashboard"_s);
        QTRY_VERIFY(m_workspace->operations()->isIdle());
    }

    void aStepWithStepsBelowItIsRunItselfToo()
    {
        write("# Small\n- [ ] Create `made.conf`\n  - [ ] Say why\n- [ ] Tell the others\n");
        showPage();
        m_page->openFile(path());
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"Create made.conf"_s, 10000);
        click("stepRun");
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(counts(), u"0 of 3 done, 1 failed"_s, 20000);
        QTRY_VERIFY(m_workspace->operations()->isIdle());
        QFile made(m_folder->filePath(u"made.conf"_s));
        QVERIFY(made.open(QIODevice::WriteOnly));
        made.close();
        click("stepRun");
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(counts(), u"1 of 3 done"_s, 20000);
        QTest::keyClick(tree(), Qt::Key_N);
        QCOMPARE(title(), u"Say why"_s);
    }

    void theKindOfAStepWithStepsBelowItCanBeChanged()
    {
        write("# Small\n- [ ] Phase\n  - [ ] Say why\n");
        showPage();
        m_page->openFile(path());
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"Say why"_s, 10000);
        QTest::keyClick(tree(), Qt::Key_Up);
        QTRY_COMPARE(title(), u"Phase"_s);
        QVERIFY(!find<QAction>("stepRun")->isEnabled());
        find<QAction>("stepChangeKind")->trigger();
        QComboBox *kind = nullptr;
        QTRY_VERIFY((kind = m_page->findChild<QComboBox *>(u"specKind"_s)));
        kind->setCurrentIndex(kind->findData(int(models::StepSpec::Kind::Command)));
        m_page->findChild<QPlainTextEdit *>(u"specCommand"_s)->setPlainText(u"true"_s);
        QTest::mouseClick(m_page->findChild<QPushButton *>(u"specAccept"_s), Qt::LeftButton);
        QTRY_COMPARE(counts(), u"0 of 2 done"_s);
        QVERIFY(find<QAction>("stepRun")->isEnabled());
    }

    void aSkipNeedsAReason()
    {
        openSmall();
        click("stepSkip");
        giveWords(u"no replica today"_s);
        QTRY_COMPARE(counts(), u"1 of 4 done"_s);
        QTRY_COMPARE(title(), u"Look at the dashboard"_s);
        QTest::keyClick(tree(), Qt::Key_Up);
        QTRY_COMPARE(title(), u"Ask the replica"_s);
        QVERIFY(find<QPlainTextEdit>("checklistOutput")->toPlainText().contains(u"no replica today"_s));
    }

    void aPassedFigureThatIsOffNowIsStale()
    {
        write("# Small\n- [ ] Replication lag < 1 second\n- [ ] Tell\n");
        showPage();
        m_page->openFile(path());
        QTRY_COMPARE_WITH_TIMEOUT(counts(), u"0 of 2 done"_s, 10000);
        click("stepPass");
        giveWords(u"seen on the chart"_s);
        QTRY_COMPARE(counts(), u"1 of 2 done"_s);
        auto lagging = tests::laggingSnapshot();
        m_page->setSnapshot(tests::shared(lagging));
        lagging.timeMs += 3000;
        m_page->setSnapshot(tests::shared(lagging));
        QTRY_COMPARE(counts(), u"0 of 2 done, 1 stale"_s);
        auto fine = tests::healthySnapshot();
        fine.timeMs = lagging.timeMs + 1000;
        m_page->setSnapshot(tests::shared(fine));
        QTRY_COMPARE(counts(), u"1 of 2 done"_s);
    }

    void aPageWithoutAnAddressIsAskedForItFirst()
    {
        write("# Small\n- [ ] Dashboard loads < 2 seconds\n");
        showPage();
        m_page->openFile(path());
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"Dashboard loads < 2 seconds"_s, 10000);
        QTest::keyClick(tree(), Qt::Key_Space);
        QTRY_VERIFY(m_page->findChild<QLineEdit *>(u"specUrl"_s));
        QVERIFY(!m_page->findChild<ConfirmDialog *>());
    }

    void aPictureOfTheClipboardIsKeptWithItsChecksum()
    {
        openSmall();
        QTest::keyClick(tree(), Qt::Key_N);
        QImage picture(20, 10, QImage::Format_RGB32);
        picture.fill(Qt::red);
        QGuiApplication::clipboard()->setImage(picture);
        find<QAction>("stepPastePicture")->trigger();
        QTRY_VERIFY(find<QToolButton>("stepAttach")->text().endsWith(u".png"_s));
        click("stepPass");
        QTRY_COMPARE(counts(), u"1 of 4 done"_s);
        const auto store = models::RunStore::open(m_workspace->directory() + u"/checklists.sqlite"_s);
        QVERIFY(store);
        const auto kept = (*store)->evidence((*store)->runs()->front().id)->back();
        QCOMPARE(QImage(kept.attachment).size(), picture.size());
        QCOMPARE(kept.attachmentChecksum, models::checksumOfFile(kept.attachment));
    }

    void aLinkInTheGuidanceOpensInTheBrowser()
    {
        write("# Small\n- [ ] Look\n\n  See [the page](https://example.org/a) or "
              "[this](file:///etc/passwd).\n");
        showPage();
        m_page->openFile(path());
        QTextBrowser *guidance = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((guidance = find<QTextBrowser>("checklistGuidance")), 10000);
        m_opened.clear();
        for (const auto *scheme : {"https", "file"})
            QDesktopServices::setUrlHandler(QLatin1StringView(scheme), this, "noteOpened");
        for (const auto &link : {u"https://example.org/a"_s, u"file:///etc/passwd"_s})
            Q_EMIT guidance->anchorClicked(QUrl(link));
        for (const auto *scheme : {"https", "file"})
            QDesktopServices::unsetUrlHandler(QLatin1StringView(scheme));
        QCOMPARE(m_opened, QStringList{u"https://example.org/a"_s});
    }

    void theSecondPersonIsSomebodyElse()
    {
        openSmall();
        find<QAction>("phaseSignOff")->trigger();
        QPushButton *accept = nullptr;
        QTRY_VERIFY((accept = m_page->findChild<QPushButton *>(u"signOffAccept"_s)));
        auto *second = m_page->findChild<QLineEdit *>(u"signOffSecond"_s);
        m_page->findChild<QLineEdit *>(u"signOffName"_s)->setText(u"alice"_s);
        second->setText(u"Alice "_s);
        QVERIFY(!accept->isEnabled());
        QVERIFY(m_page->findChild<QLabel *>(u"signOffSame"_s)->isVisible());
        second->setText(u"bob"_s);
        QVERIFY(accept->isEnabled());
    }

    void whatIsSearchedForIsGoneToByTheKeyboard()
    {
        openSmall();
        QTest::keyClick(tree(), Qt::Key_F, Qt::ControlModifier);
        auto *search = find<QLineEdit>("checklistFind");
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, u"it down"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(title(), u"Write it down"_s);
        QVERIFY(tree()->hasFocus());
        search->setFocus();
        search->setText(u"pg_is_in_recovery"_s); // of its code
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(title(), u"Ask the replica"_s);
        search->setFocus();
        search->setText(u"nowhere"_s);
        QVERIFY(find<QLabel>("checklistNothing")->isVisible());
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(search->text().isEmpty() && tree()->hasFocus());
        QVERIFY(!find<QLabel>("checklistNothing")->isVisible());
        QTest::mouseClick(find<QToolButton>("showStale"), Qt::LeftButton);
        QCOMPARE(find<QLabel>("checklistNothing")->text(), u"No step is stale."_s);
    }

    void whatWasSearchedForIsNotSearchedForInAnotherChecklist()
    {
        openSmall();
        find<QLineEdit>("checklistFind")->setText(u"dashboard"_s);
        const auto other = m_folder->filePath(u"other.md"_s);
        QFile file(other);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("# Other\n\n- [ ] WEX can be read on the replica\n\n```sql\nSELECT 1;\n```\n");
        file.close();
        m_page->openFile(other);
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"WEX can be read on the replica"_s, 10000);
        QVERIFY(find<QLineEdit>("checklistFind")->text().isEmpty());
        QVERIFY(!find<QLabel>("checklistNothing")->isVisible());
        const auto *note = find<QWidget>("notice_notes0")->findChild<QLabel *>(u"noticeText"_s);
        QVERIFY2(note->text().startsWith(u"Line 5: the block of SQL is not run"_s), qPrintable(note->text()));
        QVERIFY(note->wordWrap());
    }

    void itIsFoundWhereItWas()
    {
        openSmall();
        QTest::keyClick(tree(), Qt::Key_N);
        QTest::keyClick(tree(), Qt::Key_Space);
        QTRY_COMPARE(title(), u"Tell the others"_s);
        QSettings settings(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
        m_page->saveState(settings);
        m_page = std::make_unique<ChecklistPage>(m_workspace.get());
        m_page->restoreState(settings);
        m_page->show();
        QTRY_COMPARE_WITH_TIMEOUT(counts(), u"1 of 4 done"_s, 10000);
        QTRY_COMPARE(title(), u"Tell the others"_s);
    }

    void aNewRunBeginsAtItsFirstStep()
    {
        openSmall();
        QTest::keyClick(tree(), Qt::Key_N);
        QTest::keyClick(tree(), Qt::Key_Space);
        QTRY_COMPARE(title(), u"Tell the others"_s);
        QTest::keyClick(tree(), Qt::Key_P);
        QCOMPARE(title(), u"Ask the replica"_s);
        find<QAction>("checklistAnew")->trigger();
        QTRY_COMPARE(counts(), u"0 of 4 done"_s);
        QCOMPARE(title(), u"Ask the replica"_s);
    }

    void theFilterShowsWhatFailedAndItsPhase()
    {
        openSmall();
        QTest::keyClick(tree(), Qt::Key_N);
        click("stepFail");
        giveWords(u"it is red"_s);
        QTRY_VERIFY(counts().contains(u"1 failed"_s));
        QTest::mouseClick(find<QToolButton>("showFailed"), Qt::LeftButton);
        const auto *shown = tree()->model();
        QCOMPARE(shown->rowCount(), 1);
        QCOMPARE(shown->rowCount(shown->index(0, 0)), 1);
        QCOMPARE(shown->index(0, 0, shown->index(0, 0)).data().toString(), u"Look at the dashboard"_s);
    }

    void aChangedFileIsOfferedToBeCarriedOver()
    {
        openSmall();
        QTest::keyClick(tree(), Qt::Key_N);
        QTest::keyClick(tree(), Qt::Key_Space);
        QTRY_COMPARE(counts(), u"1 of 4 done"_s);
        write(small + "- [ ] One more\n");
        auto *notices = m_page.get();
        QPushButton *offer = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((offer = notices->findChild<QPushButton *>(u"noticeAction"_s)), 10000);
        QTest::mouseClick(offer, Qt::LeftButton);
        QPushButton *accept = nullptr;
        QTRY_VERIFY((accept = m_page->findChild<QPushButton *>(u"carryAccept"_s)));
        QVERIFY(m_page->findChild<QPlainTextEdit *>(u"carryDifference"_s)
                    ->toPlainText()
                    .contains(u"+- [ ] One more"_s));
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_COMPARE(counts(), u"1 of 5 done"_s);
    }

    void aRunIsNotCarriedOverWhileAStepRuns()
    {
        const QByteArray slow("# Small\n- [ ] Wait\n  ```bash\n  sleep 60\n  ```\n");
        write(slow);
        showPage();
        m_page->openFile(path());
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"Wait"_s, 10000);
        click("stepRun");
        confirm();
        auto *stop = find<QPushButton>("checklistStop");
        QTRY_VERIFY(stop->isVisible());
        write("# Small\n");
        QPushButton *offer = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((offer = m_page->findChild<QPushButton *>(u"noticeAction"_s)), 10000);
        QTest::mouseClick(offer, Qt::LeftButton);
        QVERIFY(!m_page->findChild<QDialog *>(u"carryOverDialog"_s));
        QTest::mouseClick(stop, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_workspace->operations()->isIdle(), 10000);
        QTRY_VERIFY(!stop->isVisible());
        QTRY_VERIFY((offer = m_page->findChild<QPushButton *>(u"noticeAction"_s)));
        QTest::mouseClick(offer, Qt::LeftButton);
        QTRY_VERIFY(m_page->findChild<QDialog *>(u"carryOverDialog"_s));
    }

    void theNameOfAReportFollowsItsFormat()
    {
        openSmall();
        find<QAction>("checklistReport")->trigger();
        QFileDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = find<QFileDialog>("checklistReportDialog")));
        QVERIFY(dialog->selectedFiles().value(0).endsWith(u"small-report.html"_s));
        Q_EMIT dialog->filterSelected(u"PDF (*.pdf)"_s);
        QVERIFY2(dialog->selectedFiles().value(0).endsWith(u"small-report.pdf"_s),
                 qPrintable(dialog->selectedFiles().value(0)));
        dialog->reject();
    }

    void theEnvironmentIsKeptAsEvidenceWhereTheStepAsksForIt()
    {
        write(
            "# Small\n- [ ] **Document current configuration**\n  - [ ] Environment variables\n- [ ] Look\n");
        showPage();
        m_page->openFile(path());
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"Environment variables"_s, 10000);
        click("stepEnvironment");
        QTRY_COMPARE_WITH_TIMEOUT(counts(), u"1 of 2 done"_s, 30000);
        const auto output = find<QPlainTextEdit>("checklistOutput");
        QTRY_VERIFY(output->toPlainText().contains(u"server · role: primary → replica"_s));
        QVERIFY(find<QLabel>("checklistSummary")->text().contains(u"No compose file was found"_s));
        QVERIFY(find<QPushButton>("checklistChooseFolder")->isVisible());
        const auto kept = output->toPlainText().section(u"Attached: "_s, 1).section(u'\n', 0, 0);
        QFile file(kept);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(kept));
        QVERIFY(file.readAll().contains("## Node replica1"));
        QTest::keyClick(tree(), Qt::Key_N);
        QCOMPARE(title(), u"Look"_s);
        QVERIFY(!find<QAction>("stepEnvironment")->isVisible());
    }

    void aFileThatTakesLongIsSaidToBeRead()
    {
        write("# Large\n" + QByteArray("- [ ] Step\n").repeated(40'000));
        showPage();
        m_page->openFile(path());
        const auto isSaid = [this] {
            return m_page->findChild<NoticeBar *>()->textOf(u"open"_s).startsWith(u"Reading "_s);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(), 30000);
        QTRY_COMPARE_WITH_TIMEOUT(counts(), u"0 of 40000 done"_s, 120000);
        QVERIFY(!isSaid());
    }

    void theSeedOpensWithEachOfItsCheckboxes()
    {
        QFile seed(QStringLiteral(SEAWALL_SOURCE_DIR "/tests/data/checklist.md"));
        QVERIFY(seed.open(QIODevice::ReadOnly));
        write(seed.readAll());
        showPage();
        m_page->openFile(path());
        QTRY_VERIFY_WITH_TIMEOUT(counts().startsWith(u"0 of "_s) && !counts().startsWith(u"0 of 0"_s), 10000);
        QCOMPARE(title(), u"Current connection strings"_s);
        m_page->setSnapshot(tests::shared(tests::healthySnapshot()));
        QTest::keyClicks(find<QLineEdit>("checklistFind"), u"Measure replication lag"_s);
        QVERIFY(tree()->model()->rowCount() == 1);
    }
};

QTEST_MAIN(TestChecklistPage)
#include "tst_checklistpage.moc"
