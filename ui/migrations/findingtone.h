// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/lint.h"
#include "db/migrations/plan.h"
#include "ui/tone.h"

namespace seawall::ui {

Tone toneOf(db::Finding::Severity severity);

/// Of a lock by what it blocks: reads, writes, or nobody who reads and writes.
Tone toneOf(db::LockMode lock);

} // namespace seawall::ui
