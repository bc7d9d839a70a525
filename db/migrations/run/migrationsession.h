// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/run/runevents.h"

namespace seawall::db {

/// The session that runs migrations: on a primary, directly, and with the lock by which one runner at a time
/// works on a database. Belongs to the thread of the run.
class MigrationSession final
{
public:
    MigrationSession(const Endpoint &primary, const RunnerOptions &options, RunEvents &events);

    /// Connects and takes the lock. Errors: ServerNotReady where another runner holds it (who, in the
    /// message) or the server is a replica; InvalidInput behind a pooler; those of connecting.
    Result<void> open(const std::stop_token &stop);

    /// After a loss: connects anew as long as the options' patience lasts and takes the lock, which proves
    /// that the lost session is gone. Ends that very session where it lives on.
    Result<void> reopen(const std::stop_token &stop);

    Connection &connection() { return *m_connection; }
    int pid() const { return m_connection ? m_connection->backendPid() : 0; }

    /// What a script may leave behind, undone, in two parts, together DISCARD ALL but for our own lock and
    /// what we prepared. Sent with a migration and not before the next, as a setting like
    /// standard_conforming_strings rules how the next text is read. First role and settings, before the row
    /// is written …
    const QByteArray &ownSettings() const { return m_ownSettings; }
    /// … and what may be in use up to COMMIT.
    static constexpr auto leftovers = "CLOSE ALL; UNLISTEN *; DISCARD TEMP; DISCARD SEQUENCES";

    /// One statement with bound parameters, within the session's usual patience; not stopped half-way.
    Result<Rows> ask(const QString &sql, const QStringList &parameters = {});
    Result<Rows> askCatalog(const QString &id, const QStringList &parameters = {});

    /// Prepares the history's statements, where the table is there; nothing else is prepared then.
    void prepare();
    bool isPrepared() const { return m_isPrepared; }

    void setHasLock(bool has) { m_hasLock = has; } ///< as the row behind a script said
    /// Takes the lock again, should a script have released it. Errors: another runner has it meanwhile.
    Result<void> keepLock();
    /// As keepLock() or that row found it last.
    Result<void> hasLock();

    /// Ends an open transaction and what it may have left.
    Result<void> recover();

private:
    struct Identity {
        int pid = 0;
        qint64 backendStartUs = 0;
        bool operator==(const Identity &) const = default;
    };
    Result<void> connect(const std::stop_token &stop);
    Result<bool> tryLock();
    Result<void> waitForLock(const std::stop_token &stop);
    Error heldBy(const Rows &holders) const;
    void tellHolder(const Rows &holders);
    void endOldSession(const Rows &holders, const Identity &old);

    const Endpoint &m_primary;
    const RunnerOptions &m_options;
    RunEvents &m_events;
    std::optional<Connection> m_connection;
    Identity m_identity;
    QByteArray m_ownSettings;
    bool m_hasLock = false, m_isPrepared = false;
};

} // namespace seawall::db
