// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoverparts.h"
#include "tests/support/snapshots.h"
#include "ui/elidedlabel.h"
#include "ui/overview/criteria.h"
#include "ui/overview/criterioncard.h"
#include "ui/overview/eventlist.h"
#include "ui/overview/nodedetails.h"
#include "ui/overview/overviewpage.h"
#include "ui/overview/topologyview.h"
#include "ui/shell/nodechip.h"
#include "ui/statepanel.h"

#include <QContextMenuEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;

class OverviewTest : public QObject
{
    Q_OBJECT

    static ui::Criterion criterion(const db::Snapshot &snapshot, const QString &id)
    {
        for (const auto &each : ui::criteriaOf(snapshot, models::Alerts::defaultRules()))
            if (each.id == id)
                return each;
        return {};
    }

private Q_SLOTS:
    void aHealthyClusterMeetsAllFourCriteria()
    {
        for (const auto &each : ui::criteriaOf(tests::healthySnapshot(), models::Alerts::defaultRules()))
            QCOMPARE(int(each.tone), int(ui::Tone::Ok));
    }

    void aLaggingReplicaBreaksTheLagCriterionOnly()
    {
        const auto snapshot = tests::laggingSnapshot(4.2);
        QCOMPARE(criterion(snapshot, u"lag"_s).value, u"4.2 s"_s);
        QCOMPARE(int(criterion(snapshot, u"lag"_s).tone), int(ui::Tone::Critical));
        QCOMPARE(int(criterion(snapshot, u"pool"_s).tone), int(ui::Tone::Ok));
    }

    void anUnreachableReplicaIsUnknownAndNeverFine()
    {
        const auto snapshot = tests::unreachableReplicaSnapshot();
        QCOMPARE(criterion(snapshot, u"lag"_s).value, u"unknown"_s);
        QCOMPARE(int(criterion(snapshot, u"lag"_s).tone), int(ui::Tone::Unknown));
        QCOMPARE(criterion(snapshot, u"streaming"_s).value, u"0 of 1"_s);
        QCOMPARE(int(criterion(snapshot, u"streaming"_s).tone), int(ui::Tone::Critical));
        QCOMPARE(criterion(snapshot, u"rpo"_s).value, u"unknown"_s);
    }

    void withoutAPrimaryItIsSaidWhereTheLossIsTold()
    {
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes[0].reachable = false;
        snapshot.nodes[1].rpoBytes.reset();
        QVERIFY2(criterion(snapshot, u"rpo"_s).detail.contains(u"Fail over… tells it"_s),
                 qPrintable(criterion(snapshot, u"rpo"_s).detail));
        snapshot.nodes[0].reachable = true;
        QVERIFY(criterion(snapshot, u"rpo"_s).detail.contains(u"no replica's flushed position"_s));
    }

    void ofANodeThatNeverAnsweredNothingIsZero()
    {
        db::NodeSnapshot node;
        node.configuredRole = db::Role::Primary;
        ui::NodeDetails details;
        const auto says = [&](const QString &text) {
            const auto labels = details.findChildren<QLabel *>();
            const auto figures = details.findChildren<ui::ElidedLabel *>();
            return std::ranges::any_of(labels, [&](auto *label) { return label->text() == text; }) ||
                   std::ranges::any_of(figures, [&](auto *figure) { return figure->text() == text; });
        };
        details.showNode(&node, 0);
        QVERIFY(says(u"Replicas attached"_s));
        QVERIFY(!says(u"0"_s));
        node.configuredRole = db::Role::Replica;
        details.showNode(&node, 0);
        QVERIFY(says(u"Not replayed"_s));
        QVERIFY(!says(u"Replicas attached"_s));
    }

    void whatAnUnreachableNodeSaidLastIsNoFigureOfNow()
    {
        auto snapshot = tests::unreachableReplicaSnapshot();
        auto &node = snapshot.nodes[1];
        node.facts.sinceLastReplayedXact = 0.078;
        node.lag.bytes.replay = 512;
        ui::NodeDetails details;
        details.showNode(&node, snapshot.timeMs);
        const auto figures = details.findChildren<ui::ElidedLabel *>();
        for (const auto *figure : figures)
            QVERIFY2(figure->text() != u"78 ms" && figure->text() != u"512 B", qPrintable(figure->text()));
        const auto labels = details.findChildren<QLabel *>();
        QVERIFY(
            std::ranges::any_of(labels, [](auto *label) { return label->text() == u"Since last commit"; }));
    }

