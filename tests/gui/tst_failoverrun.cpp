// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoverparts.h"
#include "tests/support/failoverwindow.h"
#include "ui/badge.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/overview/topologyview.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;
using models::FailoverDesk;
using models::FailoverStepsModel;

/// The page on a real primary with a real replica, used by clicks.
class TestFailoverRun : public QObject, private tests::FailoverWindow
{
    Q_OBJECT

private:
    FailoverDesk *desk() const { return models::failoverOf(m_workspace.get()); }
    void confirm(const QString &typed)
    {
        auto *asked = dialog();
        if (auto *field = asked->findChild<QLineEdit *>(u"confirmTyped"_s))
            QTest::keyClicks(field, typed);
        QTest::keyClicks(asked->findChild<QLineEdit *>(u"confirmReason"_s), u"test"_s);
        QTest::mouseClick(asked->findChild<QPushButton *>(u"confirmAccept"_s), Qt::LeftButton);
    }
    QString roleOf(const QString &node) const
    {
        const auto snapshot = m_workspace->snapshot();
        const auto *found = snapshot ? snapshot->node(node) : nullptr;
        return found && found->reachable ? db::toString(found->facts.role) : u"unknown"_s;
    }

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 1);
        open({1200, 800}, std::chrono::milliseconds(250));
        QVERIFY(m_page && m_page->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(find<Badge>(u"readinessWord"_s)->word(), u"READY"_s, 30000);
    }

    void cleanupTestCase() { close(); }

    void aSwitchoverIsPreviewedAndNothingIsDoneWithoutItsName()
    {
        QTest::mouseClick(find<QToolButton>(u"switchoverButton"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 20000);
        QVERIFY(!dialog()->findChild<QPushButton *>(u"confirmAccept"_s)->isEnabled());
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        QVERIFY(m_workspace->operations()->isIdle());
        QCOMPARE(roleOf(u"primary"_s), u"primary"_s);
    }

    void aSwitchoverIsFollowedStepByStepToItsEnd()
    {
        QTest::mouseClick(find<QToolButton>(u"switchoverButton"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 20000);
        confirm(u"replica1"_s);
        QTRY_VERIFY(desk()->phase() == FailoverDesk::Phase::Running || desk()->outcome());
        auto *steps = find<DataTable>(u"failoverSteps"_s);
        QVERIFY(steps->model()->rowCount() > 5);
        QCOMPARE(
            find<QTabWidget>(u"failoverTabs"_s)->currentWidget()->findChild<DataTable *>(u"failoverSteps"_s),
            steps);
        QTRY_VERIFY_WITH_TIMEOUT(desk()->outcome().has_value(), 90000);
        QVERIFY2(desk()->outcome()->state == models::Outcome::State::Succeeded,
                 qPrintable(desk()->outcome()->summary));
        for (int row = 0; row < steps->model()->rowCount(); ++row)
            QCOMPARE(steps->model()->index(row, FailoverStepsModel::StateColumn).data().toString(),
                     u"done"_s);
        QVERIFY(find<QLabel>(u"failoverBelow"_s)->text().contains(u"Writes failed for"_s));
        const auto title = find<ElidedLabel>(u"failoverTitle"_s)->text();
        QVERIFY2(title.startsWith(u"Switchover "_s) && title.contains(u", done: "_s), qPrintable(title));
        QTRY_COMPARE_WITH_TIMEOUT(roleOf(u"replica1"_s), u"primary"_s, 20000);
    }

    void afterwardsTheOldPrimaryIsTheCandidate()
    {
        QTRY_COMPARE_WITH_TIMEOUT(models::readinessOf(m_workspace.get())->candidate(), u"primary"_s, 30000);
        QTRY_COMPARE_WITH_TIMEOUT(roleOf(u"primary"_s), u"replica"_s, 30000);
    }

    void theServerOfTheChosenNodeIsStoppedAndStarted()
    {
        const auto nowMs =
            QDateTime::currentMSecsSinceEpoch(); // the switchover has settled in what comes later
        QTRY_VERIFY_WITH_TIMEOUT(m_workspace->snapshot()->timeMs > nowMs &&
                                     m_workspace->snapshot()->verdict == db::ClusterVerdict::Healthy,
                                 30000);
        m_page->selectNode(u"primary"_s); // a replica by now
        auto *stop = find<QAction>(u"nodeStop"_s);
        QTRY_VERIFY(stop->isEnabled());
        QVERIFY2(stop->text().startsWith(u"Stop the replica 'primary' ("_s), qPrintable(stop->text()));
        QVERIFY(!find<QAction>(u"nodeStart"_s)->isEnabled());
        QVERIFY(!find<QAction>(u"nodeResume"_s)->isEnabled());
        stop->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 20000);
        confirm(u"primary"_s);
        QTRY_COMPARE_WITH_TIMEOUT(roleOf(u"primary"_s), u"unknown"_s, 30000);
        QTRY_COMPARE_WITH_TIMEOUT(find<Badge>(u"readinessWord"_s)->word(), u"NOT POSSIBLE"_s, 30000);
        QTRY_VERIFY(m_workspace->operations()->isIdle());
        const auto *title = find<ElidedLabel>(u"failoverTitle"_s);
        QTRY_VERIFY2(title->text().startsWith(u"Past, the cluster has changed since: Switchover "_s),
                     qPrintable(title->text()));
        QTRY_VERIFY_WITH_TIMEOUT(!stop->isEnabled(), 20000);
        auto *start = find<QAction>(u"nodeStart"_s);
        QTRY_VERIFY(start->isEnabled());
        start->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 20000);
        confirm(u"primary"_s);
        QTRY_COMPARE_WITH_TIMEOUT(roleOf(u"primary"_s), u"replica"_s, 60000);
    }
};

QTEST_MAIN(TestFailoverRun)
#include "tst_failoverrun.moc"
