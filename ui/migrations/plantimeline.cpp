// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/plantimeline.h"

#include "models/migrations/migrationrun.h"
#include "ui/migrations/findingtone.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace seawall::ui {

namespace {

/// Each class is about an order of magnitude longer than the one before; drawn so, the long ones would be all
/// that is seen.
double weightOf(db::TimeClass time)
{
    switch (time) {
    case db::TimeClass::Instant:
        return 1;
    case db::TimeClass::Seconds:
        return 2.5;
    case db::TimeClass::Minutes:
        return 5;
    case db::TimeClass::Long:
        return 8;
    case db::TimeClass::Unknown:
        break;
    }
    return 2.5;
}

db::LockMode strongest(const db::StepPlan &plan)
{
    auto lock = db::LockMode::None;
    for (const auto &table : plan.tables)
        lock = std::max(lock, table.lock);
    return lock;
}

} // namespace

PlanTimeline::PlanTimeline(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Timeline of the plan"));
}

void PlanTimeline::setPlan(const models::PreparedRun &run)
{
    m_bars.clear();
    m_total = 0;
    for (size_t i = 0; i < run.steps.size(); ++i) {
        const auto &plan = run.plan.steps[i];
        Bar bar;
        bar.lock = strongest(plan);
        bar.weight = weightOf(plan.time);
        bar.isBroken = plan.error.has_value();
        bar.title = run.steps[i].migration.version;
        bar.tip = tr("%1: %2, %3")
                      .arg(models::titleOf(run.steps[i].migration), toString(plan.time),
                           bar.lock == db::LockMode::None
                               ? tr("no lock on a table that is there")
                               : tr("%1 blocks %2").arg(toString(bar.lock), whatItBlocks(bar.lock)));
        m_total += bar.weight;
        m_bars.push_back(std::move(bar));
    }
    updateGeometry();
    update();
}

QSize PlanTimeline::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().height() * 2 + 6};
}

QRectF PlanTimeline::rectOf(int bar) const
{
    double before = 0;
    for (int i = 0; i < bar; ++i)
        before += m_bars[size_t(i)].weight;
    const double unit = width() / std::max(1.0, m_total);
    return {before * unit, 2, m_bars[size_t(bar)].weight * unit, height() - 4.0};
}

int PlanTimeline::stepAt(const QPoint &position) const
{
    for (int i = 0; i < int(m_bars.size()); ++i) {
        if (rectOf(i).contains(position))
            return i;
    }
    return -1;
}

void PlanTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double unit = width() / std::max(1.0, m_total);
    double left = 0;
    for (const auto &bar : m_bars) {
        const double wide = bar.weight * unit;
        const auto tone = bar.isBroken ? Tone::Critical : toneOf(bar.lock);
        const QRectF area(left, 2, wide, height() - 4.0);
        left += wide;
        if (wide < 3) { // thousands of steps: a band of colours
            painter.fillRect(area, toneColour(palette(), tone));
            continue;
        }
        const auto inner = area.adjusted(1, 0, -1, 0);
        painter.setPen(toneColour(palette(), tone));
        painter.setBrush(toneBackground(palette(), tone));
        painter.drawRoundedRect(inner, 3, 3);
        const auto text = inner.adjusted(4, 0, -4, 0);
        painter.drawText(text, Qt::AlignCenter,
                         fontMetrics().elidedText(bar.title, Qt::ElideRight, int(text.width())));
    }
}

void PlanTimeline::mousePressEvent(QMouseEvent *event)
{
    if (const int step = stepAt(event->pos()); step >= 0)
        Q_EMIT stepChosen(step);
}

bool PlanTimeline::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int step = stepAt(help->pos());
        QToolTip::showText(help->globalPos(), step < 0 ? QString() : m_bars[size_t(step)].tip, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace seawall::ui
