// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/comparisonmodel.h"

#include "models/cell.h"
#include "models/monitor/clusterevent.h"
#include "ui/flags/flagwords.h"

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::Cell;
using models::FlagDifference;
using C = ComparisonModel;

namespace {

QString stateOf(const FlagDifference &difference)
{
    if (difference.isSame)
        return C::tr("same");
    if (!difference.left)
        return C::tr("only right");
    return difference.right ? C::tr("differs") : C::tr("only left");
}

Cell cellOf(const ComparisonRow &row, int column)
{
    const auto &difference = row.difference;
    switch (column) {
    case C::KeyColumn:
        return {difference.key, row.order,
                difference.isFlag ? C::tr("%1, a flag").arg(difference.key) : QString(), false};
    case C::StateColumn:
        return Cell::words(stateOf(difference));
    case C::LeftColumn:
        return Cell::words(shownValue(difference.left));
    case C::RightColumn:
        return Cell::words(shownValue(difference.right));
    default:
        return {};
    }
}

} // namespace

void C::setDifferences(const std::vector<FlagDifference> &differences, bool onlyDifferent)
{
    std::vector<ComparisonRow> rows;
    for (const auto &difference : differences) {
        if (!onlyDifferent || !difference.isSame)
            rows.push_back({difference, int(rows.size())});
    }
    setRows(std::move(rows));
}

int C::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant C::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    if (!found)
        return {};
    if (role == models::SeverityRole)
        return found->difference.isFlag && !found->difference.isSame
                   ? QVariant(int(models::Severity::Warning))
                   : QVariant();
    return role == models::KeyRole ? QVariant(found->key()) : cellOf(*found, index.column()).data(role);
}

QVariant C::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<models::HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Key"), QT_TR_NOOP("Flags first, then as in the left file")},
        {QT_TR_NOOP("State"), QT_TR_NOOP("Whether both say the same; a flag that differs is marked")},
        {QT_TR_NOOP("Left"), QT_TR_NOOP("Its value in the left file; values of secrets are not shown")},
        {QT_TR_NOOP("Right"), QT_TR_NOOP("Its value in the right file; values of secrets are not shown")},
    }};
    return orientation == Qt::Horizontal ? models::headerCell<C>(headers, section, role) : QVariant();
}

} // namespace seawall::ui
