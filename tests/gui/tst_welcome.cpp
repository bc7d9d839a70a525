// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sandbox/sandboxoperation.h"
#include "tests/support/snapshots.h"
#include "ui/mainwindow.h"
#include "ui/theme.h"
#include "ui/welcome/tourbar.h"
#include "ui/welcome/welcomepanel.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;

class WelcomeTest : public QObject
{
    Q_OBJECT

    static db::SnapshotPtr pair(db::ReplicaVerdict verdict)
    {
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes[1].verdict = verdict;
        return tests::shared(std::move(snapshot));
    }
    template<typename T>
    static T *child(const QWidget &of, const QString &name)
    {
        return of.findChild<T *>(name);
    }
    static void click(const QWidget &of, const QString &name)
    {
        QTest::mouseClick(child<QPushButton>(of, name), Qt::LeftButton);
    }

private Q_SLOTS:
    void withoutAClusterTheWindowWelcomes()
    {
        ui::Theme theme(qApp);
        ui::MainWindow window(&theme, nullptr);
        window.show();
        window.showWelcome();
        QVERIFY(window.welcome()->isVisible());
        models::Workspace workspace({}, {});
        window.setWorkspace(&workspace);
        QVERIFY(!window.welcome()->isVisible());
        window.setWorkspace(nullptr);
    }

    void theSandboxIsShownBeforeItIsMade()
    {
        ui::WelcomePanel panel;
        panel.showSandbox(models::SandboxOperation(u"/srv/sandbox"_s, 1, nullptr).preview());
        panel.show();
        const auto told = child<QLabel>(panel, u"welcomeActions"_s)->text();
        QVERIFY(told.contains(u"/srv/sandbox"));
        QVERIFY(told.contains(u"seawallctl sandbox down"));
        QSignalSpy wanted(&panel, &ui::WelcomePanel::sandboxWanted);
        click(panel, u"welcomeSandbox"_s);
        QCOMPARE(wanted.count(), 1);
        panel.showMaking(true);
        QVERIFY(child<QProgressBar>(panel, u"welcomeProgress"_s)->isVisible());
        QVERIFY(!child<QPushButton>(panel, u"welcomeSandbox"_s)->isEnabled());
        panel.showProblem({db::ErrorKind::ToolMissing, u"initdb is not there."_s, u"Install PostgreSQL."_s});
        QCOMPARE(child<QLabel>(panel, u"welcomeProblem"_s)->text(),
                 u"initdb is not there. Install PostgreSQL."_s);
        QVERIFY(child<QPushButton>(panel, u"welcomeSandbox"_s)->isEnabled());
    }

    void itSaysWhyWhatWasOpenLastIsNotOpenedAgain()
    {
        ui::WelcomePanel panel;
        panel.show();
        const auto *gone = child<QLabel>(panel, u"welcomeGone"_s);
        QVERIFY(!gone->isVisible());
        panel.showGone(u"The sandbox in /srv/sandbox is gone."_s);
        QVERIFY(gone->isVisible());
        QCOMPARE(gone->text(), u"The sandbox in /srv/sandbox is gone."_s);
    }

    void ownServersAreAskedFor()
    {
        ui::WelcomePanel panel;
        panel.show();
        QSignalSpy file(&panel, &ui::WelcomePanel::fileWanted);
        QSignalSpy servers(&panel, &ui::WelcomePanel::serversWanted);
        click(panel, u"welcomeFile"_s);
        click(panel, u"welcomeServers"_s);
        QCOMPARE(file.count(), 1);
        QCOMPARE(servers.count(), 1);
    }

    void onALargeWindowItsCardsStayAsLowAsTheirWords()
    {
        ui::WelcomePanel panel;
        panel.resize(1600, 700);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        const int low = child<QWidget>(panel, u"welcomeFile"_s)->height();
        panel.resize(1600, 1400);
        QCoreApplication::processEvents();
        QCOMPARE(child<QWidget>(panel, u"welcomeFile"_s)->height(), low);
    }

