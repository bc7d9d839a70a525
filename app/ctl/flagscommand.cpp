// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/flagscommand.h"

#include "app/ctl/flagsset.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/observation.h"
#include "app/ctl/table.h"
#include "models/flags/flagcomparison.h"
#include "models/flags/flagtableoperation.h"
#include "models/format.h"
#include "models/operationtarget.h"

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;

namespace {

Json flagJson(const models::Flag &flag)
{
    auto services = Json::array();
    for (const auto &service : flag.declaration.services)
        services.push_back(utf8(service));
    return {{"key", utf8(flag.key())},
            {"value", orNull(flag.value)},
            {"kind", utf8(toString(flag.declaration.kind))},
            {"store", utf8(flag.store)},
            {"line", flag.line > 0 ? Json(flag.line) : Json(nullptr)},
            {"description", utf8(flag.declaration.description)},
            {"services", services},
            {"problem", orNull(flag.problem)},
            {"last_change", flag.lastChange ? jsonOf(*flag.lastChange) : Json(nullptr)}};
}

QString shown(const std::optional<QString> &value)
{
    return value ? models::format::oneLine(*value, 60) : u"-"_s;
}

void print(Output &output, const Table &table)
{
    for (const auto &line : table.lines())
        output.line(rendered(line, output));
}

} // namespace

FlagsCommand::FlagsCommand(CLI::App &program)
    : Command(program, "flags", "Feature flags: see them, set them knowing what it means, take them back",
              {"seawallctl flags list --env production.env", "seawallctl flags set USE_READ_REPLICA true",
               "seawallctl flags compare staging.env production.env"})
{
    app().require_subcommand(1);
    m_actions.push_back(std::make_unique<FlagsList>(app()));
    m_actions.push_back(std::make_unique<FlagsSet>(app()));
    m_actions.push_back(std::make_unique<FlagsHistory>(app()));
    m_actions.push_back(std::make_unique<FlagsRevert>(app()));
    m_actions.push_back(std::make_unique<FlagsCompare>(app()));
    m_actions.push_back(std::make_unique<FlagsMakeTable>(app()));
}

ExitCode FlagsCommand::run(Output &output)
{
    for (const auto &action : m_actions) {
        if (action->isChosen())
            return action->run(output);
    }
    return ExitCode::Usage;
}

FlagsList::FlagsList(CLI::App &flags)
    : Command(flags, "list", "The flags, their values, and who changed them last",
              {"seawallctl flags list --env production.env", "seawallctl flags list --store table --json"})
{
    m_options.addTo(app(), m_shell, false);
    addJsonOption(m_json);
}

ExitCode FlagsList::run(Output &output)
{
    const auto site = m_options.open(m_shell);
    if (!site)
        return output.failed(site.error());
    if (m_json) {
        auto flags = Json::array();
        for (const auto &flag : site->reading.flags)
            flags.push_back(flagJson(flag));
        output.json(
            {{"place", utf8(site->reading.place)}, {"exists", site->reading.exists}, {"flags", flags}});
        return ExitCode::Fine;
    }
    if (!site->reading.exists) {
        output.line(u"There is no table of flags yet; 'seawallctl flags make-table' makes it."_s);
        return ExitCode::Fine;
    }
    Table table;
    for (const auto *title : {"FLAG", "VALUE", "CHANGED", "BY", "WHY"})
        table.addColumn(QLatin1StringView(title));
    for (const auto &flag : site->reading.flags) {
        const auto change = flag.lastChange.value_or(models::FlagChange());
        table.addRow({{flag.key()},
                      {flag.value ? shown(flag.value) : u"not set"_s, !flag.problem.isEmpty() ? Colour::Bad
                                                                      : flag.value            ? Colour::Plain
                                                                                              : Colour::Dim},
                      {flag.lastChange ? models::format::dateTime(change.timeMs) : QString()},
                      {change.who},
                      {models::format::oneLine(change.why, 60)}});
    }
    print(output, table);
    for (const auto &flag : site->reading.flags) {
        if (!flag.problem.isEmpty())
            output.line(flag.problem);
    }
    for (const auto &warning : site->reading.warnings)
        output.line(warning);
    return ExitCode::Fine;
}

FlagsHistory::FlagsHistory(CLI::App &flags)
    : Command(flags, "history", "What was changed, when, by whom and why",
              {"seawallctl flags history", "seawallctl flags history USE_READ_REPLICA --json"})
{
    app().add_option("name", m_name, "Only this flag")->type_name("NAME");
    app().add_option("--limit", m_limit, "How many")->check(CLI::Range(1, 1000000))->capture_default_str();
    m_options.addTo(app(), m_shell, false);
    addJsonOption(m_json);
}

