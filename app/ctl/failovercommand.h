// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

#include <memory>
#include <vector>

namespace seawall::app {

/// `seawallctl failover`: each of its subcommands is a Command of its own.
class FailoverCommand final : public Command
{
public:
    explicit FailoverCommand(CLI::App &program);
    ExitCode run(Output &output) override;

private:
    std::vector<std::unique_ptr<Command>> m_actions;
};

} // namespace seawall::app
