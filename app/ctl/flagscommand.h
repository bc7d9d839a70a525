// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/flagssite.h"

#include <memory>
#include <vector>

namespace seawall::app {

/// `seawallctl flags`: each of its subcommands is a Command of its own.
class FlagsCommand final : public Command
{
public:
    explicit FlagsCommand(CLI::App &program);
    ExitCode run(Output &output) override;

private:
    std::vector<std::unique_ptr<Command>> m_actions;
};

class FlagsList final : public Command
{
public:
    explicit FlagsList(CLI::App &flags);
    ExitCode run(Output &output) override;

private:
    OperationShell m_shell;
    FlagsOptions m_options;
    bool m_json = false;
};

class FlagsHistory final : public Command
{
public:
    explicit FlagsHistory(CLI::App &flags);
    ExitCode run(Output &output) override;

private:
    OperationShell m_shell;
    FlagsOptions m_options;
    std::string m_name;
    int m_limit = 50;
    bool m_json = false;
};

class FlagsCompare final : public Command
{
public:
    explicit FlagsCompare(CLI::App &flags);
    ExitCode run(Output &output) override;

private:
    std::string m_left, m_right;
    bool m_all = false, m_json = false;
};

class FlagsMakeTable final : public Command
{
public:
    explicit FlagsMakeTable(CLI::App &flags);
    ExitCode run(Output &output) override;

private:
    ConnectionOptions m_connection;
    OperationShell m_shell;
};

} // namespace seawall::app
