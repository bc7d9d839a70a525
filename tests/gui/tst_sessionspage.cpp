// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace.h"
#include "tests/support/snapshots.h"
#include "ui/sessions/sessionspage.h"
#include "ui/statepanel.h"
#include "ui/theme.h"
#include "ui/tone.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;

namespace {

db::Session aSession(int pid, const QString &state, const QString &query)
{
    db::Session session;
    session.pid = pid;
    session.user = u"pulse"_s;
    session.application = u"etl"_s;
    session.state = state;
    session.query = query;
    session.backendStartUs = 1'700'000'000'000'000 + pid;
    return session;
}

db::Snapshot withSessions()
{
    auto snapshot = tests::healthySnapshot();
    auto blocked = aSession(12, u"active"_s, u"UPDATE clients SET name = 'x'"_s);
    blocked.blockedBy = {11};
    snapshot.nodes[0].facts.sessionList = {aSession(11, u"idle in transaction"_s, u"LOCK TABLE clients"_s),
                                           blocked, aSession(13, u"idle"_s, u"SELECT 1"_s)};
    return snapshot;
}

} // namespace

class TestSessionsPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<models::Workspace> workspace;
    std::unique_ptr<SessionsPage> page;

    QTreeView *tree() const { return page->findChild<QTreeView *>(u"sessionsTree"_s); }
    QToolButton *button(const QString &name) const { return page->findChild<QToolButton *>(name); }
    void clickRow(const QModelIndex &index) const
    {
        QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, tree()->visualRect(index).center());
    }

