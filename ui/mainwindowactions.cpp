// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's commands: what the palette offers everywhere, their shortcuts and what they do.
#include "ui/mainwindow.h"
#include "ui/page.h"
#include "ui/shell/clusterheader.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/helpwindow.h"
#include "ui/shell/pagehost.h"
#include "ui/theme.h"
#include "ui/welcome/tourbar.h"

#include <QAction>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

QAction *MainWindow::command(const QString &name, const QString &text, const QString &icon,
                             const QKeySequence &keys)
{
    auto *action = new QAction(QIcon::fromTheme(icon), text, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    const auto shown = keys.toString(QKeySequence::NativeText);
    action->setToolTip(shown.isEmpty() ? text : u"%1 (%2)"_s.arg(text, shown));
    addAction(action);
    return action;
}

void MainWindow::buildActions()
{
    buildPageActions();
    auto *palette = command(u"palette"_s, tr("Find a command"), u"search"_s, {u"Ctrl+K"_s});
    auto *open = command(u"connect"_s, tr("Open a cluster"), u"network-connect"_s, {u"Ctrl+O"_s});
    auto *again = command(u"reconnect"_s, tr("Reconnect now"), u"view-refresh"_s, {u"Ctrl+R"_s});
    auto *server = command(u"server"_s, tr("Stop, start, freeze or thaw a server"), u"system-run"_s, {});
    auto *theme =
        command(u"theme"_s, tr("Switch between light and dark"), u"contrast"_s, {u"Ctrl+Shift+D"_s});
    auto *follow = command(u"themeSystem"_s, tr("Follow the desktop's light or dark"), u"contrast"_s, {});
    auto *help = command(u"help"_s, tr("Help and shortcuts"), u"help-contents"_s, {u"F1"_s});
    auto *tour = command(u"tour"_s, tr("Guided tour"), u"help-about"_s, {});
    tour->setToolTip(tr("Three minutes through the console, on the cluster that is open"));
    tour->setEnabled(false); // until one is
    auto *full = command(u"fullScreen"_s, tr("Full screen"), u"view-fullscreen"_s, {u"F11"_s});
    auto *quit = command(u"quit"_s, tr("Quit"), u"application-exit"_s, {u"Ctrl+Q"_s});
    for (auto *action : {palette, open, theme, help})
        m_header->addTool(action);
    connect(palette, &QAction::triggered, this, &MainWindow::openPalette);
    connect(open, &QAction::triggered, this, &MainWindow::connectionRequested);
    connect(again, &QAction::triggered, this, [this] {
        if (m_workspace)
            m_workspace->reconnectNow();
    });
    connect(server, &QAction::triggered, this, [this] { runOnPage(u"failover"_s, u"serverMenu"_s); });
    connect(theme, &QAction::triggered, this, &MainWindow::switchTheme);
    connect(follow, &QAction::triggered, this, [this] { m_theme->setMode(Theme::Mode::System); });
    connect(help, &QAction::triggered, this, &MainWindow::openHelp);
    connect(tour, &QAction::triggered, this, &MainWindow::startTour);
    connect(full, &QAction::triggered, this,
            [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    connect(quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::buildPageActions()
{
    int number = 0;
    for (const auto &page : m_host->pages()) {
        ++number;
        auto *action =
            command(u"go_"_s + page.id, tr("Go to %1").arg(page.title), page.iconName, pageShortcut(number));
        connect(action, &QAction::triggered, this, [this, id = page.id] { openPage(id); });
    }
}

void MainWindow::runOnPage(const QString &id, const QString &action, const QString &node)
{
    openPage(id);
    auto *page = m_host->currentPage();
    if (!page)
        return;
    if (!node.isEmpty())
        page->selectNode(node);
    if (auto *found = page->findChild<QAction *>(action))
        found->trigger();
}

void MainWindow::switchTheme()
{
    m_theme->setMode(m_theme->isDark() ? Theme::Mode::Light : Theme::Mode::Dark);
}

/// A replica is stopped in it on a sandbox only.
void MainWindow::startTour()
{
    m_tour->start(m_workspace && !m_workspace->profile().sandboxFolder().isEmpty());
}

void MainWindow::openPalette()
{
    auto commands = actions();
    if (const auto *page = m_host->currentPage())
        commands = page->actions() + commands;
    m_palette->open(commands);
}

void MainWindow::openHelp()
{
    const auto *page = m_host->currentPage();
    const auto info = std::ranges::find(m_host->pages(), m_host->currentId(), &PageInfo::id);
    HelpWindow::Shortcuts shortcuts{actions(), {}, {}};
    if (page) {
        shortcuts.onPage = page->actions();
        shortcuts.pageTitle = info->title;
    }
    auto *help = new HelpWindow(page ? info->help : QString(), shortcuts, this);
    help->show();
}

} // namespace seawall::ui
