// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/run/migrationsession.h"

#include "db/migrations/historystatements.h"
#include "db/sqlcatalog.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 15s; // of each statement of our own
constexpr auto lockPolling = 100ms;
constexpr auto oldSessionPatience = 2s;
const auto tryLockSql = u"SELECT pg_catalog.pg_try_advisory_lock($1::bigint)"_s;

QByteArray ownSettingsFor(bool endsIdle, bool commitsLate)
{
    QByteArray text("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL;\n");
    if (endsIdle)
        text += "SET idle_session_timeout = 0;\n";
    if (commitsLate) // what is told to be applied must outlive a crash
        text += "SET synchronous_commit = on;\n";
    return text;
}

Blocker blockerOf(const Rows &rows, int row)
{
    Blocker blocker;
    blocker.pid = static_cast<int>(rows.integer(row, rows.column("pid")).value_or(0));
    blocker.user = rows.text(row, rows.column("usename"));
    blocker.application = rows.text(row, rows.column("application_name"));
    blocker.state = rows.text(row, rows.column("state"));
    blocker.query = redacted(rows.text(row, rows.column("query")));
    blocker.ageSeconds = rows.real(row, rows.column("age")).value_or(0);
    return blocker;
}

} // namespace

MigrationSession::MigrationSession(const Endpoint &primary, const RunnerOptions &options, RunEvents &events)
    : m_primary(primary), m_options(options), m_events(events)
{}

Result<void> MigrationSession::open(const std::stop_token &stop)
{
    if (auto connected = connect(stop); !connected)
        return connected;
    return waitForLock(stop);
}

Result<void> MigrationSession::connect(const std::stop_token &stop)
{
    m_connection.reset();
    m_hasLock = m_isPrepared = false;
    // What is set as the session begins, RESET ALL returns to.
    const SessionOptions session{.applicationName = u"seawall migrations"_s,
                                 .readOnly = false,
                                 .statementTimeout = 0ms,
                                 .lockTimeout = m_options.lockTimeout};
    auto endpoint = m_primary;
    endpoint.parameters[u"options"_s] += u" -c idle_in_transaction_session_timeout=0"_s;
    // A runner that was killed holds its locks until the server looks after its client.
    auto watched = endpoint;
    watched.parameters[u"options"_s] += u" -c client_connection_check_interval=2s"_s;
    auto opened = Connection::open(watched, session, Deadline::in(10s), stop);
    // The server cannot: it is older than 14, or its system does not tell.
    if (!opened && (opened.error().sqlState == u"42704" || opened.error().sqlState == u"22023"))
        opened = Connection::open(endpoint, session, Deadline::in(10s), stop);
    if (!opened)
        return std::unexpected(opened.error());
    m_connection.emplace(std::move(*opened));
    const auto rows = askCatalog(u"migration_session"_s);
    if (!rows)
        return std::unexpected(rows.error());
    const auto value = [&](const char *name) { return rows->column(name); };
    m_identity = {static_cast<int>(rows->integer(0, value("pid")).value_or(0)),
                  rows->integer(0, value("backend_start_us")).value_or(0)};
    if (rows->boolean(0, value("in_recovery")).value_or(true))
        return fail(ErrorKind::ServerNotReady,
                    u"%1 is a replica, and migrations run on the primary."_s.arg(m_primary.address()),
                    u"Was there a failover? Point the connection at the node that is the primary now."_s);
    if (m_identity.pid != m_connection->backendPid())
        return fail(ErrorKind::InvalidInput,
                    u"%1 is a pooler, and migrations need a session of their own with the server."_s.arg(
                        m_primary.address()),
                    u"Give the address of the PostgreSQL server itself."_s);
    m_ownSettings = ownSettingsFor(rows->boolean(0, value("ends_idle")).value_or(false),
                                   rows->boolean(0, value("commits_late")).value_or(false));
    const auto done = m_connection->executeScript(m_ownSettings, {}, Deadline::in(patience));
    return done ? Result<void>() : std::unexpected(done.error());
}

Result<bool> MigrationSession::tryLock()
{
    const auto rows = ask(tryLockSql, {QString::number(migrationLockKey)});
    if (!rows)
        return std::unexpected(rows.error());
    m_hasLock = rows->boolean(0, 0).value_or(false);
    return m_hasLock;
}