    void aRefusedPasswordIsUnknownAndNotNotMet()
    {
        auto snapshot = tests::unreachableReplicaSnapshot();
        snapshot.nodes[1].error->kind = db::ErrorKind::AuthRefused;
        snapshot.nodes[1].verdict = db::ReplicaVerdict::Unknown;
        const auto streaming = criterion(snapshot, u"streaming"_s);
        QCOMPARE(streaming.value, u"unknown"_s);
        QCOMPARE(int(streaming.tone), int(ui::Tone::Unknown));
    }

    void anEstimateOfTheLagIsPostgresOwnAndNoVerdict()
    {
        auto snapshot = tests::laggingSnapshot(6.7);
        snapshot.nodes[1].lag.secondsIsEstimate = true;
        snapshot.nodes[1].lag.resolutionSeconds = 0;
        const auto lag = criterion(snapshot, u"lag"_s);
        QCOMPARE(lag.value, u"≈ 6.7 s"_s);
        QCOMPARE(int(lag.tone), int(ui::Tone::Unknown));
        // A card cuts the end.
        QVERIFY2(lag.detail.startsWith(u"since the last commit on replica1, as PostgreSQL says"_s) &&
                     !lag.detail.contains(u'±'),
                 qPrintable(lag.detail));
    }

    void oneUnknownReplicaIsNotHiddenByAGoodOne()
    {
        auto snapshot = tests::wideSnapshot(2);
        tests::makeUnreachable(snapshot.nodes[2]);
        const auto lag = criterion(snapshot, u"lag"_s);
        QCOMPARE(int(lag.tone), int(ui::Tone::Unknown));
        QVERIFY2(lag.detail.startsWith(u"unknown for replica2"_s),
                 qPrintable(lag.detail)); // a card cuts the end
    }

    void replicasThatShareAVerdictAreNamedTogether()
    {
        auto snapshot = tests::wideSnapshot(4);
        for (const int lost : {2, 4})
            tests::makeUnreachable(snapshot.nodes[size_t(lost)]);
        QCOMPARE(criterion(snapshot, u"streaming"_s).detail, u"UNREACHABLE: replica2, replica4"_s);
    }

    void thePoolThatIsFullestSpeaks()
    {
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes[0].pools = {{u"etl"_s, 45, 50}};
        const auto pool = criterion(snapshot, u"pool"_s);
        QCOMPARE(pool.value, u"90 %"_s);
        QCOMPARE(int(pool.tone), int(ui::Tone::Critical));
    }

    void everyReplicaHasAnArrowFromItsUpstream()
    {
        const auto snapshot = tests::wideSnapshot(19);
        const auto arrows = ui::topologyArrows(snapshot);
        QCOMPARE(arrows.size(), std::size_t(19));
        for (const auto &arrow : arrows) {
            const auto &to = snapshot.nodes[std::size_t(arrow.to)];
            QCOMPARE(snapshot.nodes[std::size_t(arrow.from)].name, to.upstream);
            QVERIFY(arrow.attached);
        }
    }

    void aDetachedReplicaHangsOnTheConfiguredPrimaryByADashedArrow()
    {
        auto snapshot = tests::noPrimarySnapshot();
        snapshot.nodes[1].upstream.clear();
        const auto arrows = ui::topologyArrows(snapshot);
        QCOMPARE(arrows.size(), std::size_t(1));
        QCOMPARE(arrows[0].from, 0);
        QVERIFY(!arrows[0].attached);
    }

    void whenNobodyAnswersTheReplicasHangOnWhoWasThePrimaryLast()
    {
        auto snapshot = tests::healthySnapshot();
        std::swap(snapshot.nodes[0].facts.role, snapshot.nodes[1].facts.role); // a switchover was
        for (auto &node : snapshot.nodes) {
            node.upstream.clear();
            tests::makeUnreachable(node);
        }
        const auto arrows = ui::topologyArrows(snapshot);
        QCOMPARE(arrows.size(), std::size_t(1));
        QCOMPARE(snapshot.nodes[std::size_t(arrows[0].from)].name, u"replica1"_s);
        QCOMPARE(snapshot.nodes[std::size_t(arrows[0].to)].name, u"primary"_s);
    }

