// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodecontrol.h"
#include "models/workspace.h"

#include <QMainWindow>
#include <QPointer>

class QSettings;

namespace seawall::models {
struct DeadManSwitch;
}

namespace seawall::ui {

class ClusterHeader;
class CommandPalette;
class NavigationRail;
class NoticeBar;
class OperationBar;
class PageHost;
class SplitBrainOverlay;
class StatusLine;
class Theme;
class TourBar;
class WelcomePanel;

/// The console's window: rail, header, page, status line with notices. Shows one Workspace, or why there is
/// none.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// `settings` keeps geometry, page and page states, and outlives the window; may be null.
    MainWindow(Theme *theme, QSettings *settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    void setWorkspace(models::Workspace *workspace); ///< not owned; nullptr before it is deleted
    void showFailure(const db::Error &error);        ///< no cluster can be shown, and why
    void showWelcome();                              ///< no cluster was named: what one can begin with
    WelcomePanel *welcome() const;
    void startTour();
    void endTour();
    void showLoad(bool runs, const QString &failure = {}); ///< on a sandbox: the console's own; why one fails
    void openPage(const QString &id);
    QString currentPage() const;
    NoticeBar *notices() const { return m_notices; }

Q_SIGNALS:
    void connectionRequested(); ///< the person wants to choose a cluster
    void watchRequested();      ///< … to watch the replicas that were discovered too
    void reopenRequested();     ///< … to see this one again with the servers that its .env names now
    void splitBrainRaised(const QString &sentence);
    void nodeActionWanted(seawall::db::NodeAction action, const QString &node); ///< by the tour

protected:
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildLayout();
    void buildActions();
    void buildPageActions();
    QAction *command(const QString &name, const QString &text, const QString &icon, const QKeySequence &keys);
    void onSnapshot(const db::SnapshotPtr &snapshot);
    void onTimer();
    void onAlerts();
    void onEnvironment();
    void reopen();
    void onNotice(const QString &key);
    void onSwitch(const models::DeadManSwitch &each);
    void switchTheme();
    void openPalette();
    void openHelp();
    void runOnPage(const QString &id, const QString &action, const QString &node = {});
    void saveState();
    void restoreState();

    Theme *m_theme;
    QSettings *m_settings;
    QPointer<models::Workspace> m_workspace;
    NavigationRail *m_rail;
    ClusterHeader *m_header;
    NoticeBar *m_notices;
    PageHost *m_host;
    OperationBar *m_operations;
    StatusLine *m_status;
    CommandPalette *m_palette;
    SplitBrainOverlay *m_overlay;
    TourBar *m_tour;
};

} // namespace seawall::ui
