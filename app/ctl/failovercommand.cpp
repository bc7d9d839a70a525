// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/failovercommand.h"

#include "app/ctl/failovercheck.h"
#include "app/ctl/failoverdrill.h"
#include "app/ctl/failoverpromote.h"
#include "app/ctl/failoverrecover.h"
#include "app/ctl/failoverrejoin.h"
#include "app/ctl/failoverswapenv.h"
#include "app/ctl/failoverswitchover.h"

namespace seawall::app {

FailoverCommand::FailoverCommand(CLI::App &program)
    : Command(program, "failover", "Whether a replica could take over, and having it take over",
              {"seawallctl failover check", "seawallctl failover check --to replica2",
               "seawallctl failover switchover --to replica1 --dry-run",
               "seawallctl failover promote replica1 --reason 'primary lost'",
               "seawallctl failover rejoin primary --yes", "seawallctl failover recover",
               "seawallctl failover drill --list", "seawallctl failover drill replica-fails --dry-run"})
{
    app().require_subcommand(1);
    m_actions.push_back(std::make_unique<FailoverCheck>(app()));
    m_actions.push_back(std::make_unique<FailoverSwitchover>(app()));
    m_actions.push_back(std::make_unique<FailoverPromote>(app()));
    m_actions.push_back(std::make_unique<FailoverRejoin>(app()));
    m_actions.push_back(std::make_unique<FailoverRecover>(app()));
    m_actions.push_back(std::make_unique<FailoverSwapEnv>(app()));
    m_actions.push_back(std::make_unique<FailoverDrill>(app()));
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
