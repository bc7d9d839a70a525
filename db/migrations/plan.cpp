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

/// Bytes of the tables from which others are filled while a lock is held for which sessions wait; nothing:
/// not known.
std::optional<double> bytesThatFill(const Script &script, const StepPlan &plan, size_t first)
{
    double bytes = 0;
    bool isHeld = false;
    for (size_t i = first; plan.inTransaction && i < script.statements.size(); ++i) {
        const auto &statement = script.statements[i];
        const bool isFilling = std::ranges::any_of(statement.names, &NameUse::isFilling);
        bool hasSource = false;
        for (const auto &use : statement.tables) {
            if (use.isPerhapsNew)
                continue;
            isHeld = isHeld || (use.lock >= LockMode::Share && use.origin != TableUse::Origin::Made);
            if (!isFilling || !isHeld || use.lock != LockMode::AccessShare)
                continue;
            const auto impact = std::ranges::find(plan.tables, use.table, &TableImpact::table);
            hasSource = true;
            if (use.isFilled || impact == plan.tables.end() || !(impact->size || impact->isMade))
                return std::nullopt;
            bytes += static_cast<double>(impact->size.value_or(TableSize{}).bytes);
        }
        if (isFilling && isHeld && !hasSource)
            return std::nullopt; // generate_series, say
    }
    return bytes;
}

TimeClass timeFor(const std::vector<TableImpact> &impacts, bool sizesAreKnown,
                  std::optional<double> bytesThatFill)
{
    if (!bytesThatFill)
        return TimeClass::Unknown;
    double seconds = *bytesThatFill / rewrittenPerSecond;
    for (const auto &impact : impacts) {
        if (!impact.rewrites && !impact.scans)
            continue;
        // Of one that a step before makes and does not fill there is nothing to read.
        if (!sizesAreKnown || impact.isFilled || !(impact.size || impact.isMade))
            return TimeClass::Unknown;
        if (impact.size)
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
        return !loss.name.isEmpty() && !loss.table.isEmpty() && loss.now.isEmpty() &&
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
            if (!use.isPerhapsNew || use.drops || use.empties)
                addImpact(plan.tables, use, live, names);
        addLosses(plan, statement, live, names);
    }
    if (names)
        addMissing(plan, *names);
    plan.isUnderstood = plan.isUnderstood && script.wasParsed;
    if (!plan.inTransaction && plan.whyAlone.isEmpty())
        plan.whyAlone = u"The file asks to run outside a transaction."_s;
    if (takesKnownTime(script))
        plan.time = timeFor(plan.tables, live.has_value(),
                            bytesThatFill(script, plan, static_cast<size_t>(step.firstStatement)));

    LintContext context;
    context.isDown = step.direction == Direction::Down;
    context.hasDown = step.migration.down.has_value() || step.migration.repeatable;
    if (live) {
        context.serverVersion = live->serverVersion;
        context.tables = &live->sizes;
        for (const auto &table : plan.tables)
            if (table.isFilled || (table.size && !table.now.isEmpty()))
                context.named[table.table] = table.isFilled ? std::nullopt : table.size;
    }
    plan.findings = lint(script, context);
    return plan;
}

} // namespace seawall::db
