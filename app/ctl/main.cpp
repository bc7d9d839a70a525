// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checkcommand.h"
#include "app/ctl/checklistcommand.h"
#include "app/ctl/failovercommand.h"
#include "app/ctl/flagscommand.h"
#include "app/ctl/journalcommand.h"
#include "app/ctl/loadcommand.h"
#include "app/ctl/migratecommand.h"
#include "app/ctl/sandboxcommand.h"
#include "app/ctl/snapshotcommand.h"
#include "app/ctl/statuscommand.h"
#include "app/ctl/watchcommand.h"
#include "app/ctl/wrongusage.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QLocale>

#include <algorithm>
#include <memory>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

using namespace seawall;

namespace {

using Commands = std::vector<std::unique_ptr<app::Command>>;

/// What to end with where there is nothing to run: after --help, or a mistake, which the command tells in its
/// own way.
std::optional<app::ExitCode> parsed(CLI::App &program, const Commands &commands, app::Output &output,
                                    int argc, char *argv[])
{
    try {
        program.parse(argc, argv);
    } catch (const CLI::Success &help) {
        program.exit(help);
        return app::ExitCode::Fine;
    } catch (const CLI::ParseError &error) {
        const auto told = app::wrongUsage(program, error);
        const auto named =
            std::ranges::find_if(commands, [](const auto &command) { return command->isNamed(); });
        return named != commands.end() ? (*named)->misused(output, told) : output.failed(told);
    }
    return std::nullopt;
}

/// What the engine notes of its work belongs on standard error, and only where somebody asks for it.
void setUpLogging(bool isVerbose)
{
    spdlog::set_default_logger(spdlog::stderr_color_mt("seawallctl"));
    spdlog::set_level(isVerbose ? spdlog::level::debug : spdlog::level::off);
}

/// Fonts belong to QGuiApplication; no command needs a screen.
std::unique_ptr<QCoreApplication> madeFor(const Commands &commands, int &argc, char *argv[])
{
    const bool needsFonts = std::ranges::any_of(
        commands, [](const auto &command) { return command->isChosen() && command->needsFonts(); });
    if (!needsFonts)
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // What Qt would take anyway; said here, it does not warn cron of it.
    if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR"))
        qputenv("XDG_RUNTIME_DIR",
                QFile::encodeName(QDir::tempPath() + QStringLiteral("/runtime-%1").arg(getuid())));
    return std::make_unique<QGuiApplication>(argc, argv);
}

/// What was given as --env, to whichever verb was named.
QString environmentOf(const CLI::App &program)
{
    for (const auto *verb : program.get_subcommands()) {
        const auto *option = verb->get_option_no_throw("--env");
        const auto named = option && option->count() > 0 ? QString::fromLocal8Bit(option->as<std::string>())
                                                         : environmentOf(*verb);
        if (!named.isEmpty())
            return named;
    }
    return {};
}

} // namespace

int main(int argc, char *argv[])
{
    QLocale::setDefault(QLocale::c()); // what it prints is read by scripts
    CLI::App program("Watches and operates PostgreSQL primary/replica clusters from a terminal.",
                     "seawallctl");
    program.set_version_flag("--version", "seawallctl " SEAWALL_VERSION);
    program.require_subcommand(1);
    program.footer("Exit codes: 0 fine, 1 not fine, 2 wrong usage, 3 cannot connect.\n"
                   "See 'seawallctl COMMAND --help' for examples.");

    bool isVerbose = false;
    program.add_flag("-v,--verbose", isVerbose, "Tell on standard error what the engine does");

    Commands commands;
    commands.push_back(std::make_unique<app::StatusCommand>(program));
    commands.push_back(std::make_unique<app::WatchCommand>(program));
    commands.push_back(std::make_unique<app::CheckCommand>(program));
    commands.push_back(std::make_unique<app::JournalCommand>(program));
    commands.push_back(std::make_unique<app::MigrateCommand>(program));
    commands.push_back(std::make_unique<app::ChecklistCommand>(program));
    commands.push_back(std::make_unique<app::FailoverCommand>(program));
    commands.push_back(std::make_unique<app::FlagsCommand>(program));
    commands.push_back(std::make_unique<app::SnapshotCommand>(program));
    commands.push_back(std::make_unique<app::LoadCommand>(program));
    commands.push_back(std::make_unique<app::SandboxCommand>(program));

    app::Output output;
    if (const auto code = parsed(program, commands, output, argc, argv))
        return static_cast<int>(*code);
    const auto application = madeFor(commands, argc, argv);
    setUpLogging(isVerbose);
    output.setEnvironment(environmentOf(program));
    for (const auto &command : commands) {
        if (command->isChosen())
            return static_cast<int>(command->run(output));
    }
    return static_cast<int>(app::ExitCode::Usage);
}
