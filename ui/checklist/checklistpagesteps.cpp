// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/outline.h"
#include "models/processidentity.h"
#include "ui/checklist/checklistpage.h"
#include "ui/checklist/evidencepanel.h"
#include "ui/checklist/notedialog.h"
#include "ui/checklist/outlinepanel.h"
#include "ui/checklist/signoffdialog.h"
#include "ui/checklist/specdialog.h"
#include "ui/checklist/steppanel.h"
#include "ui/confirmdialog.h"
#include "ui/shell/noticebar.h"

#include <QDateTime>
#include <QTreeView>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::StepState;
using Kind = models::StepSpec::Kind;
using End = models::RecordedSteps::End;

void ChecklistPage::runOrPass()
{
    const int step = chosenStep();
    if (step < 0)
        return;
    if (specOf(step).kind == Kind::Manual)
        say(StepState::Passed, m_step->note());
    else
        runChosen();
}

void ChecklistPage::runChosen()
{
    if (const int step = chosenStep(); step >= 0) {
        m_task = -1;
        if (const auto spec = specOf(step); spec.kind == Kind::Http && spec.http.url.isEmpty())
            return change(); // the address first
        startSteps({step}, {}, End::AtFailure);
    }
}

bool ChecklistPage::onlyChecks(int step) const
{
    const auto spec = specOf(step);
    return spec.kind != Kind::Manual && models::StepOperation::onlyChecks(spec);
}

void ChecklistPage::runChecks()
{
    std::vector<int> checks;
    for (const int step : checklist()->steps()) {
        if (models::isOwnStep(*checklist(), step, m_book.view()->status) && !models::isDone(stateOf(step)) &&
            onlyChecks(step))
            checks.push_back(step);
    }
    m_task = -1;
    if (checks.empty())
        m_notices->post(u"task"_s, Tone::Ok, tr("Every check of this checklist has passed."));
    else
        startSteps(checks, checklist()->title, End::AtLast);
}

void ChecklistPage::runTask(int task)
{
    std::vector<int> checks;
    for (const int step : models::stepsBelow(*checklist(), task, m_book.view()->status)) {
        if (models::isDone(stateOf(step)))
            continue;
        if (onlyChecks(step)) { // asked for together
            checks.push_back(step);
            continue;
        }
        if (!checks.empty())
            break;
        m_outline->choose(step);
        if (specOf(step).kind == Kind::Manual) {
            m_task = -1;
            m_notices->post(u"task"_s, Tone::Info,
                            tr("“%1” is to be done by hand. Say how it ended, then run the task on.")
                                .arg(checklist()->nodes[size_t(step)].title));
            return;
        }
        checks = {step}; // one that changes something is asked for alone
        break;
    }
    if (checks.empty()) {
        m_task = -1;
        m_notices->post(u"task"_s, Tone::Ok,
                        tr("Every step of “%1” is done.").arg(checklist()->nodes[size_t(task)].title));
        return;
    }
    m_notices->withdraw(u"task"_s);
    m_task = task;
    startSteps(checks, checklist()->nodes[size_t(task)].title, End::AtFailure);
}

void ChecklistPage::startSteps(const std::vector<int> &nodes, const QString &of, End end)
{
    disconnect(m_waiting);
    m_runLast = nodes.back();
    std::vector<models::RecordedSteps::Step> steps;
    for (const int node : nodes)
        steps.push_back({checklist()->nodes[size_t(node)], specOf(node)});
    auto operation = std::make_unique<models::RecordedSteps>(std::move(steps), of, m_book.context(),
                                                             m_book.recorder(), end);
    confirmAndStart(std::move(operation), workspace()->operations(), this,
                    [this, first = nodes.front()](int run) {
                        m_run = run;
                        m_runNode = first;
                        m_outline->choose(first);
                        m_step->evidence()->begin(checklist()->nodes[size_t(first)].title);
                        updateActions();
                    });
}

