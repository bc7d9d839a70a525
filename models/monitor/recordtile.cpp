// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/recordtile.h"

namespace seawall::models {

size_t Tile::bytes() const
{
    size_t total = sizeof(*this);
    for (const auto &cells : series)
        total += sizeof(cells) + cells.capacity() * sizeof(TileCell);
    return total;
}

} // namespace seawall::models
