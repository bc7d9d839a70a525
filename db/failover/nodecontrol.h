// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/endpoint.h"
#include "db/failover/controlsettings.h"

#include <QStringList>

#include <memory>
#include <stop_token>

namespace seawall::db {

class NodeFiles;

/// What can be done to a node's server from outside of it.
enum class NodeAction {
    Stop,   ///< cleanly, sessions ended at once (pg_ctl -m fast): what was committed has gone to the replicas
    Kill,   ///< at once, as a crash
    Start,  ///< as whatever its data directory makes it: a primary, or with standby.signal a replica
    Pause,  ///< SIGSTOP or the freezer: it keeps its connections and says nothing
    Resume, ///< ends a pause
    Promote, ///< for a node that cannot be asked by SQL (pg_promote() is preferred)
};
QString toString(NodeAction action); ///< 'stop', 'kill' …: as in the keys of a .env and in 'node.stop'

enum class ServerState { Unknown, Stopped, Running, Paused };
QString toString(ServerState state);

/// Starts and stops one node's server. Which actions it can do and what exactly it would run is told before,
/// to be shown. Blocks until the effect is there (or not to be had); belongs to one thread at a time; holds
/// no state of the server. Errors of perform(): InvalidInput where can() says no, Timeout, Cancelled,
/// ToolMissing, Internal with the program's last lines in detail.
class NodeControl
{
public:
    NodeControl() = default;
    virtual ~NodeControl() = default;
    NodeControl(const NodeControl &) = delete;
    NodeControl &operator=(const NodeControl &) = delete;

    virtual QString describe() const = 0; ///< 'the Docker container pulse-postgres-replica'
    virtual bool can(NodeAction action) const = 0;

    /// Exactly what perform() would run, a line each; for a node controlled by hand, what a person is to do.
    /// Never holds a password.
    virtual QStringList commands(NodeAction action) const = 0;
    virtual Result<void> perform(NodeAction action, Deadline deadline, const std::stop_token &stop = {}) = 0;

    /// As the machine says, not PostgreSQL; Unknown where it cannot be asked.
    virtual Result<ServerState> state(Deadline deadline, const std::stop_token &stop = {}) = 0;

    /// Its data directory, where that is within reach while the server is down; else nullptr.
    virtual NodeFiles *files() { return nullptr; }

    /// What makes the node anew from a base backup of the primary, where one command does; else empty.
    virtual QString rebuildCommand() const { return {}; }

    /// A password file on the node's own machine that its server may read, where one is known; else empty.
    virtual QString passfile() const { return {}; }
};

/// Errors: InvalidInput where the settings name something that is not there (no such sandbox, data directory
/// …), and for Kind::None and Kind::Patroni, which are no way to stop a server from here.
Result<std::unique_ptr<NodeControl>> makeNodeControl(const ControlSettings &settings,
                                                     const Endpoint &endpoint);

} // namespace seawall::db
