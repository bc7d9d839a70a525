// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/plantimeline.h"

#include "models/migrations/migrationrun.h"
#include "ui/migrations/findingtone.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace seawall::ui {

using namespace Qt::StringLiterals;

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
        const auto lock = strongest(plan);
        bar.weight = weightOf(plan.time);
        bar.isBroken = plan.error.has_value();
        bar.tone = bar.isBroken ? Tone::Critical : toneOf(lock, plan.time);
        bar.title = run.steps[i].migration.version;
        bar.tip =
            tr("%1: %2, %3")
                .arg(models::titleOf(run.steps[i].migration), toString(plan.time),
                     lock == db::LockMode::None ? tr("no lock on a table that is there")
                                                : tr("%1 blocks %2").arg(toString(lock), whatItBlocks(lock)));
        m_total += bar.weight;
        m_bars.push_back(std::move(bar));
    }
    QStringList told;
    for (const auto &bar : m_bars)
        told << bar.tip;
    setAccessibleDescription(told.join(u"; "_s));
    updateGeometry();
    update();
}

std::vector<std::pair<Tone, QString>> PlanTimeline::legend() const
{
    const std::array all{std::pair{Tone::Ok, tr("not at all")}, std::pair{Tone::Info, tr("for an instant")},
                         std::pair{Tone::Warning, tr("for seconds")},
                         std::pair{Tone::Critical, tr("for minutes or longer")},
                         std::pair{Tone::Unknown, tr("unknown how long")}};
    std::vector<std::pair<Tone, QString>> found;
    for (const auto &each : all)
        if (std::ranges::any_of(m_bars,
                                [&](const Bar &bar) { return !bar.isBroken && bar.tone == each.first; }))
            found.push_back(each);
    if (std::ranges::any_of(m_bars, &Bar::isBroken))
        found.emplace_back(Tone::Critical, tr("cannot be read, so nothing can be applied"));
    return found;
}

double PlanTimeline::barHeight() const
{
    return fontMetrics().height() * 1.6;
}

QSize PlanTimeline::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().height() * 3};
}

QRectF PlanTimeline::rectOf(int bar) const
{
    double before = 0;
    for (int i = 0; i < bar; ++i)
        before += m_bars[size_t(i)].weight;
    const double unit = width() / std::max(1.0, m_total);
    return {before * unit, 2, m_bars[size_t(bar)].weight * unit, barHeight()};
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
        const auto tone = bar.tone;
        const QRectF area(left, 2, wide, barHeight());
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
    paintLegend(painter);
}

/// 'Others wait: ■ not at all  ■ for seconds. The wider, the longer.'
void PlanTimeline::paintLegend(QPainter &painter) const
{
    const double em = fontMetrics().height();
    const QRectF line(2, barHeight() + 4, width() - 4, em * 1.2);
    double left = line.left();
    const auto write = [&](const QString &text) {
        painter.setPen(mutedText(palette()));
        painter.drawText(QRectF(left, line.top(), line.right() - left, line.height()), Qt::AlignVCenter,
                         text);
        left += fontMetrics().horizontalAdvance(text);
    };
    write(tr("Others wait:"));
    for (const auto &[tone, text] : legend()) {
        left += em * 0.6;
        const QRectF swatch(left, line.center().y() - em * 0.3, em * 0.6, em * 0.6);
        painter.setPen(toneColour(palette(), tone));
        painter.setBrush(toneBackground(palette(), tone));
        painter.drawRoundedRect(swatch, 2, 2);
        left += em * 0.9;
        write(text);
    }
    left += em;
    write(tr("The wider, the longer."));
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
