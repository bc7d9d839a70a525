// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/exchange.h"

#include "db/pgerror.h"

#include <poll.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

Result<Rows> Exchange::finish(Deadline deadline, const std::stop_token &stop)
{
    if (const auto sent = flush(deadline, stop); !sent)
        return std::unexpected(sent.error());
    PgResultHandle last;
    std::optional<Error> failure;
    while (true) {
        auto result = next(deadline, stop);
        if (!result)
            return std::unexpected(result.error());
        if (!*result)
            break;
        const auto problem = problemOf(result->value().get());
        if (problem && !failure)
            failure = problem;
        if (!problem)
            last = std::move(result->value());
        if (failure && failure->kind == ErrorKind::Internal)
            break; // a COPY: the session cannot go on
    }
    if (PQstatus(m_handle) == CONNECTION_BAD)
        return std::unexpected(lost(failure));
    if (failure)
        return std::unexpected(*failure);
    return Rows(std::shared_ptr<PGresult>(last.release(), PQclear));
}

Result<std::optional<PgResultHandle>> Exchange::next(Deadline deadline, const std::stop_token &stop)
{
    if (const auto arrived = await(deadline, stop); !arrived)
        return std::unexpected(arrived.error());
    PgResultHandle result(PQgetResult(m_handle));
    if (!result)
        return std::nullopt;
    return std::optional(std::move(result));
}

std::optional<Error> Exchange::problemOf(const PGresult *result)
{
    switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE:
    case PGRES_EMPTY_QUERY:
        return {};
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
    case PGRES_COPY_BOTH:
        return Error{
            ErrorKind::Internal, u"COPY from or to the client is not possible here."_s, {}, {}, {}, 0};
    default:
        return errorOf(result);
    }
}

Result<void> Exchange::flush(Deadline deadline, const std::stop_token &stop)
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

Result<void> Exchange::await(Deadline deadline, const std::stop_token &stop)
{
    while (PQisBusy(m_handle)) {
        if (const auto ready = wait(POLLIN, deadline, stop); !ready)
            return ready;
        if (!PQconsumeInput(m_handle))
            return std::unexpected(lost({}));
    }
    return {};
}

Result<void> Exchange::wait(short events, Deadline deadline, const std::stop_token &stop)
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

Error Exchange::lost(const std::optional<Error> &last) const
{
    auto words = last ? last->message : redacted(QString::fromUtf8(PQerrorMessage(m_handle)).trimmed());
    return {ErrorKind::ConnectionLost,
            u"The connection to %1 was lost."_s.arg(m_address),
            u"Was the server stopped, or the session terminated? Seawall connects again by itself."_s,
            last ? last->sqlState : QString(),
            words,
            0};
}

} // namespace seawall::db
