// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/lsn.h"
#include "db/router/pooledsession.h"

#include <optional>

namespace seawall::db {

struct RouterState;

/// Up to where the WAL had come when a write was committed. A read that carries it sees that write.
struct WriteToken {
    Lsn lsn;
    quint64 epoch = 0; ///< of the router: another primary has another one, and its LSNs cannot be compared
    bool operator==(const WriteToken &) const = default;
};

struct ReadRequest {
    QString purpose;                 ///< told to others while the session is held
    std::optional<WriteToken> after; ///< read your writes: the answer has to contain this one
    std::chrono::milliseconds budget{
        250}; ///< to wait for a replica to replay it, before the primary is asked
};

/// A session that the router found for a read or a write. Goes back to its pool when destroyed, and tells the
/// router where the connection broke.
class RoutedSession final
{
public:
    RoutedSession(RoutedSession &&other) noexcept;
    RoutedSession &operator=(RoutedSession &&other) noexcept;
    ~RoutedSession();

    QString node() const;
    bool isFallback() const { return m_isFallback; } ///< a read by the primary, as no replica was fit
    Access access() const;
    int serverVersion() const; ///< as server_version_num

    /// As those of PooledSession. A read session takes SELECT, WITH, TABLE, VALUES, SHOW, EXPLAIN, BEGIN,
    /// COMMIT and ROLLBACK only, and goes on only while the server says that the session is read-only: else
    /// InvalidInput, and nothing was sent.
    Result<Rows> execute(const QString &sql, const QStringList &parameters, Deadline deadline,
                         std::stop_token stop = {});
    Result<Rows> executeTraceless(const QString &sql, const QStringList &parameters, Deadline deadline,
                                  std::stop_token stop = {});

    Connection &connection(); ///< of a write session; for scripts and the like

    /// After the commit of a write session: asks up to where the WAL has come.
    Result<WriteToken> token(Deadline deadline, std::stop_token stop = {});

private:
    friend class DatabaseRouter;
    RoutedSession(std::shared_ptr<RouterState> router, size_t node, PooledSession session);
    Result<void> checkReadable(const QString &sql);
    Result<Rows> noted(Result<Rows> rows);
    void giveBack();

    std::shared_ptr<RouterState> m_router;
    size_t m_node = 0; ///< in the router's configuration
    quint64 m_epoch = 0;
    bool m_isFallback = false;
    bool m_hasAnswered = false;
    std::optional<Error> m_brokenBy;
    std::optional<PooledSession> m_session;
};

} // namespace seawall::db
