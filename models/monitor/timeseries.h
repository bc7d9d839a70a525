// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/columnfold.h"
#include "models/monitor/ring.h"

#include <array>

namespace seawall::models {

/// One figure in memory: the newest samples as they came, and behind them min/avg/max over 5 s, 30 s and
/// 5 min, each in a ring of `capacity` entries of 16 bytes. With 4,800 entries and a tick of 1 s that is 80
/// minutes, 6.6 hours, 40 hours and 16 days in 300 KB.
class TimeSeries final
{
public:
    static constexpr std::array<qint64, 3> cellMs{5'000, 30'000, 300'000};
    static constexpr int bytesPerEntry = 16 * 4; ///< of the capacity, all rings together

    explicit TimeSeries(int capacity = 4800);

    /// Where more than two and a half ticks passed since the sample before, the time between is a gap. A
    /// clock that went back makes memory forget what it holds of later times: it cannot be told apart any
    /// more.
    void append(qint64 timeMs, double value, qint64 tickMs);

    Bands bands(qint64 fromMs, qint64 toMs, int columns) const;
    /// Adds what is known of [fromMs, toMs), and of the moment just before, as fine as the columns can show.
    /// Cost follows the columns.
    void fold(ColumnFold &columns, qint64 fromMs, qint64 toMs) const;

    bool empty() const { return m_samples.empty(); }
    qint64 oldestMs() const;               ///< 0: empty
    qint64 oldestMs(qint64 widthMs) const; ///< of what is as fine as columns of that width; 0: empty
    qint64 newestMs() const { return empty() ? 0 : m_samples.back().timeMs; }
    void setCapacity(int capacity);
    size_t bytes() const;

private:
    struct Sample {
        qint64 timeMs;
        double value;
    };
    struct Cell {
        quint32 index; ///< time since the epoch / width
        float min, avg, max;
    };
    struct Level {
        qint64 widthMs;
        Ring<Cell> cells;
        double sum = 0; ///< of the newest cell's known samples
        int known = 0;
        void add(qint64 timeMs, double value);
        qint64 timeMs(size_t i) const { return cells[i].index * widthMs; }
        qint64 oldestMs() const { return cells.empty() ? 0 : timeMs(0); }
    };
    size_t levelFor(qint64 widthMs) const; ///< 0: the samples, else one past the index in m_levels
    qint64 levelOldestMs(size_t level) const;
    bool levelIsFull(size_t level) const;
    void foldSamples(ColumnFold &columns, qint64 fromMs, qint64 toMs) const;
    void forgetFrom(qint64 timeMs);
    void addGap(qint64 lastMs, qint64 nextMs, qint64 tickMs);

    Ring<Sample> m_samples;
    std::array<Level, 3> m_levels;
};

} // namespace seawall::models
