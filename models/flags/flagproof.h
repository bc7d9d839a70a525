// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"
#include "models/flags/flag.h"

namespace seawall::models {

/// Whether a change was seen to take effect.
struct FlagProofState {
    enum class State {
        Watching,
        PickedUp,
        NotPickedUp, ///< within the time given: restart, or revert
        NotVisible,  ///< this change moves nothing that could be seen from the servers
        Unknown,     ///< the figures could not be read, or there was nothing that could have moved
    };
    FlagChange change; ///< what was done; reverting means change.from
    State state = State::Watching;
    qint64 sinceMs = 0, untilMs = 0;    ///< ms since the epoch
    std::optional<double> afterSeconds; ///< of PickedUp
    QString sentence;                   ///< 'Picked up after 12 s: …'
    QString restart;                    ///< command to offer; empty: none is configured
    bool operator==(const FlagProofState &) const = default;
};

/// Watches Snapshots after a change of a flag: sessions and transactions move as expected, or they do not.
/// Where the application has no session anywhere and a workload runs, that one is watched in its place.
/// Knows no clock but the Snapshots' own.
class FlagProof final
{
public:
    /// `before`: the last Snapshots before the change, oldest first; may be empty.
    FlagProof(const FlagDeclaration &flag, FlagChange change, const ClusterProfile &profile,
              const std::vector<db::SnapshotPtr> &before);

    void add(const db::Snapshot &snapshot);
    const FlagProofState &state() const { return m_state; }
    bool isOver() const { return m_state.state != FlagProofState::State::Watching; }

private:
    struct Figures {
        std::optional<double> sessions, rate;
    };
    enum class Moved { No, Sessions, Rate };
    Figures figuresOf(const db::Snapshot &snapshot) const;
    void chooseWorkload(const db::Snapshot &before);
    Moved whatMoved(const Figures &now) const;
    QString pickedUp(Moved what, const Figures &now) const;
    void end(FlagProofState::State state, const QString &sentence);

    FlagDeclaration m_flag;
    ClusterProfile m_profile;
    Figures m_before;
    int m_wanted = 0; ///< +1: more on the replicas is expected, -1: less
    int m_moved = 0;  ///< Snapshots in a row that showed it
    bool m_seen = false;
    bool m_isWorkload = false; ///< whose sessions are watched
    FlagProofState m_state;
};

} // namespace seawall::models
