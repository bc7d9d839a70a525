// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/output.h"

#include <CLI/CLI.hpp>

namespace seawall::app {

/// One command of seawallctl: parse → call → print. It says what it takes in the constructor, on its own
/// subcommand, and does it in run(). Lives as long as the program.
class Command
{
public:
    /// Adds the subcommand `name` to `parent`; `examples` are shown below its --help, one a line.
    Command(CLI::App &parent, const std::string &name, const std::string &description,
            const std::vector<std::string> &examples = {});
    virtual ~Command() = default;
    Command(const Command &) = delete;
    Command &operator=(const Command &) = delete;

    bool isChosen() const { return m_app->parsed(); }

    /// Called once where isChosen(). The program ends with what it returns.
    virtual ExitCode run(Output &output) = 0;

    /// Whether run() lays out text: the program then has fonts, though no screen.
    virtual bool needsFonts() const { return false; }

    /// Tells what is wrong with its command line, and what the program ends with.
    virtual ExitCode misused(Output &output, const db::Error &error) const { return output.failed(error); }

    /// Whether its name stands on a command line that could not be parsed to the end.
    bool isNamed() const { return m_app->count() > 0; }

    /// Options that several commands share.
    static void addDurationOption(CLI::App &app, const std::string &name,
                                  std::optional<std::chrono::milliseconds> &value,
                                  const std::string &description);

protected:
    CLI::App &app() { return *m_app; }
    void addJsonOption(bool &json);

private:
    CLI::App *m_app;
};

/// '250ms', '60s', '5m', '2h', or a bare number of seconds; nothing where it is none of these or negative.
std::optional<std::chrono::milliseconds> parsedDuration(const std::string &text);

} // namespace seawall::app
