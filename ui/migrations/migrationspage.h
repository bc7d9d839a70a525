// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrations/historyoperation.h"
#include "models/migrations/migrationbook.h"
#include "models/migrations/migrationsmodel.h"
#include "ui/page.h"

class QSplitter;
class QStackedWidget;
class QTabWidget;
class QTimer;

namespace seawall::ui {

class DataTable;
class ElidedLabel;
class NoticeBar;
class PlanPanel;
class RunPanel;
class ScriptPanel;
class StatePanel;

/// The migrations of the cluster: where each stands, its scripts with findings, the plan of a run, its
/// rehearsal, and the run itself.
class MigrationsPage final : public Page
{
    Q_OBJECT

public:
    explicit MigrationsPage(models::Workspace *workspace, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot) override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// What is done with a plan once it is there.
    enum class Purpose { Look, Rehearse, RehearseInCopy, Run };
    void connectBook();
    void connectRunner();
    void makeActions();
    void makeRehearsalActions();
    void makeHistoryActions();
    QWidget *buildBar();
    QWidget *buildTable();
    QWidget *buildTabs();
    void plan(const db::StepRequest &request, Purpose purpose);
    void showOverview(const models::MigrationOverview &overview);
    void chooseNext(const models::MigrationOverview &overview);
    void showNotices(const models::MigrationOverview &overview);
    void showFailure(const db::Error &error);
    void showChosen();
    void onPrepared(const models::PreparedRun &run);
    void onFinished(int run, const models::Outcome &outcome);
    void takeRehearsals(const std::vector<db::Rehearsal> &rehearsals);
    void showRehearsal(size_t step, db::Rehearsal rehearsal);
    void changeHistory(models::HistoryOperation::Action action, db::PartlyMark mark = db::PartlyMark::Leave);
    void chooseFolder();
    void updateActions();
    const db::MigrationStatus *chosen() const;
    QString versionBeforeChosen() const; ///< the applied one before it; 000 for none
    void nameRollbacks();
    QString partlyVersion() const; ///< of the migration that stopped partway; empty for none

    models::MigrationBook m_book;
    models::MigrationsModel m_model;
    Purpose m_purpose = Purpose::Look;
    bool m_isPlanning = false, m_needsFolder = false;
    qint64 m_readMs = 0; ///< when the list was read, ms since the epoch
    int m_run = 0;       ///< number of the run or rehearsal that goes on; 0: none
    std::shared_ptr<models::MigrationRun> m_current;
    std::vector<db::MigrationStep> m_steps;
    NoticeBar *m_notices;
    QStackedWidget *m_stack;
    StatePanel *m_state;
    QSplitter *m_splitter;
    QTimer *m_timer;
    ElidedLabel *m_folder = nullptr;
    ElidedLabel *m_summary = nullptr;
    DataTable *m_table = nullptr;
    QTabWidget *m_tabs = nullptr;
    ScriptPanel *m_script = nullptr;
    PlanPanel *m_plan = nullptr;
    RunPanel *m_runPanel = nullptr;
    QAction *m_apply = nullptr, *m_applyTo = nullptr, *m_rollback = nullptr, *m_rollbackChosen = nullptr,
            *m_rollbackAll = nullptr, *m_rollBackPartly = nullptr, *m_look = nullptr, *m_rehearse = nullptr,
            *m_rehearseInCopy = nullptr, *m_rehearseRollback = nullptr, *m_rehearseRollbackAll = nullptr,
            *m_verify = nullptr, *m_adopt = nullptr, *m_baseline = nullptr, *m_repair = nullptr,
            *m_markApplied = nullptr, *m_markNotApplied = nullptr, *m_choose = nullptr;
};

} // namespace seawall::ui
