// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/lint.h"
#include "db/migrations/plan.h"
#include "ui/tone.h"

namespace seawall::ui {

Tone toneOf(db::Finding::Severity severity);

/// Of a lock by how long those who read and write may have to wait for it; Ok where they need not.
Tone toneOf(db::LockMode lock, db::TimeClass time);

} // namespace seawall::ui
