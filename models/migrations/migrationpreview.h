// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrations/migrationsite.h"
#include "models/operation.h"

namespace seawall::models {

/// What a person sees before a run: its files in order, what it will lock and lose, and the guards.
Preview previewOf(const PreparedRun &prepared, const db::Snapshot *snapshot);

/// '001 create_clients, up: 3 statements in one transaction (001_create_clients.up.sql, SHA-256 …)'
QString describeStep(const db::MigrationStep &step, const db::StepPlan &plan);

/// 'about 3 rows, 8 kB', 'rows unknown, 8 kB'
QString describeSize(const db::TableSize &size);

} // namespace seawall::models
