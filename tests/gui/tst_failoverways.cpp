// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/nodestanding.h"
#include "models/failover/envswap.h"
#include "models/failover/failoverparts.h"
#include "tests/support/failoverwindow.h"
#include "ui/badge.h"
#include "ui/elidedlabel.h"
#include "ui/guardlist.h"
#include "ui/shell/noticebar.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>

#include <csignal>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;
using models::FailoverDesk;

/// In order, by clicks on the page: the primary is lost, a replica is promoted, the old one is brought back;
/// then somebody promotes a second one by hand, and its writes are given up.
class TestFailoverWays : public QObject, private tests::FailoverWindow
{
    Q_OBJECT

private:
    FailoverDesk *desk() const { return models::failoverOf(m_workspace.get()); }
    NoticeBar *notices() const { return find<NoticeBar>(u"noticeBar"_s); }
    QTabWidget *tabs() const { return find<QTabWidget>(u"failoverTabs"_s); }
    bool isOffered(const QString &button) const { return find<QToolButton>(button)->isEnabled(); }

    /// Names of the nodes in that state, in the latest Snapshot: 'replica1 replica2'.
    QString nodesThat(const std::function<bool(const db::NodeSnapshot &)> &are) const
    {
        QStringList names;
        if (const auto snapshot = m_workspace->snapshot())
            for (const auto &node : snapshot->nodes)
                if (are(node))
                    names << node.name;
        return names.join(u' ');
    }
    QString primaries() const { return nodesThat(&db::NodeSnapshot::isPrimary); }
    QString streaming() const
    {
        return nodesThat([](const db::NodeSnapshot &node) {
            return node.reachable && node.verdict == db::ReplicaVerdict::Streaming;
        });
    }

    /// Whether both replicas stream, and have all that the primary has written.
    bool haveTheSame() const
    {
        const auto snapshot = m_workspace->snapshot();
        const auto *primary = snapshot ? snapshot->primary() : nullptr;
        return primary && streaming() == u"replica1 replica2"_s &&
               std::ranges::all_of(snapshot->nodes, [primary](const db::NodeSnapshot &node) {
                   return node.isPrimary() || node.facts.receivedLsn == primary->facts.currentLsn;
               });
    }

