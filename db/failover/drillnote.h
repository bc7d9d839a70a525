// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/failoverrun.h"

namespace seawall::db {

/// What a drill has to undo, on the disk before it does anything: for the case that the console does not live
/// to its end. Removed when all is as before.
struct DrillNote {
    enum class Undo {
        Nothing, ///< what the drill does ends with its process
        Start,   ///< the node's server was stopped
        Resume,  ///< … was paused
        Replay,  ///< replay was paused on the node
    };
    QString drill, node;
    Undo undo = Undo::Nothing;
    QString primary, systemIdentifier; ///< at the beginning
    qint64 startedMs = 0;              ///< ms since the epoch

    static QString pathFor(const QString &recordFile); ///< beside FailoverRecord's; empty: nowhere
    /// Nothing where there is none. Errors: FileAccess where it is damaged.
    static Result<std::optional<DrillNote>> load(const QString &path);
    Result<void> save(const QString &path) const; ///< durable, 0600
    static Result<void> remove(const QString &path);
    QString describe() const; ///< 'replica1 was stopped by the drill replica-fails'
    bool operator==(const DrillNote &) const = default;
};

/// Makes everything as it was before a drill that was cut off, whatever of it is still in the way: the node,
/// the replicas' streaming, its schema; and removes the note at the end. Can be called again. Errors: what
/// stands in the way; InvalidInput where another node takes writes by now and the old primary must not be
/// started; ServerNotReady while the drill still runs in another process.
Result<QString> recoverDrill(const ClusterMembers &members, const DrillNote &note, const QString &recordFile,
                             std::chrono::milliseconds patience, const FailoverSink &sink);

} // namespace seawall::db