void ChecklistPage::onFinished(int run, const models::Outcome &outcome)
{
    if (run != m_run)
        return;
    m_run = 0;
    m_runNode = -1;
    m_step->evidence()->end();
    m_step->clearInputs();
    const int task = std::exchange(m_task, -1);
    updateActions();
    if (task < 0 || outcome.state != models::Outcome::State::Succeeded)
        return;
    // The next ones are chosen once the evidence of the last one has been read.
    m_waiting = connect(&m_book, &models::ChecklistBook::viewChanged, this, [this, task, last = m_runLast] {
        if (!checklist() || size_t(last) >= checklist()->nodes.size() || !models::isDone(stateOf(last)))
            return;
        disconnect(m_waiting);
        runTask(task);
    });
    m_book.recorder().changed();
}

void ChecklistPage::keepEnvironment()
{
    const int step = chosenStep();
    if (step < 0)
        return;
    m_environmentStep = checklist()->nodes[size_t(step)].identity;
    const auto &evidence = m_book.view()->evidence;
    m_environmentAfter = evidence.empty() ? 0 : evidence.back().id;
    m_notices->post(u"environment"_s, Tone::Info, tr("Asking every node what it is …"));
    m_book.keepEnvironment(m_environmentStep);
    updateActions();
}

void ChecklistPage::noteEnvironment(bool isOther)
{
    if (m_environmentStep.isEmpty())
        return;
    const auto isKept = [this](const models::Evidence &evidence) {
        return evidence.id > m_environmentAfter && evidence.step == m_environmentStep;
    };
    if (!isOther && m_book.view() && std::ranges::none_of(m_book.view()->evidence, isKept))
        return;
    m_environmentStep.clear();
    m_notices->withdraw(u"environment"_s);
}

void ChecklistPage::say(StepState state, const QString &note)
{
    const int step = chosenStep();
    if (step < 0)
        return;
    models::Evidence evidence;
    evidence.step = checklist()->nodes[size_t(step)].identity;
    evidence.result = state;
    evidence.note = note;
    evidence.summary = tr("%1 by hand").arg(models::toString(state));
    m_book.add(evidence, m_step->attachment());
    m_step->clearInputs();
    if (!models::isDone(state))
        return;
    m_step->holdButtons();
    connect(
        &m_book, &models::ChecklistBook::viewChanged, this,
        [this] {
            go(1);
            m_step->holdButtons(); // those of the next step lie under the pointer now
        },
        Qt::SingleShotConnection);
}

void ChecklistPage::ask(const Ask &question)
{
    auto *dialog = new NoteDialog(question.title, question.explanation, question.caption, question.verb,
                                  m_step->note(), this);
    connect(dialog, &NoteDialog::given, this,
            [this, state = question.state](const QString &text) { say(state, text); });
    dialog->open();
}

void ChecklistPage::change()
{
    const int box = chosenBox();
    if (box < 0)
        return;
    QStringList nodes;
    for (const auto &node : workspace()->profile().monitor.nodes)
        nodes << node.endpoint.name;
    auto *dialog = new SpecDialog(specOf(box), nodes, this);
    connect(dialog, &SpecDialog::changed, this,
            [this, step = checklist()->nodes[size_t(box)].identity](const models::StepSpec &spec) {
                m_book.setSpec(step, spec);
            });
    dialog->open();
}

void ChecklistPage::signOff()
{
    const int phase = models::phaseOf(*checklist(), m_outline->chosen());
    if (phase < 0)
        return;
    const auto counts = m_outline->model().counts(phase);
    const auto state =
        counts.open() == 0
            ? QString()
            : tr("%1 of its %2 steps are not done. The report says so.").arg(counts.open()).arg(counts.total);
    const auto &node = checklist()->nodes[size_t(phase)];
    auto *dialog = new SignOffDialog(node.title, state, models::actorName().section(u'@', 0, 0), this);
    connect(dialog, &SignOffDialog::given, this,
            [this, identity = node.identity](const QString &name, const QString &second) {
                m_book.signOff({identity, QDateTime::currentMSecsSinceEpoch(), name, second});
            });
    dialog->open();
}

} // namespace seawall::ui
