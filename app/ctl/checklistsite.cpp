// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checklistsite.h"

#include "models/checklist/shippedchecklists.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using models::Checklist;

namespace {

bool isBelow(const Checklist &checklist, int node, int ancestor)
{
    for (; node >= 0; node = checklist.nodes[size_t(node)].parent) {
        if (node == ancestor)
            return true;
    }
    return false;
}

/// The node of that name; -1 for none.
int nodeOf(const Checklist &checklist, const QString &wanted)
{
    if (const int found = checklist.indexOf(wanted); found >= 0)
        return found;
    const auto lines = u"line:"_s;
    if (wanted.startsWith(lines)) {
        const int line = wanted.sliced(lines.size()).toInt();
        const auto at = std::ranges::find(checklist.nodes, line, &models::ChecklistNode::line);
        return at == checklist.nodes.end() ? -1 : static_cast<int>(at - checklist.nodes.begin());
    }
    const auto steps = checklist.steps();
    const int number = wanted.toInt();
    return number >= 1 && number <= static_cast<int>(steps.size()) ? steps[size_t(number - 1)] : -1;
}

} // namespace

db::Result<ChecklistSite> openChecklist(const std::string &file, const ConnectionOptions &connection,
                                        const OperationShell &shell)
{
    // Whole, as the run keeps it: the console finds the run by it, from whichever folder it was begun.
    const auto path =
        QFileInfo(models::checklistPath(QString::fromLocal8Bit(file.c_str()))).absoluteFilePath();
    auto checklist = models::readChecklist(path);
    if (!checklist)
        return std::unexpected(checklist.error());
    auto profile = connection.profile(1s);
    if (!profile)
        return std::unexpected(profile.error());
    const auto folder = shell.directory(*profile);
    if (!folder)
        return std::unexpected(folder.error());
    auto store = models::RunStore::open(QDir(*folder).filePath(u"checklists.sqlite"_s));
    if (!store)
        return std::unexpected(store.error());
    return ChecklistSite{std::move(*profile), std::move(*checklist), std::move(*store)};
}

db::Result<std::vector<int>> stepsWanted(const Checklist &checklist, const QString &wanted,
                                         const models::StepStates &status)
{
    int top = -1;
    if (!wanted.isEmpty()) {
        top = nodeOf(checklist, wanted);
        if (top < 0)
            return db::fail(
                db::ErrorKind::InvalidInput, u"There is no step '%1' in this checklist."_s.arg(wanted),
                u"Name it by its number (the checkboxes counted from 1), 'line:42', or its identity; "
                "'seawallctl checklist show' tells them."_s);
    }
    auto steps = checklist.steps();
    std::erase_if(steps, [&](int step) {
        return !models::isOwnStep(checklist, step, status) || (top >= 0 && !isBelow(checklist, step, top));
    });
    return steps;
}

db::Result<qint64> runOfOtherText(const ChecklistSite &site)
{
    const auto runs = site.store->runs();
    if (!runs)
        return std::unexpected(runs.error());
    qint64 other = 0; // newest first
    for (const auto &run : *runs) {
        if (run.profile != site.profile.name)
            continue;
        if (run.checklist.checksum == site.checklist.checksum)
            return 0;
        if (other == 0 && run.path == site.checklist.path)
            other = run.id;
    }
    return other;
}

std::vector<int> numbersOf(const Checklist &checklist)
{
    std::vector<int> numbers(checklist.nodes.size());
    int number = 0;
    for (const int step : checklist.steps())
        numbers[size_t(step)] = ++number;
    return numbers;
}

} // namespace seawall::app
