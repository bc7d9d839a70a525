// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/statesign.h"

#include "ui/toneicon.h"

#include <QPainter>

namespace seawall::ui {

using models::StepState;

Tone toneOf(StepState state)
{
    switch (state) {
    case StepState::Running:
        return Tone::Info;
    case StepState::Passed:
        return Tone::Ok;
    case StepState::Failed:
        return Tone::Critical;
    case StepState::Stale:
    case StepState::Interrupted:
        return Tone::Warning;
    case StepState::Open:
    case StepState::Skipped:
    case StepState::NotApplicable:
        break;
    }
    return Tone::Neutral;
}

void paintState(QPainter &painter, const QRectF &rect, const QPalette &palette, StepState state)
{
    const auto tone = toneOf(state);
    if (tone != Tone::Neutral && state != StepState::Running)
        return paintTone(painter, rect, palette, tone);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = std::min(rect.width(), rect.height()) * 0.78;
    QRectF ring(0, 0, side, side);
    ring.moveCenter(rect.center());
    const auto colour = state == StepState::Running ? toneColour(palette, tone) : mutedText(palette);
    painter.setPen(QPen(colour, std::max(1.2, side * 0.11)));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(ring);
    if (state == StepState::Running) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawPie(ring, 90 * 16, -225 * 16);
    } else if (state != StepState::Open) {
        const auto inner = ring.adjusted(side * 0.26, 0, -side * 0.26, 0);
        painter.drawLine(QPointF(inner.left(), ring.center().y()), QPointF(inner.right(), ring.center().y()));
    }
    painter.restore();
}

StateSign::StateSign(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("stepState"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StateSign::show(StepState state)
{
    m_state = state;
    setAccessibleName(models::toString(state));
    updateGeometry();
    update();
}

QSize StateSign::sizeHint() const
{
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    const int em = fontMetrics().height();
    return {em + em / 2 + QFontMetrics(bold).horizontalAdvance(models::toString(m_state)) + 2, em + 4};
}

void StateSign::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int em = fontMetrics().height();
    paintState(painter, QRectF(0, (height() - em) / 2.0, em, em), palette(), m_state);
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    const auto tone = toneOf(m_state);
    painter.setPen(tone == Tone::Neutral ? mutedText(palette()) : toneColour(palette(), tone));
    painter.drawText(rect().adjusted(em + em / 3, 0, 0, 0), Qt::AlignVCenter, models::toString(m_state));
}

} // namespace seawall::ui
