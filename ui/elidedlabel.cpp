// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/elidedlabel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

namespace seawall::ui {

ElidedLabel::ElidedLabel(const QString &text, QWidget *parent) : QFrame(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setText(text);
}

void ElidedLabel::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setMaximumLines(int lines)
{
    m_lines = lines;
    updateGeometry();
    update();
}

QStringList ElidedLabel::linesIn(int width) const
{
    QStringList lines;
    QTextLayout layout(m_text, font());
    layout.beginLayout();
    for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        const bool isLast = lines.size() + 1 == m_lines;
        lines << m_text.mid(line.textStart(), isLast ? -1 : line.textLength()).trimmed();
        if (isLast)
            break;
    }
    layout.endLayout();
    return lines;
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

bool ElidedLabel::isElided() const
{
    const int width = contentsRect().width();
    return fontMetrics().horizontalAdvance(m_text) > width &&
           (m_lines == 1 || fontMetrics().horizontalAdvance(linesIn(width).last()) > width);
}

QSize ElidedLabel::sizeHint() const
{
    const auto margins = contentsMargins();
    return {fontMetrics().horizontalAdvance(m_text) + margins.left() + margins.right() + 1,
            fontMetrics().height() + (m_lines - 1) * fontMetrics().lineSpacing() + margins.top() +
                margins.bottom()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const auto least = qMin(sizeHint().width(), fontMetrics().averageCharWidth() * 4);
    return {least, sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, foregroundRole()));
    const auto rect = contentsRect();
    const auto lines = m_lines == 1 ? QStringList{m_text} : linesIn(rect.width());
    const int step = fontMetrics().lineSpacing();
    auto row = rect.translated(0, -step * (int(lines.size()) - 1) / 2);
    for (const auto &line : lines) {
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(line, m_mode, rect.width()));
        row.translate(0, step);
    }
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        if (isElided())
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), m_text, this);
        else
            event->ignore();
        return true;
    }
    return QFrame::event(event);
}

} // namespace seawall::ui
