// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace.h"
#include "ui/pages.h"

#include <QStackedWidget>

#include <map>

class QSettings;

namespace seawall::ui {

class StatePanel;
class WelcomePanel;

/// Holds the pages of one workspace: makes each when it is first opened, feeds Snapshots to the visible one
/// only, and shows a state in their place while there is nothing to show.
class PageHost final : public QStackedWidget
{
    Q_OBJECT

public:
    PageHost(std::vector<PageInfo> pages, QWidget *parent = nullptr);

    void setWorkspace(models::Workspace *workspace,
                      QSettings *settings); ///< deletes the pages of the old one
    void showFailure(const db::Error &error, const QString &action);
    void showWelcome(); ///< no cluster was named
    WelcomePanel *welcome() const { return m_welcome; }
    void open(const QString &id);
    void setSnapshot(const db::SnapshotPtr &snapshot);
    void saveState(QSettings &settings) const;

    QString currentId() const { return m_current; }
    Page *currentPage() const; ///< nullptr while a state is shown
    const std::vector<PageInfo> &pages() const { return m_pages; }

Q_SIGNALS:
    void pageChanged(const QString &id);
    void pageRequested(const QString &id);
    void commandRequested(const QString &id, const QString &command, const QString &node);
    void stateAction(); ///< the button of the state panel

private:
    void showCurrent();
    Page *pageFor(const QString &id);

    std::vector<PageInfo> m_pages;
    std::map<QString, Page *> m_made;
    models::Workspace *m_workspace = nullptr;
    QSettings *m_settings = nullptr;
    StatePanel *m_state;
    WelcomePanel *m_welcome;
    bool m_isWelcoming = false;
    QString m_current;
};

} // namespace seawall::ui
