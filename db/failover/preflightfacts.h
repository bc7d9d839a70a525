// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/hbarules.h"
#include "db/failover/preflight.h"
#include "db/failover/stopplan.h"

#include <map>

namespace seawall::db {

/// A row of pg_settings.
struct ServerSetting {
    QString value; ///< as SHOW writes it
    QString context;
    bool operator==(const ServerSetting &) const = default;
};

/// A prepared or a plain transaction, or a backup: what it is called, and how long it is open.
struct OpenWork {
    QString name;
    std::optional<double> ageSeconds;
    bool operator==(const OpenWork &) const = default;
};

struct Archiver {
    QString lastArchived, lastFailed, currentFile; ///< names of WAL files; empty: none
    bool isFailing = false;                        ///< the last attempt failed
    std::optional<int> waiting;                    ///< files marked .ready
    bool operator==(const Archiver &) const = default;
};

/// What one node says for the checks. What is absent could not be read: why stands in `failures`, by the id
/// of the query in the catalog, or in `error` where the node cannot be reached at all.
struct PreflightNode {
    QString name;
    std::optional<Error> error;
    std::optional<Error> closed; ///< why it takes no new sessions, while those of the monitor go on
    NodeFacts facts;             ///< as the monitor reads them
    std::optional<std::map<QString, ServerSetting>> settings;
    std::optional<bool> checksums; ///< data page checksums
    QString serverAddress;         ///< of its own end of our connection; empty for a Unix socket
    std::optional<std::vector<HbaRule>> hba;
    std::optional<std::vector<OpenWork>> prepared, transactions, backups; ///< the oldest first
    std::optional<Archiver> archiver;
    std::optional<std::map<QString, QStringList>> extensions; ///< name → versions, installed or available
    std::optional<QStringList> readOnly;                      ///< where default_transaction_read_only is on
    std::optional<QStringList> managers;                      ///< other programs that promote: 'Patroni'
    std::optional<QStringList> collations; ///< that sort by another version than the data was made with
    std::map<QString, Error> failures;

    QString setting(const QString &which) const; ///< null where it is not known
    std::optional<int> number(const QString &which) const;
};

struct PreflightFacts {
    PreflightRequest request;
    PreflightNode primary, candidate;
    StopPlan stop;
    std::optional<Error> poolerError; ///< PgBouncer is configured and does not answer
    bool isClusterSplit = false;      ///< more than one primary is known

    const WalSender *sender() const; ///< the primary's walsender for the candidate; nullptr for none
};

} // namespace seawall::db
