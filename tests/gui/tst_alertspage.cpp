// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/processidentity.h"
#include "models/workspace.h"
#include "tests/support/snapshots.h"
#include "ui/alerts/alertspage.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTextLayout>
#include <QToolButton>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;
using Kind = models::AlertRule::Kind;

class TestAlertsPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<models::Workspace> workspace;
    std::unique_ptr<AlertsPage> page;

    void raiseAlerts()
    {
        auto snapshot = tests::detachedSnapshot();
        for (int i = 0; i < 120; ++i) {
            snapshot.timeMs += 1000;
            workspace->alerts()->add(tests::shared(snapshot));
        }
        QVERIFY(!workspace->alerts()->current().empty());
    }
    QTableView *log() const { return page->findChild<QTableView *>(u"alertsLog"_s); }
    QTableView *current() const { return page->findChild<QTableView *>(u"currentAlerts"_s); }
    void openTab(int index) const
    {
        auto *bar = page->findChild<QTabWidget *>(u"alertsTabs"_s)->tabBar();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(index).center());
    }
    int ruleOf(Kind kind) const
    {
        const auto rules = workspace->alerts()->rules();
        const auto found = std::ranges::find(rules, kind, &models::AlertRule::kind);
        return static_cast<int>(found - rules.begin());
    }

private Q_SLOTS:
    void init()
    {
        page.reset();
        workspace = std::make_unique<models::Workspace>(models::ClusterProfile{}, models::Workspace::Paths{});
        page = std::make_unique<AlertsPage>(workspace.get());
        page->resize(1100, 670);
        page->show();
        QVERIFY(QTest::qWaitForWindowExposed(page.get()));
    }

    void theLogHasRoomForASentenceAsLongAsTheyUsuallyAre()
    {
        raiseAlerts();
        page->resize(1180, 690); // what 1280×800 leaves to a page
        openTab(1);
        const auto sentence =
            u"replica1 cannot be reached: localhost:30680 accepts connections but does not answer."_s;
        QTRY_VERIFY2(log()->columnWidth(models::AlertsModel::SentenceColumn) >
                         log()->fontMetrics().horizontalAdvance(sentence),
                     qPrintable(QString::number(log()->columnWidth(models::AlertsModel::SentenceColumn))));
        QVERIFY(!log()->isColumnHidden(models::AlertsModel::ClearedColumn));
        QVERIFY(current()->isColumnHidden(models::AlertsModel::ClearedColumn));
        QVERIFY(!current()->isColumnHidden(models::AlertsModel::AcknowledgedColumn));
    }

    void aSentenceIsReadWholeAndNoAddressIsBrokenAtItsColon()
    {
        raiseAlerts();
        page->resize(620, 400);
        QTRY_VERIFY(current()->rowHeight(0) >= 2 * current()->fontMetrics().height());
        const auto sentence = current()->model()->index(0, models::AlertsModel::SentenceColumn);
        const auto room = current()->visualRect(sentence).adjusted(3, 0, -3, 0);
        const auto whole = current()->fontMetrics().boundingRect(
            QRect(0, 0, room.width(), 1), Qt::TextWordWrap, sentence.data().toString());
        QVERIFY2(room.height() >= whole.height(), qPrintable(QString::number(room.height())));
        const auto shown = qobject_cast<QStyledItemDelegate *>(current()->itemDelegate())
                               ->displayText(u"nothing listens on localhost:5433."_s, {});
        QTextLayout layout(shown, current()->font());
        layout.beginLayout();
        auto line = layout.createLine();
        line.setLineWidth(current()->fontMetrics().horizontalAdvance(u"nothing listens on localhost:"_s) + 2);
        layout.endLayout();
        QCOMPARE(shown.first(line.textLength()).trimmed(), u"nothing listens on"_s);
    }

    void whatIsRaisedIsListedAndCounted()
    {
        raiseAlerts();
        QTRY_COMPARE(current()->model()->rowCount(), static_cast<int>(workspace->alerts()->current().size()));
        QVERIFY(page->findChild<QTabWidget *>(u"alertsTabs"_s)->tabText(0).contains(u'('));
    }

    void anAlertIsAcknowledgedWithAClick()
    {
        raiseAlerts();
        auto *button = page->findChild<QToolButton *>(u"acknowledgeButton"_s);
        QVERIFY(!button->isEnabled());
        const auto first = current()->model()->index(0, 0);
        QTest::mouseClick(current()->viewport(), Qt::LeftButton, {}, current()->visualRect(first).center());
        QVERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(workspace->alerts()->current().front().acknowledgedBy,
                 models::actorName()); // as in the Journal
        QTRY_VERIFY(!button->isEnabled());
    }

    void allAreAcknowledgedWithAClick()
    {
        raiseAlerts();
        QTest::mouseClick(page->findChild<QToolButton *>(u"acknowledgeAllButton"_s), Qt::LeftButton);
        for (const auto &alert : workspace->alerts()->current())
            QVERIFY(!alert.acknowledgedBy.isEmpty());
    }

    void theLogIsFiltered()
    {
        raiseAlerts();
        openTab(1);
        auto *log = page->findChild<QTableView *>(u"alertsLog"_s);
        QVERIFY(log->model()->rowCount() > 0);
        QTest::keyClicks(page->findChild<QLineEdit *>(u"alertsFilter"_s), u"nothing like it"_s);
        QCOMPARE(log->model()->rowCount(), 0);
    }

    void aRuleIsEdited()
    {
        openTab(2);
        const int lag = ruleOf(Kind::Lag);
        auto *threshold = page->findChild<QDoubleSpinBox *>(u"threshold_%1"_s.arg(lag));
        threshold->setFocus();
        threshold->selectAll();
        QTest::keyClicks(threshold, u"2.5"_s);
        QTest::keyClick(threshold, Qt::Key_Return);
        QCOMPARE(workspace->alerts()->rules()[static_cast<std::size_t>(lag)].threshold, 2.5);
        auto *enabled = page->findChild<QCheckBox *>(u"enabled_%1"_s.arg(lag));
        QTest::mouseClick(enabled, Qt::LeftButton, {}, {8, enabled->height() / 2});
        QVERIFY(!workspace->alerts()->rules()[static_cast<std::size_t>(lag)].enabled);
        QTest::mouseClick(page->findChild<QPushButton *>(u"rulesDefaults"_s), Qt::LeftButton);
        QCOMPARE(workspace->alerts()->rules(), models::Alerts::defaultRules());
        QCOMPARE(threshold->value(), 1.0);
    }

    void clearBelowNeverExceedsTheThreshold()
    {
        openTab(2);
        const auto lag = ruleOf(Kind::Lag);
        auto *clear = page->findChild<QDoubleSpinBox *>(u"clearBelow_%1"_s.arg(lag));
        clear->setFocus();
        clear->selectAll();
        QTest::keyClicks(clear, u"50"_s);
        QTest::keyClick(clear, Qt::Key_Return);
        const auto rule = workspace->alerts()->rules()[static_cast<std::size_t>(lag)];
        QCOMPARE(rule.clearBelow, rule.threshold);
        QCOMPARE(clear->value(), rule.threshold);
    }

    void aPoolsThresholdIsShownInPerCent()
    {
        const auto pool = ruleOf(Kind::Pool);
        QCOMPARE(page->findChild<QDoubleSpinBox *>(u"threshold_%1"_s.arg(pool))->value(), 80.0);
    }
};

QTEST_MAIN(TestAlertsPage)
#include "tst_alertspage.moc"
