// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodestanding.h"

namespace seawall::db {

/// What only one node has, seen from the primary that is to stay: what is lost when that node is rewound.
/// Absent is unknown.
struct PartedWrites {
    QString node;             ///< who has them
    QString primary;          ///< the one that stays
    quint32 timeline = 0;     ///< of the node
    std::optional<Lsn> since; ///< where the two parted
    std::optional<Lsn> end;   ///< where the node is, as far as it tells
    std::optional<qint64> bytes;
    std::optional<int> transactions; ///< committed since; from its WAL, where that is within reach
    QString firstCommit, lastCommit; ///< as pg_waldump prints times
    QStringList tables;              ///< 'public.projects (12 records)'; where it is down, without those that
                                     ///< the primary does not have
    bool tablesAreKnown = false;
    QStringList waysOut; ///< what to do, the safest first
    bool operator==(const PartedWrites &) const = default;
};

/// Asks both, and reads the node's WAL where its files are within reach. Errors: as standingOf() on the
/// primary.
Result<PartedWrites> partedWrites(const ClusterMember &node, const ClusterMember &primary, Deadline deadline,
                                  const std::stop_token &stop = {});

} // namespace seawall::db
