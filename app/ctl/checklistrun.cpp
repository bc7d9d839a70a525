// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checklistrun.h"

#include "app/ctl/checklistwalk.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/observation.h"
#include "app/ctl/table.h"
#include "models/format.h"
#include "models/operationtarget.h"

#include <QDir>

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;
using models::StepState;

namespace {

using StatusMap = models::StepStates;

models::StepStatus statusOf(const StatusMap &status, const models::ChecklistNode &node)
{
    const auto found = status.find(node.identity);
    return found == status.end() ? models::StepStatus{.spec = node.spec} : found->second;
}

/// As the console counts.
int counted(const models::Checklist &checklist, const StatusMap &status, const std::vector<int> &steps,
            StepState state)
{
    return static_cast<int>(std::ranges::count_if(steps, [&](int step) {
        return models::isOwnStep(checklist, step, status) &&
               models::ownState(checklist, step, status) == state;
    }));
}

/// Whether one of them failed, or broke off. What has steps below it counts as well: it may have failed by
/// itself.
bool hasFailed(const models::Checklist &checklist, const StatusMap &status, const std::vector<int> &steps)
{
    return std::ranges::any_of(steps, [&](int step) {
        const auto state = statusOf(status, checklist.nodes[size_t(step)]).state;
        return state == StepState::Failed || state == StepState::Interrupted;
    });
}

/// 'passed 3, failed 1, open 20'
QString summaryOf(const models::Checklist &checklist, const StatusMap &status, const std::vector<int> &steps)
{
    QStringList parts;
    for (const auto state :
         {StepState::Passed, StepState::Failed, StepState::Interrupted, StepState::Stale, StepState::Running,
          StepState::Skipped, StepState::NotApplicable, StepState::Open}) {
        if (const int count = counted(checklist, status, steps, state); count > 0)
            parts << u"%1 %2"_s.arg(models::toString(state)).arg(count);
    }
    return parts.join(u", "_s);
}

QString tellOf(const models::StepStatus &status)
{
    if (status.state == StepState::Stale)
        return status.staleReason;
    if (!status.latest || status.state == StepState::Open)
        return {};
    return status.latest->summary.isEmpty() ? status.latest->note : status.latest->summary;
}

Json jsonOf(const models::Checklist &checklist, const StatusMap &status, const std::vector<int> &steps)
{
    auto list = Json::array();
    const auto numbers = numbersOf(checklist);
    for (const int step : steps) {
        const auto &node = checklist.nodes[size_t(step)];
        const auto now = statusOf(status, node);
        Json item{{"step", numbers[size_t(step)]},
                  {"identity", utf8(node.identity)},
                  {"line", node.line},
                  {"title", utf8(node.title)},
                  {"kind", utf8(models::toString(now.spec.kind))},
                  {"state", utf8(models::toString(now.state))},
                  {"told", utf8(tellOf(now))}};
        if (now.latest) {
            item["actor"] = utf8(now.latest->actor);
            item["node"] = utf8(now.latest->target.node);
            item["started_ms"] = now.latest->startedMs;
            item["finished_ms"] = now.latest->finishedMs;
            item["output"] = utf8(now.latest->output);
        }
        list.push_back(std::move(item));
    }
    return {{"checklist", utf8(checklist.title)},
            {"notes", notesJson(checklist)},
            {"steps", std::move(list)},
            {"passed", counted(checklist, status, steps, StepState::Passed)},
            {"failed", counted(checklist, status, steps, StepState::Failed)},
            {"skipped", counted(checklist, status, steps, StepState::Skipped)},
            {"open", counted(checklist, status, steps, StepState::Open)}};
}

/// Of the checklist as it is now; where it was never run, every step is open.
db::Result<StatusMap> currentStatus(const ChecklistSite &site)
{
    const auto runs = site.store->runs();
    if (!runs)
        return std::unexpected(runs.error());
    for (const auto &run : *runs) {
        if (run.profile != site.profile.name)
            continue;
        const auto whole = site.store->run(run.id);
        if (!whole)
            return std::unexpected(whole.error());
        if (whole->checklist.checksum == site.checklist.checksum)
            return site.store->status(*whole);
    }
    return StatusMap{};
}

ExitCode usage(Output &output, const db::Error &error)
{
    output.failed(error);
    return ExitCode::Usage;
}

} // namespace

ChecklistRunCommand::ChecklistRunCommand(CLI::App &checklist)
    : Command(checklist, "run", "Walk through a checklist: run, verify, and keep the evidence",
              {"seawallctl checklist run migration.md --env production.env",
               "seawallctl checklist run migration.md --only-checks --json",
               "seawallctl checklist run migration.md --step 12"})
{
    app()
        .add_option("file", m_file, "A Markdown file, or the name of a shipped checklist")
        ->required()
        ->type_name("FILE");
    app()
        .add_option("--step", m_step,
                    "Only this step, and those below it: its number, 'line:42' or its identity")
        ->type_name("STEP");
    app().add_flag("--only-checks", m_onlyChecks, "Run what changes nothing, without asking; leave the rest");
    app().add_flag("--keep-going", m_keepGoing, "Go on after a step that failed");
    app().add_flag("--carry-over", m_carryOver,
                   "Where the file has changed since its run was begun: go on with that run");
    app()
        .add_option("--folder", m_folder, "Where commands run and files are looked for [the current folder]")
        ->type_name("DIR");
    app().add_option("--migrations", m_migrations, "Folder of the migrations")->type_name("DIR");
    m_connection.addTo(app());
    m_shell.addTo(app());
    addJsonOption(m_json);
}

