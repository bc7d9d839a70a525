// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrations/migrationsite.h"
#include "ui/tone.h"

#include <QWidget>

namespace seawall::ui {

/// The steps of a plan one after the other, as wide as the time each may hold its strongest lock, in the
/// colour of how long others may have to wait for it, with a legend below. A picture of a guess: classes, not
/// seconds.
class PlanTimeline final : public QWidget
{
    Q_OBJECT

public:
    explicit PlanTimeline(QWidget *parent = nullptr);

    void setPlan(const models::PreparedRun &run);
    int stepAt(const QPoint &position) const; ///< -1 for none

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void stepChosen(int step);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Bar {
        QString title, tip;
        double weight = 1;
        Tone tone = Tone::Ok;
        bool isBroken = false;
    };
    double barHeight() const;
    QRectF rectOf(int bar) const;
    std::vector<std::pair<Tone, QString>> legend() const; ///< of what occurs
    void paintLegend(QPainter &painter) const;

    std::vector<Bar> m_bars;
    double m_total = 0;
};

} // namespace seawall::ui
