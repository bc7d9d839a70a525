// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"

namespace seawall::models {

/// Sessions of the application that a flag is about, on one node: those of `application`, else those of the
/// profile's pool, else all but the console's own. Nothing where the node does not say.
std::optional<int> applicationSessions(const db::NodeSnapshot &node, const ClusterProfile &profile,
                                       const QString &application = {});

/// The same over every replica; nothing where one of them does not say, or there is none.
std::optional<int> replicaSessions(const db::Snapshot &snapshot, const ClusterProfile &profile,
                                   const QString &application = {});

/// Those that would come to the primary: with the ones of a workload that runs, which heeds the flags too.
std::optional<int> movingSessions(const db::Snapshot &snapshot, const ClusterProfile &profile,
                                  const QString &application);

/// Transactions a second over every replica, the console's own included; nothing where one does not say.
std::optional<double> replicaTransactions(const db::Snapshot &snapshot);

} // namespace seawall::models
