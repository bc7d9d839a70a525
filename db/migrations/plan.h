// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/migrations/history.h"
#include "db/migrations/lint.h"
#include "db/migrations/names/namepicture.h"

namespace seawall::db {

/// A table a migration touches, as it is on the server now.
struct TableImpact {
    QString table;
    std::optional<TableSize> size;  ///< absent: not there now, or not known
    bool isMissing = false;         ///< known not to be there now: made before it is its turn, or misspelt
    QString now;                    ///< its schema.name there, where another name is written or not all of it
    bool isMade = false;            ///< known to be made by a step before
    bool isFilled = false;          ///< by a step before, so that the size is not known
    LockMode lock = LockMode::None; ///< the strongest
    bool rewrites = false, scans = false, drops = false, empties = false;
};

/// How long it may hold its strongest lock; a class, not a promise.
enum class TimeClass { Instant, Seconds, Minutes, Long, Unknown };
QString toString(TimeClass time); ///< 'instant', 'seconds', 'minutes', 'long', 'unknown'

/// What one step will do, as far as can be told without doing it.
struct StepPlan {
    int statements = 0;
    bool inTransaction = true;
    QString whyAlone; ///< of the first statement that has to run alone
    /// The index that is dropped before the first statement, where the try that is resumed left it INVALID.
    QString dropsFirst;
    std::vector<Finding> findings;
    std::vector<TableImpact> tables;
    /// Beside whole tables: those that isLoss().
    std::vector<Change> losses;
    std::vector<Change> missing; ///< those of them whose column is known not to be there now
    bool isUnderstood = true;    ///< no statement is unread, and none runs code that is not seen
    TimeClass time = TimeClass::Unknown;
    std::optional<Error> error; ///< the script cannot be read: nothing may be applied
    Finding::Severity worst() const;
    bool loses() const;             ///< something is known to be gone, emptied or overwritten afterwards
    const Finding *failure() const; ///< the first for which it cannot succeed; null: none is known
};

/// Sessions that the run would wait for or hit.
struct Obstacle {
    QString node; ///< where
    int pid = 0;
    QString user, application, what; ///< 'transaction open for 4 min', 'query on the replica for 12 s'
    double seconds = 0;
};

/// A node whose sessions could not be read: what would be waited for there is not known.
struct SilentNode {
    QString name, why;
};

/// A table whose foreign key refers to another one.
struct Referrer {
    QString table;        ///< as search_path finds it, else schema.name
    bool deletes = false; ///< ON DELETE CASCADE
};

/// What goes with something else that is dropped with CASCADE.
struct Dependent {
    QString table;  ///< as search_path finds it, else schema.name
    QString column; ///< empty: the whole table
};

struct LiveTables {
    int serverVersion = 0;
    std::map<QString, TableSize> sizes; ///< by name (as search_path finds it) and by schema.name
    std::map<QString, std::vector<Referrer>> referrers; ///< by the same names of the table referred to
    /// By what they depend on: 'type mood', 'type s.mood', 'function f', 'table t' (its type, its heirs),
    /// 'schema s' (from outside of it), 'extension e', 'role r' (what it owns).
    std::map<QString, std::vector<Dependent>> dependents;
    std::optional<LiveNames> names; ///< absent: not known
};

struct MigrationPlan {
    std::vector<StepPlan> steps;   ///< one a step, in order
    std::vector<StepPlan> wayBack; ///< of the steps that are applied and have a down script: that
    std::vector<Obstacle> obstacles;
    std::vector<SilentNode> silent;
};

Result<LiveTables> readLiveTables(Connection &connection, Deadline deadline, std::stop_token stop = {});
/// Transactions older than 5 s and, on a standby, queries older than that.
Result<std::vector<Obstacle>> readObstacles(Connection &connection, const QString &node, Deadline deadline,
                                            std::stop_token stop = {});

/// Reads and judges the script of one step; the text is let go again. `isResumed`: it was stopped partway.
/// `names`: after the steps before; goes on past this one. Null: not known. Pure but for reading the file.
StepPlan planStep(const MigrationStep &step, const std::optional<LiveTables> &live, bool isResumed = false,
                  NamePicture *names = nullptr);

} // namespace seawall::db
