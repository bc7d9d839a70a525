// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace seawall::db {

/// One try of a probe. Times in ms since the drill began.
struct DrillAttempt {
    qint64 beganMs = 0, endedMs = 0;
    QString node;  ///< who answered; empty: nobody
    QString error; ///< why nobody did
    bool isAnswered() const { return error.isEmpty(); }
    bool operator==(const DrillAttempt &) const = default;
};

/// What one kind of use went through from the fault on.
struct DrillUse {
    int attempts = 0, failures = 0;
    double outageSeconds = 0;  ///< the longest time without an answer, 0 where nothing failed or was slow
    double longestSeconds = 0; ///< that one attempt took, answered or not
    bool isBack = true;        ///< the last attempt was answered
    QStringList answeredBy;    ///< from the fault to the undo, in the order of the first answer
    QString firstError;
    bool operator==(const DrillUse &) const = default;
};

/// One of the two ways in which the probes go to the cluster.
struct DrillPath {
    QString name; ///< 'router', 'libpq'
    DrillUse reads, writes;
    qint64 acknowledged = 0;             ///< writes that the cluster said it has
    std::optional<qint64> lost, doubled; ///< of them, counted on the primary afterwards; nothing: unknown
    bool operator==(const DrillPath &) const = default;
};

/// An entry of the timeline.
struct DrillMoment {
    qint64 ms = 0; ///< since the drill began
    QString who;   ///< 'drill', 'monitor', 'router reads', 'libpq writes' …
    QString text;
    bool operator==(const DrillMoment &) const = default;
};

struct DrillCriterion {
    enum class State { Met, Missed, Unknown };
    QString id, title, wanted, measured;
    State state = State::Unknown;
    bool operator==(const DrillCriterion &) const = default;
};
QString toString(DrillCriterion::State state); ///< 'met', 'missed', 'unknown'

/// What a drill found: a value that is kept, compared and shown.
struct DrillResult {
    QString name, node, systemIdentifier;
    qint64 startedMs = 0;                                ///< ms since the epoch
    double tickSeconds = 1;                              ///< of the monitor
    qint64 faultMs = 0, undoneMs = 0, endedMs = 0;       ///< since the drill began
    std::optional<double> monitorSeconds, routerSeconds; ///< from the fault until they knew; nothing: never
    std::vector<DrillPath> paths;
    std::vector<DrillMoment> timeline;
    std::vector<DrillCriterion> criteria;

    const DrillPath *path(const QString &wanted) const;
    std::optional<double> detectionSeconds() const; ///< the earlier of both
    bool isPassed() const;                          ///< every criterion is met
    QJsonObject toJson() const;
    static Result<DrillResult> fromJson(const QJsonObject &object); ///< InvalidInput: not one of these
    bool operator==(const DrillResult &) const = default;
};

/// What the attempts of one probe amount to between the fault and the end. Pure.
DrillUse drillUse(const std::vector<DrillAttempt> &attempts, qint64 faultMs, qint64 undoneMs);

/// The moments at which what a probe met became something else: a node that had not answered since the last
/// failure or turn, an error, an answer again. `turns`: ms at which the drill did something, in order. Pure.
std::vector<DrillMoment> drillMoments(const QString &who, const std::vector<DrillAttempt> &attempts,
                                      const std::vector<qint64> &turns);

/// What is otherwise than the last time, a sentence each; empty where nothing of note is.
QStringList drillChanges(const DrillResult &now, const DrillResult &before);

} // namespace seawall::db
