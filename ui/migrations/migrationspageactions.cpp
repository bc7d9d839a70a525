// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/migrationspage.h"
#include "ui/shell/noticebar.h"

#include <QAction>
#include <QFileDialog>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using Goal = db::StepRequest::Goal;
using Partly = db::StepRequest::Partly;

QAction *MigrationsPage::makeAction(const QString &name, const QString &text, const QString &icon,
                                    const QString &tip, std::function<void()> call)
{
    auto *action = new QAction(icon.isEmpty() ? QIcon() : QIcon::fromTheme(icon), text, this);
    action->setObjectName(name);
    action->setToolTip(tip);
    connect(action, &QAction::triggered, this, std::move(call));
    addAction(action);
    return action;
}

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
    m_rollback =
        makeAction(u"rollBackTo"_s, tr("Roll back to the chosen one…"), u"go-up"_s,
                   tr("Roll back, newest first, all that was applied after the chosen migration"), [this] {
                       plan({Goal::RollbackTo, chosen()->version(), false, Partly::Refuse}, Purpose::Run);
                   });
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
        u"rehearseRollBack"_s, tr("Rehearse rolling back to the chosen one…"), {},
        tr("Run the way back in a transaction that is rolled back"),
        [this] { plan({Goal::RollbackTo, chosen()->version(), false, Partly::Refuse}, Purpose::Rehearse); });
    m_rehearseRollbackAll =
        makeAction(u"rehearseRollBackAll"_s, tr("Rehearse rolling back all…"), {},
                   tr("Run the whole way back in a transaction that is rolled back"),
                   [this] { plan({Goal::RollbackTo, u"000"_s, false, Partly::Refuse}, Purpose::Rehearse); });
}

void MigrationsPage::makeHistoryActions()
{
    using History = models::HistoryOperation::Action;
    m_rollBackPartly =
        makeAction(u"rollBackPartly"_s, tr("Undo what stopped in the midst…"), {},
                   tr("Run the down script of the migration that stopped in the midst"), [this] {
                       plan({Goal::RollbackTo, versionBeforePartly(), false, Partly::RollBack}, Purpose::Run);
                   });
    m_baseline = makeAction(u"baseline"_s, tr("Take as applied up to the chosen one…"), {},
                            tr("Write it into the history without running anything"),
                            [this] { changeHistory(History::Baseline); });
    m_adopt = makeAction(u"adopt"_s, tr("Adopt another tool's history…"), {},
                         tr("Take over what golang-migrate, dbmate or Flyway recorded"),
                         [this] { changeHistory(History::Adopt); });
    m_repair = makeAction(u"repair"_s, tr("Repair the history…"), {},
                          tr("Make the history fit the files as they are now"),
                          [this] { changeHistory(History::Repair); });
    m_markApplied = makeAction(u"markApplied"_s, tr("Mark what stopped in the midst as applied…"), {},
                               tr("Repair the history: you have seen that all of it stands"),
                               [this] { changeHistory(History::Repair, db::PartlyMark::Applied); });
    m_markNotApplied = makeAction(u"markNotApplied"_s, tr("Mark what stopped in the midst as not applied…"),
                                  {}, tr("Repair the history: you have seen that nothing of it stands"),
                                  [this] { changeHistory(History::Repair, db::PartlyMark::NotApplied); });
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
