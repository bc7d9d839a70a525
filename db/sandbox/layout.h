// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/endpoint.h"
#include "db/result.h"
#include "db/sandbox/account.h"

#include <QStringList>

#include <vector>

namespace seawall::db {

/// What a sandbox is made of, kept in its `sandbox.json` (0600). A node that is not `made` was left half-way
/// and is made anew by the next up().
///
///     DIRECTORY/sandbox.json  .env  lock
///     DIRECTORY/migrations/   the demo's, and those a person adds
///     DIRECTORY/run/          Unix sockets
///     DIRECTORY/NODE/data/    the data directory; its postgresql.conf includes NODE/node.conf
///     DIRECTORY/NODE/         node.conf, server.log, pgpass
struct SandboxLayout {
    struct Node {
        QString name;
        int port = 0;
        bool made = false;
        bool isPrimary() const { return name == QStringLiteral("primary"); }
        bool operator==(const Node &) const = default;
    };

    QString directory; ///< canonical
    QString binaries;
    int major = 0; ///< of PostgreSQL
    ServiceAccount account;
    Secret password, replicationPassword;
    QStringList extraSettings;
    std::vector<Node> nodes; ///< the primary first

    static bool existsIn(const QString &directory);
    /// Errors: InvalidInput where there is none or it cannot be understood, FileAccess.
    static Result<SandboxLayout> load(const QString &directory);
    Result<void> save() const;

    const Node *find(const QString &name) const;
    Node *find(const QString &name);

    QString nodeFolder(const QString &node) const;
    QString dataDirectory(const QString &node) const;
    QString logFile(const QString &node) const;
    QString socketFolder() const; ///< empty where its path would be too long for a socket
    QString envFile() const;
    QString migrations() const; ///< the folder of the demo's
    Endpoint endpoint(const Node &node) const;
};

inline constexpr auto sandboxDatabase = "pulse_db";
inline constexpr auto sandboxSuperuser = "postgres";
inline constexpr auto sandboxReplicationUser = "replicator";

} // namespace seawall::db
