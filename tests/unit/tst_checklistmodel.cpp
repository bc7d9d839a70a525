// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/checklistmodel.h"
#include "tests/support/snapshots.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QtTest>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

const QByteArray twoPhases = "# Rollout\n"
                             "## Phase 1\n"
                             "### Task 1.1\n"
                             "- [ ] One\n"
                             "- [ ] Two\n"
                             "  - [ ] Two a\n"
                             "  - [ ] Two b\n"
                             "## Phase 2\n"
                             "- [ ] Three\n";

ChecklistViewPtr viewOf(const QByteArray &text, const std::map<QString, StepState> &byTitle = {},
                        std::vector<SignOff> signOffs = {})
{
    ChecklistView view;
    view.run.id = 1;
    view.run.checklist = *parseChecklist(text, u"/tmp/a.md"_s);
    for (const auto &node : view.run.checklist.nodes) {
        StepStatus status;
        status.spec = node.spec;
        if (const auto found = byTitle.find(node.title); found != byTitle.end())
            status.state = found->second;
        view.status[node.identity] = status;
    }
    view.signOffs = std::move(signOffs);
    return std::make_shared<const ChecklistView>(std::move(view));
}

/// The outline as text: title, state, done/total.
QString treeOf(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const auto index = model.index(row, 0, parent);
        const auto state = StepState(index.data(ChecklistModel::StateRole).toInt());
        text += u"%1%2: %3 %4/%5\n"_s.arg(QString(depth, u'>'), index.data().toString(), toString(state))
                    .arg(index.data(ChecklistModel::DoneRole).toInt())
                    .arg(index.data(ChecklistModel::TotalRole).toInt());
        text += treeOf(model, index, depth + 1);
    }
    return text;
}

} // namespace

