// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/nodefacts.h"

namespace seawall::db {

/// Where a node is in the stream of WAL, read from what it says of itself; nothing where that is not known.

/// What a replica has on its disk. After a restart pg_last_wal_receive_lsn() starts again at the beginning of
/// a segment, behind what was replayed; and nothing is replayed that was not flushed.
std::optional<Lsn> flushedLsn(const NodeFacts &facts);

/// Up to where a replica has replayed all that can be. The last record it received may be a part of one: an
/// open transaction on a primary that is otherwise idle has its WAL written in whole pages, and the rest of
/// the record is not sent before the next commit. Replay then stands just before it, and is not behind.
std::optional<Lsn> replayedAsFarAsPossible(const NodeFacts &facts);

std::optional<Lsn> writtenOrReceived(const NodeFacts &facts); ///< on a primary, on a replica
std::optional<Lsn> writtenOrReplayed(const NodeFacts &facts); ///< the same

bool sameTimeline(const NodeFacts &one, const NodeFacts &other); ///< as far as both are known
bool sameCluster(const NodeFacts &one, const NodeFacts &other);  ///< by their system identifiers

/// Samples of two nodes are of two moments: a replica that seems to be ahead is 0 bytes behind.
std::optional<qint64> bytesBehind(std::optional<Lsn> upstream, std::optional<Lsn> replica);

} // namespace seawall::db
