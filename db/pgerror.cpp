// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/pgerror.h"

#include <QRegularExpression>

#include <cerrno>
#include <cstring>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

QString field(const PGresult *result, int code)
{
    return QString::fromUtf8(PQresultErrorField(result, code));
}

ErrorKind kindOf(const QString &sqlState)
{
    if (sqlState == u"42501")
        return ErrorKind::PermissionDenied;
    if (sqlState == u"57014") // statement_timeout, or somebody cancelled it
        return ErrorKind::Timeout;
    if (sqlState.startsWith(u"57P") || sqlState.startsWith(u"08"))
        return ErrorKind::ConnectionLost;
    return ErrorKind::QueryFailed;
}

/// The SQLSTATE and the words of the last 'FATAL:  28P01: …' in a verbose message.
std::pair<QString, QString> serverError(const QString &message)
{
    static const QRegularExpression verbose( // a server in another language says 'ВАЖНО:  28P01: …'
        uR"(\b\w+:  ([0-9A-Z]{5}): ([^\n]*))"_s, QRegularExpression::UseUnicodePropertiesOption);
    std::pair<QString, QString> last;
    for (auto matches = verbose.globalMatch(message); matches.hasNext();) {
        const auto match = matches.next();
        last = {match.captured(1), match.captured(2)};
    }
    return last;
}

/// PgBouncer says 08P01 to everything it refuses; its words, never translated, tell what it was.
QString stateOf(const QString &state, const QString &words)
{
    if (state != u"08P01")
        return state;
    if (words.contains(u"authentication failed"_s))
        return u"28P01"_s;
    if (words.startsWith(u"no such user"_s))
        return u"28000"_s;
    return words.startsWith(u"no such database"_s) ? u"3D000"_s : state;
}

Error refusedByServer(const Endpoint &endpoint, const QString &saidState, const QString &words)
{
    const auto state = stateOf(saidState, words);
    const auto address = endpoint.address();
    const auto user = endpoint.parameter(u"user"_s);
    Error error{ErrorKind::QueryFailed,
                u"%1 refused the connection: %2."_s.arg(address, words),
                {},
                saidState,
                words,
                0};
    if (state == u"28P01") {
        error.kind = ErrorKind::AuthRefused;
        error.message = u"%1 refused the password of user '%2'."_s.arg(address, user);
        error.hint = u"Check the password in the .env file, ~/.pgpass or the profile; "
                     "Seawall does not try again by itself."_s;
    } else if (state.startsWith(u"28")) {
        error.kind = ErrorKind::AuthRefused;
        error.message = u"%1 does not let user '%2' in: %3."_s.arg(address, user, words);
        error.hint =
            u"Check the user's name, and pg_hba.conf on that server for a line that fits this client."_s;
    } else if (state == u"3D000") {
        error.kind = ErrorKind::DatabaseMissing;
        error.message = u"There is no database '%1' on %2."_s.arg(endpoint.parameter(u"dbname"_s), address);
        error.hint = u"Check POSTGRES_DATABASE, or the database in the connection string."_s;
    } else if (state == u"53300") {
        error.kind = ErrorKind::TooManyConnections;
        error.message = u"%1 has no connection left: %2."_s.arg(address, words);
        error.hint = u"End sessions there, or raise max_connections."_s;
    } else if (state == u"57P03" || state == u"57P01" || state == u"57P02") {
        error.kind = ErrorKind::ServerNotReady;
        error.message = u"%1 does not accept connections now: %2."_s.arg(address, words);
        error.hint = u"Wait until it has started; a replica needs hot_standby = on."_s;
    } else if (state == u"42501") {
        error.kind = ErrorKind::PermissionDenied;
        error.hint = u"GRANT CONNECT ON DATABASE … TO %1 on that server."_s.arg(user);
    } else if (state == u"08P01") {
        error.kind = ErrorKind::NotPostgres;
        error.hint =
            u"Is this a pooler? Seawall watches the servers themselves; give PGBOUNCER_HOST for the pooler."_s;
    }
    return error;
}

bool says(const QString &message, int systemError)
{
    return message.contains(QString::fromLocal8Bit(std::strerror(systemError)));
}

/// The file of the Unix socket that was tried, libpq's own folder where no host was given; empty for TCP.
QString socketOf(const PGconn *connection)
{
    const auto folder = QString::fromUtf8(PQhost(connection));
    return folder.startsWith(u'/') ? u"%1/.s.PGSQL.%2"_s.arg(folder, QString::fromLatin1(PQport(connection)))
                                   : QString();
}

