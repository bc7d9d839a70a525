// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/splitbrain.h"

namespace seawall::db {

/// How a node comes back as a replica of the primary that is. A value, bound to what the two are.
struct RejoinPlan {
    enum class Way {
        Nothing, ///< it streams from the primary already
        Repoint, ///< it is a replica, and only has to be told where to replicate from
        Restart, ///< its WAL is part of the primary's history: starting it as a replica is enough
        Rewind,  ///< it has written what the primary does not have: pg_rewind discards that
    };
    QString node, primary, systemIdentifier;
    quint32 timeline = 0;     ///< the primary's
    quint32 nodeTimeline = 0; ///< the node's own, as far as it is known
    Way way = Way::Nothing;
    bool isRunning = false;   ///< and has to be stopped first (Restart and Rewind)
    bool takesWrites = false; ///< it is a second primary now
    /// It followed this primary when it went down: its own primary_conninfo and slot stay (Restart).
    bool keepsUpstream = false;
    QString slot;
    std::optional<PartedWrites> parted; ///< what is lost (Rewind)
    std::vector<FailoverStep> steps;
};

/// Errors: InvalidInput where there is no primary to follow, where the node's files would be needed and are
/// out of reach, or where pg_rewind cannot be used (no checksums and no wal_log_hints): a new base backup
/// then.
Result<RejoinPlan> planRejoin(const ClusterMembers &members, const QString &node, Deadline deadline,
                              const std::stop_token &stop = {});

/// `lockFile`: as runSwitchover's recordFile. Nothing of it is undone: it can be begun again at any point.
FailoverReport runRejoin(const ClusterMembers &members, const RejoinPlan &plan, const QString &lockFile,
                         const FailoverSink &sink, const std::stop_token &stop);

/// Why pg_rewind gave up, of what it printed (in detail), and the way on; the nodes as texts call them.
/// `commands`: baseBackupCommands().
Error rewindError(Error error, const QString &node, const QString &primary, const QStringList &commands);

} // namespace seawall::db
