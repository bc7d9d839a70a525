// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/clustermonitor.h"

namespace seawall::models {

/// Keeps in `file` which address each node's name stands for. A sentence where that has changed since the
/// last time, as after a swap in the `.env`: what is recorded goes by name. Empty where nothing changed, or
/// nothing was known. Blocks on the disk; what cannot be read or written is passed over.
QString renamedSince(const QString &file, const std::vector<db::NodeConfig> &nodes);

struct ClusterChange {
    QString sentence;           ///< empty: nothing changed, or nothing was known
    bool isKeptByOther = false; ///< another console of the folder was the first to see it
};

/// Keeps in `file` the system identifier of the cluster that this folder's records are of. A sentence where
/// it was another one the last time, as after a sandbox was made anew: an address may lead to another
/// cluster. `known`: the one that this console watched until now, empty for none; it tells the change also
/// where another console has kept it already. Blocks as above.
ClusterChange otherClusterSince(const QString &file, const QString &systemIdentifier, const QString &known);

} // namespace seawall::models
