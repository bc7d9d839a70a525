// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/operations.h"
#include "tests/support/snapshots.h"
#include "ui/checklist/carryoverdialog.h"
#include "ui/checklist/notedialog.h"
#include "ui/checklist/signoffdialog.h"
#include "ui/checklist/specdialog.h"
#include "ui/confirmdialog.h"
#include "ui/connection/connectiondialog.h"
#include "ui/flags/conflictdialog.h"
#include "ui/mainwindow.h"
#include "ui/pages.h"
#include "ui/shell/helpwindow.h"
#include "ui/theme.h"
#include "ui/welcome/welcomepanel.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDateTime>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace seawall;
using namespace Qt::StringLiterals;

namespace {

/// What a screen reader reads cell by cell; the view has the name.
bool isView(QAccessible::Role role)
{
    return role == QAccessible::Table || role == QAccessible::Tree || role == QAccessible::List;
}

QString describe(const QAccessibleInterface &item)
{
    const auto *object = item.object();
    const auto *parent = object ? object->parent() : nullptr;
    return u"%1 '%2' in %3 '%4'"_s.arg(
        QString::fromLatin1(object ? object->metaObject()->className() : "no object"),
        object ? object->objectName() : QString(),
        QString::fromLatin1(parent ? parent->metaObject()->className() : "nothing"),
        parent ? parent->objectName() : QString());
}

/// One that hands the focus on never has it.
bool handsOn(const QAccessibleInterface &item)
{
    const auto *widget = qobject_cast<const QWidget *>(item.object());
    return widget && widget->focusProxy();
}

/// Of everything below that can have the focus now, what a screen reader could not call by a name (a mark of
/// a mnemonic is none). A bar of tabs is called by its tabs.
void findNameless(QAccessibleInterface *item, QStringList &found)
{
    if (!item || !item->isValid() || item->state().invisible)
        return;
    const auto role = item->role();
    if (item->state().focusable && !handsOn(*item) && role != QAccessible::PageTabList &&
        role != QAccessible::Window && role != QAccessible::Dialog) {
        const auto name = item->text(QAccessible::Name).trimmed();
        if (name.isEmpty() || name.contains(u'&'))
            found << describe(*item);
    }
    if (isView(role))
        return;
    for (int i = 0; i < item->childCount(); ++i)
        findNameless(item->child(i), found);
}

QStringList nameless(QWidget *root)
{
    QStringList found;
    findNameless(QAccessible::queryAccessibleInterface(root), found);
    const auto tabs = root->findChildren<QTabWidget *>();
    for (auto *each : tabs)
        for (int i = 0; i < each->count(); ++i) {
            each->setCurrentIndex(i);
            findNameless(QAccessible::queryAccessibleInterface(each), found);
        }
    found.removeDuplicates();
    return found;
}

bool isTabStop(const QWidget &widget)
{
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) &&
           !widget.focusProxy();
}

/// The controls that Tab does not come to, however often it is pressed.
QStringList unreached(QWidget *window)
{
    std::set<const QWidget *> seen;
    const auto *first = window->focusWidget();
    for (int presses = 0; presses < 400; ++presses) { // a page of the help has one for each of its links
        seen.insert(window->focusWidget());
        QTest::keyClick(window->focusWidget() ? window->focusWidget() : window, Qt::Key_Tab);
        if (window->focusWidget() == first && seen.size() > 1)
            break;
    }
    QStringList missed;
    for (const auto *each : window->findChildren<QWidget *>())
        if (isTabStop(*each) && each->window() == window && !seen.contains(each))
            missed << u"%1 '%2'"_s.arg(QString::fromLatin1(each->metaObject()->className()),
                                       each->objectName());
    return missed;
}

models::ClusterProfile aProfile()
{
    models::ClusterProfile profile;
    profile.name = u"pulse"_s;
    return profile;
}

models::Preview destructive()
{
    auto preview = tests::FakeOperation().preview();
    preview.destructive = true;
    preview.typedConfirmation = u"primary"_s;
    return preview;
}

} // namespace

/// The console without a mouse, and as a screen reader sees it (the tree of QAccessible is what AT-SPI
/// shows).
class AccessibilityTest : public QObject
{
    Q_OBJECT

    using MakeDialog = std::function<QDialog *(QWidget *)>;

    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
    QTemporaryDir m_folder;
    std::unique_ptr<models::Profiles> m_profiles;

