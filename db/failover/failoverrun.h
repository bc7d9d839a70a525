// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodecontrol.h"
#include "db/monitor/nodefacts.h"

#include <functional>
#include <memory>

namespace seawall::db {

/// A node as an Operation of failover needs it: how to ask it, and how to start and stop it.
struct ClusterMember {
    Endpoint endpoint;
    ControlSettings settings;
    std::shared_ptr<NodeControl> control; ///< nullptr: there is none

    const QString &name() const { return endpoint.name; }
};
using ClusterMembers = std::vector<ClusterMember>;
const ClusterMember *memberOf(const ClusterMembers &members, const QString &name);

/// Errors: InvalidInput where Patroni runs a member: it is asked, and nothing is done behind its back.
Result<void> checkNoPatroni(const ClusterMembers &members);

/// One step, as it is shown before it is taken.
struct FailoverStep {
    QString id, title;       ///< 'stop', 'Stop primary cleanly'
    QStringList commands;    ///< what is run or asked, in order
    QString wayBack;         ///< how it is undone; what to do instead where it cannot be
    bool isNoReturn = false; ///< from here on there is no way back, only forward
    bool operator==(const FailoverStep &) const = default;
};

/// What a run tells while it goes on; called on its thread.
struct FailoverEvent {
    enum class Kind { Started, Done, Failed, Undoing, Undone, UndoFailed, Note };
    Kind kind = Kind::Note;
    int step = 0;  ///< index into the steps
    QString text;  ///< what was found, or why it failed
    qint64 ms = 0; ///< since the run began
    bool operator==(const FailoverEvent &) const = default;
};
using FailoverSink = std::function<void(const FailoverEvent &)>;

/// How a run ended. There is never more than one writable primary at its end; where there is none, `standing`
/// says so and what to do.
struct FailoverReport {
    enum class State {
        Done,
        Restored,   ///< given up before the point of no return; all is as it was
        Incomplete, ///< past that point: the new primary serves, but something of the rest is left to do
        Stopped,    ///< neither: a person has to act
    };
    State state = State::Stopped;
    bool isCommitted = false; ///< the point of no return was reached: the new one may have been promoted
    int step = 0;             ///< the last one that was begun
    QString standing;         ///< what is, what it means, what to do
    std::optional<Error> error;
    std::optional<double> writeOutageSeconds; ///< from the block of writes to the first write on the new one
    std::optional<Lsn> switchLsn;             ///< where the new timeline begins
    std::vector<FailoverEvent> events;
};

/// A file that says how far a run has come, for the case that the console does not live to its end: written
/// to the disk before each step, removed when nothing is left to do.
struct FailoverRecord {
    QString kind; ///< 'switchover', 'promote', 'rejoin'
    QString from, to, systemIdentifier;
    quint32 timeline = 0; ///< before the run
    QString step;         ///< id of the one that was begun
    bool isUndoing = false;
    qint64 startedMs = 0;   ///< ms since the epoch
    QString readOnlyBefore; ///< what default_transaction_read_only was set to by ALTER SYSTEM; empty: nothing

    static Result<std::optional<FailoverRecord>> load(const QString &path); ///< nothing where there is none
    Result<void> save(const QString &path) const;                           ///< durable
    bool operator==(const FailoverRecord &) const = default;
};

/// The record of a run that neither came to its end nor goes on; nothing where there is none. Any thread.
/// Errors: as FailoverRecord::load().
Result<std::optional<FailoverRecord>> cutOffRun(const QString &recordFile);

/// Lets one run at a time have a record, in this process or another. The system gives it up when the process
/// ends, however it ends.
class FailoverLock final
{
public:
    /// Errors: ServerNotReady where another run goes on, FileAccess. An empty path locks nothing.
    static Result<FailoverLock> take(const QString &recordFile);
    FailoverLock(FailoverLock &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    FailoverLock &operator=(FailoverLock &&) = delete;
    ~FailoverLock();

private:
    explicit FailoverLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

} // namespace seawall::db
