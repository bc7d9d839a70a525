// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <expected>
#include <utility>

namespace seawall::db {

/// What went wrong, as far as a caller has to tell cases apart. Callers switch on this, never on a text.
enum class ErrorKind {
    InvalidInput,       ///< a file, URI, port or argument that cannot be used as it is
    FileAccess,         ///< a file that cannot be read or written
    HostUnknown,        ///< the name does not resolve
    Refused,            ///< nothing listens on that port
    Timeout,            ///< no answer within the deadline
    AuthRefused,        ///< password or certificate refused; retrying alone does not help
    DatabaseMissing,    ///< the database does not exist
    TlsRefused,         ///< the peer and we do not agree on TLS
    NotPostgres,        ///< something else listens on that port
    TooManyConnections, ///< the server has no connection slot left
    ServerNotReady,     ///< starting up, shutting down or in recovery without hot standby
    ConnectionLost,     ///< the connection broke while in use
    Cancelled,          ///< the caller's stop token fired
    PermissionDenied,   ///< SQLSTATE 42501: a right is missing
    QueryFailed,        ///< the server refused the statement
    PoolExhausted,      ///< every connection of a pool is checked out, and none came back in time
    NoNode,             ///< no node of the cluster can be used for it now: no primary for a write, say
    ToolMissing,        ///< a program this needs (initdb, pg_ctl …) is not on the machine
    Internal,           ///< a bug, or an answer of a shape we do not know
};

/// A failure, told so that a person can act on it. `message` is one sentence on what happened and what it
/// means; `hint` says what to do next. None of the texts ever holds a password.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString message;
    QString hint;
    QString sqlState; ///< five characters, empty where no server spoke
    QString detail;   ///< the server's DETAIL, or the library's own words
    int position = 0; ///< 1-based character in the statement, 0 where unknown

    bool operator==(const Error &) const = default;
};

template<typename T>
using Result = std::expected<T, Error>;

/// For `return fail(ErrorKind::Timeout, …)` in a function that returns any Result.
inline std::unexpected<Error> fail(ErrorKind kind, QString message, QString hint = {}, QString detail = {})
{
    return std::unexpected(Error{kind, std::move(message), std::move(hint), {}, std::move(detail), 0});
}

/// For what is asked for and cannot be done as things are.
inline std::unexpected<Error> refused(QString message, QString hint)
{
    return fail(ErrorKind::InvalidInput, std::move(message), std::move(hint));
}

} // namespace seawall::db