class TestChecklistModel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ChecklistModel> m_model;

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<ChecklistModel>();
        new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_model.get());
    }

    void aParentCountsTheLeavesBelowIt()
    {
        m_model->setView(
            viewOf(twoPhases, {{u"One"_s, StepState::Passed}, {u"Two a"_s, StepState::Skipped}}));
        QCOMPARE(treeOf(*m_model), u"Phase 1: open 2/3\n"
                                   ">Task 1.1: open 2/3\n"
                                   ">>One: passed 1/1\n"
                                   ">>Two: open 1/2\n"
                                   ">>>Two a: skipped 1/1\n"
                                   ">>>Two b: open 0/1\n"
                                   "Phase 2: open 0/1\n"
                                   ">Three: open 0/1\n"_s);
        QCOMPARE(m_model->counts().total, 4);
        QCOMPARE(m_model->counts().done, 2);
    }

    void whatFailedIsSeenFromThePhase()
    {
        m_model->setView(
            viewOf(twoPhases, {{u"Two b"_s, StepState::Failed}, {u"Three"_s, StepState::Passed}}));
        QVERIFY(treeOf(*m_model).startsWith(u"Phase 1: failed 0/3\n"_s));
        QVERIFY(treeOf(*m_model).contains(u"Phase 2: passed 1/1\n"_s));
    }

    void aStepThatIsRunBesidesThoseBelowItCountsToo()
    {
        auto view = *viewOf("- [ ] Create `a.conf`\n  - [ ] Say why\n- [ ] Tell\n",
                            {{u"Say why"_s, StepState::Passed}});
        const auto &list = view.run.checklist;
        QCOMPARE(nextOpen(list, view.status, 2, 1), 0);
        QCOMPARE(stepsBelow(list, 0, view.status), (std::vector{0, 1}));
        view.status[list.nodes[0].identity].own = StepState::Failed;
        m_model->setView(std::make_shared<const ChecklistView>(view));
        QCOMPARE(treeOf(*m_model), u"Create a.conf: failed 1/2\n"
                                   ">Say why: passed 1/1\n"
                                   "Tell: open 0/1\n"_s);
        QCOMPARE(m_model->index(0, 0).data(ChecklistModel::OwnRole).toInt(), int(StepState::Failed));
        view.status[list.nodes[0].identity].spec.kind = StepSpec::Kind::Manual; // its evidence counts still
        QCOMPARE(countSteps(list, view.status)[0].failed, 1);
        view.status[list.nodes[0].identity].own = StepState::Open;
        QCOMPARE(countSteps(list, view.status)[0].total, 1);
    }

    void aTickOfTheFileIsTold()
    {
        m_model->setView(viewOf("- [ ] One\n- [x] Two\n"));
        QVERIFY(!m_model->index(0, 0).data(ChecklistModel::TickedRole).toBool());
        QVERIFY(m_model->index(1, 0).data(ChecklistModel::TickedRole).toBool());
    }

    void aMetricStepShowsItsFigureNow()
    {
        m_model->setView(viewOf("- [ ] Look\n- [ ] Replication lag < 1 second\n"));
        const auto metric = m_model->index(1, 0);
        QVERIFY(!metric.data(ChecklistModel::LiveRole).isValid() ||
                metric.data(ChecklistModel::LiveRole).toString().isEmpty());
        QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->setSnapshot(tests::laggingSnapshot());
        QCOMPARE(metric.data(ChecklistModel::LiveRole).toString(), u"4.2 s"_s);
        QCOMPARE(metric.data(ChecklistModel::HoldsRole), QVariant(false));
        QCOMPARE(metric.data(Qt::AccessibleDescriptionRole).toString(), u"open, now 4.2 s"_s);
        m_model->setSnapshot(tests::laggingSnapshot()); // the same again is no change
        QCOMPARE(changes.size(), 1);
        m_model->setSnapshot(tests::unreachableReplicaSnapshot());
        QCOMPARE(metric.data(ChecklistModel::LiveRole).toString(), u"unknown"_s);
        QVERIFY(!metric.data(ChecklistModel::HoldsRole).isValid());
        m_model->setView(viewOf("- [ ] Replication lag < 1 second\n"));
        QVERIFY(m_model->index(0, 0).data(ChecklistModel::LiveRole).toString().isEmpty());
    }

    void aNewStateKeepsTheRows()
    {
        m_model->setView(viewOf(twoPhases));
        const QPersistentModelIndex third(m_model->index(0, 0, m_model->index(1, 0)));
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->setView(viewOf(twoPhases, {{u"Three"_s, StepState::Passed}}));
        QVERIFY(third.isValid());
        QCOMPARE(third.data(ChecklistModel::StateRole).toInt(), int(StepState::Passed));
        QCOMPARE(resets.size(), 0);
        QCOMPARE(changes.size(), 2); // the step and its phase
    }

    void aChangedFileIsMergedIn()
    {
        m_model->setView(viewOf(twoPhases));
        const QPersistentModelIndex one(m_model->indexOf(3));
        QCOMPARE(one.data().toString(), u"One"_s);
        auto changed = twoPhases;
        changed.replace("- [ ] One\n", "- [ ] Zero\n- [ ] One\n").replace("  - [ ] Two b\n", "");
        m_model->setView(viewOf(changed));
        QVERIFY(one.isValid());
        QCOMPARE(one.row(), 1);
        QCOMPARE(m_model->counts().total, 4);
        ChecklistModel fresh;
        fresh.setView(viewOf(changed));
        QCOMPARE(treeOf(*m_model), treeOf(fresh));
        m_model->setView(nullptr);
        QCOMPARE(m_model->rowCount(), 0);
    }

    void theNextOpenStepIsALeafAndGoesRoundTheEnd()
    {
        const auto view = viewOf(twoPhases, {{u"One"_s, StepState::Passed}});
        const auto &list = view->run.checklist;
        const auto titleAfter = [&](int node, int direction) {
            const int next = nextOpen(list, view->status, node, direction);
            return next < 0 ? QString() : list.nodes[size_t(next)].title;
        };
        QCOMPARE(titleAfter(-1, 1), u"Two a"_s);
        const int last = int(list.nodes.size()) - 1;
        QCOMPARE(titleAfter(last, 1), u"Two a"_s);
        QCOMPARE(titleAfter(last, -1), u"Two b"_s);
        const auto done = viewOf("- [ ] One\n", {{u"One"_s, StepState::Passed}});
        QCOMPARE(nextOpen(done->run.checklist, done->status, -1, 1), -1);
    }

    void aPhaseIsTheFirstLevelThatHasMoreThanOne()
    {
        const auto list = viewOf(twoPhases)->run.checklist;
        const auto phase = phaseOf(list, int(list.nodes.size()) - 1);
        QCOMPARE(list.nodes[size_t(phase)].title, u"Phase 2"_s);
        QCOMPARE(list.nodes[size_t(phaseOf(list, 3))].title, u"Phase 1"_s);
    }

    void tenThousandStepsCostTenTimesAThousand()
    {
        const auto merged = [](int steps) {
            QByteArray text = "# Long\n";
            for (int i = 0; i < steps; ++i)
                text += "- [ ] Step " + QByteArray::number(i) + '\n';
            ChecklistModel plain; // without the tester, which looks at every row
            const auto view = viewOf(text);
            const auto next = viewOf(text, {{u"Step 500"_s, StepState::Passed}});
            QElapsedTimer clock;
            clock.start();
            plain.setView(view);
            plain.setView(next);
            const auto spent = double(clock.nsecsElapsed());
            return plain.counts().done == 1 ? spent : -1;
        };
        const auto small = std::max({merged(1'000), merged(1'000), merged(1'000)});
        const auto ratio = merged(10'000) / small;
        QVERIFY2(ratio > 0 && ratio < 50, qPrintable(QString::number(ratio))); // 100 where each looks at each
    }
};

QTEST_GUILESS_MAIN(TestChecklistModel)
#include "tst_checklistmodel.moc"
