// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/card.h"

#include "ui/tone.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace seawall::ui {

Card::Card(const QString &title, QWidget *parent)
    : QFrame(parent), m_head(new QHBoxLayout), m_body(new QVBoxLayout)
{
    const int em = fontMetrics().height();
    auto *heading = new QLabel(title, this);
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    heading->setVisible(!title.isEmpty());
    m_head->setContentsMargins(em, em / 2, em / 2, em / 4);
    m_head->addWidget(heading);
    m_head->addStretch();
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(0);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2, 2, 2, em / 3);
    layout->setSpacing(0);
    layout->addLayout(m_head);
    layout->addLayout(m_body, 1);
    setAccessibleName(title);
}

void Card::paintEvent(QPaintEvent *)
{
    paintCard(this);
}

void paintCard(QWidget *widget)
{
    QPainter painter(widget);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = widget->fontMetrics().height() / 2.5;
    painter.setPen(borderColour(widget->palette()));
    painter.setBrush(cardColour(widget->palette()));
    painter.drawRoundedRect(QRectF(widget->rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace seawall::ui
