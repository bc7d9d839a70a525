// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tone.h"

#include <QWidget>

class QPainter;

namespace seawall::ui {

/// A verdict in one word: icon, word and a quiet fill, all in the colour of its tone.
class Badge final : public QWidget
{
    Q_OBJECT

public:
    explicit Badge(QWidget *parent = nullptr);

    void show(Tone tone, const QString &word);
    using QWidget::show;
    QString word() const { return m_word; }
    Tone tone() const { return m_tone; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    /// The same, for delegates and painted views: how wide it wants to be, and painted into `rect`.
    static QSize sizeFor(const QFont &font, const QString &word);
    static void paint(QPainter &painter, const QRect &rect, const QPalette &palette, Tone tone,
                      const QString &word);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Unknown;
    QString m_word;
};

} // namespace seawall::ui
