// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/run/migrationsession.h"
#include "db/migrations/run/replica.h"

#include <atomic>

namespace seawall::db {

/// The replicas of a run: holds it back while they lag, and tells when a migration is visible on them.
class ReplicaWatch final
{
public:
    ReplicaWatch(const std::vector<Endpoint> &replicas, const RunnerOptions &options, RunEvents &events);

    bool isEmpty() const { return m_replicas.empty(); }

    /// Returns once lag and waiting sessions are below the limits, goOn() was called or the token fired.
    void hold(int step, MigrationSession &primary, const std::stop_token &stop);
    void goOn() { m_goOn = true; }

    /// Waits on all of them at once for what the primary has committed up to now; compares the schemas.
    std::vector<Arrival> awaitArrivals(int step, MigrationSession &primary, Lsn committed,
                                       const std::stop_token &stop);

private:
    QString reasonToHold(MigrationSession &primary, Lsn target, Deadline::Clock::time_point since,
                         double &seconds, const std::stop_token &stop);
    QString lagging(Lsn target, Deadline::Clock::time_point since, double &seconds,
                    const std::stop_token &stop);
    QString waiting(MigrationSession &primary);
    void compare(std::vector<Arrival> &arrivals, MigrationSession &primary, const std::stop_token &stop);

    std::vector<Replica> m_replicas;
    const RunnerOptions &m_options;
    RunEvents &m_events;
    std::atomic<bool> m_goOn = false;
};

/// How far the primary has flushed its WAL.
Result<Lsn> flushedLsn(MigrationSession &primary);

} // namespace seawall::db
