// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/lsn.h"
#include "db/migrations/history.h"

#include <QStringList>

namespace seawall::db {

/// The statements by which the history table is kept, their values quoted, so that a runner can send them
/// together with a script in one exchange. They are written by the session's own role: RESET ROLE before
/// them where the script may have set another. `entry.appliedBy` is the actor alone ('alice@db-host'); the
/// server adds the role. `entry.version` is as the row has it: stepsFor() sees to that. Those that stand
/// behind a script name everything with its schema, as they run under whatever search_path the role has.
enum class HistoryForm {
    Plain,
    InScript, ///< behind a script in one text: it takes the runner's lock again, should the script have
              ///< released it. Its row tells has_lock
    Prepared  ///< the same, as a call of what preparation() made, which is quicker
};

/// A migration outside a transaction is about to begin: entry.state is Applying, or RollingBack (only
/// version, statements and statementsDone count then); a commit of its own.
QString beginStatement(const HistoryEntry &entry);

/// That many of its statements stand.
QString statementDoneStatement(const QString &version, int statementsDone);

/// It is applied. With `start`, the insert position before it, the server measures WAL and duration itself,
/// from the start of the transaction; else entry's count. Returns a row: seconds, wal_bytes, lsn (after it).
QString appliedStatement(const HistoryEntry &entry, const std::optional<Lsn> &start = {},
                         HistoryForm form = HistoryForm::Plain);

/// It is rolled back; the row stays. Returns a row: lsn.
QString rolledBackStatement(const QString &version, const QString &actor,
                            HistoryForm form = HistoryForm::Plain);

/// Makes a session fit for the prepared form, and clears it of what else is prepared.
QString preparation();

/// `sql` with $1 … replaced by quoted values; a null QString is NULL.
QString withLiterals(const QString &sql, const QStringList &values);

} // namespace seawall::db
