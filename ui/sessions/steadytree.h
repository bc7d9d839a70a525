// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace seawall::ui {

/// A tree whose choice ends with the row that was chosen. Qt's own moves on to the neighbour, and a second
/// click on Terminate would hit a session that nobody chose.
class SteadyTree final : public QTreeView
{
public:
    using QTreeView::QTreeView;

    /// As wide as what it holds, with the indentation of all levels; never narrower than it is.
    void widen(int column)
    {
        if (const int wanted = sizeHintForColumn(column); wanted > columnWidth(column))
            setColumnWidth(column, wanted);
    }

protected:
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override
    {
        for (auto index = currentIndex(); index.isValid(); index = index.parent()) {
            if (index.parent() == parent && index.row() >= first && index.row() <= last) {
                setCurrentIndex({});
                break;
            }
        }
        QTreeView::rowsAboutToBeRemoved(parent, first, last);
    }
};

} // namespace seawall::ui
