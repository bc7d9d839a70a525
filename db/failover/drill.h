// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/drillnote.h"
#include "db/failover/drillresult.h"

namespace seawall::db {

enum class DrillKind {
    ReplicaFails,
    PrimaryFails,
    ReplicaSilent,
    ReplayPaused,
    ConnectionsExhausted,
    NetworkCut
};

struct DrillInfo {
    DrillKind kind;
    QString name;  ///< 'replica-fails'
    QString title; ///< 'Replica fails'
    QString does;  ///< what is done, in a sentence
    QString shows; ///< what has to be seen
};
const std::vector<DrillInfo> &allDrills();
const DrillInfo &infoOf(DrillKind kind);
std::optional<DrillKind> drillNamed(const QString &name);

/// A drill on a cluster as it was when it was planned: a run refuses where roles have moved. A value.
struct DrillPlan {
    DrillKind kind = DrillKind::ReplicaFails;
    QString node;    ///< which is made to fail
    QString primary; ///< which takes writes
    QString systemIdentifier;
    quint32 timeline = 0;
    QStringList replicas;            ///< that stream
    bool isCut = false;              ///< the node is reached through a Forwarder, and nothing is done to it
    std::vector<FailoverStep> steps; ///< the same for every drill: write it down, prepare, watch …
    QStringList warnings;            ///< what speaks against doing it now

    const DrillInfo &info() const { return infoOf(kind); }
    bool hitsPrimary() const { return node == primary; }
    DrillNote note() const; ///< what has to be undone
    bool operator==(const DrillPlan &) const = default;
};

struct DrillOptions {
    std::chrono::milliseconds hold{6000}; ///< how long the fault lasts; each way of a cut network as long
    std::chrono::milliseconds tick{1000}; ///< of the monitor
    std::chrono::milliseconds probeEvery{100}; ///< from the beginning of an attempt to that of the next
    std::chrono::milliseconds probeTime{1000}; ///< what an attempt may take
    std::chrono::milliseconds patience{
        60000}; ///< for each of: settling before, stopping, undoing, recovering
};

/// `node` empty: chosen, the primary for primary-fails, else the first replica that streams. Errors:
/// InvalidInput where the cluster does not allow that drill (no or several primaries, no replica, Patroni or
/// another manager, no control of the node …), and what Connection::open can say of the nodes that matter.
Result<DrillPlan> planDrill(const ClusterMembers &members, DrillKind kind, const QString &node,
                            Deadline deadline, const std::stop_token &stop = {});

struct DrillReport {
    DrillResult result;
    bool isUndone = false;      ///< everything is as before; else `standing` says what is not
    QString standing;           ///< what is, what it means, what to do
    std::optional<Error> error; ///< why it was given up, or could not be undone
};

/// Writes the note, does it, and undoes it whatever happens. `recordFile`: where FailoverRecord is kept, the
/// note beside it; empty: nowhere (tests). Threads of its own, for the probes, end with it.
DrillReport runDrill(const ClusterMembers &members, const DrillPlan &plan, const DrillOptions &options,
                     const QString &recordFile, const FailoverSink &sink, const std::stop_token &stop);

} // namespace seawall::db
