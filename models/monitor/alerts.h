// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/monitor/clusterevent.h"

#include <QObject>

#include <memory>
#include <vector>

namespace seawall::models {

/// A condition on the Snapshots that is worth waking somebody. Editable; kept with the profile.
struct AlertRule {
    enum class Kind { Lag, Pool, Verdict, Outage, RoleChange, SplitBrain, SlotRetention, PgBouncerWait };
    Kind kind = Kind::Lag;
    bool enabled = true;
    Severity severity = Severity::Warning;
    double threshold =
        0; ///< raised at or above; seconds (lag, wait), 0 … 1 (pool), bytes (slot); unused by the others
    double clearBelow = 0;  ///< hysteresis: cleared below
    double holdSeconds = 0; ///< must hold this long before it is raised
    bool operator==(const AlertRule &) const = default;
};

struct Alert {
    int id = 0;
    AlertRule rule;
    QString node;     ///< empty: the cluster
    QString subject;  ///< the slot, pool or 'database/user' meant; empty: the node itself
    QString sentence; ///< 'Replay lag of replica1 is 4.2 s (limit 1 s)'
    qint64 raisedMs = 0;
    std::optional<qint64> clearedMs;
    QString acknowledgedBy; ///< empty: not yet
    bool operator==(const Alert &) const = default;
};

/// Evaluates the rules on each Snapshot. Time is the Snapshot's, so that tests need no clock. Unknown figures
/// neither raise nor clear. Lives on the GUI thread.
class Alerts : public QObject
{
    Q_OBJECT

public:
    /// `directory` empty: rules and log in memory only; else rules.json and alerts.jsonl there, written by a
    /// worker.
    explicit Alerts(const QString &directory, QObject *parent = nullptr);
    ~Alerts() override;

    static std::vector<AlertRule> defaultRules(); ///< the checklist's limits: lag 1 s, pool 80 %, …
    std::vector<AlertRule> rules() const;
    void setRules(const std::vector<AlertRule> &rules);

    void add(const db::SnapshotPtr &snapshot);
    std::vector<Alert> current() const; ///< raised and not cleared, most severe first
    std::vector<Alert> log() const;     ///< all, newest first, bounded
    void acknowledge(int id, const QString &who);

Q_SIGNALS:
    void raised(const seawall::models::Alert &alert);
    void cleared(const seawall::models::Alert &alert);
    void changed(); ///< current(), log() or rules() changed

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
