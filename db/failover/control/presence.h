// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodecontrol.h"

namespace seawall::db {

/// Whether a server is there, as far as its port tells: Stopped where the machine refuses the connection,
/// Running where a server answers anything at all, Unknown where nothing answers (a cut network looks like
/// that, and so does a stopped machine).
ServerState presenceOf(const Endpoint &endpoint, Deadline deadline, const std::stop_token &stop);

/// Waits until a node that something was done to shows it at its port. Errors: Timeout, Cancelled.
Result<void> awaitPresence(NodeAction action, const Endpoint &endpoint, Deadline deadline,
                           const std::stop_token &stop);

} // namespace seawall::db
