// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/endpoint.h"
#include "db/monitor/nodefacts.h"
#include "db/result.h"

#include <QStringList>

#include <vector>

namespace seawall::db {

struct SandboxOptions {
    QString directory; ///< created where it does not exist
    int replicas = 1;
    int preferredPort =
        5432;             ///< primary; replicas the following ones; others where not free; 0: any free ports
    QString binaries;     ///< folder of initdb; empty: looked for (pg_config --bindir, Debian's folders)
    bool demoData = true; ///< apply its migrations: clients (with 'WEX'), projects, pull_requests, jobs …
    QStringList extraSettings; ///< 'name = value' lines for postgresql.conf of every node
};

struct SandboxNode {
    enum class State { Stopped, Running, Paused };
    QString name; ///< 'primary', 'replica1' …
    int port = 0;
    int pid = 0; ///< of the postmaster, 0 where stopped
    State state = State::Stopped;
};

/// A real primary and its streaming replicas, made from the machine's own PostgreSQL (13 to 18), on loopback:
/// to try Seawall on, and to test it with. It outlives the process that made it; opening the directory again
/// finds it. Works as root (the servers run as another user) and as a normal user. Blocks; runs on a worker.
class Sandbox final
{
public:
    /// Finds the sandbox in `directory`. Errors: InvalidInput where there is none.
    static Result<Sandbox> open(const QString &directory);

    /// Makes the sandbox where it does not exist, and starts every node of it; resumes paused ones.
    /// Writes `directory/.env` (0600) with the keys of the checklist, and `directory/migrations`. Errors:
    /// ToolMissing, FileAccess, Timeout, QueryFailed.
    static Result<Sandbox> up(const SandboxOptions &options, Deadline deadline);

    /// Stops every node, and removes the directory.
    Result<void> down();

    std::vector<SandboxNode> nodes() const;       ///< asked of the processes each time
    Endpoint endpoint(const QString &node) const; ///< as the superuser of the sandbox, to database pulse_db
    QString directory() const;
    QString envFile() const;
    QString dataDirectory(const QString &node) const;

    /// Errors for all four: InvalidInput for an unknown node, Timeout, Internal with the server's log lines
    /// in detail.
    Result<void> stop(const QString &node,
                      bool immediate = false); ///< immediate: SIGKILL to all its processes
    Result<void> start(const QString &node);   ///< Refused: somebody else has its port now
    Result<void> pause(const QString &node);   ///< SIGSTOP to the postmaster and all its children
    Result<void> resume(const QString &node);  ///< SIGCONT

    /// Makes a node anew from a base backup of the one that takes writes, as a replica of it; what it had is
    /// gone. Errors: InvalidInput where no other node takes writes, or several do; ToolMissing, FileAccess.
    Result<void> rebuild(const QString &node, Deadline deadline);

    /// Which role a running node has now; Unknown where it does not answer at once.
    Role roleOf(const QString &node) const;

    static Result<QString> findBinaries(); ///< newest supported; honours SEAWALL_PG_BINDIR

private:
    explicit Sandbox(QString directory);
    QString m_directory;
};

} // namespace seawall::db
