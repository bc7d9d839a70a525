// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/history.h"

namespace seawall::db {

/// 'applied', 'rolled back' … as the table has them.
QString toString(HistoryEntry::State state);

/// A failure to read or write the table, told with the way out: the GRANT to run ({role} and {database} are
/// filled in), or that this node does not take writes.
Error explained(Error error, const QString &grant, Connection &connection, Deadline deadline,
                const std::stop_token &stop);

} // namespace seawall::db
