// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoverparts.h"
#include "tests/support/snapshots.h"
#include "ui/badge.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/failover/failoverpage.h"
#include "ui/failover/failoverrunpanel.h"
#include "ui/failover/partedpanel.h"
#include "ui/overview/topologyview.h"
#include "ui/shell/clusterheader.h"
#include "ui/shell/noticebar.h"
#include "ui/shell/readinessbadge.h"
#include "ui/toneicon.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;
using models::FailoverDesk;

class TestFailoverPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<models::Workspace> workspace;
    std::unique_ptr<FailoverPage> page;

    template<typename T>
    T *part(const QString &name) const
    {
        auto *found = page->findChild<T *>(name);
        if (!found)
            qFatal("no %s", qPrintable(name));
        return found;
    }
    DataTable *table() const { return part<DataTable>(u"readinessTable"_s); }
    void clickRow(int row) const
    {
        const auto *view = table();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->visualRect(view->model()->index(row, view->columnAt(5))).center());
    }
    void put(db::Snapshot snapshot)
    {
        const auto given = tests::shared(std::move(snapshot));
        models::readinessOf(workspace.get())->setSnapshot(given);
        page->setSnapshot(given);
    }

private Q_SLOTS:
    void init()
    {
        page.reset();
        models::ClusterProfile profile;
        profile.name = u"test"_s;
        for (const auto &name : {u"primary"_s, u"replica1"_s, u"replica2"_s}) {
            db::NodeConfig node;
            node.endpoint.name = name;
            node.endpoint.parameters = {{u"host"_s, u"127.0.0.1"_s}, {u"port"_s, u"1"_s}};
            profile.monitor.nodes.push_back(node);
        }
        workspace = std::make_unique<models::Workspace>(profile, models::Workspace::Paths{});
        page = std::make_unique<FailoverPage>(workspace.get());
        page->resize(1100, 670);
        page->show();
        QVERIFY(QTest::qWaitForWindowExposed(page.get()));
    }

    void cleanupTestCase()
    {
        page.reset();
        workspace.reset();
    }

    void whatTheServersSayIsListedTheWorstFirst()
    {
        put(tests::healthySnapshot());
        QCOMPARE(part<Badge>(u"readinessWord"_s)->word(), u"CHECKING"_s);
        QTRY_COMPARE(part<Badge>(u"readinessWord"_s)->word(), u"NOT READY"_s);
        QVERIFY(table()->model()->rowCount() > 15);
        const auto first = table()->model()->index(0, models::ReadinessModel::StateColumn);
        QCOMPARE(first.data().toString(), u"blocking"_s);
        QCOMPARE(first.data(ToneRole).toInt(), int(Tone::Critical));
        QVERIFY(part<ElidedLabel>(u"readinessSentence"_s)->text().contains(u"replica1"_s));
        QVERIFY(!part<ElidedLabel>(u"readinessSentence"_s)->isElided());
    }

    void inADrillNobodyIsToldToFailOver()
    {
        put(tests::noPrimarySnapshot());
        QVERIFY(!part<NoticeBar>(u"noticeBar"_s)->textOf(u"lost"_s).isEmpty());
        models::JournalEntry drill;
        drill.kind = u"failover.drill"_s;
        drill.title = u"Run the drill 'Primary fails' on primary?"_s;
        models::failoverOf(workspace.get())->setJournal({drill});
        QTRY_VERIFY(part<NoticeBar>(u"noticeBar"_s)->textOf(u"lost"_s).isEmpty());
        QVERIFY(part<ElidedLabel>(u"readinessSentence"_s)->text().startsWith(u"A drill goes on"_s));
    }

    void whoMayNotSwitchOverIsToldSoBeforehand()
    {
        auto snapshot = tests::healthySnapshot();
        put(snapshot);
        QVERIFY(part<QAction>(u"switchover"_s)->isEnabled()); // it is not known
        snapshot.nodes[0].facts.isSuperuser = true;
        snapshot.nodes[1].facts.isSuperuser = false;
        snapshot.nodes[1].facts.user = u"seawall_watch"_s;
        put(snapshot);
        QVERIFY(!part<QAction>(u"switchover"_s)->isEnabled());
        QCOMPARE(part<QAction>(u"switchover"_s)->toolTip(),
                 u"It needs a superuser on every node; 'seawall_watch' is none on replica1"_s);
    }

    void aCheckThatWasChosenStaysChosenWhereNothingIsWorse()
    {
        put(tests::healthySnapshot());
        auto *watch = models::readinessOf(workspace.get());
        QTRY_VERIFY(watch->readiness() && !watch->isRunning());
        const auto last = table()->model()->rowCount() - 1;
        table()->setCurrentIndex(table()->model()->index(last, table()->columnAt(5)));
        put(tests::healthySnapshot()); // nothing is worse than before
        QCOMPARE(table()->currentIndex().row(), last);
    }

    void aNodeIsChosenFromTheStartAndOnlyWhatFitsItIsOffered()
    {
        put(tests::healthySnapshot());
        QCOMPARE(part<TopologyView>(u"topology"_s)->selectedNode(), u"replica1"_s);
        const auto offered = [this] {
            QStringList names;
            for (const auto *each : {"nodeStop", "nodeStart", "nodePause", "nodeResume"}) {
                const auto *action = part<QAction>(QString::fromLatin1(each));
                if (action->isEnabled())
                    names << action->objectName();
            }
            return names;
        };
        QCOMPARE(offered(), QStringList({u"nodeStop"_s, u"nodePause"_s}));
        QCOMPARE(part<QAction>(u"nodeStart"_s)->toolTip(), u"It runs: it answers"_s);
        put(tests::unreachableReplicaSnapshot()); // nothing listens on its port
        QCOMPARE(offered(), QStringList(u"nodeStart"_s));
        auto silent = tests::unreachableReplicaSnapshot();
        silent.nodes[1].error->kind = db::ErrorKind::Timeout;
        put(silent);
        QCOMPARE(offered(), QStringList({u"nodeStop"_s, u"nodeStart"_s, u"nodeResume"_s}));
        part<QAction>(u"serverMenu"_s)->trigger();
        QTRY_VERIFY(part<QMenu>(u"nodeMenu"_s)->isVisible());
        part<QMenu>(u"nodeMenu"_s)->close();
    }

    void aNewEmergencyBringsTheChecksAndTheNodeThatIsDownToTheFront()
    {
        put(tests::healthySnapshot());
        auto *tabs = part<QTabWidget>(u"failoverTabs"_s);
        auto *topology = part<TopologyView>(u"topology"_s);
        tabs->setCurrentIndex(2); // an old run
        put(tests::noPrimarySnapshot());
        QCOMPARE(tabs->currentIndex(), 0);
        QCOMPARE(topology->selectedNode(), u"primary"_s);
        tabs->setCurrentIndex(1);
        topology->selectNode(u"replica1"_s);
        put(tests::noPrimarySnapshot()); // the same one
        QCOMPARE(tabs->currentIndex(), 1);
        QCOMPARE(topology->selectedNode(), u"replica1"_s);
    }

    void aWideWindowShowsMoreOfTheStepsAndOfTheirWaysBack()
    {
        using Steps = models::FailoverStepsModel;
        part<QTabWidget>(u"failoverTabs"_s)->setCurrentIndex(2);
        const auto *steps = part<DataTable>(u"failoverSteps"_s);
        const int title = steps->columnWidth(Steps::TitleColumn);
        QVERIFY(steps->isColumnHidden(Steps::WayBackColumn)); // told below
        QVERIFY(steps->horizontalHeader()->length() >
                steps->viewport()->width() - 3); // the others have its room
        page->resize(page->width() + 600, page->height());
        QTRY_VERIFY(!steps->isColumnHidden(Steps::WayBackColumn));
        QVERIFY(steps->columnWidth(Steps::TitleColumn) > title);
        QVERIFY(steps->columnWidth(Steps::WayBackColumn) > 40 * steps->fontMetrics().averageCharWidth());
    }

    void theStepThatARunEndedAtIsSeenAndTheWayBackIsThatOfTheChosenOne()
    {
        part<QTabWidget>(u"failoverTabs"_s)->setCurrentIndex(2);
        auto *desk = models::failoverOf(workspace.get());
        std::vector<db::FailoverStep> steps;
        for (int i = 1; i <= 12; ++i)
            steps.push_back({u"s%1"_s.arg(i), u"Step %1"_s.arg(i), {}, u"Undo %1."_s.arg(i)});
        desk->steps()->setSteps(steps);
        desk->steps()->add({db::FailoverEvent::Kind::Failed, 11, u"disk full"_s, 400});
        Q_EMIT desk->changed();
        auto *view = part<DataTable>(u"failoverSteps"_s);
        const auto last = view->model()->index(11, 0);
        QTRY_VERIFY(view->viewport()->rect().contains(view->visualRect(last).center()));
        const auto *below = part<QLabel>(u"failoverBelow"_s);
        QVERIFY2(!below->text().contains(u"Way back"_s), qPrintable(below->text()));
        view->selectRow(3);
        QVERIFY2(below->text().contains(u"Way back from step 4: Undo 4."_s), qPrintable(below->text()));
    }

    void withoutACheckThereIsNoEmptyFieldForItsRemedy()
    {
        auto snapshot = tests::noPrimarySnapshot();
        tests::makeUnreachable(snapshot.nodes[1]);
        put(snapshot);
        QCOMPARE(table()->model()->rowCount(), 0);
        QVERIFY(part<QLabel>(u"checkTitle"_s)->isVisible());
        QVERIFY(!part<QPlainTextEdit>(u"checkRemedy"_s)->isVisible());
        put(tests::noPrimarySnapshot());
        QTRY_VERIFY(table()->model()->rowCount() > 0);
        QVERIFY(part<QPlainTextEdit>(u"checkRemedy"_s)->isVisible());
    }

    void aNewEmergencyShowsTheWorstCheckInPlaceOfTheOneChosenBefore()
    {
        put(tests::healthySnapshot());
        QTRY_VERIFY(table()->model()->rowCount() > 15);
        const auto titleIn = [this](int row) {
            return table()->model()->index(row, models::ReadinessModel::TitleColumn).data().toString();
        };
        clickRow(table()->model()->rowCount() - 1);
        QCOMPARE(part<QLabel>(u"checkTitle"_s)->text(), titleIn(table()->model()->rowCount() - 1));
        put(tests::noPrimarySnapshot());
        QCOMPARE(part<QLabel>(u"checkTitle"_s)->text(), titleIn(0));
        QVERIFY(part<QPlainTextEdit>(u"checkRemedy"_s)->toPlainText().contains(u"failover"_s));
    }

    void aServerThatIsDownIsOfferedToBeStartedBeforeAllElse()
    {
        put(tests::noPrimarySnapshot());
        const auto offered = [this] {
            QStringList texts;
            for (const auto *each : part<QMenu>(u"nodeMenu"_s)->actions())
                if (each->isVisible() && each->isEnabled())
                    texts << each->text();
            return texts;
        };
        QCOMPARE(offered(), QStringList(u"Start primary…"_s));
        part<TopologyView>(u"topology"_s)->selectNode(u"replica1"_s);
        QCOMPARE(offered(), QStringList({u"Start primary…"_s, u"Freeze replica1…"_s, u"Stop replica1…"_s}));
        put(tests::healthySnapshot());
        QCOMPARE(offered(), QStringList({u"Freeze replica1…"_s, u"Stop replica1…"_s}));
    }

    void theCandidateIsSaidWithItsAddressWhereItsNameIsOfAnotherRole()
    {
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes[0].name = u"replica9"_s;
        snapshot.nodes[1].name = u"primary"_s;
        put(snapshot);
        auto *box = part<QComboBox>(u"failoverCandidate"_s);
        const auto called = u"primary, %1"_s.arg(snapshot.nodes[1].address);
        QCOMPARE(box->itemText(0), u"Best (%1)"_s.arg(called));
        QCOMPARE(box->itemText(1), called);
    }

    void aRunOfThisWindowIsToldInPlaceOfTheAlarm()
    {
        put(tests::healthySnapshot());
        auto *desk = models::failoverOf(workspace.get());
        ReadinessBadge badge;
        badge.setWatch(models::readinessOf(workspace.get()), desk);
        ClusterHeader header;
        header.setReadiness(models::readinessOf(workspace.get()), desk);
        const auto *verdict = header.findChild<Badge *>(u"clusterVerdict"_s);
        desk->begin(7, {nullptr, {{u"stop"_s, u"Stop primary"_s}}, std::make_shared<db::FailoverReport>()});
        put(tests::noPrimarySnapshot());
        header.showSnapshot(std::make_shared<db::Snapshot>(tests::noPrimarySnapshot()));
        QVERIFY(verdict->tone() == Tone::Info);
        QCOMPARE(badge.text(), u"SWITCHOVER UNDER WAY"_s);
        QCOMPARE(part<Badge>(u"readinessWord"_s)->word(), u"UNDER WAY"_s);
        QVERIFY(part<ElidedLabel>(u"readinessSentence"_s)->text().startsWith(u"Switchover under way"_s));
        models::Outcome failed;
        failed.state = models::Outcome::State::Failed;
        desk->end(7, failed);
        QVERIFY(part<Badge>(u"readinessWord"_s)->word() != u"UNDER WAY"_s);
        QVERIFY(badge.text() != u"SWITCHOVER UNDER WAY"_s);
        QVERIFY(verdict->tone() == Tone::Critical);
    }

    void aRunThatFailedIsNoAlarmOnceAllIsWell()
    {
        FailoverDesk desk({}, {});
        FailoverRunPanel panel(&desk);
        auto snapshot = tests::healthySnapshot();
        desk.begin(7, {nullptr, {{u"stop"_s, u"Stop primary"_s}}, std::make_shared<db::FailoverReport>()});
        models::Outcome failed;
        failed.state = models::Outcome::State::Failed;
        desk.end(7, failed);
        const auto *sign = panel.findChild<ToneIcon *>();
        QCOMPARE(int(sign->tone()), int(Tone::Critical));
        snapshot.timeMs = QDateTime::currentMSecsSinceEpoch() + 1000;
        desk.setSnapshot(tests::shared(snapshot));
        QCOMPARE(int(sign->tone()), int(Tone::Neutral));
    }

    void theChosenCheckShowsItsQueryAndRemedyToBeCopied()
    {
        put(tests::healthySnapshot());
        QTRY_VERIFY(table()->model()->rowCount() > 0);
        part<QTabWidget>(u"failoverTabs"_s)->setCurrentIndex(1);
        clickRow(0);
        QCOMPARE(part<QTabWidget>(u"failoverTabs"_s)->currentIndex(), 0);
        QCOMPARE(part<QLabel>(u"checkTitle"_s)->text(),
                 table()->model()->index(0, models::ReadinessModel::TitleColumn).data().toString());
        const auto remedy = part<QPlainTextEdit>(u"checkRemedy"_s)->toPlainText();
        QVERIFY(!remedy.isEmpty());
        QTest::mouseClick(part<QToolButton>(u"checkRemedyCopy"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), remedy);
        const auto query = part<QPlainTextEdit>(u"checkQuery"_s)->toPlainText();
        QVERIFY(query.contains(u"SELECT"_s));
        QTest::mouseClick(part<QToolButton>(u"checkQueryCopy"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), query);
    }

    void anotherCandidateCanBeChosen()
    {
        put(tests::wideSnapshot(2));
        QTRY_VERIFY(models::readinessOf(workspace.get())->readiness());
        auto *box = part<QComboBox>(u"failoverCandidate"_s);
        QCOMPARE(box->count(), 3);
        QCOMPARE(box->itemText(0), u"Best (replica1)"_s);
        QTest::keyClick(box, Qt::Key_End);
        QCOMPARE(models::readinessOf(workspace.get())->candidate(), u"replica2"_s);
        QTRY_VERIFY(part<ElidedLabel>(u"readinessSentence"_s)->text().contains(u"replica2"_s));
    }

    void checkAgainAsksAgain()
    {
        put(tests::healthySnapshot());
        QTRY_VERIFY(models::readinessOf(workspace.get())->readiness());
        const auto first = models::readinessOf(workspace.get())->readiness()->takenMs;
        QTest::mouseClick(part<QToolButton>(u"checkReadinessButton"_s), Qt::LeftButton);
        QTRY_VERIFY(models::readinessOf(workspace.get())->readiness()->takenMs > first);
    }

    void nobodyLooksWhileThePageIsHidden()
    {
        put(tests::healthySnapshot());
        QTRY_VERIFY(models::readinessOf(workspace.get())->readiness());
        page->hide();
        QTRY_VERIFY(!models::readinessOf(workspace.get())->isRunning());
        put(tests::detachedSnapshot());
        QVERIFY(!models::readinessOf(workspace.get())->isRunning());
    }

    void aClusterWithoutReplicaSaysSo()
    {
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes.resize(1);
        put(snapshot);
        auto *state = part<QWidget>(u"failoverState"_s);
        QVERIFY(state->isVisible());
        QVERIFY(!table()->isVisible());
    }

    void inASplitBrainTheNodesAreNotSaidToBeSilent()
    {
        auto snapshot = tests::splitBrainSnapshot();
        models::partedOf(workspace.get())->setSnapshot(tests::shared(snapshot));
        put(snapshot);
        QVERIFY2(table()->emptyText().contains(u"two nodes take writes"_s), qPrintable(table()->emptyText()));
        QCOMPARE(table()->model()->rowCount(), 0);
        auto *tabs = part<QTabWidget>(u"failoverTabs"_s);
        QCOMPARE(tabs->currentWidget(), part<QWidget>(u"partedPanel"_s));
        put(tests::healthySnapshot());
        models::partedOf(workspace.get())->setSnapshot(tests::shared(tests::healthySnapshot()));
        QCOMPARE(tabs->currentIndex(), 0);
    }

    void whereNothingWasCommittedNoCommitIsSaidToBeUnknown()
    {
        db::PartedWrites writes;
        writes.transactions = 0;
        writes.tablesAreKnown = true;
        QVERIFY2(!partedFacts(writes).join(u'\n').contains(u"First commit"_s),
                 qPrintable(partedFacts(writes).join(u'\n')));
        writes.transactions.reset();
        QVERIFY(partedFacts(writes).join(u'\n').contains(u"First commit: unknown"_s));
    }

    void whatACheckFoundIsReadWhole()
    {
        page->resize(820, 670);
        put(tests::healthySnapshot());
        QTRY_VERIFY(table()->model()->rowCount() > 15);
        const auto isCut = [this](int row) {
            const auto found = table()->model()->index(row, models::ReadinessModel::MeasuredColumn);
            const auto room = table()->visualRect(found).adjusted(3, 0, -3, 0);
            return table()
                       ->fontMetrics()
                       .boundingRect(QRect(0, 0, room.width(), 1), Qt::TextWordWrap, found.data().toString())
                       .height() > room.height();
        };
        int wrapped = 0;
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            QTRY_VERIFY2(!isCut(row), qPrintable(QString::number(row)));
            wrapped += table()->rowHeight(row) > 2 * table()->fontMetrics().height();
        }
        QVERIFY(wrapped > 0); // else it says nothing
    }

    void theBadgeTellsTheSameAndLeadsToThePage()
    {
        ReadinessBadge badge;
        badge.setWatch(models::readinessOf(workspace.get()));
        QVERIFY(!badge.isVisible());
        put(tests::healthySnapshot());
        QTRY_COMPARE(badge.text(), u"FAILOVER: NOT READY"_s);
        QVERIFY(badge.isVisible());
        QVERIFY(badge.toolTip().contains(u"speak"_s));
        QSignalSpy clicked(&badge, &QAbstractButton::clicked);
        QTest::mouseClick(&badge, Qt::LeftButton);
        QCOMPARE(clicked.count(), 1);
        badge.setWatch(nullptr);
        QVERIFY(!badge.isVisible());
    }
};

QTEST_MAIN(TestFailoverPage)
#include "tst_failoverpage.moc"
