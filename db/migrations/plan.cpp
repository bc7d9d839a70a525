// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/plan.h"

#include "db/migrations/planlosses.h"
#include "db/migrations/run/indexcare.h"
#include "db/migrations/run/stepscript.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

// What a middling server reads and writes in a second; a class comes out of it, not a promise.
constexpr double scannedPerSecond = 400e6, rewrittenPerSecond = 60e6;

/// Code that is not seen, or a function that waits, may take any time.
bool takesKnownTime(const Script &script)
{
    return script.wasParsed && std::ranges::none_of(script.statements, [](const Statement &statement) {
               return std::ranges::any_of(statement.changes, [](const Change &change) {
                   return change.what == Change::What::CallsFunction || change.what == Change::What::RunsCode;
               });
           });
}

TimeClass timeFor(const std::vector<TableImpact> &impacts, bool sizesAreKnown)
{
    double seconds = 0;
    for (const auto &impact : impacts) {
        if (!impact.rewrites && !impact.scans)
            continue;
        if (!sizesAreKnown)
            return TimeClass::Unknown;
        if (impact.size) // else it is made by a migration before this one
            seconds += static_cast<double>(impact.size->bytes) /
                       (impact.rewrites ? rewrittenPerSecond : scannedPerSecond);
    }
    if (seconds < 0.5)
        return TimeClass::Instant;
    if (seconds < 60)
        return TimeClass::Seconds;
    return seconds < 1200 ? TimeClass::Minutes : TimeClass::Long;
}

/// Follows the names through the script. What is resumed has made its first part of them, and some of what
/// comes next perhaps.
void followNames(NamePicture &names, Script &script, const StepPlan &plan, int first, bool isResumed)
{
    names.beginStep(plan.inTransaction);
    for (int i = 0; i < plan.statements; ++i) {
        auto &statement = script.statements[static_cast<size_t>(i)];
        if (i < first)
            names.readSettings(statement);
        else
            names.read(statement, !(isResumed && i == first));
    }
}

void addMissing(StepPlan &plan, const NamePicture &names)
{
    std::ranges::copy_if(plan.losses, std::back_inserter(plan.missing), [&](const Change &loss) {
        return !loss.name.isEmpty() && !loss.table.isEmpty() &&
               !names.isColumnThereNow(loss.table, loss.name);
    });
}

} // namespace

QString toString(TimeClass time)
{
    switch (time) {
    case TimeClass::Instant:
        return u"instant"_s;
    case TimeClass::Seconds:
        return u"seconds"_s;
    case TimeClass::Minutes:
        return u"minutes"_s;
    case TimeClass::Long:
        return u"long"_s;
    case TimeClass::Unknown:
        break;
    }
    return u"unknown"_s;
}

Finding::Severity StepPlan::worst() const
{
    auto worst = Finding::Severity::Note;
    for (const auto &finding : findings)
        worst = std::max(worst, finding.severity);
    return worst;
}

const Finding *StepPlan::failure() const
{
    const auto found = std::ranges::find_if(findings, &Finding::isFailure);
    return found == findings.end() ? nullptr : &*found;
}

bool StepPlan::loses() const
{
    return !losses.empty() ||
           std::ranges::any_of(tables, [](const TableImpact &table) { return table.drops || table.empties; });
}

StepPlan planStep(const MigrationStep &step, const std::optional<LiveTables> &live, bool isResumed,
                  NamePicture *names)
{
    StepPlan plan;
    auto read = StepScript::read(step);
    if (!read) {
        plan.error = read.error();
        plan.isUnderstood = false;
        return plan;
    }
    auto &script = read->script();
    plan.statements = read->count();
    plan.inTransaction = read->runsInTransaction();
    if (isResumed && step.firstStatement < plan.statements) {
        const auto &next = script.statements[static_cast<size_t>(step.firstStatement)];
        if (const auto index = concurrentIndexOf(next.sql))
            plan.dropsFirst = index->index;
    }
    if (names)
        followNames(*names, script, plan, step.firstStatement, isResumed);
    for (const auto &statement : script.statements) {
        if (plan.whyAlone.isEmpty())
            plan.whyAlone = statement.whyAlone;
        for (const auto &use : statement.tables)
            addImpact(plan.tables, use, live, names);
        addLosses(plan, statement, live, names);
    }
    if (names)
        addMissing(plan, *names);
    plan.isUnderstood = plan.isUnderstood && script.wasParsed;
    if (!plan.inTransaction && plan.whyAlone.isEmpty())
        plan.whyAlone = u"The file asks to run outside a transaction."_s;
    plan.time = takesKnownTime(script) ? timeFor(plan.tables, live.has_value()) : TimeClass::Unknown;

    LintContext context;
    context.isDown = step.direction == Direction::Down;
    context.hasDown = step.migration.down.has_value() || step.migration.repeatable;
    if (live) {
        context.serverVersion = live->serverVersion;
        context.tables = &live->sizes;
    }
    plan.findings = lint(script, context);
    return plan;
}

} // namespace seawall::db
