// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/tilebuilder.h"

#include <algorithm>

namespace seawall::models {

namespace {

bool isSilence(qint64 from, qint64 to, qint64 step)
{
    return (to - from) * 2 > step * 5;
}

} // namespace

TileBuilder::TileBuilder(qint64 from, qint64 to, qint64 cellSeconds, size_t slotCount)
    : m_from(from), m_to(to), m_cellSeconds(cellSeconds), m_cells(slotCount)
{}

void TileBuilder::add(qint64 time, qint64 span, const RecordRow &row)
{
    const qint64 step = std::max(span, static_cast<qint64>(std::ceil(row.tickSeconds())));
    const qint64 before = m_last < 0 ? m_from : m_last;
    if (isSilence(before, time, std::max(step, m_step))) {
        finishCell();
        addGap(m_last < 0 ? m_from : m_last + m_step);
    }
    const qint64 cell = time - time % m_cellSeconds;
    if (cell != m_cell)
        finishCell();
    m_cell = cell;
    m_last = time;
    m_step = step;
    m_sum.add(row);
}

std::vector<std::vector<TileCell>> TileBuilder::take(qint64 until)
{
    finishCell();
    if (m_last < 0)
        addGap(m_from);
    else if (isSilence(m_last, std::min(until, m_to), m_step))
        addGap(m_last + m_step);
    return std::move(m_cells);
}

void TileBuilder::finishCell()
{
    if (m_cell < 0)
        return;
    const auto second = static_cast<quint32>(std::max(m_cell, m_from));
    m_cells.resize(std::max(m_cells.size(), m_sum.folds.size()));
    m_sum.folds.resize(m_cells.size());
    for (size_t slot = 0; slot < m_cells.size(); ++slot) {
        const RecordFold &fold = m_sum.folds[slot];
        auto &cells = m_cells[slot];
        if (fold.count > 0)
            cells.push_back({second, static_cast<float>(fold.min), static_cast<float>(fold.avg()),
                             static_cast<float>(fold.max)});
        else if (cells.empty() || cells.back().isKnown()) // a gap lasts until the next known cell
            cells.push_back({second, unknownCell, unknownCell, unknownCell});
    }
    m_sum = {};
    m_cell = -1;
}

void TileBuilder::addGap(qint64 second)
{
    for (auto &cells : m_cells) {
        if (cells.empty() || cells.back().isKnown())
            cells.push_back({static_cast<quint32>(second), unknownCell, unknownCell, unknownCell});
    }
}

} // namespace seawall::models