    void theTourWaitsForTheReplicaToBeGoneAndBack()
    {
        ui::TourBar tour;
        QSignalSpy page(&tour, &ui::TourBar::pageWanted);
        QSignalSpy deed(&tour, &ui::TourBar::nodeActionWanted);
        tour.start(true);
        tour.showSnapshot(pair(db::ReplicaVerdict::Streaming));
        QCOMPARE(page.last().front().toString(), u"overview"_s);
        click(tour, u"tourNext"_s);
        QCOMPARE(page.last().front().toString(), u"replication"_s);
        click(tour, u"tourNext"_s);
        QCOMPARE(child<QPushButton>(tour, u"tourNext"_s)->text(), u"Go on without"_s);
        click(tour, u"tourAction"_s);
        QCOMPARE(deed.count(), 1);
        QVERIFY(deed.front()[0].value<db::NodeAction>() == db::NodeAction::Stop);
        QCOMPARE(deed.front()[1].toString(), u"replica1"_s);
        child<QPushButton>(tour, u"tourAction"_s)->setFocus();
        tour.showSnapshot(pair(db::ReplicaVerdict::Unreachable));
        QCOMPARE(tour.focusWidget(), child<QPushButton>(tour, u"tourNext"_s));
        QCOMPARE(child<QPushButton>(tour, u"tourNext"_s)->text(), u"Next"_s);
        QVERIFY(!child<QPushButton>(tour, u"tourAction"_s)->isVisible());
        click(tour, u"tourNext"_s);
        click(tour, u"tourAction"_s);
        QVERIFY(deed.last()[0].value<db::NodeAction>() == db::NodeAction::Start);
        tour.showSnapshot(pair(db::ReplicaVerdict::CatchingUp));
        QCOMPARE(child<QPushButton>(tour, u"tourNext"_s)->text(), u"Go on without"_s);
        tour.showSnapshot(pair(db::ReplicaVerdict::Streaming));
        QCOMPARE(child<QPushButton>(tour, u"tourNext"_s)->text(), u"Next"_s);
        click(tour, u"tourNext"_s);
        QCOMPARE(page.last().front().toString(), u"journal"_s);
        click(tour, u"tourNext"_s);
        click(tour, u"tourNext"_s);
        QVERIFY(!tour.isVisible());
    }

    void theTourThatGoesOnWithoutClaimsNothingThatWasNotDone()
    {
        ui::TourBar tour;
        tour.start(true);
        tour.showSnapshot(pair(db::ReplicaVerdict::Streaming));
        const auto *text = child<QLabel>(tour, u"tourText"_s);
        for (int step = 1; step <= 3; ++step)
            click(tour, u"tourNext"_s);
        // Whatever it does: behind by much, it is no more stopped than when it streams.
        for (const auto verdict : {db::ReplicaVerdict::Streaming, db::ReplicaVerdict::CatchingUp}) {
            tour.showSnapshot(pair(verdict));
            QVERIFY2(text->text().contains(u"It was not stopped"_s), qPrintable(text->text()));
            QVERIFY(!child<QPushButton>(tour, u"tourAction"_s)->isVisible());
            QCOMPARE(child<QPushButton>(tour, u"tourNext"_s)->text(), u"Next"_s);
        }
        click(tour, u"tourNext"_s);
        QVERIFY2(!text->text().contains(u"Both steps"_s), qPrintable(text->text()));
    }

    void afterASwitchoverTheTourStopsTheOneThatIsAReplica()
    {
        auto snapshot = tests::healthySnapshot();
        std::swap(snapshot.nodes[0].facts.role, snapshot.nodes[1].facts.role);
        snapshot.nodes[0].verdict = db::ReplicaVerdict::Streaming;
        snapshot.nodes[1].verdict = db::ReplicaVerdict::Unknown;
        ui::TourBar tour;
        QSignalSpy deed(&tour, &ui::TourBar::nodeActionWanted);
        tour.start(true);
        tour.showSnapshot(tests::shared(std::move(snapshot)));
        click(tour, u"tourNext"_s);
        click(tour, u"tourNext"_s);
        click(tour, u"tourAction"_s);
        QCOMPARE(deed.count(), 1);
        QCOMPARE(deed.front()[1].toString(), u"primary"_s);
    }

    void onServersOfOnesOwnTheTourStopsNothing()
    {
        ui::TourBar tour;
        tour.start(false);
        tour.showSnapshot(pair(db::ReplicaVerdict::Streaming));
        while (child<QPushButton>(tour, u"tourNext"_s)->text() == u"Next") {
            QVERIFY(!child<QPushButton>(tour, u"tourAction"_s)->isVisible());
            click(tour, u"tourNext"_s);
        }
        QVERIFY(tour.isVisible());
        click(tour, u"tourNext"_s);
        QVERIFY(!tour.isVisible());
    }

    void theTourIsACommandWhereAClusterIsOpen()
    {
        ui::Theme theme(qApp);
        ui::MainWindow window(&theme, nullptr);
        window.show();
        auto *command = window.findChild<QAction *>(u"tour"_s);
        QVERIFY(command && !command->isEnabled());
        models::Workspace workspace({}, {});
        window.setWorkspace(&workspace);
        command->trigger();
        QVERIFY(window.findChild<ui::TourBar *>()->isVisible());
        window.setWorkspace(nullptr);
        QVERIFY(!command->isEnabled());
    }
};

QTEST_MAIN(WelcomeTest)
#include "tst_welcome.moc"
