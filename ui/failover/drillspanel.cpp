// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/failover/drillspanel.h"

#include "models/failover/drillparts.h"
#include "models/failover/drillstore.h"
#include "models/format.h"
#include "ui/confirmdialog.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/failover/outagechart.h"
#include "ui/toneicon.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::DrillCriteriaModel;
using models::DrillDesk;
using models::DrillsModel;
using models::DrillTimelineModel;
using Phase = DrillDesk::Phase;
namespace format = models::format;

DrillsPanel::DrillsPanel(models::Workspace *workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_desk(models::drillsOf(workspace))
{
    m_table = new DataTable(m_desk->drills(), this);
    m_table->setObjectName(u"drillsTable"_s);
    m_table->setAccessibleName(tr("Drills, each with its last result"));
    m_table->setWidths({{DrillsModel::TitleColumn, 22},
                        {DrillsModel::StateColumn, 11},
                        {DrillsModel::TimeColumn, 23},
                        {DrillsModel::KnownColumn, 12},
                        {DrillsModel::ReadsColumn, 11},
                        {DrillsModel::WritesColumn, 11}});
    m_table->setStretch({DrillsModel::TitleColumn});
    m_table->setOptional({DrillsModel::TimeColumn, DrillsModel::WritesColumn, DrillsModel::KnownColumn});
    m_table->setSeverityColumn(DrillsModel::StateColumn);
    auto *columns = new QSplitter(Qt::Horizontal, this);
    columns->addWidget(m_table);
    columns->addWidget(buildResult());
    columns->setStretchFactor(0, 1);
    columns->setStretchFactor(1, 1);
    columns->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(buildHead());
    layout->addWidget(columns, 1);
    m_stopwatch.setInterval(100);
    connect(&m_stopwatch, &QTimer::timeout, this, &DrillsPanel::showHead);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &DrillsPanel::refresh);
    connect(m_desk, &DrillDesk::changed, this, &DrillsPanel::refresh);
    connect(m_desk, &DrillDesk::prepared, this, &DrillsPanel::onPrepared);
    connect(m_desk, &DrillDesk::failed, this, [this](const db::Error &error) {
        m_problem = error.hint.isEmpty() ? error.message : error.message + u' ' + error.hint;
        refresh();
    });
    m_table->choose(m_desk->drills()->index(0, 0));
    m_desk->examine();
    refresh();
}

QWidget *DrillsPanel::buildHead()
{
    auto *head = new QWidget(this);
    m_icon = new ToneIcon(head);
    m_status = new ElidedLabel(head);
    m_status->setObjectName(u"drillStatus"_s);
    const auto button = [&](const QString &name, const QString &icon, const QString &text,
                            const QString &tip) {
        auto *made = new QPushButton(QIcon::fromTheme(icon), text, head);
        made->setObjectName(name);
        made->setToolTip(tip);
        return made;
    };
    m_run = button(u"drillRun"_s, u"media-playback-start"_s, tr("Run drill…"),
                   tr("Shows what the chosen drill would do, and asks"));
    m_stop = button(u"drillStop"_s, u"process-stop"_s, tr("Stop"), tr("Ends the drill now, and undoes it"));
    m_undo = button(u"drillUndo"_s, u"edit-undo"_s, tr("Undo…"),
                    tr("Undoes the drill that was cut off, so that all is as before"));
    m_node = new QComboBox(head);
    m_node->setObjectName(u"drillNode"_s);
    m_node->setAccessibleName(tr("Node that is made to fail"));
    m_node->setToolTip(tr("Which node is made to fail"));
    m_node->addItem(tr("the node that fits"), QString());
    for (const auto &node : m_workspace->profile().monitor.nodes)
        m_node->addItem(node.endpoint.name, node.endpoint.name);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_icon);
    layout->addWidget(m_status, 1);
    layout->addWidget(m_node);
    for (auto *each : {m_undo, m_stop, m_run})
        layout->addWidget(each);
    connect(m_run, &QPushButton::clicked, this, [this] {
        m_problem.clear();
        const auto *row = chosen();
        if (const auto kind = row ? db::drillNamed(row->name) : std::nullopt)
            m_desk->plan(*kind, m_node->currentData().toString(), m_options);
    });
    connect(m_stop, &QPushButton::clicked, this,
            [this] { m_workspace->operations()->cancel(m_desk->run()); });
    connect(m_undo, &QPushButton::clicked, m_desk, &DrillDesk::planUndo);
    return head;
}

