// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/migrations/migration.h"

namespace seawall::db {

/// A row of seawall.migration_history: what the server knows of a migration.
struct HistoryEntry {
    /// Applying and RollingBack are seen while a migration outside a transaction is at work, and after one
    /// that was interrupted.
    enum class State { Applied, Applying, RollingBack, RolledBack, Baseline };
    QString version, name;
    QByteArray upChecksum, downChecksum; ///< empty: there was none, or it was adopted without
    State state = State::Applied;
    qint64 appliedAtMs = 0;
    QString appliedBy; ///< 'alice@db-host (role)'
    double seconds = 0;
    qint64 walBytes = 0;
    int statements = 0;        ///< of the script
    int statementsDone = 0;    ///< less than `statements` where it stopped in the midst
    qint64 rolledBackAtMs = 0; ///< of RolledBack
    QString rolledBackBy;
    bool operator==(const HistoryEntry &) const = default;
};

struct History {
    bool exists = false;               ///< the table is there
    std::optional<int> runnerPid;      ///< another session that holds the runner's lock now; of this node
    std::vector<HistoryEntry> entries; ///< by version
};

/// The key of the advisory lock by which one runner at a time works on a database; session level.
inline constexpr qint64 migrationLockKey = 0x5ea3a11; // any number nobody else is likely to use

/// Works on a replica too. Errors: PermissionDenied with the GRANT to run.
Result<History> readHistory(Connection &connection, Deadline deadline, std::stop_token stop = {});

/// Makes schema and table where they are missing; sessions that do so at once do each other no harm. Not
/// within a transaction. Errors: PermissionDenied with the GRANT to run.
Result<void> createHistory(Connection &connection, Deadline deadline, std::stop_token stop = {});

/// Where a migration stands, files and server put together.
struct MigrationStatus {
    enum class State {
        Pending,    ///< in the folder, not applied (or rolled back)
        OutOfOrder, ///< pending, but a later one is applied
        Applied,
        Edited,  ///< applied, and its up file has changed since
        Missing, ///< applied, and no file has its version
        Running, ///< at work now
        Partly,  ///< outside a transaction, and stopped in the midst
        Baseline ///< taken as applied, never run here
    };
    std::optional<Migration> migration; ///< absent where Missing
    std::optional<HistoryEntry> entry;
    State state = State::Pending;
    bool downChanged = false; ///< applied, and its down file has changed since or is gone
    QString reason;           ///< one sentence where something is wrong
    const QString &version() const { return migration ? migration->version : entry->version; }
    const QString &name() const { return migration ? migration->name : entry->name; }
};
QString toString(MigrationStatus::State state); ///< 'pending', 'out of order' …

/// By version, repeatable ones last. Pure.
std::vector<MigrationStatus> statusOf(const MigrationFolder &folder, const History &history);

/// What is to be run: one migration in one direction.
struct MigrationStep {
    Migration migration; ///< its version as the history spells it where that knows it ('1' for a file '001')
    Direction direction = Direction::Up;
    int firstStatement = 0; ///< of one that was interrupted and is resumed
    bool operator==(const MigrationStep &) const = default;

    /// The file of that direction; nullptr: it has no down script.
    const MigrationFile *file() const
    {
        if (direction == Direction::Up)
            return &migration.up;
        return migration.down ? &*migration.down : nullptr;
    }
};

struct StepRequest {
    enum class Goal { ApplyAll, ApplyTo, RollbackTo };
    enum class Partly { Refuse, Resume, RollBack }; ///< what to do with one that stopped in the midst
    Goal goal = Goal::ApplyAll;
    QString version; ///< of ApplyTo (included) and RollbackTo (kept; '000': all go)
    bool allowOutOfOrder = false;
    Partly partly = Partly::Refuse;
};

/// The steps in their order; empty: nothing to do. What stopped in the midst comes first (finished or rolled
/// back, as `partly` says), and the goal is reached from there. Repeatable ones that are new or changed run
/// last, once no other is pending. Errors: InvalidInput with the way out in the hint: an edited, missing,
/// out-of-order or partly applied migration, one at work, an unknown version, a down that is missing or
/// changed since applying, a baseline to be rolled back, problems in the folder. Pure.
Result<std::vector<MigrationStep>> stepsFor(const MigrationFolder &folder,
                                            const std::vector<MigrationStatus> &status,
                                            const StepRequest &request);

} // namespace seawall::db
