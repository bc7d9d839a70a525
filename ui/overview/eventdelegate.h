// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tone.h"

#include <QStyledItemDelegate>

namespace seawall::ui {

/// Paints a row of the event log or of the alerts: icon, time and sentence; of the first rows, which
/// are the newest, in up to three lines.
class EventDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Columns of the model: when, about whom, what.
    struct Columns {
        int time, node, sentence;
    };
    EventDelegate(Columns columns, QObject *parent) : QStyledItemDelegate(parent), m_columns(columns) {}

    /// What fits into so many lines, with '…' where there is more.
    static QString shortened(const QString &sentence, const QFont &font, int width, int lines);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    QString text(const QModelIndex &index, int column) const;
    QString when(const QModelIndex &index) const;
    int linesOf(const QModelIndex &index, const QFontMetrics &metrics, int width) const;
    Columns m_columns;
};

} // namespace seawall::ui
