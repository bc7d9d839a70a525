// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/options.h"
#include "models/profiles.h"
#include "models/sandbox/sandboxhost.h"
#include "models/workspace.h"
#include "ui/connection/keychainprobe.h"
#include "ui/mainwindow.h"
#include "ui/shell/desktopbus.h"
#include "ui/shell/desktopnotifier.h"

#include <QApplication>
#include <QSettings>

#include <memory>

namespace seawall::ui {
class ConnectionDialog;
}

namespace seawall::app {

/// Puts the console together: settings, theme, window, and the workspace of the cluster that is open.
class Console final : public QObject
{
    Q_OBJECT

public:
    Console(QApplication &application, ConsoleOptions options);
    ~Console() override;

    /// Shows the window. The exit code where the program must end at once.
    std::optional<int> start();

private:
    void open(const models::ClusterProfile &profile);
    void close();
    void openNamed(const models::ClusterProfile &profile);
    void openLast();
    void reopen();                                          ///< with the servers that its .env names now
    void openChosen(const models::ClusterProfile &profile); ///< with a load, where it is a sandbox
    void meetGoneSandbox(const db::SnapshotPtr &snapshot);
    void tellLoad(const QString &why); ///< why it fails; empty: it does not
    void tellGone(const models::ClusterProfile &profile);
    ui::ConnectionDialog *chooseCluster(bool withDiscovered); ///< nullptr: it is open already
    void welcome();
    void confirmNodeAction(db::NodeAction action, const QString &node);
    void takePicture();

    QApplication &m_application;
    ConsoleOptions m_options;
    QString m_state;
    QSettings m_settings;
    ui::Theme m_theme;
    ui::DesktopBus m_bus;
    ui::DesktopNotifier m_notifier;
    ui::KeychainProbe m_keychain;
    models::Profiles m_profiles;
    models::SandboxHost m_sandbox;
    std::unique_ptr<models::Workspace> m_workspace;
    ui::MainWindow m_window; // declared last: it goes before what it shows
};

} // namespace seawall::app
