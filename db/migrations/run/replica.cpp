// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/run/replica.h"

#include "db/migrations/fingerprint.h"
#include "db/sqlcatalog.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Result<Connection *> Replica::session(const std::stop_token &stop)
{
    if (!m_connection || m_connection->isBroken()) {
        m_connection.reset();
        auto opened = Connection::open(
            m_endpoint, {.applicationName = u"seawall migrations watch"_s, .statementTimeout = 15s},
            Deadline::in(3s), stop);
        if (!opened)
            return std::unexpected(opened.error());
        m_connection.emplace(std::move(*opened));
    }
    return &*m_connection;
}

Result<Replica::Position> Replica::position(const std::stop_token &stop)
{
    const auto connection = session(stop);
    if (!connection)
        return std::unexpected(connection.error());
    const auto sql = catalogQuery(u"migration_replayed"_s, (*connection)->serverVersion()).sql;
    const auto rows = (*connection)->execute(sql, {}, Deadline::in(3s), stop);
    if (!rows)
        return std::unexpected(rows.error());
    const auto lsn = Lsn::parse(rows->bytes(0, rows->column("lsn")));
    if (!rows->boolean(0, rows->column("in_recovery")).value_or(false) || !lsn)
        return fail(ErrorKind::ServerNotReady, u"%1 is no replica now."_s.arg(name()));
    const auto pause = rows->text(0, rows->column("pause_state"));
    return Position{*lsn, !pause.isEmpty() && pause != u"not paused", rows->real(0, rows->column("behind"))};
}

Result<QString> Replica::fingerprint(const std::stop_token &stop)
{
    const auto connection = session(stop);
    if (!connection)
        return std::unexpected(connection.error());
    return readFingerprintHash(**connection, Deadline::in(20s), stop);
}

Arrival Replica::awaitArrival(Lsn lsn, Deadline::Clock::time_point since, Deadline deadline,
                              const std::stop_token &stop)
{
    Arrival arrival{.node = name(), .seconds = {}, .sameSchema = {}, .problem = {}};
    while (true) {
        const auto at = position(stop);
        if (at && at->replayed >= lsn) {
            arrival.seconds = std::chrono::duration<double>(Deadline::Clock::now() - since).count();
            arrival.problem.clear();
            return arrival;
        }
        if (at && at->isPaused)
            arrival.problem = u"replay is paused"_s;
        else
            arrival.problem = at ? u"not replayed yet"_s : at.error().message;
        // A replica that is down or paused is told at once: nothing here would bring it back.
        if (!at || at->isPaused)
            return arrival;
        if (deadline.passed() || !pauseFor(20ms, stop))
            return arrival;
    }
}

} // namespace seawall::db
