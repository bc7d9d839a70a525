// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/promote.h"
#include "models/clusterprofile.h"

namespace seawall::models {

/// How far a primary was when a console saw it last: kept in `directory`, of the workspace, from the moment
/// that it cannot be reached, so that whoever promotes without that console knows it as well. By address, as
/// names can stand for other servers later. The file blocks: for a worker.

/// Unless what is kept there was further.
void keepLastPrimary(const QString &directory, const ClusterProfile &profile, const db::LastSeen &seen);

/// The further one of what is kept and `seen`; nothing where neither is.
std::optional<db::LastSeen> lastPrimary(const QString &directory, const ClusterProfile &profile,
                                        const std::optional<db::LastSeen> &seen = {});

} // namespace seawall::models
