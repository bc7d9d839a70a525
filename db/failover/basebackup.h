// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/failoverrun.h"

namespace seawall::db {

/// What makes a stopped node a replica of the primary from a base backup: commands, a line each, to be run on
/// its machine as the owner of its data directory. What it had is put aside first. `upstream`: as in its
/// primary_conninfo, for the role that replicates; its password is not told.
QStringList baseBackupCommands(const ClusterMember &node, const ClusterMember &primary, const QString &slot,
                               const Secret &upstream);

} // namespace seawall::db
