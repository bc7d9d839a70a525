// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"
#include "ui/shell/fuzzymatch.h"

#include <QAction>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace seawall;
using namespace Qt::StringLiterals;

class PaletteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lettersFitInOrderAndStartsOfWordsFitBest()
    {
        QVERIFY(ui::fuzzyScore(u"gtr"_s, u"Go to Replication"_s));
        QVERIFY(!ui::fuzzyScore(u"rgt"_s, u"Go to Replication"_s));
        QVERIFY(*ui::fuzzyScore(u"rec"_s, u"Reconnect now"_s) > *ui::fuzzyScore(u"rec"_s, u"Start direct"_s));
        QVERIFY(ui::fuzzyScore(u"gorepl"_s, u"Go to Replication"_s));
        QVERIFY(ui::fuzzyScore({}, u"anything"_s));
    }

    void lettersFarApartFitNothingAndWholeWordsFitBest()
    {
        QVERIFY(!ui::fuzzyScore(u"tour"_s, u"Go to Journal"_s));
        QVERIFY(!ui::fuzzyScore(u"stop"_s, u"Follow the desktop's light or dark"_s));
        const auto score = [](const QString &text) { return ui::fuzzyScore(u"stop"_s, text).value_or(-1); };
        QVERIFY(score(u"Press to stop"_s) > score(u"Stopped servers"_s));
        QVERIFY(score(u"Stopped servers"_s) > score(u"Unstoppable"_s));
        QVERIFY(score(u"Unstoppable"_s) > 0);
    }

    void typingFindsACommandAndReturnRunsIt()
    {
        QWidget window;
        window.resize(800, 600);
        QLineEdit other(&window);
        window.show();
        window.activateWindow();
        QAction quit(u"&Quit"_s);
        QAction reconnect(u"Reconnect now"_s);
        QSignalSpy triggered(&reconnect, &QAction::triggered);
        ui::CommandPalette palette(&window);
        palette.open({&quit, &reconnect});
        auto *search = palette.findChild<QLineEdit *>(u"paletteSearch"_s);
        const auto *list = palette.findChild<QTreeWidget *>(u"paletteList"_s);
        QCOMPARE(list->topLevelItemCount(), 2);
        QTest::keyClicks(search, u"renow"_s);
        QCOMPARE(list->topLevelItemCount(), 1);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(triggered.count(), 1);
        QVERIFY(!palette.isVisible());
    }

    void arrowsMoveAndEscapeCloses()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        QAction one(u"One"_s);
        QAction two(u"Two"_s);
        QSignalSpy triggered(&two, &QAction::triggered);
        ui::CommandPalette palette(&window);
        palette.open({&one, &two});
        auto *search = palette.findChild<QLineEdit *>(u"paletteSearch"_s);
        QTest::keyClick(search, Qt::Key_Down);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(triggered.count(), 1);
        palette.open({&one, &two});
        QVERIFY(palette.isVisible());
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
    }

    void aDisabledCommandIsShownAndDoesNothing()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        QAction action(u"Nothing"_s);
        action.setEnabled(false);
        QSignalSpy triggered(&action, &QAction::triggered);
        ui::CommandPalette palette(&window);
        palette.open({&action});
        QTest::keyClick(palette.findChild<QLineEdit *>(u"paletteSearch"_s), Qt::Key_Return);
        QCOMPARE(triggered.count(), 0);
        QVERIFY(palette.isVisible());
    }
};

QTEST_MAIN(PaletteTest)
#include "tst_palette.moc"
