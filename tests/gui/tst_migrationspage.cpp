// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "models/workspace.h"
#include "tests/support/sandboxfixture.h"
#include "tests/support/snapshots.h"
#include "ui/charts/timechart.h"
#include "ui/confirmdialog.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/migrations/findingtone.h"
#include "ui/migrations/migrationspage.h"
#include "ui/migrations/plantimeline.h"
#include "ui/migrations/runlog.h"
#include "ui/migrations/runpanel.h"
#include "ui/migrations/sqlview.h"
#include "ui/shell/noticebar.h"
#include "ui/statepanel.h"

#include <QAction>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QScrollBar>
#include <QTabWidget>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QTreeWidget>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using M = models::MigrationsModel;

/// The page on a real primary with a real replica, used by clicks.
class TestMigrationsPage : public QObject
{
    Q_OBJECT

private:
    tests::SandboxFixture m_sandbox;
    int m_number = 0;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<MigrationsPage> m_page;

    template<typename T>
    T *find(const char *name) const
    {
        return m_page->findChild<T *>(QLatin1StringView(name));
    }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QStringList column(int column) const
    {
        const auto *model = find<DataTable>("migrationsTable")->model();
        QStringList texts;
        for (int row = 0; row < model->rowCount(); ++row)
            texts << model->index(row, column).data().toString();
        return texts;
    }
    void showPage()
    {
        m_page = std::make_unique<MigrationsPage>(m_workspace.get());
        m_page->resize(1180, 680);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    ConfirmDialog *dialog() const { return m_page->findChild<ConfirmDialog *>(); }
    /// Answers the confirmation that is open; `typed` where a word is asked for.
    void confirm(const QString &typed = {})
    {
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 15000);
        if (auto *field = dialog()->findChild<QLineEdit *>(u"confirmTyped"_s)) {
            QVERIFY(!typed.isEmpty());
            QTest::keyClicks(field, typed);
        }
        QTest::mouseClick(dialog()->findChild<QPushButton *>(u"confirmAccept"_s), Qt::LeftButton);
    }

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1); }

    void init()
    {
        m_page.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        const auto name = u"page%1"_s.arg(++m_number);
        db::SessionOptions options;
        options.readOnly = false;
        auto connection =
            db::Connection::open(m_sandbox->endpoint(u"primary"_s), options, db::Deadline::in(5s));
        QVERIFY(connection);
        QVERIFY(connection->execute(u"CREATE DATABASE "_s + name, {}, db::Deadline::in(30s)));
        models::ClusterProfile profile;
        profile.name = u"test"_s;
        profile.migrations = m_folder->path();
        for (const auto &node : {u"primary"_s, u"replica1"_s}) {
            db::NodeConfig config;
            config.endpoint = m_sandbox->endpoint(node);
            config.endpoint.parameters[u"dbname"_s] = name;
            profile.monitor.nodes.push_back(config);
        }
        m_workspace = std::make_unique<models::Workspace>(profile, models::Workspace::Paths{});
        write(u"001_clients.up.sql"_s, "CREATE TABLE clients (id int PRIMARY KEY, name text);\n");
        write(u"001_clients.down.sql"_s, "DROP TABLE clients;\n");
        write(u"002_wex.up.sql"_s, "INSERT INTO clients VALUES (1, 'WEX');\n");
        write(u"002_wex.down.sql"_s, "DELETE FROM clients;\n");
    }
    void cleanup() { m_page.reset(); }

    void theLagOfARunIsThatOfTheReplicasThatAre()
    {
        showPage();
        auto snapshot = tests::healthySnapshot();
        std::swap(snapshot.nodes[0].facts.role, snapshot.nodes[1].facts.role); // after a switchover
        m_page->setSnapshot(tests::shared(snapshot));
        find<QTabWidget>("migrationsTabs")->setCurrentIndex(2); // only what is seen is painted
        const auto *chart = find<TimeChart>("runLagChart");
        QTRY_VERIFY(!chart->data().lines.empty());
        QCOMPARE(chart->data().lines.size(), std::size_t(1));
        QCOMPARE(chart->data().lines[0].label, u"primary"_s);
    }

    void itListsWhatIsPendingAndShowsTheScriptWithItsFindings()
    {
        write(u"003_index.up.sql"_s, "-- for the dashboard\nCREATE INDEX clients_name ON clients (name);\n");
        write(u"003_index.down.sql"_s, "DROP INDEX clients_name;\n");
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn), QStringList({u"001"_s, u"002"_s, u"003"_s}),
                                  15000);
        QCOMPARE(column(M::StateColumn), QStringList({u"pending"_s, u"pending"_s, u"pending"_s}));
        find<DataTable>("migrationsTable")->selectRow(2);
        QTRY_VERIFY(find<SqlView>("migrationSql")->toPlainText().contains(u"CREATE INDEX"_s));
        const auto *findings = find<QListWidget>("migrationFindings");
        QTRY_VERIFY(!findings->findItems(u"index-not-concurrent"_s, Qt::MatchContains).isEmpty());
        QVERIFY(findings->findItems(u"Line 2"_s, Qt::MatchContains).size() > 0);
    }

    void theScriptIsShownWithWhatThePlanHasFound()
    {
        write(u"003_vat.up.sql"_s, "ALTER TABLE clients DROP COLUMN vat;\n");
        write(u"003_vat.down.sql"_s, "SELECT 1;\n");
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 3, 15000);
        find<DataTable>("migrationsTable")->selectRow(2);
        const auto count = [&](const QString &rule) {
            return find<QListWidget>("migrationFindings")->findItems(rule, Qt::MatchContains).size();
        };
        QTRY_COMPARE(count(u"drop-column"_s), 1);
        QCOMPARE(count(u"will-fail"_s), 0);
        find<QAction>("planAll")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(count(u"will-fail"_s), 1, 15000);
        QCOMPARE(count(u"drop-column"_s), 0); // 001 makes the table without it
    }

    void theLogHasTheTimeAtWhichAThingWasDoneNotAtWhichItIsPainted()
    {
        RunPanel panel(m_workspace.get());
        db::RunEvent done;
        done.kind = db::RunEvent::Kind::Note;
        done.text = u"of yesterday"_s;
        const auto then = QDateTime::currentDateTime().addSecs(-3600);
        done.timeMs = then.toMSecsSinceEpoch();
        panel.begin({}, nullptr);
        panel.add(done);
        QCOMPARE(panel.findChild<RunLog *>(u"runLog"_s)->toPlainText(),
                 then.toString(u"HH:mm:ss.zzz"_s) + u"  of yesterday"_s);
    }

    void aLongSentenceOfTheLogIsReadWithoutScrollingAndACaretStaysBelowItsPlace()
    {
        RunLog log;
        log.resize(400, 300);
        log.show();
        log.addSentence(0, u"replica1 is 12 s behind, and the run waits for it. "_s.repeated(5));
        QCOMPARE(log.horizontalScrollBar()->maximum(), 0);
        const auto *lines = log.document()->firstBlock().layout();
        QVERIFY(lines->lineCount() > 2);
        QVERIFY(lines->lineAt(1).x() >
                log.fontMetrics().horizontalAdvance(u"00:00:00.000"_s)); // beside the time
        log.addExcerpt(u"SELECT nothing FROM "_s + u"a_table, "_s.repeated(20) + u"\n       ^"_s);
        for (auto block = log.document()->lastBlock(); block.blockNumber() > 0; block = block.previous())
            QCOMPARE(block.layout()->lineCount(), 1);
        QVERIFY(log.horizontalScrollBar()->maximum() > 0);
    }

    void applyAllShowsThePlanAsksRunsAndTellsTheReplica()
    {
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 2, 15000);
        QTest::mouseClick(find<QToolButton>("applyAllButton"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(find<QTreeWidget>("planTree")->topLevelItemCount(), 2, 15000);
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), QStringList({u"applied"_s, u"applied"_s}), 20000);
        QCOMPARE(find<QTabWidget>("migrationsTabs")->currentIndex(), 2);
        QTRY_VERIFY(find<ElidedLabel>("runTitle")->text().contains(u"2 migrations were applied"_s));
        QTRY_VERIFY(column(M::ReplicasColumn)[1].startsWith(u"after"_s));
    }

    void aBarOfTheTimelineChoosesItsStepThoughASessionIsInTheWay()
    {
        db::SessionOptions options;
        options.readOnly = false;
        auto endpoint = m_sandbox->endpoint(u"primary"_s);
        endpoint.parameters[u"dbname"_s] = u"page%1"_s.arg(m_number);
        auto reader = db::Connection::open(endpoint, options, db::Deadline::in(5s));
        QVERIFY(reader &&
                reader->executeSimple(u"BEGIN; CREATE TABLE held (id int)"_s, db::Deadline::in(5s)));
        const auto age = [&] {
            const auto rows =
                reader->execute(u"SELECT clock_timestamp() - now() > '6s'"_s, {}, db::Deadline::in(5s));
            return rows && rows->boolean(0, 0).value_or(false);
        };
        QTRY_VERIFY_WITH_TIMEOUT(age(), 20000); // what is younger is not told
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 2, 15000);
        find<QAction>("planAll")->trigger();
        auto *tree = find<QTreeWidget>("planTree");
        QTRY_COMPARE_WITH_TIMEOUT(tree->topLevelItemCount(), 3, 15000);
        QVERIFY2(tree->topLevelItem(0)->text(0).contains(u"transaction open for"_s),
                 qPrintable(tree->topLevelItem(0)->text(0)));
        auto *timeline = find<PlanTimeline>("planTimeline");
        QTest::mouseClick(timeline, Qt::LeftButton, {},
                          QPoint(timeline->width() - 4, timeline->height() / 2));
        QCOMPARE(tree->currentItem()->text(0), u"002 wex"_s);
        QVERIFY(timeline->accessibleDescription().contains(u"002 wex"_s));
    }

    void aReplicaThatIsFrozenIsNamedInThePlan()
    {
        QVERIFY(m_sandbox->pause(u"replica1"_s));
        const auto resumed = qScopeGuard([this] { static_cast<void>(m_sandbox->resume(u"replica1"_s)); });
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 2, 15000);
        find<QAction>("planAll")->trigger();
        auto *tree = find<QTreeWidget>("planTree");
        QTRY_COMPARE_WITH_TIMEOUT(tree->topLevelItemCount(), 3, 10000);
        QVERIFY2(tree->topLevelItem(0)->text(0).startsWith(u"replica1 could not be asked"_s),
                 qPrintable(tree->topLevelItem(0)->text(0)));
    }

    void aLockThatIsHeldForAnInstantIsNoAlarm()
    {
        using db::LockMode, db::TimeClass;
        const auto tone = [](LockMode lock, TimeClass time) { return int(toneOf(lock, time)); };
        QCOMPARE(tone(LockMode::AccessExclusive, TimeClass::Instant), int(Tone::Info));
        QCOMPARE(tone(LockMode::Share, TimeClass::Seconds), int(Tone::Warning));
        QCOMPARE(tone(LockMode::AccessExclusive, TimeClass::Minutes), int(Tone::Critical));
        QCOMPARE(tone(LockMode::AccessExclusive, TimeClass::Unknown), int(Tone::Unknown));
        QCOMPARE(tone(LockMode::ShareUpdateExclusive, TimeClass::Long), int(Tone::Ok));
    }

    void aScriptThatCannotBeReadIsShownInThePlanAndNothingIsAsked()
    {
        write(u"003_wrong.up.sql"_s, "SELEC 1;\n");
        write(u"003_wrong.down.sql"_s, "SELECT 1;\n");
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 3, 15000);
        QTest::mouseClick(find<QToolButton>("applyAllButton"), Qt::LeftButton);
        auto *tree = find<QTreeWidget>("planTree");
        QTRY_COMPARE_WITH_TIMEOUT(tree->topLevelItemCount(), 3, 15000);
        QVERIFY(tree->topLevelItem(2)->child(0)->text(0).contains(u"003_wrong.up.sql:1:1"_s));
        QVERIFY(!dialog());
        QVERIFY(find<QAction>("applyAll")->isEnabled());
    }

    void rollingBackAsksForTheNameOfTheDatabase()
    {
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 2, 15000);
        QTest::mouseClick(find<QToolButton>("applyAllButton"), Qt::LeftButton);
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(find<QAction>("rollBackAll")->isEnabled(), 20000);
        find<QAction>("rollBackAll")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 15000);
        QVERIFY(!dialog()->findChild<QPushButton *>(u"confirmAccept"_s)->isEnabled());
        confirm(u"page%1"_s.arg(m_number));
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), QStringList({u"pending"_s, u"pending"_s}), 20000);
    }

    void theChosenOneIsRolledBackAndItIsSaidWhichThatIs()
    {
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 2, 15000);
        QTest::mouseClick(find<QToolButton>("applyAllButton"), Qt::LeftButton);
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), QStringList({u"applied"_s, u"applied"_s}), 20000);
        auto *table = find<DataTable>("migrationsTable");
        table->selectRow(0);
        QTRY_COMPARE(find<QAction>("rollBackChosen")->text(), u"Roll back 001 and all after it…"_s);
        QCOMPARE(find<QAction>("rollBackTo")->text(), u"Roll back to 001, keeping it…"_s);
        table->selectRow(1);
        QTRY_COMPARE(find<QAction>("rollBackChosen")->text(), u"Roll back 002…"_s);
        QTRY_VERIFY_WITH_TIMEOUT(find<QAction>("rollBackChosen")->isEnabled(), 20000);
        find<QAction>("rollBackChosen")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 15000);
        confirm(u"page%1"_s.arg(m_number));
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), QStringList({u"applied"_s, u"pending"_s}), 20000);
    }

    void aPlanAloneAsksNothing()
    {
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 2, 15000);
        QTest::mouseClick(find<QToolButton>("planAllButton"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(find<QTreeWidget>("planTree")->topLevelItemCount(), 2, 15000);
        QVERIFY(!dialog());
        QCOMPARE(column(M::StateColumn), QStringList({u"pending"_s, u"pending"_s}));
    }

    void aRunCanBeStoppedAndLeavesNothing()
    {
        write(u"003_slow.up.sql"_s, "CREATE TABLE slow (id int);\nSELECT pg_sleep(300);\n");
        write(u"003_slow.down.sql"_s, "DROP TABLE slow;\n");
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 3, 15000);
        QTest::mouseClick(find<QToolButton>("applyAllButton"), Qt::LeftButton);
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(find<ElidedLabel>("runTitle")->text().startsWith(u"3 of 3"_s), 20000);
        // What is done already is seen while the run goes on.
        const QStringList twoDone{u"applied"_s, u"applied"_s, u"pending"_s};
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), twoDone, 20000);
        QVERIFY(find<QPushButton>("runStop")->isVisible());
        QTest::mouseClick(find<QPushButton>("runStop"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn),
                                  QStringList({u"applied"_s, u"applied"_s, u"pending"_s}), 20000);
    }

    void whoIsInTheWayStaysInTheLogAndBetweenTwoTries()
    {
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 2, 15000);
        auto *panel = m_page->findChild<RunPanel *>();
        db::RunEvent event{.kind = db::RunEvent::Kind::Blocked, .text = {}, .blockers = {}};
        event.blockers.resize(1);
        event.blockers[0].pid = 4711;
        event.blockers[0].application = u"nightly-report"_s;
        panel->add(event);
        panel->add(
            {.kind = db::RunEvent::Kind::Retry, .text = u"A lock was not had in time"_s, .blockers = {}});
        const auto log = find<RunLog>("runLog")->toPlainText();
        QVERIFY2(log.contains(u"4711"_s) && log.contains(u"nightly-report"_s), qPrintable(log));
        QCOMPARE(find<QTreeWidget>("runBlockers")->topLevelItemCount(), 1);
    }

    void thatThePrimaryCouldNotBeAskedIsSaidUntilItAnswersAgain()
    {
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 2, 15000);
        const auto said = [this] { return find<NoticeBar>("migrationsNotices")->textOf(u"stale"_s); };
        auto *again = find<QAction>("migrationsReadAgain");
        QCOMPARE(again->shortcut(), QKeySequence(Qt::Key_F5));
        QVERIFY(m_sandbox->stop(u"primary"_s));
        again->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(said().contains(u"could not be asked"_s), 15000);
        QVERIFY2(said().startsWith(u"The list is that of "_s), qPrintable(said()));
        QVERIFY(m_sandbox->start(u"primary"_s));
        again->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(said().isEmpty(), 15000);
        QCOMPARE(column(M::VersionColumn).size(), 2);
    }

    void aFolderThatIsNotThereIsAskedFor()
    {
        m_folder.reset();
        showPage();
        QTRY_VERIFY_WITH_TIMEOUT(find<StatePanel>("migrationsState")->isVisible(), 15000);
        QTRY_VERIFY(find<QPushButton>("stateAction")->text().contains(u"folder"_s));
        for (const auto *button : {"rollBackButton", "historyButton"}) // nothing below them can be done
            QVERIFY2(!find<QToolButton>(button)->isEnabled(), button);
    }

    void whatStoppedPartwayIsPointedOutAndCanBeUndone()
    {
        write(u"002_wex.up.sql"_s, "CREATE INDEX CONCURRENTLY one ON clients (id);\n"
                                   "CREATE INDEX CONCURRENTLY two ON clients (nothing(name));\n");
        write(u"002_wex.down.sql"_s, "DROP INDEX IF EXISTS one;\n");
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 2, 15000);
        QTest::mouseClick(find<QToolButton>("applyAllButton"), Qt::LeftButton);
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), QStringList({u"applied"_s, u"partly"_s}), 20000);
        const auto notice = find<NoticeBar>("migrationsNotices")->textOf(u"partly"_s);
        QVERIFY2(notice.contains(u"002"_s) && notice.contains(u". Resuming drops an INVALID index"_s),
                 qPrintable(notice));
        const auto log = find<RunLog>("runLog")->toPlainText().split(u'\n');
        QVERIFY2(std::ranges::any_of(log,
                                     [](const QString &line) { // its place is not behind the line's end
                                         return line.contains(u"002_wex.up.sql:2:"_s) &&
                                                !line.contains(u"0 of 2"_s);
                                     }),
                 qPrintable(log.join(u'\n')));
        QTRY_VERIFY(find<QAction>("rollBackPartly")->isEnabled());
        find<QAction>("rollBackPartly")->trigger();
        confirm(u"page%1"_s.arg(m_number));
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), QStringList({u"applied"_s, u"pending"_s}), 20000);
    }

    void whatStoppedPartwayCanBeMarkedAsApplied()
    {
        write(u"002_wex.up.sql"_s, "CREATE INDEX CONCURRENTLY one ON clients (id);\n"
                                   "CREATE INDEX CONCURRENTLY two ON clients (nothing(name));\n");
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 2, 15000);
        QTest::mouseClick(find<QToolButton>("applyAllButton"), Qt::LeftButton);
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), QStringList({u"applied"_s, u"partly"_s}), 20000);
        QTRY_VERIFY(find<QAction>("markApplied")->isEnabled() &&
                    find<QAction>("markNotApplied")->isEnabled());
        find<QAction>("markApplied")->trigger();
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), QStringList({u"applied"_s, u"applied"_s}), 20000);
        QTRY_VERIFY(!find<QAction>("markApplied")->isEnabled());
    }

    void theWayBackIsRehearsedAndStays()
    {
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 2, 15000);
        QTest::mouseClick(find<QToolButton>("applyAllButton"), Qt::LeftButton);
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(find<QAction>("rehearseRollBackAll")->isEnabled(), 20000);
        find<QAction>("rehearseRollBackAll")->trigger();
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(!find<QTreeWidget>("planTree")
                                      ->findItems(u"ehearsed"_s, Qt::MatchContains | Qt::MatchRecursive, 0)
                                      .isEmpty(),
                                 20000);
        QCOMPARE(column(M::StateColumn), QStringList({u"applied"_s, u"applied"_s}));
    }

    void whatARehearsalFoundIsToldWhenTheSameScriptsAreToBeApplied()
    {
        write(u"003_twice.up.sql"_s, "INSERT INTO clients VALUES (1, 'WEX again');\n");
        write(u"003_twice.down.sql"_s, "SELECT 1;\n");
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 3, 15000);
        const auto planLines = [&](const QString &text) {
            return find<QTreeWidget>("planTree")
                ->findItems(text, Qt::MatchContains | Qt::MatchRecursive, 0)
                .size();
        };
        find<QAction>("rehearse")->trigger();
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(planLines(u"it would fail. 003_twice.up.sql:1:1"_s), 1, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(find<QAction>("applyAll")->isEnabled(), 20000);
        QTest::mouseClick(find<QToolButton>("applyAllButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 15000);
        QString asked;
        for (const auto *label : dialog()->findChildren<QLabel *>())
            asked += label->text() + u'\n';
        QVERIFY2(asked.contains(u"003 twice failed: 003_twice.up.sql:1:1"_s), qPrintable(asked));
        QCOMPARE(planLines(u"it would fail"_s), 1);
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(
            find<ElidedLabel>("runTitle")
                ->text()
                .contains(u"2 of 3 migrations were applied. 003 twice: failed, and was rolled back"_s),
            20000);
        QTRY_COMPARE(planLines(u"it would fail"_s),
                     0); // that plan has been run, and so has the rehearsal's script
        QTRY_VERIFY(find<QAction>("applyAll")->isEnabled());
        QTest::mouseClick(find<QToolButton>("applyAllButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 15000);
        QCOMPARE(planLines(u"it would fail"_s), 0);
        dialog()->reject();
        QTRY_VERIFY(!dialog());
        write(u"003_twice.up.sql"_s, "INSERT INTO clients VALUES (2, 'WEX again');\n");
        QTest::mouseClick(find<QToolButton>("applyAllButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 15000);
        QCOMPARE(planLines(u"it would fail"_s), 0); // of another script
        confirm();
        QTRY_VERIFY(!find<QAction>("applyAll")->isEnabled()); // there is nothing left
    }

    void whatMayFollowFromAFailureIsToldApart()
    {
        write(u"003_twice.up.sql"_s, "INSERT INTO clients VALUES (1, 'WEX again');\n");
        write(u"004_follows.up.sql"_s, "INSERT INTO clients VALUES (1, 'WEX once more');\n");
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 4, 15000);
        find<QAction>("rehearse")->trigger();
        confirm();
        const auto planLines = [&](const QString &text) {
            return find<QTreeWidget>("planTree")
                ->findItems(text, Qt::MatchContains | Qt::MatchRecursive, 0)
                .size();
        };
        QTRY_COMPARE_WITH_TIMEOUT(planLines(u"it would fail. 003_twice.up.sql:1:1"_s), 1, 20000);
        QCOMPARE(planLines(u"it would fail too, perhaps as one before it does. 004_follows.up.sql:1:1"_s), 1);
        QCOMPARE(planLines(u"Not rehearsed"_s), 0);
        QTRY_VERIFY(find<QAction>("applyAll")->isEnabled());
    }

    void aMissingMigrationIsOfferedToBeRepaired()
    {
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 2, 15000);
        QTest::mouseClick(find<QToolButton>("applyAllButton"), Qt::LeftButton);
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), QStringList({u"applied"_s, u"applied"_s}), 20000);
        QVERIFY(QFile::remove(m_folder->filePath(u"002_wex.up.sql"_s)));
        QVERIFY(QFile::remove(m_folder->filePath(u"002_wex.down.sql"_s)));
        m_page->hide();
        m_page->show();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), QStringList({u"applied"_s, u"missing"_s}), 15000);
        QPushButton *repair = nullptr;
        QTRY_VERIFY(
            (repair = find<NoticeBar>("migrationsNotices")->findChild<QPushButton *>(u"noticeAction"_s)));
        QTest::mouseClick(repair, Qt::LeftButton);
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), QStringList({u"applied"_s}), 20000);
        QVERIFY(QFile::remove(m_folder->filePath(u"001_clients.up.sql"_s)));
        QVERIFY(QFile::remove(m_folder->filePath(u"001_clients.down.sql"_s)));
        m_page->hide();
        m_page->show(); // nothing is left: rather the wrong folder than a history to be repaired
        const auto *notices = find<NoticeBar>("migrationsNotices");
        QTRY_VERIFY2(notices->textOf(u"missing"_s).contains(u"Is it the right folder?"_s),
                     qPrintable(notices->textOf(u"missing"_s)));
        QTRY_VERIFY(find<SqlView>("migrationSql")->placeholderText().contains(u"no file"_s));
    }

    void aRunOfAnotherSessionIsTold()
    {
        showPage();
        const QStringList pending{u"pending"_s, u"pending"_s};
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), pending, 15000);
        const auto told = [&] { return find<NoticeBar>("migrationsNotices")->textOf(u"runner"_s); };
        QVERIFY(told().isEmpty());
        auto runner = db::Connection::open(m_workspace->profile().monitor.nodes.front().endpoint, {},
                                           db::Deadline::in(5s));
        QVERIFY(runner && runner->execute(u"SELECT pg_advisory_lock($1)"_s,
                                          {QString::number(db::migrationLockKey)}, db::Deadline::in(5s)));
        m_page->hide();
        m_page->show();
        QTRY_VERIFY_WITH_TIMEOUT(told().contains(QString::number(runner->backendPid())), 15000);
        QCOMPARE(column(M::StateColumn), pending); // for all that can be seen
        runner = std::unexpected(db::Error());
        m_page->hide();
        m_page->show();
        QTRY_VERIFY_WITH_TIMEOUT(told().isEmpty(), 15000);
    }

    void anEditedMigrationIsPointedOut()
    {
        showPage();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::VersionColumn).size(), 2, 15000);
        QTest::mouseClick(find<QToolButton>("applyAllButton"), Qt::LeftButton);
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn), QStringList({u"applied"_s, u"applied"_s}), 20000);
        write(u"001_clients.up.sql"_s, "CREATE TABLE clients (id bigint PRIMARY KEY, name text);\n");
        m_page->hide();
        m_page->show();
        QTRY_COMPARE_WITH_TIMEOUT(column(M::StateColumn)[0], u"edited"_s, 15000);
    }
};

QTEST_MAIN(TestMigrationsPage)
#include "tst_migrationspage.moc"
