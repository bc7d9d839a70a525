// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/clustermonitor.h"

namespace seawall::models {

/// Keeps in `file` which address each node's name stands for. A sentence where that has changed since the
/// last time, as after a swap in the `.env`: what is recorded goes by name. Empty where nothing changed, or
/// nothing was known. Blocks on the disk; what cannot be read or written is passed over.
QString renamedSince(const QString &file, const std::vector<db::NodeConfig> &nodes);

/// Keeps in `file` the system identifier of the cluster that this folder's records are of. A sentence where
/// it was another one the last time, as after a sandbox was made anew: an address may lead to another
/// cluster. Empty where nothing changed, or nothing was known. Blocks as above.
QString otherClusterSince(const QString &file, const QString &systemIdentifier);

} // namespace seawall::models
