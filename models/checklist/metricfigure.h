// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/checklist/stepspec.h"

namespace seawall::models {

/// A rule's figure in one Snapshot: the worst of all nodes it concerns.
struct MetricReading {
    std::optional<double> value; ///< seconds, share, replicas, bytes; absent: unknown
    QString where;               ///< the node, or the pool, that is the worst; of an unknown figure why it is
    bool operator==(const MetricReading &) const = default;
};

/// `node`: the name of one node; empty, '*' or a role: all that the figure concerns. Unknown where a node
/// that should count cannot be asked. Pure.
/// - Lag: of every replica by the LSN clock. A floor is a figure only where it is above the limit already;
///   PostgreSQL's estimate is none.
/// - PoolUse: of the application's pools, PgBouncer's, and the sessions of each node against its limit.
/// - Streaming: the replicas whose verdict is STREAMING. Rpo: bytes. CanConnect: the share of nodes that
/// answer.
MetricReading readingOf(const MetricRule &rule, const db::Snapshot &snapshot, const QString &node = {});

bool holds(const MetricRule &rule, double value);
QString figureText(MetricRule::Figure figure, double value); ///< '0.2 s', '80 %', '2 replicas'
QString describe(const MetricRule &rule);                    ///< 'replication lag below 1 s'

} // namespace seawall::models
