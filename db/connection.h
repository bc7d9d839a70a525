// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/endpoint.h"
#include "db/result.h"
#include "db/rows.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace seawall::db {

/// How a session introduces and limits itself.
struct SessionOptions {
    QString applicationName = QStringLiteral("seawall");
    bool readOnly = true; ///< default_transaction_read_only
    std::chrono::milliseconds statementTimeout{5000};
    std::chrono::milliseconds lockTimeout{1000};
    bool poolerConsole = false; ///< PgBouncer's admin console: no startup parameters, simple protocol only
};

/// One session with a server, driven through libpq's non-blocking calls: each call returns by its deadline,
/// or at once when the stop token fires. Movable, owned and used by one thread at a time. After Timeout,
/// Cancelled or ConnectionLost the session is broken: open another, never replay a statement.
class Connection final
{
public:
    /// Errors: HostUnknown, Refused, Timeout, AuthRefused, DatabaseMissing, TlsRefused, NotPostgres,
    /// TooManyConnections, ServerNotReady, Cancelled, InvalidInput.
    static Result<Connection> open(const Endpoint &endpoint, const SessionOptions &options, Deadline deadline,
                                   std::stop_token stop = {});

    Connection(Connection &&) noexcept;
    Connection &operator=(Connection &&) noexcept;
    ~Connection();

    /// Runs one statement with bound parameters ($1 …); a null QString is NULL. All results are text.
    Result<Rows> execute(const QString &sql, const QStringList &parameters, Deadline deadline,
                         std::stop_token stop = {});

    /// Runs a text of one or more statements through the simple protocol (scripts, PgBouncer's SHOW …); the
    /// last result.
    Result<Rows> executeSimple(const QString &sql, Deadline deadline, std::stop_token stop = {});

    /// Runs a text of many statements in one exchange. Each that succeeds is told as its result arrives (0,
    /// 1 …); rows are let go but for the last row of all. An error's position is within the whole text. When
    /// the token fires, the server is asked to cancel and its answer awaited, so that nothing goes on behind
    /// our back: the session then stays whole, and the error has the server's SQLSTATE 57014.
    Result<Rows> executeScript(const QByteArray &utf8, const std::function<void(int)> &onResult,
                               Deadline deadline, const std::stop_token &stop = {});

    /// Prepares `sql` under `name` once; a second call with the same name does nothing.
    Result<void> prepare(const QByteArray &name, const QString &sql, Deadline deadline,
                         std::stop_token stop = {});
    bool isPrepared(const QByteArray &name) const;
    Result<Rows> executePrepared(const QByteArray &name, Deadline deadline, std::stop_token stop = {});

    /// Asks the server to give up what this session runs; its own short connection, at most until the
    /// deadline.
    Result<void> cancel(Deadline deadline);

    /// Ends what the session is in the middle of and makes it as it was when opened: ROLLBACK, DISCARD ALL.
    /// What was prepared is gone.
    Result<void> reset(Deadline deadline, std::stop_token stop = {});

    bool isBroken() const;
    /// Looks, without asking the server, whether an idle session still stands: false once the server has
    /// closed it. A peer that fell silent is not noticed.
    bool isStanding();
    bool isIdle() const; ///< not within a transaction, as the server said with its last answer
    /// The last value the server reported of a setting by itself (GUC_REPORT: 'in_hot_standby' from
    /// PostgreSQL 14 on, 'default_transaction_read_only'); empty where it reports none of that name.
    QByteArray reported(const char *setting) const;
    int serverVersion() const; ///< as server_version_num, 150004
    int backendPid() const;
    QString peerAddress() const; ///< the IP address really connected to, empty for a Unix socket

private:
    struct Private;
    explicit Connection(std::unique_ptr<Private> opened);
    template<typename Send>
    Result<Rows> run(Send &&send, Deadline deadline, const std::stop_token &stop);

    std::unique_ptr<Private> d;
};

/// Quotes an identifier for use inside a statement, as quote_ident() does for any name.
QString quotedIdentifier(const QString &name);

/// Quotes a value for use inside a statement that cannot take parameters; the same whatever
/// standard_conforming_strings is.
QString quotedLiteral(const QString &value);

} // namespace seawall::db
