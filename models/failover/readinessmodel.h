// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/readiness.h"
#include "models/keyedrows.h"

namespace seawall::models {

struct ReadinessRow {
    int place = 0; ///< in the list as it is shown
    db::ReadinessCheck check;
    QString key() const { return check.id; }
    bool operator==(const ReadinessRow &) const = default;
};

/// The checks before a switchover, a row each: the worst first, else in the order in which they are mended.
class ReadinessModel : public KeyedRowsModel<ReadinessRow>
{
    Q_OBJECT

public:
    enum Column { TitleColumn, StateColumn, MeasuredColumn, NodeColumn, ColumnCount };
    explicit ReadinessModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    void setChecks(const std::vector<db::ReadinessCheck> &checks);
    const db::ReadinessCheck *check(const QModelIndex &index) const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace seawall::models
