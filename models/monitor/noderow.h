// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

namespace seawall::models {

/// A node with what its upstream's pg_stat_replication says of it.
struct NodeRow {
    db::NodeSnapshot node;
    std::optional<db::WalSender> sender; ///< absent: no upstream known, or not listed there
    const QString &key() const { return node.name; }
    bool operator==(const NodeRow &) const = default;
};

/// Every node, in the order of the configuration.
std::vector<NodeRow> nodeRows(const db::Snapshot &snapshot);

} // namespace seawall::models
