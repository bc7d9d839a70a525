// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/elidedlabel.h"
#include "ui/shell/noticebar.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

using namespace seawall::ui;
using namespace Qt::StringLiterals;

class TestNoticeBar : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QWidget> m_window;
    NoticeBar *m_bar = nullptr;
    QWidget *m_calm = nullptr, *m_page = nullptr;

    QWidget *row(const QString &key) const
    {
        QWidget *last = nullptr; // a replaced one may still be on its way out
        for (auto *each : m_bar->findChildren<QWidget *>(u"notice_"_s + key))
            last = each;
        return last;
    }
    QToolButton *turn() const { return m_bar->findChild<QToolButton *>(u"noticeTurn"_s); }

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        auto *layout = new QVBoxLayout(m_window.get());
        m_bar = new NoticeBar(NoticeBar::Place::Kept, m_window.get());
        m_calm = new QLabel(u"all is well"_s);
        m_bar->setCalm(m_calm);
        m_page = new QWidget(m_window.get());
        layout->addWidget(m_bar);
        layout->addWidget(m_page, 1);
        m_window->resize(600, 300);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void aNoticeMovesNothingBelowAKeptPlace()
    {
        const auto before = m_page->geometry();
        QVERIFY(m_calm->isVisible());
        m_bar->post(u"one"_s, Tone::Warning, u"One."_s, u"Do"_s);
        m_bar->post(u"two"_s, Tone::Warning, u"Two."_s, u"Do"_s);
        QTRY_VERIFY(row(u"one"_s)->isVisible());
        QVERIFY(!m_calm->isVisible());
        QVERIFY(row(u"one"_s)->findChild<QPushButton *>()->height() > 0);
        QVERIFY(m_bar->rect().contains(row(u"one"_s)->geometry()));
        QCOMPARE(m_page->geometry(), before);
        m_bar->withdrawAll();
        QTRY_VERIFY(m_calm->isVisible());
        QCOMPARE(m_page->geometry(), before);
    }

    void theWorstIsInFrontAndAButtonTurnsToTheOthers()
    {
        m_bar->post(u"a"_s, Tone::Info, u"Told."_s);
        QVERIFY(!turn()->isVisible());
        m_bar->post(u"b"_s, Tone::Critical, u"Bad."_s);
        m_bar->post(u"c"_s, Tone::Warning, u"Odd."_s);
        QVERIFY(row(u"b"_s)->isVisible() && !row(u"a"_s)->isVisible() && !row(u"c"_s)->isVisible());
        QCOMPARE(turn()->text(), u"1 of 3 ▸"_s);
        QTest::mouseClick(turn(), Qt::LeftButton);
        QVERIFY(row(u"c"_s)->isVisible());
        QTest::mouseClick(turn(), Qt::LeftButton);
        QVERIFY(row(u"a"_s)->isVisible());
        m_bar->withdraw(u"a"_s);
        QVERIFY(row(u"b"_s)->isVisible());
    }

    void aNoticeThatChangesStaysInFront()
    {
        m_bar->post(u"a"_s, Tone::Warning, u"First."_s);
        m_bar->post(u"b"_s, Tone::Warning, u"Second."_s);
        m_bar->post(u"a"_s, Tone::Warning, u"First, again."_s);
        QVERIFY(row(u"a"_s)->isVisible() && !row(u"b"_s)->isVisible());
    }

    void aClickMeantForWhatStoodThereBeforeHitsNothing()
    {
        QSignalSpy triggered(m_bar, &NoticeBar::actionTriggered);
        m_bar->post(u"a"_s, Tone::Warning, u"Odd."_s, u"Do"_s);
        auto *first = row(u"a"_s)->findChild<QPushButton *>(u"noticeAction"_s);
        QTRY_VERIFY(first->isEnabled());
        QTest::mouseMove(first);
        QTRY_VERIFY(m_bar->underMouse());
        m_bar->post(u"b"_s, Tone::Critical, u"Bad."_s, u"Do"_s);
        auto *second = row(u"b"_s)->findChild<QPushButton *>(u"noticeAction"_s);
        QVERIFY(!second->isEnabled());
        QTest::mouseClick(second, Qt::LeftButton);
        QCOMPARE(triggered.count(), 0);
        QTRY_VERIFY(second->isEnabled());
        QTest::mouseClick(second, Qt::LeftButton);
        QCOMPARE(triggered.count(), 1);
    }

    void aButtonWithAReasonAgainstItStaysDisabled()
    {
        QSignalSpy triggered(m_bar, &NoticeBar::actionTriggered);
        m_bar->post(u"a"_s, Tone::Info, u"Told."_s, u"Do"_s);
        m_bar->offerAction(u"a"_s, u"Not now"_s);
        auto *button = row(u"a"_s)->findChild<QPushButton *>(u"noticeAction"_s);
        QVERIFY(!button->isEnabled());
        QCOMPARE(button->toolTip(), u"Not now"_s);
        QCOMPARE(button->accessibleDescription(), u"Not now"_s);
        QTest::mouseMove(button);
        QTRY_VERIFY(m_bar->underMouse());
        m_bar->post(u"b"_s, Tone::Warning, u"Odd."_s);
        m_bar->withdraw(u"b"_s); // what comes back is held for a moment
        auto *close = row(u"a"_s)->findChild<QToolButton *>(u"noticeClose"_s);
        QVERIFY(!close->isEnabled());
        QTRY_VERIFY(close->isEnabled());
        QVERIFY(!button->isEnabled());
        m_bar->offerAction(u"a"_s, {});
        QVERIFY(button->isEnabled() && button->toolTip().isEmpty());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(triggered.count(), 1);
    }

    void aLongTextIsReadWhole()
    {
        const auto label = [this] { return row(u"a"_s)->findChild<ElidedLabel *>(u"noticeText"_s); };
        m_bar->post(u"a"_s, Tone::Warning, u"Seven words that no one could misread. "_s.repeated(3), u"Do"_s);
        QTRY_VERIFY(label()->isVisible());
        const int line = label()->fontMetrics().height();
        QVERIFY(label()->fontMetrics().horizontalAdvance(label()->text()) > label()->width());
        QVERIFY(!label()->isElided()); // it takes two lines
        QTRY_VERIFY2(label()->height() >= 2 * line,
                     qPrintable(u"%1 for 2 of %2"_s.arg(label()->height()).arg(line)));
        QVERIFY(row(u"a"_s)->rect().contains(label()->geometry()));
        QVERIFY(m_bar->rect().contains(row(u"a"_s)->geometry()));
        const auto endless = u"Seven words that no one could misread. "_s.repeated(30);
        m_bar->post(u"a"_s, Tone::Warning, endless, u"Do"_s);
        QTRY_VERIFY(label()->isVisible() && label()->width() > 100);
        QVERIFY(label()->isElided());
        QCOMPARE(label()->accessibleName(), endless);
        QHelpEvent help(QEvent::ToolTip, QPoint(5, 5), label()->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(label(), &help);
        QTRY_COMPARE(QToolTip::text(), endless);
        QToolTip::hideText();
    }

    void aGrownBarIsAsHighAsItsTextsNeed()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *bar = new NoticeBar(NoticeBar::Place::Grown, &window);
        layout->addWidget(bar);
        layout->addStretch();
        window.resize(500, 400);
        window.show();
        bar->post(u"a"_s, Tone::Warning, u"Short."_s);
        QTRY_VERIFY(bar->isVisible() && bar->height() > 0);
        const int before = bar->height();
        bar->post(u"a"_s, Tone::Warning, u"Seven words that no one could misread. "_s.repeated(12));
        QTRY_VERIFY(bar->height() > before + 2 * bar->fontMetrics().height());
    }

    void aGrownBarHasALineForEach()
    {
        NoticeBar bar(NoticeBar::Place::Grown);
        QVERIFY(!bar.isVisible());
        bar.post(u"a"_s, Tone::Warning, u"One."_s);
        bar.post(u"b"_s, Tone::Warning, u"Two."_s);
        QVERIFY(bar.isVisible());
        for (const auto &key : {u"notice_a"_s, u"notice_b"_s})
            QTRY_VERIFY(bar.findChild<QWidget *>(key)->isVisible());
        bar.withdrawAll();
        QVERIFY(!bar.isVisible());
    }
};

QTEST_MAIN(TestNoticeBar)
#include "tst_noticebar.moc"