db::Result<void> ChecklistRunCommand::heedChange(const ChecklistSite &site, Output &output) const
{
    const auto other = runOfOtherText(site);
    if (!other)
        return std::unexpected(other.error());
    if (*other == 0)
        return {};
    if (m_carryOver) {
        if (const auto carried = site.store->carryOver(*other, site.checklist); !carried)
            return std::unexpected(carried.error());
    }
    if (!m_json)
        output.line((m_carryOver
                         ? u"The file has changed since run %1 was begun; it is carried over."_s
                         : u"The file has changed since run %1 was begun, so a new run begins. To keep "
                           "what was done in it: --carry-over."_s)
                        .arg(*other));
    return {};
}

ExitCode ChecklistRunCommand::run(Output &output)
{
    const Interrupt interrupt;
    const auto site = openChecklist(m_file, m_connection, m_shell);
    if (!site)
        return usage(output, site.error());
    const auto wanted = QString::fromLocal8Bit(m_step);
    if (const auto known = stepsWanted(site->checklist, wanted, {}); !known)
        return usage(output, known.error()); // before a run is begun
    if (!m_json)
        tellNotes(site->checklist, output);
    if (const auto heeded = heedChange(*site, output); !heeded)
        return output.failed(heeded.error());
    const auto folder = QDir(m_folder.empty() ? u"."_s : QString::fromLocal8Bit(m_folder)).absolutePath();
    auto run = site->store->begin(site->checklist, site->profile.name, folder);
    if (!run)
        return output.failed(run.error());
    if (run->folder != folder) {
        if (const auto set = site->store->setFolder(run->id, folder); !set)
            return output.failed(set.error());
        run->folder = folder;
    }
    // What rested on a role that has changed is not done any more.
    const bool again = m_onlyChecks || !m_step.empty();
    const auto now = again ? std::vector<models::OperationTarget>()
                           : models::targetsOn(site->profile, *lookOnce(site->profile.monitor));
    const auto before = site->store->status(*run, now);
    if (!before)
        return output.failed(before.error());
    const auto steps = stepsWanted(run->checklist, wanted, *before);
    if (!steps)
        return usage(output, steps.error());
    ChecklistWalk walk(*site, m_shell, *run,
                       {QString::fromLocal8Bit(m_migrations), m_onlyChecks, m_keepGoing, again, m_json},
                       output, interrupt.token());
    const auto end = walk.through(*steps, *before);
    const auto status = site->store->status(*run);
    if (!status)
        return output.failed(status.error());
    if (m_json)
        output.json(jsonOf(run->checklist, *status, *steps));
    else
        output.line(u"\n%1."_s.arg(summaryOf(run->checklist, *status, *steps)));
    if (!end)
        return output.failed(end.error());
    // One that failed before, and was left alone now, stands as failed.
    const bool isFine = *end == ChecklistWalk::End::Done && !hasFailed(run->checklist, *status, *steps);
    return isFine ? ExitCode::Fine : ExitCode::NotFine;
}

ChecklistStatusCommand::ChecklistStatusCommand(CLI::App &checklist)
    : Command(checklist, "status", "Where each step of a checklist stands",
              {"seawallctl checklist status migration.md"})
{
    app()
        .add_option("file", m_file, "A Markdown file, or the name of a shipped checklist")
        ->required()
        ->type_name("FILE");
    m_connection.addTo(app());
    m_shell.addDirectoryTo(app());
    addJsonOption(m_json);
}

ExitCode ChecklistStatusCommand::run(Output &output)
{
    const auto site = openChecklist(m_file, m_connection, m_shell);
    if (!site)
        return usage(output, site.error());
    const auto status = currentStatus(*site);
    if (!status)
        return output.failed(status.error());
    const auto steps = site->checklist.steps();
    if (m_json) {
        output.json(jsonOf(site->checklist, *status, steps));
    } else {
        tellNotes(site->checklist, output);
        Table table;
        table.addColumn(u"STEP"_s, Table::Align::Right);
        table.addColumn(u"STATE"_s);
        table.addColumn(u"TITLE"_s);
        table.addColumn(u"WHAT CAME"_s);
        const auto numbers = numbersOf(site->checklist);
        for (const int step : steps) {
            const auto &node = site->checklist.nodes[size_t(step)];
            const auto now = statusOf(*status, node);
            table.addRow({{QString::number(numbers[size_t(step)])},
                          {models::toString(now.state), colourFor(now.state)},
                          {models::format::oneLine(node.title, 60)},
                          {models::format::oneLine(tellOf(now), 200)}});
        }
        for (const auto &line : table.lines())
            output.line(rendered(line, output, output.isTerminal() ? output.width() : 0));
        output.line(u"\n%1."_s.arg(summaryOf(site->checklist, *status, steps)));
    }
    return hasFailed(site->checklist, *status, steps) ? ExitCode::NotFine : ExitCode::Fine;
}

} // namespace seawall::app
