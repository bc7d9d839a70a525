// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/modelroles.h"
#include "models/workspace.h"
#include "tests/support/snapshots.h"
#include "ui/charts/timechart.h"
#include "ui/elidedlabel.h"
#include "ui/pools/poolspage.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QHelpEvent>
#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <QToolTip>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;

class TestPoolsPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<models::Workspace> workspace;
    std::unique_ptr<PoolsPage> page;

    void feed(db::Snapshot snapshot)
    {
        for (int i = 0; i < 30; ++i) {
            snapshot.timeMs += 1000;
            workspace->history()->add(tests::shared(snapshot));
        }
        page->setSnapshot(tests::shared(snapshot));
    }
    TimeChart *chart(const QString &name) const { return page->findChild<TimeChart *>(name); }
    static db::Snapshot withPgBouncer()
    {
        auto snapshot = tests::healthySnapshot();
        snapshot.pgBouncer =
            db::PgBouncerState{u"localhost:6432"_s,
                               {},
                               {{u"pulse_db"_s, u"pulse"_s, u"transaction"_s, 20, 3, 10, 4, 1, 0.4, 20}}};
        return snapshot;
    }

private Q_SLOTS:
    void init()
    {
        page.reset();
        workspace = std::make_unique<models::Workspace>(models::ClusterProfile{}, models::Workspace::Paths{});
        page = std::make_unique<PoolsPage>(workspace.get());
        page->resize(1100, 670);
        page->show();
        QVERIFY(QTest::qWaitForWindowExposed(page.get()));
    }

    void sessionsAreStackedAgainstTheUsableLimit()
    {
        feed(tests::healthySnapshot());
        auto *sessions = chart(u"sessionsChart"_s);
        const auto wanted = u"active 4, idle in transaction 1, other 0, idle 12, usable 97, 80 %"_s;
        QTRY_COMPARE(sessions->description(), wanted);
        QCOMPARE(sessions->data().style, ChartStyle::Stacked);
        QCOMPARE(sessions->data().maximum(), 17.0);
        QVERIFY(sessions->top() > 97);
    }

    void choosingANodeShowsItsSessionsAndPools()
    {
        feed(tests::healthySnapshot());
        auto *node = page->findChild<QComboBox *>(u"poolsNode"_s);
        node->setFocus();
        QTest::keyClick(node, Qt::Key_Down);
        QCOMPARE(node->currentText(), u"replica1"_s);
        QTRY_VERIFY(chart(u"sessionsChart"_s)->description().startsWith(u"active 2,"_s));
        QTRY_COMPARE(chart(u"poolsChart"_s)->description(), u"pulse-backend 5, pool 35, 80 %"_s);
    }

    void aNodeWithoutAPoolSaysHowToConfigureOne()
    {
        auto snapshot = tests::healthySnapshot();
        for (auto &node : snapshot.nodes)
            node.pools.clear();
        feed(snapshot);
        QTRY_VERIFY(chart(u"poolsChart"_s)->data().isEmpty());
        QVERIFY(chart(u"poolsChart"_s)->emptyText().contains(u"DB_POOL_SIZE"_s));
    }

    void aNodeThatIsAwayKeepsTheCurvesOfItsPools()
    {
        feed(tests::healthySnapshot());
        QTRY_VERIFY(chart(u"poolsChart"_s)->description().startsWith(u"pulse-backend"_s));
        auto snapshot = tests::healthySnapshot();
        snapshot.timeMs += 60'000;
        tests::makeUnreachable(snapshot.nodes[0]);
        feed(snapshot);
        QTRY_COMPARE(chart(u"poolsChart"_s)->description().section(u',', 0, 0), u"pulse-backend unknown"_s);
        QVERIFY(!chart(u"poolsChart"_s)->emptyText().contains(u"DB_POOL_SIZE"_s));
    }

    void anUnreachableNodesSessionsAreUnknown()
    {
        feed(tests::unreachableReplicaSnapshot());
        QTRY_VERIFY(chart(u"useChart"_s)->description().contains(u"replica1 unknown"_s));
    }

    void applicationsAreListed()
    {
        auto *table = page->findChild<QTableView *>(u"applicationsTable"_s);
        new QAbstractItemModelTester(table->model(), table);
        feed(tests::healthySnapshot());
        QCOMPARE(table->model()->rowCount(), 3);
    }

    void pgBouncerIsShownOnlyWhereItIsConfigured()
    {
        feed(tests::healthySnapshot());
        auto *table = page->findChild<QTableView *>(u"pgBouncerTable"_s);
        QVERIFY(!table->isVisible());
        QVERIFY(!chart(u"pgBouncerChart"_s)->isVisible());
        new QAbstractItemModelTester(table->model(), table);
        feed(withPgBouncer());
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->rowCount(), 1);
        QVERIFY(table->model()->index(0, 0).data(models::SeverityRole).isValid()); // clients wait
        QTRY_VERIFY(chart(u"pgBouncerChart"_s)->description().contains(u"pulse_db/pulse waiting 3"_s));
    }

    void whatIsNotSeenWithoutPgMonitorIsNotSaidToBeSilent()
    {
        auto snapshot = tests::healthySnapshot();
        for (auto &node : snapshot.nodes) {
            node.facts.canMonitor = false;
            node.facts.sessions.reset();
            node.utilization.reset();
            node.missingRights = {u"GRANT pg_monitor TO \"watch\";"_s};
        }
        feed(snapshot);
        QVERIFY2(chart(u"sessionsChart"_s)->emptyText().contains(u"GRANT pg_monitor"_s) &&
                     chart(u"useChart"_s)->emptyText().contains(u"pg_monitor"_s),
                 qPrintable(chart(u"sessionsChart"_s)->emptyText()));
        feed(tests::unreachableReplicaSnapshot());
        QVERIFY(!chart(u"sessionsChart"_s)->emptyText().contains(u"pg_monitor"_s));
    }

    void aPgBouncerWithoutPoolsHasAnswered()
    {
        auto snapshot = withPgBouncer();
        snapshot.pgBouncer->pools.clear();
        feed(snapshot);
        const auto said = chart(u"pgBouncerChart"_s)->emptyText();
        QVERIFY2(said.contains(u"first client"_s) && !said.contains(u"did not answer"_s), qPrintable(said));
        snapshot.pgBouncer->error =
            db::Error{db::ErrorKind::Timeout, u"PgBouncer does not answer."_s, {}, {}, {}, 0};
        feed(snapshot);
        QVERIFY(chart(u"pgBouncerChart"_s)->emptyText().contains(u"did not answer"_s));
    }

    void aHeaderStandsOverItsFiguresThoughTheFirstRowHasNone()
    {
        auto snapshot = tests::healthySnapshot();
        auto &applications = snapshot.nodes[0].facts.applications;
        applications.insert(applications.begin(),
                            {u"adminer"_s, u"postgres"_s, {1, 40, 0, 0}}); // without a pool
        feed(snapshot);
        const auto *table = page->findChild<QTableView *>(u"applicationsTable"_s);
        for (const int column :
             {models::ApplicationsModel::LimitColumn, models::ApplicationsModel::TotalColumn})
            QVERIFY2(table->model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() &
                         Qt::AlignRight,
                     qPrintable(QString::number(column)));
        QVERIFY(
            !table->model()
                 ->headerData(models::ApplicationsModel::NodeColumn, Qt::Horizontal, Qt::TextAlignmentRole)
                 .isValid());
    }

    void aSilentPgBouncerIsOutOfDateAndNotEmpty()
    {
        feed(withPgBouncer());
        auto snapshot = withPgBouncer();
        snapshot.pgBouncer->pools.clear();
        snapshot.pgBouncer->error =
            db::Error{db::ErrorKind::Timeout, u"PgBouncer does not answer."_s, {}, {}, {}, 0};
        feed(snapshot);
        auto *table = page->findChild<QTableView *>(u"pgBouncerTable"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        QVERIFY(!table->isEnabled());
        QVERIFY(table->toolTip().contains(u"PgBouncer does not answer."_s));
        auto *said = page->findChild<ElidedLabel *>(u"pgBouncerError"_s);
        QVERIFY(said->isVisible());
        QCOMPARE(said->text(), u"Out of date: PgBouncer does not answer."_s);
        feed(withPgBouncer());
        QVERIFY(!said->isVisible());
    }

    void noTableScrollsSidewaysInASmallWindow()
    {
        page->resize(1200, 720); // what 1280×800 leaves to a page
        feed(withPgBouncer());
        for (const auto *name : {"applicationsTable", "pgBouncerTable"}) {
            const auto *table = page->findChild<QTableView *>(QLatin1StringView(name));
            QTRY_COMPARE(table->horizontalScrollBar()->maximum(), 0);
        }
    }

    void aColumnThatFindsNoRoomIsToldInTheTooltip()
    {
        using A = models::ApplicationsModel;
        page->resize(1200, 720);
        feed(tests::healthySnapshot());
        auto *table = page->findChild<QTableView *>(u"applicationsTable"_s);
        QTRY_VERIFY(table->isColumnHidden(A::UserColumn));
        QVERIFY(!table->isColumnHidden(A::IdleInTransactionColumn));
        const auto cell = table->model()->index(0, A::ApplicationColumn);
        const auto at = table->visualRect(cell).center();
        QHelpEvent help(QEvent::ToolTip, at, table->viewport()->mapToGlobal(at));
        QApplication::sendEvent(table->viewport(), &help);
        QTRY_VERIFY2(
            QToolTip::text().contains(u"User: "_s + cell.siblingAtColumn(A::UserColumn).data().toString()),
            qPrintable(QToolTip::text()));
        page->resize(2000, 900);
        QTRY_VERIFY(!table->isColumnHidden(A::UserColumn));
    }
};

QTEST_MAIN(TestPoolsPage)
#include "tst_poolspage.moc"
