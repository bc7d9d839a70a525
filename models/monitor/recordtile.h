// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/metric.h"

#include <array>
#include <memory>

namespace seawall::models {

/// Which piece of the recording: `tileCells` cells of one width, on multiples of it, for all series of a
/// node. Fixed pieces are what can be cached: a window that scrolls asks for few new ones.
struct TileKey {
    QString node;
    int level = 0;    ///< in tileCellSeconds
    qint64 index = 0; ///< start / tileSeconds(level)
    bool operator==(const TileKey &) const = default;
};
inline size_t qHash(const TileKey &key, size_t seed = 0)
{
    return qHashMulti(seed, key.node, key.level, key.index);
}

constexpr std::array<qint64, 9> tileCellSeconds{1, 5, 10, 30, 60, 300, 1'800, 7'200, 86'400};
constexpr qint64 tileCells = 512;
constexpr qint64 tileSeconds(int level)
{
    return tileCellSeconds[static_cast<size_t>(level)] * tileCells;
}
/// The widest cells that columns of that width can show.
constexpr int tileLevelFor(qint64 widthMs)
{
    int level = 0;
    while (level + 1 < static_cast<int>(tileCellSeconds.size()) &&
           tileCellSeconds[static_cast<size_t>(level + 1)] * 1000 <= widthMs)
        ++level;
    return level;
}

/// Starts at `second` and lasts until the next cell; NaN: a gap.
struct TileCell {
    quint32 second;
    float min, avg, max;
    bool isKnown() const { return !std::isnan(avg); }
};

/// A piece of the recording as it was when it was read. Immutable.
struct Tile {
    qint64 validUntil = 0; ///< seconds; what was recorded after that is not in it
    QHash<std::pair<int, QString>, std::vector<TileCell>> series; ///< by metric and qualifier, oldest first
    size_t bytes() const;
};
using TilePtr = std::shared_ptr<const Tile>;

} // namespace seawall::models
