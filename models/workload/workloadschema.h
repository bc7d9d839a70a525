// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/router/databaserouter.h"

namespace seawall::models {

/// The schema `seawall_load` of a run. It holds an advisory lock on the primary as long as it lives, so that
/// no second run drops what this one uses.
class WorkloadSchema final
{
public:
    /// Makes it; one that was left behind is dropped first. Errors: InvalidInput where another run goes on or
    /// the schema is somebody else's; NoNode, PermissionDenied, Timeout, Cancelled.
    static db::Result<WorkloadSchema> make(db::DatabaseRouter &router, const std::stop_token &stop);

    /// A read that carries it finds the schema on the replica too.
    const db::WriteToken &token() const { return m_token; }

    /// Nobody may use it any more. The error says that it is still there.
    db::Result<void> drop(db::DatabaseRouter &router);

private:
    WorkloadSchema(db::RoutedSession keeper, db::WriteToken token)
        : m_keeper(std::move(keeper)), m_token(token)
    {}

    db::RoutedSession m_keeper; ///< has the lock
    db::WriteToken m_token;
};

} // namespace seawall::models
