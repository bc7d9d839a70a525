// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/flaghistorymodel.h"

#include "models/cell.h"
#include "models/format.h"
#include "models/operation.h"
#include "ui/flags/flagwords.h"

#include <map>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::Cell;
using H = FlagHistoryModel;
namespace format = models::format;

namespace {

/// What was done on another cluster comes before the reason for it.
Cell whyCell(const FlagHistoryRow &row)
{
    if (!row.isOther)
        return Cell::words(row.change.why);
    const auto other = H::tr("another cluster");
    return Cell::words(row.change.why.isEmpty() ? other : u"%1: %2"_s.arg(other, row.change.why),
                       H::tr("It was made while another cluster was watched here than is now: its system "
                             "identifier is %1")
                           .arg(row.change.systemIdentifier));
}

Cell cellOf(const FlagHistoryRow &row, int column)
{
    const auto &change = row.change;
    switch (column) {
    case H::TimeColumn:
        return {format::dateTime(change.timeMs), change.timeMs, {}, false};
    case H::KeyColumn:
        return Cell::words(change.key);
    case H::FromColumn:
        return Cell::words(shownValue(change.from));
    case H::ToColumn:
        return Cell::words(shownValue(change.to));
    case H::WhoColumn:
        return Cell::words(change.who.isEmpty() ? H::tr("not known") : change.who);
    case H::WhyColumn:
        return whyCell(row);
    case H::StoreColumn:
        return Cell::words(change.store);
    default:
        return {};
    }
}

} // namespace

void H::setHistory(const std::vector<models::FlagChange> &history, const QString &cluster)
{
    std::map<QString, int> alike;
    std::vector<FlagHistoryRow> rows;
    for (auto change = history.rbegin(); change != history.rend(); ++change) {
        const models::OperationTarget then{.systemIdentifier = change->systemIdentifier};
        FlagHistoryRow row{*change, 0, then.isOnOtherCluster(cluster)};
        row.nth = alike[row.key()]++;
        rows.push_back(row);
    }
    std::ranges::reverse(rows);
    setRows(std::move(rows));
}

int H::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant H::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    if (!found)
        return {};
    return role == models::KeyRole ? QVariant(found->key()) : cellOf(*found, index.column()).data(role);
}

QVariant H::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<models::HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Time"), QT_TR_NOOP("When it was changed")},
        {QT_TR_NOOP("Flag"), QT_TR_NOOP("Its key")},
        {QT_TR_NOOP("From"), QT_TR_NOOP("What it was")},
        {QT_TR_NOOP("To"), QT_TR_NOOP("What it became")},
        {QT_TR_NOOP("By"), QT_TR_NOOP("Who changed it")},
        {QT_TR_NOOP("Why"), QT_TR_NOOP("The reason given")},
        {QT_TR_NOOP("Store"), QT_TR_NOOP("Where it lives: the .env file, or the table on the primary")},
    }};
    return orientation == Qt::Horizontal ? models::headerCell<H>(headers, section, role) : QVariant();
}

} // namespace seawall::ui
