// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection_p.h"
#include "db/exchange.h"

#include <future>
#include <thread>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// How long the server may take to end what it was asked to cancel before the session is given up.
constexpr auto cancelPatience = 15s;
/// A request can come just before the server begins with the exchange, and is lost then.
constexpr auto cancelAgainAfter = 500ms;

/// Reads the results of a script; once stopped, asks the server to cancel and goes on reading.
class ScriptReader final
{
public:
    ScriptReader(Connection &connection, Exchange exchange, PGconn *handle)
        : m_connection(connection), m_exchange(exchange), m_handle(handle)
    {}

    Result<Rows> read(const std::function<void(int)> &onResult, Deadline deadline,
                      const std::stop_token &stop)
    {
        if (auto sent = m_exchange.flush(deadline, stop); !sent)
            return std::unexpected(sent.error());
        int done = 0;
        while (true) {
            auto result = next(deadline, stop);
            if (!result)
                return std::unexpected(result.error());
            if (!*result)
                break;
            if (take(result->value()) && onResult)
                onResult(done++);
            if (m_failure && m_failure->kind == ErrorKind::Internal)
                return std::unexpected(*m_failure);
        }
        if (PQstatus(m_handle) == CONNECTION_BAD)
            return std::unexpected(m_exchange.lost(m_failure));
        if (m_failure)
            return std::unexpected(*m_failure);
        return Rows(std::shared_ptr<PGresult>(m_lastRow.release(), PQclear));
    }

private:
    Result<std::optional<PgResultHandle>> next(Deadline deadline, const std::stop_token &stop)
    {
        if (!m_givenUp) {
            auto result = m_exchange.next(deadline, stop);
            if (result || result.error().kind != ErrorKind::Cancelled)
                return result;
            m_givenUp = Deadline::in(cancelPatience);
        }
        while (!m_givenUp->passed()) {
            static_cast<void>(m_connection.cancel(Deadline::in(2s)));
            auto result = m_exchange.next(Deadline::in(cancelAgainAfter), {});
            if (result || result.error().kind != ErrorKind::Timeout)
                return result;
        }
        return fail(ErrorKind::Cancelled,
                    u"The server was asked to cancel, and did not end the statement in time."_s);
    }

    /// Whether a statement is done with it.
    bool take(PgResultHandle &result)
    {
        if (auto problem = Exchange::problemOf(result.get())) {
            if (!m_failure)
                m_failure = std::move(problem);
            return false;
        }
        const bool isRow = PQresultStatus(result.get()) == PGRES_SINGLE_TUPLE;
        if (isRow)
            m_lastRow = std::move(result);
        return !isRow;
    }

    Connection &m_connection;
    Exchange m_exchange;
    PGconn *m_handle;
    PgResultHandle m_lastRow;
    std::optional<Error> m_failure;
    std::optional<Deadline> m_givenUp; ///< set once the server was asked to cancel
};

} // namespace

Result<Rows> Connection::executeScript(const QByteArray &utf8, const std::function<void(int)> &onResult,
                                       Deadline deadline, const std::stop_token &stop)
{
    if (d->broken)
        return fail(ErrorKind::ConnectionLost, u"The session with %1 is broken."_s.arg(d->address));
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, u"Stopped before anything was sent to %1."_s.arg(d->address));
    auto *handle = d->handle.get();
    const Exchange exchange(handle, d->wakeup, d->address);
    if (!PQsendQuery(handle, utf8.constData())) {
        d->broken = true;
        return std::unexpected(exchange.lost({}));
    }
    PQsetSingleRowMode(handle); // a SELECT of a large table must not end up in memory
    auto rows = ScriptReader(*this, exchange, handle).read(onResult, deadline, stop);
    d->broken = PQstatus(handle) == CONNECTION_BAD || PQtransactionStatus(handle) == PQTRANS_ACTIVE;
    return rows;
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

} // namespace seawall::db
