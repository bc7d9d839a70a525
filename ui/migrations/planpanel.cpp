// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/planpanel.h"

#include "models/format.h"
#include "models/migrations/migrationpreview.h"
#include "models/migrations/migrationrun.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/migrations/findingtone.h"
#include "ui/migrations/plantimeline.h"

#include <QHeaderView>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
namespace format = models::format;

namespace {

enum Column { WhatColumn, LockColumn, MoreColumn };
constexpr int DetailsRole = Qt::UserRole;

QTreeWidgetItem *addLine(QTreeWidgetItem *parent, Tone tone, const QString &what, const QString &lock = {},
                         const QString &more = {})
{
    auto *item = new QTreeWidgetItem(parent, {what, lock, more});
    item->setData(WhatColumn, ToneRole, int(tone));
    for (const int column : {WhatColumn, LockColumn, MoreColumn})
        item->setToolTip(column, item->text(column));
    item->setFirstColumnSpanned(lock.isEmpty() && more.isEmpty());
    return item;
}

QString effectOf(const db::TableImpact &table)
{
    QStringList effects;
    if (table.empties)
        effects << PlanPanel::tr("all its rows are deleted");
    if (table.drops)
        effects << PlanPanel::tr("it is gone afterwards");
    if (table.rewrites)
        effects << PlanPanel::tr("written anew");
    if (table.scans)
        effects << PlanPanel::tr("read as a whole");
    if (table.size)
        effects << models::describeSize(*table.size);
    if (table.isMissing)
        effects << PlanPanel::tr("no table of that name now");
    if (table.isFilled)
        effects << PlanPanel::tr("filled by a migration before it, how far is not known");
    return effects.join(u", "_s);
}

Tone toneOf(const db::StepPlan &plan)
{
    if (plan.error)
        return Tone::Critical;
    return plan.findings.empty() ? Tone::Ok : ui::toneOf(plan.findings.front().severity);
}

void addFindings(QTreeWidgetItem *item, const db::StepPlan &plan)
{
    for (const auto &finding : plan.findings) {
        const auto text = PlanPanel::tr("Line %1: %2").arg(finding.position.line).arg(finding.message);
        auto *line = addLine(item, ui::toneOf(finding.severity), text);
        line->setData(
            WhatColumn, DetailsRole,
            u"%1\n%2\n(%3, %4)"_s.arg(text, finding.advice, toString(finding.severity), finding.rule));
    }
}

} // namespace

PlanPanel::PlanPanel(QWidget *parent)
    : QWidget(parent), m_title(new ElidedLabel(this)), m_timeline(new PlanTimeline(this)),
      m_tree(new QTreeWidget(this)), m_details(new QPlainTextEdit(this))
{
    m_timeline->setObjectName(u"planTimeline"_s);
    m_title->setObjectName(u"planTitle"_s);
    m_tree->setObjectName(u"planTree"_s);
    m_tree->setAccessibleName(tr("Steps of the plan"));
    m_tree->setHeaderLabels({tr("What"), tr("Time, lock"), tr("More")});
    const int em = fontMetrics().height();
    m_tree->setColumnWidth(WhatColumn, em * 14); // what is longer has no other columns, and spans them
    m_tree->setColumnWidth(
        LockColumn, fontMetrics().horizontalAdvance(toString(db::LockMode::ShareUpdateExclusive)) + em);
    m_tree->header()->setSectionResizeMode(MoreColumn, QHeaderView::Stretch);
    m_tree->setItemDelegateForColumn(WhatColumn, new SeverityDelegate(m_tree, Qt::AlignLeft));
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_title);
    layout->addWidget(m_timeline);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_tree);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({400, 110});
    layout->addWidget(splitter, 1);
    m_details->setObjectName(u"planDetails"_s);
    m_details->setAccessibleName(tr("Details of the chosen line"));
    m_details->setReadOnly(true);
    m_details->setPlaceholderText(tr("Choose a line to read all of it."));
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &PlanPanel::showDetails);
    connect(m_timeline, &PlanTimeline::stepChosen, this, [this](int step) {
        if (auto *item = itemOf(step)) {
            m_tree->setCurrentItem(item);
            item->setExpanded(true);
            m_tree->scrollToItem(item, QAbstractItemView::PositionAtTop);
        }
    });
    setMessage(tr("Choose Apply, Roll back or Plan: what it would do is shown here before anything runs."));
}

void PlanPanel::setMessage(const QString &title)
{
    m_title->setText(title);
    m_tree->clear();
    for (auto *widget : std::initializer_list<QWidget *>{m_timeline, m_tree, m_details})
        widget->hide();
}

