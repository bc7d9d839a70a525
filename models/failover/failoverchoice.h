// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/promote.h"
#include "db/monitor/snapshot.h"

/// What a Snapshot says of the ways out of a failure.
namespace seawall::models {

/// The primary that was seen last and does not answer any more; nothing where none was seen as one.
std::optional<db::LastSeen> lastSeenPrimary(const db::Snapshot &snapshot);

/// A node whose server does not answer, the primary before others; empty: none is known to.
QString nodeThatIsDown(const db::Snapshot &snapshot);

/// The replicas, and the nodes that do not answer, that do not follow the primary there is; none where there
/// is no primary. Which of two primaries gives way is a person's choice: they are not among them.
QStringList nodesToRejoin(const db::Snapshot &snapshot);

} // namespace seawall::models
