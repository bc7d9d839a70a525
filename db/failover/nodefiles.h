// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/endpoint.h"
#include "db/lsn.h"

#include <QStringList>

#include <optional>
#include <stop_token>

namespace seawall::db {

/// What pg_controldata tells of a data directory.
struct ControlData {
    QString systemIdentifier;
    QString state; ///< 'shut down', 'in production', 'shut down in recovery' …
    std::optional<quint32> timeline;
    std::optional<Lsn> checkpoint;  ///< where the latest checkpoint's record begins
    std::optional<Lsn> minRecovery; ///< a replica's minimum recovery ending location
    bool hasChecksums = false, walLogHints = false;

    bool isCleanPrimary() const { return state == QStringLiteral("shut down"); }
    bool isCleanReplica() const { return state == QStringLiteral("shut down in recovery"); }
    bool isUncleanReplica() const { return state == QStringLiteral("in archive recovery"); }
    static Result<ControlData> parse(const QString &output); ///< of LC_ALL=C pg_controldata
};

/// Of the names of files in pg_wal the newest timeline of which there is WAL and, but for the first, its
/// history: pg_rewind leaves WAL of a timeline that it discards. 0: there is none.
quint32 newestTimeline(const QStringList &names);

/// The data directory of a node whose server does not run. Blocks; belongs to one thread at a time. Errors of
/// all: FileAccess, ToolMissing, Timeout, Cancelled, Internal with the program's last lines in detail.
class NodeFiles
{
public:
    virtual ~NodeFiles() = default;

    virtual QString dataDirectory() const = 0; ///< '$PGDATA' where only the server's own machine knows it
    virtual QString keepCommand() const = 0;   ///< what puts all of it aside

    virtual Result<ControlData> controlData(Deadline deadline, const std::stop_token &stop = {}) = 0;

    /// Makes or removes standby.signal; while the server is down only.
    virtual Result<void> setStandby(bool standby) = 0;
    virtual Result<bool> isStandby() const = 0;

    /// Adds `name = 'value'` lines to postgresql.auto.conf; the last of a name counts.
    virtual Result<void> addSettings(const QStringList &lines) = 0;

    /// pg_rewind from a running primary; `source` as a superuser. The password goes by the environment of the
    /// program. rewindCommand() is what is shown of it.
    virtual QString rewindCommand(const Endpoint &source) const = 0;
    virtual Result<QString> rewind(const Endpoint &source, Deadline deadline,
                                   const std::stop_token &stop = {}) = 0;

    /// The newest timeline of which there is WAL; the control file may still be of an older one. 0: no WAL.
    virtual Result<quint32> walTimeline(Deadline deadline, const std::stop_token &stop = {}) = 0;

    /// The WAL records of `timeline` from `start` to the end of what is there, as LC_ALL=C pg_waldump prints
    /// them, with its error at the end: there is one wherever WAL ends.
    virtual Result<QString> walRecords(quint32 timeline, Lsn start, Deadline deadline,
                                       const std::stop_token &stop = {}) = 0;
};

} // namespace seawall::db
