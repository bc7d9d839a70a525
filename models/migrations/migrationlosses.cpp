// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationlosses.h"

#include "models/migrations/migrationpreview.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using What = db::Change::What;

namespace {

struct Losses {
    QStringList gone;         ///< tables and schemas
    QStringList whole;        ///< 'everything owned by clerk in this database'
    QStringList emptied;      ///< tables that lose all rows
    QStringList thinned;      ///< tables that lose some
    QStringList columns;      ///< 'clients.vat'
    QStringList overwritten;  ///< columns, in all rows
    QStringList converted;    ///< columns, by an expression
    QStringList narrowed;     ///< columns, to a type that holds less
    bool ofNewTables = false; ///< of tables that are not there yet
};

/// A list that a person can still read.
QString listed(const QStringList &names)
{
    constexpr qsizetype most = 12;
    return names.size() <= most
               ? names.join(u", "_s)
               : u"%1 and %2 more"_s.arg(names.first(most).join(u", "_s)).arg(names.size() - most);
}

QString withHoldings(const QString &kind, const QStringList &names)
{
    return names.size() == 1 ? u"the %1 %2 with all it holds"_s.arg(kind, names.front())
                             : u"the %1s %2 with all they hold"_s.arg(kind, listed(names));
}

/// With the rows that it holds now, or that it is not there.
QString sized(const db::TableImpact &table)
{
    return table.size        ? u"%1 (%2)"_s.arg(table.table, describeSize(*table.size))
           : table.isMissing ? u"%1 (no table of that name now)"_s.arg(table.table)
                             : table.table;
}

/// What the step does to the table that loses something; the name alone where that is not known.
db::TableImpact impactOf(const db::Change &loss, const db::StepPlan &step)
{
    const auto found = std::ranges::find(step.tables, loss.table, &db::TableImpact::table);
    return found == step.tables.end() ? db::TableImpact{.table = loss.table} : *found;
}

QString columnsText(const QStringList &columns)
{
    return (columns.size() == 1 ? u"the column "_s : u"the columns "_s) + listed(columns);
}

/// What is told by what it belongs to; empty: by its name.
QString wholeOf(const db::Change &loss)
{
    switch (loss.what) {
    case What::DropsOwned:
        return u"everything owned by %1 in this database"_s.arg(loss.name);
    case What::DropsDatabase:
        return u"the database %1"_s.arg(loss.name);
    case What::DropsType:
        return u"every column of the type %1"_s.arg(loss.name);
    case What::LosesLargeObjects:
        return u"every large object that %1 is given"_s.arg(loss.name);
    case What::DropsAttribute:
        return u"the attribute %1 in every column of the type %2"_s.arg(loss.name, loss.table);
    case What::DropsTypesOf:
        return u"every column of a type of the extension %1"_s.arg(loss.name);
    default:
        return {};
    }
}

/// `isMissing`: there is no column of that name now.
void addTo(Losses &losses, const db::Change &loss, const db::TableImpact &table, bool isMissing)
{
    if (const auto whole = wholeOf(loss); !whole.isEmpty())
        losses.whole << whole;
    else if (loss.what == What::DropsSchema)
        losses.gone << u"all of the schema %1"_s.arg(loss.name);
    else if (loss.what == What::DeletesRows)
        losses.thinned << sized(table);
    else
        (loss.what == What::DropsColumn        ? losses.columns
         : loss.what == What::OverwritesColumn ? losses.overwritten
         : loss.what == What::NarrowsColumn    ? losses.narrowed
                                               : losses.converted)
            << u"%1.%2"_s.arg(loss.table, loss.name) + (table.isMissing ? u" (no table of that name now)"_s
                                                        : !loss.now.isEmpty() ? u" (%1 now)"_s.arg(loss.now)
                                                        : isMissing ? u" (no column of that name now)"_s
                                                                    : QString());
}

/// `areThere`: those of tables that are not there now are only counted.
Losses lossesOf(const std::vector<db::StepPlan> &steps, bool areThere)
{
    Losses losses;
    const auto isPassedOver = [&](const db::TableImpact &table) {
        const bool isOver = areThere && table.isMissing;
        losses.ofNewTables = losses.ofNewTables || isOver;
        return isOver;
    };
    for (const auto &step : steps) {
        for (const auto &table : step.tables)
            if ((table.drops || table.empties) && !isPassedOver(table))
                (table.drops ? losses.gone : losses.emptied) << sized(table);
        for (const auto &loss : step.losses)
            if (const auto table = impactOf(loss, step); !isPassedOver(table))
                addTo(losses, loss, table,
                      !areThere && std::ranges::find(step.missing, loss) != step.missing.end());
    }
    const auto without = [](QStringList &names, const QStringList &named) {
        names.removeDuplicates();
        names.removeIf([&](const QString &name) { return named.contains(name); });
    };
    losses.gone.removeDuplicates();
    losses.whole.removeDuplicates();
    losses.columns.removeDuplicates();
    without(losses.emptied, losses.gone);
    without(losses.thinned, losses.gone + losses.emptied);
    without(losses.overwritten, losses.columns);
    without(losses.converted, losses.columns + losses.overwritten);
    without(losses.narrowed, losses.columns + losses.overwritten + losses.converted);
    return losses;
}

} // namespace

