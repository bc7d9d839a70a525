// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/operationshell.h"
#include "db/failover/nodecontrol.h"
#include "db/sandbox.h"
#include "models/failover/leftbehind.h"

namespace seawall::app {

/// Does `action` to one node of a sandbox, by its name or its host:port, or to all where `meant` is empty:
/// each an Operation with its entry in the Journal, as the window's, but without a question. Blocks. Errors:
/// InvalidInput for an unknown node, FileAccess where it cannot be journalled, those of NodeControl.
db::Result<void> actOnNodes(const db::Sandbox &sandbox, const QString &meant, db::NodeAction action,
                            const OperationShell &shell, const std::stop_token &stop);

/// Makes one anew as a replica, once that is confirmed: an Operation with its entry in the Journal. Errors:
/// as above, and Cancelled.
db::Result<void> rebuildNode(const db::Sandbox &sandbox, const QString &meant, const OperationShell &shell,
                             Output &output, bool quiet, const std::stop_token &stop);

/// The Snapshot, in which each server of a sandbox that is stopped or paused has the command that lets it go
/// on for a hint. Not one of `left`, which is to come back as a replica and could take writes where it is
/// only started. Blocks on the disk.
db::SnapshotPtr withStartCommands(const db::SnapshotPtr &snapshot, const models::ClusterProfile &profile,
                                  const std::vector<models::LeftBehind> &left);

} // namespace seawall::app
