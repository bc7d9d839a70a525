// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/migrations/migration.h"

namespace seawall::db {

/// Changes to the history table alone; no migration runs. Each in one transaction, under the runner's lock
/// (ServerNotReady where another runner holds it); each returns how many rows it wrote.

/// Takes over what golang-migrate (schema_migrations with `dirty`), dbmate (schema_migrations) or Flyway
/// (flyway_schema_history) recorded; their tables stay as they are, and so does what the history knows
/// already, rolled back or not. Errors: InvalidInput where there is none, or it is dirty.
Result<int> adoptHistory(Connection &connection, const MigrationFolder &folder, const QString &actor,
                         Deadline deadline, std::stop_token stop = {});

/// Takes every migration up to `version` as applied, without running it.
Result<int> baselineHistory(Connection &connection, const MigrationFolder &folder, const QString &version,
                            const QString &actor, Deadline deadline, std::stop_token stop = {});

/// Takes the files as they are now for what was applied: checksums of edited ones are renewed, rows of
/// missing ones are marked as rolled back, and partly applied ones are marked `markPartlyAs`. InvalidInput
/// where the folder holds no migration: it is the wrong one.
enum class PartlyMark { Leave, Applied, NotApplied };
Result<int> repairHistory(Connection &connection, const MigrationFolder &folder, PartlyMark markPartlyAs,
                          const QString &actor, Deadline deadline, std::stop_token stop = {});

} // namespace seawall::db
