// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/failover/failoverpage.h"

#include "models/failover/failoverparts.h"
#include "models/failover/readinesswords.h"
#include "ui/card.h"
#include "ui/datatable.h"
#include "ui/failover/checkdetails.h"
#include "ui/failover/drillspanel.h"
#include "ui/failover/failoverquestion.h"
#include "ui/failover/failoverrunpanel.h"
#include "ui/failover/partedpanel.h"
#include "ui/failover/readinesshead.h"
#include "ui/overview/topologyview.h"
#include "ui/shell/noticebar.h"
#include "ui/statepanel.h"

#include <QAction>
#include <QCheckBox>
#include <QDateTime>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::ReadinessModel;
using models::ReadinessWatch;
using models::SettingsModel;

class FailoverPage::ShownChecks final : public ReadinessModel
{
public:
    using ReadinessModel::ReadinessModel;
    QVariant data(const QModelIndex &index, int role) const override
    {
        const auto *found = role == ToneRole ? check(index) : nullptr;
        return found ? QVariant(int(toneOf(models::guardState(found->state))))
                     : ReadinessModel::data(index, role);
    }
};

FailoverPage::FailoverPage(models::Workspace *workspace, QWidget *parent)
    : Page(workspace, parent), m_checks(new ShownChecks(this)), m_stack(new QStackedWidget(this)),
      m_state(new StatePanel(this)), m_rows(new QSplitter(Qt::Vertical, this)),
      m_question(new FailoverQuestion(workspace, this)),
      m_notices(new NoticeBar(NoticeBar::Place::Kept, this))
{
    const int em = fontMetrics().height();
    m_state->setObjectName(u"failoverState"_s);
    m_rows->addWidget(buildTop());
    m_rows->addWidget(buildTabs());
    m_rows->setStretchFactor(0, 3);
    m_rows->setStretchFactor(1, 2);
    m_rows->setChildrenCollapsible(false);
    m_rows->setSizes({340, 270});
    m_stack->addWidget(m_rows);
    m_stack->addWidget(m_state);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(em / 2, em / 2, em / 2, em / 2);
    layout->addWidget(buildBar());
    m_notices->setCalm(m_head->sentence());
    layout->addWidget(m_notices);
    layout->addWidget(m_stack, 1);
    connect(models::readinessOf(workspace), &ReadinessWatch::changed, this, &FailoverPage::showReadiness);
    connect(m_state, &StatePanel::actionTriggered, workspace, &models::Workspace::reconnectNow);
    connectDesk();
    showParted();
}

QWidget *FailoverPage::buildTabs()
{
    m_details = new CheckDetails(this);
    m_run = new FailoverRunPanel(models::failoverOf(workspace()), this);
    m_parted = new PartedPanel(models::partedOf(workspace()), this);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"failoverTabs"_s);
    m_tabs->setAccessibleName(tr("Check, settings, run and drills"));
    m_tabs->addTab(m_details, tr("Check"));
    m_tabs->addTab(buildSettings(), tr("Settings"));
    m_tabs->addTab(m_run, tr("Run"));
    auto *drills = new DrillsPanel(workspace(), this);
    m_tabs->addTab(drills, tr("Drills"));
    connect(drills, &DrillsPanel::interruptedChanged, this, [this](const QString &sentence) {
        sentence.isEmpty() ? m_notices->withdraw(u"drill"_s)
                           : m_notices->post(u"drill"_s, Tone::Critical, sentence);
    });
    m_tabs->setTabVisible(m_tabs->addTab(m_parted, tr("Split brain")), false);
    return m_tabs;
}

QWidget *FailoverPage::buildBar()
{
    auto *bar = new QWidget(this);
    m_head = new ReadinessHead(models::readinessOf(workspace()), models::failoverOf(workspace()), bar);
    auto *actions = new QWidget(bar);
    buildActions(actions);
    auto *layout = new QVBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_head);
    layout->addWidget(actions);
    return bar;
}

QWidget *FailoverPage::buildTop()
{
    auto *card = new Card(tr("Topology"), this);
    m_topology = new TopologyView(card);
    m_topologyScroll = new QScrollArea(card);
    m_topologyScroll->setWidgetResizable(true);
    m_topologyScroll->setFocusPolicy(Qt::NoFocus);
    m_topologyScroll->setFrameShape(QFrame::NoFrame);
    m_topologyScroll->setWidget(m_topology);
    m_topologyScroll->viewport()->setAutoFillBackground(false);
    m_topology->setAutoFillBackground(false);
    card->body()->addWidget(m_topologyScroll, 1);

    m_table = new DataTable(m_checks, this);
    m_table->setObjectName(u"readinessTable"_s);
    m_table->setAccessibleName(tr("Checks before a switchover, the worst first"));
    m_table->setColumns(
        {ReadinessModel::StateColumn, ReadinessModel::TitleColumn, ReadinessModel::MeasuredColumn});
    m_table->setWidths({{ReadinessModel::StateColumn, 9},
                        {ReadinessModel::TitleColumn, 36},
                        {ReadinessModel::MeasuredColumn, 44}});
    m_table->setStretch({ReadinessModel::TitleColumn, ReadinessModel::MeasuredColumn});
    m_table->setSeverityColumn(ReadinessModel::StateColumn);
    m_table->setWrapped();
    m_table->setEmptyText(tr("Asking both nodes; the checks appear with their answers."));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &FailoverPage::showChosen);
    connect(m_table, &QAbstractItemView::clicked, this, [this] { m_tabs->setCurrentWidget(m_details); });
    m_columns = new QSplitter(Qt::Horizontal, this);
    m_columns->addWidget(card);
    m_columns->addWidget(m_table);
    m_columns->setStretchFactor(0, 1);
    m_columns->setStretchFactor(1, 2);
    m_columns->setChildrenCollapsible(false);
    m_columns->setSizes({400, 720});
    return m_columns;
}

