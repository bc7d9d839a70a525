// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/overview/topologylayout.h"
#include "ui/tone.h"

#include <QFont>
#include <QPalette>

class QPainter;

namespace seawall::ui {

/// Paints the cards and arrows of a topology. Holds what does not change from node to node.
class TopologyPainter final
{
public:
    TopologyPainter(QPainter &painter, const QPalette &palette, const QFont &font, bool compact);

    void card(const QRectF &rect, const db::NodeSnapshot &node, bool selected);
    void arrow(const QRectF &from, const QRectF &to, const db::NodeSnapshot &node, bool attached);

private:
    void fullCard(const QRectF &inner, const db::NodeSnapshot &node);
    void compactCard(const QRectF &inner, const db::NodeSnapshot &node);
    void useBar(const QRectF &rect, const db::NodeSnapshot &node);
    void arrowTexts(QPointF start, QPointF end, const db::NodeSnapshot &node, const QColor &colour);
    double text(const QRectF &rect, const QString &text, const QFont &font, const QColor &colour,
                Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);

    QPainter &m_painter;
    const QPalette &m_palette;
    QFont m_font, m_bold, m_small;
    double m_em;
    bool m_compact;
};

} // namespace seawall::ui
