// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/readiness.h"
#include "models/keyedrows.h"

namespace seawall::models {

struct SettingRow {
    db::SettingDifference difference;
    QString key() const { return difference.name; }
    bool operator==(const SettingRow &) const = default;
};

/// The settings that primary and candidate do not have in common (pg_settings on both).
class SettingsModel : public KeyedRowsModel<SettingRow>
{
    Q_OBJECT

public:
    enum Column { NameColumn, PrimaryColumn, CandidateColumn, MeaningColumn, ColumnCount };
    explicit SettingsModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    /// `withExpected`: those that belong to the machine or the role as well.
    void setDifferences(const std::vector<db::SettingDifference> &differences, bool withExpected);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace seawall::models
