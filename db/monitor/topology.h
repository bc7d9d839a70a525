// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

namespace seawall::db {

/// Which walsender serves which replica. Entries are valid as long as the nodes they were made from.
struct ReplicationLink {
    const NodeSnapshot *upstream = nullptr; ///< nullptr where no reachable node serves the replica
    const WalSender *sender = nullptr;
};

/// For each node its link to a reachable upstream, by slot, else by application name, else because only one
/// replica and one walsender are left. Backups (pg_basebackup, pg_rewind) are no replicas.
std::vector<ReplicationLink> linkReplicas(const std::vector<NodeSnapshot> &nodes);

/// The walsenders of reachable nodes that serve no configured node.
std::vector<DiscoveredReplica> unlinkedReplicas(const std::vector<NodeSnapshot> &nodes,
                                                const std::vector<ReplicationLink> &links);

} // namespace seawall::db
