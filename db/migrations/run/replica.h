// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/run/runevents.h"

namespace seawall::db {

/// A replica as the run sees it, through a read-only session of its own. Used by one thread at a time.
class Replica final
{
public:
    explicit Replica(Endpoint endpoint) : m_endpoint(std::move(endpoint)) {}

    const QString &name() const { return m_endpoint.name; }

    struct Position {
        Lsn replayed;
        bool isPaused = false;
        std::optional<double> behindSeconds; ///< by the clock of the replica; grows while nothing is written
    };
    /// Errors: those of the connection; ServerNotReady where it is no replica (any more).
    Result<Position> position(const std::stop_token &stop);

    Result<QString> fingerprint(const std::stop_token &stop);

    /// Waits until it has replayed `lsn`, which was written at `since`.
    Arrival awaitArrival(Lsn lsn, Deadline::Clock::time_point since, Deadline deadline,
                         const std::stop_token &stop);

private:
    Result<Connection *> session(const std::stop_token &stop);

    Endpoint m_endpoint;
    std::optional<Connection> m_connection;
};

} // namespace seawall::db
