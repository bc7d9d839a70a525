// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overviewpage.h"

#include "models/monitor/alertsmodel.h"
#include "ui/charts/chartdata.h"
#include "ui/failover/nodemenu.h"
#include "ui/overview/criterioncard.h"
#include "ui/overview/eventlist.h"
#include "ui/overview/nodedetails.h"
#include "ui/overview/topologyview.h"
#include "ui/overview/wayoutline.h"

#include <QMenu>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 trendColumnMs = 3000;
constexpr int trendColumns = 100; // five minutes

/// Of equally bad nodes a lost primary comes before a lost replica: writes fail.
std::pair<int, bool> rankOf(const db::NodeSnapshot &node)
{
    const auto role = node.facts.role == db::Role::Unknown ? node.configuredRole : node.facts.role;
    const auto tone = toneOf(node);
    return {rankOf(tone), tone == Tone::Critical && role == db::Role::Primary};
}

} // namespace

OverviewPage::OverviewPage(models::Workspace *workspace, QWidget *parent) : Page(workspace, parent)
{
    const int em = fontMetrics().height();
    auto *cards = new QHBoxLayout;
    cards->setSpacing(em * 2 / 3);
    for (auto *&card : m_criteria) {
        card = new CriterionCard(this);
        cards->addWidget(card);
    }
    m_columns = new QSplitter(Qt::Horizontal, this);
    m_columns->setObjectName(u"overviewColumns"_s);
    m_columns->setHandleWidth(em * 2 / 3);
    m_columns->setChildrenCollapsible(false);
    m_columns->addWidget(buildCluster());
    m_columns->addWidget(buildLists());
    m_columns->setStretchFactor(0, 5);
    m_columns->setStretchFactor(1, 3);
    m_columns->setSizes({640, 400}); // shares, not pixels: the splitter scales them
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(em * 2 / 3, em * 2 / 3, em * 2 / 3, em * 2 / 3);
    layout->setSpacing(em * 2 / 3);
    layout->addLayout(cards);
    layout->addWidget(m_columns, 1);
    connect(workspace->alerts(), &models::Alerts::changed, this, &OverviewPage::showAlerts);
    showAlerts();
}

QWidget *OverviewPage::buildCluster()
{
    auto *card = new Card(tr("Topology"), this);
    m_topology = new TopologyView(card);
    auto *scroll = new QScrollArea(card);
    scroll->setObjectName(u"topologyScroll"_s);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_topology);
    scroll->viewport()->setAutoFillBackground(false);
    m_topology->setAutoFillBackground(false);
    m_details = new NodeDetails(card);
    card->body()->addWidget(scroll, 1);
    auto *wayOut = new WayOutLine(workspace(), card);
    connect(wayOut, &WayOutLine::openRequested, this, [this] { Q_EMIT pageRequested(u"failover"_s); });
    card->body()->addWidget(wayOut);
    card->body()->addWidget(m_details);
    connect(m_topology, &TopologyView::nodeSelected, this, [this] {
        if (!m_choosing)
            m_chosenByPerson = true;
        showDetails();
    });
    connect(m_topology, &TopologyView::menuRequested, this, &OverviewPage::openNodeMenu);
    return card;
}

void OverviewPage::openNodeMenu(const QString &name, const QPoint &at)
{
    const auto *node = m_snapshot ? m_snapshot->node(name) : nullptr;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"overviewNodeMenu"_s);
    menu->setToolTipsVisible(true);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto &each : nodeCommands()) {
        auto *action = menu->addAction(QIcon::fromTheme(QString::fromLatin1(each.icon)), {});
        showNodeCommand(action, each, node, false);
        connect(action, &QAction::triggered, this, [this, name, command = QString::fromLatin1(each.name)] {
            Q_EMIT commandRequested(u"failover"_s, command, name);
        });
    }
    menu->popup(at);
}

