// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal.h"
#include "models/keyedrows.h"

namespace seawall::models {

struct JournalModelRow {
    JournalEntry entry;
    bool isOther = false; ///< of another cluster than the one that is watched now
    QString unknown;      ///< of an interrupted one, which has no outcome: how to find it out
    qint64 key() const { return entry.id; }
    bool operator==(const JournalModelRow &) const = default;
};

/// The Journal as a table, newest first; fed with what OperationRunner::journalRead brings.
class JournalModel : public KeyedRowsModel<JournalModelRow>
{
    Q_OBJECT

public:
    enum Column {
        StartedColumn,
        StateColumn,
        TitleColumn,
        NodeColumn,
        ActorColumn,
        ReasonColumn,
        SummaryColumn,
        DurationColumn,
        ProfileColumn,
        ColumnCount
    };
    explicit JournalModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    /// `cluster`: the system identifier of the one that is watched now; empty: not known.
    /// `envFile`: its own, which commands in an advice name.
    void setEntries(const std::vector<JournalEntry> &entries, const QString &cluster = {},
                    const QString &envFile = {});

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace seawall::models
