// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/checks.h"
#include "app/ctl/json.h"
#include "app/ctl/table.h"

/// What the commands say of PgBouncer, where one is configured: its pools, or why they are not known.
namespace seawall::app {

inline constexpr double fullEnough = 0.8; ///< the checklist's limit for pools, a fraction

inline constexpr QLatin1StringView poolerName("pgbouncer"); ///< as `check --node` and the JSON call it

/// The keys are described in docs/cli.md; `pools` is null where it did not answer.
Json poolerJson(const db::PgBouncerState &pooler);

/// A table with a row a pool, and a sentence where something is not as it should be.
std::vector<Line> poolerLines(const db::PgBouncerState &pooler);

/// A figure a pool: server connections in use, of its pool size, in percent. Who waits for a connection makes
/// it worse than its use alone: a warning from 1 s on, critical from 5 s on.
std::vector<CheckItem> checkPooler(const db::PgBouncerState &pooler, CheckLimits limits);

} // namespace seawall::app
