// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/operation.h"

#include <memory>

namespace seawall::models {

struct JournalRow; // models/journalrecord.h

/// One Operation in the Journal: its start, and its outcome where it has one.
struct JournalEntry {
    enum class State { Running, Succeeded, Failed, Cancelled, Interrupted };
    qint64 id = 0;                    ///< of its start row; grows with time
    qint64 startedMs = 0;             ///< ms since the epoch
    std::optional<qint64> finishedMs; ///< absent: running, or interrupted
    QString actor;                    ///< 'alice@db-host'
    OperationTarget target;
    QString kind, title, reason;
    QStringList actions;
    State state = State::Running;
    QString summary;
    QJsonObject details;
    bool operator==(const JournalEntry &) const = default;
};
QString toString(JournalEntry::State state); ///< 'running', 'succeeded', 'interrupted' …

/// What was done. Append-only SQLite (WAL, synchronous=FULL, 0600): a row when an Operation starts and a row
/// when it ends, each row chained by SHA-256 to the one before. Several processes may append to one file. A
/// start without an outcome whose process is gone is an interrupted Operation. Passwords are masked on the
/// way in. Thread-safe: the calls wait for a thread of the Journal that owns the file, so they belong on
/// workers. Errors: FileAccess; InvalidInput where the file is something else or of a newer Seawall.
class Journal final
{
public:
    /// `path` empty: a journal in memory. The folder has to exist.
    static db::Result<std::shared_ptr<Journal>> open(const QString &path);
    ~Journal();

    /// Written before the Operation acts; when this fails the Operation must not run.
    db::Result<qint64> begin(const Operation &operation, const QString &reason);
    db::Result<void> finish(qint64 id, const Outcome &outcome);

    /// Newest first, by their start. fromMs (included) and toMs (excluded) 0: no bound.
    db::Result<std::vector<JournalEntry>> entries(qint64 fromMs = 0, qint64 toMs = 0, int most = 10000) const;

    /// The rows behind the one of that number, as they are chained, in their order.
    db::Result<std::vector<JournalRow>> rows(qint64 after, int most) const;

    struct Verification {
        qint64 rows = 0; ///< read, up to the first broken one
        /// The first row that was edited, removed, moved or cut off the end; absent: the chain is whole.
        std::optional<qint64> firstBrokenRow;
    };
    /// Recomputes the chain. It shows meddling by hand, not by one who rewrites the whole file consistently.
    db::Result<Verification> verify() const;

private:
    struct Private;
    explicit Journal(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
