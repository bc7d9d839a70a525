// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/history.h"
#include "db/migrations/plan.h"
#include "db/migrations/rehearsal.h"
#include "models/clusterprofile.h"
#include "models/operation.h"

namespace seawall::models {

/// Which migrations, and for which cluster.
struct MigrationSite {
    ClusterProfile profile;
    QString folder; ///< absolute
};

/// The folder a cluster's migrations are in: `wanted` where given, else SEAWALL_MIGRATIONS of its .env, else
/// 'migrations' or 'db/migrations' beside that file. Errors: InvalidInput that says where it looked.
db::Result<QString> migrationFolder(const ClusterProfile &profile, const QString &wanted);

/// What is: the folder and the history on the primary put together. A value that travels to the page.
struct MigrationOverview {
    db::MigrationFolder folder;
    db::History history;
    std::vector<db::MigrationStatus> status;
    OperationTarget target; ///< the primary as it was when asked
    QString database;
    int serverVersion = 0;
    db::Endpoint primary;               ///< the node that takes writes
    std::vector<db::Endpoint> replicas; ///< the others

    /// Migrations that stand in the way of the next run, or that nobody should overlook.
    bool isSound() const;
    bool canBeRepaired() const; ///< by taking the files as they are now
    int count(db::MigrationStatus::State state) const;
    QString runnerText() const; ///< of another session that is at work now; empty: none
    /// The last one that is applied of those before it, to which rolling it back leads; '000': none is.
    QString versionBefore(const QString &version) const;
};

/// Asks the first configured node that takes writes, whichever was configured as the primary. Blocks.
/// Errors: those of the connection; ServerNotReady where no node takes writes.
struct OpenedSite {
    MigrationOverview overview;
    db::Connection connection; ///< read-only session on the primary
};
db::Result<OpenedSite> openSite(const MigrationSite &site, db::Deadline deadline, std::stop_token stop = {});

struct PastRehearsal {
    qint64 timeMs = 0;
    db::Rehearsal rehearsal;
};

/// What is to be done, judged and bound to what the server was when it was planned. A value.
struct PreparedRun {
    MigrationOverview overview;
    db::StepRequest request;
    std::vector<db::MigrationStep> steps;
    db::MigrationPlan plan;
    std::map<size_t, PastRehearsal> rehearsed; ///< by step: what came of the same script's last one
    QStringList texts; ///< of the scripts, redacted, for a person to read; empty where they are long together

    db::Direction direction() const;
    std::optional<db::Finding> worstFinding() const; ///< of those for which it can succeed all the same
    bool willFail() const; ///< for a name that is not there, or is taken; else it may all the same
    std::optional<db::Error> error() const; ///< of the first script that cannot be read; nothing can run then
};

/// Errors: those of stepsFor(), and of the connection. Blocks; memory is bounded by the largest file.
db::Result<PreparedRun> prepareRun(const MigrationSite &site, const db::StepRequest &request,
                                   db::Deadline deadline, std::stop_token stop = {});

} // namespace seawall::models