QWidget *OverviewPage::buildLists()
{
    using models::AlertsModel;
    using models::EventLog;
    m_alerts = new AlertsModel(this);
    m_lists = new QSplitter(Qt::Vertical, this);
    m_lists->setObjectName(u"overviewLists"_s);
    m_lists->setHandleWidth(fontMetrics().height() * 2 / 3);
    m_lists->setChildrenCollapsible(false);
    m_alertList = new EventList(
        tr("Alerts"), u"overviewAlerts"_s, m_alerts,
        {AlertsModel::RaisedColumn, AlertsModel::NodeColumn, AlertsModel::SentenceColumn}, m_lists);
    auto *events =
        new EventList(tr("Events"), u"overviewEvents"_s, workspace()->events(),
                      {EventLog::TimeColumn, EventLog::NodeColumn, EventLog::SentenceColumn}, m_lists);
    events->setEmptyState(Tone::Info, tr("No events yet"),
                          tr("Changes of role, verdict and timeline, outages and reconnects appear here."));
    m_lists->addWidget(m_alertList);
    m_lists->addWidget(events);
    m_lists->setStretchFactor(0, 2);
    m_lists->setStretchFactor(1, 3);
    connect(m_alertList, &EventList::activated, this, [this] { Q_EMIT pageRequested(u"alerts"_s); });
    return m_lists;
}

void OverviewPage::setSnapshot(const db::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    showAlerts();
    const auto criteria = criteriaOf(*snapshot, workspace()->alerts()->rules());
    for (std::size_t i = 0; i < m_criteria.size(); ++i) {
        m_criteria[i]->show(criteria[i]);
        showTrend(*m_criteria[i], snapshot->timeMs);
    }
    m_topology->setSnapshot(snapshot);
    chooseWorst();
    showDetails();
}

void OverviewPage::showTrend(CriterionCard &card, qint64 nowMs)
{
    std::vector<double> worst(trendColumns, models::unknownFigure);
    // On multiples of the width, as the bands are: else two begin in one column and none in the next.
    const auto untilMs = (nowMs / trendColumnMs + 1) * trendColumnMs;
    const auto fromMs = untilMs - trendColumns * trendColumnMs;
    for (const auto &key : card.criterion().trend) {
        const auto bands = workspace()->history()->bands(key, fromMs, untilMs, trendColumns);
        const auto greatest = greatestByColumn(bands, fromMs, trendColumnMs, trendColumns);
        for (std::size_t i = 0; i < worst.size(); ++i)
            worst[i] = std::fmax(worst[i], greatest[i]);
    }
    card.setTrend(worst);
}

void OverviewPage::showAlerts()
{
    if (const int held = workspace()->alerts()->held(); held > 0)
        m_alertList->setEmptyState(
            Tone::Warning, tr("Nothing is raised yet"),
            tr("%n condition(s) hold, for less than the hold time of the rule so far.", nullptr, held));
    else if (m_snapshot &&
             std::ranges::any_of(m_snapshot->nodes, [](const auto &node) { return !node.utilization; }))
        m_alertList->setEmptyState(
            Tone::Unknown, tr("Nothing is raised"),
            tr("Of what is known, every rule is kept; the figures of some nodes are not known."));
    else
        m_alertList->setEmptyState(Tone::Ok, tr("Nothing is raised"), tr("Every rule is kept."));
    m_alerts->setAlerts(workspace()->alerts()->current());
}

void OverviewPage::chooseWorst()
{
    const bool gone = !m_snapshot->node(m_topology->selectedNode());
    if (gone)
        m_chosenByPerson = false;
    if (m_chosenByPerson || m_snapshot->nodes.empty())
        return;
    const auto worst =
        std::ranges::max_element(m_snapshot->nodes, {}, [](const auto &node) { return rankOf(node); });
    const auto *now = m_snapshot->node(m_topology->selectedNode());
    // Of equally bad nodes the one already shown stays, so that the panel does not jump.
    if (now && rankOf(*now) >= rankOf(*worst))
        return;
    m_choosing = true;
    m_topology->selectNode(worst->name);
    m_choosing = false;
}

void OverviewPage::showDetails()
{
    if (m_snapshot)
        m_details->showNode(m_snapshot->node(m_topology->selectedNode()), m_snapshot->timeMs);
}

void OverviewPage::selectNode(const QString &name)
{
    m_topology->selectNode(name);
}

void OverviewPage::saveState(QSettings &settings) const
{
    settings.setValue(u"columns"_s, m_columns->saveState());
    settings.setValue(u"lists"_s, m_lists->saveState());
}

void OverviewPage::restoreState(QSettings &settings)
{
    m_columns->restoreState(settings.value(u"columns"_s).toByteArray());
    m_lists->restoreState(settings.value(u"lists"_s).toByteArray());
}

} // namespace seawall::ui
