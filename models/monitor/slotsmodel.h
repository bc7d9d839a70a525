// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/keyedrows.h"

namespace seawall::models {

struct SlotRow {
    QString node;
    bool reachable = false;
    db::Slot slot;
    std::pair<QString, QString> key() const { return {node, slot.name}; }
    bool operator==(const SlotRow &) const = default;
};

/// The replication slots of every node (pg_replication_slots).
class SlotsModel : public KeyedRowsModel<SlotRow>
{
    Q_OBJECT

public:
    enum Column {
        NodeColumn,
        NameColumn,
        TypeColumn,
        ActiveColumn,
        StatusColumn,
        RetainedColumn,
        SafeColumn,
        InactiveColumn,
        ColumnCount
    };
    explicit SlotsModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    void setSnapshot(const db::SnapshotPtr &snapshot);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace seawall::models
