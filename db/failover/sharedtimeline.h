// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodefiles.h"
#include "db/failover/nodestanding.h"

/// A node that was started without standby.signal, and not promoted, takes writes on the timeline that it
/// followed. Its WAL parts from the primary's without a timeline of its own: pg_rewind compares timelines and
/// finds nothing to do, and as a replica it would go on with the primary's WAL on top of its own. Nor does
/// the WAL tell where the two parted. Only a base backup makes it a replica.
namespace seawall::db {

/// Whether the server of a node that does not answer was last a primary on that timeline.
bool wasPrimaryOn(quint32 timeline, NodeFiles &files, const ControlData &data, const std::stop_token &stop);

/// Why such a node is not brought back, and what makes it anew. `takesWrites`: now, else it did. `commands`:
/// commandsToMakeAnew(); the nodes as texts call them.
Error sharedTimelineError(const QString &node, const QString &primary, quint32 timeline, bool takesWrites,
                          const QStringList &commands);

/// A replica that does not stream in time may have been made one on top of such WAL: what helps then.
Error notStreamingError(Error error, const QString &node, const QString &primary,
                        const QStringList &commands);

/// baseBackupCommands() for a node as it is now: stopped before where it runs, and with its slot where the
/// primary has that. `upstream`: its primary_conninfo, where known; else another node's is looked for.
QStringList commandsToMakeAnew(const ClusterMembers &members, const ClusterMember &node,
                               const ClusterMember &primary, const QString &slot, Secret upstream,
                               bool isRunning, const std::stop_token &stop);

} // namespace seawall::db
