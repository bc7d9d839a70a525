// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/history.h"

namespace seawall::models {

/// Adds to the reason of a partly applied migration the statement at which it stopped, where its file is
/// still the one that ran. Reads that file.
void tellWhereItStopped(db::MigrationStatus &status);

} // namespace seawall::models
