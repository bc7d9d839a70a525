// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/migrationspage.h"

#include "models/format.h"
#include "ui/confirmdialog.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/migrations/planpanel.h"
#include "ui/migrations/runpanel.h"
#include "ui/migrations/scriptpanel.h"
#include "ui/shell/noticebar.h"
#include "ui/statepanel.h"

#include <QAction>
#include <QDateTime>
#include <QFileInfo>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using State = db::MigrationStatus::State;

namespace {

/// What another sentence may follow.
QString asSentence(const QString &text)
{
    return text.isEmpty() || text.endsWith(u'.') ? text : text + u'.';
}

} // namespace

void MigrationsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_book.refresh();
    workspace()->operations()->readJournal();
    m_timer->start();
}

void MigrationsPage::setSnapshot(const db::SnapshotPtr &snapshot)
{
    m_runPanel->setSnapshot(snapshot);
}

void MigrationsPage::showOverview(const models::MigrationOverview &overview)
{
    m_stack->setCurrentWidget(m_splitter);
    m_folder->setText(overview.folder.directory);
    m_model.setOverview(overview);
    const auto applied = overview.count(State::Applied) + overview.count(State::Baseline);
    m_summary->setText(tr("%1 applied, %2 pending in %3")
                           .arg(QString::number(applied), QString::number(overview.count(State::Pending)),
                                overview.database));
    m_readMs = QDateTime::currentMSecsSinceEpoch();
    m_notices->withdraw(u"stale"_s);
    showNotices(overview);
    if (!m_table->sourceIndex().isValid() && m_model.rowCount() > 0)
        chooseNext(overview);
    showChosen();
}

/// What comes next is looked at first: the first that is not applied, else the last.
void MigrationsPage::chooseNext(const models::MigrationOverview &overview)
{
    const auto next = std::ranges::find_if(overview.status, [](const db::MigrationStatus &migration) {
        return migration.state != State::Applied && migration.state != State::Baseline;
    });
    const auto row = next == overview.status.end() ? m_model.rowCount() - 1
                                                   : int(std::distance(overview.status.begin(), next));
    m_table->choose(m_model.index(row, 0));
}

void MigrationsPage::showNotices(const models::MigrationOverview &overview)
{
    const auto notice = [&](const QString &key, State state, Tone tone, const QString &action,
                            const QString &next = {}) {
        const auto found = std::ranges::find(overview.status, state, &db::MigrationStatus::state);
        const int others = overview.count(state) - 1;
        if (found == overview.status.end() || m_run != 0) // what is at work now asks for nothing
            m_notices->withdraw(key);
        else
            m_notices->post(key, tone,
                            u"%1 %2: %3 %4 %5"_s
                                .arg(found->version(), found->name(), asSentence(found->reason),
                                     others > 0 ? tr("So it is with %n more.", nullptr, others) : QString(),
                                     next)
                                .simplified(),
                            action);
    };
    if (overview.history.runnerPid && m_run == 0)
        m_notices->post(u"runner"_s, Tone::Info, overview.runnerText());
    else
        m_notices->withdraw(u"runner"_s);
    notice(u"partly"_s, State::Partly, Tone::Critical, tr("Resume…"),
           tr("Resuming drops an INVALID index that it left; under History it can be undone or marked."));
    notice(u"edited"_s, State::Edited, Tone::Critical, tr("Repair…"));
    if (overview.folder.migrations.empty() && overview.count(State::Missing) > 0)
        m_notices->post(u"missing"_s, Tone::Critical,
                        tr("This folder holds no migration; applied: %1. Is it the right folder?")
                            .arg(overview.count(State::Missing)),
                        tr("Folder…"));
    else
        notice(u"missing"_s, State::Missing, Tone::Critical, tr("Repair…"));
    notice(u"outOfOrder"_s, State::OutOfOrder, Tone::Warning, tr("Apply all the same…"));
    const auto &problems = overview.folder.problems;
    if (problems.empty())
        return m_notices->withdraw(u"problems"_s);
    const auto &first = problems.front();
    const auto file = QFileInfo(first.file).fileName();
    const auto place = first.line > 0                 ? u"%1:%2: "_s.arg(file).arg(first.line)
                       : first.message.contains(file) ? QString()
                                                      : file + u": "_s;
    m_notices->post(
        u"problems"_s, Tone::Critical,
        tr("Nothing can be applied before this is put right (%1): %2%3 %4")
            .arg(problems.size() == 1 ? tr("1 problem") : tr("the first of %1 problems").arg(problems.size()),
                 place, first.message, first.hint));
}