QString lossesText(const std::vector<db::StepPlan> &steps)
{
    const auto losses = lossesOf(steps, false);
    QString text;
    if (!losses.whole.isEmpty())
        text += u"This goes, with all it holds: %1. "_s.arg(losses.whole.join(u", "_s));
    if (!losses.gone.isEmpty())
        text += u"These tables go, with all they hold: %1. "_s.arg(losses.gone.join(u", "_s));
    if (!losses.emptied.isEmpty())
        text += u"All rows of these are deleted: %1. "_s.arg(losses.emptied.join(u", "_s));
    if (!losses.thinned.isEmpty())
        text += u"Rows of these are deleted: %1. "_s.arg(losses.thinned.join(u", "_s));
    if (!losses.columns.isEmpty())
        text += u"These columns go, with all they hold: %1. "_s.arg(losses.columns.join(u", "_s));
    if (!losses.overwritten.isEmpty())
        text += u"These columns are overwritten in all rows: %1. "_s.arg(losses.overwritten.join(u", "_s));
    if (!losses.converted.isEmpty())
        text +=
            u"These columns are replaced by what an expression makes of them, which may be less: %1. "_s.arg(
                losses.converted.join(u", "_s));
    if (!losses.narrowed.isEmpty())
        text +=
            u"The values of these columns are converted to their new type, and what does not fit there is rounded or cut: %1. "_s
                .arg(losses.narrowed.join(u", "_s));
    if (!std::ranges::all_of(steps, &db::StepPlan::isUnderstood))
        text += text.isEmpty() ? u"What the scripts delete cannot be read from them. "_s
                               : u"What else the scripts delete cannot be read from them. "_s;
    return text;
}

QString wayBackText(const std::vector<db::StepPlan> &downs)
{
    const auto losses = lossesOf(downs, true);
    QStringList told;
    for (const auto &whole : losses.whole)
        told << whole + u" with all it holds"_s;
    if (!losses.gone.isEmpty())
        told << withHoldings(u"table"_s, losses.gone);
    if (!losses.emptied.isEmpty())
        told << u"all rows of %1"_s.arg(listed(losses.emptied));
    if (!losses.thinned.isEmpty())
        told << u"rows of %1"_s.arg(listed(losses.thinned));
    if (!losses.columns.isEmpty())
        told << withHoldings(u"column"_s, losses.columns);
    if (losses.ofNewTables)
        told << u"what is written to the new tables until then"_s;
    auto text = told.isEmpty() ? QString() : u" It deletes %1."_s.arg(told.join(u"; "_s));
    if (!losses.overwritten.isEmpty())
        text += u" It overwrites %1 in all rows."_s.arg(columnsText(losses.overwritten));
    if (!losses.converted.isEmpty())
        text += u" It replaces %1 by what an expression makes of it, which may be less."_s.arg(
            columnsText(losses.converted));
    if (!losses.narrowed.isEmpty())
        text += u" It converts %1 to another type, and what does not fit there is rounded or cut."_s.arg(
            columnsText(losses.narrowed));
    if (!std::ranges::all_of(downs, &db::StepPlan::isUnderstood))
        text += text.isEmpty() ? u" What its scripts delete cannot be read from them."_s
                               : u" What else its scripts delete cannot be read from them."_s;
    return text;
}

} // namespace seawall::models