void PlanPanel::setPlan(const models::PreparedRun &run)
{
    m_tree->clear();
    if (run.steps.empty())
        return setMessage(tr("There is nothing to do: all that is wanted is in place."));
    const bool isDown = run.direction() == db::Direction::Down;
    const auto count = run.steps.size() == 1 ? tr("1 migration") : tr("%1 migrations").arg(run.steps.size());
    m_title->setText(
        (isDown ? tr("Rolling back %1 of %2 would do this:") : tr("Applying %1 to %2 would do this:"))
            .arg(count, run.overview.database));
    m_timeline->setPlan(run);
    for (auto *widget : std::initializer_list<QWidget *>{m_timeline, m_tree, m_details})
        widget->show();
    addObstacles(run.plan);
    for (size_t i = 0; i < run.steps.size(); ++i)
        addStep(run, i);
    if (run.steps.size() <= 20)
        m_tree->expandAll();
}

void PlanPanel::addObstacles(const db::MigrationPlan &plan)
{
    for (const auto &obstacle : plan.obstacles)
        addWarning(tr("In the way on %1: pid %2 (%3, %4), %5")
                       .arg(obstacle.node, QString::number(obstacle.pid), obstacle.user, obstacle.application,
                            obstacle.what));
    for (const auto &node : plan.silent)
        addWarning(tr("%1 could not be asked, what may be in the way there is not known: %2")
                       .arg(node.name, node.why));
    m_obstacles = m_tree->topLevelItemCount();
}

void PlanPanel::addWarning(const QString &text)
{
    auto *item = new QTreeWidgetItem(m_tree, {text});
    item->setFirstColumnSpanned(true);
    item->setData(WhatColumn, ToneRole, int(Tone::Warning));
    item->setToolTip(WhatColumn, text);
}

void PlanPanel::addStep(const models::PreparedRun &run, size_t index)
{
    const auto &step = run.steps[index];
    const auto &plan = run.plan.steps[index];
    const auto how = plan.inTransaction ? tr("one transaction") : tr("not in a transaction");
    auto *item = new QTreeWidgetItem(m_tree, {models::titleOf(step.migration), toString(plan.time),
                                              plan.statements == 1
                                                  ? tr("1 statement, %1").arg(how)
                                                  : tr("%1 statements, %2").arg(plan.statements).arg(how)});
    item->setData(WhatColumn, ToneRole, int(toneOf(plan)));
    item->setToolTip(MoreColumn, plan.whyAlone);
    if (plan.error)
        addLine(item, Tone::Critical, plan.error->message, {}, plan.error->hint);
    for (const auto &table : plan.tables) {
        auto *line = addLine(item, ui::toneOf(table.lock, plan.time), table.table, toString(table.lock),
                             effectOf(table));
        line->setToolTip(LockColumn, tr("It blocks %1").arg(whatItBlocks(table.lock)));
    }
    addFindings(item, plan);
}

/// All that a line says, which its columns may cut.
void PlanPanel::showDetails(const QTreeWidgetItem *item)
{
    if (!item)
        return m_details->clear();
    const auto details = item->data(WhatColumn, DetailsRole).toString();
    const auto whole = QStringList{
        item->text(WhatColumn), item->text(LockColumn), item->text(MoreColumn),
        item->toolTip(LockColumn) == item->text(LockColumn) ? QString() : item->toolTip(LockColumn)};
    m_details->setPlainText(
        details.isEmpty() ? QStringList(whole.filter(QRegularExpression(u"."_s))).join(u'\n') : details);
}

QTreeWidgetItem *PlanPanel::itemOf(int step) const
{
    return m_tree->topLevelItem(m_obstacles + step); // sessions in the way come first
}

void PlanPanel::addRehearsal(size_t step, const db::Rehearsal &rehearsal)
{
    auto *item = itemOf(int(step));
    if (!item)
        return;
    if (rehearsal.error && rehearsal.mayFollow)
        addLine(item, Tone::Warning,
                tr("Rehearsed: it would fail too, perhaps as one before it does. %1")
                    .arg(rehearsal.error->message));
    else if (rehearsal.error)
        addLine(item, Tone::Critical, tr("Rehearsed: it would fail. %1").arg(rehearsal.error->message));
    else if (!rehearsal.rehearsed)
        addLine(item, Tone::Unknown, tr("Not rehearsed: %1").arg(rehearsal.whyNot));
    else
        addLine(item, Tone::Ok, tr("Rehearsed in %1").arg(format::seconds(rehearsal.seconds)), {},
                tr("%1 of WAL").arg(format::bytes(rehearsal.walBytes)));
    const auto &difference = rehearsal.difference;
    if (rehearsal.downRestores == false)
        addLine(item, Tone::Warning, tr("Its down script does not bring the schema back"), {},
                (difference.onlyBefore + difference.onlyAfter + difference.changed).join(u", "_s));
    else if (rehearsal.downRestores == true)
        addLine(item, Tone::Ok, tr("Its down script brings the schema back"));
    item->setExpanded(true);
}

} // namespace seawall::ui
