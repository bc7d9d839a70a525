// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/keyedrows.h"

#include <tuple>

namespace seawall::models {

struct ApplicationRow {
    QString node;
    bool reachable = false;
    db::ApplicationSessions sessions;
    std::optional<int> limit; ///< of its configured pool; absent: none configured
    std::tuple<QString, QString, QString> key() const { return {node, sessions.application, sessions.user}; }
    bool operator==(const ApplicationRow &) const = default;
};

/// Sessions per node, application and user, by state, against the pool's limit where one is configured.
class ApplicationsModel : public KeyedRowsModel<ApplicationRow>
{
    Q_OBJECT

public:
    enum Column {
        NodeColumn,
        ApplicationColumn,
        UserColumn,
        ActiveColumn,
        IdleColumn,
        IdleInTransactionColumn,
        OtherColumn,
        TotalColumn,
        LimitColumn,
        UseColumn,
        ColumnCount
    };
    explicit ApplicationsModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    void setSnapshot(const db::SnapshotPtr &snapshot);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace seawall::models
