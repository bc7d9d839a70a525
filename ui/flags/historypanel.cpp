// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/historypanel.h"

#include "ui/datatable.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using H = FlagHistoryModel;

HistoryPanel::HistoryPanel(QWidget *parent)
    : QWidget(parent), m_view(new DataTable(&m_model, this)), m_revert(new QPushButton(tr("Revert…"), this))
{
    auto *filter = new QLineEdit(this);
    filter->setObjectName(u"flagHistoryFilter"_s);
    filter->setAccessibleName(tr("Filter of the history"));
    filter->setPlaceholderText(tr("Filter by flag, value, person, reason …"));
    filter->setClearButtonEnabled(true);
    m_revert->setObjectName(u"revertHistoryButton"_s);
    m_view->setObjectName(u"flagHistoryTable"_s);
    m_view->setAccessibleName(tr("Changes of flags, newest first"));
    m_view->setWidths({{H::TimeColumn, 22},
                       {H::KeyColumn, 24},
                       {H::FromColumn, 10},
                       {H::ToColumn, 10},
                       {H::WhoColumn, 16},
                       {H::WhyColumn, 24},
                       {H::StoreColumn, 6}});
    m_view->setStretch({H::WhyColumn});
    m_view->setOptional({H::StoreColumn, H::WhoColumn});
    m_view->sortByColumn(H::TimeColumn, Qt::DescendingOrder);
    m_view->setEmptyText(
        tr("No change of a flag is known yet: neither the Journal nor the table tells of one."));
    auto *bar = new QHBoxLayout;
    bar->addWidget(filter, 1);
    bar->addWidget(m_revert);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addLayout(bar);
    layout->addWidget(m_view, 1);
    connect(filter, &QLineEdit::textChanged, m_view, &DataTable::setFilter);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &HistoryPanel::showChoice);
    connect(m_revert, &QPushButton::clicked, this, [this] {
        if (const auto *row = chosen())
            Q_EMIT revertRequested(row->change);
    });
    showChoice();
}

void HistoryPanel::show(const std::vector<models::FlagChange> &history, const QString &cluster)
{
    m_model.setHistory(history, cluster);
    showChoice();
}

/// The one that is seen to be chosen: a table that gets the keyboard has a current row without that.
const FlagHistoryRow *HistoryPanel::chosen() const
{
    const auto rows = m_view->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_model.row(m_view->toSource(rows.front()));
}

void HistoryPanel::showChoice()
{
    const bool isChosen = chosen();
    m_revert->setEnabled(isChosen);
    m_revert->setToolTip(isChosen
                             ? tr("Set the flag back to what it was before this change; it is asked first")
                             : tr("Choose a change first."));
}

} // namespace seawall::ui
