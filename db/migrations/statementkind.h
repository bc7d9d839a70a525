// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/script.h"
#include "db/migrations/scriptsplitter.h"

namespace seawall::db {

/// What kind of statement it is, by its words; nothing where no statement of PostgreSQL begins like that.
std::optional<Statement::Kind> kindOf(const ScriptPiece &piece);

/// Why it cannot run in a transaction block; empty: it can. By its words, so that statements newer than the
/// parser are known too. What depends on the objects themselves (REINDEX of a partitioned table, CALL of a
/// procedure that commits) is not seen.
QString whyAlone(const ScriptPiece &piece);

/// How it begins or ends a transaction.
enum class TransactionControl { None, Begin, Commit, Other };
TransactionControl transactionControlOf(const ScriptPiece &piece);

} // namespace seawall::db
