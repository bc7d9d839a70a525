// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/migrations/script.h"
#include "models/checklist/texttable.h"

#include <stop_token>

namespace seawall::models {

/// Whether a statement changes nothing, neither rows nor the server: a query without functions that act
/// (pg_promote, nextval …), or a setting of its own session. What cannot be read counts as writing.
bool onlyReads(const db::Statement &statement);
bool onlyReads(const db::Script &script);

/// Runs the statements one by one; the result of the last that gave one. Of a query that only reads no more
/// rows than ResultTable keeps are fetched. After a timeout or a stop the server is asked to give up as well.
db::Result<ResultTable> runStatements(db::Connection &connection, const db::Script &script, bool isReading,
                                      db::Deadline deadline, const std::stop_token &stop);

} // namespace seawall::models
