// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace.h"

#include <QWidget>

class QSettings;
class QToolButton;

namespace seawall::ui {

/// One page of the console. Made by the registry in ui/pages.cpp when it is first shown, owned by the window.
/// Every QAction added with addAction() is offered in the command palette and listed under F1 while the page
/// is the current one. Lives on the GUI thread and never waits there.
class Page : public QWidget
{
    Q_OBJECT

public:
    explicit Page(models::Workspace *workspace, QWidget *parent = nullptr)
        : QWidget(parent), m_workspace(workspace)
    {}

    /// The latest Snapshot: when the page is shown, and at each tick while it is visible. Never null: before
    /// the first Snapshot the window shows its loading state in the page's place.
    virtual void setSnapshot(const db::SnapshotPtr &snapshot) = 0;

    /// The person chose this node in the header; where the page shows nodes, bring it to the front.
    virtual void selectNode(const QString & /*name*/) {}

    /// Splitters, chart windows, columns. Called within a group of the page's own.
    virtual void saveState(QSettings & /*settings*/) const {}
    virtual void restoreState(QSettings & /*settings*/) {}

    models::Workspace *workspace() const { return m_workspace; } ///< outlives the page; never null

Q_SIGNALS:
    void pageRequested(const QString &id); ///< go to another page: 'alerts'
    void
    commandRequested(const QString &id, const QString &command,
                     const QString &node); ///< go there, choose the node, trigger the QAction of that name

protected:
    /// A QAction of the page, for the palette as well; `icon` and `tip` may be empty.
    QAction *makeAction(const QString &name, const QString &text, const QString &icon, const QString &tip,
                        const std::function<void()> &call);
    static QToolButton *buttonFor(QAction *action,
                                  QWidget *parent); ///< named 'applyAllButton', with its text

private:
    models::Workspace *m_workspace;
};

} // namespace seawall::ui
