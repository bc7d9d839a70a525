// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/slotsmodel.h"

#include "models/format.h"
#include "models/rowdata.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

QString statusMeaning(const QString &walStatus)
{
    if (walStatus == u"reserved")
        return SlotsModel::tr("The WAL this slot needs is within max_wal_size.");
    if (walStatus == u"extended")
        return SlotsModel::tr("The WAL this slot needs exceeds max_wal_size, and is kept.");
    if (walStatus == u"unreserved")
        return SlotsModel::tr("The WAL this slot needs may be removed at the next checkpoint.");
    if (walStatus == u"lost")
        return SlotsModel::tr("WAL this slot needs has been removed: its replica has to be built anew.");
    return {};
}

/// Without max_slot_wal_keep_size there is no limit to what a slot holds back, until the disk is full.
Cell safeCell(const db::Slot &slot)
{
    if (slot.safeWalSize)
        return Cell::figure(format::bytes(slot.safeWalSize), slot.safeWalSize);
    return Cell::figure(
        SlotsModel::tr("no limit"), std::optional<qint64>(),
        SlotsModel::tr("max_slot_wal_keep_size is not set: a forgotten slot can fill the disk."));
}

/// Only which slots there are does not age: the rest is unknown while its node does not answer.
bool ages(int column)
{
    return column != SlotsModel::NodeColumn && column != SlotsModel::NameColumn &&
           column != SlotsModel::TypeColumn;
}

std::optional<Severity> severityOf(const SlotRow &row)
{
    if (row.slot.walStatus == u"lost")
        return Severity::Critical;
    if (row.slot.walStatus == u"unreserved" || !row.slot.active)
        return Severity::Warning;
    return std::nullopt;
}

Cell cellOf(const SlotRow &row, int column)
{
    if (!row.reachable && ages(column))
        return Cell::words(format::unknown());
    switch (column) {
    case SlotsModel::NodeColumn:
        return Cell::words(row.node);
    case SlotsModel::NameColumn:
        return Cell::words(row.slot.name);
    case SlotsModel::TypeColumn:
        return Cell::words(row.slot.type);
    case SlotsModel::ActiveColumn:
        return Cell::words(row.slot.active ? SlotsModel::tr("in use") : SlotsModel::tr("unused"));
    case SlotsModel::StatusColumn:
        return Cell::words(row.slot.walStatus.isEmpty() ? format::unknown() : row.slot.walStatus,
                           statusMeaning(row.slot.walStatus));
    case SlotsModel::RetainedColumn:
        return Cell::figure(format::bytes(row.slot.retainedBytes), row.slot.retainedBytes);
    case SlotsModel::SafeColumn:
        return safeCell(row.slot);
    case SlotsModel::InactiveColumn:
        return row.slot.active
                   ? Cell()
                   : Cell::figure(format::seconds(row.slot.inactiveSeconds), row.slot.inactiveSeconds);
    default:
        return {};
    }
}

} // namespace

void SlotsModel::setSnapshot(const db::SnapshotPtr &snapshot)
{
    std::vector<SlotRow> wanted;
    for (const auto &node : snapshot->nodes) {
        for (const auto &slot : node.facts.slotList)
            wanted.push_back({node.name, node.reachable, slot});
    }
    setRows(std::move(wanted));
}

int SlotsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SlotsModel::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    return found ? rowData(role, u"%1/%2"_s.arg(found->node, found->slot.name), severityOf(*found),
                           cellOf(*found, index.column()))
                 : QVariant();
}

QVariant SlotsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Node"), QT_TR_NOOP("The node that keeps WAL for this slot")},
        {QT_TR_NOOP("Slot"), QT_TR_NOOP("The slot's name")},
        {QT_TR_NOOP("Type"), QT_TR_NOOP("Physical for replicas, logical for subscriptions")},
        {QT_TR_NOOP("Use"), QT_TR_NOOP("Whether a walsender reads from it")},
        {QT_TR_NOOP("WAL status"), QT_TR_NOOP("Whether the WAL it needs is still there")},
        {QT_TR_NOOP("Held back"), QT_TR_NOOP("WAL that is kept because of this slot; asked every 15 s, and "
                                             "at once when a replica comes or goes")},
        {QT_TR_NOOP("Room left"), QT_TR_NOOP("WAL that may be written before the slot is in danger")},
        {QT_TR_NOOP("Unused for"), QT_TR_NOOP("How long nobody has read from it; from PostgreSQL 17 on")},
    }};
    return orientation == Qt::Horizontal ? headerCell<SlotsModel>(headers, section, role) : QVariant();
}

} // namespace seawall::models