    void alertsThatCannotBeRaisedAreNotSaidToBeKept()
    {
        models::Workspace workspace({}, {});
        ui::OverviewPage page(&workspace, nullptr);
        page.show();
        auto snapshot = tests::healthySnapshot();
        page.setSnapshot(tests::shared(snapshot));
        const auto said = [&page] {
            const auto *list = page.findChild<QWidget *>(u"overviewAlerts"_s)->parentWidget();
            return list->findChild<ui::StatePanel *>()->accessibleDescription();
        };
        QCOMPARE(said(), u"Every rule is kept."_s);
        snapshot.nodes[0].utilization.reset(); // as without pg_monitor
        page.setSnapshot(tests::shared(snapshot));
        QVERIFY2(said().contains(u"not known"_s), qPrintable(said()));
    }

    void noTwoCardsOverlap_data()
    {
        QTest::addColumn<int>("replicas");
        for (const int replicas : {0, 1, 2, 3, 7, 19})
            QTest::addRow("%d replicas", replicas) << replicas;
    }
    void noTwoCardsOverlap()
    {
        QFETCH(int, replicas);
        const auto snapshot = tests::wideSnapshot(replicas);
        const auto layout = ui::layOutTopology(snapshot, {{200, 80}, 10, 100, 200}, {900, 500});
        QCOMPARE(layout.cards.size(), snapshot.nodes.size());
        for (std::size_t i = 0; i < layout.cards.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                QVERIFY(!layout.cards[i].intersects(layout.cards[k]));
    }

    void aRingOfUpstreamsIsDrawnAllTheSame()
    {
        auto snapshot = tests::wideSnapshot(2);
        snapshot.nodes[1].upstream = u"replica2"_s;
        snapshot.nodes[2].upstream = u"replica1"_s;
        const auto layout = ui::layOutTopology(snapshot, {{200, 80}, 10, 100, 200}, {900, 500});
        QCOMPARE(layout.cards.size(), std::size_t(3));
    }

    void aClickOnACardSelectsItsNode()
    {
        ui::TopologyView view;
        view.resize(900, 400);
        view.setSnapshot(tests::shared(tests::healthySnapshot()));
        view.show();
        QSignalSpy selected(&view, &ui::TopologyView::nodeSelected);
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.cardOf(u"replica1"_s).center().toPoint());
        QCOMPARE(view.selectedNode(), u"replica1"_s);
        QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(view.selectedNode(), u"primary"_s);
        QCOMPARE(selected.count(), 2);
    }

    void aRightClickOffersWhatFitsTheServerOfTheNode()
    {
        models::Workspace workspace({}, {});
        ui::OverviewPage page(&workspace, nullptr);
        page.resize(1200, 700);
        page.show();
        page.setSnapshot(tests::shared(tests::unreachableReplicaSnapshot()));
        auto *topology = page.findChild<ui::TopologyView *>(u"topology"_s);
        topology->selectNode(u"primary"_s);
        const auto at = topology->cardOf(u"replica1"_s).center().toPoint();
        QContextMenuEvent asked(QContextMenuEvent::Mouse, at, topology->mapToGlobal(at));
        QCoreApplication::sendEvent(topology, &asked);
        QCOMPARE(topology->selectedNode(), u"replica1"_s);
        auto *menu = page.findChild<QMenu *>(u"overviewNodeMenu"_s);
        QVERIFY(menu);
        QStringList enabled;
        for (const auto *action : menu->actions()) {
            QVERIFY(!action->toolTip().isEmpty());
            if (action->isEnabled())
                enabled << action->text();
        }
        QCOMPARE(enabled, QStringList(u"Start replica1…"_s)); // nothing listens on its port
        QSignalSpy wanted(&page, &ui::Page::commandRequested);
        menu->actions().at(0)->trigger(); // what brings it back stands first
        QCOMPARE(wanted.value(0), QVariantList({u"failover"_s, u"nodeStart"_s, u"replica1"_s}));
        menu->close();
    }

    void theDrawingIsToldInWords()
    {
        ui::TopologyView view;
        view.setSnapshot(tests::shared(tests::detachedSnapshot()));
        QVERIFY(view.accessibleDescription().contains(u"replica1 (replica) is DETACHED"_s));
        QVERIFY(view.accessibleDescription().contains(u"not attached to primary"_s));
    }

