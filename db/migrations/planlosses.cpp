// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/planlosses.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

bool isSystems(const QString &table)
{
    return table.startsWith("pg_"_L1) || table.startsWith("information_schema."_L1);
}

void addLoss(StepPlan &plan, const Change &loss)
{
    if (std::ranges::find(plan.losses, loss) == plan.losses.end())
        plan.losses.push_back(loss);
}

/// Tables whose foreign keys lead to this one, through others as well; `deleting`: by ON DELETE CASCADE
/// alone.
QStringList referrersOf(const QString &table, const LiveTables &live, bool deleting)
{
    QStringList found{table};
    for (qsizetype i = 0; i < found.size(); ++i) {
        const auto referrers = live.referrers.find(found[i]);
        if (referrers == live.referrers.end())
            continue;
        for (const auto &referrer : referrers->second) {
            const bool isFound =
                found.contains(referrer.table) || found.contains(u"public."_s + referrer.table);
            if (!isFound && (referrer.deletes || !deleting))
                found << referrer.table;
        }
    }
    return found.sliced(1);
}

/// As the plan has named it before.
QString nameIn(const StepPlan &plan, const QString &table)
{
    const auto qualified = std::ranges::find(plan.tables, u"public."_s + table, &TableImpact::table);
    return qualified == plan.tables.end() ? table : qualified->table;
}

/// As it is called on the server now, where that is known.
QString nameNow(const StepPlan &plan, const QString &table)
{
    const auto found = std::ranges::find(plan.tables, table, &TableImpact::table);
    return found == plan.tables.end() || found->now.isEmpty() ? table : found->now;
}

/// The rows that foreign keys take along.
void addReferrers(StepPlan &plan, const Change &change, const LiveTables &live, const NamePicture *names)
{
    using enum Change::What;
    const bool truncates = change.what == TruncatesReferrers;
    if (!truncates && change.what != DeletesRows && change.what != DeletesAllRows)
        return;
    for (const auto &table : referrersOf(nameNow(plan, change.table), live, !truncates)) {
        const auto name = nameIn(plan, table);
        addImpact(plan.tables,
                  {.table = name,
                   .lock = truncates ? LockMode::AccessExclusive : LockMode::RowExclusive,
                   .empties = truncates},
                  live, names);
        if (!truncates)
            addLoss(plan, {DeletesRows, name, {}});
    }
}

/// What goes with it, and with the tables that go with it.
std::vector<Dependent> dependentsOf(const QString &what, const LiveTables &live)
{
    std::vector<Dependent> found;
    QStringList dropped{what};
    for (qsizetype i = 0; i < dropped.size(); ++i) {
        auto dependents = live.dependents.find(dropped[i]);
        const auto kind = dropped[i].section(u' ', 0, 0), name = dropped[i].section(u' ', 1);
        if (dependents == live.dependents.end() && (kind == u"type" || kind == u"function") &&
            !name.contains(u'.')) // search_path may lead elsewhere within the script
            dependents = std::ranges::find_if(live.dependents, [&](const auto &each) {
                return each.first.startsWith(kind + u' ') && each.first.endsWith(u'.' + name);
            });
        if (dependents == live.dependents.end())
            continue;
        for (const auto &dependent : dependents->second) {
            found.push_back(dependent);
            const auto table = u"table "_s + dependent.table;
            if (dependent.column.isEmpty() && !dropped.contains(table))
                dropped << table;
        }
    }
    return found;
}

QString keyOf(const Change &change, const StepPlan &plan, const NamePicture *names)
{
    using enum Change::What;
    switch (change.what) {
    case DropsWithDependents:
        return change.name.startsWith("table "_L1) ? u"table "_s + nameNow(plan, change.name.sliced(6))
                                                   : change.name;
    case DropsSchema:
        return u"schema "_s + change.name;
    case DropsExtension:
    case DropsTypesOf:
        return u"extension "_s + change.name;
    case DropsOwned:
        return u"role "_s + (change.name == u"CURRENT_USER" && names ? names->role() : change.name);
    default:
        return {};
    }
}

/// The columns and tables that CASCADE takes along, unnamed.
void addDependents(StepPlan &plan, const Change &change, const LiveTables &live, const NamePicture *names)
{
    const auto key = keyOf(change, plan, names);
    if (key.isEmpty())
        return;
    for (const auto &dependent : dependentsOf(key, live)) {
        const bool isTable = dependent.column.isEmpty();
        if (!isTable && change.what == Change::What::DropsExtension)
            continue; // without CASCADE it is refused
        const auto name = nameIn(plan, dependent.table);
        addImpact(plan.tables, {.table = name, .lock = LockMode::AccessExclusive, .drops = isTable}, live,
                  names);
        if (!isTable)
            addLoss(plan, {Change::What::DropsColumn, name, dependent.column});
    }
}

} // namespace

bool isLoss(Change::What what)
{
    using enum Change::What;
    return what == DeletesRows || what == DropsColumn || what == DropsAttribute || what == DropsSchema ||
           what == OverwritesColumn || what == ConvertsColumn || what == NarrowsColumn ||
           what == DropsOwned || what == DropsDatabase || what == DropsType || what == DropsTypesOf ||
           what == LosesLargeObjects;
}

void addImpact(std::vector<TableImpact> &impacts, const TableUse &use, const std::optional<LiveTables> &live,
               const NamePicture *names)
{
    auto found = std::ranges::find(impacts, use.table, &TableImpact::table);
    if (found == impacts.end()) {
        TableImpact fresh;
        fresh.table = use.table;
        if (live) {
            auto known = live->sizes.find(use.now.isEmpty() ? use.table : use.now);
            fresh.isMissing = use.origin == TableUse::Origin::Unknown
                                  ? known == live->sizes.end() && !isSystems(use.table) &&
                                        !(names && names->isThereNow(use.table))
                                  : use.origin == TableUse::Origin::Made;
            fresh.isMade = use.origin == TableUse::Origin::Made;
            fresh.now = use.now;
            if (fresh.isMade)
                known = live->sizes.end(); // one of that name goes before
            if (known != live->sizes.end())
                fresh.size = known->second;
        }
        found = impacts.insert(impacts.end(), fresh);
    }
    found->isFilled = found->isFilled || use.isFilled;
    found->lock = std::max(found->lock, use.lock);
    found->rewrites = found->rewrites || use.rewrites;
    found->scans = found->scans || use.scans;
    found->drops = found->drops || use.drops;
    found->empties = found->empties || use.empties;
}

void addLosses(StepPlan &plan, const Statement &statement, const std::optional<LiveTables> &live,
               const NamePicture *names)
{
    for (const auto &change : statement.changes) {
        if (isLoss(change.what))
            addLoss(plan, change);
        plan.isUnderstood = plan.isUnderstood && change.what != Change::What::RunsCode;
        if (live) {
            addReferrers(plan, change, *live, names);
            addDependents(plan, change, *live, names);
        }
    }
}

} // namespace seawall::db