ExitCode FlagsHistory::run(Output &output)
{
    const auto site = m_options.open(m_shell);
    if (!site)
        return output.failed(site.error());
    auto history = site->history;
    const auto name = QString::fromLocal8Bit(m_name);
    std::erase_if(history,
                  [&](const models::FlagChange &change) { return !name.isEmpty() && change.key != name; });
    if (history.size() > size_t(m_limit))
        history.resize(size_t(m_limit));
    if (m_json) {
        auto changes = Json::array();
        for (const auto &change : history)
            changes.push_back(jsonOf(change));
        output.json({{"place", utf8(site->reading.place)}, {"changes", changes}});
        return ExitCode::Fine;
    }
    if (history.empty()) {
        output.line(u"No change is known yet."_s);
        return ExitCode::Fine;
    }
    Table table;
    for (const auto *title : {"WHEN", "FLAG", "FROM", "TO", "BY", "WHY"})
        table.addColumn(QLatin1StringView(title));
    for (const auto &change : history)
        table.addRow({{models::format::dateTime(change.timeMs)},
                      {change.key},
                      {shown(change.from)},
                      {shown(change.to)},
                      {change.who},
                      {models::format::oneLine(change.why, 80)}});
    print(output, table);
    return ExitCode::Fine;
}

FlagsCompare::FlagsCompare(CLI::App &flags)
    : Command(flags, "compare", "Two .env files side by side; ends with 1 where a flag differs",
              {"seawallctl flags compare staging.env production.env"})
{
    app().add_option("left", m_left, "A .env file")->required()->type_name("FILE");
    app().add_option("right", m_right, "Another one")->required()->type_name("FILE");
    app().add_flag("--all", m_all, "Also the keys that are no flags, and those that are the same");
    addJsonOption(m_json);
}

ExitCode FlagsCompare::run(Output &output)
{
    const auto differences =
        models::compareEnvironments(QString::fromLocal8Bit(m_left), QString::fromLocal8Bit(m_right));
    if (!differences)
        return output.failed(differences.error());
    const bool isSame = std::ranges::all_of(
        *differences, [](const models::FlagDifference &each) { return each.isSame || !each.isFlag; });
    auto list = Json::array();
    Table table;
    for (const auto &title : {u"KEY"_s, QString::fromLocal8Bit(m_left), QString::fromLocal8Bit(m_right)})
        table.addColumn(title);
    for (const auto &each : *differences) {
        if (!m_all && (each.isSame || !each.isFlag))
            continue;
        list.push_back({{"key", utf8(each.key)},
                        {"left", orNull(each.left)},
                        {"right", orNull(each.right)},
                        {"flag", each.isFlag},
                        {"same", each.isSame}});
        const auto colour = each.isSame ? Colour::Plain : Colour::Warning;
        const bool isHidden = !each.isSame && each.left == each.right; // a secret
        table.addRow({{each.key, colour},
                      {shown(each.left), colour},
                      {isHidden ? u"*** (another one)"_s : shown(each.right), colour}});
    }
    if (m_json)
        output.json({{"same", isSame}, {"keys", list}});
    else if (list.empty())
        output.line(u"Every flag is the same in both."_s);
    else
        print(output, table);
    return isSame ? ExitCode::Fine : ExitCode::NotFine;
}

FlagsMakeTable::FlagsMakeTable(CLI::App &flags)
    : Command(flags, "make-table", "Make the table of flags on the primary, with its history",
              {"seawallctl flags make-table --env production.env"})
{
    m_connection.addTo(app());
    m_shell.addTo(app());
}

ExitCode FlagsMakeTable::run(Output &output)
{
    const Interrupt interrupt;
    const auto profile = m_connection.profile(std::chrono::seconds(1));
    if (!profile)
        return output.failed(profile.error());
    const auto snapshot = lookOnce(profile->monitor);
    const auto *const primary = snapshot->primary();
    const auto endpoint = primary ? models::endpointOf(*profile, primary->name) : std::nullopt;
    if (!endpoint)
        return output.failed(
            {db::ErrorKind::Refused, u"No primary answers."_s, u"See 'seawallctl status'."_s, {}, {}, 0});
    models::FlagTableOperation operation(*endpoint, models::targetOn(*profile, *primary));
    if (const auto confirmed = m_shell.confirm(operation.preview(), output, false, interrupt.token());
        !confirmed)
        return output.failed(confirmed.error());
    const auto outcome = m_shell.run(operation, *profile, [](const models::Progress &) {}, interrupt.token());
    if (!outcome)
        return output.failed(outcome.error());
    if (outcome->state != models::Outcome::State::Succeeded && outcome->error)
        return output.failed(*outcome->error);
    output.line(outcome->summary);
    return ExitCode::Fine;
}

} // namespace seawall::app