    void neitherPrimaryOfASplitBrainIsShownAsUp()
    {
        const auto snapshot = tests::splitBrainSnapshot();
        ui::TopologyView view;
        view.setSnapshot(tests::shared(snapshot));
        for (const auto &node : snapshot.nodes) {
            QCOMPARE(int(ui::toneOf(node)), int(ui::Tone::Critical));
            QCOMPARE(ui::nodeVerdictText(node), u"SPLIT BRAIN"_s);
        }
        QVERIFY(view.accessibleDescription().contains(u"primary is SPLIT BRAIN"_s));
        QVERIFY(view.accessibleDescription().contains(u"replica1 (primary) is SPLIT BRAIN"_s));
    }

    void ofASplitBrainItIsNotSaidThatNoReplicaIsConfigured()
    {
        QCOMPARE(criterion(tests::splitBrainSnapshot(), u"lag"_s).detail, u"no node is a replica now"_s);
        auto single = tests::healthySnapshot();
        single.nodes.resize(1);
        QCOMPARE(criterion(single, u"streaming"_s).detail, u"no replica is configured"_s);
    }

    void aPrimaryWhoseRivalIsUnseenIsToldSo()
    {
        auto node = tests::aPrimary();
        node.rivalry = db::Rivalry::Unseen;
        QCOMPARE(int(ui::toneOf(node)), int(ui::Tone::Warning));
        QCOMPARE(ui::nodeVerdictText(node), u"OLD PRIMARY UNSEEN"_s);
    }

    void theWorstNodeIsShownUntilThePersonChoosesOne()
    {
        models::Workspace workspace({}, {});
        ui::OverviewPage page(&workspace, nullptr);
        page.resize(1200, 700);
        page.show();
        auto *topology = page.findChild<ui::TopologyView *>(u"topology"_s);
        page.setSnapshot(tests::shared(tests::healthySnapshot()));
        QCOMPARE(topology->selectedNode(), u"primary"_s);
        page.setSnapshot(tests::shared(tests::detachedSnapshot()));
        QCOMPARE(topology->selectedNode(), u"replica1"_s);
        topology->selectNode(u"primary"_s);
        page.setSnapshot(tests::shared(tests::unreachableReplicaSnapshot()));
        QCOMPARE(topology->selectedNode(), u"primary"_s);
    }

    void aLostPrimaryIsShownInsteadOfTheReplicaThatWasLostBefore()
    {
        models::Workspace workspace({}, {});
        ui::OverviewPage page(&workspace, nullptr);
        auto *topology = page.findChild<ui::TopologyView *>(u"topology"_s);
        auto snapshot = tests::unreachableReplicaSnapshot();
        page.setSnapshot(tests::shared(snapshot));
        QCOMPARE(topology->selectedNode(), u"replica1"_s);
        tests::makeUnreachable(snapshot.nodes[0]);
        page.setSnapshot(tests::shared(snapshot));
        QCOMPARE(topology->selectedNode(), u"primary"_s);
    }

    void withoutAPrimaryTheWayOutIsSaidAndLeadsToItsPage()
    {
        models::Workspace workspace({}, {});
        ui::OverviewPage page(&workspace, nullptr);
        page.resize(1200, 700);
        page.show();
        const auto put = [&](const db::Snapshot &snapshot) {
            const auto given = tests::shared(snapshot);
            workspace.put(given);
            QTRY_COMPARE(workspace.snapshot(), given);
            page.setSnapshot(given);
        };
        put(tests::healthySnapshot());
        auto *line = page.findChild<QWidget *>(u"overviewWayOut"_s);
        QVERIFY(!line->isVisible());
        put(tests::noPrimarySnapshot());
        QVERIFY(line->isVisible());
        QCOMPARE(line->findChild<QLabel *>(u"overviewWayOutText"_s)->text(),
                 models::readinessOf(&workspace)->wayOut());
        QSignalSpy wanted(&page, &ui::Page::pageRequested);
        QTest::mouseClick(line->findChild<QPushButton *>(u"overviewWayOutOpen"_s), Qt::LeftButton);
        QCOMPARE(wanted.value(0), QVariantList({u"failover"_s}));
        put(tests::healthySnapshot());
        QVERIFY(!line->isVisible());
        put(tests::splitBrainSnapshot());
        QVERIFY(line->isVisible());
        auto refusing = tests::healthySnapshot();
        refusing.nodes[0].facts.readOnly = true;
        put(refusing);
        QVERIFY(line->findChild<QLabel *>(u"overviewWayOutText"_s)
                    ->text()
                    .startsWith(u"primary refuses writes."_s));
    }

