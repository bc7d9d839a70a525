// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/flagtable.h"

#include "models/modelroles.h"
#include "ui/datatable.h"
#include "ui/flags/flagcontrol.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using F = models::FlagsModel;

QWidget *FlagDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                    const QModelIndex &index) const
{
    auto *control = new FlagControl(parent);
    const auto key = index.data(models::KeyRole).toString();
    connect(control, &FlagControl::entered, this, [this, key] { Q_EMIT entered(key); });
    connect(control, &FlagControl::proposed, this,
            [this, key](const QString &value) { Q_EMIT proposed(key, value); });
    connect(control, &FlagControl::changeRequested, this,
            [this, key](const QString &value) { Q_EMIT changeRequested(key, value); });
    return control;
}

void FlagDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *control = qobject_cast<FlagControl *>(editor);
    if (const auto *flag = m_lookup(index); control && flag)
        control->show(*flag);
}

/// The control stands where the text would.
void FlagDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->text.clear();
}

/// Qt's own would take Tab and Enter from the control, to end an edit that never is one.
bool FlagDelegate::eventFilter(QObject *, QEvent *)
{
    return false;
}

FlagTable::FlagTable(QWidget *parent) : QWidget(parent), m_view(new DataTable(&m_model, this))
{
    m_view->setObjectName(u"flagsTable"_s);
    m_view->setAccessibleName(tr("Flags"));
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 2);
    m_view->setColumns({F::KeyColumn, F::ValueColumn, F::StateColumn, F::ChangedColumn, F::ByColumn,
                        F::WhyColumn, F::ServicesColumn, F::StoreColumn});
    m_view->setWidths({{F::KeyColumn, 24},
                       {F::ValueColumn, 15},
                       {F::StateColumn, 17},
                       {F::ChangedColumn, 22},
                       {F::ByColumn, 14},
                       {F::WhyColumn, 18},
                       {F::ServicesColumn, 16},
                       {F::StoreColumn, 6}});
    m_view->setStretch({F::KeyColumn});
    m_view->setOptional(
        {F::WhyColumn, F::ServicesColumn, F::ByColumn, F::ChangedColumn, F::StoreColumn, F::StateColumn});
    m_view->setSeverityColumn(F::KeyColumn);
    auto *delegate = new FlagDelegate(
        [this](const QModelIndex &index) {
            const auto *row = m_model.row(m_view->toSource(index));
            return row ? &row->flag : nullptr;
        },
        m_view);
    m_view->setItemDelegateForColumn(F::ValueColumn, delegate);
    m_view->sortByColumn(F::KeyColumn, Qt::AscendingOrder);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &FlagTable::chosenChanged);
    connect(m_view->model(), &QAbstractItemModel::rowsInserted, this, &FlagTable::openControls);
    connect(m_view->model(), &QAbstractItemModel::layoutChanged, this, &FlagTable::openControls);
    connect(delegate, &FlagDelegate::entered, this, &FlagTable::choose);
    connect(delegate, &FlagDelegate::proposed, this, [this](const QString &key, const QString &value) {
        choose(key);
        Q_EMIT proposed(value);
    });
    connect(delegate, &FlagDelegate::changeRequested, this, [this](const QString &key, const QString &value) {
        choose(key);
        Q_EMIT changeRequested(value);
    });
}

/// Each row has its control, and Tab goes through them from top to bottom.
void FlagTable::openControls()
{
    QWidget *before = m_view;
    for (int row = 0; row < m_view->model()->rowCount(); ++row) {
        const auto index = m_view->model()->index(row, F::ValueColumn);
        if (!m_view->isPersistentEditorOpen(index))
            m_view->openPersistentEditor(index);
        const auto *control = m_view->indexWidget(index);
        if (!control || !control->focusProxy())
            continue;
        if (auto *text = control->findChild<QLineEdit *>())
            text->deselect(); // Qt selects what is about to be edited
        setTabOrder(before, control->focusProxy());
        before = control->focusProxy();
    }
}

void FlagTable::update(const models::FlagBook &book)
{
    m_model.update(book);
}

const models::Flag *FlagTable::chosen() const
{
    const auto *row = m_model.row(m_view->sourceIndex());
    return row ? &row->flag : nullptr;
}

void FlagTable::choose(const QString &rowKey)
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const auto index = m_model.index(row, F::ValueColumn);
        if (index.data(models::KeyRole) == rowKey && m_view->sourceIndex().row() != row)
            m_view->choose(index);
    }
}

} // namespace seawall::ui
