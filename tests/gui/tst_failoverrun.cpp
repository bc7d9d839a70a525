// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoverparts.h"
#include "tests/support/sandboxfixture.h"
#include "ui/badge.h"
#include "ui/confirmdialog.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/failover/failoverpage.h"
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
class TestFailoverRun : public QObject
{
    Q_OBJECT

private:
    tests::SandboxFixture m_sandbox;
    QTemporaryDir m_folder;
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<FailoverPage> m_page;

    template<typename T>
    T *find(const QString &name) const
    {
        return m_page->findChild<T *>(name);
    }
    FailoverDesk *desk() const { return models::failoverOf(m_workspace.get()); }
    ConfirmDialog *dialog() const { return find<ConfirmDialog>(u"confirmDialog"_s); }
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
        auto profile = models::ClusterProfile::fromEnvFile(m_sandbox->envFile());
        QVERIFY(profile);
        profile->monitor.tick = std::chrono::milliseconds(250);
        m_workspace =
            std::make_unique<models::Workspace>(*profile, models::Workspace::Paths{m_folder.path()});
        m_page = std::make_unique<FailoverPage>(m_workspace.get());
        connect(m_workspace.get(), &models::Workspace::snapshotChanged, m_page.get(),
                &FailoverPage::setSnapshot);
        m_page->resize(1200, 800);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_workspace->start();
        QTRY_COMPARE_WITH_TIMEOUT(find<Badge>(u"readinessWord"_s)->word(), u"READY"_s, 30000);
    }

    void cleanupTestCase()
    {
        m_page.reset();
        m_workspace.reset();
    }

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
        QTRY_COMPARE_WITH_TIMEOUT(roleOf(u"replica1"_s), u"primary"_s, 20000);
    }

    void afterwardsTheOldPrimaryIsTheCandidate()
    {
        QTRY_COMPARE_WITH_TIMEOUT(models::readinessOf(m_workspace.get())->candidate(), u"primary"_s, 30000);
        QTRY_COMPARE_WITH_TIMEOUT(roleOf(u"primary"_s), u"replica"_s, 30000);
    }

    void theServerOfTheChosenNodeIsStoppedAndStarted()
    {
        m_page->selectNode(u"primary"_s); // a replica by now
        auto *stop = find<QAction>(u"nodeStop"_s);
        QTRY_VERIFY(stop->isEnabled());
        QVERIFY(stop->text().contains(u"primary"_s));
        stop->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 20000);
        confirm(u"primary"_s);
        QTRY_COMPARE_WITH_TIMEOUT(roleOf(u"primary"_s), u"unknown"_s, 30000);
        QTRY_COMPARE_WITH_TIMEOUT(find<Badge>(u"readinessWord"_s)->word(), u"NOT READY"_s, 30000);
        QTRY_VERIFY(m_workspace->operations()->isIdle());
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
