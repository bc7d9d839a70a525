// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/modelroles.h"
#include "models/monitor/clusterevent.h"
#include "models/sessions/sessionsmodel.h"
#include "tests/support/snapshots.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QtTest>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

db::Session aSession(int pid, const QString &state, double age, std::vector<int> blockedBy = {})
{
    db::Session session;
    session.pid = pid;
    session.backendStartUs = 1'700'000'000'000'000 + pid;
    session.user = u"pulse"_s;
    session.application = u"pulse-backend"_s;
    session.database = u"pulse_db"_s;
    session.backendType = u"client backend"_s;
    session.state = state;
    session.query = u"UPDATE clients\n   SET name = 'x'"_s;
    session.queryAge = session.stateAge = session.transactionAge = age;
    session.blockedBy = std::move(blockedBy);
    return session;
}

db::SnapshotPtr withSessions(std::optional<std::vector<db::Session>> sessions)
{
    auto snapshot = tests::healthySnapshot();
    snapshot.nodes[0].facts.sessionList = std::move(sessions);
    return tests::shared(std::move(snapshot));
}

/// The tree as text: one pid a line, indented below its blocker.
QString treeOf(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const auto index = model.index(row, 0, parent);
        text += u"%1%2\n"_s.arg(QString(depth, u'>'), index.data().toString());
        text += treeOf(model, index, depth + 1);
    }
    return text;
}

} // namespace

class TestSessionsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theMostUrgentSessionsComeFirst();
    void idleSessionsKeepTheirOrderWhateverTheyDidInBetween();
    void aBlockedSessionStandsBelowItsBlocker();
    void aSessionBlockedByAPreparedTransactionStaysAtTheTop();
    void aCircleOfLocksIsOpened_data();
    void aCircleOfLocksIsOpened();
    void aSessionKeepsItsRowAcrossSnapshots();
    void aPidUsedAgainIsAnotherSession();
    void aSnapshotWithoutTheListChangesNothing();
    void anotherNodeStartsEmpty();
    void anyListCanFollowAnyOther();
    void textsAreMadeForReading();

private:
    std::unique_ptr<SessionsModel> m_model;
};

void TestSessionsModel::init()
{
    m_model = std::make_unique<SessionsModel>();
    m_model->setNode(u"primary"_s);
    new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_model.get());
}

void TestSessionsModel::theMostUrgentSessionsComeFirst()
{
    m_model->setSnapshot(withSessions(
        {{aSession(1, u"idle"_s, 900), aSession(2, u"active"_s, 5), aSession(3, u"active"_s, 50),
          aSession(4, u"idle in transaction"_s, 10), aSession(5, u"idle in transaction"_s, 100)}}));
    QCOMPARE(treeOf(*m_model), u"5\n4\n3\n2\n1\n"_s);
}

void TestSessionsModel::idleSessionsKeepTheirOrderWhateverTheyDidInBetween()
{
    for (const auto &[one, other] : {std::pair{3.0, 8.0}, {9.0, 0.01}}) {
        m_model->setSnapshot(withSessions({{aSession(2, u"idle"_s, one), aSession(1, u"idle"_s, other)}}));
        QCOMPARE(treeOf(*m_model), u"1\n2\n"_s);
    }
}

void TestSessionsModel::aBlockedSessionStandsBelowItsBlocker()
{
    m_model->setSnapshot(
        withSessions({{aSession(1, u"active"_s, 900), aSession(2, u"active"_s, 5, {3}),
                       aSession(3, u"idle in transaction"_s, 50), aSession(4, u"active"_s, 3, {2, 3}),
                       aSession(5, u"active"_s, 7, {3})}}));
    QCOMPARE(treeOf(*m_model), u"3\n>2\n>>4\n>5\n1\n"_s);
    QCOMPARE(m_model->blockedCount(), 3);
    const auto blocker = m_model->index(0, SessionsModel::StateColumn);
    QCOMPARE(blocker.data(SeverityRole).toInt(), int(Severity::Critical));
    const auto blocked = m_model->index(0, SessionsModel::BlockedByColumn, m_model->index(0, 0));
    QCOMPARE(blocked.data().toString(), u"3"_s);
}

void TestSessionsModel::aSessionBlockedByAPreparedTransactionStaysAtTheTop()
{
    m_model->setSnapshot(withSessions({{aSession(2, u"active"_s, 5, {0})}}));
    QCOMPARE(treeOf(*m_model), u"2\n"_s);
    QCOMPARE(m_model->index(0, SessionsModel::BlockedByColumn).data().toString(), u"prepared transaction"_s);
    QCOMPARE(m_model->blockedCount(), 1);
}

