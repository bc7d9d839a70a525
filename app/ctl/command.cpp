// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"

#include <charconv>

namespace seawall::app {

Command::Command(CLI::App &parent, const std::string &name, const std::string &description,
                 const std::vector<std::string> &examples)
    : m_app(parent.add_subcommand(name, description))
{
    std::string footer = examples.empty() ? "" : "Examples:";
    for (const auto &example : examples)
        footer += "\n  " + example;
    m_app->footer(footer);
}

void Command::addJsonOption(bool &json)
{
    m_app->add_flag("--json", json, "Print JSON");
}

void Command::addDurationOption(CLI::App &app, const std::string &name,
                                std::optional<std::chrono::milliseconds> &value,
                                const std::string &description)
{
    const auto read = [&value, name](const std::string &text) {
        value = parsedDuration(text);
        if (!value)
            throw CLI::ValidationError(name, "'" + text + "' is no duration such as 250ms, 60s or 5m");
    };
    app.add_option_function<std::string>(name, read, description)->type_name("DURATION");
}

std::optional<std::chrono::milliseconds> parsedDuration(const std::string &text)
{
    double number = 0;
    const auto *end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    const std::string_view unit(rest, end);
    const double factor = unit == "ms"                ? 1
                          : unit == "s" || unit == "" ? 1000
                          : unit == "m"               ? 60'000
                          : unit == "h"               ? 3'600'000
                                                      : 0;
    const double milliseconds = number * factor;
    if (error != std::errc() || factor == 0 || !(milliseconds >= 0) || milliseconds > 1e13)
        return std::nullopt;
    return std::chrono::milliseconds(static_cast<std::int64_t>(milliseconds));
}

} // namespace seawall::app
