// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/drill.h"
#include "db/failover/drillnote.h"

/// What a drill is made of; used by it and by the undoing of one that was cut off.
namespace seawall::db {

/// Ends what the drill did to the node. Can be called again. Errors: InvalidInput where that must not be done
/// any more; what a control says.
Result<QString> liftDrill(const ClusterMembers &members, const DrillNote &note, Deadline deadline);

/// On whichever node takes writes. Errors: NoNode where none does.
Result<void> dropDrillSchema(const ClusterMembers &members, Deadline deadline);

/// How the results are judged. Pure.
std::vector<DrillCriterion> drillCriteria(const DrillPlan &plan, const DrillOptions &options,
                                          const DrillResult &result);

} // namespace seawall::db
