// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/operationshell.h"
#include "db/failover/nodecontrol.h"
#include "db/sandbox.h"

namespace seawall::app {

/// `seawallctl sandbox up|down|status|stop|start|pause|resume|rebuild|load [NODE]`: a real primary and its
/// replicas on this machine, to try Seawall on.
class SandboxCommand final : public Command
{
public:
    explicit SandboxCommand(CLI::App &program);
    ExitCode run(Output &output) override;

private:
    void addNodeAction(db::NodeAction action, const std::string &description);
    ExitCode up(Output &output);
    ExitCode down(Output &output);
    ExitCode status(Output &output);
    ExitCode path(Output &output);
    ExitCode load(Output &output);
    ExitCode rebuild(Output &output);
    ExitCode onNodes(Output &output, db::NodeAction action);
    ExitCode print(Output &output, const db::Sandbox &sandbox) const;

    OperationShell m_shell;
    std::string m_directory;
    std::string m_node; ///< empty: every node
    int m_replicas = 1;
    int m_port = 5432;
    bool m_json = false;
    bool m_yes = false;
    bool m_immediate = false;
    bool m_fast = false;
    bool m_noDemoData = false;
    double m_tps = 50;
    std::optional<std::chrono::milliseconds> m_duration;
    std::function<ExitCode(Output &)> m_action; ///< of the subcommand chosen
};

} // namespace seawall::app
