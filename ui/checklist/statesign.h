// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/runstore.h"
#include "ui/tone.h"

#include <QWidget>

class QPainter;

namespace seawall::ui {

Tone toneOf(models::StepState state);

/// The sign of a state: each has a shape of its own. Open is an empty ring, running a ring that is filled in
/// part, skipped and not applicable are quiet dashes; the others are the signs of their tone.
void paintState(QPainter &painter, const QRectF &rect, const QPalette &palette, models::StepState state);

/// A state as sign and word.
class StateSign final : public QWidget
{
    Q_OBJECT

public:
    explicit StateSign(QWidget *parent = nullptr);

    void show(models::StepState state);
    using QWidget::show;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    models::StepState m_state = models::StepState::Open;
};

} // namespace seawall::ui
