// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datatable.h"

#include "models/modelroles.h"
#include "ui/toneicon.h"
#include "ui/unbroken.h"

#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QTimer>
#include <QToolTip>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostWrapped = 200; // rows: every new one lays all out again

/// A header stands over its figures: to the right where they do. The first cells may have none.
class TableProxy final : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal)
            for (int row = 0; row < std::min(rowCount(), mostWrapped); ++row)
                if (const auto alignment = index(row, section).data(role); alignment.isValid())
                    return alignment;
        return QSortFilterProxyModel::headerData(section, orientation, role);
    }
};

} // namespace

std::optional<Tone> SeverityDelegate::toneAt(const QModelIndex &index)
{
    if (const auto tone = index.data(ToneRole); tone.isValid())
        return static_cast<Tone>(tone.toInt());
    const auto severity = index.data(models::SeverityRole);
    if (!severity.isValid())
        return std::nullopt;
    return toneOf(static_cast<models::Severity>(severity.toInt()));
}

void SeverityDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_alignment)
        option->displayAlignment = m_alignment | Qt::AlignVCenter;
    if (!toneAt(index))
        return;
    const int size = option->fontMetrics.height();
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = {size, size};
    option->icon = {}; // room only: a style sheet's items draw an icon twice, a few pixels apart
}

void SeverityDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const auto tone = toneAt(index);
    if (!tone)
        return;
    auto filled = option;
    initStyleOption(&filled, index);
    const auto *style = option.widget ? option.widget->style() : QApplication::style();
    paintTone(*painter, style->subElementRect(QStyle::SE_ItemViewItemDecoration, &filled, option.widget),
              option.palette, *tone);
}

QString CellDelegate::displayText(const QVariant &value, const QLocale &locale) const
{
    return unbroken(QStyledItemDelegate::displayText(value, locale));
}

DataTable::DataTable(QAbstractItemModel *model, QWidget *parent)
    : QTableView(parent), m_proxy(new TableProxy(this))
{
    m_proxy->setSourceModel(model);
    m_proxy->setSortRole(models::SortRole);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    setModel(m_proxy);
    setItemDelegate(new CellDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column, int, int) {
        if (!m_stretch.contains(column) && !m_isFitting)
            fit();
    });
    setSortingEnabled(true);
}

void DataTable::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

void DataTable::setFilter(const QString &text)
{
    m_proxy->setFilterFixedString(text);
}

void DataTable::setSeverityColumn(int column)
{
    setItemDelegateForColumn(column, new SeverityDelegate(this));
}

void DataTable::setColumns(const QList<int> &columns)
{
    for (int i = 0; i < m_proxy->columnCount(); ++i)
        setColumnHidden(i, !columns.contains(i));
    for (qsizetype i = 0; i < columns.size(); ++i)
        horizontalHeader()->moveSection(horizontalHeader()->visualIndex(columns[i]), static_cast<int>(i));
}

void DataTable::setWidths(const QList<std::pair<int, int>> &widths)
{
    for (const auto &[column, characters] : widths) {
        m_widths[column] = fontMetrics().horizontalAdvance(u'0') * characters + 12;
        setColumnWidth(column, m_widths[column]);
    }
}

void DataTable::setOptional(const QList<int> &columns)
{
    m_optional = columns;
    fit();
}

void DataTable::setWrapped()
{
    m_isWrapped = true;
    setWordWrap(true);
    connect(m_proxy, &QAbstractItemModel::layoutChanged, this, &DataTable::fitRowsSoon);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &DataTable::fitRowsSoon);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_proxy, signal, this, &DataTable::fitRowsSoon);
    connect(m_proxy, &QAbstractItemModel::dataChanged, this, &DataTable::fitRowsSoon);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, &DataTable::fitRowsSoon);
    fitRowsSoon();
}

void DataTable::fitRowsSoon()
{
    if (!std::exchange(m_fitsRowsSoon, true))
        QTimer::singleShot(0, this, &DataTable::fitRows);
}

void DataTable::fitRows()
{
    m_fitsRowsSoon = false;
    const int least = verticalHeader()->defaultSectionSize();
    for (int row = 0; row < std::min(m_proxy->rowCount(), mostWrapped); ++row) {
        const int height = std::max(least, sizeHintForRow(row));
        if (rowHeight(row) != height)
            setRowHeight(row, height);
    }
}

int DataTable::widthOf(int column) const
{
    return m_widths.value(column, horizontalHeader()->defaultSectionSize());
}

void DataTable::fit()
{
    const QScopedValueRollback fitting(m_isFitting, true);
    int wanted = 0;
    for (int column = 0; column < m_proxy->columnCount(); ++column)
        if (m_optional.contains(column) || !isColumnHidden(column))
            wanted +=
                isColumnHidden(column) || m_stretch.contains(column) ? widthOf(column) : columnWidth(column);
    for (const int column : m_optional) {
        const bool fits = wanted <= viewport()->width();
        if (!fits)
            wanted -= isColumnHidden(column) ? widthOf(column) : columnWidth(column);
        if (isColumnHidden(column) == fits)
            setColumnHidden(column, !fits);
    }
    auto left = static_cast<int>(
        std::ranges::count_if(m_stretch, [this](int column) { return !isColumnHidden(column); }));
    int over = viewport()->width() - wanted;
    for (const int column : m_stretch) {
        if (isColumnHidden(column))
            continue;
        const int width = std::max(widthOf(column) / 2, widthOf(column) + over / left--);
        over -= width - widthOf(column);
        setColumnWidth(column, width);
    }
}

QString DataTable::toolTipAt(const QModelIndex &index) const
{
    auto text = index.data(Qt::ToolTipRole).toString();
    for (const int column : m_optional) {
        const auto value = index.siblingAtColumn(column).data().toString();
        if (isColumnHidden(column) && !value.isEmpty())
            text += u"\n%1: %2"_s.arg(m_proxy->headerData(column, Qt::Horizontal).toString(), value);
    }
    return text;
}

bool DataTable::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fit();
    if (event->type() != QEvent::ToolTip)
        return QTableView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto index = indexAt(help->pos());
    // A tooltip of the whole table stands for all its cells: it says why they are out of date.
    if (!index.isValid() || !toolTip().isEmpty())
        return QTableView::viewportEvent(event);
    QToolTip::showText(help->globalPos(), toolTipAt(index), viewport(), visualRect(index));
    return true;
}

void DataTable::setStretch(const QList<int> &columns)
{
    m_stretch = columns;
    fit();
}

void DataTable::choose(const QModelIndex &source)
{
    const auto row = m_proxy->mapFromSource(source);
    selectRow(row.row());
    scrollTo(row);
}

QModelIndex DataTable::sourceIndex() const
{
    return m_proxy->mapToSource(currentIndex());
}

void DataTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_proxy->rowCount() > 0 || m_emptyText.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(mutedText(palette()));
    painter.drawText(viewport()->rect().adjusted(16, 8, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
                     m_emptyText);
}

} // namespace seawall::ui
