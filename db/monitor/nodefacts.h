// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/lsn.h"
#include "db/result.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace seawall::db {

enum class Role { Unknown, Primary, Replica };
QString toString(Role role); ///< 'primary', 'replica', 'unknown'

/// A row of pg_stat_replication on an upstream. Lag columns as PostgreSQL reports them, in seconds.
struct WalSender {
    int pid = 0;
    QString user, applicationName, clientAddress, slotName, state, syncState;
    std::optional<Lsn> sent, write, flush, replay;
    std::optional<double> writeLag, flushLag, replayLag; ///< NULL soon after an idle catch-up; NULL is not 0
    bool operator==(const WalSender &) const = default;
};

/// The row of pg_stat_wal_receiver on a replica.
struct WalReceiver {
    QString status, slotName, senderHost, applicationName;
    int senderPort = 0;
    std::optional<Lsn> written, flushed;
    std::optional<quint32> timeline;
    std::optional<double>
        lastMessageAge; ///< seconds since the upstream was last heard, by the replica's clock
    bool operator==(const WalReceiver &) const = default;
};

/// Client backends by state (pg_stat_activity, backend_type = 'client backend'), the console's own included.
struct SessionCounts {
    int active = 0, idle = 0, idleInTransaction = 0, other = 0;
    int total() const { return active + idle + idleInTransaction + other; }
    bool operator==(const SessionCounts &) const = default;
};

struct ApplicationSessions {
    QString application, user;
    SessionCounts counts;
    bool operator==(const ApplicationSessions &) const = default;
};

/// A row of pg_replication_slots.
struct Slot {
    QString name, type, walStatus;
    bool active = false;
    std::optional<qint64> retainedBytes;   ///< current LSN − restart_lsn
    std::optional<qint64> safeWalSize;     ///< NULL where no limit is set
    std::optional<double> inactiveSeconds; ///< from PostgreSQL 17 on
    bool operator==(const Slot &) const = default;
};

/// A row of pg_stat_activity, with who blocks it. Only sampled while somebody looks.
struct Session {
    int pid = 0;
    QString user, database, application, clientAddress, backendType, state, waitEventType, waitEvent;
    QString query;                                                        ///< first 1,000 characters
    std::optional<double> queryAge, transactionAge, stateAge, backendAge; ///< seconds
    std::optional<qint64>
        backendStartUs;         ///< backend_start, µs since the epoch: with pid it names this session
    std::vector<int> blockedBy; ///< pg_blocking_pids; 0: a prepared transaction
    bool operator==(const Session &) const = default;
};

/// What a node said of itself. Absent is unknown. The first block is sampled each tick, the second every 15
/// s, and at once when the node's role or whom it serves has changed.
struct NodeFacts {
    Role role = Role::Unknown;
    std::optional<Lsn> currentLsn;               ///< primary: pg_current_wal_lsn()
    std::optional<Lsn> receivedLsn;              ///< replica: pg_last_wal_receive_lsn()
    std::optional<Lsn> replayedLsn;              ///< replica: pg_last_wal_replay_lsn()
    std::optional<bool> replayWaitsForWal;       ///< replica: all that it received in whole is replayed
    QString pauseState;                          ///< 'not paused', 'pause requested', 'paused'
    std::optional<double> applyDelaySeconds;     ///< recovery_min_apply_delay
    QString settingsLoaded;                      ///< pg_conf_load_time(): another one after each reload
    std::optional<double> sinceLastReplayedXact; ///< now() − pg_last_xact_replay_timestamp()
    std::optional<quint32> timeline;
    std::vector<WalSender> walSenders;
    std::optional<WalReceiver> walReceiver;
    std::optional<SessionCounts> sessions;
    std::vector<ApplicationSessions> applications;
    std::optional<qint64> transactions;              ///< committed + rolled back since the statistics began
    std::optional<std::vector<Session>> sessionList; ///< only while session detail is switched on

    int serverVersion = 0; ///< server_version_num
    QString versionText;   ///< '15.18'
    QString systemIdentifier;
    std::optional<int> maxConnections, reservedConnections;
    std::optional<bool> canMonitor;  ///< member of pg_monitor (or superuser)
    std::optional<bool> isSuperuser; ///< may change who is primary
    QString user;                    ///< whom we are logged in as
    std::vector<Slot> slotList;
    std::optional<qint64> recoveryConflicts;
    std::optional<double> oldestTransactionSeconds; ///< 0: none is open
    QString synchronousStandbyNames;
    /// Primary: default_transaction_read_only is on for the database, for all roles or in the files, so that
    /// writes are refused. Absent where no setting says so and the files may not be read. Asked again at once
    /// after a reload.
    std::optional<bool> readOnly;
    bool operator==(const NodeFacts &) const = default;
};

} // namespace seawall::db
