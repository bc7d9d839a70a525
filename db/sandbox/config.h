// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"
#include "db/sandbox/layout.h"

namespace seawall::db {

/// What all nodes have in common, appended to postgresql.conf once. pg_basebackup and pg_rewind copy that
/// file between nodes, so all that is a node's own stands in node.conf beside the data directory.
QByteArray commonSettings(int nodes);

/// pg_hba.conf: passwords for everybody, loopback only.
QByteArray hostRules();

/// primary_conninfo of `node`, where it replicates from `source`.
QString upstreamOf(const SandboxLayout &layout, const SandboxLayout::Node &node,
                   const SandboxLayout::Node &source);

/// Writes NODE/node.conf (port, name, sockets, where to replicate from) and NODE/pgpass. Before each start,
/// as ports can change.
Result<void> writeNodeSettings(const SandboxLayout &layout, const SandboxLayout::Node &node);

/// Writes the `.env` with the keys of the checklist. An existing one keeps every line but the ports, so that
/// what a person changed in it stays.
Result<void> writeEnvFile(const SandboxLayout &layout);

} // namespace seawall::db
