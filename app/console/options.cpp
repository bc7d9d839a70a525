// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/options.h"

#include "ui/pages.h"

#include <CLI/CLI.hpp>
#include <iostream>

namespace seawall::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int usageExit = 2;

struct RawOptions {
    std::string env, primary, page, screenshot, theme = "", dataDirectory, size;
    std::vector<std::string> replicas;
    double tickMilliseconds = 1000;
    double after = 3;
};

std::vector<std::string> pageIds()
{
    std::vector<std::string> ids;
    for (const auto &page : ui::allPages())
        ids.push_back(page.id.toStdString());
    return ids;
}

void describe(CLI::App &app, RawOptions &raw)
{
    const std::map<std::string, double> units{{"ms", 1}, {"s", 1000}, {"min", 60000}};
    auto *env = app.add_option("--env", raw.env, "Open the cluster of this .env file")->type_name("FILE");
    auto *primary =
        app.add_option("--primary", raw.primary, "Primary: a URI, key=value pairs or a service name")
            ->type_name("CONNECTION");
    auto *replica = app.add_option("--replica", raw.replicas, "A replica; may be given several times")
                        ->type_name("CONNECTION");
    primary->excludes(env);
    replica->excludes(env);
    app.add_option("--tick", raw.tickMilliseconds, "How often every node is asked: 250ms to 60s")
        ->type_name("TIME")
        ->transform(CLI::AsNumberWithUnit(units, CLI::AsNumberWithUnit::UNIT_OPTIONAL))
        ->check(CLI::Range(250.0, 60000.0));
    app.add_option("--page", raw.page, "Page to open")->type_name("NAME")->check(CLI::IsMember(pageIds()));
    auto *shot = app.add_option("--screenshot", raw.screenshot, "Write a PNG of the window, and exit")
                     ->type_name("FILE");
    app.add_option("--after", raw.after, "Seconds to wait before the screenshot")
        ->type_name("SECONDS")
        ->check(CLI::Range(0.0, 3600.0))
        ->needs(shot);
    app.add_option("--theme", raw.theme, "light, dark or system")
        ->type_name("NAME")
        ->check(CLI::IsMember({"light", "dark", "system"}));
    app.add_option("--data-dir", raw.dataDirectory, "Folder of recorder, journal and settings")
        ->type_name("DIR");
    app.add_option("--size", raw.size, "Size of the window")->type_name("WxH");
}

std::optional<QSize> parseSize(const std::string &text)
{
    const auto parts = QString::fromStdString(text).split(u'x');
    bool widthFine = false;
    bool heightFine = false;
    const QSize size(parts.value(0).toInt(&widthFine), parts.value(1).toInt(&heightFine));
    const bool sane =
        size.width() >= 320 && size.height() >= 240 && size.width() <= 16384 && size.height() <= 16384;
    if (parts.size() != 2 || !widthFine || !heightFine || !sane)
        return std::nullopt;
    return size;
}

} // namespace

std::expected<ConsoleOptions, int> parseOptions(int argc, char **argv)
{
    CLI::App app("Seawall: a desktop operations console for PostgreSQL primary/replica clusters.", "seawall");
    app.set_version_flag("--version", "seawall " SEAWALL_VERSION);
    app.footer("Examples:\n"
               "  seawall --env sandbox/.env\n"
               "  seawall --primary postgresql://dba@db1/app --replica postgresql://dba@db2/app\n"
               "  seawall --env .env --page replication --screenshot lag.png --after 30");
    RawOptions raw;
    describe(app, raw);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return std::unexpected(app.exit(error) == 0 ? 0 : usageExit);
    }

    ConsoleOptions options;
    if (!raw.size.empty()) {
        const auto size = parseSize(raw.size);
        if (!size) {
            std::cerr << "--size takes WIDTHxHEIGHT in pixels, such as 1280x800.\n";
            return std::unexpected(usageExit);
        }
        options.size = *size;
    }
    options.connection.envFile = QString::fromLocal8Bit(raw.env);
    options.connection.primary = QString::fromLocal8Bit(raw.primary);
    for (const auto &replica : raw.replicas)
        options.connection.replicas << QString::fromLocal8Bit(replica);
    options.connection.tickMilliseconds = static_cast<int>(raw.tickMilliseconds);
    options.page = QString::fromStdString(raw.page);
    options.screenshot = QString::fromLocal8Bit(raw.screenshot);
    options.afterSeconds = raw.after;
    options.theme = ui::Theme::parseMode(QString::fromStdString(raw.theme));
    options.dataDirectory = QString::fromLocal8Bit(raw.dataDirectory);
    return options;
}

} // namespace seawall::app
