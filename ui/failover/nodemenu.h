// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodecontrol.h"
#include "db/monitor/snapshot.h"

#include <span>

class QAction;

namespace seawall::ui {

/// What the page Failover offers to do to the server of a node.
struct NodeCommand {
    db::NodeAction action;
    const char *name; ///< of its QAction
    const char *text; ///< with the node's name for %1
    const char *icon;
};
std::span<const NodeCommand> nodeCommands();

/// Why `action` does not fit what is seen of the node's server; empty where it does. Of a server that merely
/// says nothing only freezing is refused: it may hang, be frozen, or be gone with its machine.
QString whyNot(db::NodeAction action, const db::NodeSnapshot &node);

/// Names and enables `action` for the node; nullptr: none is chosen.
void showNodeCommand(QAction *action, const NodeCommand &command, const db::NodeSnapshot *node, bool isBusy);

} // namespace seawall::ui
