// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/preflight.h"
#include "models/clusterprofile.h"

namespace seawall::models {

/// What is asked about a failover from one node of the profile to another; nothing where it has no such node.
/// Reads no file; checkNow() does.
std::optional<db::PreflightRequest> preflightRequest(const ClusterProfile &profile, const QString &primary,
                                                     const QString &candidate);

/// db::checkReadiness, with what the .env and the record of an earlier run say at this moment. `recordFile`:
/// of FailoverSite, empty where none is kept. Blocks: for a worker.
db::Result<db::Readiness> checkNow(db::PreflightRequest request, const QString &recordFile,
                                   db::Deadline deadline, const std::stop_token &stop = {});

/// The node a failover starts from: the primary; where none is reachable, the one that was it when last seen,
/// else the one that is configured to be. Empty where no node is.
QString primaryToLeave(const db::Snapshot &snapshot);

} // namespace seawall::models
