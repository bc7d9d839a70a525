// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checklistcommand.h"

#include "app/ctl/checklistreport.h"
#include "app/ctl/checklistrun.h"
#include "app/ctl/checklisttree.h"
#include "app/ctl/table.h"
#include "models/checklist/shippedchecklists.h"

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;

ChecklistCommand::ChecklistCommand(CLI::App &program)
    : Command(program, "checklist", "A Markdown checklist as a walkthrough",
              {"seawallctl checklist show migration.md", "seawallctl checklist show replica-rollout",
               "seawallctl checklist run migration.md --only-checks",
               "seawallctl checklist status migration.md",
               "seawallctl checklist report migration.md --output report.pdf"})
{
    app().require_subcommand(1);
    m_actions.push_back(std::make_unique<ChecklistShow>(app()));
    m_actions.push_back(std::make_unique<ChecklistRunCommand>(app()));
    m_actions.push_back(std::make_unique<ChecklistStatusCommand>(app()));
    m_actions.push_back(std::make_unique<ChecklistReport>(app()));
}

ExitCode ChecklistCommand::run(Output &output)
{
    for (const auto &action : m_actions) {
        if (action->isChosen())
            return action->run(output);
    }
    return ExitCode::Usage;
}

bool ChecklistCommand::needsFonts() const
{
    return std::ranges::any_of(m_actions,
                               [](const auto &action) { return action->isChosen() && action->needsFonts(); });
}

ChecklistShow::ChecklistShow(CLI::App &checklist)
    : Command(checklist, "show", "The phases, tasks and steps of a checklist, and how each step is done",
              {"seawallctl checklist show migration.md", "seawallctl checklist show migration.md --json",
               "seawallctl checklist show                  # those that come with Seawall"})
{
    app()
        .add_option("file", m_file, "A Markdown file, or the name of a shipped checklist")
        ->type_name("FILE");
    addJsonOption(m_json);
}

ExitCode ChecklistShow::list(Output &output) const
{
    auto names = Json::array();
    Table table;
    table.addColumn("NAME"_L1);
    table.addColumn("TITLE"_L1);
    for (const auto &shipped : models::shippedChecklists()) {
        names.push_back({{"name", utf8(shipped.name)}, {"title", utf8(shipped.title)}});
        table.addRow({{shipped.name}, {shipped.title}});
    }
    if (m_json) {
        output.json({{"shipped", names}});
        return ExitCode::Fine;
    }
    for (const auto &line : table.lines())
        output.line(rendered(line, output));
    return ExitCode::Fine;
}

ExitCode ChecklistShow::run(Output &output)
{
    if (m_file.empty())
        return list(output);
    const auto checklist = models::readChecklist(models::checklistPath(QString::fromLocal8Bit(m_file)));
    if (!checklist) {
        output.failed(checklist.error());
        return ExitCode::Usage;
    }
    if (m_json) {
        output.json(checklistJson(*checklist));
        return ExitCode::Fine;
    }
    for (const auto &line : checklistLines(*checklist))
        output.line(rendered(line, output));
    return ExitCode::Fine;
}

} // namespace seawall::app
