// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace.h"
#include "tests/support/routerbench.h"
#include "ui/charts/timechart.h"
#include "ui/confirmdialog.h"
#include "ui/elidedlabel.h"
#include "ui/pools/poolspage.h"

#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The tab Workload on a real primary with a real replica, used by clicks.
class TestWorkloadPanel : public QObject
{
    Q_OBJECT

private:
    tests::SandboxFixture m_sandbox;
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<PoolsPage> m_page;

    template<typename T>
    T *find(const char *name) const
    {
        return m_page->findChild<T *>(QLatin1StringView(name));
    }
    void click(const char *name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    ConfirmDialog *dialog() const { return m_page->findChild<ConfirmDialog *>(); }
    void confirm()
    {
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 15000);
        QTest::mouseClick(dialog()->findChild<QPushButton *>(u"confirmAccept"_s), Qt::LeftButton);
    }

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 1);
        models::ClusterProfile profile;
        profile.name = u"test"_s;
        profile.monitor.nodes = tests::routerConfig(*m_sandbox, 0ms).nodes;
        m_workspace = std::make_unique<models::Workspace>(profile, models::Workspace::Paths{});
        m_page = std::make_unique<PoolsPage>(m_workspace.get());
        connect(m_workspace.get(), &models::Workspace::snapshotChanged, m_page.get(),
                &PoolsPage::setSnapshot);
        m_page->resize(1100, 670);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_workspace->start();
        auto *tabs = find<QTabWidget>("poolsTabs");
        tabs->setCurrentIndex(1);
        QVERIFY(find<QPushButton>("workloadStart")->isVisible());
    }
    void cleanupTestCase()
    {
        m_page.reset();
        m_workspace.reset();
    }

    void beforeTheFirstRunItSaysWhatItWouldDo()
    {
        QVERIFY(find<ElidedLabel>("workloadText")->text().startsWith(u"No workload has run yet."_s));
        QVERIFY(!find<QPushButton>("workloadStop")->isVisible());
    }

    void whatTheCommandLineRanIsToldHereToo()
    {
        models::JournalEntry entry;
        entry.id = 1;
        entry.kind = u"workload.run"_s;
        entry.actor = u"alice@db-host"_s;
        entry.startedMs = QDateTime::currentMSecsSinceEpoch();
        Q_EMIT m_workspace->operations()->journalRead({entry});
        const auto *text = find<ElidedLabel>("workloadText");
        QVERIFY2(text->text().startsWith(u"alice@db-host runs a workload since "_s),
                 qPrintable(text->text()));
        entry.state = models::JournalEntry::State::Succeeded;
        entry.summary = u"600 dashboard loads"_s;
        Q_EMIT m_workspace->operations()->journalRead({entry});
        QVERIFY2(text->text().endsWith(u"by alice@db-host: 600 dashboard loads"_s), qPrintable(text->text()));
    }

    void aRunIsConfirmedChartedAndStopped()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_workspace->snapshot(), 15000);
        find<QSpinBox>("workloadSeconds")->setValue(600);
        click("workloadStart");
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("workloadStop")->isVisible(), 15000);
        QVERIFY(!find<QSpinBox>("workloadReaders")->isEnabled());
        auto *latency = find<TimeChart>("workloadLatencyChart");
        QTRY_VERIFY_WITH_TIMEOUT(!latency->data().isEmpty(), 30000);
        QTRY_VERIFY_WITH_TIMEOUT(find<TimeChart>("workloadNodesChart")->description().contains(u"replica1"_s),
                                 30000);
        QTRY_VERIFY_WITH_TIMEOUT(!find<TimeChart>("workloadPoolsChart")->data().isEmpty(), 30000);
        QVERIFY(latency->description().contains(u"limit 2 s"_s));
        auto *text = find<ElidedLabel>("workloadText");
        QVERIFY2(text->text().contains(u"loads/s, p95 "_s), qPrintable(text->text()));
        click("workloadStop");
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("workloadStart")->isVisible(), 30000);
        QVERIFY2(text->text().contains(u"dashboard loads, p50"_s), qPrintable(text->text()));
        QVERIFY(find<QSpinBox>("workloadReaders")->isEnabled());
    }
};

QTEST_MAIN(TestWorkloadPanel)
#include "tst_workloadpanel.moc"
