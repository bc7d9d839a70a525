// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/modelroles.h"
#include "models/workspace.h"
#include "tests/support/snapshots.h"
#include "ui/charts/chartpanel.h"
#include "ui/datatable.h"
#include "ui/replication/replicafigures.h"
#include "ui/replication/replicationpage.h"
#include "ui/unbroken.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;

class TestReplicationPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<models::Workspace> workspace;
    std::unique_ptr<ReplicationPage> page;

    void feed(db::Snapshot snapshot, int seconds = 30)
    {
        for (int i = 0; i < seconds; ++i) {
            snapshot.timeMs += 1000;
            workspace->history()->add(tests::shared(snapshot));
        }
        page->setSnapshot(tests::shared(snapshot));
    }
    QTableView *figures() const { return page->findChild<QTableView *>(u"replicaFigures"_s); }
    QString figure(const QString &row, int column = 0) const
    {
        const auto *model = figures()->model();
        for (int i = 0; i < model->rowCount(); ++i) {
            if (model->headerData(i, Qt::Vertical, Qt::DisplayRole).toString() == row)
                return model->index(i, column).data().toString();
        }
        return u"no such row"_s;
    }
    TimeChart *chart(const QString &name) const { return page->findChild<TimeChart *>(name); }
    void click(const QString &name) const
    {
        auto *button = page->findChild<QAbstractButton *>(name);
        QVERIFY2(button, qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }

private Q_SLOTS:
    void noTableScrollsSidewaysInASmallWindow()
    {
        page->resize(1200, 720); // what 1280×800 leaves to a page
        feed(tests::wideSnapshot(3));
        for (const auto *name : {"replicaFigures", "slotsTable"}) {
            const auto *table = page->findChild<QTableView *>(QLatin1StringView(name));
            QTRY_COMPARE(table->horizontalScrollBar()->maximum(), 0);
        }
    }

    void init()
    {
        page.reset();
        workspace = std::make_unique<models::Workspace>(models::ClusterProfile{}, models::Workspace::Paths{});
        page = std::make_unique<ReplicationPage>(workspace.get());
        page->resize(1100, 670);
        page->show();
        QVERIFY(QTest::qWaitForWindowExposed(page.get()));
    }

    void theFiguresOfAReplicaStandBelowEachOther()
    {
        new QAbstractItemModelTester(figures()->model(), figures());
        feed(tests::healthySnapshot());
        QCOMPARE(figure(u"Verdict"_s), u"STREAMING"_s);
        QCOMPARE(figure(u"Replay lag"_s), u"12 ms"_s);
        QCOMPARE(figure(u"Resolution"_s), u"± 250 ms"_s);
        QCOMPARE(figure(u"Not replayed"_s), u"512 B"_s);
        QCOMPARE(figure(u"Slot"_s), u"replica1"_s);
    }

    void anUnreachableReplicaReadsUnknownAndNotZero()
    {
        auto snapshot = tests::unreachableReplicaSnapshot();
        snapshot.nodes[1].facts.sinceLastReplayedXact = 5; // of the last answer: out of date
        feed(snapshot);
        QCOMPARE(figure(u"Verdict"_s), u"UNREACHABLE"_s);
        for (const auto &row : {u"Replay lag"_s, u"Not sent"_s, u"Not replayed"_s, u"RPO"_s,
                                u"Since last commit"_s, u"Conflicts"_s, u"Timeline"_s})
            QCOMPARE(figure(row), u"unknown"_s);
        QTRY_VERIFY(chart(u"lagChart"_s)->description().contains(u"replica1 unknown"_s));
    }

    void theReasonIsReadWholeBesideThoseOfTwoOtherReplicas()
    {
        page->resize(1200, 720);
        auto snapshot = tests::wideSnapshot(3);
        snapshot.nodes[1].reason =
            u"Nothing listens on db2.example.org:5433. The server is stopped, or it listens "
            "elsewhere, or a firewall is between it and this console."_s;
        feed(snapshot);
        const auto *view = figures();
        constexpr int row = ReplicaFigures::ReasonRow;
        QTRY_VERIFY(view->columnWidth(0) < 160);
        const QRect room(0, 0, view->columnWidth(0) - 6, 1);
        const int needed = view->fontMetrics()
                               .boundingRect(room, Qt::TextWordWrap, unbroken(snapshot.nodes[1].reason))
                               .height();
        QTRY_VERIFY2(view->rowHeight(row) >= needed,
                     qPrintable(u"%1 of %2"_s.arg(view->rowHeight(row)).arg(needed)));
    }

    void anOutageShowsInTheLegendAndAsAGapWithItsFirstSnapshot()
    {
        feed(tests::healthySnapshot());
        QTRY_VERIFY(chart(u"lagChart"_s)->description().contains(u"replica1 12 ms"_s));
        auto snapshot = tests::unreachableReplicaSnapshot();
        snapshot.timeMs += 30'000;
        feed(snapshot, 1);
        QTRY_VERIFY2(chart(u"lagChart"_s)->description().contains(u"replica1 unknown"_s),
                     qPrintable(chart(u"lagChart"_s)->description()));
        QTRY_VERIFY(!chart(u"lagChart"_s)->data().lines[0].bands.back().isKnown());
    }

    void theLagIsChartedAgainstTheLimitOfTheRule()
    {
        feed(tests::laggingSnapshot());
        auto *lag = chart(u"lagChart"_s);
        QTRY_VERIFY2(lag->description().contains(u"replica1 4.2 s, limit 1 s"_s),
                     qPrintable(lag->description()));
        auto rules = workspace->alerts()->rules();
        for (auto &rule : rules) {
            if (rule.kind == models::AlertRule::Kind::Lag)
                rule.threshold = 2;
        }
        workspace->alerts()->setRules(rules);
        QTRY_VERIFY(lag->description().contains(u"limit 2 s"_s));
    }

    void aClusterWithoutReplicaSaysWhatToDo()
    {
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes.resize(1);
        feed(snapshot);
        auto *state = page->findChild<QWidget *>(u"replicationState"_s);
        QVERIFY(state->isVisible());
        QVERIFY(state->accessibleDescription().contains(u"POSTGRES_REPLICA_HOST"_s));
        feed(tests::healthySnapshot());
        QVERIFY(!state->isVisible());
    }

    void whereEveryNodeTakesWritesNobodyIsToldToNameAReplica()
    {
        feed(tests::splitBrainSnapshot());
        const auto *state = page->findChild<QWidget *>(u"replicationState"_s);
        QVERIFY(state->isVisible());
        const auto said = state->accessibleDescription();
        QVERIFY2(said.contains(u"primary takes writes, replica1 takes writes. "_s) &&
                     said.contains(u"page Failover"_s) && !said.contains(u"POSTGRES_REPLICA_HOST"_s),
                 qPrintable(said));
        auto snapshot = tests::splitBrainSnapshot();
        snapshot.verdict = db::ClusterVerdict::Degraded;
        tests::makeUnreachable(snapshot.nodes[0]);
        feed(snapshot);
        QVERIFY2(
            state->accessibleDescription().startsWith(u"primary does not answer, replica1 takes writes. "_s),
            qPrintable(state->accessibleDescription()));
    }

    void theVerdictIsTheWordThatIsToldElsewhere()
    {
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes[1].closed = db::Error{db::ErrorKind::Timeout, {}, {}, {}, {}, 0};
        feed(snapshot);
        const auto verdict = figures()->model()->index(ReplicaFigures::VerdictRow, 0);
        QCOMPARE(verdict.data().toString(), u"NO NEW SESSIONS"_s);
        QCOMPARE(verdict.data(ToneRole).toInt(), int(Tone::Critical));
    }

    void verdictsOfSixReplicasAreReadWhole()
    {
        feed(tests::wideSnapshot(6));
        const auto verdict = figures()->model()->index(ReplicaFigures::VerdictRow, 0);
        QStyleOptionViewItem option;
        option.initFrom(figures());
        const int needed = figures()->itemDelegateForIndex(verdict)->sizeHint(option, verdict).width();
        QVERIFY2(figures()->columnWidth(0) >= needed,
                 qPrintable(u"%1 of %2"_s.arg(figures()->columnWidth(0)).arg(needed)));
    }

    void theStagesAreThoseOfTheChosenReplica()
    {
        feed(tests::wideSnapshot(3));
        auto *choice = page->findChild<QComboBox *>(u"stageReplica"_s);
        QVERIFY(choice->isVisible());
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(choice->currentText(), u"replica2"_s);
        auto *stages = chart(u"stageChart"_s);
        QTRY_VERIFY2(stages->description().startsWith(u"replay 512 B"_s), qPrintable(stages->description()));
        feed(tests::wideSnapshot(3));
        QCOMPARE(choice->currentText(), u"replica2"_s);
    }

    void theChosenReplicaIsShownAgainOnceItIsKnownAgain()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"page.ini"_s), QSettings::IniFormat);
        const auto *choice = page->findChild<QComboBox *>(u"stageReplica"_s);
        settings.setValue(u"replica"_s, u"replica2"_s);
        page->restoreState(settings); // before the first answer
        feed(tests::wideSnapshot(3));
        QCOMPARE(choice->currentText(), u"replica2"_s);
        auto without = tests::wideSnapshot(3);
        without.nodes.resize(2);
        feed(without);
        QCOMPARE(choice->currentText(), u"replica1"_s);
        page->saveState(settings);
        QCOMPARE(settings.value(u"replica"_s).toString(), u"replica2"_s);
        feed(tests::wideSnapshot(3));
        QCOMPARE(choice->currentText(), u"replica2"_s);
    }

    void theChosenWindowIsThatOfAllCharts()
    {
        feed(tests::healthySnapshot());
        auto *window = page->findChild<ChartPanel *>()->window();
        click(u"window_1h"_s);
        QCOMPARE(window->spanMs(), 3'600'000);
        QVERIFY(page->findChild<QToolButton *>(u"window_1h"_s)->isChecked());
        QVERIFY(!page->findChild<QToolButton *>(u"window_5min"_s)->isChecked());
        click(u"windowBack"_s);
        QVERIFY(!window->isLive());
        click(u"windowLive"_s);
        QVERIFY(window->isLive());
    }

    void theSlotsAreListedAndAnUnusedOneStandsOut()
    {
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes[0].facts.slotList.push_back(
            {u"gone"_s, u"physical"_s, u"extended"_s, false, 5'000'000, {}, {}});
        feed(snapshot);
        auto *table = page->findChild<QTableView *>(u"slotsTable"_s);
        QCOMPARE(table->model()->rowCount(), 2);
        QVERIFY(table->model()->index(1, 0).data(models::SeverityRole).isValid());
    }

    void itsStateIsRestored()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        feed(tests::healthySnapshot());
        click(u"window_6h"_s);
        page->saveState(settings);
        ReplicationPage other(workspace.get());
        other.restoreState(settings);
        QCOMPARE(other.findChild<ChartPanel *>()->window()->spanMs(), 6 * 3'600'000);
    }
};

QTEST_MAIN(TestReplicationPage)
#include "tst_replicationpage.moc"
