// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodestanding.h"

namespace seawall::db {

/// The single changes that a switchover, a failover and a rejoin are made of. Each can be made again where it
/// was made before. Errors: as Connection::open and execute; Timeout; Cancelled.

Result<void> makeSlot(const Endpoint &on, const QString &slot, Deadline deadline,
                      const std::stop_token &stop = {});
Result<void> dropSlot(const Endpoint &on, const QString &slot, Deadline deadline,
                      const std::stop_token &stop = {});

/// A name a slot can have: small letters, digits and _ of the node's.
QString slotNameFor(const QString &node);

/// Sets where a node replicates from (primary_conninfo, primary_slot_name) by ALTER SYSTEM, and has it
/// heeded.
Result<void> setUpstream(const ClusterMember &member, const Secret &upstream, const QString &slot,
                         Deadline deadline, const std::stop_token &stop = {});

/// Has a replica that answers follow another upstream: by a slot there, made first, where `slot` names one.
/// awaitStreaming() says whether it does.
Result<void> repointReplica(const ClusterMember &replica, const ClusterMember &upstream, const QString &slot,
                            Deadline deadline, const std::stop_token &stop = {});

/// default_transaction_read_only by ALTER SYSTEM: on, or what it was before ('' : not set). Returns when new
/// sessions have it.
Result<void> setReadOnly(const Endpoint &on, const QString &value, Deadline deadline,
                         const std::stop_token &stop = {});

/// pg_promote(); `aboutTo` is called when the statement is about to be sent: from then on the node may be a
/// primary, whatever is returned. One that is a primary already is fine.
Result<void> promoteNode(const Endpoint &node, const std::function<void()> &aboutTo,
                         std::chrono::milliseconds patience);

/// Writes a message to the WAL of a node and commits; its standing. The timeline has to be above `before`.
Result<NodeStanding> verifyWritable(const Endpoint &node, quint32 before, Deadline deadline,
                                    const std::stop_token &stop = {});

/// Waits until a node answers in that role. Errors: InvalidInput at once where it answers in the other one
/// and `role` is Replica: it must be stopped then.
Result<NodeStanding> awaitRole(const Endpoint &node, Role role, Deadline deadline,
                               const std::stop_token &stop = {});

/// Waits until a replica streams on that timeline, and goes on to for `lasting`: one whose WAL has parted
/// connects and gives up in turns.
Result<NodeStanding> awaitStreaming(const Endpoint &replica, quint32 timeline, Deadline deadline,
                                    const std::stop_token &stop = {}, std::chrono::milliseconds lasting = {});

} // namespace seawall::db
