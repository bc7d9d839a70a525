// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tone.h"

#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTableView>

#include <optional>

namespace seawall::ui {

/// Role of a cell's own tone, int(Tone).
constexpr int ToneRole = Qt::UserRole + 100;

/// Does not break an address over two lines.
class CellDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QString displayText(const QVariant &value, const QLocale &locale) const override;
};

/// Shows ToneRole, else models::SeverityRole, as the sign of the tone beside the cell's text.
class SeverityDelegate final : public CellDelegate
{
public:
    /// `alignment`: other than the model's, where a tree's indentation asks for it.
    explicit SeverityDelegate(QObject *parent, Qt::Alignment alignment = {})
        : CellDelegate(parent), m_alignment(alignment)
    {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    static std::optional<Tone> toneAt(const QModelIndex &index);

    Qt::Alignment m_alignment;
};

/// A table of figures as all pages show them: sorted by the raw figures (models::SortRole), filtered by a
/// text in any column, fitted to its room, out-of-the-ordinary rows (models::SeverityRole) with the icon of
/// their tone in one column, and a sentence in its middle while it is empty.
class DataTable final : public QTableView
{
    Q_OBJECT

public:
    explicit DataTable(QAbstractItemModel *model, QWidget *parent = nullptr);

    void setEmptyText(const QString &text);
    const QString &emptyText() const { return m_emptyText; }
    void setFilter(const QString &text);
    void setSeverityColumn(int column);
    void setColumns(const QList<int> &columns); ///< shows these, in this order, and hides the others
    void setWidths(const QList<std::pair<int, int>> &widths); ///< column, width in characters
    /// They share the room that is left, and give way down to half their widths.
    void setStretch(const QList<int> &columns);
    /// Least needed first: hidden while there is no room for all columns, and told in the tooltip of their
    /// row.
    void setOptional(const QList<int> &columns);
    /// Sentences are shown whole, over as many lines as they need.
    void setWrapped();
    QModelIndex sourceIndex() const;        ///< the current row in the model; invalid for none
    void choose(const QModelIndex &source); ///< makes a row of the model the current one, and shows it
    QModelIndex toSource(const QModelIndex &index) const { return m_proxy->mapToSource(index); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void fit();
    void fitRowsSoon();
    void fitRows();
    int widthOf(int column) const; ///< as asked for
    QString toolTipAt(const QModelIndex &index) const;

    QSortFilterProxyModel *m_proxy;
    QString m_emptyText;
    QHash<int, int> m_widths; ///< of the columns, in pixels, as asked for
    QList<int> m_optional;
    QList<int> m_stretch;
    bool m_isFitting = false;
    bool m_isWrapped = false;
    bool m_fitsRowsSoon = false;
};

} // namespace seawall::ui
