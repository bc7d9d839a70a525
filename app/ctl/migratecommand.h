// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/connectionoptions.h"
#include "app/ctl/operationshell.h"
#include "models/migrations/historyoperation.h"
#include "models/migrations/migrationoperation.h"

namespace seawall::app {

inline constexpr std::chrono::seconds migrationsTime{60}; ///< for reading folder, history and schema

/// `seawallctl migrate`: status, plan, rehearsal, apply, roll back, verify, and what changes the history
/// alone.
class MigrateCommand final : public Command
{
public:
    explicit MigrateCommand(CLI::App &program);

    ExitCode run(Output &output) override;

private:
    void addActions();
    void addSettings();
    std::optional<db::Error> misuse() const;
    db::StepRequest request() const;
    db::Result<models::MigrationSite> site() const;

    ExitCode status(Output &output, const models::MigrationSite &site);
    ExitCode plan(Output &output, const models::PreparedRun &prepared);
    ExitCode runSteps(Output &output, const models::MigrationSite &site);
    ExitCode rehearse(Output &output, const models::MigrationSite &site, models::PreparedRun prepared);
    ExitCode apply(Output &output, const models::MigrationSite &site, models::PreparedRun prepared);
    ExitCode verify(Output &output, const models::MigrationSite &site);
    ExitCode changeHistory(Output &output, const models::MigrationSite &site);
    ExitCode create(Output &output);
    /// `isTold`: what failed has been told already, with what to do next.
    ExitCode finished(Output &output, const db::Result<models::Outcome> &outcome, bool isTold = false) const;

    ConnectionOptions m_connection;
    OperationShell m_shell;
    CLI::App *m_new = nullptr;
    bool m_status = false, m_applyAll = false, m_verify = false, m_adopt = false, m_repair = false;
    bool m_plan = false, m_dryRun = false, m_json = false, m_allowOutOfOrder = false, m_resume = false,
         m_rollBackPartly = false, m_inCopy = false;
    std::string m_applyTo, m_rollbackTo, m_baseline, m_folder, m_name, m_mark = "leave";
    std::optional<int> m_waitingLimit;
    std::optional<std::chrono::milliseconds> m_lockTimeout, m_lagLimit, m_wait;
};

} // namespace seawall::app
