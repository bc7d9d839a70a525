// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pools/poolspage.h"

#include "models/format.h"
#include "ui/charts/chartpanel.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/nodechooser.h"
#include "ui/pools/workloadpanel.h"

#include <QLabel>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include <cmath>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::Metric;

namespace {

/// A table below its title; a page has more than one.
QWidget *titled(const QString &title, QWidget *content, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *label = new QLabel(title, box);
    auto bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    label->setBuddy(content);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(label);
    layout->addWidget(content, 1);
    return box;
}

} // namespace

PoolsPage::PoolsPage(models::Workspace *workspace, QWidget *parent)
    : Page(workspace, parent), m_tabs(new QTabWidget(this)), m_workload(new WorkloadPanel(workspace, this)),
      m_splitter(new QSplitter(Qt::Horizontal, this))
{
    m_splitter->setObjectName(u"poolsSplitter"_s);
    m_splitter->addWidget(buildCharts());
    m_splitter->addWidget(buildTables());
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({620, 470});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(m_tabs);
    m_tabs->setObjectName(u"poolsTabs"_s);
    m_tabs->setAccessibleName(tr("Pools and workload"));
    m_tabs->addTab(m_splitter, tr("Pools"));
    m_tabs->addTab(m_workload, tr("Workload"));
    connect(workspace->alerts(), &models::Alerts::changed, this, &PoolsPage::showNode);
}

QWidget *PoolsPage::buildCharts()
{
    m_charts = new ChartPanel(workspace(), this);
    m_use = m_charts->addChart(u"useChart"_s, tr("Connections in use"), ChartUnit::Share);
    m_sessions = m_charts->addChart(u"sessionsChart"_s, tr("Sessions"), ChartUnit::Count);
    m_pools = m_charts->addChart(u"poolsChart"_s, tr("Pools"), ChartUnit::Count);
    m_pgBouncer = m_charts->addChart(u"pgBouncerChart"_s, tr("PgBouncer's clients"), ChartUnit::Count);
    m_sessions->setStyle(ChartStyle::Stacked);
    m_node = new NodeChooser(u"poolsNode"_s, tr("Node whose sessions are shown"),
                             tr("The node whose sessions and pools are shown"), m_sessions);
    m_sessions->addHeaderWidget(m_node);
    connect(m_node, &QComboBox::currentIndexChanged, this, &PoolsPage::showNode);
    return m_charts;
}

QWidget *PoolsPage::buildTables()
{
    using A = models::ApplicationsModel;
    m_applicationsView = new DataTable(&m_applications, this);
    m_applicationsView->setObjectName(u"applicationsTable"_s);
    m_applicationsView->setAccessibleName(tr("Applications"));
    m_applicationsView->setColumns({A::ApplicationColumn, A::NodeColumn, A::TotalColumn, A::LimitColumn,
                                    A::UseColumn, A::ActiveColumn, A::IdleColumn, A::IdleInTransactionColumn,
                                    A::OtherColumn, A::UserColumn});
    m_applicationsView->setWidths({{A::ApplicationColumn, 13},
                                   {A::NodeColumn, 7},
                                   {A::TotalColumn, 4},
                                   {A::LimitColumn, 4},
                                   {A::UseColumn, 5},
                                   {A::ActiveColumn, 5},
                                   {A::IdleColumn, 4},
                                   {A::IdleInTransactionColumn, 7},
                                   {A::OtherColumn, 5},
                                   {A::UserColumn, 8}});
    m_applicationsView->setStretch({A::ApplicationColumn});
    m_applicationsView->setOptional({A::UserColumn, A::OtherColumn, A::LimitColumn, A::ActiveColumn,
                                     A::IdleColumn, A::IdleInTransactionColumn});
    m_applicationsView->setTextElideMode(Qt::ElideMiddle); // names of nodes differ at their ends
    m_applicationsView->setSeverityColumn(A::ApplicationColumn);
    m_pgBouncerView = new DataTable(&m_pgBouncerModel, this);
    m_pgBouncerView->setObjectName(u"pgBouncerTable"_s);
    m_pgBouncerView->setAccessibleName(tr("PgBouncer's pools"));
    using P = PgBouncerModel;
    m_pgBouncerView->setWidths({{P::PoolColumn, 19},
                                {P::ActiveColumn, 5},
                                {P::WaitingColumn, 6},
                                {P::MaxWaitColumn, 7},
                                {P::ServersColumn, 6},
                                {P::SizeColumn, 4},
                                {P::ModeColumn, 10}});
    m_pgBouncerView->setStretch({P::PoolColumn});
    m_pgBouncerView->setOptional({P::ModeColumn});
    m_pgBouncerView->setSeverityColumn(P::PoolColumn);
    m_tables = new QSplitter(Qt::Vertical, this);
    m_tables->addWidget(titled(tr("Applications"), m_applicationsView, m_tables));
    m_pgBouncerBox = titled(tr("PgBouncer's pools"), m_pgBouncerView, m_tables);
    m_pgBouncerError = new ElidedLabel(m_pgBouncerBox);
    m_pgBouncerError->setObjectName(u"pgBouncerError"_s);
    static_cast<QVBoxLayout *>(m_pgBouncerBox->layout())->insertWidget(1, m_pgBouncerError);
    m_tables->addWidget(m_pgBouncerBox);
    m_tables->setStretchFactor(0, 1);
    m_tables->setChildrenCollapsible(false);
    return m_tables;
}

