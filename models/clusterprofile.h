// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/controlsettings.h"
#include "db/monitor/clustermonitor.h"
#include "db/router/databaserouter.h"
#include "models/envfile.h"

#include <QColor>

namespace seawall::models {

/// A cluster the console knows how to reach: what a `.env` file, the command line or a named profile
/// describes.
struct ClusterProfile {
    QString name;            ///< shown in the header and written to the Journal: 'sandbox', 'production'
    bool production = false; ///< coloured frame, stricter confirmations
    QColor colour;           ///< invalid: none
    QString envFile;         ///< where it came from, if it did
    bool ownServers = false; ///< a person changed which servers are its own: the file does not replace them
    QStringList warnings;    ///< of that file, as EnvFile::warnings(); not kept with the profile
    QStringList unreadable;  ///< keys of flags and pools whose value cannot be read: they count as not given
    QString migrations;      ///< SEAWALL_MIGRATIONS as an absolute path; empty where it is not given
    db::MonitorConfig monitor;
    bool journalMirror = false; ///< SEAWALL_JOURNAL_MIRROR: the Journal is copied to the primary
    std::map<QString, db::ControlSettings> controls; ///< by node: how it is started and stopped
    /// USE_READ_REPLICA (or USE_REPLICA_FOR_READS, another name of it), REPLICA_FALLBACK_ENABLED
    std::optional<bool> useReadReplica, replicaFallback;
    db::PoolLimits primaryLimits, replicaLimits; ///< of one process: DB_POOL_SIZE …, DB_REPLICA_POOL_SIZE …

    /// For a router as the application has it: its pools, its flags, its nodes.
    db::RouterConfig router() const;

    QString sandboxFolder() const; ///< of the sandbox that it describes; empty: servers of somebody

    /// From the keys of the checklist: POSTGRES_HOST/PORT/USER/PASSWORD/DATABASE, POSTGRES_REPLICA_HOST/PORT
    /// (further replicas: POSTGRES_REPLICA2_HOST …), POSTGRES_SSLMODE, DB_POOL_SIZE …, DB_REPLICA_POOL_SIZE
    /// …, USE_READ_REPLICA …, PGBOUNCER_HOST/PORT/USER/PASSWORD, SEAWALL_APPLICATION_NAME, SEAWALL_PROCESSES,
    /// SEAWALL_MIGRATIONS (relative to the file), SEAWALL_CONTROL … (docs/failover.md). Errors: InvalidInput
    /// naming file, line and key, where servers cannot be reached as written (bad port …). A flag or a figure
    /// of a pool that cannot be read is a warning: it must not blind who watches, nor stop a failover.
    static db::Result<ClusterProfile> fromEnvFile(const QString &path);

    /// From `--primary` and `--replica` arguments: URIs, key=value strings or service names.
    static db::Result<ClusterProfile> fromConnections(const QString &primary, const QStringList &replicas);
};

} // namespace seawall::models
