// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/connectionoptions.h"
#include "app/ctl/operationshell.h"
#include "models/workload/workload.h"

namespace seawall::app {

/// `seawallctl load`: an ETL job and a dashboard at the same time, through the router, and how fast the
/// dashboard was.
class LoadCommand final : public Command
{
public:
    explicit LoadCommand(CLI::App &program);
    ExitCode run(Output &output) override;

private:
    models::WorkloadOptions options() const;
    ExitCode tell(Output &output, const models::WorkloadReport &report, const models::Outcome &outcome) const;

    ConnectionOptions m_connection;
    OperationShell m_shell;
    models::WorkloadOptions m_options;
    std::optional<std::chrono::milliseconds> m_duration, m_lagLimit, m_limit;
    bool m_json = false;
};

} // namespace seawall::app
