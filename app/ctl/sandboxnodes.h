// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/operationshell.h"
#include "db/failover/nodecontrol.h"
#include "db/sandbox.h"

namespace seawall::app {

/// Does `action` to one node of a sandbox, by its name or its host:port, or to all where `meant` is empty:
/// each an Operation with its entry in the Journal, as the window's, but without a question. Blocks. Errors:
/// InvalidInput for an unknown node, FileAccess where it cannot be journalled, those of NodeControl.
db::Result<void> actOnNodes(const db::Sandbox &sandbox, const QString &meant, db::NodeAction action,
                            const OperationShell &shell, const std::stop_token &stop);

} // namespace seawall::app
