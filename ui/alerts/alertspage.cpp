// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alertspage.h"

#include "models/processidentity.h"
#include "ui/alerts/ruleeditor.h"
#include "ui/datatable.h"

#include <QAction>
#include <QLineEdit>
#include <QSettings>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using A = models::AlertsModel;

namespace {

DataTable *alertsTable(QAbstractItemModel *model, const QString &name, QWidget *parent)
{
    auto *table = new DataTable(model, parent);
    table->setObjectName(name);
    table->setWidths({{A::SeverityColumn, 11},
                      {A::NodeColumn, 12},
                      {A::SentenceColumn, 70},
                      {A::RaisedColumn, 23},
                      {A::ClearedColumn, 23},
                      {A::AcknowledgedColumn, 18}});
    table->setStretch({A::SentenceColumn});
    table->setOptional({A::AcknowledgedColumn, A::NodeColumn}); // the sentence names the node
    table->setSeverityColumn(A::SeverityColumn);
    table->setWrapped();
    return table;
}

} // namespace

AlertsPage::AlertsPage(models::Workspace *workspace, QWidget *parent)
    : Page(workspace, parent), m_tabs(new QTabWidget(this))
{
    m_tabs->setObjectName(u"alertsTabs"_s);
    m_tabs->setAccessibleName(tr("Alerts now, their log and the rules"));
    m_tabs->addTab(buildCurrent(), tr("Now"));
    m_tabs->addTab(buildLog(), tr("Log"));
    m_tabs->addTab(new RuleEditor(workspace->alerts(), this), tr("Rules"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(m_tabs);
    connect(workspace->alerts(), &models::Alerts::changed, this, &AlertsPage::showAlerts);
    connect(m_currentView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &AlertsPage::showChoice);
    showAlerts();
}

QWidget *AlertsPage::buildCurrent()
{
    auto *page = new QWidget(this);
    m_currentView = alertsTable(&m_current, u"currentAlerts"_s, page);
    m_currentView->setAccessibleName(tr("Alerts raised now"));
    m_currentView->setColumnHidden(A::ClearedColumn, true);
    auto *buttons = new QHBoxLayout;
    const auto action = [&](const QString &name, const QString &text, bool all) {
        auto *made = makeAction(name, text, u"dialog-ok-apply"_s, {}, [this, all] { acknowledge(all); });
        buttons->addWidget(buttonFor(made, page));
        return made;
    };
    m_acknowledge = action(u"acknowledge"_s, tr("Acknowledge"), false);
    m_acknowledgeAll = action(u"acknowledgeAll"_s, tr("Acknowledge all"), true);
    m_acknowledge->setToolTip(tr("Say that somebody looks after the chosen alert"));
    m_acknowledgeAll->setToolTip(tr("Say that somebody looks after all of them"));
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addLayout(buttons);
    layout->addWidget(m_currentView, 1);
    return page;
}

QWidget *AlertsPage::buildLog()
{
    auto *page = new QWidget(this);
    auto *view = alertsTable(&m_log, u"alertsLog"_s, page);
    view->setAccessibleName(tr("All alerts, newest first"));
    view->setEmptyText(tr("No alert has been raised yet."));
    auto *filter = new QLineEdit(page);
    filter->setObjectName(u"alertsFilter"_s);
    filter->setAccessibleName(tr("Filter of the log"));
    filter->setPlaceholderText(tr("Filter by node, severity or words"));
    filter->setClearButtonEnabled(true);
    connect(filter, &QLineEdit::textChanged, view, &DataTable::setFilter);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(filter);
    layout->addWidget(view, 1);
    return page;
}

void AlertsPage::setSnapshot(const db::SnapshotPtr &)
{} // Alerts::changed tells what a Snapshot brought

void AlertsPage::showAlerts()
{
    const auto current = workspace()->alerts()->current();
    const int held = workspace()->alerts()->held();
    m_currentView->setEmptyText(held > 0 ? tr("Nothing is raised yet: %n condition(s) hold, for less than "
                                              "the hold time of the rule so far.",
                                              nullptr, held)
                                         : tr("Nothing is raised. The rules tab says what would be."));
    m_current.setAlerts(current);
    m_log.setAlerts(workspace()->alerts()->log());
    m_tabs->setTabText(0, current.empty() ? tr("Now") : tr("Now (%1)").arg(current.size()));
    m_acknowledgeAll->setEnabled(std::ranges::any_of(
        current, [](const models::Alert &alert) { return alert.acknowledgedBy.isEmpty(); }));
    showChoice();
}

void AlertsPage::showChoice()
{
    const auto *row = m_current.row(m_currentView->sourceIndex());
    m_acknowledge->setEnabled(row && row->alert.acknowledgedBy.isEmpty());
}

void AlertsPage::acknowledge(bool all)
{
    std::vector<int> ids;
    if (all) {
        for (const auto &row : m_current.rows()) {
            if (row.alert.acknowledgedBy.isEmpty())
                ids.push_back(row.alert.id);
        }
    } else if (const auto *row = m_current.row(m_currentView->sourceIndex())) {
        ids.push_back(row->alert.id);
    }
    for (const int id : ids)
        workspace()->alerts()->acknowledge(id, models::actorName());
}

void AlertsPage::saveState(QSettings &settings) const
{
    settings.setValue(u"tab"_s, m_tabs->currentIndex());
}

void AlertsPage::restoreState(QSettings &settings)
{
    m_tabs->setCurrentIndex(settings.value(u"tab"_s).toInt());
}

} // namespace seawall::ui
