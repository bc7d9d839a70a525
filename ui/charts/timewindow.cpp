// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timewindow.h"

#include <algorithm>
#include <cmath>

namespace seawall::ui {

TimeWindow::TimeWindow(qint64 spanMs, QObject *parent) : QObject(parent), m_spanMs(spanMs)
{}

void TimeWindow::setNow(qint64 nowMs)
{
    if (nowMs <= m_nowMs)
        return;
    m_nowMs = nowMs;
    if (m_live) {
        m_toMs = nowMs;
        Q_EMIT changed();
    }
}

void TimeWindow::setSpan(qint64 spanMs)
{
    apply(m_toMs, spanMs);
}

void TimeWindow::setRange(qint64 fromMs, qint64 toMs)
{
    if (toMs > fromMs)
        apply(toMs, toMs - fromMs);
}

void TimeWindow::pan(qint64 byMs)
{
    apply(m_toMs + byMs, m_spanMs);
}

void TimeWindow::zoom(double factor, qint64 anchorMs)
{
    const auto wanted = static_cast<qint64>(std::llround(static_cast<double>(m_spanMs) * factor));
    const auto span = std::clamp(wanted, shortestMs, longestMs);
    if (m_live) {
        apply(m_nowMs, span);
        return;
    }
    const double part = static_cast<double>(m_toMs - anchorMs) / static_cast<double>(m_spanMs);
    apply(anchorMs + static_cast<qint64>(std::llround(part * static_cast<double>(span))), span);
}

void TimeWindow::goLive()
{
    apply(m_nowMs, m_spanMs);
}

void TimeWindow::setCursor(std::optional<qint64> cursorMs)
{
    if (cursorMs == m_cursorMs)
        return;
    m_cursorMs = cursorMs;
    Q_EMIT cursorChanged();
}

void TimeWindow::apply(qint64 toMs, qint64 spanMs)
{
    const auto span = std::clamp(spanMs, shortestMs, longestMs);
    const auto to = std::min(toMs, m_nowMs);
    const bool live = to == m_nowMs;
    if (to == m_toMs && span == m_spanMs && live == m_live)
        return;
    m_toMs = to;
    m_spanMs = span;
    m_live = live;
    Q_EMIT changed();
}

} // namespace seawall::ui