QWidget *FailoverPage::buildSettings()
{
    auto *panel = new QWidget(this);
    m_withExpected = new QCheckBox(tr("Also those that belong to the machine or the role"), panel);
    m_withExpected->setObjectName(u"settingsWithExpected"_s);
    m_settingsTable = new DataTable(&m_settings, panel);
    m_settingsTable->setObjectName(u"settingsTable"_s);
    m_settingsTable->setAccessibleName(tr("Settings that differ between primary and candidate"));
    m_settingsTable->setWidths({{SettingsModel::NameColumn, 28},
                                {SettingsModel::PrimaryColumn, 20},
                                {SettingsModel::CandidateColumn, 20},
                                {SettingsModel::MeaningColumn, 30}});
    m_settingsTable->setStretch({SettingsModel::MeaningColumn});
    m_settingsTable->setSeverityColumn(SettingsModel::NameColumn);
    m_settingsTable->setEmptyText(tr("No setting differs that should not."));
    auto *layout = new QVBoxLayout(panel);
    layout->addWidget(m_withExpected);
    layout->addWidget(m_settingsTable, 1);
    connect(m_withExpected, &QCheckBox::toggled, this, &FailoverPage::showReadiness);
    return panel;
}

void FailoverPage::setSnapshot(const db::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_topology->setSnapshot(snapshot);
    chooseNode();
    meetEmergency(snapshot);
    const auto least = m_topology->minimumSizeHint();
    m_topologyScroll->setMinimumSize(std::min(least.width(), width() / 2),
                                     std::min(least.height(), height() / 3));
    m_head->setSnapshot(snapshot);
    m_run->setSnapshot(snapshot);
    showReadiness();
    m_question->follow();
}

void FailoverPage::showReadiness()
{
    const auto &readiness = models::readinessOf(workspace())->readiness();
    m_head->refresh(m_snapshot ? m_snapshot->timeMs : QDateTime::currentMSecsSinceEpoch());
    m_checks->setChecks(readiness ? readiness->checks : std::vector<db::ReadinessCheck>());
    m_settings.setDifferences(readiness ? readiness->settings : std::vector<db::SettingDifference>(),
                              m_withExpected->isChecked());
    m_settingsTable->setEmptyText(readiness && (readiness->primaryError || readiness->candidateError)
                                      ? tr("The settings of both nodes are needed, and one does not answer.")
                                      : tr("No setting differs that should not."));
    chooseCheck();
    showChosen();
    showState();
}

/// The worst, which is the first, where none is chosen, and when it is worse than it was: what is chosen by
/// hand stays otherwise.
void FailoverPage::chooseCheck()
{
    const auto *worst = m_checks->check(m_checks->index(0, 0));
    const auto tone = worst ? std::optional(toneOf(models::guardState(worst->state))) : std::nullopt;
    const auto before = std::exchange(m_worst, tone);
    if (worst && (!m_table->sourceIndex().isValid() || (before != tone && tone == Tone::Critical)))
        m_table->choose(m_checks->index(0, 0));
}

void FailoverPage::showChosen()
{
    m_details->showCheck(m_checks->check(m_table->sourceIndex()));
}

void FailoverPage::showState()
{
    const bool nobody = models::readinessOf(workspace())->phase() == ReadinessWatch::Phase::NoReplica;
    const bool isAlone = nobody && (!m_snapshot || m_snapshot->nodes.size() < 2);
    m_stack->setCurrentWidget(isAlone ? static_cast<QWidget *>(m_state) : m_rows);
    m_head->setVisible(!isAlone);
    m_again->setEnabled(!nobody);
    m_table->setEmptyText(
        !nobody ? tr("Asking both nodes; the checks appear with their answers.")
        : models::partedOf(workspace())->isSplitBrain()
            ? tr("There is no replica to check: two nodes take writes. The tab Split brain shows what each "
                 "of them has that the other lacks.")
            : tr("No replica answers, so there is nothing to check."));
    updateActions();
    if (isAlone)
        m_state->show(Tone::Info, tr("Nobody could take over"),
                      tr("This cluster has no replica. Name one in the .env file "
                         "(POSTGRES_REPLICA_HOST, POSTGRES_REPLICA_PORT) or with --replica."),
                      tr("Ask again"));
}

void FailoverPage::selectNode(const QString &name)
{
    m_topology->selectNode(name);
}

void FailoverPage::showEvent(QShowEvent *event)
{
    models::readinessOf(workspace())->look(this, true);
    models::failoverOf(workspace())->examine();
    Page::showEvent(event);
}

void FailoverPage::hideEvent(QHideEvent *event)
{
    models::readinessOf(workspace())->look(this, false);
    Page::hideEvent(event);
}

void FailoverPage::saveState(QSettings &settings) const
{
    if (!models::partedOf(workspace())->isParted())
        settings.setValue(u"rows"_s, m_rows->saveState());
    settings.setValue(u"columns"_s, m_columns->saveState());
}

void FailoverPage::restoreState(QSettings &settings)
{
    m_rows->restoreState(settings.value(u"rows"_s).toByteArray());
    m_columns->restoreState(settings.value(u"columns"_s).toByteArray());
}

} // namespace seawall::ui
