// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/flagcomparison.h"
#include "models/keyedrows.h"

namespace seawall::ui {

struct ComparisonRow {
    models::FlagDifference difference;
    int order = 0; ///< as it was told
    QString key() const { return difference.key; }
    bool operator==(const ComparisonRow &) const = default;
};

/// Two environments side by side, key by key.
class ComparisonModel final : public models::KeyedRowsModel<ComparisonRow>
{
    Q_OBJECT

public:
    enum Column { KeyColumn, StateColumn, LeftColumn, RightColumn, ColumnCount };
    explicit ComparisonModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    void setDifferences(const std::vector<models::FlagDifference> &differences, bool onlyDifferent);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace seawall::ui
