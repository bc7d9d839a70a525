// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklistbook.h"
#include "models/checklist/outline.h"

#include <QAbstractItemModel>

namespace seawall::models {

/// The outline of a checklist: phases, tasks, steps, each with where it stands. A new state or a changed file
/// is merged in: rows stay, and with them what is chosen, expanded and scrolled to.
class ChecklistModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        StateRole = Qt::UserRole + 20, ///< int(StepState); of a heading: of all below it
        DoneRole,                      ///< of those, done
        TotalRole,                     ///< steps below, and itself where it is to be done too
        FailedRole,                    ///< of those, failed or interrupted
        StaleRole,
        NodeRole,    ///< int: index in Checklist::nodes
        HeadingRole, ///< bool
        KindRole,    ///< int(StepSpec::Kind) of what is to be done itself; invalid else
        OwnRole,     ///< int(StepState): of such a one itself
        LiveRole,    ///< QString: the figure of a metric step as it is now; invalid else
        HoldsRole,   ///< bool: whether that is as it should be; invalid where it is not known
        FindRole,    ///< QString: title, guidance and code, for a search
        TickedRole,  ///< bool: its box is ticked in the file
        SignedRole,  ///< QString: who signed the phase off; empty: nobody
    };
    explicit ChecklistModel(QObject *parent = nullptr);
    ~ChecklistModel() override;

    void setView(const ChecklistViewPtr &view); ///< nullptr: empty
    void setSnapshot(const db::Snapshot &snapshot);
    const ChecklistViewPtr &view() const;
    QModelIndex indexOf(int node) const; ///< of a node of the view
    StepCounts counts() const;           ///< of all
    StepCounts counts(int node) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    using QObject::parent;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Item;
    struct Ops;
    struct Private;
    Item *itemAt(const QModelIndex &index) const;
    QModelIndex indexFor(const Item *item) const;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
