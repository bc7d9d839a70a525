// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/keyedrows.h"

namespace seawall::models {

/// A node in the figures table: the node itself, and what its upstream's pg_stat_replication says of it.
struct NodeRow {
    db::NodeSnapshot node;
    std::optional<db::WalSender> sender; ///< absent: no upstream known, or not listed there
    const QString &key() const { return node.name; }
    bool operator==(const NodeRow &) const = default;
};

/// The figures of every node, in the order of the configuration. Lag by the LSN clock and lag as PostgreSQL
/// says stand in columns of their own.
class NodesModel : public KeyedRowsModel<NodeRow>
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        RoleColumn,
        VerdictColumn,
        AddressColumn,
        VersionColumn,
        TimelineColumn,
        LagColumn,  ///< LSN clock
        SentColumn, ///< bytes to each stage
        WriteColumn,
        FlushColumn,
        ReplayColumn,
        RpoColumn,
        WalRateColumn,
        ReportedLagColumn, ///< replay_lag of pg_stat_replication
        SinceReplayColumn, ///< now() − pg_last_xact_replay_timestamp()
        SyncColumn,
        UtilizationColumn,
        RoundTripColumn,
        LastSeenColumn,
        ColumnCount
    };
    explicit NodesModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    void setSnapshot(const db::SnapshotPtr &snapshot);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace seawall::models
