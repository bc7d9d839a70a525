// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"

#include "db/connection_p.h"
#include "db/pgerror.h"

#include <future>
#include <thread>

#include <poll.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

/// What still has to happen after a send has been queued: flush it, and read until libpq holds every result.
class Exchange
{
public:
    Exchange(PGconn *handle, Wakeup &wakeup, const QString &address)
        : m_handle(handle), m_wakeup(wakeup), m_address(address)
    {}

    Result<Rows> finish(Deadline deadline, const std::stop_token &stop)
    {
        if (const auto sent = flush(deadline, stop); !sent)
            return std::unexpected(sent.error());
        PgResultHandle last;
        std::optional<Error> failure;
        while (true) {
            if (const auto arrived = await(deadline, stop); !arrived)
                return std::unexpected(arrived.error());
            PgResultHandle result(PQgetResult(m_handle));
            if (!result)
                break;
            if (const auto refused = take(result, last); refused && !failure)
                failure = refused;
            if (failure && failure->kind == ErrorKind::Internal)
                break; // a COPY: the session cannot go on
        }
        if (PQstatus(m_handle) == CONNECTION_BAD)
            return std::unexpected(lost(failure));
        if (failure)
            return std::unexpected(*failure);
        return Rows(std::shared_ptr<PGresult>(last.release(), PQclear));
    }

private:
    static std::optional<Error> take(PgResultHandle &result, PgResultHandle &last)
    {
        switch (PQresultStatus(result.get())) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
        case PGRES_EMPTY_QUERY:
            last = std::move(result);
            return {};
        case PGRES_COPY_IN:
        case PGRES_COPY_OUT:
        case PGRES_COPY_BOTH:
            return Error{
                ErrorKind::Internal, u"COPY from or to the client is not possible here."_s, {}, {}, {}, 0};
        default:
            return errorOf(result.get());
        }
    }

    /// Reads while it writes: a server that waits for us to read does not read itself.
    Result<void> flush(Deadline deadline, const std::stop_token &stop)
    {
        while (true) {
            const int left = PQflush(m_handle);
            if (left == 0)
                return {};
            if (left < 0)
                return std::unexpected(lost({}));
            if (const auto ready = wait(POLLIN | POLLOUT, deadline, stop); !ready)
                return ready;
            if (!PQconsumeInput(m_handle))
                return std::unexpected(lost({}));
        }
    }

    Result<void> await(Deadline deadline, const std::stop_token &stop)
    {
        while (PQisBusy(m_handle)) {
            if (const auto ready = wait(POLLIN, deadline, stop); !ready)
                return ready;
            if (!PQconsumeInput(m_handle))
                return std::unexpected(lost({}));
        }
        return {};
    }

    Result<void> wait(short events, Deadline deadline, const std::stop_token &stop)
    {
        switch (m_wakeup.wait(PQsocket(m_handle), events, deadline, stop)) {
        case Wakeup::Result::Stopped:
            return fail(ErrorKind::Cancelled, u"The statement on %1 was stopped."_s.arg(m_address));
        case Wakeup::Result::TimedOut:
            return fail(ErrorKind::Timeout, u"%1 did not answer in time."_s.arg(m_address),
                        u"The server may be stopped, hung or overloaded, or the network is cut."_s);
        case Wakeup::Result::Ready:
            break;
        }
        return {};
    }

    Error lost(const std::optional<Error> &last) const
    {
        auto words = last ? last->message : redacted(QString::fromUtf8(PQerrorMessage(m_handle)).trimmed());
        return {ErrorKind::ConnectionLost,
                u"The connection to %1 was lost."_s.arg(m_address),
                u"Was the server stopped, or the session terminated? Seawall connects again by itself."_s,
                last ? last->sqlState : QString(),
                words,
                0};
    }

    PGconn *m_handle;
    Wakeup &m_wakeup;
    const QString &m_address;
};

bool breaks(ErrorKind kind)
{
    return kind == ErrorKind::ConnectionLost || kind == ErrorKind::Cancelled || kind == ErrorKind::Internal;
}

} // namespace

Connection::Connection(std::unique_ptr<Private> opened) : d(std::move(opened))
{}
Connection::Connection(Connection &&) noexcept = default;
Connection &Connection::operator=(Connection &&) noexcept = default;
Connection::~Connection() = default;

