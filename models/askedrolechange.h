// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal.h"
#include "models/monitor/alertrule.h"

namespace seawall::models {

/// Which Operation of the Journal asked for the change of role that the alert tells of: 'the switchover of
/// alice@db-host'. Empty: none was under way, nor had just ended.
QString askedBy(const Alert &alert, const std::vector<JournalEntry> &entries);

} // namespace seawall::models
