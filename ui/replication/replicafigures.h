// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/noderow.h"

#include <QAbstractTableModel>

namespace seawall::ui {

/// The figures of the replicas, one below the other, a column a replica: so that the three kinds of lag stand
/// side by side and two replicas are compared at a glance. Each row's header says where its figure comes from
/// and what it does not tell.
class ReplicaFigures final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Row {
        VerdictRow,
        ReasonRow,
        LagRow, ///< LSN clock, as is the next
        ResolutionRow,
        CatchUpRow,
        SentRow,
        WriteRow,
        FlushRow,
        ReplayRow,
        RpoRow,
        WriteLagRow, ///< PostgreSQL's own, as are the next three
        FlushLagRow,
        ReplayLagRow,
        SinceReplayRow,
        SyncRow,
        SlotRow,
        TimelineRow,
        UpstreamRow,
        PauseRow,
        ConflictsRow,
        RowCount
    };
    using QAbstractTableModel::QAbstractTableModel;

    void setReplicas(std::vector<models::NodeRow> replicas);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<models::NodeRow> m_replicas;
};

} // namespace seawall::ui
