// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/operations.h"
#include "tests/support/snapshots.h"
#include "ui/badge.h"
#include "ui/elidedlabel.h"
#include "ui/mainwindow.h"
#include "ui/shell/noticebar.h"
#include "ui/shell/pagehost.h"
#include "ui/shell/statusline.h"
#include "ui/theme.h"

#include <QAction>
#include <QApplication>
#include <QDateTime>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;

class MainWindowTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<ui::Theme> m_theme;

    static models::ClusterProfile profile(bool production = false)
    {
        models::ClusterProfile made;
        made.name = u"pulse"_s;
        made.production = production;
        return made;
    }
    static void put(models::Workspace &workspace, db::Snapshot snapshot, int ageSeconds = 0)
    {
        snapshot.timeMs = QDateTime::currentMSecsSinceEpoch() - ageSeconds * 1000;
        QSignalSpy changed(&workspace, &models::Workspace::snapshotChanged);
        workspace.put(tests::shared(std::move(snapshot)));
        QTRY_VERIFY(changed.count() > 0);
    }
    template<typename T>
    static T *child(const QWidget &window, const QString &name)
    {
        return window.findChild<T *>(name);
    }

private Q_SLOTS:
    void init() { m_theme = std::make_unique<ui::Theme>(qApp); }

    void aFailureSaysWhatIsWrongAndOffersToOpenACluster()
    {
        ui::MainWindow window(m_theme.get(), nullptr);
        window.show();
        window.showFailure({db::ErrorKind::InvalidInput, u"Line 4 is not KEY=value."_s, u"Correct it."_s});
        QCOMPARE(child<QLabel>(window, u"stateTitle"_s)->text(), u"Line 4 is not KEY=value."_s);
        QCOMPARE(child<QLabel>(window, u"stateText"_s)->text(), u"Correct it."_s);
        QSignalSpy requested(&window, &ui::MainWindow::connectionRequested);
        QTest::mouseClick(child<QPushButton>(window, u"stateAction"_s), Qt::LeftButton);
        QCOMPARE(requested.count(), 1);
    }

    void beforeTheFirstSnapshotThePageSaysItConnects()
    {
        models::Workspace workspace(profile(), {});
        ui::MainWindow window(m_theme.get(), nullptr);
        window.show();
        window.setWorkspace(&workspace);
        QCOMPARE(child<QLabel>(window, u"stateTitle"_s)->text(), u"Connecting to pulse"_s);
        put(workspace, tests::healthySnapshot());
        QTRY_VERIFY(child<QWidget>(window, u"page_overview"_s));
        QVERIFY(child<QWidget>(window, u"page_overview"_s)->isVisible());
        window.setWorkspace(nullptr);
    }

    void theFocusInTheRailGoesWithThePage()
    {
        ui::MainWindow window(m_theme.get(), nullptr);
        window.show();
        window.activateWindow(); // there is no window manager to do it
        QVERIFY(QTest::qWaitForWindowActive(&window));
        child<QWidget>(window, u"rail_overview"_s)->setFocus();
        window.openPage(u"sessions"_s);
        QCOMPARE(window.focusWidget(), child<QWidget>(window, u"rail_sessions"_s));
        QVERIFY(!(child<QWidget>(window, u"rail_overview"_s)->focusPolicy() & Qt::TabFocus));
    }

    void aNewWindowIsAsLargeAsTheScreenAllows()
    {
        const ui::MainWindow window(m_theme.get(), nullptr);
        QCOMPARE(window.size(), QSize(1280, 800).boundedTo(window.screen()->availableSize() -
                                                           QSize(0, 2 * window.fontMetrics().height())));
    }

    void theHeaderTellsVerdictAndNodes()
    {
        models::Workspace workspace(profile(), {});
        ui::MainWindow window(m_theme.get(), nullptr);
        window.show();
        window.setWorkspace(&workspace);
        put(workspace, tests::detachedSnapshot());
        QCOMPARE(child<ui::Badge>(window, u"clusterVerdict"_s)->word(), u"DEGRADED"_s);
        QVERIFY(child<QWidget>(window, u"chip_replica1"_s)->accessibleName().contains(u"DETACHED"_s));
        QVERIFY(!child<QWidget>(window, u"productionMark"_s)->isVisible());
        window.setWorkspace(nullptr);
    }

    void theNameOfTheClusterIsReadBesideManyNodes()
    {
        auto named = profile(true);
        named.name = u"warehouse-europe-1"_s;
        models::Workspace workspace(named, {});
        ui::MainWindow window(m_theme.get(), nullptr);
        window.show();
        window.setWorkspace(&workspace);
        put(workspace, tests::wideSnapshot(6));
        const auto *name = child<ui::ElidedLabel>(window, u"clusterName"_s);
        for (int width = 1280; width >= 900; width -= 10) {
            window.resize(width, 700);
            QTRY_COMPARE(window.width(), width);
            QVERIFY2(!name->isElided(), qPrintable(u"%1 of %2"_s.arg(name->width()).arg(width)));
        }
        QVERIFY(!child<QWidget>(window, u"chip_replica6"_s)->isVisible()); // else it says nothing
        window.setWorkspace(nullptr);
    }

    void aPrimaryThatRefusesWritesIsNotUp()
    {
        models::Workspace workspace(profile(), {});
        ui::MainWindow window(m_theme.get(), nullptr);
        window.show();
        window.setWorkspace(&workspace);
        put(workspace, tests::healthySnapshot());
        QVERIFY(child<QWidget>(window, u"chip_primary"_s)->accessibleName().contains(u"UP"_s));
        auto refusing = tests::healthySnapshot();
        refusing.nodes[0].facts.readOnly = true;
        put(workspace, refusing);
        QVERIFY(child<QWidget>(window, u"chip_primary"_s)->accessibleName().contains(u"READ-ONLY"_s));
        QCOMPARE(ui::toneOf(refusing.nodes[0]), ui::Tone::Warning);
        window.setWorkspace(nullptr);
    }

    void theTitleTellsWhatIsCritical()
    {
        models::Workspace workspace(profile(), {});
        ui::MainWindow window(m_theme.get(), nullptr);
        window.setWorkspace(&workspace);
        put(workspace, tests::detachedSnapshot());
        const auto usual = window.windowTitle();
        QVERIFY2(!usual.contains(u"DEGRADED"_s), qPrintable(usual));
        put(workspace, tests::splitBrainSnapshot());
        QCOMPARE(window.windowTitle(), u"SPLIT BRAIN – "_s + usual);
        put(workspace, tests::healthySnapshot());
        QCOMPARE(window.windowTitle(), usual);
        window.setWorkspace(nullptr);
    }

    void aProductionClusterCarriesItsMark()
    {
        models::Workspace workspace(profile(true), {});
        ui::MainWindow window(m_theme.get(), nullptr);
        window.show();
        window.setWorkspace(&workspace);
        QVERIFY(child<QWidget>(window, u"productionMark"_s)->isVisible());
        QVERIFY(window.contentsMargins().left() > 0);
        window.setWorkspace(nullptr);
    }

    void withoutAnyAnswerNothingIsCalledLive()
    {
        models::Workspace workspace(profile(), {});
        ui::MainWindow window(m_theme.get(), nullptr);
        window.setWorkspace(&workspace);
        const auto *fresh = child<ui::ElidedLabel>(window, u"statusFresh"_s);
        put(workspace, tests::unreachableReplicaSnapshot());
        QTRY_VERIFY2(fresh->text().startsWith(u"Live"_s), qPrintable(fresh->text()));
        auto silent = tests::unreachableReplicaSnapshot();
        tests::makeUnreachable(silent.nodes[0]);
        put(workspace, silent);
        QTRY_VERIFY2(fresh->text().startsWith(u"No node answers"_s), qPrintable(fresh->text()));
        window.setWorkspace(nullptr);
    }

    void staleFiguresAreSaidToBeStale()
    {
        models::Workspace workspace(profile(), {});
        ui::MainWindow window(m_theme.get(), nullptr);
        window.show();
        window.setWorkspace(&workspace);
        put(workspace, tests::healthySnapshot());
        QVERIFY(window.notices()->textOf(u"stale"_s).isEmpty());
        put(workspace, tests::healthySnapshot(), 20);
        QVERIFY(!window.notices()->textOf(u"stale"_s).isEmpty());
        QVERIFY(child<ui::ElidedLabel>(window, u"statusFresh"_s)->text().startsWith(u"Stale"_s));
        window.setWorkspace(nullptr);
    }

    void aMissingRightIsNamedWithItsGrant()
    {
        models::Workspace workspace(profile(), {});
        ui::MainWindow window(m_theme.get(), nullptr);
        window.show();
        window.setWorkspace(&workspace);
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes[0].missingRights << u"GRANT pg_monitor TO watcher"_s;
        put(workspace, snapshot);
        QVERIFY(window.notices()->textOf(u"rights"_s).contains(u"GRANT pg_monitor TO watcher"_s));
        put(workspace, tests::healthySnapshot());
        QVERIFY(window.notices()->textOf(u"rights"_s).isEmpty());
        window.setWorkspace(nullptr);
    }

    void aClusterIsNotOpenedAgainUnderAnOperation()
    {
        const QTemporaryDir folder;
        const auto put = [path = folder.filePath(u"pulse.env"_s)](const QByteArray &content) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        };
        QVERIFY(put("POSTGRES_HOST=db1\nPOSTGRES_REPLICA_HOST=db2\n"));
        models::Workspace workspace(*models::ClusterProfile::fromEnvFile(folder.filePath(u"pulse.env"_s)),
                                    {});
        ui::MainWindow window(m_theme.get(), nullptr);
        window.show();
        window.setWorkspace(&workspace);
        const int run = workspace.operations()->start(
            std::make_unique<tests::FakeOperation>([](const auto &, const std::stop_token &stop) {
                while (!stop.stop_requested())
                    QThread::msleep(10);
                return tests::FakeOperation::succeeded();
            }),
            {});
        QVERIFY(put("POSTGRES_HOST=db2\nPOSTGRES_REPLICA_HOST=db1\n"));
        QTRY_VERIFY_WITH_TIMEOUT(child<QWidget>(window, u"notice_environment"_s), 20000);
        auto *button =
            child<QWidget>(window, u"notice_environment"_s)->findChild<QPushButton *>(u"noticeAction"_s);
        QVERIFY(!button->isEnabled());
        QVERIFY2(button->toolTip().contains(u"An operation runs"_s), qPrintable(button->toolTip()));
        workspace.operations()->cancel(run);
        QTRY_VERIFY(button->isEnabled());
        QSignalSpy wanted(&window, &ui::MainWindow::reopenRequested);
        button->click();
        QCOMPARE(wanted.count(), 1);
        window.setWorkspace(nullptr);
    }

    void aSplitBrainCoversTheWindowUntilItIsPutAside()
    {
        models::Workspace workspace(profile(), {});
        ui::MainWindow window(m_theme.get(), nullptr);
        window.show();
        window.setWorkspace(&workspace);
        QSignalSpy raised(&window, &ui::MainWindow::splitBrainRaised);
        auto *overlay = child<QWidget>(window, u"splitBrainOverlay"_s);
        auto split = tests::splitBrainSnapshot();
        split.reason = (split.reason + u' ').repeated(3);
        put(workspace, split);
        QVERIFY(overlay->isVisible());
        QCOMPARE(overlay->size(), window.size());
        for (const auto &name : {u"splitBrainReason"_s, u"splitBrainNodes"_s}) {
            const auto *label = child<QLabel>(window, name);
            QTRY_VERIFY(label->height() >= label->heightForWidth(label->width())); // no line is cut off
        }
        put(workspace, tests::splitBrainSnapshot());
        QCOMPARE(raised.count(), 1);
        QTest::mouseClick(child<QPushButton>(window, u"splitBrainAside"_s), Qt::LeftButton);
        put(workspace, tests::splitBrainSnapshot());
        QVERIFY(!overlay->isVisible());
        put(workspace, tests::healthySnapshot());
        put(workspace, tests::splitBrainSnapshot());
        QVERIFY(overlay->isVisible());
        window.setWorkspace(nullptr);
    }

    void aNoticeDoesNotMoveThePage()
    {
        models::Workspace workspace(profile(), {});
        ui::MainWindow window(m_theme.get(), nullptr);
        window.resize(1100, 700);
        window.show();
        window.setWorkspace(&workspace);
        put(workspace, tests::healthySnapshot());
        const auto *page = child<QWidget>(window, u"pageHost"_s);
        QTRY_VERIFY(page->height() > 300);
        const auto before = page->geometry();
        window.notices()->post(u"test"_s, ui::Tone::Critical, u"Something is not as it should be."_s,
                               u"Act"_s);
        QTRY_VERIFY(child<QWidget>(window, u"notice_test"_s)->isVisible());
        QVERIFY(!child<QWidget>(window, u"statusTick"_s)->isVisible());
        QCOMPARE(page->geometry(), before);
        window.setWorkspace(nullptr);
    }

    void pageAndThemeAreThereAgainNextTime()
    {
        const QTemporaryDir folder;
        const auto file = folder.filePath(u"console.ini"_s);
        {
            QSettings settings(file, QSettings::IniFormat);
            ui::MainWindow window(m_theme.get(), &settings);
            window.resize(1111, 777);
            window.show();
            m_theme->setMode(ui::Theme::Mode::Dark);
            window.close();
        }
        QSettings settings(file, QSettings::IniFormat);
        QCOMPARE(settings.value(u"window/theme"_s).toString(), u"dark"_s);
        const ui::MainWindow window(m_theme.get(), &settings);
        QCOMPARE(window.size(), QSize(1111, 777));
    }

    void theThemeActionSwitchesBetweenLightAndDark()
    {
        m_theme->setMode(ui::Theme::Mode::Light);
        ui::MainWindow window(m_theme.get(), nullptr);
        window.show();
        window.findChild<QAction *>(u"theme"_s)->trigger();
        QVERIFY(m_theme->isDark());
        QVERIFY(window.palette().color(QPalette::Window).lightness() < 128);
    }

    void everyControlOfTheWindowHasAnAccessibleName()
    {
        models::Workspace workspace(profile(), {});
        ui::MainWindow window(m_theme.get(), nullptr);
        window.show();
        window.setWorkspace(&workspace);
        put(workspace, tests::healthySnapshot());
        for (const auto *button : window.findChildren<QAbstractButton *>())
            if (button->isVisible())
                QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                         qPrintable(button->objectName()));
        window.setWorkspace(nullptr);
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
