// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/checklistpage.h"

#include "models/checklist/environmentstep.h"
#include "models/checklist/outline.h"
#include "ui/checklist/evidencepanel.h"
#include "ui/checklist/livestrip.h"
#include "ui/checklist/outlinepanel.h"
#include "ui/checklist/startpanel.h"
#include "ui/checklist/steppanel.h"
#include "ui/elidedlabel.h"
#include "ui/shell/noticebar.h"

#include <QAction>
#include <QFileInfo>
#include <QProgressBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QTreeView>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::StepState;
using Kind = models::StepSpec::Kind;
using namespace std::chrono_literals;

namespace {

constexpr auto slowOpening = 400ms; // most files are read before anybody could ask

} // namespace

void ChecklistPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_timer->start();
    if (m_book.view())
        m_book.refresh();
    else if (!m_wanted.isEmpty())
        beginToOpen();
    m_book.listRuns();
}

void ChecklistPage::beginToOpen()
{
    m_isOpening = true;
    m_book.open(m_wanted);
    QTimer::singleShot(slowOpening, this, [this] {
        if (m_isOpening)
            m_notices->post(u"open"_s, Tone::Info, tr("Reading %1 …").arg(m_wanted));
    });
}

void ChecklistPage::endOpening()
{
    m_isOpening = false;
    m_notices->withdraw(u"open"_s);
}

void ChecklistPage::setSnapshot(const db::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_book.setSnapshot(snapshot);
    m_strip->setSnapshot(snapshot);
    m_outline->setSnapshot(snapshot);
    m_step->setSnapshot(snapshot);
}

void ChecklistPage::openFile(const QString &path)
{
    m_start->setProblem({});
    m_notices->withdrawAll();
    m_wanted = path;
    beginToOpen();
}

void ChecklistPage::showView(const models::ChecklistViewPtr &view)
{
    const bool isFirst = view && m_outline->chosen() < 0;
    const bool isOther =
        view && (!m_outline->model().view() || m_outline->model().view()->run.id != view->run.id);
    m_outline->setView(view);
    m_stack->setCurrentWidget(view ? static_cast<QWidget *>(m_splitter) : m_start);
    if (view) {
        endOpening();
        m_wanted = view->run.path;
        m_title->setText(u"%1  ·  %2"_s.arg(view->run.checklist.title, QFileInfo(view->run.path).fileName()));
        m_title->setToolTip(view->run.path);
        m_start->setProblem({});
    }
    showNotices();
    showProgress();
    noteEnvironment(isOther);
    if (isFirst || isOther) {
        m_outline->choose(placeIn(*view));
        m_outline->tree()->setFocus();
    }
    showStep();
}

/// Where one was; in a run that was not open last, the first step that is to be done.
int ChecklistPage::placeIn(const models::ChecklistView &view) const
{
    const auto &nodes = view.run.checklist.nodes;
    if (view.run.id == m_lastRun) {
        const auto found = std::ranges::find(nodes, m_lastStep, &models::ChecklistNode::identity);
        if (found != nodes.end())
            return static_cast<int>(found - nodes.begin());
    }
    const int next = models::nextOpen(view.run.checklist, view.status, -1, 1);
    const auto steps = view.run.checklist.steps();
    return next >= 0 || steps.empty() ? std::max(next, 0) : steps.back();
}

void ChecklistPage::showNotices()
{
    const auto &view = m_book.view();
    if (!view) {
        m_notices->withdrawAll();
        return;
    }
    if (view->changed)
        m_notices->post(u"changed"_s, Tone::Warning,
                        tr("The file has changed since this run began: %1 steps kept, %2 gone, %3 new.")
                            .arg(view->carryOver.kept.size())
                            .arg(view->carryOver.gone.size())
                            .arg(view->carryOver.added.size()),
                        tr("Carry over…"));
    else
        m_notices->withdraw(u"changed"_s);
    if (!view->fileProblem.isEmpty())
        m_notices->post(u"file"_s, Tone::Warning,
                        tr("%1 The run goes on with the text it began with.").arg(view->fileProblem));
    else
        m_notices->withdraw(u"file"_s);
    showNotes(view->run.id == m_lastRun ? QStringList() : view->run.checklist.notes); // there they were told
}

/// A line each, as one behind the other would be cut off; of many the last line has the rest.
void ChecklistPage::showNotes(const QStringList &notes)
{
    constexpr qsizetype most = 3;
    for (qsizetype at = 0; at < most; ++at) {
        const auto key = u"notes%1"_s.arg(at);
        if (at < notes.size())
            m_notices->post(key, Tone::Info, notes.mid(at, at < most - 1 ? 1 : -1).join(u' '));
        else
            m_notices->withdraw(key);
    }
}