    static void pagesAsRows()
    {
        QTest::addColumn<QString>("page");
        for (const auto &page : ui::allPages())
            QTest::newRow(qPrintable(page.id)) << page.id;
    }
    void put(db::Snapshot snapshot)
    {
        snapshot.timeMs = QDateTime::currentMSecsSinceEpoch();
        QSignalSpy changed(m_workspace.get(), &models::Workspace::snapshotChanged);
        m_workspace->put(tests::shared(std::move(snapshot)));
        QTRY_VERIFY(changed.count() > 0);
    }
    void showPage(const QString &page)
    {
        m_window->openPage(page);
        QTRY_VERIFY(m_window->findChild<QWidget *>(u"page_"_s + page));
    }
    void dialogsAsRows()
    {
        QTest::addColumn<MakeDialog>("make");
        QTest::newRow("confirm") << MakeDialog(
            [](QWidget *window) { return new ui::ConfirmDialog(destructive(), window); });
        QTest::newRow("connection") << MakeDialog([this](QWidget *window) {
            return new ui::ConnectionDialog(m_profiles.get(), aProfile(), window);
        });
        QTest::newRow("help") << MakeDialog([](QWidget *window) {
            return new ui::HelpWindow(u"figures.md"_s, {window->actions(), {}, {}}, window);
        });
        QTest::newRow("note") << MakeDialog([](QWidget *window) {
            return new ui::NoteDialog(u"Skip"_s, u"It stays undone."_s, u"Why?"_s, u"Skip"_s, {}, window);
        });
        QTest::newRow("sign off") << MakeDialog([](QWidget *window) {
            return new ui::SignOffDialog(u"Phase 1"_s, u"2 of 5 are done."_s, u"dba"_s, window);
        });
        for (const auto kind : {models::StepSpec::Kind::Sql, models::StepSpec::Kind::Metric}) {
            QTest::newRow(qPrintable(u"step: "_s + models::toString(kind)))
                << MakeDialog([kind](QWidget *window) {
                       models::StepSpec spec;
                       spec.kind = kind;
                       return new ui::SpecDialog(spec, {u"primary"_s, u"replica1"_s}, window);
                   });
        }
        QTest::newRow("carry over") << MakeDialog([](QWidget *window) {
            return new ui::CarryOverDialog({{u"one"_s}, {u"two"_s}, {u"three"_s}, u"-two\n+three"_s}, window);
        });
        QTest::newRow("conflict") << MakeDialog([](QWidget *window) {
            return new ui::ConflictDialog(u".env"_s, u"USE_READ_REPLICA=false"_s, u"-A=1\n+A=2"_s, window);
        });
    }
    /// Open and active; nullptr where it does not become so.
    QDialog *opened(const MakeDialog &make)
    {
        auto *dialog = make(m_window.get());
        dialog->setAttribute(Qt::WA_DeleteOnClose, false); // the test does
        dialog->open();
        dialog->activateWindow();
        return QTest::qWaitForWindowActive(dialog) ? dialog : nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<ui::Theme>(qApp);
        m_profiles = std::make_unique<models::Profiles>(m_folder.filePath(u"profiles.json"_s),
                                                        std::make_unique<models::KeychainStore>());
        m_workspace = std::make_unique<models::Workspace>(aProfile(), models::Workspace::Paths{});
        m_window = std::make_unique<ui::MainWindow>(m_theme.get(), nullptr);
        m_window->show();
    }
    void init()
    {
        m_window->setWorkspace(m_workspace.get());
        put(tests::healthySnapshot());
        m_window->activateWindow(); // there is no window manager to do it
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() { qDeleteAll(m_window->findChildren<QDialog *>()); }
    void cleanupTestCase()
    {
        m_window->setWorkspace(nullptr);
        m_window.reset();
    }

    void everyControlOfAPageHasAName_data() { pagesAsRows(); }
    void everyControlOfAPageHasAName()
    {
        QFETCH(QString, page);
        showPage(page);
        QCOMPARE(nameless(m_window.get()).join(u'\n'), QString());
    }

    void tabComesToEveryControlOfAPage_data() { pagesAsRows(); }
    void tabComesToEveryControlOfAPage()
    {
        QFETCH(QString, page);
        showPage(page);
        QCOMPARE(unreached(m_window.get()).join(u'\n'), QString());
    }

    void aPageFitsAScreenOf1920By1080AtTwiceTheSize_data() { pagesAsRows(); }
    void aPageFitsAScreenOf1920By1080AtTwiceTheSize()
    {
        QFETCH(QString, page);
        showPage(page);
        QTRY_VERIFY2(m_window->minimumSizeHint().width() <= 960 &&
                         m_window->minimumSizeHint().height() <= 540,
                     qPrintable(u"%1 x %2"_s.arg(m_window->minimumSizeHint().width())
                                    .arg(m_window->minimumSizeHint().height())));
    }

    void everyPageHasAShortcut()
    {
        for (const auto &page : ui::allPages())
            QVERIFY2(!m_window->findChild<QAction *>(u"go_"_s + page.id)->shortcut().isEmpty(),
                     qPrintable(page.id));
        QTest::keyClick(m_window.get(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(m_window->currentPage(), u"journal"_s);
    }

    void noTwoActionsShareAShortcut_data() { pagesAsRows(); }
    void noTwoActionsShareAShortcut() // Qt would call neither
    {
        QFETCH(QString, page);
        showPage(page);
        QMap<QString, QStringList> taken;
        const auto *shown = m_window->findChild<QWidget *>(u"page_"_s + page);
        for (const auto *action : m_window->actions() + shown->actions())
            if (!action->shortcut().isEmpty() && action->shortcutContext() != Qt::WidgetShortcut)
                taken[action->shortcut().toString()] << action->text();
        for (const auto &[keys, actions] : taken.asKeyValueRange())
            QVERIFY2(actions.size() == 1, qPrintable(keys + u": "_s + actions.join(u", ")));
    }

    void whatSurroundsThePagesHasNames()
    {
        m_window->setWorkspace(nullptr);
        m_window->showWelcome();
        m_window->welcome()->showSandbox(destructive());
        QCOMPARE(nameless(m_window.get()).join(u'\n'), QString());
        m_window->startTour();
        m_window->findChild<QAction *>(u"palette"_s)->trigger();
        QCOMPARE(nameless(m_window.get()).join(u'\n'), QString());
    }

    void aSplitBrainIsReadAloud()
    {
        put(tests::splitBrainSnapshot());
        QVERIFY(m_window->findChild<QWidget *>(u"splitBrainOverlay"_s)->isVisible());
        QCOMPARE(nameless(m_window.get()).join(u'\n'), QString());
    }

    void theKeyboardStaysInTheAlarmOfASplitBrainUntilEscape()
    {
        put(tests::healthySnapshot());
        put(tests::splitBrainSnapshot());
        auto *alarm = m_window->findChild<QWidget *>(u"splitBrainOverlay"_s);
        std::set<QString> seen;
        for (int presses = 0; presses < 8; ++presses) {
            seen.insert(m_window->focusWidget()->objectName());
            QTest::keyClick(m_window->focusWidget(), presses < 4 ? Qt::Key_Tab : Qt::Key_Backtab);
        }
        QCOMPARE(seen, (std::set{u"splitBrainAside"_s, u"splitBrainCopy"_s, u"splitBrainDetails"_s}));
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
        QVERIFY(!alarm->isVisible());
    }

    void everyControlOfADialogHasAName_data() { dialogsAsRows(); }
    void everyControlOfADialogHasAName()
    {
        QFETCH(MakeDialog, make);
        auto *dialog = opened(make);
        QVERIFY(dialog);
        QCOMPARE(nameless(dialog).join(u'\n'), QString());
        QVERIFY(!dialog->windowTitle().isEmpty());
    }

    void tabComesToEveryControlOfADialog_data() { dialogsAsRows(); }
    void tabComesToEveryControlOfADialog()
    {
        QFETCH(MakeDialog, make);
        auto *dialog = opened(make);
        QVERIFY(dialog);
        QCOMPARE(unreached(dialog).join(u'\n'), QString());
    }

    void escapeClosesADialogAndNothingIsDone_data() { dialogsAsRows(); }
    void escapeClosesADialogAndNothingIsDone()
    {
        QFETCH(MakeDialog, make);
        auto *dialog = opened(make);
        QVERIFY(dialog);
        QSignalSpy accepted(dialog, &QDialog::accepted);
        QTest::keyClick(dialog->focusWidget() ? dialog->focusWidget() : dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
        QCOMPARE(accepted.count(), 0);
    }

    void enterDoesNothingDangerous()
    {
        for (const MakeDialog &make :
             {MakeDialog([](QWidget *window) { return new ui::ConfirmDialog(destructive(), window); }),
              MakeDialog([](QWidget *window) {
                  return new ui::ConflictDialog(u".env"_s, u"A=1"_s, u"-A=1\n+A=2"_s, window);
              }),
              MakeDialog([](QWidget *window) { return new ui::CarryOverDialog({}, window); })}) {
            auto *dialog = opened(make);
            QVERIFY(dialog);
            QSignalSpy accepted(dialog, &QDialog::accepted);
            QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
            QVERIFY(!dialog->isVisible());
            QCOMPARE(accepted.count(), 0);
        }
    }
};

QTEST_MAIN(AccessibilityTest)
#include "tst_accessibility.moc"
