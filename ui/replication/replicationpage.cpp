// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replication/replicationpage.h"

#include "models/format.h"
#include "ui/charts/chartpanel.h"
#include "ui/datatable.h"
#include "ui/nodechooser.h"
#include "ui/replication/replicafigures.h"
#include "ui/statepanel.h"

#include <QHeaderView>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::Metric;

namespace {

constexpr int primaryColour = 6; ///< the grey of the palette: replicas come first

bool isReplica(const db::NodeSnapshot &node)
{
    return node.isReplica() ||
           (node.facts.role == db::Role::Unknown && node.configuredRole == db::Role::Replica);
}

} // namespace

ReplicationPage::ReplicationPage(models::Workspace *workspace, QWidget *parent)
    : Page(workspace, parent), m_figures(new ReplicaFigures(this)), m_state(new StatePanel(this)),
      m_stack(new QStackedWidget(this)), m_splitter(new QSplitter(Qt::Horizontal, this))
{
    m_splitter->setObjectName(u"replicationSplitter"_s);
    m_splitter->addWidget(buildCharts());
    m_splitter->addWidget(buildTables());
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({680, 410});
    m_state->setObjectName(u"replicationState"_s);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_state);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(m_stack);
    connect(workspace->alerts(), &models::Alerts::changed, this, &ReplicationPage::showLimit);
    connect(m_state, &StatePanel::actionTriggered, workspace, &models::Workspace::reconnectNow);
    showLimit();
}

QWidget *ReplicationPage::buildCharts()
{
    m_charts = new ChartPanel(workspace(), this);
    m_lag = m_charts->addChart(u"lagChart"_s, tr("Replay lag"), ChartUnit::Seconds);
    m_stages = m_charts->addChart(u"stageChart"_s, tr("Lag in bytes"), ChartUnit::Bytes);
    m_wal = m_charts->addChart(u"walChart"_s, tr("WAL written and replayed"), ChartUnit::BytesPerSecond);
    m_lag->setEmptyText(
        tr("The lag is not known in this period. It needs an answer of the replica and of the node "
           "it streams from; older windows may show more."));
    m_stages->setEmptyText(
        tr("No stage of this replica is known in this period: it is not listed by the node it "
           "streams from."));
    m_wal->setEmptyText(tr("No WAL rate is known in this period. It needs two answers of a node."));
    m_replica = new NodeChooser(u"stageReplica"_s, tr("Replica whose stages are shown"),
                                tr("The replica whose stages are shown"), m_stages);
    m_stages->addHeaderWidget(m_replica);
    connect(m_replica, &QComboBox::currentIndexChanged, this, &ReplicationPage::showStages);
    return m_charts;
}

QWidget *ReplicationPage::buildTables()
{
    m_figuresView = new QTableView(this);
    m_figuresView->setObjectName(u"replicaFigures"_s);
    m_figuresView->setAccessibleName(tr("Figures of the replicas"));
    m_figuresView->setModel(m_figures);
    m_figuresView->setItemDelegate(new CellDelegate(m_figuresView));
    m_figuresView->setItemDelegateForRow(ReplicaFigures::VerdictRow, new SeverityDelegate(m_figuresView));
    m_figuresView->setSelectionMode(QAbstractItemView::NoSelection);
    m_figuresView->setShowGrid(false);
    m_figuresView->setAlternatingRowColors(true);
    m_figuresView->setTabKeyNavigation(false);
    m_figuresView->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_figuresView->verticalHeader()->setStyleSheet(u"QHeaderView::section { border: none; }"_s);
    m_figuresView->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    for (auto *each :
         std::initializer_list<QAbstractItemView *>{m_figuresView, m_figuresView->horizontalHeader()})
        each->setTextElideMode(Qt::ElideMiddle); // names of nodes differ at their ends
    m_figuresView->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_figuresView->horizontalHeader()->setMinimumSectionSize(fontMetrics().averageCharWidth() * 12);
    m_figuresView->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);

    m_slotsView = new DataTable(&m_slots, this);
    m_slotsView->setObjectName(u"slotsTable"_s);
    m_slotsView->setAccessibleName(tr("Replication slots"));
    using S = models::SlotsModel;
    m_slotsView->setColumns({S::NameColumn, S::ActiveColumn, S::StatusColumn, S::RetainedColumn,
                             S::SafeColumn, S::InactiveColumn, S::NodeColumn, S::TypeColumn});
    m_slotsView->setWidths({{S::NameColumn, 9},
                            {S::StatusColumn, 8},
                            {S::RetainedColumn, 7},
                            {S::SafeColumn, 7},
                            {S::InactiveColumn, 8},
                            {S::ActiveColumn, 7},
                            {S::NodeColumn, 8},
                            {S::TypeColumn, 8}});
    m_slotsView->setStretch({S::NameColumn});
    m_slotsView->setOptional(
        {S::TypeColumn, S::NodeColumn, S::InactiveColumn, S::SafeColumn, S::StatusColumn});
    m_slotsView->setSeverityColumn(S::NameColumn);
    m_tables = new QSplitter(Qt::Vertical, this);
    m_tables->addWidget(m_figuresView);
    m_tables->addWidget(m_slotsView);
    m_tables->setStretchFactor(0, 1);
    m_tables->setChildrenCollapsible(false);
    m_tables->setSizes({460, 130});
    return m_tables;
}

