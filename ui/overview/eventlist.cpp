// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/eventlist.h"

#include "ui/statepanel.h"

#include <QListView>
#include <QVBoxLayout>

namespace seawall::ui {

EventList::EventList(const QString &title, const QString &name, QAbstractItemModel *model,
                     EventDelegate::Columns columns, QWidget *parent)
    : Card(title, parent), m_model(model), m_view(new QListView(this)), m_empty(new StatePanel(this))
{
    m_view->setObjectName(name);
    m_view->setAccessibleName(title);
    m_view->setModel(model);
    m_view->setModelColumn(columns.sentence);
    m_view->setItemDelegate(new EventDelegate(columns, m_view));
    m_view->setProperty("bare", true);
    m_view->setResizeMode(QListView::Adjust); // a sentence wraps as the width has it
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    body()->addWidget(m_view, 1);
    body()->addWidget(m_empty, 1);
    connect(m_view, &QListView::activated, this, &EventList::activated);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model, signal, this, &EventList::showState);
    connect(model, &QAbstractItemModel::modelReset, this, &EventList::showState);
    showState();
}

void EventList::setEmptyState(Tone tone, const QString &title, const QString &text)
{
    m_empty->show(tone, title, text);
}

void EventList::showState()
{
    const bool any = m_model->rowCount() > 0;
    m_view->setVisible(any);
    m_empty->setVisible(!any);
}

} // namespace seawall::ui
