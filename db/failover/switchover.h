// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/failoverrun.h"

namespace seawall::db {

/// A planned change of primary, bound to what the nodes were when it was made: a run refuses where any of it
/// has moved. A value.
struct SwitchoverPlan {
    struct Node {
        QString name;
        Role role = Role::Unknown;
        quint32 timeline = 0;
        QString slot; ///< the one it replicates by; empty: none
        std::optional<Lsn> received;
        bool operator==(const Node &) const = default;
    };
    QString from, to; ///< the primary that is, and the replica that shall be
    QString systemIdentifier;
    quint32 timeline = 0;
    std::vector<Node> nodes; ///< all that could be asked
    QStringList unreachable; ///< configured, and not answering: they are not re-pointed
    std::vector<FailoverStep> steps;
    bool operator==(const SwitchoverPlan &) const = default;
};

struct SwitchoverOptions {
    std::chrono::milliseconds writersGrace{1000}; ///< how long open transactions may go on once writes are
                                                  ///< blocked, before they are ended
    std::chrono::milliseconds catchUpTime{10000}; ///< for the candidate to receive all
    std::chrono::milliseconds stopTime{60000}, startTime{60000}, promoteTime{60000}, streamTime{60000};
    qint64 lagLimit = 16 * 1024 * 1024; ///< bytes the candidate may be behind before anything is done
};

/// Asks every member what it is. Errors: InvalidInput where the cluster does not allow a switchover to that
/// node (no or several primaries, no such node, no control of the primary, a replica that does not stream
/// from it …), and what Connection::open can say of the two nodes that matter.
Result<SwitchoverPlan> planSwitchover(const ClusterMembers &members, const QString &to, Deadline deadline,
                                      const std::stop_token &stop = {});

/// Carries a plan out, and where it fails or is stopped before the point of no return, restores the old
/// primary. `recordFile`: where the FailoverRecord is kept; empty: nowhere (tests).
FailoverReport runSwitchover(const ClusterMembers &members, const SwitchoverPlan &plan,
                             const SwitchoverOptions &options, const QString &recordFile,
                             const FailoverSink &sink, const std::stop_token &stop);

/// Which ways a run that was cut off leaves open, from its record and from what the nodes are now.
struct SwitchoverRecovery {
    bool canGoBack = false, canGoForward = false;
    QString standing;                ///< 'It stopped at the step …; the old primary is stopped; …'
    std::vector<FailoverStep> steps; ///< of that run; recoverSwitchover() tells of them
};
SwitchoverRecovery examineRecord(const ClusterMembers &members, const FailoverRecord &record,
                                 Deadline deadline, const std::stop_token &stop = {});

/// Takes one of those ways. Every step can be taken or undone again where it was already.
FailoverReport recoverSwitchover(const ClusterMembers &members, const FailoverRecord &record, bool forward,
                                 const SwitchoverOptions &options, const QString &recordFile,
                                 const FailoverSink &sink, const std::stop_token &stop);

} // namespace seawall::db
