// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/operation.h"

namespace seawall::models {

/// What speaks for or against ending a session or its statement, from what the monitor saw of it.
std::vector<Guard> sessionGuards(const db::Session &session, bool terminate, int waiting);

/// 'pulse in pulse_db (pulse-backend from 10.0.0.7), active for 3 min: UPDATE …', redacted.
QString describeSession(const db::Session &session);

} // namespace seawall::models
