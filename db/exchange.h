// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/pghandle.h"
#include "db/result.h"
#include "db/rows.h"
#include "db/wakeup.h"

#include <optional>

namespace seawall::db {

/// What still has to happen after a send has been queued: flush it, and read until libpq holds every result.
/// Used by Connection alone.
class Exchange final
{
public:
    Exchange(PGconn *handle, Wakeup &wakeup, const QString &address)
        : m_handle(handle), m_wakeup(wakeup), m_address(address)
    {}

    /// The last result, or the first error.
    Result<Rows> finish(Deadline deadline, const std::stop_token &stop);

    /// The next result of a script whose rows come one by one; nullopt: that was all.
    Result<std::optional<PgResultHandle>> next(Deadline deadline, const std::stop_token &stop);

    /// Reads while it writes: a server that waits for us to read does not read itself.
    Result<void> flush(Deadline deadline, const std::stop_token &stop);

    Error lost(const std::optional<Error> &last) const;

    /// Why a result is not one that can be used; nullopt: it can.
    static std::optional<Error> problemOf(const PGresult *result);

private:
    Result<void> await(Deadline deadline, const std::stop_token &stop);
    Result<void> wait(short events, Deadline deadline, const std::stop_token &stop);

    PGconn *m_handle;
    Wakeup &m_wakeup;
    const QString &m_address;
};

} // namespace seawall::db
