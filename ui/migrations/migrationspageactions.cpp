// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/migrationspage.h"
#include "ui/shell/noticebar.h"

#include <QAction>
#include <QFileDialog>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using Goal = db::StepRequest::Goal;
using Partly = db::StepRequest::Partly;

void MigrationsPage::makeActions()
{
    m_apply = makeAction(u"applyAll"_s, tr("Apply all…"), u"go-down"_s,
                         tr("Plan all that is pending, and apply it after confirmation"),
                         [this] { plan({Goal::ApplyAll, {}, false, Partly::Refuse}, Purpose::Run); });
    m_applyTo =
        makeAction(u"applyTo"_s, tr("Apply up to the chosen one…"), u"go-down"_s,
                   tr("Apply what is pending, up to and with the chosen migration"), [this] {
                       plan({Goal::ApplyTo, chosen()->version(), false, Partly::Refuse}, Purpose::Run);
                   });
    m_rollbackChosen = makeAction(
        u"rollBackChosen"_s, {}, u"go-up"_s,
        tr("Roll back, newest first, what was applied after the chosen migration, and that one as well"),
        [this] { plan({Goal::RollbackTo, versionBeforeChosen(), false, Partly::Refuse}, Purpose::Run); });
    m_rollback = makeAction(
        u"rollBackTo"_s, {}, u"go-up"_s,
        tr("Roll back, newest first, what was applied after the chosen migration; that one stays"),
        [this] { plan({Goal::RollbackTo, chosen()->version(), false, Partly::Refuse}, Purpose::Run); });
    m_rollbackAll = makeAction(u"rollBackAll"_s, tr("Roll back all…"), u"go-top"_s,
                               tr("Roll back every migration, as --rollback-to 000 does"), [this] {
                                   plan({Goal::RollbackTo, u"000"_s, false, Partly::Refuse}, Purpose::Run);
                               });
    m_look = makeAction(u"planAll"_s, tr("Plan"), u"view-calendar-timeline"_s,
                        tr("Show what applying all would do; nothing runs"),
                        [this] { plan({Goal::ApplyAll, {}, false, Partly::Refuse}, Purpose::Look); });
    m_verify = makeAction(u"verifySchema"_s, tr("Verify"), u"security-high"_s,
                          tr("Compare files, history, and the schema of every replica"),
                          [this] { m_book.checkSchema(); });
    auto *again =
        makeAction(u"migrationsReadAgain"_s, tr("Read again"), u"view-refresh"_s,
                   tr("Read the folder, and ask the primary what is applied"), [this] { m_book.refresh(); });
    again->setShortcut(Qt::Key_F5);
    again->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_choose = makeAction(u"migrationsChoose"_s, tr("Folder…"), u"folder-open"_s,
                          tr("Choose the folder the migrations are in"), [this] { chooseFolder(); });
}

void MigrationsPage::makeRehearsalActions()
{
    m_rehearse = makeAction(u"rehearse"_s, tr("Rehearse…"), u"media-playback-start"_s,
                            tr("Run what is pending in a transaction that is rolled back"),
                            [this] { plan({Goal::ApplyAll, {}, false, Partly::Refuse}, Purpose::Rehearse); });
    m_rehearseInCopy =
        makeAction(u"rehearseInCopy"_s, tr("Rehearse in a copy…"), {},
                   tr("Run what is pending in a throw-away server on this machine with a copy of the schema"),
                   [this] { plan({Goal::ApplyAll, {}, false, Partly::Refuse}, Purpose::RehearseInCopy); });
    m_rehearseRollback = makeAction(
        u"rehearseRollBack"_s, {}, {}, tr("Run the way back in a transaction that is rolled back"), [this] {
            plan({Goal::RollbackTo, versionBeforeChosen(), false, Partly::Refuse}, Purpose::Rehearse);
        });
    m_rehearseRollbackAll =
        makeAction(u"rehearseRollBackAll"_s, tr("Rehearse rolling back all…"), {},
                   tr("Run the whole way back in a transaction that is rolled back"),
                   [this] { plan({Goal::RollbackTo, u"000"_s, false, Partly::Refuse}, Purpose::Rehearse); });
}

void MigrationsPage::makeHistoryActions()
{
    using History = models::HistoryOperation::Action;
    m_rollBackPartly =
        makeAction(u"rollBackPartly"_s, tr("Undo the interrupted migration…"), {},
                   tr("Run the down script of the migration that was interrupted"), [this] {
                       plan({Goal::RollbackTo, m_book.overview()->versionBefore(partlyVersion()), false,
                             Partly::RollBack},
                            Purpose::Run);
                   });
    m_baseline = makeAction(u"baseline"_s, tr("Mark as applied up to the chosen one…"), {},
                            tr("Write it into the history without running anything"),
                            [this] { changeHistory(History::Baseline); });
    m_adopt = makeAction(u"adopt"_s, tr("Adopt another tool's history…"), {},
                         tr("Take over what golang-migrate, dbmate or Flyway recorded"),
                         [this] { changeHistory(History::Adopt); });
    m_repair = makeAction(u"repair"_s, tr("Repair the history…"), {},
                          tr("Make the history fit the files as they are now"),
                          [this] { changeHistory(History::Repair); });
    m_markApplied = makeAction(u"markApplied"_s, tr("Mark the interrupted migration as applied…"), {},
                               tr("Repair the history: you have seen that all of it stands"),
                               [this] { changeHistory(History::Repair, db::PartlyMark::Applied); });
    m_markNotApplied = makeAction(u"markNotApplied"_s, tr("Mark the interrupted migration as not applied…"),
                                  {}, tr("Repair the history: you have seen that nothing of it stands"),
                                  [this] { changeHistory(History::Repair, db::PartlyMark::NotApplied); });
}

QString MigrationsPage::versionBeforeChosen() const
{
    const auto *migration = chosen();
    return migration ? m_book.overview()->versionBefore(migration->version()) : QString();
}

/// What rolling back means is said with the versions, where one is chosen to which it could be done.
void MigrationsPage::nameRollbacks()
{
    const auto *migration = m_rollback->isEnabled() ? chosen() : nullptr;
    const auto version = migration ? migration->version() : tr("the chosen one");
    const auto &status = m_book.overview() ? m_book.overview()->status : std::vector<db::MigrationStatus>();
    const bool isLast = migration && std::ranges::none_of(status, [&](const db::MigrationStatus &each) {
                            return each.state == db::MigrationStatus::State::Applied &&
                                   !(each.migration && each.migration->repeatable) &&
                                   db::compareVersions(each.version(), version) > 0;
                        });
    const auto what = isLast ? version : tr("%1 and all after it").arg(version);
    m_rollback->setEnabled(migration && !isLast);
    m_rollbackChosen->setText(tr("Roll back %1…").arg(what));
    m_rollback->setText(tr("Roll back to %1, keeping it…").arg(version));
    m_rehearseRollback->setText(tr("Rehearse rolling back %1…").arg(what));
}

void MigrationsPage::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder of the migrations"), m_book.folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly, false);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        m_notices->withdrawAll();
        m_book.setFolder(folder);
    });
    dialog->open();
}

} // namespace seawall::ui
