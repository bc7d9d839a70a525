// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/endpoint.h"
#include "db/migrations/rehearsal.h"

namespace seawall::db {

/// Rehearses the steps in a throw-away server of this machine that has the schema of the primary (pg_dump)
/// and none of its rows: really applied, what cannot run in a transaction as well, rolled back by its down
/// script, and applied again for the next step. The primary is only read. Locks, times and WAL say nothing
/// about the real tables. Blocks. Errors: ToolMissing where pg_dump or a server is not on this machine, or
/// pg_dump is older than the primary; Internal with its words where it fails; Timeout; Cancelled.
Result<std::vector<Rehearsal>> rehearseInCopy(const Endpoint &primary,
                                              const std::vector<MigrationStep> &steps, Deadline deadline,
                                              std::stop_token stop = {});

} // namespace seawall::db