private Q_SLOTS:
    void whoMaySeeNoSessionsIsNotLeftWaiting()
    {
        auto snapshot = tests::healthySnapshot();
        snapshot.nodes[0].facts.canMonitor = false;
        snapshot.nodes[0].missingRights = {u"GRANT pg_monitor TO \"watch\";"_s};
        page->setSnapshot(tests::shared(snapshot));
        const auto *state = page->findChild<StatePanel *>();
        QVERIFY(state->isVisible());
        QVERIFY2(state->accessibleDescription().contains(u"GRANT pg_monitor"_s),
                 qPrintable(state->accessibleDescription()));
    }

    void init()
    {
        page.reset();
        models::ClusterProfile profile;
        profile.name = u"test"_s;
        db::NodeConfig primary;
        primary.endpoint.name = u"primary"_s;
        primary.endpoint.parameters = {{u"host"_s, u"127.0.0.1"_s}, {u"port"_s, u"1"_s}};
        profile.monitor.nodes = {primary};
        workspace = std::make_unique<models::Workspace>(profile, models::Workspace::Paths{});
        page = std::make_unique<SessionsPage>(workspace.get());
        page->resize(1100, 670);
        page->show();
        QVERIFY(QTest::qWaitForWindowExposed(page.get()));
    }

    void aBlockedSessionStandsBelowItsBlocker()
    {
        page->setSnapshot(tests::shared(withSessions()));
        const auto *model = tree()->model();
        QCOMPARE(model->rowCount(), 2);
        QVERIFY(model->index(0, 0).data().toString().contains(u"11"_s));
        QCOMPARE(model->rowCount(model->index(0, 0)), 1);
        QVERIFY(tree()->isExpanded(model->index(0, 0)));
        QCOMPARE(page->findChild<QLabel *>(u"sessionsSummary"_s)->text(), u"1 session is blocked"_s);
    }

    void theFilterKeepsTheBlockerOfWhatItFinds()
    {
        page->setSnapshot(tests::shared(withSessions()));
        QTest::keyClicks(page->findChild<QLineEdit *>(u"sessionsFilter"_s), u"UPDATE"_s);
        QCOMPARE(tree()->model()->rowCount(), 1);
        QCOMPARE(tree()->model()->rowCount(tree()->model()->index(0, 0)), 1);
    }

    void theWholeStatementOfTheChosenSessionIsShown()
    {
        page->setSnapshot(tests::shared(withSessions()));
        clickRow(tree()->model()->index(0, 0));
        const auto text = page->findChild<QPlainTextEdit *>(u"sessionDetails"_s)->toPlainText();
        QVERIFY(text.contains(u"pid 11"_s) && text.endsWith(u"LOCK TABLE clients"_s));
    }

    void nothingCanBeEndedWithoutAChoice()
    {
        page->setSnapshot(tests::shared(withSessions()));
        QVERIFY(!button(u"terminateSessionButton"_s)->isEnabled());
        clickRow(tree()->model()->index(0, 0));
        QVERIFY(button(u"terminateSessionButton"_s)->isEnabled());
        QVERIFY(button(u"cancelStatementButton"_s)->isEnabled());
    }

    void terminatingAsksFirst()
    {
        page->setSnapshot(tests::shared(withSessions()));
        clickRow(tree()->model()->index(0, 0));
        QTest::mouseClick(button(u"terminateSessionButton"_s), Qt::LeftButton);
        auto *dialog = page->findChild<QDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->isVisible());
        QVERIFY(workspace->operations()->isIdle());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!page->findChild<QDialog *>());
        QVERIFY(workspace->operations()->isIdle());
    }

    void theChoiceEndsWithItsSessionAndNeverMovesToAnother()
    {
        page->setSnapshot(tests::shared(withSessions()));
        clickRow(tree()->model()->index(0, 0));
        QVERIFY(button(u"terminateSessionButton"_s)->isEnabled());
        auto snapshot = withSessions();
        auto &sessions = *snapshot.nodes[0].facts.sessionList;
        sessions.erase(sessions.begin()); // pid 11 has ended, and what it blocked goes on
        sessions.front().blockedBy.clear();
        page->setSnapshot(tests::shared(snapshot));
        QVERIFY(!tree()->currentIndex().isValid());
        QVERIFY(tree()->selectionModel()->selectedRows().isEmpty());
        QVERIFY(!button(u"terminateSessionButton"_s)->isEnabled());
    }

    void whoWaitsFarBehindIsNamedWhole()
    {
        auto snapshot = withSessions();
        auto &sessions = *snapshot.nodes[0].facts.sessionList;
        for (int pid = 1'000'001; pid < 1'000'009; ++pid) {
            sessions.push_back(aSession(pid, u"active"_s, u"SELECT 1"_s));
            sessions.back().blockedBy = {pid == 1'000'001 ? 12 : pid - 1};
        }
        page->setSnapshot(tests::shared(snapshot));
        const int needed = 9 * tree()->indentation() + tree()->fontMetrics().horizontalAdvance(u"1000008"_s);
        QTRY_VERIFY2(tree()->columnWidth(0) > needed, qPrintable(QString::number(tree()->columnWidth(0))));
    }

    void theListOfAnUnreachableNodeIsOutOfDate()
    {
        const Theme theme(qApp); // its style sheet makes it pale
        page->setSnapshot(tests::shared(withSessions()));
        clickRow(tree()->model()->index(0, 0));
        auto snapshot = withSessions();
        tests::makeUnreachable(snapshot.nodes[0]);
        page->setSnapshot(tests::shared(snapshot));
        QVERIFY(page->findChild<QLabel *>(u"sessionsSummary"_s)->text().startsWith(u"out of date"_s));
        QVERIFY(!button(u"terminateSessionButton"_s)->isEnabled());
        QCOMPARE(tree()->model()->rowCount(), 2);
        QCOMPARE(tree()->palette().color(QPalette::Text), mutedText(page->palette()));
        page->setSnapshot(tests::shared(withSessions()));
        QCOMPARE(tree()->palette().color(QPalette::Text), page->palette().color(QPalette::Text));
        qApp->setStyleSheet({});
    }

    void whileTheListIsAwaitedThePageSaysSo()
    {
        page->setSnapshot(tests::shared(tests::healthySnapshot()));
        auto *state = page->findChild<QWidget *>(u"sessionsState"_s);
        QVERIFY(state->isVisible());
        QVERIFY(state->accessibleName().contains(u"primary"_s));
        page->setSnapshot(tests::shared(withSessions()));
        QVERIFY(!state->isVisible());
    }
};

QTEST_MAIN(TestSessionsPage)
#include "tst_sessionspage.moc"
