// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/flagbook.h"
#include "models/keyedrows.h"

namespace seawall::models {

struct FlagRow {
    Flag flag;
    QString state, stateTip; ///< proof and dead man's switch, as words
    int order = 0;
    QString key() const { return flag.store + u'/' + flag.key(); }
    bool operator==(const FlagRow &) const = default;
};

/// The flags of all stores as a table, in the order of the stores. KeyRole: 'env/USE_READ_REPLICA'.
class FlagsModel : public KeyedRowsModel<FlagRow>
{
    Q_OBJECT

public:
    enum Column {
        KeyColumn,
        ValueColumn,
        StateColumn,
        ChangedColumn,
        ByColumn,
        WhyColumn,
        ServicesColumn,
        StoreColumn,
        ColumnCount
    };
    explicit FlagsModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    void update(const FlagBook &book); ///< at flagsRead, historyRead, proofChanged and switchesChanged

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static FlagRow rowOf(const Flag &flag, const FlagBook &book, int order);
};

} // namespace seawall::models
