// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"
#include "ui/pages.h"
#include "ui/shell/helpview.h"
#include "ui/shell/helpwindow.h"
#include "ui/theme.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>
#include <QTextBlock>
#include <QTreeWidget>

using namespace seawall;
using namespace Qt::StringLiterals;

class HelpTest : public QObject
{
    Q_OBJECT

    static QString headingAt(const ui::HelpView &view) { return view.textCursor().block().text(); }

private Q_SLOTS:
    void everyPageOfTheConsoleHasItsPageOfTheDocumentation()
    {
        const auto there = ui::HelpView::pages();
        for (const auto &page : ui::allPages()) {
            QVERIFY2(there.contains(page.help.section(u'#', 0, 0)), qPrintable(page.help));
            ui::HelpView view;
            view.open(page.help);
            const auto anchor = page.help.section(u'#', 1);
            if (!anchor.isEmpty())
                QCOMPARE(ui::HelpView::anchorOf(headingAt(view)), anchor);
        }
    }

    void everyPageOfTheDocumentationCanBeRead()
    {
        ui::HelpView view;
        const auto pages = ui::HelpView::pages();
        QVERIFY(pages.size() > 5);
        QCOMPARE(pages.mid(0, 2), (QStringList{u"README.md"_s, u"getting-started.md"_s}));
        QVERIFY(pages.last().startsWith(u"decisions/"_s));
        QVERIFY(pages.indexOf(u"migrations.md"_s) < pages.indexOf(u"architecture.md"_s));
        for (const auto &page : pages) {
            view.open(page);
            QCOMPARE(view.source().path(), u"/docs/"_s + page);
            QVERIFY2(!view.title().isEmpty(), qPrintable(page));
        }
    }

    void aLinkLeadsToItsHeading()
    {
        ui::HelpView view;
        view.resize(600, 200);
        view.show();
        view.open(u"cli.md"_s);
        view.setSource(QUrl(u"figures.md#at-risk-rpo"_s));
        QCOMPARE(view.source().path(), u"/docs/figures.md"_s);
        QCOMPARE(headingAt(view), u"At risk (RPO)"_s);
        QVERIFY(view.verticalScrollBar()->value() > 0);
    }

    void aFileThatIsNotPartOfTheProgramIsNotFollowed()
    {
        ui::HelpView view;
        view.open(u"cli.md"_s);
        view.setSource(QUrl(u"../.env.example"_s));
        QCOMPARE(view.source().path(), u"/docs/cli.md"_s);
    }

    void f1OpensHelpWithTheShortcuts()
    {
        ui::Theme theme(qApp);
        ui::MainWindow window(&theme, nullptr);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.findChild<QAction *>(u"help"_s)->trigger();
        auto *help = window.findChild<ui::HelpWindow *>();
        QVERIFY(help);
        QVERIFY(!help->isModal());
        help->findChild<QTabWidget *>(u"helpTabs"_s)->setCurrentIndex(1);
        const auto *keys = help->findChild<QTreeWidget *>(u"shortcutsList"_s);
        QVERIFY(!keys->findItems(u"F1"_s, Qt::MatchExactly | Qt::MatchRecursive, 1).isEmpty());
    }

    void theIconOfAnItemIsDrawnOnce()
    {
        const ui::Theme theme(qApp);
        QTreeWidget tree;
        const QColor red(0xff, 0, 0);
        QPixmap icon(16, 16);
        icon.fill(red);
        (new QTreeWidgetItem(&tree, {u"one"_s}))->setIcon(0, icon);
        tree.show();
        const auto picture = tree.viewport()->grab().toImage();
        const int y = tree.visualItemRect(tree.topLevelItem(0)).center().y();
        int width = 0;
        for (int x = 0; x < picture.width(); ++x)
            width += picture.pixelColor(x, y) == red ? 1 : 0;
        QVERIFY(width > 0);
        QVERIFY2(width <= qRound(16 * picture.devicePixelRatio()), qPrintable(QString::number(width)));
    }

    void theListOpensAPageAndFollowsTheText()
    {
        ui::HelpWindow help(u"figures.md"_s, {}, nullptr);
        help.setAttribute(Qt::WA_DeleteOnClose, false);
        help.show();
        auto *pages = help.findChild<QListWidget *>(u"helpPages"_s);
        auto *view = help.findChild<ui::HelpView *>();
        QCOMPARE(pages->currentItem()->data(Qt::UserRole).toString(), u"figures.md"_s);
        const auto other = pages->findItems(u"Command line"_s, Qt::MatchExactly);
        QCOMPARE(other.size(), 1);
        QTest::mouseClick(pages->viewport(), Qt::LeftButton, {},
                          pages->visualItemRect(other.front()).center());
        QCOMPARE(view->source().path(), u"/docs/cli.md"_s);
        view->backward();
        QCOMPARE(pages->currentItem()->data(Qt::UserRole).toString(), u"figures.md"_s);
    }

    void whatIsLookedForIsFoundFromTheStartAgain()
    {
        ui::HelpWindow help(u"figures.md"_s, {}, nullptr);
        help.setAttribute(Qt::WA_DeleteOnClose, false);
        help.show();
        auto *view = help.findChild<ui::HelpView *>();
        auto *find = help.findChild<QLineEdit *>(u"helpFind"_s);
        view->moveCursor(QTextCursor::End);
        QTest::keyClicks(find, u"LSN clock"_s);
        QTest::keyClick(find, Qt::Key_Return);
        QCOMPARE(view->textCursor().selectedText(), u"LSN clock"_s);
    }
};

QTEST_MAIN(HelpTest)
#include "tst_help.moc"
