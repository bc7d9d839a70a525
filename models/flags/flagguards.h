// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"
#include "models/flags/flagstore.h"
#include "models/operation.h"

namespace seawall::models {

/// What speaks for or against changing flags now, from what the servers said last: streaming replicas and
/// their lag where reads are sent to them; the share of the primary's usable connections where reads fall
/// back to it; pool sizes × processes against max_connections. Figures that are not known make a guard
/// Unknown, never Ok. `snapshot` may be nullptr. Cheap: recomputed at each Snapshot.
std::vector<Guard> flagGuards(const ClusterProfile &profile, const FlagReading &reading,
                              const std::vector<FlagAssignment> &changes, const db::Snapshot *snapshot);

} // namespace seawall::models
