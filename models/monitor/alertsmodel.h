// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/keyedrows.h"
#include "models/monitor/alertrule.h"

namespace seawall::models {

struct AlertRow {
    Alert alert;
    int key() const { return alert.id; }
    bool operator==(const AlertRow &) const = default;
};

/// Alerts as a table; fed with Alerts::current() or Alerts::log().
class AlertsModel : public KeyedRowsModel<AlertRow>
{
    Q_OBJECT

public:
    enum Column {
        SeverityColumn,
        NodeColumn,
        SentenceColumn,
        RaisedColumn,
        ClearedColumn,
        AcknowledgedColumn,
        ColumnCount
    };
    explicit AlertsModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    void setAlerts(const std::vector<Alert> &alerts);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace seawall::models
