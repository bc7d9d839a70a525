// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/endpoint.h"
#include "db/result.h"

namespace seawall::db {

/// Writes the demo's migrations (resources/migrations) into `folder`; a file that is there stays as it is.
/// Errors: FileAccess.
Result<void> writeDemoMigrations(const QString &folder);

/// Removes those that are as they were written, and the folder where it is empty then.
void removeDemoMigrations(const QString &folder);

/// Applies every migration of `folder` that is not applied, and keeps the history table.
Result<void> applyMigrations(const Endpoint &primary, const QString &folder, Deadline deadline);

} // namespace seawall::db
