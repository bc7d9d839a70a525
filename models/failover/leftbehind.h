// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/clusterprofile.h"

namespace seawall::models {

/// A node that did not go along with a change of primary: the old primary as a rule. Only what the servers
/// say is taken for known; whether one that does not answer has writes of its own is not.
struct LeftBehind {
    enum class State {
        Unreachable,   ///< it was, or is meant as, the primary, and another one takes writes
        Unknown,       ///< it does not answer; it may have been the primary before the last change
        OlderTimeline, ///< a replica on an older timeline than the primary's, which it does not follow
        Diverged,      ///< a replica that has WAL which the primary does not have
        SecondPrimary  ///< it takes writes as well
    };
    State state = State::Unknown;
    QString node, address;
    std::optional<quint32> timeline; ///< as it says; nothing where it does not answer
    QString primary;                 ///< whose replica it would become
    std::optional<quint32> primaryTimeline;
    bool isOlder = false;                 ///< of a second primary: its timeline is the lower one
    std::optional<bool> hasStandbySignal; ///< of one that does not answer; nothing where that is not known
    QString told;                         ///< what is known, what is not, and the command that brings it back
    QString command;                      ///< 'seawallctl failover rejoin db1:5432'
};

QString toString(LeftBehind::State state); ///< 'unreachable', 'second primary' …

/// By node: whether standby.signal lies in its data directory, as the fence of a failover puts it there. With
/// it a server comes up as a replica, which takes no writes. A node that is missing is not known.
using StandbySignals = std::map<QString, bool>;

/// In the order of the nodes. Of two primaries on one timeline both are named: which of them stays is a
/// person's choice. None where no primary answers.
std::vector<LeftBehind> leftBehindIn(const db::Snapshot &snapshot, const StandbySignals &fences = {});

/// The same, with the data directories of those that do not answer looked at, where this machine has them: to
/// look into a container, another one would have to be started. Blocks on the disk.
std::vector<LeftBehind> leftBehindOf(const ClusterProfile &profile, const db::Snapshot &snapshot);

/// What was told of each, a line each.
QString leftBehindText(const std::vector<LeftBehind> &nodes);

} // namespace seawall::models
