// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/sessions/blockingtree.h"

#include <QAbstractItemModel>

#include <memory>

namespace seawall::models {

/// Who is connected to one node and what they do: a tree in which a blocked session stands below its blocker,
/// the most urgent ones first. Snapshots without a session list (nobody asked for it, node not reachable)
/// leave the rows as they are; isCurrent() tells. Sessions keep their rows across Snapshots.
class SessionsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column {
        PidColumn,
        UserColumn,
        ApplicationColumn,
        DatabaseColumn,
        ClientColumn,
        StateColumn,
        AgeColumn,         ///< of the running statement, or of the transaction that idles
        TransactionColumn, ///< age of the transaction
        WaitColumn,
        BlockedByColumn,
        QueryColumn,
        ColumnCount
    };
    explicit SessionsModel(QObject *parent = nullptr);
    ~SessionsModel() override;

    void setNode(const QString &name); ///< empties the rows where it is another node
    QString node() const;
    void setSnapshot(const db::SnapshotPtr &snapshot);
    bool isCurrent() const; ///< the last Snapshot held this node's list

    const db::Session *
    session(const QModelIndex &index) const; ///< nullptr for none; valid until the next change
    QModelIndex indexOf(int pid, std::optional<qint64> backendStartUs) const;
    int blockedCount() const; ///< sessions that wait for another one

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    using QObject::parent;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Item;
    struct Ops;
    struct Private;
    Item *itemAt(const QModelIndex &index) const;
    QModelIndex indexFor(const Item *item) const;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
