// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/switchbutton.h"

#include "ui/tone.h"

#include <QEnterEvent>
#include <QPainter>

namespace seawall::ui {

SwitchButton::SwitchButton(QWidget *parent) : QAbstractButton(parent)
{
    setCheckable(true); // so that screen readers call it one that is on or off
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void SwitchButton::show(std::optional<bool> isOn, const QString &word)
{
    m_isOn = isOn;
    setChecked(isOn.value_or(false));
    setText(word);
    updateGeometry();
    update();
}

QSize SwitchButton::sizeHint() const
{
    const int em = fontMetrics().height();
    return {em * 3 + fontMetrics().horizontalAdvance(text()), em * 3 / 2};
}

QRectF SwitchButton::trackRect() const
{
    const double em = fontMetrics().height();
    return {em * 0.25, (height() - em * 1.05) / 2, em * 1.95, em * 1.05};
}

void SwitchButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto track = trackRect();
    paintTrack(painter, track);
    paintKnob(painter, track);
    const auto role = isEnabled() ? QPalette::Active : QPalette::Disabled;
    painter.setPen(palette().color(role, QPalette::WindowText));
    const QRectF words(track.right() + track.height() * 0.45, 0, width() - track.right(), height());
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, text());
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
        const double radius = track.height() * 0.35;
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
    }
}

void SwitchButton::paintTrack(QPainter &painter, const QRectF &track) const
{
    const bool isFilled = m_isOn == true && isEnabled();
    const auto line =
        underMouse() && isEnabled() ? palette().color(QPalette::WindowText) : mutedText(palette());
    const auto style = m_isOn ? Qt::SolidLine : Qt::DashLine;
    painter.setPen(QPen(isFilled && !underMouse() ? palette().color(QPalette::Highlight) : line, 1.3, style));
    painter.setBrush(isFilled ? palette().color(QPalette::Highlight) : palette().color(QPalette::Base));
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2);
}

void SwitchButton::paintKnob(QPainter &painter, const QRectF &track) const
{
    const double gap = track.height() * 0.16;
    const double side = track.height() - 2 * gap;
    const double room = track.width() - side - 2 * gap;
    QRectF knob(track.left() + gap + (m_isOn ? (*m_isOn ? room : 0) : room / 2), track.top() + gap, side,
                side);
    const bool isFilled = m_isOn == true && isEnabled();
    const auto ink = isFilled ? palette().color(QPalette::HighlightedText) : mutedText(palette());
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawEllipse(knob);
    if (m_isOn != true)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(isFilled ? palette().color(QPalette::Highlight) : palette().color(QPalette::Base),
                        side * 0.16, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&](double x, double y) {
        return QPointF(knob.left() + knob.width() * x, knob.top() + knob.height() * y);
    };
    painter.drawPolyline(QPolygonF{at(0.27, 0.53), at(0.44, 0.69), at(0.74, 0.34)});
}

void SwitchButton::enterEvent(QEnterEvent *event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void SwitchButton::leaveEvent(QEvent *event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

} // namespace seawall::ui
