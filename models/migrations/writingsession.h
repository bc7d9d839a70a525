// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "models/operation.h"

namespace seawall::models {

/// A session that may write, for an Operation on migrations other than the runner's.
db::Result<db::Connection> openWritingSession(const db::Endpoint &primary, const std::stop_token &stop);

/// The Outcome of an Operation that an error ended: cancelled, or failed.
Outcome endedBy(const db::Error &error);

} // namespace seawall::models
