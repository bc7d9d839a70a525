// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/historystatements.h"
#include "db/migrations/run/migrationsession.h"
#include "db/migrations/run/runwatcher.h"
#include "db/migrations/run/stepscript.h"

namespace seawall::db {

/// All that a step needs while it is at work. References live as long as the run.
struct StepWork {
    MigrationSession &session;
    RunWatcher &watcher;
    RunEvents &events;
    const RunnerOptions &options;
    const MigrationStep &step;
    const StepScript &script;
    std::optional<HistoryEntry> before; ///< its row as it was
    std::optional<Lsn> start;           ///< the primary's position before it
    int index = 0;
    std::stop_token stop;

    bool isUp() const { return step.direction == Direction::Up; }
    const QString &version() const { return step.migration.version; }
    HistoryEntry entry() const;                        ///< the row it is to write
    QString finishedStatement(HistoryForm form) const; ///< … applied or rolled back, behind the script

    /// While the value lives, the watcher tells what the session waits for and how far it is.
    [[nodiscard]] RunWatcher::Watch watch() const
    {
        return watcher.during(index, session.pid(), options.lockTimeout);
    }

    /// Waits before another try at what failed so; false: it is not worth one, or was stopped.
    bool tryAgain(const Error &error, StepReport &report) const;

    /// Where a lock was never had: how often it was tried, and who stood in the way at last.
    Error withTries(Error error, const StepReport &report) const;

    /// After the session was lost: what the history says now, in a new session. nullopt: no row.
    Result<std::optional<HistoryEntry>> askHistory() const;
};

/// Runs a step in one transaction, in one exchange with the server.
StepReport runInTransaction(StepWork &work);

/// Runs its statements one by one; the history tells how many stand.
StepReport runAlone(StepWork &work);

} // namespace seawall::db
