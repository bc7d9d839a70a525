// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/flag.h"
#include "models/keyedrows.h"

namespace seawall::ui {

struct FlagHistoryRow {
    models::FlagChange change;
    int nth = 0;          ///< of those that are alike
    bool isOther = false; ///< made while another cluster was watched
    QString key() const
    {
        return QStringLiteral("%1/%2/%3/%4")
            .arg(QString::number(change.timeMs), change.store, change.key, QString::number(nth));
    }
    bool operator==(const FlagHistoryRow &) const = default;
};

/// What was done to the flags, newest first.
class FlagHistoryModel final : public models::KeyedRowsModel<FlagHistoryRow>
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        KeyColumn,
        FromColumn,
        ToColumn,
        WhoColumn,
        WhyColumn,
        StoreColumn,
        ColumnCount
    };
    explicit FlagHistoryModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    /// `cluster`: the system identifier of the one that is watched now; empty: not known.
    void setHistory(const std::vector<models::FlagChange> &history, const QString &cluster = {});

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace seawall::ui
