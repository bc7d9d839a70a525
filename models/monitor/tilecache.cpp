// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/tilecache.h"

#include <algorithm>

namespace seawall::models {

namespace {

constexpr size_t mostBytes = 48'000'000;

} // namespace

void TileCache::clear()
{
    m_tiles.clear();
    m_asked.clear();
    m_bytes = 0;
}

void TileCache::setExtent(qint64 oldestMs, qint64 validUntilMs)
{
    m_oldestMs = oldestMs;
    m_validUntilMs = validUntilMs;
}

void TileCache::take(const RecordReader::Answers &answers)
{
    for (const TileKey &key : answers.dropped)
        m_asked.remove(key);
    for (const auto &[key, tile] : answers.tiles) {
        if (!m_asked.remove(key)) // of a file that is no longer the one
            continue;
        Entry &entry = m_tiles[key];
        m_bytes += tile->bytes() - (entry.tile ? entry.tile->bytes() : 0);
        entry = {tile, ++m_uses};
    }
    while (m_bytes > mostBytes && m_tiles.size() > 1) {
        const auto least =
            std::min_element(m_tiles.begin(), m_tiles.end(),
                             [](const Entry &a, const Entry &b) { return a.usedAt < b.usedAt; });
        m_bytes -= least->tile->bytes();
        m_tiles.erase(least);
    }
}

/// The tile as it is at hand, asked for (again) where it does not reach up to `untilMs`.
TilePtr TileCache::tile(const TileKey &key, qint64 untilMs)
{
    const auto found = m_tiles.find(key);
    if (found == m_tiles.end()) {
        ask(key);
        return {};
    }
    found->usedAt = ++m_uses;
    if (found->tile->validUntil < untilMs / 1000)
        ask(key);
    return found->tile;
}

void TileCache::ask(const TileKey &key)
{
    if (m_asked.contains(key))
        return;
    m_asked.insert(key);
    m_reader.request(key);
}

void TileCache::add(const Tile &tile, const SeriesKey &key, ColumnFold &columns, qint64 fromMs, qint64 toMs)
{
    const auto series = tile.series.constFind({static_cast<int>(key.metric), key.qualifier});
    if (series == tile.series.constEnd())
        return columns.addGap(fromMs);
    const auto second = [](const TileCell &cell) { return qint64(cell.second) * 1000; };
    auto cell = std::ranges::upper_bound(*series, fromMs, {}, second);
    if (cell != series->begin())
        --cell; // the one under way at the edge
    for (; cell != series->end() && second(*cell) < toMs; ++cell)
        columns.add(second(*cell), cell->min, cell->avg, cell->max);
}

} // namespace seawall::models
