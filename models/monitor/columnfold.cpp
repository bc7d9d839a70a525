// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/columnfold.h"

#include <algorithm>
#include <utility>

namespace seawall::models {

namespace {

qint64 floorDiv(qint64 value, qint64 by)
{
    const qint64 quotient = value / by;
    return value % by < 0 ? quotient - 1 : quotient;
}

} // namespace

ColumnFold::ColumnFold(qint64 fromMs, qint64 toMs, int columns)
{
    const qint64 wanted = std::max(1, columns);
    m_widthMs = std::max<qint64>(1, (toMs - fromMs + wanted - 1) / wanted);
    m_fromMs = floorDiv(fromMs, m_widthMs) * m_widthMs;
    m_toMs = toMs;
}

void ColumnFold::add(qint64 timeMs, double min, double avg, double max)
{
    if (timeMs < m_lastMs)
        return;
    m_lastMs = timeMs;
    const qint64 column = floorDiv(timeMs, m_widthMs);
    if (m_count > 0 && column != m_column)
        finishColumn(column > m_column + 1);
    m_column = column;
    if (m_count++ == 0)
        m_open.timeMs = timeMs;
    if (std::isnan(avg)) {
        if (m_gapFrom == 0)
            m_gapFrom = timeMs;
        return;
    }
    m_gapFrom = 0;
    m_open.min = m_known == 0 ? min : std::min(m_open.min, min);
    m_open.max = m_known == 0 ? max : std::max(m_open.max, max);
    m_sum += avg;
    ++m_known;
}

Bands ColumnFold::take()
{
    if (m_count > 0)
        finishColumn(true);
    return std::exchange(m_bands, {});
}

void ColumnFold::finishColumn(bool lasts)
{
    if (m_known > 0)
        m_open.avg = m_sum / m_known;
    m_bands.push_back(m_open);
    // A gap that began inside this column and lasts past it must not vanish with it.
    if (lasts && m_gapFrom != 0 && m_open.isKnown())
        m_bands.push_back(Band{.timeMs = m_gapFrom});
    m_open = {};
    m_count = m_known = 0;
    m_sum = 0;
    m_gapFrom = 0;
}

} // namespace seawall::models
