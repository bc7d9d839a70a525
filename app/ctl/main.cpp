// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/sandboxcommand.h"

#include <QCoreApplication>

#include <memory>

using namespace seawall;

namespace {

/// CLI11 has codes of its own for each kind of mistake; ours has one.
int parsed(CLI::App &program, int argc, char *argv[])
{
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return program.exit(error) == 0 ? static_cast<int>(app::ExitCode::Fine)
                                        : static_cast<int>(app::ExitCode::Usage);
    }
    return -1;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    CLI::App program("Watches and operates PostgreSQL primary/replica clusters from a terminal.",
                     "seawallctl");
    program.set_version_flag("--version", "seawallctl " SEAWALL_VERSION);
    program.require_subcommand(1);
    program.failure_message(CLI::FailureMessage::help);
    program.footer("Exit codes: 0 fine, 1 not fine, 2 wrong usage, 3 cannot connect.\n"
                   "See 'seawallctl COMMAND --help' for examples.");

    std::vector<std::unique_ptr<app::Command>> commands;
    commands.push_back(std::make_unique<app::SandboxCommand>(program));

    if (const int code = parsed(program, argc, argv); code >= 0)
        return code;
    app::Output output;
    for (const auto &command : commands) {
        if (command->isChosen())
            return static_cast<int>(command->run(output));
    }
    return static_cast<int>(app::ExitCode::Usage);
}
