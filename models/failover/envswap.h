// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/flags/flagoperation.h"

namespace seawall::models {

/// 'host:port' of the node that is configured to be the primary; empty where none is.
QString configuredPrimary(const ClusterProfile &profile);

/// The same of the .env as it is now, which may have been swapped since the profile was made of it. Reads the
/// file: for a worker. Errors: as ClusterProfile::fromEnvFile.
db::Result<QString> primaryNamedIn(const QString &envFile);

/// The node that takes writes although the profile's .env names `named` ('host:port') as the primary; empty
/// where the .env is right, where there is none, and where it also makes the servers (Docker Compose takes
/// the ports it publishes from it, so a swap would move them).
QString nodeToNamePrimary(const ClusterProfile &profile, const QString &named, const db::Snapshot &snapshot);

/// What to do where `node` is the primary and the profile's .env names another one; empty where nothing is.
QString swapAdvice(const ClusterProfile &profile, const QString &node);

/// What has to change in `file`, which `profile` was read from, for `node` to be named as the primary and the
/// primary in its place: host and port, and how the two are controlled (SEAWALL_CONTROL_…). The application's
/// roles and passwords are on both alike and stay. Errors: InvalidInput where the profile has no such
/// replica, or the file names it already.
db::Result<std::vector<FlagAssignment>> environmentSwap(const ClusterProfile &profile, const EnvFile &file,
                                                        const QString &node);

/// The same as an Operation ('flag.set'), by the server that the profile calls `node`, whatever the .env
/// calls it now. Reads the file: for a worker. Errors: as environmentSwap, FileAccess.
db::Result<std::unique_ptr<FlagOperation>> swapOperation(const ClusterProfile &profile, const QString &node,
                                                         const db::SnapshotPtr &snapshot);

} // namespace seawall::models