void TestSessionsModel::aCircleOfLocksIsOpened_data()
{
    QTest::addColumn<QList<QList<int>>>("blockedBy"); // of pids 1, 2, 3 …
    QTest::addColumn<QString>("tree");
    QTest::newRow("itself") << QList<QList<int>>{{1}} << u"1\n"_s;
    QTest::newRow("two") << QList<QList<int>>{{2}, {1}} << u"1\n>2\n"_s;
    QTest::newRow("three") << QList<QList<int>>{{2}, {3}, {1}} << u"1\n>3\n>>2\n"_s;
    QTest::newRow("one outside waits for a circle") << QList<QList<int>>{{2}, {3}, {2}} << u"2\n>1\n>3\n"_s;
}

void TestSessionsModel::aCircleOfLocksIsOpened()
{
    QFETCH(QList<QList<int>>, blockedBy);
    std::vector<db::Session> sessions;
    for (int i = 0; i < blockedBy.size(); ++i)
        sessions.push_back(aSession(i + 1, u"active"_s, 5, {blockedBy[i].begin(), blockedBy[i].end()}));
    m_model->setSnapshot(withSessions(sessions));
    QTEST(treeOf(*m_model), "tree");
}

void TestSessionsModel::aSessionKeepsItsRowAcrossSnapshots()
{
    m_model->setSnapshot(withSessions({{aSession(1, u"active"_s, 9), aSession(2, u"active"_s, 5)}}));
    const QPersistentModelIndex second(m_model->index(1, 0));
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    m_model->setSnapshot(withSessions(
        {{aSession(1, u"idle"_s, 0), aSession(2, u"active"_s, 6), aSession(7, u"active"_s, 70)}}));
    QCOMPARE(treeOf(*m_model), u"7\n2\n1\n"_s);
    QVERIFY(second.isValid());
    QCOMPARE(second.row(), 1);
    QCOMPARE(second.data().toString(), u"2"_s);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(m_model->indexOf(7, aSession(7, {}, 0).backendStartUs).row(), 0);
}

void TestSessionsModel::aPidUsedAgainIsAnotherSession()
{
    m_model->setSnapshot(withSessions({{aSession(1, u"active"_s, 9)}}));
    const QPersistentModelIndex first(m_model->index(0, 0));
    auto successor = aSession(1, u"active"_s, 0);
    successor.backendStartUs = 1'800'000'000'000'000;
    m_model->setSnapshot(withSessions({{successor}}));
    QVERIFY(!first.isValid());
    QCOMPARE(m_model->rowCount(), 1);
}

void TestSessionsModel::aSnapshotWithoutTheListChangesNothing()
{
    m_model->setSnapshot(withSessions({{aSession(1, u"active"_s, 9)}}));
    QVERIFY(m_model->isCurrent());
    m_model->setSnapshot(withSessions(std::nullopt));
    QVERIFY(!m_model->isCurrent());
    QCOMPARE(m_model->rowCount(), 1);
}

void TestSessionsModel::anotherNodeStartsEmpty()
{
    m_model->setSnapshot(withSessions({{aSession(1, u"active"_s, 9)}}));
    m_model->setNode(u"replica1"_s);
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(!m_model->isCurrent());
}

void TestSessionsModel::anyListCanFollowAnyOther()
{
    QRandomGenerator random(4711);
    for (int round = 0; round < 200; ++round) {
        std::vector<db::Session> sessions;
        for (int pid = 1; pid <= 12; ++pid) {
            if (random.bounded(3) == 0)
                continue;
            const auto state = random.bounded(2) ? u"active"_s : u"idle in transaction"_s;
            std::vector<int> blockers;
            if (random.bounded(2))
                blockers = {int(random.bounded(14)), int(random.bounded(14))};
            sessions.push_back(aSession(pid, state, random.bounded(100), blockers));
        }
        m_model->setSnapshot(withSessions(sessions));
        SessionsModel fresh;
        fresh.setNode(u"primary"_s);
        fresh.setSnapshot(withSessions(sessions));
        QCOMPARE(treeOf(*m_model), treeOf(fresh));
        QCOMPARE(size_t(treeOf(fresh).count(u'\n')), sessions.size());
    }
}

void TestSessionsModel::textsAreMadeForReading()
{
    auto session = aSession(1, u"active"_s, 3725);
    session.waitEventType = u"Lock"_s;
    session.waitEvent = u"transactionid"_s;
    m_model->setSnapshot(withSessions({{session}}));
    const auto text = [&](int column) { return m_model->index(0, column).data().toString(); };
    QCOMPARE(text(SessionsModel::QueryColumn), u"UPDATE clients SET name = 'x'"_s);
    QCOMPARE(text(SessionsModel::AgeColumn), u"1 h 2 min"_s);
    QCOMPARE(text(SessionsModel::WaitColumn), u"Lock: transactionid"_s);
    QCOMPARE(m_model->index(0, SessionsModel::AgeColumn).data(SortRole).toDouble(), 3725);
    QCOMPARE(m_model->headerData(SessionsModel::PidColumn, Qt::Horizontal, Qt::DisplayRole).toString(),
             u"PID"_s);
}

QTEST_GUILESS_MAIN(TestSessionsModel)
#include "tst_sessionsmodel.moc"
