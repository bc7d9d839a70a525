// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"

#include <memory>
#include <vector>

namespace seawall::app {

/// `seawallctl checklist`: each of its subcommands is a Command of its own.
class ChecklistCommand final : public Command
{
public:
    explicit ChecklistCommand(CLI::App &program);
    ExitCode run(Output &output) override;
    bool needsFonts() const override;

private:
    std::vector<std::unique_ptr<Command>> m_actions;
};

/// `seawallctl checklist show`: what a checklist holds, and how each step would be done. Without a file: the
/// names of those that come with Seawall. Asks no server.
class ChecklistShow final : public Command
{
public:
    explicit ChecklistShow(CLI::App &checklist);
    ExitCode run(Output &output) override;

private:
    ExitCode list(Output &output) const;

    std::string m_file;
    bool m_json = false;
};

} // namespace seawall::app