    /// Presses, waits to be asked, and answers with what has to be typed.
    void confirmAfter(QAbstractButton *button, const QString &typed)
    {
        QVERIFY(button);
        QTRY_VERIFY_WITH_TIMEOUT(button->isVisible() && button->isEnabled(), 20000);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(dialog() && dialog()->isVisible(), qPrintable(notices()->textOf(u"plan"_s)),
                                  60000);
        if (auto *field = dialog()->findChild<QLineEdit *>(u"confirmTyped"_s))
            QTest::keyClicks(field, typed);
        QTest::keyClicks(dialog()->findChild<QLineEdit *>(u"confirmReason"_s), u"test"_s);
        auto *accept = dialog()->findChild<QPushButton *>(u"confirmAccept"_s);
        QVERIFY(accept->isEnabled());
        QTest::mouseClick(accept, Qt::LeftButton);
    }
    /// Of a node that is named for a role it has not, or comes back in another one.
    QString addressOf(const QString &node) const { return m_workspace->snapshot()->node(node)->address; }
    void awaitSuccess()
    {
        QTRY_VERIFY_WITH_TIMEOUT(desk()->phase() == FailoverDesk::Phase::Ended && desk()->outcome(), 120000);
        const auto &outcome = *desk()->outcome();
        QVERIFY2(outcome.state == models::Outcome::State::Succeeded,
                 qPrintable(outcome.summary + u'\n' + (outcome.error ? outcome.error->detail : QString())));
    }
    void write(const QString &node, const QString &sql)
    {
        const auto done =
            db::tellNode(m_sandbox->endpoint(node), sql, {}, db::Deadline::in(std::chrono::seconds(10)));
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    }

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 2);
        open({1200, 740}, std::chrono::milliseconds(250));
        QVERIFY(m_page && m_page->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(streaming(), u"replica1 replica2"_s, 30000);
    }

    void cleanupTestCase() { close(); }

    void whileThePrimaryAnswersASwitchoverIsOffered()
    {
        QTRY_VERIFY(isOffered(u"switchoverButton"_s));
        for (const auto &name : {u"promoteButton"_s, u"rejoinButton"_s}) {
            QVERIFY(!isOffered(name));
            QVERIFY(find<QWidget>(name)->isVisible()); // what is beside it never moves
            QVERIFY(!find<QWidget>(name)->toolTip().isEmpty());
        }
        QVERIFY(notices()->textOf(u"lost"_s).isEmpty());
    }

    void withoutAPrimaryAFailoverIsTheMainThing()
    {
        QVERIFY(m_sandbox->stop(u"primary"_s, true));
        QTRY_VERIFY_WITH_TIMEOUT(isOffered(u"promoteButton"_s), 20000);
        QVERIFY(!isOffered(u"switchoverButton"_s));
        QVERIFY(!isOffered(u"rejoinButton"_s)); // there is nobody to follow
        QVERIFY(notices()->textOf(u"lost"_s).contains(u"No node that answers takes writes"_s));
        QVERIFY(
            !find<QWidget>(u"notice_lost"_s)->findChild<QPushButton *>(u"noticeAction"_s)); // one is enough
        QTRY_COMPARE_WITH_TIMEOUT(find<Badge>(u"readinessWord"_s)->word(), u"FAILOVER POSSIBLE"_s, 30000);
    }

    void anOpenQuestionFollowsWhatTheServersSay()
    {
        QTest::mouseClick(find<QToolButton>(u"promoteButton"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 20000);
        auto *accept = dialog()->findChild<QPushButton *>(u"confirmAccept"_s);
        QTest::keyClicks(dialog()->findChild<QLineEdit *>(u"confirmTyped"_s), u"replica1"_s);
        QVERIFY(accept->isEnabled());
        const auto place = accept->mapToGlobal(QPoint());
        QVERIFY(m_sandbox->start(u"primary"_s)); // behind the open dialog
        QTRY_VERIFY_WITH_TIMEOUT(!accept->isEnabled(), 30000);
        QVERIFY(accept->toolTip().contains(u"ask anew"_s));
        QCOMPARE(accept->mapToGlobal(QPoint()), place);
        QTRY_VERIFY_WITH_TIMEOUT(haveTheSame(), 30000); // else the one that has more is the better choice
        const auto pid = pid_t(m_sandbox->nodes().at(0).pid);
        QVERIFY(m_sandbox->stop(u"primary"_s, true));
        QTRY_VERIFY_WITH_TIMEOUT(kill(pid, 0) != 0,
                                 20000); // reaped: what is done next takes it for alive else
        QTRY_VERIFY_WITH_TIMEOUT(accept->isEnabled(), 60000);
        QCOMPARE(accept->mapToGlobal(QPoint()), place);
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        QVERIFY(m_workspace->operations()->isIdle());
    }

    void aFailoverTellsItsLossAndIsDoneStepByStep()
    {
        confirmAfter(find<QToolButton>(u"promoteButton"_s), u"replica1"_s);
        awaitSuccess();
        QCOMPARE(tabs()->currentIndex(), tabs()->indexOf(find<QWidget>(u"failoverSteps"_s)->parentWidget()));
        QTRY_COMPARE_WITH_TIMEOUT(primaries(), u"replica1"_s, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(streaming(), u"replica2"_s, 20000);
        QVERIFY(notices()->textOf(u"lost"_s).isEmpty());
        const auto loss = desk()->outcome()->details.value(u"loss"_s).toString();
        QVERIFY2(loss.contains(u"nothing is known to be lost"_s) && loss.contains(u"last seen at"_s),
                 qPrintable(loss));
    }

    void theLostPrimaryIsBroughtBackAsAReplica()
    {
        auto *rejoin = find<QToolButton>(u"rejoinButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(rejoin->isEnabled(), 20000);
        QCOMPARE(rejoin->text(), u"Rejoin primary…"_s);
        confirmAfter(rejoin, addressOf(u"primary"_s));
        awaitSuccess();
        QTRY_COMPARE_WITH_TIMEOUT(streaming(), u"primary replica2"_s, 30000);
        QTRY_VERIFY(!rejoin->isEnabled());
    }

    void theNoticeOfTheEnvironmentFollowsTheFile()
    {
        QTRY_VERIFY2(notices()->textOf(u"swap"_s).contains(u"still names another server"_s),
                     qPrintable(notices()->textOf(u"swap"_s)));
        auto swap = models::swapOperation(m_workspace->profile(), u"replica1"_s, m_workspace->snapshot());
        QVERIFY2(swap, swap ? "" : qPrintable(swap.error().message));
        const auto outcome = (*swap)->run([](const models::Progress &) {}, {}); // as another process would
        QVERIFY2(outcome.state == models::Outcome::State::Succeeded, qPrintable(outcome.summary));
        QTRY_VERIFY2_WITH_TIMEOUT(notices()->textOf(u"swap"_s).contains(u"as the primary now"_s),
                                  qPrintable(notices()->textOf(u"swap"_s)), 20000);
        QTRY_VERIFY(!find<QWidget>(u"notice_swap"_s)
                         ->findChild<QPushButton *>(u"noticeAction"_s)); // the window has it
    }

    void aSecondPrimaryIsShownWithWhatOnlyItHas()
    {
        QVERIFY(!tabs()->isTabVisible(tabs()->indexOf(find<QWidget>(u"partedPanel"_s))));
        write(u"primary"_s, u"SELECT pg_promote(true)"_s); // by hand, behind the console's back
        write(u"primary"_s, u"CREATE TABLE only_here AS SELECT 1 AS n"_s);
        QTRY_COMPARE_WITH_TIMEOUT(primaries(), u"primary replica1"_s, 20000);
        auto *panel = find<QWidget>(u"partedPanel"_s);
        QTRY_COMPARE_WITH_TIMEOUT(tabs()->currentWidget(), panel, 20000);
        QVERIFY(notices()->textOf(u"parted"_s).contains(u"two nodes take writes"_s));
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>(u"parted_primary"_s), 60000);
        QVERIFY(find<QWidget>(u"parted_replica1"_s));
        QTest::mouseClick(find<QPushButton>(u"partedAgain"_s), Qt::LeftButton); // the table may be newer
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(u"partedAgain"_s)->isEnabled(), 60000);
        const auto facts = find<QWidget>(u"parted_primary"_s)->findChild<QLabel *>(u"partedFacts"_s)->text();
        QVERIFY2(facts.contains(QRegularExpression(u"Since: [0-9A-F]+/[0-9A-F]+, where the two parted"_s)),
                 qPrintable(facts));
        QVERIFY2(facts.contains(QRegularExpression(u"[1-9][0-9]* committed transactions"_s)),
                 qPrintable(facts));
        QVERIFY2(facts.contains(QRegularExpression(u"First commit: 20[0-9]{2}-"_s)), qPrintable(facts));
        QVERIFY2(facts.contains(u"only_here"_s), qPrintable(facts)); // a table that the other does not have
        const auto ways = find<QWidget>(u"parted_primary"_s)->findChild<QLabel *>(u"partedWays"_s)->text();
        QVERIFY2(ways.contains(u"pg_dump"_s), qPrintable(ways));
    }

    void whatOnlyItHasIsRenewedWhileItIsLookedAt()
    {
        const auto facts = [this] {
            return find<QWidget>(u"parted_primary"_s)->findChild<QLabel *>(u"partedFacts"_s)->text();
        };
        const QPointer button = find<QPushButton>(u"rejoin_primary"_s);
        write(u"primary"_s, u"CREATE TABLE written_since AS SELECT 1 AS n"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(facts().contains(u"written_since"_s), qPrintable(facts()), 60000);
        QVERIFY(button); // it is not taken away from who is about to press it
    }

    void itsWritesAreGivenUpAndOneHistoryIsLeft()
    {
        confirmAfter(find<QPushButton>(u"rejoin_primary"_s), addressOf(u"primary"_s));
        awaitSuccess();
        QTRY_COMPARE_WITH_TIMEOUT(streaming(), u"primary replica2"_s, 30000);
        QCOMPARE(primaries(), u"replica1"_s);
        QTRY_VERIFY(!tabs()->isTabVisible(tabs()->indexOf(find<QWidget>(u"partedPanel"_s))));
        QVERIFY(notices()->textOf(u"parted"_s).isEmpty());
    }

    void aSwitchoverThatWasCutOffIsBroughtToItsEnd()
    {
        db::FailoverRecord record;
        record.kind = u"switchover"_s;
        record.from = u"replica1"_s;
        record.to = u"replica2"_s;
        record.step = u"prepare"_s;
        const auto now =
            db::standingOf(m_sandbox->endpoint(u"replica1"_s), db::Deadline::in(std::chrono::seconds(10)));
        QVERIFY(now);
        record.systemIdentifier = now->systemIdentifier;
        record.timeline = now->timeline.value_or(0);
        QVERIFY(record.save(m_folder.filePath(u"failover.json"_s)));
        desk()->examine();
        QTRY_VERIFY_WITH_TIMEOUT(!notices()->textOf(u"interrupted"_s).isEmpty(), 20000);
        tabs()->setCurrentIndex(0);
        QTest::mouseClick(notices()
                              ->findChild<QWidget *>(u"notice_interrupted"_s)
                              ->findChild<QPushButton *>(u"noticeAction"_s),
                          Qt::LeftButton);
        confirmAfter(find<QPushButton>(u"failoverForward"_s), u"replica2"_s);
        awaitSuccess();
        QTRY_COMPARE_WITH_TIMEOUT(primaries(), u"replica2"_s, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(streaming(), u"primary replica1"_s, 30000);
        QTRY_VERIFY(notices()->textOf(u"interrupted"_s).isEmpty());
        QTRY_VERIFY2(notices()->textOf(u"swap"_s).contains(u"replica2 (localhost"_s) &&
                         notices()->textOf(u"swap"_s).contains(u"still names another server"_s),
                     qPrintable(notices()->textOf(u"swap"_s)));
    }
};

QTEST_MAIN(TestFailoverWays)
#include "tst_failoverways.moc"
