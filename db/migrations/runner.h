// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/lsn.h"
#include "db/migrations/history.h"
#include "db/migrations/script.h"

#include <functional>

namespace seawall::db {

struct RunnerOptions {
    std::chrono::milliseconds lockTimeout{3000}; ///< of each try
    int lockTries = 20;                          ///< with back-off between them, 0.5 s doubling to 10 s
    std::optional<double> lagLimitSeconds =
        10;                          ///< holds between migrations while a replica is further behind
    std::optional<int> waitingLimit; ///< … while more sessions than that wait for locks; none: not
    std::chrono::milliseconds arrivalPatience{
        30000}; ///< how long to wait for each replica to replay a migration
    std::chrono::milliseconds reconnectPatience{
        60000};                                 ///< to learn what became of a COMMIT whose answer was lost
    std::chrono::milliseconds lockWait{0};      ///< for another runner to end; 0: it is an error at once
    std::chrono::milliseconds lockBackOff{500}; ///< after the first try for a lock
    QString actor;                              ///< 'alice@db-host', for applied_by
};

/// A session that stands in the way.
struct Blocker {
    int pid = 0;
    QString user, application, state, query; ///< query redacted
    double ageSeconds = 0;                   ///< of its transaction
    bool operator==(const Blocker &) const = default;
};

/// What a run tells while it goes on.
struct RunEvent {
    enum class Kind {
        StepStarted,
        Statement, ///< one is done; `done` of `total`. The server tells those of a transaction together
        Progress,  ///< from pg_stat_progress_*: text and fraction
        Blocked,   ///< waits for a lock: `blockers`
        Retry,     ///< the lock was not had; tries again after `seconds`
        Holding,   ///< lag or waiting sessions above the limit; goes on by itself when below, or by goOn()
        StepDone,
        Arrived, ///< on a replica: `node`, after `seconds`
        Note
    };
    Kind kind = Kind::Note;
    int step = -1;     ///< index of the step
    qint64 timeMs = 0; ///< ms since the epoch, when it was told
    int done = 0, total = 0;
    double fraction = -1; ///< 0 … 1; negative: unknown
    double seconds = 0;
    QString node, text;
    std::vector<Blocker> blockers;
};
/// Called on the thread of run() and on others beside it, one call at a time.
using RunSink = std::function<void(const RunEvent &)>;

/// When a migration was visible on a replica.
struct Arrival {
    QString node;
    std::optional<double> seconds;  ///< after the commit; absent: not within the patience
    std::optional<bool> sameSchema; ///< fingerprint as on the primary; absent: not compared
    QString problem;                ///< why one of the two is absent or wrong
    bool operator==(const Arrival &) const = default;
};

struct StepReport {
    enum class State {
        NotReached,
        Done,    ///< applied, or rolled back
        Skipped, ///< another run had done it meanwhile; also where another run had done it meanwhile (a Note)
        Failed,  ///< not applied: its transaction was rolled back
        Partly,  ///< outside a transaction: `statementsDone` of it stand
        Unknown, ///< the server could not be asked what became of its COMMIT; status tells later
        Cancelled ///< stopped on request, nothing of it stands
    };
    State state = State::NotReached;
    double seconds = 0;
    qint64 walBytes = 0;
    std::optional<Lsn> commitLsn;
    int statementsDone = 0;
    int lockTries = 0;
    std::vector<Arrival> arrivals;
    std::optional<Error> error; ///< 'FILE:LINE:COLUMN: …', statement and caret in the detail
    QStringList invalidIndexes; ///< left by a failed CONCURRENTLY, qualified and quoted, fit for DROP INDEX
};

struct RunReport {
    std::vector<StepReport> steps; ///< one a step, in order
    std::optional<Error> error;    ///< why it did not begin or did not go on
    bool isComplete() const;       ///< every step Done or Skipped
};

/// Runs migrations on the primary, one transaction each where that is possible. run() blocks its thread;
/// after the stop token fires it cancels what the server does, finds out what stands, and returns. A run that
/// is killed leaves each migration applied, not applied, or partly applied with the statement it stopped at,
/// and readHistory() tells which.
class MigrationRunner final
{
public:
    MigrationRunner(Endpoint primary, std::vector<Endpoint> replicas, RunnerOptions options);
    ~MigrationRunner();

    RunReport run(const std::vector<MigrationStep> &steps, const RunSink &sink, std::stop_token stop);

    void goOn(); ///< ends a Holding, from any thread

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::db
