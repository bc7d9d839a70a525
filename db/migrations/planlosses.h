// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/plan.h"

namespace seawall::db {

/// `names`: as they are with that statement; null: not known.
void addImpact(std::vector<TableImpact> &impacts, const TableUse &use, const std::optional<LiveTables> &live,
               const NamePicture *names);

/// What a statement loses, with the rows that foreign keys take along, and the columns and tables that
/// CASCADE does.
void addLosses(StepPlan &plan, const Statement &statement, const std::optional<LiveTables> &live,
               const NamePicture *names);

} // namespace seawall::db
