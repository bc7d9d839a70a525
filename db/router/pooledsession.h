// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <memory>

namespace seawall::db {

struct PoolState;
struct PoolEntry;
using PoolEntryPtr = std::unique_ptr<PoolEntry>;

enum class Access { ReadOnly, ReadWrite };

/// A session lent by a ConnectionPool; goes back when destroyed. What a statement may have left behind in the
/// session (settings, locks, temporary tables, prepared statements, an open transaction) is taken away before
/// anybody else gets it, which costs a round trip of at most a second; where that fails the connection is
/// closed. One thread at a time; movable.
class PooledSession final
{
public:
    PooledSession(PooledSession &&other) noexcept;
    PooledSession &operator=(PooledSession &&other) noexcept;
    ~PooledSession();

    /// Any one statement; the session is reset when it goes back. Errors as Connection::execute.
    Result<Rows> execute(const QString &sql, const QStringList &parameters, Deadline deadline,
                         std::stop_token stop = {});

    /// A statement that the caller knows to leave nothing behind: no SET, no set_config(), no session-level
    /// advisory lock, no LISTEN, no temporary table, also not by a function or trigger it calls. After
    /// nothing but such ones, and outside of a transaction, the session goes back as it is.
    Result<Rows> executeTraceless(const QString &sql, const QStringList &parameters, Deadline deadline,
                                  std::stop_token stop = {});

    Connection &connection();       ///< for all else; the session is reset when it goes back
    const Connection &peek() const; ///< to look at; the session goes back as it is
    Access access() const;
    void discard(); ///< it will be closed rather than go back

private:
    friend class ConnectionPool;
    PooledSession(std::shared_ptr<PoolState> pool, PoolEntryPtr entry);
    void giveBack();

    std::shared_ptr<PoolState> m_pool;
    PoolEntryPtr m_entry;
};

} // namespace seawall::db
