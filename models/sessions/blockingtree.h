// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/nodefacts.h"

#include <vector>

namespace seawall::models {

/// A session and those that wait for it.
struct SessionBranch {
    db::Session session;
    std::vector<SessionBranch> blocked;
    int waiting() const; ///< sessions that wait for it, directly or not
    bool operator==(const SessionBranch &) const = default;
};

/// Arranges sessions by who blocks whom: a blocked one hangs below its first blocker that is in the list; one
/// whose blockers are not (a prepared transaction has no session) stays at the top. Locks taken in a circle,
/// which the server resolves as a deadlock, are opened at the lowest pid. Most urgent first on each level:
/// blockers, then idle in transaction and running, the longest first, then idle ones, the longest connected
/// first.
std::vector<SessionBranch> blockingTree(const std::vector<db::Session> &sessions);

} // namespace seawall::models
