// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/nodefacts.h"
#include "db/rows.h"

namespace seawall::db {

/// Turn the answers to the catalog's queries into facts. NULL and what cannot be read stay unknown.
void readPulse(const Rows &rows, NodeFacts &facts);    ///< query 'pulse', each tick
void readStanding(const Rows &rows, NodeFacts &facts); ///< query 'standing', the slow lane
/// Query 'wal_timeline', of a replica that nobody sends to: a later timeline than is known counts.
void readWalTimeline(const Rows &rows, NodeFacts &facts);
/// Query 'read_only', of a primary. Answers whether the files may be asked, where it says nothing.
bool readReadOnly(const Rows &rows, NodeFacts &facts);
std::vector<Session> readSessions(const Rows &rows); ///< query 'sessions'

} // namespace seawall::db
