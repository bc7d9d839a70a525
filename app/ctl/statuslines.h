// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/table.h"
#include "db/monitor/snapshot.h"

namespace seawall::app {

/// A Snapshot as a person reads it in a terminal: the cluster's verdict, a table with a row a node, and a
/// sentence for each thing that is not as it should be.
std::vector<Line> statusLines(const db::Snapshot &snapshot);

/// A healthy cluster, and a PgBouncer that answers where one is configured.
bool isFine(const db::Snapshot &snapshot);

Colour colourOf(db::ClusterVerdict verdict);

} // namespace seawall::app