QWidget *DrillsPanel::buildResult()
{
    m_about = new QLabel(this);
    m_about->setObjectName(u"drillAbout"_s);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    auto *criteria = new DataTable(&m_criteria, this);
    criteria->setObjectName(u"drillCriteria"_s);
    criteria->setAccessibleName(tr("Criteria of the drill, with what was measured last"));
    criteria->setWidths({{DrillCriteriaModel::TitleColumn, 26},
                         {DrillCriteriaModel::StateColumn, 10},
                         {DrillCriteriaModel::MeasuredColumn, 24},
                         {DrillCriteriaModel::WantedColumn, 14}});
    criteria->setStretch({DrillCriteriaModel::MeasuredColumn});
    criteria->setOptional({DrillCriteriaModel::WantedColumn});
    criteria->setSeverityColumn(DrillCriteriaModel::StateColumn);
    criteria->setEmptyText(tr("It was never run here. 'Run drill…' shows first what it would do."));
    m_timelineTable = new DataTable(&m_timeline, this);
    m_timelineTable->setObjectName(u"drillTimeline"_s);
    m_timelineTable->setAccessibleName(tr("Timeline of the drill"));
    m_timelineTable->setWidths({{DrillTimelineModel::TimeColumn, 9},
                                {DrillTimelineModel::WhoColumn, 14},
                                {DrillTimelineModel::TextColumn, 30}});
    m_timelineTable->setStretch({DrillTimelineModel::TextColumn});
    m_timelineTable->setSortingEnabled(false); // the order is the point
    m_timelineTable->setEmptyText(tr("What happens in the drill is shown here."));
    m_chart = new OutageChart(this);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"drillTabs"_s);
    m_tabs->setAccessibleName(tr("The last drill of this kind"));
    m_tabs->addTab(criteria, tr("Result"));
    m_tabs->addTab(m_timelineTable, tr("Timeline"));
    m_tabs->addTab(m_chart, tr("Over time"));
    auto *side = new QWidget(this);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_about);
    layout->addWidget(m_tabs, 1);
    return side;
}

void DrillsPanel::showEvent(QShowEvent *event)
{
    m_desk->examine();
    QWidget::showEvent(event);
}

const models::DrillRow *DrillsPanel::chosen() const
{
    return m_desk->drills()->drill(m_table->sourceIndex());
}

void DrillsPanel::tell(Tone tone, const QString &text)
{
    m_icon->setTone(tone);
    m_status->setText(text);
}

void DrillsPanel::refresh()
{
    const bool isRunning = m_desk->phase() == Phase::Running;
    const auto &left = m_desk->interrupted();
    m_run->setEnabled(m_desk->phase() == Phase::Idle && chosen() && !left);
    m_run->setToolTip(left ? tr("One that was cut off has to be undone first")
                           : tr("Shows what the chosen drill would do, and asks"));
    m_node->setEnabled(m_run->isEnabled());
    m_stop->setVisible(isRunning);
    m_undo->setVisible(left && !isRunning);
    m_undo->setEnabled(m_desk->phase() == Phase::Idle);
    if (isRunning && !m_stopwatch.isActive())
        m_stopwatch.start();
    if (!isRunning)
        m_stopwatch.stop();
    showHead();
    showChosen();
    Q_EMIT interruptedChanged(
        left ? tr("A drill was cut off: %1. Undo it under Drills.").arg(left->describe()) : QString());
}

void DrillsPanel::showHead()
{
    switch (m_desk->phase()) {
    case Phase::Running: {
        const auto &moments = m_desk->moments();
        return tell(Tone::Warning,
                    tr("%1 s  %2: %3")
                        .arg(m_desk->runSeconds(), 0, 'f', 1)
                        .arg(m_desk->running(), moments.empty() ? tr("beginning …") : moments.back().text));
    }
    case Phase::Planning:
        return tell(Tone::Info, tr("Asking the nodes what they are …"));
    case Phase::Idle:
        break;
    }
    if (!m_problem.isEmpty())
        return tell(Tone::Warning, m_problem);
    if (const auto &left = m_desk->interrupted())
        return tell(Tone::Critical, tr("A drill was cut off: %1.").arg(left->describe()));
    if (const auto &outcome = m_desk->outcome())
        return tell(toneOf(outcome->state),
                    tr("%1 It took %2.").arg(outcome->summary, format::seconds(m_desk->runSeconds())));
    tell(Tone::Neutral, tr("A drill has something fail on purpose, watches who answers, and undoes it."));
}

void DrillsPanel::showChosen()
{
    const auto *row = chosen();
    if (!row)
        return;
    const bool isLive = m_desk->phase() == Phase::Running && m_desk->running() == row->name;
    auto about = row->does + u' ' + row->shows;
    const auto *before = row->last ? models::lastLike(m_desk->results(), *row->last) : nullptr;
    if (before && !isLive)
        about += u' ' + db::drillChanges(*row->last, *before).join(u' ');
    m_about->setText(about.trimmed());
    m_criteria.setCriteria(row->last ? row->last->criteria : std::vector<db::DrillCriterion>());
    m_timeline.setMoments(isLive      ? m_desk->moments()
                          : row->last ? row->last->timeline
                                      : std::vector<db::DrillMoment>());
    if (isLive)
        m_timelineTable->scrollToBottom();
    m_chart->showResults(row->name, m_desk->results());
}

void DrillsPanel::onPrepared()
{
    auto taken = m_desk->take();
    if (!taken.operation)
        return;
    confirmAndStart(std::move(taken.operation), m_workspace->operations(), this,
                    [this, name = taken.name](int run) {
                        m_desk->begin(run, name);
                        m_tabs->setCurrentWidget(m_timelineTable);
                    });
}

} // namespace seawall::ui
