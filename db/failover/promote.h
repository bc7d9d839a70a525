// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodestanding.h"

namespace seawall::db {

/// Which node was the primary when one was seen last, where it was, and when; from Snapshots.
struct LastSeen {
    QString node;
    Lsn lsn;
    qint64 timeMs = 0;             ///< wall clock of the console, ms since the epoch
    QString systemIdentifier = {}; ///< empty: not known
    quint32 timeline = 0;          ///< 0: not known
    bool operator==(const LastSeen &) const = default;
};

/// An unplanned change of primary, and what it costs, told before. A value; bound to what the nodes were.
struct PromotePlan {
    struct Candidate {
        QString name;
        quint32 timeline = 0;
        std::optional<Lsn> received, replayed;
        std::optional<double> lastMessageAge, lastCommitAge; ///< seconds
        bool streams = false, isPaused = false;
        QString slot;
        bool operator==(const Candidate &) const = default;
    };
    enum class Fence { Stopped, ByControl, PortClosed, Declared, None };

    QString lost,
        to;       ///< the primary that is gone (empty: none is configured as one), and the node to promote
    QString best; ///< who has received most on the newest timeline: nobody would lose less
    QString systemIdentifier;
    quint32 timeline = 0;
    std::vector<Candidate> candidates; ///< that answer, the best first
    QStringList unreachable;
    QStringList witnesses;    ///< what others say of the lost one, a sentence each
    bool isSeenAlive = false; ///< a replica is still fed by it: it may only be this console that is cut off
    std::optional<qint64> lossBytes;   ///< WAL known to have been written, and not received by `to`; never 0
    std::optional<double> lossSeconds; ///< age of that WAL at least; an estimate
    QString loss;                      ///< both in a sentence, with what is not known
    Fence fence = Fence::None;         ///< how the lost one is kept from taking writes
    std::vector<FailoverStep> steps;
};

/// `lastSeen` counts where it is of this cluster, and of no timeline that the node has left behind.
/// `isDeclaredOff`: a person says that the lost primary is off and stays off. Errors: InvalidInput where a
/// primary answers (that is a switchover), where the node cannot be promoted, or where nothing keeps the lost
/// one from taking writes.
Result<PromotePlan> planPromote(const ClusterMembers &members, const QString &to,
                                const std::optional<LastSeen> &lastSeen, bool isDeclaredOff,
                                Deadline deadline, const std::stop_token &stop = {});

/// Fences, promotes, points the others. A run that was cut off is taken up by planning again, or by a rejoin
/// of what is left. `lockFile`: as runSwitchover's recordFile; a record in it, of a switchover that was cut
/// off, is removed once the node is promoted.
FailoverReport runPromote(const ClusterMembers &members, const PromotePlan &plan, const QString &lockFile,
                          const FailoverSink &sink, const std::stop_token &stop);

} // namespace seawall::db
