// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/alertsmodel.h"

#include "models/cell.h"
#include "models/format.h"

namespace seawall::models {

namespace {

Cell cellOf(const Alert &alert, int column)
{
    switch (column) {
    case AlertsModel::SeverityColumn:
        return {toString(alert.rule.severity), int(alert.rule.severity), {}, false};
    case AlertsModel::NodeColumn:
        return Cell::words(alert.node.isEmpty() ? AlertsModel::tr("cluster") : alert.node);
    case AlertsModel::SentenceColumn:
        return Cell::words(alert.sentence);
    case AlertsModel::RaisedColumn:
        return {format::dateTime(alert.raisedMs), alert.raisedMs, {}, false};
    case AlertsModel::ClearedColumn:
        if (!alert.clearedMs)
            return {AlertsModel::tr("lasts"), {}, {}, false};
        return {alert.outdated ? AlertsModel::tr("%1, then not known").arg(format::dateTime(*alert.clearedMs))
                               : format::dateTime(*alert.clearedMs),
                *alert.clearedMs,
                {},
                false};
    case AlertsModel::AcknowledgedColumn:
        return Cell::words(alert.acknowledgedBy);
    default:
        return {};
    }
}

} // namespace

void AlertsModel::setAlerts(const std::vector<Alert> &alerts)
{
    std::vector<AlertRow> wanted;
    for (const auto &alert : alerts)
        wanted.push_back({alert});
    setRows(std::move(wanted));
}

int AlertsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AlertsModel::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    if (!found)
        return {};
    if (role == KeyRole)
        return QString::number(found->alert.id);
    if (role == SeverityRole)
        return found->alert.clearedMs ? QVariant() : QVariant(int(found->alert.rule.severity));
    return cellOf(found->alert, index.column()).data(role);
}

QVariant AlertsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Severity"), QT_TR_NOOP("As the rule says")},
        {QT_TR_NOOP("Node"), QT_TR_NOOP("The node it is about")},
        {QT_TR_NOOP("Alert"), QT_TR_NOOP("What is wrong, with the figure and its limit")},
        {QT_TR_NOOP("Since"), QT_TR_NOOP("When it was raised")},
        {QT_TR_NOOP("Until"), QT_TR_NOOP("When it cleared, or its server could not be reached any more")},
        {QT_TR_NOOP("Acknowledged by"), QT_TR_NOOP("Who has seen it and takes care of it")},
    }};
    return orientation == Qt::Horizontal ? headerCell<AlertsModel>(headers, section, role) : QVariant();
}

} // namespace seawall::models
