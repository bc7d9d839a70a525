// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/readinessmodel.h"

#include "models/rowdata.h"

namespace seawall::models {

using State = db::ReadinessCheck::State;

namespace {

std::optional<Severity> severityOf(State state)
{
    switch (state) {
    case State::Blocking:
        return Severity::Critical;
    case State::Warning:
        return Severity::Warning;
    case State::Ok:
    case State::Unknown:
        break;
    }
    return std::nullopt;
}

Cell cellOf(const db::ReadinessCheck &check, int column)
{
    switch (column) {
    case ReadinessModel::TitleColumn:
        return Cell::words(check.title);
    case ReadinessModel::StateColumn:
        return Cell::words(db::toString(check.state));
    case ReadinessModel::MeasuredColumn:
        return Cell::words(check.measured);
    case ReadinessModel::NodeColumn:
        return Cell::words(check.node);
    default:
        return {};
    }
}

} // namespace

void ReadinessModel::setChecks(const std::vector<db::ReadinessCheck> &checks)
{
    std::vector<ReadinessRow> wanted;
    for (const auto state : {State::Blocking, State::Unknown, State::Warning, State::Ok})
        for (const auto &check : checks)
            if (check.state == state)
                wanted.push_back({static_cast<int>(wanted.size()), check});
    setRows(std::move(wanted));
}

const db::ReadinessCheck *ReadinessModel::check(const QModelIndex &index) const
{
    const auto *found = row(index);
    return found ? &found->check : nullptr;
}

int ReadinessModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReadinessModel::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    if (!found)
        return {};
    if (role == SortRole && index.column() == TitleColumn)
        return found->place;
    return rowData(role, found->key(), severityOf(found->check.state), cellOf(found->check, index.column()));
}

QVariant ReadinessModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Check"), QT_TR_NOOP("What has to hold before a switchover")},
        {QT_TR_NOOP("State"), QT_TR_NOOP("Unknown: it could not be read, which is not fine")},
        {QT_TR_NOOP("Found"), QT_TR_NOOP("What was measured")},
        {QT_TR_NOOP("Node"), QT_TR_NOOP("The node that was asked")},
    }};
    return orientation == Qt::Horizontal ? headerCell<ReadinessModel>(headers, section, role) : QVariant();
}

} // namespace seawall::models