void MigrationsPage::showFailure(const db::Error &error)
{
    m_needsFolder = error.kind == db::ErrorKind::InvalidInput || error.kind == db::ErrorKind::FileAccess;
    if (m_book.overview() && !m_needsFolder) { // what was read stays, and is said to be old
        m_notices->post(u"stale"_s, Tone::Warning,
                        tr("The list is that of %1: the primary could not be asked. %2")
                            .arg(models::format::clockTime(m_readMs), error.message));
        return;
    }
    m_stack->setCurrentWidget(m_state);
    m_state->show(m_needsFolder ? Tone::Info : Tone::Critical,
                  m_needsFolder ? tr("No migrations yet") : tr("The migrations are not known"),
                  u"%1 %2"_s.arg(error.message, error.hint).trimmed(),
                  m_needsFolder ? tr("Choose the folder…") : tr("Ask again"));
    updateActions();
}

const db::MigrationStatus *MigrationsPage::chosen() const
{
    const auto *row = m_model.row(m_table->sourceIndex());
    if (!row || !m_book.overview())
        return nullptr;
    const auto &status = m_book.overview()->status;
    const auto found = std::ranges::find(status, row->version, &db::MigrationStatus::version);
    return found == status.end() ? nullptr : &*found;
}

QString MigrationsPage::partlyVersion() const
{
    if (!m_book.overview())
        return {};
    const auto &status = m_book.overview()->status;
    const auto found = std::ranges::find(status, State::Partly, &db::MigrationStatus::state);
    return found == status.end() ? QString() : found->version();
}

void MigrationsPage::showChosen()
{
    const auto *migration = chosen();
    m_script->choose(migration ? migration->migration : std::nullopt,
                     migration ? tr("The folder has no file of this version.")
                               : tr("Choose a migration to read its script."));
    updateActions();
}

void MigrationsPage::updateActions()
{
    const auto &overview = m_book.overview();
    const bool isFree = overview && m_run == 0 && !m_isPlanning && m_stack->currentWidget() == m_splitter;
    const auto *migration = chosen();
    const bool isVersioned = migration && !(migration->migration && migration->migration->repeatable);
    const bool isApplied =
        isVersioned && (migration->state == State::Applied || migration->state == State::Baseline);
    const bool anyApplied = overview && overview->count(State::Applied) > 0;
    for (auto *action : {m_verify, m_adopt})
        action->setEnabled(isFree);
    const bool isApplicable = isFree && overview->count(State::Applied) + overview->count(State::Baseline) <
                                            int(overview->status.size());
    for (auto *action : {m_look, m_apply, m_rehearse, m_rehearseInCopy})
        action->setEnabled(isApplicable);
    m_applyTo->setEnabled(isFree && isVersioned && migration->state == State::Pending);
    m_rollback->setEnabled(isFree && isApplied);
    m_rollbackAll->setEnabled(isFree && anyApplied);
    m_baseline->setEnabled(isFree && isVersioned && migration->state == State::Pending);
    const bool isPartly = isFree && !partlyVersion().isEmpty();
    m_repair->setEnabled(isFree && !isPartly && overview->canBeRepaired());
    for (auto *action : {m_rollBackPartly, m_markApplied, m_markNotApplied})
        action->setEnabled(isPartly);
    m_rollbackChosen->setEnabled(m_rollback->isEnabled() && migration->state == State::Applied);
    m_rehearseRollback->setEnabled(m_rollbackChosen->isEnabled());
    nameRollbacks();
    m_rehearseRollbackAll->setEnabled(m_rollbackAll->isEnabled());
    m_choose->setEnabled(m_run == 0);
}

void MigrationsPage::changeHistory(models::HistoryOperation::Action action, db::PartlyMark mark)
{
    const auto *migration = chosen();
    auto operation = std::make_unique<models::HistoryOperation>(
        action, *m_book.overview(), migration ? migration->version() : QString(), mark);
    confirmAndStart(std::move(operation), workspace()->operations(), this);
}

void MigrationsPage::saveState(QSettings &settings) const
{
    settings.setValue(u"splitter"_s, m_splitter->saveState());
    settings.setValue(u"folder"_s, m_book.chosenFolder());
}

void MigrationsPage::restoreState(QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"splitter"_s).toByteArray());
    m_book.setFolder(settings.value(u"folder"_s).toString());
}

} // namespace seawall::ui
