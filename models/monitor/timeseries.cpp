// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/timeseries.h"

#include <algorithm>

namespace seawall::models {

namespace {

/// Index of the entry under way at `timeMs`: the last that starts before or at it, else the first.
template<typename TimeOf>
size_t entryAt(size_t size, qint64 timeMs, TimeOf timeOf)
{
    size_t low = 0, high = size;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (timeOf(middle) <= timeMs)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? 0 : low - 1;
}

} // namespace

TimeSeries::TimeSeries(int capacity)
    : m_samples(static_cast<size_t>(capacity)), m_levels{Level{cellMs[0], Ring<Cell>(m_samples.capacity())},
                                                         Level{cellMs[1], Ring<Cell>(m_samples.capacity())},
                                                         Level{cellMs[2], Ring<Cell>(m_samples.capacity())}}
{}

void TimeSeries::append(qint64 timeMs, double value, qint64 tickMs)
{
    if (!m_samples.empty()) {
        if (timeMs <= m_samples.back().timeMs)
            forgetFrom(timeMs);
        if (!m_samples.empty() && timeMs - m_samples.back().timeMs > tickMs * 5 / 2)
            addGap(m_samples.back().timeMs, timeMs, tickMs);
    }
    m_samples.push({timeMs, value});
    for (Level &level : m_levels)
        level.add(timeMs, value);
}

void TimeSeries::Level::add(qint64 timeMs, double value)
{
    const auto index = static_cast<quint32>(timeMs / widthMs);
    if (cells.empty() || cells.back().index != index) {
        cells.push({index, unknownCell, unknownCell, unknownCell});
        sum = 0;
        known = 0;
    }
    if (std::isnan(value))
        return;
    Cell &cell = cells.back();
    const auto narrow = static_cast<float>(value);
    // NaN compares false, so the first known value takes the place of the unknown.
    cell.min = cell.min <= narrow ? cell.min : narrow;
    cell.max = cell.max >= narrow ? cell.max : narrow;
    sum += value;
    cell.avg = static_cast<float>(sum / ++known);
}

void TimeSeries::addGap(qint64 lastMs, qint64 nextMs, qint64 tickMs)
{
    m_samples.push({lastMs + tickMs, unknownFigure});
    for (Level &level : m_levels) {
        const qint64 after = lastMs / level.widthMs + 1;
        if (after < nextMs / level.widthMs)
            level.add(after * level.widthMs, unknownFigure);
    }
}

void TimeSeries::forgetFrom(qint64 timeMs)
{
    while (!m_samples.empty() && m_samples.back().timeMs >= timeMs)
        m_samples.popBack();
    for (Level &level : m_levels) {
        while (!level.cells.empty() && level.cells.back().index >= timeMs / level.widthMs)
            level.cells.popBack();
    }
}

Bands TimeSeries::bands(qint64 fromMs, qint64 toMs, int columns) const
{
    ColumnFold fold_(fromMs, toMs, columns);
    fold(fold_, fold_.fromMs(), toMs);
    return fold_.take();
}

void TimeSeries::fold(ColumnFold &columns, qint64 fromMs, qint64 toMs) const
{
    const size_t wanted = levelFor(columns.widthMs());
    for (size_t i = m_levels.size(); i > 0 && i >= wanted; --i) {
        // What a finer ring has already dropped is taken from the coarser one behind it.
        const Level &level = m_levels[i - 1];
        const qint64 end = i > wanted ? std::min(toMs, levelOldestMs(i - 1)) : toMs;
        if (i > wanted && !levelIsFull(i - 1))
            continue;
        if (level.cells.empty() || level.oldestMs() >= end || end <= fromMs)
            continue;
        for (size_t n = entryAt(level.cells.size(), fromMs, [&](size_t at) { return level.timeMs(at); });
             n < level.cells.size() && level.timeMs(n) < end; ++n) {
            const Cell &cell = level.cells[n];
            columns.add(level.timeMs(n), cell.min, cell.avg, cell.max);
        }
        fromMs = std::max(fromMs, end);
    }
    if (wanted == 0)
        foldSamples(columns, fromMs, toMs);
}

void TimeSeries::foldSamples(ColumnFold &columns, qint64 fromMs, qint64 toMs) const
{
    for (size_t n = entryAt(m_samples.size(), fromMs, [&](size_t at) { return m_samples[at].timeMs; });
         n < m_samples.size() && m_samples[n].timeMs < toMs; ++n) {
        const double value = m_samples[n].value;
        columns.add(m_samples[n].timeMs, value, value, value);
    }
}

size_t TimeSeries::levelFor(qint64 widthMs) const
{
    size_t level = 0;
    while (level < m_levels.size() && m_levels[level].widthMs <= widthMs)
        ++level;
    return level;
}

qint64 TimeSeries::levelOldestMs(size_t level) const
{
    if (level == 0)
        return empty() ? 0 : m_samples.front().timeMs;
    return m_levels[level - 1].oldestMs();
}

bool TimeSeries::levelIsFull(size_t level) const
{
    if (level == 0)
        return m_samples.size() == m_samples.capacity();
    const Ring<Cell> &cells = m_levels[level - 1].cells;
    return cells.size() == cells.capacity();
}

qint64 TimeSeries::oldestMs() const
{
    const qint64 coarse = m_levels.back().oldestMs();
    const qint64 fine = levelOldestMs(0);
    return levelIsFull(0) ? std::min(coarse, fine) : fine;
}

qint64 TimeSeries::oldestMs(qint64 widthMs) const
{
    return std::max(levelOldestMs(levelFor(widthMs)), oldestMs());
}

void TimeSeries::setCapacity(int capacity)
{
    const auto entries = static_cast<size_t>(capacity);
    m_samples.setCapacity(entries);
    for (Level &level : m_levels)
        level.cells.setCapacity(entries);
}

size_t TimeSeries::bytes() const
{
    size_t total = sizeof(*this) + m_samples.bytes();
    for (const Level &level : m_levels)
        total += level.cells.bytes();
    return total;
}

} // namespace seawall::models