Result<void> MigrationSession::waitForLock(const std::stop_token &stop)
{
    // Polled: a session that waits for an advisory lock holds a snapshot, for which a CREATE INDEX
    // CONCURRENTLY of the runner that has it would wait in turn.
    const auto deadline = Deadline::in(m_options.lockWait);
    auto tellAgain = Deadline::in(0ms);
    while (true) {
        const auto got = tryLock();
        if (!got)
            return std::unexpected(got.error());
        if (*got)
            return {};
        const auto holders = askCatalog(u"migration_lock_holder"_s, {QString::number(migrationLockKey)});
        if (!holders)
            return std::unexpected(holders.error());
        if (holders->count() > 0 && tellAgain.passed()) {
            tellHolder(*holders);
            tellAgain = Deadline::in(500ms);
        }
        if (deadline.passed() && (holders->count() > 0 || m_options.lockWait > 0ms))
            return std::unexpected(heldBy(*holders));
        if (!pauseFor(lockPolling, stop))
            return fail(ErrorKind::Cancelled,
                        u"Stopped while another runner was at work; nothing was done."_s);
    }
}

void MigrationSession::tellHolder(const Rows &holders)
{
    const auto blocker = blockerOf(holders, 0);
    m_events.tell(
        -1, {.kind = RunEvent::Kind::Blocked,
             .text = u"Another runner is at work: session %1 of %2"_s.arg(blocker.pid).arg(blocker.user),
             .blockers = {blocker}});
}

Error MigrationSession::heldBy(const Rows &holders) const
{
    const auto text = [&](const char *name) { return holders.text(0, holders.column(name)); };
    const auto client = text("client");
    return {
        ErrorKind::ServerNotReady,
        holders.count() == 0
            ? u"Another runner was at work on this database just now."_s
            : u"Another runner is at work on this database: session %1 of %2 (%3) from %4, since %5."_s.arg(
                  text("pid"), text("usename"), text("application_name"),
                  client.isEmpty() ? u"the server's own host"_s : client, text("since")),
        u"Wait until it ends, then look at the status; nothing was done here."_s,
        {},
        {},
        0};
}

Result<void> MigrationSession::reopen(const std::stop_token &stop)
{
    const auto old = m_identity;
    const auto deadline = Deadline::in(m_options.reconnectPatience);
    const auto leaveAlive = Deadline::in(oldSessionPatience);
    std::chrono::milliseconds backOff = 100ms;
    Error last;
    while (true) {
        const auto connected = connect(stop);
        const auto got = connected ? tryLock() : std::unexpected(connected.error());
        if (got && *got) {
            prepare();
            return {};
        }
        if (got) {
            const auto holders = askCatalog(u"migration_lock_holder"_s, {QString::number(migrationLockKey)});
            if (holders && holders->count() > 0)
                last = heldBy(*holders);
            if (holders && leaveAlive.passed())
                endOldSession(*holders, old);
        } else {
            last = got.error();
        }
        if (last.kind == ErrorKind::AuthRefused || deadline.passed() || !pauseFor(backOff, stop))
            return std::unexpected(last);
        backOff = std::min(backOff * 2, std::chrono::milliseconds(2000));
    }
}

void MigrationSession::endOldSession(const Rows &holders, const Identity &old)
{
    for (int row = 0; row < holders.count(); ++row) {
        const Identity holder{static_cast<int>(holders.integer(row, holders.column("pid")).value_or(0)),
                              holders.integer(row, holders.column("backend_start_us")).value_or(0)};
        if (holder == old)
            static_cast<void>(askCatalog(u"session_terminate"_s,
                                         {QString::number(old.pid), QString::number(old.backendStartUs)}));
    }
}

Result<Rows> MigrationSession::ask(const QString &sql, const QStringList &parameters)
{
    return m_connection->execute(sql, parameters, Deadline::in(patience));
}

Result<Rows> MigrationSession::askCatalog(const QString &id, const QStringList &parameters)
{
    return ask(catalogQuery(id, m_connection->serverVersion()).sql, parameters);
}

void MigrationSession::prepare()
{
    m_isPrepared =
        m_connection->executeScript(preparation().toUtf8(), {}, Deadline::in(patience)).has_value();
}

Result<void> MigrationSession::keepLock()
{
    if (const auto got = tryLock(); !got)
        return std::unexpected(got.error());
    return hasLock();
}

Result<void> MigrationSession::hasLock()
{
    if (m_hasLock || m_connection->isBroken()) // a broken one takes the lock as it is opened again
        return {};
    const auto holders = askCatalog(u"migration_lock_holder"_s, {QString::number(migrationLockKey)});
    if (!holders)
        return std::unexpected(holders.error());
    auto error = heldBy(*holders);
    error.hint = u"The last script released the lock by which only one runner is at work (DISCARD ALL, "
                 "pg_advisory_unlock_all). Take that out of it, look at the status, and go on."_s;
    return std::unexpected(error);
}

Result<void> MigrationSession::recover()
{
    auto done = m_connection->executeScript("ROLLBACK", {}, Deadline::in(patience));
    if (done)
        done = m_connection->executeScript(m_ownSettings + leftovers, {}, Deadline::in(patience));
    if (done)
        prepare();
    return done ? Result<void>() : std::unexpected(done.error());
}

} // namespace seawall::db
