// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sqlconnection.h"

#include <vector>

namespace seawall::models {

/// Keeps the recorder's file within its time and size, a small step at each commit so that none takes long.
/// Beyond the size, the oldest of the finest tier goes first; each tier keeps its newest part as long as a
/// coarser one can give room instead. Writer thread only.
class RecordPruner final
{
public:
    RecordPruner(SqlConnection &connection, qint64 limitBytes);

    /// Part of the caller's transaction. `now`: newest second recorded.
    SqlResult step(const std::vector<qint64> &nodes, qint64 now);

private:
    SqlResult pruneByAge(const std::vector<qint64> &nodes, qint64 now);
    SqlResult pruneBySize(const std::vector<qint64> &nodes);
    std::expected<bool, SqlFailure> dropOldest(size_t tier, const std::vector<qint64> &nodes, qint64 keep);
    SqlResult dropBefore(size_t tier, qint64 node, qint64 time);

    SqlConnection &m_connection;
    qint64 m_budget; ///< bytes of the file itself, so that its write-ahead log fits as well
    size_t m_turn = 0;
};

} // namespace seawall::models
