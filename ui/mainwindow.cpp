// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "models/failover/failoverparts.h"
#include "models/flags/flagbook.h"
#include "ui/operationbar.h"
#include "ui/page.h"
#include "ui/pages.h"
#include "ui/shell/clusterheader.h"
#include "ui/shell/clusternotices.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/navigationrail.h"
#include "ui/shell/noticebar.h"
#include "ui/shell/pagehost.h"
#include "ui/shell/splitbrainoverlay.h"
#include "ui/shell/statusline.h"
#include "ui/theme.h"
#include "ui/tone.h"
#include "ui/welcome/tourbar.h"

#include <QAction>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QScreen>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

/// With the cluster's name; a critical verdict first, so that a task bar tells it.
QString titleOf(const models::Workspace *workspace)
{
    if (!workspace)
        return MainWindow::tr("Seawall");
    const auto title = MainWindow::tr("%1 – Seawall").arg(workspace->profile().name);
    const auto snapshot = workspace->snapshot();
    return snapshot && toneOf(snapshot->verdict) == Tone::Critical
               ? u"%1 – %2"_s.arg(db::toString(snapshot->verdict), title)
               : title;
}

} // namespace

MainWindow::MainWindow(Theme *theme, QSettings *settings, QWidget *parent)
    : QMainWindow(parent), m_theme(theme), m_settings(settings)
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(titleOf(nullptr));
    setWindowIcon(QIcon(u":/ui/seawall.svg"_s));
    buildLayout();
    buildActions();
    restoreState();
    connect(m_theme, &Theme::changed, this, [this] { update(); });
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &MainWindow::onTimer);
    timer->start(1000);
}

MainWindow::~MainWindow() = default;

void MainWindow::buildLayout()
{
    auto *central = new QWidget(this);
    central->setAutoFillBackground(true); // the frame of a production cluster lies behind it
    const auto pages = allPages();
    m_rail = new NavigationRail(pages, central);
    m_header = new ClusterHeader(central);
    m_host = new PageHost(pages, central);
    m_tour = new TourBar(central);
    m_operations = new OperationBar(central);
    m_status = new StatusLine(central);
    m_notices = m_status->notices();

    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_host, 1);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addLayout(right, 1);
    auto *all = new QVBoxLayout(central);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_header);
    all->addLayout(middle, 1);
    all->addWidget(m_operations);
    all->addWidget(m_tour); // below what comes and goes, so that its buttons stay where they are
    all->addWidget(m_status);
    setCentralWidget(central);
    m_palette = new CommandPalette(this);
    m_overlay = new SplitBrainOverlay(this);

    connect(m_tour, &TourBar::pageWanted, this, &MainWindow::openPage);
    connect(m_tour, &TourBar::nodeActionWanted, this, &MainWindow::nodeActionWanted);
    connect(m_rail, &NavigationRail::pageRequested, this, &MainWindow::openPage);
    connect(m_host, &PageHost::pageRequested, this, &MainWindow::openPage);
    connect(m_host, &PageHost::commandRequested, this, &MainWindow::runOnPage);
    connect(m_host, &PageHost::pageChanged, m_rail, &NavigationRail::setCurrent);
    connect(m_host, &PageHost::pageChanged, m_operations, &OperationBar::giveUpPlace);
    connect(m_host, &PageHost::stateAction, this, &MainWindow::connectionRequested);
    connect(m_header, &ClusterHeader::nodeActivated, this, [this](const QString &name) {
        openPage(u"overview"_s);
        if (auto *page = m_host->currentPage())
            page->selectNode(name);
    });
    connect(m_header, &ClusterHeader::readinessActivated, this, [this] { openPage(u"failover"_s); });
    connect(m_notices, &NoticeBar::actionTriggered, this, &MainWindow::onNotice);
    connect(m_overlay, &SplitBrainOverlay::raised, this, &MainWindow::splitBrainRaised);
    connect(m_overlay, &SplitBrainOverlay::detailsRequested, this, [this] { openPage(u"failover"_s); });
}

