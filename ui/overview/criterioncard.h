// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/overview/criteria.h"

#include <QFrame>

namespace seawall::ui {

/// A success criterion as a card: title, live value, limit, whose figure it is, and a gauge or a sparkline of
/// the last minutes with the limit as a line.
class CriterionCard final : public QFrame
{
    Q_OBJECT

public:
    explicit CriterionCard(QWidget *parent = nullptr);

    void show(const Criterion &criterion);
    using QWidget::show;
    void setTrend(const std::vector<double> &worst); ///< oldest first, NaN a gap
    const Criterion &criterion() const { return m_criterion; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintTexts(QPainter &painter, const QRectF &inner) const;
    void paintGauge(QPainter &painter, const QRectF &rect) const;
    void paintTrend(QPainter &painter, const QRectF &rect) const;

    Criterion m_criterion;
    std::vector<double> m_trend;
};

} // namespace seawall::ui
