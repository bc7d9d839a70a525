// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklistmodel.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QSettings;
class QTreeView;

namespace seawall::ui {

class OutlineFilter;

/// Where one is: the phases, tasks and steps with their states, what is to be seen of them, and a search.
class OutlinePanel final : public QWidget
{
    Q_OBJECT

public:
    enum class Show { All, Open, Failed, Stale };
    explicit OutlinePanel(QWidget *parent = nullptr);

    void setView(const models::ChecklistViewPtr &view);
    void setSnapshot(const db::SnapshotPtr &snapshot);
    const models::ChecklistModel &model() const { return m_model; }
    int chosen() const { return m_chosen; } ///< node; -1 for none. It stays while a filter hides it.
    void choose(int node);
    void setShown(Show what);
    void find(); ///< puts the cursor into the search
    QTreeView *tree() const { return m_tree; }

    void saveState(QSettings &settings) const;
    void restoreState(QSettings &settings);

Q_SIGNALS:
    void nodeChosen(int node);

private:
    QWidget *buildFilters();
    void showCounts();
    void showEmptiness();
    void goToFirst();
    bool eventFilter(QObject *watched, QEvent *event) override;

    models::ChecklistModel m_model;
    OutlineFilter *m_filter;
    QLineEdit *m_search;
    QButtonGroup *m_buttons = nullptr;
    QTreeView *m_tree;
    QLabel *m_empty; ///< over the tree, where a filter leaves nothing
    int m_chosen = -1;
    qint64 m_run = 0;
};

} // namespace seawall::ui
