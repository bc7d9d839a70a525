// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/livemetrics.h"
#include "tests/support/snapshots.h"

#include <QTest>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

ChecklistViewPtr viewOf(StepState state, qint64 run = 1)
{
    ChecklistView view;
    view.run.id = run;
    view.run.checklist = *parseChecklist("- [ ] Look\n- [ ] Replication lag < 1 second\n", u"/tmp/a.md"_s);
    for (const auto &node : view.run.checklist.nodes)
        view.status[node.identity] = {.state = state, .spec = node.spec, .own = state};
    return std::make_shared<const ChecklistView>(std::move(view));
}

db::Snapshot at(db::Snapshot snapshot, qint64 ms)
{
    snapshot.timeMs = tests::baseMs + ms;
    return snapshot;
}

} // namespace

class TestLiveMetrics : public QObject
{
    Q_OBJECT

private:
    LiveMetrics m_metrics;

    /// What is told a second after the other, 'x' where something speaks against the step.
    QString watched(const QList<db::Snapshot> &snapshots)
    {
        QString told;
        qint64 ms = 0;
        for (const auto &snapshot : snapshots) {
            m_metrics.watch(at(snapshot, ms));
            told += m_metrics.against().empty() ? u'-' : u'x';
            ms += 1000;
        }
        return told;
    }

private Q_SLOTS:
    void init() { m_metrics = {}; }

    void theFigureIsReadAsItIsNow()
    {
        m_metrics.setView(viewOf(StepState::Open));
        using Readings = std::vector<LiveMetrics::Reading>;
        QCOMPARE(m_metrics.readings(tests::healthySnapshot()), (Readings{{1, u"12 ms"_s, true}}));
        QCOMPARE(m_metrics.readings(tests::laggingSnapshot()), (Readings{{1, u"4.2 s"_s, false}}));
        QCOMPARE(m_metrics.readings(tests::unreachableReplicaSnapshot()),
                 (Readings{{1, u"unknown"_s, std::nullopt}}));
    }

    void aFigureThatIsOffForAMomentSaysNothing()
    {
        m_metrics.setView(viewOf(StepState::Passed));
        const auto fine = tests::healthySnapshot(), off = tests::laggingSnapshot();
        QCOMPARE(watched({fine, off, off, off, fine, off, off}), u"-------"_s);
    }

    void aFigureThatStaysOffSpeaksAgainstItsStepUntilItIsFine()
    {
        m_metrics.setView(viewOf(StepState::Passed));
        const auto fine = tests::healthySnapshot(), off = tests::laggingSnapshot();
        const auto unknown = tests::unreachableReplicaSnapshot();
        QCOMPARE(watched({off, off, off, off, off, unknown, fine, off}), u"---xxx--"_s);
    }

    void whatDidNotPassIsLeftAlone()
    {
        m_metrics.setView(viewOf(StepState::Failed));
        const auto off = tests::laggingSnapshot();
        QCOMPARE(watched({off, off, off, off, off}), u"-----"_s);
    }

    void aChangeIsToldOnceAndAcrossRuns()
    {
        m_metrics.setView(viewOf(StepState::Passed));
        const auto off = tests::laggingSnapshot();
        QVERIFY(!m_metrics.watch(at(off, 0)));
        QVERIFY(m_metrics.watch(at(off, 3000)));
        QVERIFY(!m_metrics.watch(at(off, 4000)));
        m_metrics.setView(viewOf(StepState::Open, 2));
        QVERIFY(m_metrics.watch(at(off, 5000)));
        QVERIFY(m_metrics.against().empty());
    }
};

QTEST_GUILESS_MAIN(TestLiveMetrics)
#include "tst_livemetrics.moc"
