// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pools/workloadpanel.h"

#include "models/format.h"
#include "models/workload/workloadoperation.h"
#include "models/workload/workloadtext.h"
#include "models/workspace.h"
#include "ui/charts/chartpanel.h"
#include "ui/confirmdialog.h"
#include "ui/elidedlabel.h"
#include "ui/toneicon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
namespace format = models::format;
using models::Metric;

namespace {

/// A number with its label in front.
template<typename Box>
Box *addField(QHBoxLayout *layout, const QString &label, const char *name, const QString &toolTip)
{
    auto *box = new Box;
    auto *text = new QLabel(label);
    text->setBuddy(box);
    box->setObjectName(QLatin1StringView(name));
    box->setAccessibleName(QString(label).remove(u'&'));
    box->setToolTip(toolTip);
    text->setToolTip(toolTip);
    layout->addWidget(text);
    layout->addWidget(box);
    return box;
}

} // namespace

WorkloadPanel::WorkloadPanel(models::Workspace *workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_icon(new ToneIcon(this)), m_text(new ElidedLabel(this)),
      m_charts(new ChartPanel(workspace, this))
{
    m_text->setObjectName(u"workloadText"_s);
    buildCharts();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(buildHead());
    layout->addWidget(m_charts, 1);
    m_text->setText(
        tr("No workload has run yet. It writes like an ETL job and reads like a dashboard, through the "
           "router, in a schema of its own."));
    m_icon->hide();
    showRunning(false);
    connect(&m_feed, &models::WorkloadFeed::reported, this, &WorkloadPanel::onReported);
    auto *runner = workspace->operations();
    connect(runner, &models::OperationRunner::finished, this, &WorkloadPanel::onFinished);
    connect(runner, &models::OperationRunner::journalRead, this, &WorkloadPanel::showLast);
    runner->readJournal();
}

QWidget *WorkloadPanel::buildHead()
{
    const models::WorkloadOptions defaults;
    auto *head = new QWidget(this);
    auto *fields = new QHBoxLayout;
    m_readers =
        addField<QSpinBox>(fields, tr("&Readers"), "workloadReaders", tr("Dashboard readers at once"));
    m_rate = addField<QDoubleSpinBox>(fields, tr("&Loads/s"), "workloadRate",
                                      tr("Dashboard loads a second, over all readers"));
    m_writers = addField<QSpinBox>(fields, tr("&Writers"), "workloadWriters",
                                   tr("ETL writers at once, which write 10 chunks of 500 rows a second"));
    m_seconds =
        addField<QSpinBox>(fields, tr("&Seconds"), "workloadSeconds", tr("How long; at most an hour"));
    m_readers->setRange(0, 1000);
    m_readers->setValue(defaults.readers);
    m_writers->setRange(0, 1000);
    m_writers->setValue(defaults.writers);
    m_rate->setRange(0.1, 100'000);
    m_rate->setDecimals(1);
    m_rate->setValue(defaults.readRate);
    m_seconds->setRange(1, 3600);
    m_seconds->setValue(60);
    m_start = new QPushButton(QIcon::fromTheme(u"media-playback-start"_s), tr("Run workload…"), head);
    m_start->setObjectName(u"workloadStart"_s);
    m_start->setToolTip(tr("Shows what it will do, and asks before it begins"));
    m_stop = new QPushButton(QIcon::fromTheme(u"process-stop"_s), tr("Stop"), head);
    m_stop->setObjectName(u"workloadStop"_s);
    m_stop->setToolTip(tr("Ends it now and drops its schema; what was measured stays"));
    fields->addStretch(1);
    fields->addWidget(m_start);
    fields->addWidget(m_stop);
    m_progress = new QProgressBar(head);
    m_progress->setObjectName(u"workloadProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the workload"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    auto *line = new QHBoxLayout;
    line->addWidget(m_icon);
    line->addWidget(m_text, 1);
    line->addWidget(m_progress);
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(fields);
    layout->addLayout(line);
    connect(m_start, &QPushButton::clicked, this, &WorkloadPanel::start);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_workspace->operations()->cancel(m_run); });
    return head;
}

void WorkloadPanel::buildCharts()
{
    m_latency = m_charts->addChart(u"workloadLatencyChart"_s, tr("Dashboard loads"), ChartUnit::Seconds);
    m_nodes = m_charts->addChart(u"workloadNodesChart"_s, tr("Answered by"), ChartUnit::PerSecond);
    m_lag = m_charts->addChart(u"workloadLagChart"_s, tr("Replay lag"), ChartUnit::Seconds);
    m_pools =
        m_charts->addChart(u"workloadPoolsChart"_s, tr("Router's connections in use"), ChartUnit::Count);
    const auto source = [this](const models::SeriesKey &key, qint64 from, qint64 to, int columns) {
        return m_feed.bands(key, from, to, columns);
    };
    for (auto *chart : {m_latency, m_nodes, m_pools}) {
        chart->setSource(source);
        chart->setEmptyText(tr("This window has run no workload in this period."));
    }
    m_nodes->setStyle(ChartStyle::Stacked);
    m_lag->setEmptyText(tr("The lag is not known in this period."));
    std::vector<ChartSeries> latencies;
    for (const auto &name : {u"p50"_s, u"p95"_s, u"p99"_s})
        latencies.push_back({{{}, Metric::WorkloadLatency, name}, name, static_cast<int>(latencies.size())});
    m_latency->setSeries(latencies);
    const double limit = std::chrono::duration<double>(models::WorkloadOptions().dashboardLimit).count();
    m_latency->setLimits({{limit, tr("limit %1").arg(format::seconds(limit))}});
}

models::WorkloadOptions WorkloadPanel::options() const
{
    models::WorkloadOptions options;
    options.readers = m_readers->value();
    options.writers = m_writers->value();
    options.readRate = m_rate->value();
    options.duration = std::chrono::seconds(m_seconds->value());
    return options;
}

void WorkloadPanel::start()
{
    const auto chosen = options();
    auto operation = std::make_unique<models::WorkloadOperation>(m_workspace->profile(), chosen,
                                                                 m_snapshot.get(), m_feed.sink());
    confirmAndStart(std::move(operation), m_workspace->operations(), this, [this, chosen](int run) {
        m_run = run;
        m_running = chosen;
        m_icon->show();
        m_icon->setTone(Tone::Info);
        m_text->setText(tr("Beginning …"));
        m_progress->setRange(0, static_cast<int>(chosen.duration.count()));
        m_progress->setValue(0);
        showRunning(true);
    });
}

void WorkloadPanel::onReported(const models::WorkloadReport &report)
{
    if (m_run == 0)
        return;
    const auto &last = report.last;
    const bool isSound = last.readErrors + last.writeErrors == 0 && last.pausedSeconds == 0;
    m_icon->setTone(isSound ? Tone::Ok : Tone::Warning);
    auto text = tr("%1 loads/s, p95 %2, slowest so far %3")
                    .arg(format::rate(last.readsPerSecond()).chopped(3), format::seconds(last.reads.p95),
                         format::seconds(report.total.reads.slowest));
    if (const auto shares = models::sharesOf(last); !shares.isEmpty())
        text += tr("; answered by %1").arg(shares);
    if (const auto why = models::whyReadsMoved(report.router); !why.isEmpty())
        text += u" (%1)"_s.arg(why);
    if (report.total.readErrors + report.total.writeErrors > 0)
        text += tr("; %1 errors, the last: %2")
                    .arg(report.total.readErrors + report.total.writeErrors)
                    .arg(report.total.lastError);
    m_text->setText(text + u"; "_s + report.phase);
    m_progress->setValue(static_cast<int>(report.total.seconds * 1000));
    std::vector<ChartSeries> loads, inUse;
    std::vector<ChartLimit> limits;
    for (const auto &node : report.router.nodes) {
        const int colour = static_cast<int>(loads.size());
        loads.push_back({{node.node, Metric::WorkloadLoads, {}}, node.node, colour});
        inUse.push_back({{node.node, Metric::RouterInUse, {}}, node.node, colour});
        if (node.pool.most > 0)
            limits.push_back({double(node.pool.most), tr("%1 %2").arg(node.node).arg(node.pool.most)});
    }
    m_nodes->setSeries(loads);
    m_pools->setSeries(inUse);
    m_pools->setLimits(limits);
    for (auto *chart : {m_latency, m_nodes, m_pools})
        chart->refresh();
}

void WorkloadPanel::onFinished(int run, const models::Outcome &outcome)
{
    if (run != m_run || m_run == 0)
        return;
    m_run = 0;
    m_icon->setTone(toneOf(outcome.state));
    m_text->setText(outcome.summary);
    showRunning(false);
}

void WorkloadPanel::showLast(const std::vector<models::JournalEntry> &entries)
{
    using State = models::JournalEntry::State;
    const auto last = std::ranges::find(entries, u"workload.run"_s, &models::JournalEntry::kind);
    if (m_run != 0 || last == entries.end())
        return;
    const auto when = format::dateTime(last->startedMs);
    m_icon->show();
    m_icon->setTone(last->state == State::Succeeded ? Tone::Ok
                    : last->state == State::Running ? Tone::Info
                                                    : Tone::Warning);
    if (last->state == State::Running)
        m_text->setText(tr("%1 runs a workload since %2; its figures are shown here once it has ended.")
                            .arg(last->actor, when));
    else
        m_text->setText(tr("The last workload, %1 by %2: %3")
                            .arg(when, last->actor,
                                 last->state == State::Interrupted ? tr("interrupted") : last->summary));
}

void WorkloadPanel::showRunning(bool isRunning)
{
    m_start->setVisible(!isRunning);
    m_stop->setVisible(isRunning);
    m_progress->setVisible(isRunning);
    for (auto *field : std::initializer_list<QWidget *>{m_readers, m_writers, m_rate, m_seconds})
        field->setEnabled(!isRunning);
}

void WorkloadPanel::setSnapshot(const db::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    std::vector<ChartSeries> lag;
    for (const auto &node : snapshot->nodes) {
        if (node.isReplica() || node.configuredRole == db::Role::Replica)
            lag.push_back({{node.name, Metric::LagSeconds, {}}, node.name, static_cast<int>(lag.size()) + 1});
    }
    m_lag->setSeries(lag);
    m_charts->setNow(snapshot->timeMs);
}

void WorkloadPanel::saveState(QSettings &settings) const
{
    m_charts->saveState(settings);
}

void WorkloadPanel::restoreState(QSettings &settings)
{
    m_charts->restoreState(settings);
}

} // namespace seawall::ui