void ChecklistPage::showProgress()
{
    const bool isOpen = m_book.view() != nullptr;
    m_bar->setVisible(isOpen);
    const auto counts = m_outline->model().counts();
    m_progress->setRange(0, std::max(1, counts.total));
    m_progress->setValue(counts.done);
    QStringList parts{tr("%1 of %2 done").arg(counts.done).arg(counts.total)};
    if (counts.failed > 0)
        parts << tr("%1 failed").arg(counts.failed);
    if (counts.stale > 0)
        parts << tr("%1 stale").arg(counts.stale);
    m_counts->setText(parts.join(u", "_s));
}

void ChecklistPage::showStep()
{
    m_step->setNode(m_book.view(), m_outline->chosen());
    if (m_snapshot)
        m_step->setSnapshot(m_snapshot);
    const int step = chosenStep();
    m_step->evidence()->offerFolder(step >= 0 && models::asksForEnvironment(*checklist(), step));
    updateActions();
}

void ChecklistPage::updateActions()
{
    const bool isOpen = m_book.view() != nullptr;
    const int step = chosenStep();
    const bool isStep = step >= 0 && step != m_runNode;
    const auto state = step >= 0 ? stateOf(step) : StepState::Open;
    const bool isRunnable = isStep && specOf(step).kind != Kind::Manual;
    for (auto *action : {m_close, m_report, m_folder, m_anew, m_next, m_previous, m_find})
        action->setEnabled(isOpen);
    m_signOff->setEnabled(isOpen && m_outline->chosen() >= 0);
    m_runStep->setEnabled(isRunnable && m_run == 0);
    m_runStep->setText(step >= 0 && onlyChecks(step) ? tr("Verify…") : tr("Run…"));
    m_environment->setVisible(step >= 0 && models::asksForEnvironment(*checklist(), step));
    m_environment->setEnabled(isStep && m_environmentStep.isEmpty());
    m_do->setEnabled(isStep && (!isRunnable || m_run == 0));
    for (auto *action : {m_pass, m_fail, m_skip, m_notApplicable})
        action->setEnabled(isStep);
    m_change->setEnabled(chosenBox() >= 0 && chosenBox() != m_runNode);
    m_reopen->setEnabled(isStep && state != StepState::Open);
    m_runTask->setEnabled(isOpen && m_run == 0 && m_outline->chosen() >= 0);
    m_runChecks->setEnabled(isOpen && m_run == 0);
    m_open->setEnabled(m_run == 0);
    m_close->setEnabled(isOpen && m_run == 0);
    m_anew->setEnabled(isOpen && m_run == 0);
}

const models::Checklist *ChecklistPage::checklist() const
{
    return m_book.view() ? &m_book.view()->run.checklist : nullptr;
}

int ChecklistPage::chosenBox() const
{
    const auto *all = checklist();
    const int node = m_outline->chosen();
    const bool isBox =
        all && node >= 0 && size_t(node) < all->nodes.size() && all->nodes[size_t(node)].isCheckbox();
    return isBox ? node : -1;
}

int ChecklistPage::chosenStep() const
{
    const int box = chosenBox();
    return box >= 0 && models::isOwnStep(*checklist(), box, m_book.view()->status) ? box : -1;
}

models::StepSpec ChecklistPage::specOf(int node) const
{
    return models::specOf(*checklist(), node, m_book.view()->status);
}

StepState ChecklistPage::stateOf(int node) const
{
    return models::ownState(*checklist(), node, m_book.view()->status);
}

void ChecklistPage::go(int direction)
{
    if (!checklist())
        return;
    const int next = models::nextOpen(*checklist(), m_book.view()->status, m_outline->chosen(), direction);
    if (next >= 0)
        m_outline->choose(next);
    m_outline->tree()->setFocus();
}

void ChecklistPage::saveState(QSettings &settings) const
{
    settings.setValue(u"file"_s, m_wanted);
    const auto &view = m_book.view();
    const auto chosen = m_outline->chosen();
    const bool isKnown = view && chosen >= 0 && size_t(chosen) < view->run.checklist.nodes.size();
    settings.setValue(u"atRun"_s, isKnown ? view->run.id : m_lastRun);
    settings.setValue(u"atStep"_s, isKnown ? view->run.checklist.nodes[size_t(chosen)].identity : m_lastStep);
    settings.setValue(u"splitter"_s, m_splitter->saveState());
    settings.setValue(u"step"_s, m_step->saveSplitter());
    m_outline->saveState(settings);
}

void ChecklistPage::restoreState(QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"splitter"_s).toByteArray());
    m_step->restoreSplitter(settings.value(u"step"_s).toByteArray());
    m_outline->restoreState(settings);
    m_wanted = settings.value(u"file"_s).toString();
    m_lastRun = settings.value(u"atRun"_s).toLongLong();
    m_lastStep = settings.value(u"atStep"_s).toString();
}

} // namespace seawall::ui
