// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <optional>
#include <vector>

namespace seawall::db {

/// An application's connection pool on one node: its sessions against what its configuration allows.
struct PoolUse {
    QString label; ///< application name, or user where no name is configured
    int used = 0;
    int limit = 0; ///< (size + overflow) × processes
    bool operator==(const PoolUse &) const = default;
};

/// A row of PgBouncer's SHOW POOLS, joined with its pool size.
struct PgBouncerPool {
    QString database, user, mode;
    int clientsActive = 0, clientsWaiting = 0, serversActive = 0, serversIdle = 0, serversUsed = 0;
    double maxWaitSeconds = 0;
    std::optional<int> poolSize;
    bool operator==(const PgBouncerPool &) const = default;
};

struct PgBouncerState {
    QString address;
    std::optional<Error> error;       ///< why it cannot be reached
    std::vector<PgBouncerPool> pools; ///< of the last answer; out of date where there is an error
    bool operator==(const PgBouncerState &) const = default;
};

} // namespace seawall::db
