// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/badge.h"

#include <QPainter>

namespace seawall::ui {

namespace {

QFont badgeFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.92);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

Badge::Badge(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Badge::show(Tone tone, const QString &word)
{
    if (tone == m_tone && word == m_word)
        return;
    m_tone = tone;
    m_word = word;
    setAccessibleName(word);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return sizeFor(font(), m_word);
}

QSize Badge::sizeFor(const QFont &font, const QString &word)
{
    const QFontMetrics metrics(badgeFont(font));
    const int height = metrics.height();
    return {height + height / 3 + metrics.horizontalAdvance(word) + height, height + height / 3};
}

void Badge::paint(QPainter &painter, const QRect &rect, const QPalette &palette, Tone tone,
                  const QString &word)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(badgeFont(painter.font()));
    const int line = painter.fontMetrics().height();
    const auto radius = rect.height() / 2.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneBackground(palette, tone));
    painter.drawRoundedRect(rect, radius, radius);

    const int pad = line / 2;
    const QRect icon(rect.left() + pad, rect.center().y() - line / 2 + 1, line - 1, line - 1);
    toneIcon(tone).paint(&painter, icon);
    auto text = rect.adjusted(pad + line + line / 4, 0, -pad / 2, 0);
    painter.setPen(toneColour(palette, tone));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(word, Qt::ElideRight, text.width()));
    painter.restore();
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(font());
    paint(painter, rect(), palette(), m_tone, m_word);
}

} // namespace seawall::ui
