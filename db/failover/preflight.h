// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/failover/controlsettings.h"
#include "db/failover/readiness.h"
#include "db/monitor/clustermonitor.h"

#include <stop_token>

namespace seawall::db {

/// From which figures on a check is no longer Ok.
struct PreflightLimits {
    qint64 lagBytes = 16 * 1024 * 1024; ///< replay lag of the candidate
    double transactionSeconds = 30;     ///< a transaction open for longer is a long one
    int archiveFiles = 4;               ///< WAL files that wait for archive_command
    bool operator==(const PreflightLimits &) const = default;
};

/// How the application finds the new primary. Absent is unknown.
struct ApplicationPlan {
    QString envFile;                     ///< its primary and replica can be swapped; empty: none is known
    QString named;                       ///< 'host:port' of its primary in that file now; empty: not known
    std::optional<Endpoint> pgBouncer;   ///< it can be paused and pointed elsewhere
    std::optional<int> connections;      ///< that its pools may open on the new primary at most
    std::optional<bool> replicaFallback; ///< REPLICA_FALLBACK_ENABLED: its reads outlive the stop
    bool operator==(const ApplicationPlan &) const = default;
};

struct PreflightRequest {
    Endpoint primary, candidate; ///< as the Snapshot says now, not as configured
    PreflightLimits limits;
    ControlSettings control; ///< of the primary: how it would be stopped
    ApplicationPlan application;
    QString cutOff; ///< which earlier run was left undone, in a sentence; empty: none
};

/// Asks primary and candidate, PgBouncer where there is one, and the primary's machine, on read-only
/// connections of its own, whether the candidate could take over now. Blocks, at most until the deadline. A
/// node that cannot be reached is told in Readiness::primaryError or candidateError, and what it should have
/// said is Unknown. Errors: Cancelled.
Result<Readiness> checkReadiness(const PreflightRequest &request, Deadline deadline,
                                 const std::stop_token &stop = {});

/// What a Snapshot alone says about it: the checks 'candidate', 'streaming', 'replaying', 'lag',
/// 'synchronous' and 'transactions', with the same ids and words. No I/O. Empty where the Snapshot has no
/// such node.
std::vector<ReadinessCheck> checksFrom(const Snapshot &snapshot, const QString &candidate,
                                       const PreflightLimits &limits);

/// The replica that would lose least: while there is a primary one that streams before one that does not;
/// then the one that has the most WAL. Empty where none answers.
QString bestCandidate(const Snapshot &snapshot);

} // namespace seawall::db
