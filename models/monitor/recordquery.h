// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/recordtile.h"
#include "models/sqlconnection.h"

#include <functional>

namespace seawall::models {

/// Reads one tile. Each part of it comes from the coarsest tier that the tile's cells can show; what that
/// tier has no longer comes from the coarser ones, what it has not yet from the finer ones. Blocks; asks
/// `wanted` now and then and gives up, with a null tile, when it says no.
std::expected<TilePtr, SqlFailure> readTile(SqlConnection &connection, const TileKey &key, qint64 validUntil,
                                            const std::function<bool()> &wanted);

} // namespace seawall::models