Error nothingListens(const QString &address, const QString &socket, const QString &message)
{
    if (socket.isEmpty())
        return {ErrorKind::Refused,
                u"Nothing listens on %1."_s.arg(address),
                u"Is the server started, on that port, and does listen_addresses allow this client?"_s,
                {},
                message,
                0};
    return {ErrorKind::Refused,
            u"Nothing listens on the Unix socket %1."_s.arg(socket),
            u"Is the server started, on that port, with that folder in unix_socket_directories? "
            "Give the host 'localhost' to go by TCP."_s,
            {},
            message,
            0};
}

} // namespace

Error errorOf(const PGresult *result)
{
    Error error;
    error.sqlState = field(result, PG_DIAG_SQLSTATE);
    error.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    error.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
    error.hint = field(result, PG_DIAG_MESSAGE_HINT);
    error.position = field(result, PG_DIAG_STATEMENT_POSITION).toInt();
    error.kind = kindOf(error.sqlState);
    if (error.message.isEmpty()) {
        error.kind = ErrorKind::ConnectionLost;
        error.message = redacted(QString::fromUtf8(PQresultErrorMessage(result)).trimmed());
    }
    return error;
}

Error connectError(const PGconn *connection, const Endpoint &endpoint, ConnectProgress progress)
{
    const auto message = redacted(QString::fromUtf8(PQerrorMessage(connection)).trimmed());
    const auto address = endpoint.address();
    if (const auto [state, words] = serverError(message); !state.isEmpty())
        return refusedByServer(endpoint, state, words);
    if (PQconnectionNeedsPassword(connection))
        return {ErrorKind::AuthRefused,
                u"%1 asks for the password of user '%2', and none was given."_s.arg(
                    address, endpoint.parameter(u"user"_s)),
                u"Put it into the .env file, ~/.pgpass or the profile."_s,
                {},
                message,
                0};
    if (message.contains(u"service"_s) && message.contains(u"not found"_s))
        return {ErrorKind::InvalidInput,
                u"There is no service '%1'."_s.arg(endpoint.parameter(u"service"_s)),
                u"Services are defined in ~/.pg_service.conf, or give a URI."_s,
                {},
                message,
                0};
    if (!progress.tcpConnected && (says(message, ECONNREFUSED) || says(message, ENOENT)))
        return nothingListens(address, socketOf(connection), message);
    if (!progress.tcpConnected && (says(message, ENETUNREACH) || says(message, EHOSTUNREACH)))
        return {ErrorKind::HostUnknown,
                u"There is no way to %1 from this machine."_s.arg(address),
                u"Check network, VPN and firewall."_s,
                {},
                message,
                0};
    if (!progress.tcpConnected && says(message, ETIMEDOUT))
        return connectTimeout(endpoint, {});
    if (message.contains(u"invalid response to SSL negotiation"_s) ||
        message.contains(u"expected authentication request"_s))
        return {ErrorKind::NotPostgres,
                u"What listens on %1 is not PostgreSQL."_s.arg(address),
                u"Check the port."_s,
                {},
                message,
                0};
    const bool hungUp = message.contains(u"closed the connection unexpectedly"_s);
    if ((progress.tlsStarted && !hungUp) || message.contains(u"SSL"_s) || message.contains(u"certificate"_s))
        return {ErrorKind::TlsRefused,
                u"%1 and this console do not agree on TLS."_s.arg(address),
                u"Check sslmode and sslrootcert, and 'ssl' on that server."_s,
                {},
                message,
                0};
    if (progress.tcpConnected)
        return {ErrorKind::ConnectionLost,
                u"%1 closed the connection before the session began."_s.arg(address),
                u"Is it PostgreSQL that listens there? Is it shutting down?"_s,
                {},
                message,
                0};
    return {ErrorKind::InvalidInput,
            u"The connection to %1 cannot be made: %2."_s.arg(address, message),
            u"Check the connection's parameters."_s,
            {},
            message,
            0};
}

Error connectTimeout(const Endpoint &endpoint, ConnectProgress progress)
{
    if (progress.tlsStarted) // libpq takes the S of 'SSH-2.0-…' for a yes to TLS
        return {
            ErrorKind::Timeout,
            u"%1 answered, but did not finish the TLS handshake."_s.arg(endpoint.address()),
            u"Is it PostgreSQL that listens there, and not an SSH server, say? Else look at it on its host."_s,
            {},
            {},
            0};
    if (progress.tcpConnected)
        return {
            ErrorKind::Timeout,
            u"%1 accepts connections but does not answer."_s.arg(endpoint.address()),
            u"The server may be stopped, hung or overloaded, or it is not PostgreSQL: look at it on its host."_s,
            {},
            {},
            0};
    return {ErrorKind::Timeout,
            u"%1 does not answer."_s.arg(endpoint.address()),
            u"The host may be down, or a firewall swallows the packets."_s,
            {},
            {},
            0};
}

} // namespace seawall::db
