// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/planpanel.h"

#include "models/format.h"
#include "models/migrations/migrationrun.h"
#include "ui/elidedlabel.h"
#include "ui/migrations/findingtone.h"
#include "ui/migrations/plantimeline.h"

#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
namespace format = models::format;

namespace {

enum Column { WhatColumn, LockColumn, MoreColumn };

QTreeWidgetItem *addLine(QTreeWidgetItem *parent, Tone tone, const QString &what, const QString &lock = {},
                         const QString &more = {})
{
    auto *item = new QTreeWidgetItem(parent, {what, lock, more});
    item->setIcon(WhatColumn, toneIcon(tone));
    for (const int column : {WhatColumn, LockColumn, MoreColumn})
        item->setToolTip(column, item->text(column));
    return item;
}

QString effectOf(const db::TableImpact &table)
{
    QStringList effects;
    if (table.drops)
        effects << PlanPanel::tr("it is gone afterwards");
    if (table.rewrites)
        effects << PlanPanel::tr("written anew");
    if (table.scans)
        effects << PlanPanel::tr("read as a whole");
    if (table.size)
        effects << PlanPanel::tr("%1 rows, %2")
                       .arg(format::count(table.size->rows), format::bytes(table.size->bytes));
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
        auto *line = addLine(item, ui::toneOf(finding.severity),
                             PlanPanel::tr("Line %1: %2").arg(finding.position.line).arg(finding.message),
                             finding.rule, finding.advice);
        line->setFirstColumnSpanned(false);
    }
}

} // namespace

PlanPanel::PlanPanel(QWidget *parent)
    : QWidget(parent), m_title(new ElidedLabel(this)), m_timeline(new PlanTimeline(this)),
      m_tree(new QTreeWidget(this))
{
    m_timeline->setObjectName(u"planTimeline"_s);
    m_title->setObjectName(u"planTitle"_s);
    m_tree->setObjectName(u"planTree"_s);
    m_tree->setAccessibleName(tr("Steps of the plan"));
    m_tree->setHeaderLabels({tr("What"), tr("Lock"), tr("More")});
    m_tree->header()->setSectionResizeMode(WhatColumn, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(LockColumn, QHeaderView::Interactive);
    m_tree->setColumnWidth(LockColumn, fontMetrics().averageCharWidth() * 20);
    m_tree->setColumnWidth(MoreColumn, fontMetrics().averageCharWidth() * 24);
    m_tree->header()->setStretchLastSection(false);
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_title);
    layout->addWidget(m_timeline);
    layout->addWidget(m_tree, 1);
    connect(m_timeline, &PlanTimeline::stepChosen, this, [this](int step) {
        if (auto *item = m_tree->topLevelItem(step)) {
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
    m_timeline->hide();
    m_tree->clear();
    m_tree->hide();
}

void PlanPanel::setPlan(const models::PreparedRun &run)
{
    m_tree->clear();
    if (run.steps.empty())
        return setMessage(tr("There is nothing to do: all that is wanted is in place."));
    const bool isDown = run.direction() == db::Direction::Down;
    m_title->setText((isDown ? tr("Roll back %n migration(s) of %1", nullptr, int(run.steps.size()))
                             : tr("Apply %n migration(s) to %1", nullptr, int(run.steps.size())))
                         .arg(run.overview.database));
    m_timeline->setPlan(run);
    m_timeline->show();
    m_tree->show();
    addObstacles(run.plan.obstacles);
    for (size_t i = 0; i < run.steps.size(); ++i)
        addStep(run, i);
    if (run.steps.size() <= 20)
        m_tree->expandAll();
}

void PlanPanel::addObstacles(const std::vector<db::Obstacle> &obstacles)
{
    for (const auto &obstacle : obstacles) {
        auto *item = new QTreeWidgetItem(m_tree, {tr("In the way on %1: pid %2 (%3, %4)")
                                                      .arg(obstacle.node, QString::number(obstacle.pid),
                                                           obstacle.user, obstacle.application),
                                                  QString(), obstacle.what});
        item->setIcon(WhatColumn, toneIcon(Tone::Warning));
        item->setToolTip(WhatColumn, item->text(WhatColumn));
    }
}

void PlanPanel::addStep(const models::PreparedRun &run, size_t index)
{
    const auto &step = run.steps[index];
    const auto &plan = run.plan.steps[index];
    const auto how = plan.inTransaction ? tr("one transaction") : tr("not in a transaction");
    auto *item = new QTreeWidgetItem(m_tree, {models::titleOf(step.migration), toString(plan.time),
                                              tr("%n statement(s), %1", nullptr, plan.statements).arg(how)});
    item->setData(WhatColumn, Qt::UserRole, int(index));
    item->setIcon(WhatColumn, toneIcon(toneOf(plan)));
    item->setToolTip(MoreColumn, plan.whyAlone);
    if (plan.error)
        addLine(item, Tone::Critical, plan.error->message, {}, plan.error->hint);
    for (const auto &table : plan.tables) {
        auto *line =
            addLine(item, ui::toneOf(table.lock), table.table, toString(table.lock), effectOf(table));
        line->setToolTip(LockColumn, tr("It blocks %1").arg(whatItBlocks(table.lock)));
    }
    addFindings(item, plan);
}

void PlanPanel::setRehearsals(const std::vector<db::Rehearsal> &rehearsals)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        auto *item = m_tree->topLevelItem(i);
        const auto index = item->data(WhatColumn, Qt::UserRole);
        if (!index.isValid() || index.toUInt() >= rehearsals.size())
            continue;
        const auto &rehearsal = rehearsals[index.toUInt()];
        if (rehearsal.error)
            addLine(item, Tone::Critical, tr("Rehearsed: it would fail. %1").arg(rehearsal.error->message));
        else if (!rehearsal.rehearsed)
            addLine(item, Tone::Unknown, tr("Not rehearsed: %1").arg(rehearsal.whyNot));
        else
            addLine(item, Tone::Ok, tr("Rehearsed in %1").arg(format::seconds(rehearsal.seconds)), {},
                    tr("%1 of WAL").arg(format::bytes(rehearsal.walBytes)));
        if (rehearsal.downRestores == false)
            addLine(item, Tone::Warning, tr("Its down script does not bring the schema back"), {},
                    (rehearsal.difference.onlyBefore + rehearsal.difference.onlyAfter +
                     rehearsal.difference.changed)
                        .join(u", "_s));
        else if (rehearsal.downRestores == true)
            addLine(item, Tone::Ok, tr("Its down script brings the schema back"));
        item->setExpanded(true);
    }
}

} // namespace seawall::ui
