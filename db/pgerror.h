// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/endpoint.h"
#include "db/pghandle.h"

namespace seawall::db {

/// What a failed statement's result says. Source: PQresultErrorField.
Error errorOf(const PGresult *result);

/// How far a connection attempt got, for telling one failure from another.
struct ConnectProgress {
    bool tcpConnected = false; ///< the peer accepted the socket
    bool tlsStarted = false;   ///< we asked for TLS; at a timeout: the peer had said yes to it
};

/// Why a connection attempt failed, as a sentence with what to do about it. libpq 15 gives no code for that,
/// so this is the one place that reads its text: a SQLSTATE where the server spoke (the connection's
/// verbosity is VERBOSE), the operating system's words, or how far the attempt got.
Error connectError(const PGconn *connection, const Endpoint &endpoint, ConnectProgress progress);

/// The attempt took longer than its deadline.
Error connectTimeout(const Endpoint &endpoint, ConnectProgress progress);

} // namespace seawall::db