template<typename Send>
Result<Rows> Connection::run(Send &&send, Deadline deadline, const std::stop_token &stop)
{
    if (d->broken)
        return fail(ErrorKind::ConnectionLost, u"The session with %1 is broken."_s.arg(d->address));
    if (!send(d->handle.get())) {
        d->broken = true;
        return fail(ErrorKind::ConnectionLost, u"The connection to %1 was lost."_s.arg(d->address), {},
                    redacted(QString::fromUtf8(PQerrorMessage(d->handle.get())).trimmed()));
    }
    auto rows = Exchange(d->handle.get(), d->wakeup, d->address).finish(deadline, stop);
    // A Timeout of ours leaves a statement running; one of the server's (57014) leaves the session whole.
    if (!rows && (breaks(rows.error().kind) ||
                  (rows.error().kind == ErrorKind::Timeout && rows.error().sqlState.isEmpty())))
        d->broken = true;
    return rows;
}

Result<Rows> Connection::execute(const QString &sql, const QStringList &parameters, Deadline deadline,
                                 std::stop_token stop)
{
    std::vector<QByteArray> texts;
    std::vector<const char *> values;
    texts.reserve(static_cast<size_t>(parameters.size()));
    for (const auto &parameter : parameters) {
        texts.push_back(parameter.toUtf8());
        values.push_back(parameter.isNull() ? nullptr : texts.back().constData());
    }
    const auto text = sql.toUtf8();
    return run(
        [&](PGconn *handle) {
            return PQsendQueryParams(handle, text.constData(), static_cast<int>(values.size()), nullptr,
                                     values.data(), nullptr, nullptr, 0);
        },
        deadline, stop);
}

Result<Rows> Connection::executeSimple(const QString &sql, Deadline deadline, std::stop_token stop)
{
    const auto text = sql.toUtf8();
    return run([&](PGconn *handle) { return PQsendQuery(handle, text.constData()); }, deadline, stop);
}

Result<void> Connection::prepare(const QByteArray &name, const QString &sql, Deadline deadline,
                                 std::stop_token stop)
{
    if (isPrepared(name))
        return {};
    const auto text = sql.toUtf8();
    const auto done = run(
        [&](PGconn *handle) { return PQsendPrepare(handle, name.constData(), text.constData(), 0, nullptr); },
        deadline, stop);
    if (!done)
        return std::unexpected(done.error());
    d->prepared.insert(name);
    return {};
}

bool Connection::isPrepared(const QByteArray &name) const
{
    return d->prepared.contains(name);
}

Result<Rows> Connection::executePrepared(const QByteArray &name, Deadline deadline, std::stop_token stop)
{
    return run(
        [&](PGconn *handle) {
            return PQsendQueryPrepared(handle, name.constData(), 0, nullptr, nullptr, nullptr, 0);
        },
        deadline, stop);
}

Result<void> Connection::cancel(Deadline deadline)
{
    // PQcancel blocks on its own connection for as long as the peer is silent; the thread is left behind
    // then.
    auto request = std::make_shared<PgCancelHandle>(PQgetCancel(d->handle.get()));
    auto promise = std::make_shared<std::promise<bool>>();
    auto answer = promise->get_future();
    std::thread([request, promise] {
        char words[256];
        promise->set_value(*request && PQcancel(request->get(), words, sizeof words) != 0);
    }).detach();
    if (answer.wait_until(deadline.when()) != std::future_status::ready)
        return fail(ErrorKind::Timeout, u"%1 did not take the request to cancel in time."_s.arg(d->address));
    if (!answer.get())
        return fail(ErrorKind::ConnectionLost, u"%1 could not be asked to cancel."_s.arg(d->address));
    return {};
}

bool Connection::isBroken() const
{
    return d->broken;
}

int Connection::serverVersion() const
{
    return PQserverVersion(d->handle.get());
}

int Connection::backendPid() const
{
    return PQbackendPID(d->handle.get());
}

QString Connection::peerAddress() const
{
    return QString::fromLatin1(PQhostaddr(d->handle.get()));
}

QString quotedIdentifier(const QString &name)
{
    // PQescapeIdentifier needs a live connection only to know the encoding, which is UTF-8 here.
    auto quoted = name;
    return u'"' + quoted.replace(u'"', u"\"\""_s) + u'"';
}

} // namespace seawall::db
