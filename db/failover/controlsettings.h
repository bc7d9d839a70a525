// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <QString>

#include <map>

namespace seawall::db {

/// How a node's server is started and stopped, as its profile says: a value. Written in one line:
/// 'sandbox', 'sandbox:DIRECTORY', 'docker:CONTAINER', 'pg_ctl:DATA_DIRECTORY', 'pg_ctlcluster:15/main',
/// 'command', 'patroni:http://host:8008', 'manual'.
struct ControlSettings {
    enum class Kind { None, Sandbox, Docker, PgCtl, PgCtlCluster, Command, Patroni, Manual };
    Kind kind = Kind::None;
    QString what; ///< directory, container, data directory, 'version/cluster' or URL
    /// Kind::Command: what bash runs for an action ('stop', 'start', 'kill', 'pause', 'resume', 'promote',
    /// 'status': exit code 0 while the server runs). What is not given cannot be done.
    std::map<QString, QString> commands;
    QString replicationAddress; ///< 'host:port' by which the other nodes reach it; empty: as the console does
    QString passfile;           ///< on its machine, for replicating from another node; empty: as it has now

    /// Errors: InvalidInput, naming what is wrong with the text.
    static Result<ControlSettings> parse(const QString &text);
    QString toString() const; ///< the line again, without the commands

    bool operator==(const ControlSettings &) const = default;
};

} // namespace seawall::db