void PoolsPage::setSnapshot(const db::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_applications.setSnapshot(snapshot);
    m_applicationsView->setEmptyText(
        std::ranges::any_of(snapshot->nodes, &db::NodeSnapshot::reachable)
            ? tr("No session of any application. Without pg_monitor those of other users are "
                 "not seen: GRANT pg_monitor TO the console's user.")
            : tr("Which applications are connected is not known: no node answers."));
    showNodes(*snapshot);
    showNode();
    showPgBouncer(*snapshot);
    m_charts->setNow(snapshot->timeMs);
    m_workload->setSnapshot(snapshot);
}

double PoolsPage::limitShare() const
{
    double lowest = 1;
    for (const auto &rule : workspace()->alerts()->rules()) {
        if (rule.kind == models::AlertRule::Kind::Pool && rule.enabled)
            lowest = std::min(lowest, rule.threshold);
    }
    return lowest;
}

void PoolsPage::showNodes(const db::Snapshot &snapshot)
{
    const bool isHidden = std::ranges::any_of(
        snapshot.nodes, [](const db::NodeSnapshot &node) { return node.facts.canMonitor == false; });
    m_use->setEmptyText(isHidden
                            ? tr("Session counts are not seen without pg_monitor.")
                            : tr("No session counts are known in this period. They appear with the first "
                                 "answer of a node."));
    std::vector<ChartSeries> use;
    QStringList names;
    for (const auto &node : snapshot.nodes) {
        use.push_back({{node.name, Metric::Utilization, {}}, node.name, static_cast<int>(names.size())});
        names << node.name;
    }
    m_use->setSeries(use);
    m_node->setNames(names);
}

