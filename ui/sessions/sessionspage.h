// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sessions/sessionoperation.h"
#include "models/sessions/sessionsmodel.h"
#include "ui/page.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSortFilterProxyModel;
class QSplitter;
class QStackedWidget;

namespace seawall::ui {

class NodeChooser;
class StatePanel;
class SteadyTree;

/// Who is connected to a node and what they do: a tree of who blocks whom, a filter, the whole statement of
/// the chosen session, and the two Operations on it. Session lists are sampled only while the page is shown.
class SessionsPage final : public Page
{
    Q_OBJECT

public:
    explicit SessionsPage(models::Workspace *workspace, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot) override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildBar();
    QWidget *buildTree();
    QAction *operation(const QString &name, const QString &text, const QString &icon,
                       models::SessionOperation::Action action);
    void showNodes(const db::Snapshot &snapshot);
    void showState();
    void markStale(bool isStale);
    void showDetails();
    void start(models::SessionOperation::Action action);
    const db::Session *chosen() const;
    int waitingFor(const QModelIndex &index) const; ///< in the model

    db::SnapshotPtr m_snapshot;
    models::SessionsModel m_sessions;
    QSortFilterProxyModel *m_proxy;
    QStackedWidget *m_stack;
    StatePanel *m_state;
    QSplitter *m_splitter;
    NodeChooser *m_node = nullptr;
    QLineEdit *m_filter = nullptr;
    QLabel *m_summary = nullptr;
    SteadyTree *m_tree = nullptr;
    QPlainTextEdit *m_details = nullptr;
    QAction *m_cancel = nullptr;
    QAction *m_terminate = nullptr;
};

} // namespace seawall::ui
