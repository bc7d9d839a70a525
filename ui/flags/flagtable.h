// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/flagsmodel.h"

#include <QStyledItemDelegate>

namespace seawall::ui {

class DataTable;

/// Puts a FlagControl into each cell of a column: its persistent editor, which writes nothing into the model.
class FlagDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using Lookup = std::function<const models::Flag *(const QModelIndex &index)>;
    FlagDelegate(Lookup lookup, QObject *parent) : QStyledItemDelegate(parent), m_lookup(std::move(lookup)) {}

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *, QAbstractItemModel *, const QModelIndex &) const override {}

Q_SIGNALS:
    void entered(const QString &rowKey) const;
    void proposed(const QString &rowKey, const QString &value) const;
    void changeRequested(const QString &rowKey, const QString &value) const;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Lookup m_lookup;
};

/// The flags of all stores, each with its control.
class FlagTable final : public QWidget
{
    Q_OBJECT

public:
    explicit FlagTable(QWidget *parent = nullptr);

    void update(const models::FlagBook &book);
    using QWidget::update;
    const models::Flag *chosen() const; ///< valid until the next update
    void choose(const QString &rowKey); ///< 'env/USE_READ_REPLICA'
    DataTable *view() const { return m_view; }

Q_SIGNALS:
    void chosenChanged();
    void proposed(const QString &value);        ///< for the chosen flag
    void changeRequested(const QString &value); ///< … which the flag of the control has become by then

private:
    void openControls();

    models::FlagsModel m_model;
    DataTable *m_view;
};

} // namespace seawall::ui
