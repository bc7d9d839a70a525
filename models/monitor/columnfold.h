// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/metric.h"

namespace seawall::models {

/// Folds values that come in the order of time into one Band a pixel column. The columns lie on multiples of
/// their width since the epoch, so that a picture does not shimmer while its window moves on. A column
/// without values gives no Band: the one before lasts. An unknown value gives a gap, unless the same column
/// knows one.
class ColumnFold final
{
public:
    ColumnFold(qint64 fromMs, qint64 toMs, int columns);

    qint64 fromMs() const { return m_fromMs; } ///< start of the column that holds the asked-for start
    qint64 toMs() const { return m_toMs; }
    qint64 widthMs() const { return m_widthMs; }

    /// What comes earlier than the value before is left out: two sources may overlap where they meet.
    void add(qint64 timeMs, double min, double avg, double max);
    void addGap(qint64 timeMs) { add(timeMs, unknownFigure, unknownFigure, unknownFigure); }
    Bands take(); ///< at most the number of columns, and one more at each edge

private:
    void finishColumn(bool lasts);

    qint64 m_fromMs, m_toMs, m_widthMs;
    Bands m_bands;
    Band m_open;
    qint64 m_column = 0;
    qint64 m_lastMs = std::numeric_limits<qint64>::min();
    int m_count = 0; ///< values in the open column, known or not
    int m_known = 0;
    double m_sum = 0;
    qint64 m_gapFrom = 0; ///< the open column ends in a gap that starts here; 0: it does not
};

} // namespace seawall::models
