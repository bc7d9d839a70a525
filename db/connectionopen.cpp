// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection_p.h"
#include "db/hostlookup.h"
#include "db/pgerror.h"

#include <locale.h>
#include <poll.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

using Keywords = std::map<QByteArray, QByteArray>;

QByteArray sessionSettings(const SessionOptions &options)
{
    return "-c default_transaction_read_only=" + QByteArray(options.readOnly ? "on" : "off") +
           " -c statement_timeout=" + QByteArray::number(qint64{options.statementTimeout.count()}) +
           " -c lock_timeout=" + QByteArray::number(qint64{options.lockTimeout.count()});
}

Keywords keywordsOf(const Endpoint &endpoint, const SessionOptions &options)
{
    // A silent peer has to be noticed by the kernel too, for connections that wait between two statements.
    Keywords keywords{{"keepalives", "1"},       {"keepalives_idle", "5"},     {"keepalives_interval", "2"},
                      {"keepalives_count", "3"}, {"tcp_user_timeout", "8000"}, {"client_encoding", "UTF8"}};
    for (const auto &[keyword, value] : endpoint.parameters)
        keywords[keyword.toUtf8()] = value.toUtf8();
    keywords["application_name"] = options.applicationName.toUtf8();
    if (!endpoint.password.isEmpty())
        keywords["password"] = endpoint.password.reveal().toUtf8();
    if (options.poolerConsole) {
        keywords.erase("client_encoding");
        keywords.erase("options");
    } else {
        const auto own = keywords["options"];
        keywords["options"] = own.isEmpty() ? sessionSettings(options) : own + ' ' + sessionSettings(options);
    }
    return keywords;
}

/// Replaces the look-up that libpq would do in PQconnectStart, beyond any deadline.
Result<void> resolveHost(Keywords &keywords, Deadline deadline, const std::stop_token &stop)
{
    const auto host = keywords["host"];
    if (host.isEmpty())
        keywords.erase("host");
    if (host.isEmpty() || host.startsWith('/') || host.startsWith('@') || host.contains(',') ||
        keywords.contains("hostaddr"))
        return {};
    const auto addresses = lookUpHost(QString::fromUtf8(host), deadline, stop);
    if (!addresses)
        return std::unexpected(addresses.error());
    keywords["hostaddr"] = addresses->join(u',').toLatin1();
    keywords["host"] = QByteArrayList(addresses->size(), host).join(',');
    return {};
}

PgConnHandle startConnecting(const Keywords &keywords)
{
    std::vector<const char *> names, values;
    for (const auto &[name, value] : keywords) {
        names.push_back(name.constData());
        values.push_back(value.constData());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    PgConnHandle handle(PQconnectStartParams(names.data(), values.data(), 0));
    if (handle) {
        PQsetErrorVerbosity(handle.get(), PQERRORS_VERBOSE); // with the SQLSTATE, which connectError reads
        PQsetNoticeProcessor(handle.get(), [](void *, const char *) {}, nullptr);
    }
    return handle;
}

/// connectError() reads libpq's own words, so they must not be translated; for this thread, while it lives.
class PlainWords final
{
public:
    PlainWords()
        : m_plain(newlocale(LC_MESSAGES_MASK, "C", duplocale(LC_GLOBAL_LOCALE))), m_before(uselocale(m_plain))
    {}
    ~PlainWords()
    {
        uselocale(m_before);
        freelocale(m_plain);
    }
    PlainWords(const PlainWords &) = delete;
    PlainWords &operator=(const PlainWords &) = delete;

private:
    locale_t m_plain;
    locale_t m_before;
};

/// Drives PQconnectPoll. It knows no timeout of its own, and the socket can change between two calls.
Result<void> establish(PGconn *handle, Wakeup &wakeup, const Endpoint &endpoint, Deadline deadline,
                       const std::stop_token &stop)
{
    ConnectProgress progress;
    auto next = PGRES_POLLING_WRITING;
    while (next != PGRES_POLLING_OK) {
        if (next == PGRES_POLLING_FAILED || PQstatus(handle) == CONNECTION_BAD)
            return std::unexpected(connectError(handle, endpoint, progress));
        const short events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        switch (wakeup.wait(PQsocket(handle), events, deadline, stop)) {
        case Wakeup::Result::Stopped:
            return fail(ErrorKind::Cancelled, u"Connecting to %1 was stopped."_s.arg(endpoint.address()));
        case Wakeup::Result::TimedOut:
            progress.tlsStarted = PQsslInUse(handle) != 0;
            return std::unexpected(connectTimeout(endpoint, progress));
        case Wakeup::Result::Ready:
            break;
        }
        next = PQconnectPoll(handle);
        const auto status = PQstatus(handle);
        progress.tcpConnected = status != CONNECTION_STARTED && status != CONNECTION_NEEDED &&
                                (status != CONNECTION_BAD || progress.tcpConnected);
        progress.tlsStarted =
            status == CONNECTION_SSL_STARTUP || (status == CONNECTION_BAD && progress.tlsStarted);
    }
    return {};
}

} // namespace

Result<Connection> Connection::open(const Endpoint &endpoint, const SessionOptions &options,
                                    Deadline deadline, std::stop_token stop)
{
    auto keywords = keywordsOf(endpoint, options);
    if (const auto resolved = resolveHost(keywords, deadline, stop); !resolved)
        return std::unexpected(resolved.error());
    auto opened = std::make_unique<Private>();
    opened->address = endpoint.address();
    const PlainWords words;
    opened->handle = startConnecting(keywords);
    if (!opened->handle)
        return fail(ErrorKind::Internal, u"There is no memory left for a connection."_s);
    if (const auto done = establish(opened->handle.get(), opened->wakeup, endpoint, deadline, stop); !done)
        return std::unexpected(done.error());
    PQsetErrorVerbosity(opened->handle.get(), PQERRORS_DEFAULT);
    PQsetnonblocking(opened->handle.get(), 1); // else a large send blocks while the server is stopped
    return Connection(std::move(opened));
}

} // namespace seawall::db
