// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/criterioncard.h"

#include "ui/badge.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

QFont scaledFont(QFont font, double factor, QFont::Weight weight)
{
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(weight);
    return font;
}

QString wordOf(const Criterion &criterion)
{
    switch (criterion.tone) {
    case Tone::Ok:
        return CriterionCard::tr("met");
    case Tone::Unknown:
    case Tone::Neutral:
        return CriterionCard::tr("unknown");
    case Tone::Info:
    case Tone::Warning:
    case Tone::Critical:
        break;
    }
    return CriterionCard::tr("not met");
}

} // namespace

CriterionCard::CriterionCard(QWidget *parent) : QFrame(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CriterionCard::show(const Criterion &criterion)
{
    if (criterion == m_criterion)
        return;
    m_criterion = criterion;
    setObjectName(u"criterion_"_s + criterion.id);
    setAccessibleName(criterion.title);
    setAccessibleDescription(
        tr("%1, %2, %3. %4").arg(criterion.value, criterion.limit, wordOf(criterion), criterion.detail));
    setToolTip(u"%1: %2 (%3)\n%4"_s.arg(criterion.title, criterion.value, criterion.limit, criterion.detail));
    update();
}

void CriterionCard::setTrend(const std::vector<double> &worst)
{
    m_trend = worst;
    update();
}

QSize CriterionCard::sizeHint() const
{
    const int em = fontMetrics().height();
    return {em * 15, em * 7};
}

QSize CriterionCard::minimumSizeHint() const
{
    const int em = fontMetrics().height();
    return {em * 11, em * 7};
}

void CriterionCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double em = fontMetrics().height();
    const bool bad = m_criterion.tone == Tone::Critical || m_criterion.tone == Tone::Warning;
    painter.setPen(bad ? toneColour(palette(), m_criterion.tone) : borderColour(palette()));
    painter.setBrush(cardColour(palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), em / 2.5, em / 2.5);
    const auto inner = QRectF(rect()).adjusted(em * 0.8, em * 0.6, -em * 0.8, -em * 0.6);
    paintTexts(painter, inner);
    const QRectF bottom(inner.left(), inner.bottom() - em * 1.5, inner.width(), em * 1.5);
    if (m_criterion.fullFigure > 0)
        paintGauge(painter, QRectF(bottom.left(), bottom.bottom() - em * 0.6, bottom.width(), em * 0.45));
    else
        paintTrend(painter, bottom);
}

void CriterionCard::paintTexts(QPainter &painter, const QRectF &inner) const
{
    const double em = fontMetrics().height();
    const auto elided = [&](const QString &text, double width) {
        return painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(width));
    };
    const auto word = wordOf(m_criterion);
    const auto badge = Badge::sizeFor(font(), word);
    painter.setFont(font());
    Badge::paint(painter,
                 QRectF(inner.right() - badge.width(), inner.top() - em * 0.15, badge.width(), badge.height())
                     .toAlignedRect(),
                 palette(), m_criterion.tone, word);
    painter.setFont(scaledFont(font(), 0.95, QFont::Medium));
    painter.setPen(mutedText(palette()));
    const double room = inner.width() - badge.width() - em / 2;
    painter.drawText(QRectF(inner.left(), inner.top(), room, em), Qt::AlignVCenter,
                     elided(m_criterion.title, room));

    painter.setFont(scaledFont(font(), 1.75, QFont::DemiBold));
    painter.setPen(m_criterion.figure ? palette().color(QPalette::WindowText) : mutedText(palette()));
    const QRectF value(inner.left(), inner.top() + em * 1.15, inner.width(), em * 2);
    painter.drawText(value, Qt::AlignVCenter, elided(m_criterion.value, value.width()));
    const double used = painter.fontMetrics().horizontalAdvance(m_criterion.value) + em / 2;
    painter.setFont(scaledFont(font(), 0.9, QFont::Normal));
    painter.setPen(mutedText(palette()));
    painter.drawText(value.adjusted(used, em * 0.35, 0, 0), Qt::AlignVCenter,
                     elided(m_criterion.limit, value.width() - used));
    painter.drawText(QRectF(inner.left(), inner.top() + em * 3.1, inner.width(), em * 1.1), Qt::AlignVCenter,
                     elided(m_criterion.detail, inner.width()));
}

void CriterionCard::paintGauge(QPainter &painter, const QRectF &rect) const
{
    const double radius = rect.height() / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Button));
    painter.drawRoundedRect(rect, radius, radius);
    if (m_criterion.figure) {
        const double share = std::clamp(*m_criterion.figure / m_criterion.fullFigure, 0.0, 1.0);
        auto used = rect;
        used.setWidth(share > 0 ? std::max(rect.height(), rect.width() * share) : 0);
        painter.setBrush(toneColour(palette(), m_criterion.tone));
        painter.drawRoundedRect(used, radius, radius);
    }
    if (m_criterion.limitFigure <= 0)
        return;
    const double x = rect.left() + rect.width() * m_criterion.limitFigure / m_criterion.fullFigure;
    painter.setPen(QPen(palette().color(QPalette::WindowText), 1.5));
    painter.drawLine(QPointF(x, rect.top() - 3), QPointF(x, rect.bottom() + 3));
}

void CriterionCard::paintTrend(QPainter &painter, const QRectF &rect) const
{
    if (m_trend.size() < 2)
        return;
    double top = m_criterion.limitFigure * 1.15;
    for (const double figure : m_trend)
        if (!std::isnan(figure))
            top = std::max(top, figure * 1.05);
    top = std::max(top, 1e-9);
    const auto pointOf = [&](std::size_t i) {
        const double x = rect.left() + rect.width() * double(i) / double(m_trend.size() - 1);
        return QPointF(x, rect.bottom() - rect.height() * m_trend[i] / top);
    };
    if (m_criterion.limitFigure > 0) {
        const double y = rect.bottom() - rect.height() * m_criterion.limitFigure / top;
        painter.setPen(QPen(mutedText(palette()), 1, Qt::DotLine));
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y));
    }
    QPainterPath path;
    bool gap = true;
    for (std::size_t i = 0; i < m_trend.size(); ++i) {
        if (std::isnan(m_trend[i])) {
            gap = true;
            continue;
        }
        if (gap)
            path.moveTo(pointOf(i));
        else
            path.lineTo(pointOf(i));
        gap = false;
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(seriesColour(palette(), 0), 1.5));
    painter.drawPath(path);
}

} // namespace seawall::ui
