// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/rehearsal.h"
#include "models/migrations/migrationsite.h"

#include <QWidget>

class QPlainTextEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace seawall::ui {

class ElidedLabel;
class PlanTimeline;

/// What a run would do: a timeline, and below it each step with its tables, locks, findings, and what its
/// rehearsal told.
class PlanPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit PlanPanel(QWidget *parent = nullptr);

    void setPlan(const models::PreparedRun &run);
    void addRehearsal(size_t step, const db::Rehearsal &rehearsal); ///< of a step of the plan that is shown
    void setMessage(const QString &title); ///< in the place of a plan: planning, or why there is none

private:
    void addStep(const models::PreparedRun &run, size_t index);
    void showDetails(const QTreeWidgetItem *item);
    void addObstacles(const db::MigrationPlan &plan);
    void addWarning(const QString &text);
    QTreeWidgetItem *itemOf(int step) const;

    ElidedLabel *m_title;
    PlanTimeline *m_timeline;
    QTreeWidget *m_tree;
    QPlainTextEdit *m_details;
    int m_obstacles = 0; ///< lines above the steps
};

} // namespace seawall::ui
