// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tone.h"

#include <QAbstractButton>

namespace seawall::ui {

/// One page of the navigation rail.
class RailButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit RailButton(QWidget *parent = nullptr);

    void setCount(int count, Tone tone);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override; ///< on a low screen the room around icon and name goes first

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void paintCount(QPainter &painter, const QRect &icon) const;

    int m_count = 0;
    Tone m_countTone = Tone::Neutral;
};

} // namespace seawall::ui
