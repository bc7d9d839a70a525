// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"

#include <stop_token>

namespace seawall::db {

/// Sleeps until then; false where the token fired before, and at once.
bool pauseUntil(Deadline::Clock::time_point when, const std::stop_token &stop);

} // namespace seawall::db
