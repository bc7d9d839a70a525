// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal.h"
#include "models/monitor/clusterevent.h"

namespace seawall::models {

/// What the Journal holds and `told` does not yet, as events, oldest first: what other processes did, such as
/// seawallctl. One that took less than a second is one event, of its outcome. Left out is what happened
/// before `from`, and what happened after `to`: the process that asks tells of its own by itself. Both in ms
/// since the epoch. Pure.
std::vector<ClusterEvent> eventsOfOthers(const std::vector<JournalEntry> &entries,
                                         const std::vector<ClusterEvent> &told, qint64 from, qint64 to);

} // namespace seawall::models