    void alertsAppearAndGo()
    {
        models::Workspace workspace({}, {});
        ui::OverviewPage page(&workspace, nullptr);
        page.resize(1200, 700);
        page.show();
        auto *alerts = page.findChild<QListView *>(u"overviewAlerts"_s);
        QVERIFY(!alerts->isVisible());
        for (int second = 0; second < 40; ++second) {
            auto snapshot = tests::laggingSnapshot();
            snapshot.timeMs += second * 1000;
            workspace.put(tests::shared(snapshot));
        }
        QTRY_VERIFY(alerts->isVisible());
        QVERIFY(alerts->model()->rowCount() >= 1);
    }

    void aScrollBarThatComesMakesNoRowTooLow()
    {
        QStandardItemModel model(0, 3);
        ui::EventList list(u"Events"_s, u"events"_s, &model, {0, 1, 2});
        for (int words = 1; words <= 40; ++words)
            model.appendRow({new QStandardItem, new QStandardItem,
                             new QStandardItem(u"word "_s.repeated(words).trimmed())});
        auto *view = list.findChild<QListView *>(u"events"_s);
        list.show();
        const auto heightsAt = [&](int height) {
            list.resize(420, height);
            std::vector<int> heights;
            for (int row = 0; row < model.rowCount(); ++row)
                heights.push_back(view->sizeHintForIndex(model.index(row, 2)).height());
            return heights;
        };
        const auto without = heightsAt(3000);
        QTRY_VERIFY(!view->verticalScrollBar()->isVisible());
        list.resize(420, 300);
        QTRY_VERIFY(view->verticalScrollBar()->isVisible());
        QVERIFY(without == heightsAt(300));
    }

    void anEventThatIsLongerThanItsLinesSaysThatThereIsMore()
    {
        const auto font = QGuiApplication::font();
        const QFontMetrics metrics(font);
        const auto sentence = u"It is not streaming from anywhere "_s.repeated(12);
        const int width = metrics.horizontalAdvance(u"It is not streaming from anywhere It is"_s);
        const auto shown = ui::EventDelegate::shortened(sentence, font, width, 3);
        QVERIFY2(shown.endsWith(u'…'), qPrintable(shown));
        QVERIFY(shown.size() > sentence.size() / 6);
        QVERIFY(metrics.boundingRect(QRect(0, 0, width, 1), Qt::TextWordWrap, shown).height() <=
                3 * metrics.lineSpacing());
        QCOMPARE(ui::EventDelegate::shortened(u"The cluster is HEALTHY."_s, font, width, 1),
                 u"The cluster is HEALTHY."_s);
        const auto two = u"It is not streaming from anywhere, nor does it replay WAL."_s;
        QCOMPARE(ui::EventDelegate::shortened(two, font, width, 2), two);
    }

    void aLongAlertIsShownWhole()
    {
        models::Workspace workspace({}, {});
        ui::OverviewPage page(&workspace, nullptr);
        page.resize(1200, 700);
        page.show();
        auto *alerts = page.findChild<QListView *>(u"overviewAlerts"_s);
        auto snapshot = tests::unreachableReplicaSnapshot();
        snapshot.nodes[1].error->message = u"Nothing listens on a-host-with-a-long-name.example.org:5437. "
                                           "The server is stopped, or it listens elsewhere, or a wall is "
                                           "between it and this console."_s;
        for (int second = 0; second < 5; ++second) {
            snapshot.timeMs += 1000;
            workspace.put(tests::shared(snapshot));
        }
        QTRY_VERIFY(alerts->isVisible());
        QTRY_VERIFY(alerts->visualRect(alerts->model()->index(0, alerts->modelColumn())).height() >
                    alerts->fontMetrics().lineSpacing() * 2);
    }
};

QTEST_MAIN(OverviewTest)
#include "tst_overview.moc"
