// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/keyedrows.h"

namespace seawall::ui {

struct PgBouncerRow {
    db::PgBouncerPool pool;
    QString key() const { return pool.database + u'/' + pool.user; }
    bool operator==(const PgBouncerRow &) const = default;
};

/// PgBouncer's SHOW POOLS as a table. Clients that wait make a row a warning.
class PgBouncerModel final : public models::KeyedRowsModel<PgBouncerRow>
{
    Q_OBJECT

public:
    enum Column {
        PoolColumn,
        ActiveColumn,
        WaitingColumn,
        MaxWaitColumn,
        ServersColumn,
        SizeColumn,
        ModeColumn,
        ColumnCount
    };
    explicit PgBouncerModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    void setPools(const std::vector<db::PgBouncerPool> &pools);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace seawall::ui