void ReplicationPage::setSnapshot(const db::SnapshotPtr &snapshot)
{
    m_slots.setSnapshot(snapshot);
    m_slotsView->setEmptyText(
        snapshot->hasPrimary()
            ? tr("No replication slots. Without one, a replica that is away for long can miss WAL "
                 "that has been removed.")
            : tr("Which slots there are is not known: no primary answers."));
    auto replicas = models::nodeRows(*snapshot);
    std::erase_if(replicas, [](const models::NodeRow &row) { return !isReplica(row.node); });
    m_stack->setCurrentWidget(replicas.empty() ? static_cast<QWidget *>(m_state) : m_splitter);
    if (replicas.empty()) {
        showNoReplica(*snapshot);
        return;
    }
    showSeries(*snapshot, replicas);
    m_figures->setReplicas(std::move(replicas));
    fitVerdicts();
    fitReasons();
    m_charts->setNow(snapshot->timeMs);
}

void ReplicationPage::showNoReplica(const db::Snapshot &snapshot)
{
    if (snapshot.nodes.size() < 2)
        return m_state->show(Tone::Info, tr("This cluster has no replica here"),
                             tr("Name one in the .env file (POSTGRES_REPLICA_HOST, POSTGRES_REPLICA_PORT) or "
                                "with --replica; a "
                                "replica that the primary serves is offered on the overview."),
                             tr("Ask again"));
    QStringList states;
    for (const auto &node : snapshot.nodes)
        states << (node.reachable ? tr("%1 takes writes") : tr("%1 does not answer")).arg(node.name);
    const bool isSplit = snapshot.verdict == db::ClusterVerdict::SplitBrain;
    m_state->show(isSplit ? Tone::Critical : Tone::Warning, tr("No node is a replica now"),
                  states.join(u", "_s) + u". "_s +
                      (isSplit ? tr("What each of them has that the other lacks is on the page Failover.")
                               : tr("The lag is shown here once one of them replicates again.")),
                  tr("Ask again"));
}

/// Read whole before all columns fit: of many replicas the others are scrolled to.
void ReplicationPage::fitVerdicts()
{
    QStyleOptionViewItem option;
    option.initFrom(m_figuresView);
    int widest = fontMetrics().averageCharWidth() * 12;
    for (int column = 0; column < m_figures->columnCount(); ++column) {
        const auto verdict = m_figures->index(ReplicaFigures::VerdictRow, column);
        widest =
            std::max(widest, m_figuresView->itemDelegateForIndex(verdict)->sizeHint(option, verdict).width());
    }
    m_figuresView->horizontalHeader()->setMinimumSectionSize(
        std::min(widest, fontMetrics().averageCharWidth() * 24));
}

/// Whole, however narrow the columns are; never below three lines, so that a figure in it moves no row.
void ReplicationPage::fitReasons()
{
    constexpr int row = ReplicaFigures::ReasonRow;
    m_figuresView->resizeRowToContents(row);
    const int least = fontMetrics().height() * 3 + 8;
    if (m_figuresView->rowHeight(row) < least)
        m_figuresView->setRowHeight(row, least);
}

void ReplicationPage::showSeries(const db::Snapshot &snapshot, const std::vector<models::NodeRow> &replicas)
{
    std::vector<ChartSeries> lag;
    std::vector<ChartSeries> wal;
    QStringList names;
    for (const auto &node : snapshot.nodes) {
        if (!isReplica(node)) // of a split brain the next ones come down from the grey
            wal.push_back({{node.name, Metric::WalRate, {}},
                           node.name,
                           std::max(0, primaryColour - static_cast<int>(wal.size()))});
    }
    for (const auto &row : replicas) {
        const auto colour = static_cast<int>(names.size()) % primaryColour;
        lag.push_back({{row.node.name, Metric::LagSeconds, {}}, row.node.name, colour});
        wal.push_back({{row.node.name, Metric::WalRate, {}}, row.node.name, colour});
        names << row.node.name;
    }
    m_lag->setSeries(lag);
    m_wal->setSeries(wal);
    if (m_replica->setNames(names)) {
        m_replica->setVisible(names.size() > 1);
        showStages();
    }
}

void ReplicationPage::showStages()
{
    const auto name = m_replica->currentText();
    m_stages->setTitle(m_replica->count() > 1 ? tr("Lag in bytes of") : tr("Lag in bytes of %1").arg(name));
    m_stages->setSeries({{{name, Metric::LagReplayBytes, {}}, tr("replay"), 0},
                         {{name, Metric::LagFlushBytes, {}}, tr("flush"), 1},
                         {{name, Metric::LagWriteBytes, {}}, tr("write"), 2},
                         {{name, Metric::LagSentBytes, {}}, tr("sent"), 3}});
}

void ReplicationPage::showLimit()
{
    std::vector<ChartLimit> limits;
    for (const auto &rule : workspace()->alerts()->rules()) {
        if (rule.kind == models::AlertRule::Kind::Lag && rule.enabled)
            limits.push_back({rule.threshold, tr("limit %1").arg(models::format::seconds(rule.threshold))});
    }
    // The lowest is the one to keep; a second line far above would press the figures flat.
    std::ranges::sort(limits, {}, &ChartLimit::value);
    limits.resize(std::min<std::size_t>(limits.size(), 1));
    m_lag->setLimits(limits);
}

void ReplicationPage::saveState(QSettings &settings) const
{
    settings.setValue(u"splitter"_s, m_splitter->saveState());
    settings.setValue(u"tables"_s, m_tables->saveState());
    settings.setValue(u"replica"_s, m_replica->chosen());
    m_charts->saveState(settings);
}

void ReplicationPage::restoreState(QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"splitter"_s).toByteArray());
    m_tables->restoreState(settings.value(u"tables"_s).toByteArray());
    m_replica->choose(settings.value(u"replica"_s).toString());
    m_charts->restoreState(settings);
}

} // namespace seawall::ui
