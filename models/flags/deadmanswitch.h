// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/flags/flag.h"
#include "models/processidentity.h"

#include <QJsonObject>

namespace seawall::models {

/// On what terms a change is to be taken back without being asked.
struct SwitchTerms {
    std::optional<double> lagSeconds;   ///< the replay lag of a replica is above this
    std::optional<double> poolShare;    ///< a node's connections, or a pool, are used above this share 0 … 1
    std::optional<qint64> watchUntilMs; ///< until when these are watched
    std::optional<qint64> revertAtMs;   ///< timed: taken back then, whatever the figures are
    bool watchesFigures() const { return lagSeconds || poolShare; }
    bool isEmpty() const { return !lagSeconds && !poolShare && !revertAtMs; }
    bool operator==(const SwitchTerms &) const = default;
};

/// 'revert if lag > 5 s or pool > 90 % within the next 10 min', 'on until 18:00': kept across a restart of
/// the console, as lines of a file.
struct DeadManSwitch {
    enum class State {
        Armed,
        Fired,      ///< taken back
        Over,       ///< its time is over, and nothing was above its limit
        Missed,     ///< nobody watched for part of its time, or it could not act: `sentence` says since when
        Superseded, ///< the flag has another value than it set: left alone
        Disarmed,   ///< by a person
    };
    QString id;
    FlagChange change; ///< what is taken back: back to change.from
    SwitchTerms terms;
    State state = State::Armed;
    QString sentence;      ///< what became of it
    qint64 armedMs = 0;    ///< ms since the epoch
    qint64 endedMs = 0;    ///< 0: armed
    qint64 lastSeenMs = 0; ///< when somebody watched last
    ProcessIdentity owner; ///< who watches; another takes over once that process is gone
    bool operator==(const DeadManSwitch &) const = default;
};
QString toString(DeadManSwitch::State state); ///< 'armed', 'fired' …
QString describe(const SwitchTerms &terms);   ///< 'reverted if lag > 5 s until 17:20'
QJsonObject toJson(const DeadManSwitch &each);
std::optional<DeadManSwitch> switchFromJson(const QJsonObject &object);

/// Decides when a switch acts. Knows no clock but the time it is given.
class SwitchJudge final
{
public:
    struct Verdict {
        enum class Act { Wait, Revert, End } act = Act::Wait;
        DeadManSwitch::State state = DeadManSwitch::State::Armed; ///< of End
        QString sentence;                                         ///< why
    };
    /// `snapshot` nullptr: only the time has moved on. A lag that is unknown for as long as the limit counts
    /// as above.
    Verdict judge(const DeadManSwitch &each, qint64 nowMs, const db::Snapshot *snapshot);

    /// What a switch that was left by a process that is gone has missed; empty: nothing.
    static QString gapOf(const DeadManSwitch &each, qint64 nowMs);

private:
    std::optional<qint64> m_unknownSinceMs;
};

} // namespace seawall::models