void MainWindow::setWorkspace(models::Workspace *workspace)
{
    if (m_workspace)
        disconnect(m_workspace, nullptr, this, nullptr);
    m_workspace = workspace;
    m_notices->withdrawAll();
    m_tour->hide();
    findChild<QAction *>(u"tour"_s)->setEnabled(workspace);
    m_overlay->showSnapshot(nullptr);
    m_header->showProfile(workspace ? &workspace->profile() : nullptr);
    m_header->setReadiness(workspace ? models::readinessOf(workspace) : nullptr,
                           workspace ? models::failoverOf(workspace) : nullptr);
    m_status->setWorkspace(workspace);
    showLoad(false);
    m_operations->setRunner(workspace ? workspace->operations() : nullptr);
    m_host->setWorkspace(workspace, m_settings);
    m_rail->setCurrent(m_host->currentId());
    setWindowTitle(titleOf(workspace));
    const bool framed = workspace && workspace->profile().production;
    const int frame = framed ? fontMetrics().height() / 4 : 0;
    setContentsMargins(frame, frame, frame, frame);
    update();
    if (!workspace)
        return;
    connect(workspace, &models::Workspace::snapshotChanged, this, &MainWindow::onSnapshot);
    connect(workspace->alerts(), &models::Alerts::changed, this, &MainWindow::onAlerts);
    connect(workspace, &models::Workspace::problem, this,
            [this](const QString &sentence) { m_notices->post(u"problem"_s, Tone::Warning, sentence); });
    connect(workspace->flags(), &models::FlagBook::switchActed, this, &MainWindow::onSwitch);
    connect(models::environmentOf(workspace), &models::EnvWatch::changed, this, &MainWindow::onEnvironment);
    connect(workspace->operations(), &models::OperationRunner::started, this, &MainWindow::onEnvironment);
    connect(workspace->operations(), &models::OperationRunner::finished, this, &MainWindow::onEnvironment);
    onEnvironment();
    onAlerts();
    if (const auto snapshot = workspace->snapshot())
        onSnapshot(snapshot);
}

void MainWindow::showFailure(const db::Error &error)
{
    setWorkspace(nullptr);
    m_host->showFailure(error, tr("Open a cluster…"));
}

void MainWindow::showWelcome()
{
    setWorkspace(nullptr);
    m_host->showWelcome();
}

void MainWindow::endTour()
{
    m_tour->hide();
}

void MainWindow::showLoad(bool runs, const QString &failure)
{
    m_status->showLoad(runs, failure);
}

WelcomePanel *MainWindow::welcome() const
{
    return m_host->welcome();
}

void MainWindow::openPage(const QString &id)
{
    m_host->open(id);
}

QString MainWindow::currentPage() const
{
    return m_host->currentId();
}

void MainWindow::onSnapshot(const db::SnapshotPtr &snapshot)
{
    setWindowTitle(titleOf(m_workspace));
    m_header->showSnapshot(snapshot);
    m_host->setSnapshot(snapshot);
    m_tour->showSnapshot(snapshot);
    m_overlay->showSnapshot(snapshot);
    showClusterNotices(*snapshot, *m_notices);
    onTimer();
}

void MainWindow::saveState()
{
    if (!m_settings)
        return;
    m_settings->setValue(u"window/geometry"_s, saveGeometry());
    m_settings->setValue(u"window/page"_s, m_host->currentId());
    m_settings->setValue(u"window/theme"_s, Theme::toString(m_theme->mode()));
    m_host->saveState(*m_settings);
}

void MainWindow::restoreState()
{
    const QSize frame(0, 2 * fontMetrics().height()); // a title bar, which is not known before it is shown
    resize(QSize(1280, 800).boundedTo(screen()->availableSize() - frame));
    if (!m_settings)
        return;
    restoreGeometry(m_settings->value(u"window/geometry"_s).toByteArray());
    m_host->open(m_settings->value(u"window/page"_s, m_host->currentId()).toString());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    QMainWindow::closeEvent(event);
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QMainWindow::paintEvent(event);
    if (!m_workspace || !m_workspace->profile().production)
        return;
    const auto &colour = m_workspace->profile().colour;
    QPainter painter(this);
    painter.fillRect(rect(), colour.isValid() ? colour : toneColour(palette(), Tone::Critical));
}

} // namespace seawall::ui
