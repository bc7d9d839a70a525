// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

namespace seawall::db {

/// What is known about a replica when it is judged: what it said, and what its upstream says of it.
struct ReplicaEvidence {
    const NodeSnapshot *replica = nullptr; ///< with its lag already told
    const NodeSnapshot *upstream =
        nullptr; ///< the node it streams from, or should; nullptr where none is reachable
    const WalSender *sender = nullptr; ///< the upstream's walsender for it
    const NodeSnapshot *primary =
        nullptr;                  ///< the one primary of the cluster, nullptr where none is reachable
    double catchingUpSeconds = 1; ///< lag from which a streaming replica is catching up
};

struct ReplicaFinding {
    ReplicaVerdict verdict = ReplicaVerdict::Unknown;
    QString reason;   ///< one sentence
    QString evidence; ///< the query that shows it
    bool operator==(const ReplicaFinding &) const = default;
};

/// One word and a reason. Pure; the order of the questions is the order of their weight.
ReplicaFinding judgeReplica(const ReplicaEvidence &evidence);

/// The server answered and let this console not in: a wrong password or database, no agreement on TLS, no
/// connection left … That is no outage, and says nothing of the node.
bool letsNobodyIn(const NodeSnapshot &node);

struct ClusterFinding {
    ClusterVerdict verdict = ClusterVerdict::Unknown;
    QString reason;
    bool operator==(const ClusterFinding &) const = default;
};

/// Tells each primary whether it has a rival, and names that in its reason.
void judgePrimaries(std::vector<NodeSnapshot> &nodes);

/// Adds to the reason of each node that answers that it takes no new sessions, where that is so.
void judgeDoors(std::vector<NodeSnapshot> &nodes);

/// One word on a node, and what the colour beside it has to say.
struct NodeWord {
    enum class Severity { None, Intended, Unknown, Warning, Critical };
    QString text; ///< 'UP', 'STREAMING', 'READ-ONLY', 'UNREACHABLE' …
    Severity severity = Severity::Unknown;
    bool operator==(const NodeWord &) const = default;
};

/// The worst that is known of it, so that it is told alike wherever a node is shown.
NodeWord wordOn(const NodeSnapshot &node);

/// One word on all nodes, their own verdicts told. Pure.
ClusterFinding judgeCluster(const std::vector<NodeSnapshot> &nodes);

} // namespace seawall::db
