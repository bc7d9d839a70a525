// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/clusterevent.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace seawall::models {

/// A condition on the Snapshots that is worth waking somebody. Editable; kept with the profile. Several rules
/// of one kind differ by severity (a warning at 70 %, critical at 90 %).
struct AlertRule {
    enum class Kind { Lag, Pool, Verdict, Outage, RoleChange, SplitBrain, SlotRetention, PgBouncerWait };
    Kind kind = Kind::Lag;
    bool enabled = true;
    Severity severity = Severity::Warning;
    double threshold =
        0; ///< raised at or above; seconds (lag, wait), 0 … 1 (pool), bytes (slot); unused by the others
    double clearBelow = 0;  ///< hysteresis: cleared below; 0: below the threshold
    double holdSeconds = 0; ///< must hold this long before it is raised; a split brain never waits
    bool operator==(const AlertRule &) const = default;
};
QString toString(AlertRule::Kind kind);    ///< stable id in files: 'lag', 'pool', 'split brain' …
bool hasThreshold(AlertRule::Kind kind);   ///< whether threshold and clearBelow mean something
QJsonObject toJson(const AlertRule &rule); ///< as rules.json holds it
std::optional<AlertRule> ruleFromJson(const QJsonObject &object);

struct Alert {
    int id = 0; ///< within this run of the console
    AlertRule rule;
    QString node;     ///< empty: the cluster
    QString subject;  ///< the slot, pool or 'database/user' meant; empty: the node itself
    QString sentence; ///< 'Replay lag of replica1 is 4.2 s (limit 1 s).'
    qint64 raisedMs = 0;
    std::optional<qint64> clearedMs;
    QString acknowledgedBy; ///< empty: not yet
    bool outdated = false;  ///< cleared as its server cannot be reached: whether it still is so is not known
    bool operator==(const Alert &) const = default;
};
QJsonObject toJson(const Alert &alert); ///< without the id
std::optional<Alert> alertFromJson(const QJsonObject &object);

} // namespace seawall::models
