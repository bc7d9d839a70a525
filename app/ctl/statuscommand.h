// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/connectionoptions.h"
#include "app/ctl/operationshell.h"

namespace seawall::app {

/// `seawallctl status`: one look at every node of a cluster.
class StatusCommand final : public Command
{
public:
    explicit StatusCommand(CLI::App &program);
    ExitCode run(Output &output) override;

private:
    ConnectionOptions m_connection;
    OperationShell m_shell;
    bool m_json = false;
};

} // namespace seawall::app