void PoolsPage::showNode()
{
    const auto *node = m_snapshot ? m_snapshot->node(m_node->currentText()) : nullptr;
    if (!node)
        return;
    const double share = limitShare();
    const auto percent = models::format::percent(share);
    const auto against = [&](int full, const QString &label) {
        std::vector<ChartLimit> limits{{static_cast<double>(full), label}};
        if (share < 1)
            limits.push_back({full * share, percent});
        return limits;
    };
    m_use->setLimits({{share, tr("limit %1").arg(percent)}});
    m_sessions->setTitle(m_node->count() > 1 ? tr("Sessions on") : tr("Sessions on %1").arg(node->name));
    m_sessions->setSeries(
        {{{node->name, Metric::SessionsActive, {}}, tr("active"), 0},
         {{node->name, Metric::SessionsIdleInTransaction, {}}, tr("idle in transaction"), 1},
         {{node->name, Metric::SessionsOther, {}}, tr("other"), 3},
         {{node->name, Metric::SessionsIdle, {}}, tr("idle"), 2}});
    if (node->usableConnections)
        m_sessions->setLimits(
            against(*node->usableConnections, tr("usable %1").arg(*node->usableConnections)));
    const bool isHidden = node->reachable && node->facts.canMonitor == false;
    m_sessions->setEmptyText(
        isHidden ? tr("The sessions of this node are not seen without pg_monitor: %1")
                       .arg(node->missingRights.join(u' '))
                 : tr("The sessions of this node are not known in this period: it did not answer."));
    m_pools->setTitle(tr("Pools on %1").arg(node->name));
    std::vector<ChartSeries> used;
    std::vector<ChartLimit> limits;
    for (const auto &pool : node->pools) {
        used.push_back(
            {{node->name, Metric::PoolUsed, pool.label}, pool.label, static_cast<int>(used.size())});
        for (const auto &limit : against(pool.limit, tr("pool %1").arg(pool.limit)))
            limits.push_back(limit);
    }
    m_pools->setEmptyText(
        node->reachable && node->pools.empty()
            ? tr("No pool is configured for this node. Set DB_POOL_SIZE and DB_MAX_OVERFLOW (on a "
                 "replica DB_REPLICA_POOL_SIZE …) in the .env file to see it here.")
            : tr("The pool's sessions are not known in this period: the node did not answer."));
    m_pools->setSeries(used);
    m_pools->setLimits(limits);
}

void PoolsPage::showPgBouncer(const db::Snapshot &snapshot)
{
    const auto &state = snapshot.pgBouncer;
    m_pgBouncer->setVisible(state.has_value());
    m_pgBouncerBox->setVisible(state.has_value());
    if (!state)
        return;
    if (!state->error)
        m_pgBouncerModel.setPools(state->pools);
    m_pgBouncerError->setVisible(state->error && m_pgBouncerModel.rowCount() > 0); // else the table says it
    if (state->error)
        m_pgBouncerError->setText(tr("Out of date: %1").arg(state->error->message));
    m_pgBouncerView->setEnabled(!state->error);
    m_pgBouncerView->setToolTip(state->error ? tr("Out of date: %1").arg(state->error->message) : QString());
    m_pgBouncerView->setEmptyText(state->error
                                      ? state->error->message + u"\n"_s + state->error->hint
                                      : tr("PgBouncer has no pool yet: nobody has connected through it."));
    std::vector<ChartSeries> series;
    for (const auto &row : m_pgBouncerModel.rows()) {
        const auto colour = static_cast<int>(series.size());
        series.push_back({{{}, Metric::PgBouncerActive, row.key()}, tr("%1 active").arg(row.key()), colour});
        series.push_back(
            {{{}, Metric::PgBouncerWaiting, row.key()}, tr("%1 waiting").arg(row.key()), colour + 1});
    }
    m_pgBouncer->setEmptyText(state->error
                                  ? tr("PgBouncer did not answer in this period.")
                                  : tr("No pool of PgBouncer is known in this period; one appears with the "
                                       "first client that connects through it."));
    m_pgBouncer->setSeries(series);
}

void PoolsPage::saveState(QSettings &settings) const
{
    settings.setValue(u"splitter"_s, m_splitter->saveState());
    settings.setValue(u"tables"_s, m_tables->saveState());
    settings.setValue(u"node"_s, m_node->chosen());
    settings.setValue(u"tab"_s, m_tabs->currentIndex());
    m_charts->saveState(settings);
    settings.beginGroup(u"workload"_s);
    m_workload->saveState(settings);
    settings.endGroup();
}

void PoolsPage::restoreState(QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"splitter"_s).toByteArray());
    m_tables->restoreState(settings.value(u"tables"_s).toByteArray());
    m_node->choose(settings.value(u"node"_s).toString());
    m_tabs->setCurrentIndex(settings.value(u"tab"_s, 0).toInt());
    m_charts->restoreState(settings);
    settings.beginGroup(u"workload"_s);
    m_workload->restoreState(settings);
    settings.endGroup();
}

} // namespace seawall::ui
