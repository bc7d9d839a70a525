// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/nodestanding.h"
#include "models/failover/drillparts.h"
#include "tests/support/failoverwindow.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/failover/drillspanel.h"
#include "ui/failover/outagechart.h"
#include "ui/shell/noticebar.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;
using models::DrillDesk;
using models::DrillsModel;

/// Drills on the page Failover of a real cluster, run by clicks.
class TestDrillsPanel : public QObject, private tests::FailoverWindow
{
    Q_OBJECT

private:
    DrillDesk *desk() const { return models::drillsOf(m_workspace.get()); }
    void choose(const QString &drill) const
    {
        auto *table = find<DataTable>(u"drillsTable"_s);
        const auto *model = desk()->drills();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->rows()[size_t(row)].name == drill)
                table->choose(model->index(row, 0));
        }
    }
    void click(const QString &name) const { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void accept(const QString &typed = {}) const
    {
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 40000);
        if (auto *field = dialog()->findChild<QLineEdit *>(u"confirmTyped"_s))
            QTest::keyClicks(field, typed);
        QTest::mouseClick(dialog()->findChild<QPushButton *>(u"confirmAccept"_s), Qt::LeftButton);
    }

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 1);
        open({1200, 800}, std::chrono::milliseconds(1000));
        QVERIFY(m_page && m_page->isVisible());
        auto *panel = m_page->findChild<DrillsPanel *>();
        db::DrillOptions quick;
        quick.hold = std::chrono::seconds(3);
        panel->setOptions(quick);
        find<QTabWidget>(u"failoverTabs"_s)->setCurrentWidget(panel);
        QTRY_VERIFY_WITH_TIMEOUT(m_workspace->snapshot() && m_workspace->snapshot()->primary(), 30000);
        QTRY_COMPARE_WITH_TIMEOUT(int(m_workspace->snapshot()->nodes.back().verdict),
                                  int(db::ReplicaVerdict::Streaming), 30000);
    }

    void cleanupTestCase() { close(); }

    void allSixAreListedWithWhatTheyDo()
    {
        const auto *table = find<DataTable>(u"drillsTable"_s);
        QCOMPARE(table->model()->rowCount(), 6);
        choose(u"network-cut"_s);
        QVERIFY(find<QLabel>(u"drillAbout"_s)->text().contains(u"Nothing is stopped"_s));
    }

    void stoppingThePrimaryAsksForItsNameAndEscapeDoesNothing()
    {
        choose(u"primary-fails"_s);
        click(u"drillRun"_s);
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 40000);
        QVERIFY(dialog()->findChild<QLineEdit *>(u"confirmTyped"_s));
        QVERIFY(!dialog()->findChild<QPushButton *>(u"confirmAccept"_s)->isEnabled());
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        QVERIFY(m_workspace->operations()->isIdle());
        QVERIFY(!QFile::exists(m_folder.filePath(u"drill.json"_s)));
    }

    void theNodeThatFailsCanBeChosenWhereItFits()
    {
        auto *node = find<QComboBox>(u"drillNode"_s);
        node->setCurrentIndex(node->findData(u"primary"_s));
        choose(u"replica-fails"_s);
        click(u"drillRun"_s);
        QTRY_VERIFY_WITH_TIMEOUT(find<ElidedLabel>(u"drillStatus"_s)->text().contains(u"not for primary"_s),
                                 40000);
        choose(u"connections-exhausted"_s);
        click(u"drillRun"_s);
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 40000);
        QVERIFY(dialog()->findChild<QLineEdit *>(u"confirmTyped"_s)); // of the primary
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        node->setCurrentIndex(0);
    }

    void oneIsRunByClicksWatchedAndKept()
    {
        choose(u"replica-fails"_s);
        click(u"drillRun"_s);
        accept();
        QTRY_VERIFY_WITH_TIMEOUT(desk()->phase() == DrillDesk::Phase::Running || desk()->outcome(), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(find<DataTable>(u"drillTimeline"_s)->model()->rowCount() > 2, 60000);
        QVERIFY(find<QPushButton>(u"drillStop"_s)->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(desk()->outcome().has_value(), 120000);
        QTRY_COMPARE_WITH_TIMEOUT(desk()->results().size(), std::size_t{1}, 20000);
        const auto &result = desk()->results().front();
        QCOMPARE(result.name, u"replica-fails"_s);
        QVERIFY2(result.path(u"router"_s)->reads.answeredBy.contains(u"primary"_s),
                 qPrintable(desk()->outcome()->summary));
        QTRY_COMPARE(find<DataTable>(u"drillCriteria"_s)->model()->rowCount(), int(result.criteria.size()));
        auto *tabs = find<QTabWidget>(u"drillTabs"_s);
        tabs->setCurrentIndex(2);
        auto *chart = m_page->findChild<OutageChart *>()->chart();
        QTRY_VERIFY_WITH_TIMEOUT(!chart->data().isEmpty(), 20000);
        const auto row = desk()->drills()->index(0, DrillsModel::StateColumn);
        QCOMPARE(row.data().toString(), result.isPassed() ? u"passed"_s : u"not passed"_s);
    }

    void oneThatIsStoppedIsUndone()
    {
        choose(u"replay-paused"_s);
        click(u"drillRun"_s);
        accept();
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(u"drillStop"_s)->isVisible(), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(
            find<ElidedLabel>(u"drillStatus"_s)->text().contains(u"Replay is paused"_s) ||
                desk()->moments().size() > 5,
            60000);
        click(u"drillStop"_s);
        QTRY_VERIFY_WITH_TIMEOUT(desk()->outcome().has_value(), 120000);
        QVERIFY2(desk()->outcome()->state == models::Outcome::State::Cancelled,
                 qPrintable(desk()->outcome()->summary));
        QVERIFY(!QFile::exists(m_folder.filePath(u"drill.json"_s)));
    }

    void oneThatWasCutOffIsOfferedToBeUndone()
    {
        const db::DrillNote note{
            u"replica-fails"_s, u"replica1"_s, db::DrillNote::Undo::Start, u"primary"_s, {}, 1};
        QVERIFY(note.save(m_folder.filePath(u"drill.json"_s)));
        QVERIFY(m_sandbox->stop(u"replica1"_s));
        desk()->examine();
        auto *undo = find<QPushButton>(u"drillUndo"_s);
        QTRY_VERIFY_WITH_TIMEOUT(undo->isVisible(), 20000);
        QVERIFY(!find<QPushButton>(u"drillRun"_s)->isEnabled());
        QVERIFY(m_page->findChild<NoticeBar *>()->textOf(u"drill"_s).contains(u"replica1 was stopped"_s));
        click(u"drillUndo"_s);
        accept();
        QTRY_VERIFY_WITH_TIMEOUT(desk()->outcome().has_value(), 120000);
        QVERIFY2(desk()->outcome()->state == models::Outcome::State::Succeeded,
                 qPrintable(desk()->outcome()->summary));
        QTRY_VERIFY_WITH_TIMEOUT(!desk()->interrupted(), 20000);
        QTRY_VERIFY(!undo->isVisible());
        QCOMPARE(int(m_sandbox->nodes()[1].state), int(db::SandboxNode::State::Running));
    }

    void theChartHoldsEachValueUntilTheNextRun()
    {
        db::DrillResult first{u"replica-fails"_s, u"replica1"_s, {}, 1000}, second = first;
        db::DrillUse reads;
        reads.outageSeconds = 0.5;
        first.paths = {{u"router"_s, reads, {}, 0, {}, {}}};
        reads.outageSeconds = 2;
        second.startedMs = 3000;
        second.paths = {{u"router"_s, reads, {}, 0, {}, {}}};
        const auto bands = outageBands({first, second}, u"router reads"_s, 0, 5000, 5);
        QCOMPARE(bands.size(), std::size_t{5});
        QVERIFY(!bands[0].isKnown());
        QCOMPARE(bands[1].avg, 0.5);
        QCOMPARE(bands[2].avg, 0.5);
        QCOMPARE(bands[3].avg, 2.0);
        QCOMPARE(bands[3].min, 0.5);
        QCOMPARE(bands[4].min, 2.0);
        QVERIFY(!outageBands({first}, u"libpq reads"_s, 0, 5000, 5)[4].isKnown());
    }
};

QTEST_MAIN(TestDrillsPanel)
#include "tst_drillspanel.moc"
