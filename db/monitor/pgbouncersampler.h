// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/monitor/snapshot.h"

namespace seawall::db {

/// Asks PgBouncer's admin console for its pools (SHOW POOLS, SHOW DATABASES): simple queries only, columns by
/// name, those it does not know ignored. One thread; connects again at the next question after a failure.
class PgBouncerSampler final
{
public:
    explicit PgBouncerSampler(Endpoint endpoint);
    PgBouncerState sample(std::stop_token stop); ///< blocks up to 3 s
    bool isRefused() const { return m_refused; } ///< the password is wrong: not to be tried again

private:
    Result<std::vector<PgBouncerPool>> pools(std::stop_token stop);

    Endpoint m_endpoint;
    std::optional<Connection> m_connection;
    std::vector<PgBouncerPool> m_pools; ///< of the last answer
    bool m_refused = false;
};

} // namespace seawall::db
