// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/recordrow.h"
#include "models/monitor/recordtile.h"

namespace seawall::models {

/// Folds rows that come in the order of time into the cells of one tile, and finds the gaps between them: a
/// series that is missing in a row, and a silence longer than two and a half ticks.
class TileBuilder final
{
public:
    TileBuilder(qint64 from, qint64 to, qint64 cellSeconds, size_t slotCount);

    /// `span`: seconds that the row stands for.
    void add(qint64 time, qint64 span, const RecordRow &row);
    /// The cells by slot. `until`: the recording is known to be silent up to there.
    std::vector<std::vector<TileCell>> take(qint64 until);

private:
    void finishCell();
    void addGap(qint64 second);

    qint64 m_from, m_to, m_cellSeconds;
    qint64 m_cell = -1; ///< start of the cell under way
    qint64 m_last = -1; ///< time of the last row
    qint64 m_step = 1;  ///< seconds from the last row to the one expected after it
    RecordRow m_sum;
    std::vector<std::vector<TileCell>> m_cells;
};

} // namespace seawall::models
