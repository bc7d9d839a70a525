// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tone.h"

#include <QWidget>

class QPainter;

namespace seawall::ui {

/// Draws the sign of a tone: each has a shape of its own, so that it is told apart without its colour.
void paintTone(QPainter &painter, const QRectF &rect, const QPalette &palette, Tone tone);

/// The sign of a tone as a widget; it follows the theme.
class ToneIcon final : public QWidget
{
    Q_OBJECT

public:
    explicit ToneIcon(QWidget *parent = nullptr, double ems = 1);

    void setTone(Tone tone);
    Tone tone() const { return m_tone; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Unknown;
    double m_ems;
};

} // namespace seawall::ui
