// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/failoverswitchover.h"

#include "models/failover/patroni.h"

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Json planJson(const db::SwitchoverPlan &plan)
{
    auto steps = Json::array();
    for (const auto &step : plan.steps) {
        auto commands = Json::array();
        for (const auto &command : step.commands)
            commands.push_back(utf8(command));
        steps.push_back({{"id", utf8(step.id)},
                         {"title", utf8(step.title)},
                         {"commands", commands},
                         {"way_back", utf8(step.wayBack)},
                         {"no_return", step.isNoReturn}});
    }
    auto nodes = Json::array();
    for (const auto &node : plan.nodes)
        nodes.push_back(
            {{"name", utf8(node.name)},
             {"role", utf8(db::toString(node.role))},
             {"timeline", node.timeline},
             {"received_lsn", node.received ? Json(utf8(node.received->toString())) : Json(nullptr)}});
    return {{"from", utf8(plan.from)},
            {"to", utf8(plan.to)},
            {"system_identifier", utf8(plan.systemIdentifier)},
            {"timeline", plan.timeline},
            {"nodes", nodes},
            {"steps", steps}};
}

} // namespace

FailoverSwitchover::FailoverSwitchover(CLI::App &failover)
    : FailoverSubcommand(failover, "switchover",
                         "Make a replica the primary, and the primary its replica, without losing anything")
{
    app()
        .add_option("--to", m_to, "The replica that shall be the primary, by its name or host:port")
        ->required()
        ->type_name("NODE");
    app().add_flag("--dry-run", m_dryRun, "Only say what would be done, and whether it could be now");
}

ExitCode FailoverSwitchover::run(Output &output)
{
    auto where = site();
    if (!where)
        return output.failed(where.error());
    const auto to = db::nodeMeant(where->members, QString::fromLocal8Bit(m_to.c_str()));
    if (where->isPatroni())
        return askPatroni(output, *where, to);
    const auto plan = db::planSwitchover(where->members, to, db::Deadline::in(20s));
    if (!plan)
        return failedFor(output, plan.error(), *where, to);
    if (m_dryRun)
        return show(output, *plan);
    const models::FailoverWatch watch{lines(output)};
    const auto operation = models::switchoverOperation(*where, *plan, {}, watch);
    const auto code = carryOut(output, *operation, *where, watch);
    if (code == ExitCode::Fine)
        mentionSwap(output, *where, to);
    return code;
}

ExitCode FailoverSwitchover::askPatroni(Output &output, const models::FailoverSite &where,
                                        const QString &to) const
{
    const auto plan = models::planPatroniSwitchover(where, to, db::Deadline::in(20s));
    if (!plan)
        return failedFor(output, plan.error(), where, to);
    const models::FailoverWatch watch{lines(output)};
    const auto operation = models::patroniOperation(where, *plan, to, watch);
    return m_dryRun ? FailoverSubcommand::show(output, operation->preview())
                    : carryOut(output, *operation, where, watch);
}

ExitCode FailoverSwitchover::show(Output &output, const db::SwitchoverPlan &plan) const
{
    if (options().json) {
        output.json(planJson(plan));
        return ExitCode::Fine;
    }
    output.line(u"From %1 to %2, on timeline %3 of system %4:"_s.arg(
        plan.from, plan.to, QString::number(plan.timeline), plan.systemIdentifier));
    int number = 0;
    for (const auto &step : plan.steps) {
        if (step.isNoReturn)
            output.line(output.coloured(u"  ── from here on there is no way back ──"_s, Colour::Warning));
        output.line(u"  %1. %2"_s.arg(++number, 2).arg(step.title));
        for (const auto &command : step.commands)
            output.line(output.coloured(u"        "_s + command, Colour::Dim));
        output.line(u"        way back: "_s + step.wayBack);
    }
    if (!plan.unreachable.isEmpty())
        output.line(u"Not answering, and left as they are: %1."_s.arg(plan.unreachable.join(u", "_s)));
    output.line(u"Nothing was done. What holds now is no promise for later: every step looks again."_s);
    return ExitCode::Fine;
}

} // namespace seawall::app
