// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/fingerprint.h"
#include "db/migrations/history.h"
#include "db/migrations/lint.h"

namespace seawall::db {

struct RehearsalOptions {
    std::chrono::milliseconds lockTimeout{1000};
    std::chrono::milliseconds budget{30000}; ///< statement_timeout of each statement, and of the whole
};

/// What happened when a migration ran in a transaction that was rolled back.
struct Rehearsal {
    bool rehearsed = false;
    QString whyNot; ///< it holds a statement that cannot run in a transaction, say
    double seconds = 0;
    qint64 walBytes = 0;              ///< those of other sessions meanwhile count too
    std::vector<TableUse> locks;      ///< really taken, on tables that were there before; strongest of each
    std::optional<bool> downRestores; ///< down brings the schema back; absent: no down, or not rehearsed
    SchemaDifference difference;      ///< what down leaves behind
    std::optional<Error> error;       ///< of the migration: it would fail
    bool mayFollow = false;           ///< … perhaps only as one before it failed
    std::optional<Error> downError;   ///< of its down script
};

/// Rehearses the steps in order, all in one transaction on the primary that is always rolled back, so that
/// each sees what those before it would leave. One that fails is taken back, and those after it go on
/// without; a lock that is not had ends it, and so does the budget of time. What no transaction takes back
/// stays: numbers drawn from sequences, what a function does outside the database. Takes the locks the
/// migrations take, for as long as they take: an Operation. Errors: those of the connection.
Result<std::vector<Rehearsal>> rehearse(Connection &connection, const std::vector<MigrationStep> &steps,
                                        const RehearsalOptions &options, std::stop_token stop = {});

/// Marks what failed as perhaps due to another migration that failed before it.
void tellMayFollow(Rehearsal &rehearsal, const QString &failed);

} // namespace seawall::db
