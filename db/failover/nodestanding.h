// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/failover/failoverrun.h"
#include "db/lsn.h"

namespace seawall::db {

/// What one node says of itself, as far as a change of primary goes. Absent is unknown. Source:
/// resources/sql/failover_standing.sql.
struct NodeStanding {
    QString name, systemIdentifier;
    Role role = Role::Unknown;
    std::optional<quint32> timeline;
    std::optional<Lsn> flushed;            ///< primary: what is safe on its disk
    std::optional<Lsn> received, replayed; ///< replica
    std::optional<Lsn> latestEnd;          ///< replica: the last position its upstream told it of
    QString pauseState, applyDelay, receiverStatus, slot, senderHost;
    int senderPort = 0;
    std::optional<double> lastMessageAge, lastCommitAge; ///< replica: seconds
    bool isSuperuser = false, isReadOnly = false;
    std::optional<QString> readOnlyByAlterSystem; ///< default_transaction_read_only in postgresql.auto.conf
    Secret upstream;                              ///< primary_conninfo: it may hold a password
    QString upstreamSlot, dataDirectory;

    bool streams() const { return receiverStatus == QStringLiteral("streaming"); }
};

inline constexpr std::chrono::seconds askTime{10}; ///< in which a node that is up answers

/// Asks one node. Errors: as Connection::open, PermissionDenied, QueryFailed.
Result<NodeStanding> standingOf(const Endpoint &endpoint, Deadline deadline,
                                const std::stop_token &stop = {});

/// A session that may write. What is said in it is not logged by the server (log_statement …), as it can hold
/// connection strings. tellNode() opens one for what it is given.
Result<Rows> tellNode(const Endpoint &endpoint, const QString &sql, const QStringList &parameters,
                      Deadline deadline, const std::stop_token &stop = {});
Result<Rows> tellNode(const Endpoint &endpoint, const QStringList &statements, Deadline deadline,
                      const std::stop_token &stop = {}); ///< one after the other; the last's rows
Result<Connection> openForFailover(const Endpoint &endpoint, Deadline deadline,
                                   const std::stop_token &stop = {});

/// 'host:port' by which the other nodes reach a member.
QString replicationAddress(const ClusterMember &member);

/// primary_conninfo for `member` to replicate from `upstream`: what `pattern` (its own, or another replica's)
/// says, with the address changed, and where the pattern is not its own, with its name and its password file.
Result<Secret> upstreamFor(const ClusterMember &member, const ClusterMember &upstream, const Secret &pattern,
                           bool patternIsItsOwn);

/// As a line for postgresql.auto.conf.
QString settingLine(const QString &name, const QString &value);

} // namespace seawall::db
