// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workload/workloadschema.h"

#include "db/sqlcatalog.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::Deadline;
using db::Result;

namespace {

constexpr auto patience = 15s;
const QString purpose = u"workload: its schema"_s;

QString sqlOf(const char *id, const db::RoutedSession &session)
{
    return db::catalogQuery(QString::fromLatin1(id), session.serverVersion()).sql;
}

/// Refuses what is not ours to drop.
Result<void> check(db::RoutedSession &session, Deadline deadline, const std::stop_token &stop)
{
    const auto lock =
        session.execute(u"SELECT pg_try_advisory_lock(hashtext('seawall_load'))"_s, {}, deadline, stop);
    if (!lock)
        return std::unexpected(lock.error());
    if (lock->boolean(0, 0) != true)
        return db::fail(db::ErrorKind::InvalidInput, u"Another workload runs on this cluster."_s,
                        u"Wait for its end, or stop it where it was started."_s);
    const auto state = session.execute(sqlOf("workload_state", session), {}, deadline, stop);
    if (!state)
        return std::unexpected(state.error());
    const bool isThere = state->boolean(0, 0).value_or(true);
    if (isThere && !state->text(0, 1).startsWith(u"Made by the workload of Seawall"_s))
        return db::fail(db::ErrorKind::InvalidInput,
                        u"There is a schema seawall_load that no workload of Seawall has made."_s,
                        u"Rename it, if it is needed; the workload uses that name."_s);
    return {};
}

} // namespace

Result<WorkloadSchema> WorkloadSchema::make(db::DatabaseRouter &router, const std::stop_token &stop)
{
    const auto deadline = Deadline::in(patience);
    auto session = router.writeSession(purpose, deadline, stop);
    if (!session)
        return std::unexpected(session.error());
    if (const auto checked = check(*session, deadline, stop); !checked)
        return std::unexpected(checked.error());
    const auto made = session->connection().executeSimple(sqlOf("workload_create", *session), deadline, stop);
    if (!made)
        return std::unexpected(made.error());
    const auto token = session->token(deadline, stop);
    if (!token)
        return std::unexpected(token.error());
    return WorkloadSchema(std::move(*session), *token);
}

Result<void> WorkloadSchema::drop(db::DatabaseRouter &router)
{
    const auto deadline = Deadline::in(patience);
    const auto sql = u"DROP SCHEMA IF EXISTS seawall_load CASCADE"_s;
    auto done = m_keeper.execute(sql, {}, deadline);
    if (!done) { // the primary may be another one by now
        auto session = router.writeSession(purpose, deadline);
        done = session ? session->execute(sql, {}, deadline) : std::unexpected(session.error());
    }
    if (done)
        return {};
    auto error = done.error();
    error.message = u"The schema seawall_load is still there: "_s + error.message;
    error.hint = u"The next workload drops it, or do it by hand: DROP SCHEMA seawall_load CASCADE."_s;
    return std::unexpected(error);
}

} // namespace seawall::models
