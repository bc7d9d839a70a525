// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/promote.h"

namespace seawall::db {

/// The steps of a failover as they are shown; runPromote() takes the same.
std::vector<FailoverStep> promoteSteps(const ClusterMembers &members, const PromotePlan &plan);

} // namespace seawall::db
