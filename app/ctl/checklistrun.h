// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/checklistsite.h"
#include "app/ctl/command.h"

namespace seawall::app {

/// `seawallctl checklist run`: walks through the steps in their order. What can be run is shown, confirmed
/// and run as an Operation; what is done by hand is asked for on a terminal, and stays open without one. The
/// evidence goes into the run that the console shows as well.
class ChecklistRunCommand final : public Command
{
public:
    explicit ChecklistRunCommand(CLI::App &checklist);
    ExitCode run(Output &output) override;

private:
    db::Result<void> heedChange(const ChecklistSite &site, Output &output) const;

    ConnectionOptions m_connection;
    OperationShell m_shell;
    std::string m_file, m_step, m_folder, m_migrations;
    bool m_onlyChecks = false, m_keepGoing = false, m_carryOver = false, m_json = false;
};

/// `seawallctl checklist status`: where each step of the run stands. Asks no server.
class ChecklistStatusCommand final : public Command
{
public:
    explicit ChecklistStatusCommand(CLI::App &checklist);
    ExitCode run(Output &output) override;

private:
    ConnectionOptions m_connection;
    OperationShell m_shell;
    std::string m_file;
    bool m_json = false;
};

} // namespace seawall::app
