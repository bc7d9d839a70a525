// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/failoverrun.h"
#include "models/clusterprofile.h"

namespace seawall::models {

/// The nodes of a profile with the control each is configured with. A control that cannot be made is left
/// out; why stands in `problems`, by node.
struct FailoverSite {
    ClusterProfile profile;
    db::ClusterMembers members;
    std::map<QString, db::Error> problems;
    QString directory;  ///< of the workspace; empty: nowhere
    QString recordFile; ///< db::FailoverRecord, in that folder; empty: nowhere

    /// Blocks (files, docker); for a worker.
    static FailoverSite of(const ClusterProfile &profile, const QString &directory);

    static QString recordFileIn(const QString &directory); ///< empty: nowhere

    bool isPatroni() const;      ///< one of its nodes is run by Patroni
    QStringList patroni() const; ///< the URLs of its REST API
};

} // namespace seawall::models
