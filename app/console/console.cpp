// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/console.h"

#include "app/paths.h"
#include "db/sandbox/layout.h"
#include "models/failover/failoverparts.h"
#include "models/failover/nodeoperation.h"
#include "models/operationtarget.h"
#include "ui/confirmdialog.h"
#include "ui/connection/connectiondialog.h"
#include "ui/shell/noticebar.h"
#include "ui/welcome/welcomepanel.h"

#include <QDir>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>
#include <iostream>

#include <spdlog/spdlog.h>

namespace seawall::app {

using namespace Qt::StringLiterals;

Console::Console(QApplication &application, ConsoleOptions options)
    : m_application(application), m_options(std::move(options)),
      m_state(stateDirectory(m_options.dataDirectory)),
      m_settings(privateFile(QDir(m_state).filePath(u"console.ini"_s)), QSettings::IniFormat),
      m_theme(&application), m_notifier(&m_bus), m_keychain(&m_bus),
      m_profiles(QDir(m_state).filePath(u"profiles.json"_s), std::make_unique<models::KeychainStore>()),
      m_sandbox(sandboxDirectory(), QDir(m_state).filePath(u"journal.sqlite"_s)),
      m_window(&m_theme, &m_settings)
{
    const auto kept = ui::Theme::parseMode(m_settings.value(u"window/theme"_s).toString());
    m_theme.setMode(m_options.theme.value_or(kept.value_or(ui::Theme::Mode::System)));
    m_theme.followDesktop(&m_bus);
    connect(&m_window, &ui::MainWindow::splitBrainRaised, this, [this](const QString &sentence) {
        m_notifier.notify(tr("Split brain"), sentence, models::Severity::Critical);
    });
    connect(&m_window, &ui::MainWindow::connectionRequested, this, [this] { chooseCluster(false); });
    connect(&m_window, &ui::MainWindow::nodeActionWanted, this, &Console::confirmNodeAction);
    connect(&m_sandbox, &models::SandboxHost::prepared, this,
            [this](const auto &control, db::NodeAction action, const models::OperationTarget &target) {
                if (m_workspace)
                    ui::confirmAndStart(std::make_unique<models::NodeOperation>(action, control, target),
                                        m_workspace->operations(), &m_window);
            });
    connect(&m_sandbox, &models::SandboxHost::loadEnded, this, [this](const db::Error &why) {
        m_window.showLoad(false);
        m_window.notices()->post(u"sandboxLoad"_s, ui::Tone::Warning,
                                 tr("The load on the sandbox has ended: %1").arg(why.message));
    });
    connect(&m_sandbox, &models::SandboxHost::loadFailing, this, &Console::tellLoad);
    connect(&m_window, &ui::MainWindow::watchRequested, this, [this] { chooseCluster(true); });
    connect(&m_window, &ui::MainWindow::reopenRequested, this, &Console::reopen);
}

Console::~Console()
{
    close();
}

std::optional<int> Console::start()
{
    const auto profile = profileFrom(m_options.connection);
    const bool isNamed = profile || m_options.namesCluster() || QFileInfo::exists(u".env"_s);
    if (isNamed && !profile && !m_options.screenshot.isEmpty()) {
        std::cerr << "seawall: " << profile.error().message.toStdString() << '\n';
        return 2;
    }
    if (m_options.size.isValid())
        m_window.resize(m_options.size);
    m_window.show();
    m_profiles.load();
    if (profile)
        openNamed(*profile);
    else if (isNamed)
        m_window.showFailure(profile.error());
    else
        welcome();
    if (!isNamed)
        openLast();
    if (!m_options.page.isEmpty())
        m_window.openPage(m_options.page);
    m_bus.connectInBackground();
    if (!m_options.screenshot.isEmpty())
        QTimer::singleShot(static_cast<int>(m_options.afterSeconds * 1000), this, &Console::takePicture);
    return std::nullopt;
}

void Console::open(const models::ClusterProfile &profile)
{
    close();
    const auto directory = profileDirectory(m_state, profile);
    const auto made = makePrivateDirectory(directory);
    const models::Workspace::Paths paths{made ? directory : QString()};
    m_workspace = std::make_unique<models::Workspace>(profile, paths);
    connect(m_workspace->alerts(), &models::Alerts::raised, this, [this](const models::Alert &alert) {
        m_notifier.notifyAlert(m_workspace->profile().name, alert);
    });
    m_window.setWorkspace(m_workspace.get());
    connect(m_workspace.get(), &models::Workspace::snapshotChanged, this, &Console::meetGoneSandbox);
    if (!made)
        m_window.notices()->post(u"directory"_s, ui::Tone::Warning,
                                 made.error().message + u' ' + tr("Nothing is recorded."));
    if (!profile.warnings.isEmpty())
        m_window.notices()->post(u"envFile"_s, ui::Tone::Warning, profile.warnings.join(u' '));
    m_settings.setValue(u"cluster/last"_s, profile.name);
    m_settings.setValue(lastFileKey, profile.envFile);
    if (!profile.envFile.isEmpty())
        m_profiles.remember(profile);
    spdlog::info("opened cluster '{}'", profile.name.toStdString());
    m_sandbox.watchLoad(profile.sandboxFolder());
    m_workspace->start();
}

void Console::reopen()
{
    if (!m_workspace || !m_workspace->operations()->isIdle())
        return;
    const auto profile = models::environmentOf(m_workspace.get())->profileNow();
    m_profiles.replace(m_workspace->profile(), profile);
    m_sandbox.isLoading() ? openChosen(profile) : open(profile);
}

/// Once the list is read: whether it is production is kept there, not in the file.
void Console::openNamed(const models::ClusterProfile &profile)
{
    const auto openOnce = [this, profile] {
        if (!m_workspace)
            open(m_profiles.marked(profile));
    };
    connect(&m_profiles, &models::Profiles::loaded, this, openOnce, Qt::SingleShotConnection);
    connect(&m_profiles, &models::Profiles::failed, this, openOnce, Qt::SingleShotConnection);
}

/// Without arguments the console opens what it showed last, once the list of profiles is read.
void Console::openLast()
{
    const auto last = m_settings.value(u"cluster/last"_s).toString();
    if (last.isEmpty())
        return;
    connect(
        &m_profiles, &models::Profiles::loaded, this,
        [this, last] {
            const auto kept = m_profiles.find(last);
            if (m_workspace || !kept)
                return;
            if (!kept->sandboxFolder().isEmpty() && !QFileInfo::exists(kept->envFile))
                return tellGone(*kept);
            connect(&m_profiles, &models::Profiles::unlocked, this, &Console::openChosen,
                    Qt::SingleShotConnection);
            connect(
                &m_profiles, &models::Profiles::passwordNeeded, this,
                [this](const auto &profile, const db::Error &why) {
                    if (why.kind == db::ErrorKind::FileAccess)
                        tellGone(profile);
                    else
                        chooseCluster(false);
                },
                Qt::SingleShotConnection);
            m_profiles.unlock(last);
        },
        Qt::SingleShotConnection);
}

/// The welcome page stays, and says why nothing was opened.
void Console::tellGone(const models::ClusterProfile &profile)
{
    const auto sandbox = profile.sandboxFolder();
    m_window.welcome()->showGone(
        sandbox.isEmpty()
            ? tr("The cluster '%1' is not opened again: its file %2 cannot be read. Choose another below.")
                  .arg(profile.name, profile.envFile)
            : tr("The sandbox in %1 is gone. Make a new one, or open servers of your own.").arg(sandbox));
}

/// Taken down while it is open: nothing of it comes back, and nothing is to be started again.
void Console::meetGoneSandbox(const db::SnapshotPtr &snapshot)
{
    const auto sandbox = m_workspace->profile().sandboxFolder();
    if (sandbox.isEmpty())
        return;
    if (std::ranges::any_of(snapshot->nodes, &db::NodeSnapshot::reachable) ||
        db::SandboxLayout::existsIn(sandbox))
        return m_window.notices()->withdraw(u"sandboxGone"_s);
    if (!m_window.notices()->textOf(u"sandboxGone"_s).isEmpty())
        return;
    spdlog::info("the sandbox in {} is gone", sandbox.toStdString());
    m_sandbox.stopLoad();
    m_window.showLoad(false);
    m_window.endTour();
    m_window.notices()->withdraw(u"sandboxLoad"_s);
    m_window.notices()->post(u"sandboxGone"_s, ui::Tone::Warning,
                             tr("The sandbox in %1 is gone: it was taken down. What it was stays to be read; "
                                "open another cluster with Ctrl+O.")
                                 .arg(sandbox));
}

/// By a person in the window, and not by a command line, which has its sandbox as it is.
void Console::openChosen(const models::ClusterProfile &profile)
{
    open(profile);
    if (const auto sandbox = profile.sandboxFolder(); !sandbox.isEmpty()) {
        m_sandbox.startLoad(sandbox);
        m_window.showLoad(true);
    }
}

void Console::tellLoad(const QString &why)
{
    if (why.isEmpty())
        m_window.notices()->withdraw(u"sandboxLoad"_s);
    else
        m_window.notices()->post(
            u"sandboxLoad"_s, ui::Tone::Warning,
            tr("The load on the sandbox fails: %1. It tries again each second.").arg(why));
    m_window.showLoad(m_sandbox.isLoading(), why);
}

/// Without a cluster named: a sandbox, a file, or servers.
void Console::welcome()
{
    auto *panel = m_window.welcome();
    panel->showSandbox(m_sandbox.preview());
    connect(panel, &ui::WelcomePanel::serversWanted, this, [this] { chooseCluster(false); });
    connect(panel, &ui::WelcomePanel::fileWanted, this, [this] {
        if (auto *dialog = chooseCluster(false))
            dialog->openEnvFile();
    });
    connect(panel, &ui::WelcomePanel::sandboxWanted, this, [this, panel] {
        panel->showMaking(true);
        m_sandbox.make();
    });
    connect(&m_sandbox, &models::SandboxHost::failed, panel, &ui::WelcomePanel::showProblem);
    connect(&m_sandbox, &models::SandboxHost::made, this, [this, panel](const auto &profile) {
        panel->showMaking(false);
        openChosen(profile);
        m_window.startTour();
    });
    m_window.showWelcome();
}

/// What the tour's button does to the replica: previewed and confirmed as everything is.
void Console::confirmNodeAction(db::NodeAction action, const QString &node)
{
    const auto snapshot = m_workspace ? m_workspace->snapshot() : nullptr;
    if (const auto *found = snapshot ? snapshot->node(node) : nullptr)
        m_sandbox.prepare(action, m_workspace->profile(), models::targetOn(m_workspace->profile(), *found));
}

ui::ConnectionDialog *Console::chooseCluster(bool withDiscovered)
{
    if (m_window.findChild<ui::ConnectionDialog *>())
        return nullptr;
    const auto current = m_workspace ? m_workspace->profile() : models::ClusterProfile();
    auto *dialog = new ui::ConnectionDialog(&m_profiles, current, &m_window);
    const auto snapshot = m_workspace ? m_workspace->snapshot() : nullptr;
    dialog->setKeychain(m_keychain.isThere());
    connect(&m_keychain, &ui::KeychainProbe::found, dialog, [dialog] { dialog->setKeychain(true); });
    if (withDiscovered && snapshot)
        dialog->addDiscovered(snapshot->discovered);
    connect(dialog, &ui::ConnectionDialog::profileChosen, this, &Console::openChosen);
    dialog->open();
    return dialog;
}

void Console::close()
{
    if (!m_workspace)
        return;
    m_sandbox.stopLoad();
    m_sandbox.watchLoad({});
    m_window.setWorkspace(nullptr);
    m_workspace.reset();
}

void Console::takePicture()
{
    const bool written = m_window.grab().save(m_options.screenshot, "PNG");
    if (!written)
        std::cerr << "seawall: " << m_options.screenshot.toStdString() << " cannot be written.\n";
    m_application.exit(written ? 0 : 2);
}

} // namespace seawall::app
