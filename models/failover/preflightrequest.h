// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/preflight.h"
#include "models/clusterprofile.h"

namespace seawall::models {

/// What is asked about a failover from one node of the profile to another; nothing where it has no such node.
std::optional<db::PreflightRequest> preflightRequest(const ClusterProfile &profile, const QString &primary,
                                                     const QString &candidate);

/// The node a failover starts from: the primary; where none is reachable, the one that was it when last seen,
/// else the one that is configured to be. Empty where no node is.
QString primaryToLeave(const db::Snapshot &snapshot);

} // namespace seawall::models
