// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/failovercommand.h"

#include "app/ctl/failovercheck.h"

namespace seawall::app {

FailoverCommand::FailoverCommand(CLI::App &program)
    : Command(program, "failover", "Whether a replica could take over",
              {"seawallctl failover check", "seawallctl failover check --to replica2"})
{
    app().require_subcommand(1);
    m_actions.push_back(std::make_unique<FailoverCheck>(app()));
}

ExitCode FailoverCommand::run(Output &output)
{
    for (const auto &action : m_actions) {
        if (action->isChosen())
            return action->run(output);
    }
    return ExitCode::Usage;
}

} // namespace seawall::app
