// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/railbutton.h"

#include <QEvent>
#include <QPainter>

namespace seawall::ui {

namespace {

QFont smallFont(QFont font, QFont::Weight weight = QFont::Normal)
{
    font.setPointSizeF(font.pointSizeF() * 0.9);
    font.setWeight(weight);
    return font;
}

} // namespace

RailButton::RailButton(QWidget *parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void RailButton::setCount(int count, Tone tone)
{
    if (count == m_count && tone == m_countTone)
        return;
    m_count = count;
    m_countTone = tone;
    setAccessibleDescription(count > 0 ? tr("%n raised", nullptr, count) : QString());
    update();
}

QSize RailButton::sizeHint() const
{
    const int em = fontMetrics().height();
    const QFontMetrics chosen(smallFont(font(), QFont::DemiBold));
    return {std::max(em * 5 + em / 2, chosen.horizontalAdvance(text()) + em), em * 3 + em / 2};
}

QSize RailButton::minimumSizeHint() const
{
    return {sizeHint().width(), fontMetrics().height() * 11 / 4};
}

bool RailButton::event(QEvent *event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave ||
        event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    return QAbstractButton::event(event);
}

void RailButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int em = fontMetrics().height();
    const auto pill = QRectF(rect()).adjusted(em / 4.0, 1.5, -em / 4.0, -1.5);
    const auto accent = palette().color(QPalette::Highlight);
    auto fill = accent;
    fill.setAlphaF(isChecked() ? 0.20F : 0.0F);
    if (!isChecked() && underMouse())
        fill = palette().color(QPalette::Button);
    painter.setPen(hasFocus() ? QPen(accent, 1.5) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(pill, em / 2.5, em / 2.5);
    if (isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(accent);
        painter.drawRoundedRect(QRectF(0, pill.top() + em * 0.6, em / 5.0, pill.height() - em * 1.2), 2, 2);
    }

    const int size = em * 4 / 3;
    const QRect iconRect((width() - size) / 2, (height() - em * 11 / 4) / 2 + em / 8, size, size);
    icon().paint(&painter, iconRect);
    painter.setFont(smallFont(font(), isChecked() ? QFont::DemiBold : QFont::Normal));
    painter.setPen(isChecked() ? palette().color(QPalette::WindowText) : mutedText(palette()));
    const QRect label(2, iconRect.bottom() + em / 6, width() - 4, em + em / 4);
    painter.drawText(label, Qt::AlignCenter,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, label.width()));
    if (m_count > 0)
        paintCount(painter, iconRect);
}

void RailButton::paintCount(QPainter &painter, const QRect &icon) const
{
    painter.setFont(smallFont(font(), QFont::Bold));
    const auto text = m_count > 99 ? QStringLiteral("99+") : QString::number(m_count);
    const int height = painter.fontMetrics().height();
    const int width = std::max(height, painter.fontMetrics().horizontalAdvance(text) + height / 2);
    const QRect mark(icon.right() - height / 4, icon.top() - height / 3, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColour(palette(), m_countTone));
    painter.drawRoundedRect(mark, height / 2.0, height / 2.0);
    painter.setPen(palette().color(QPalette::Base));
    painter.drawText(mark, Qt::AlignCenter, text);
}

} // namespace seawall::ui
