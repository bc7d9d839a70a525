// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/monitor/alertrule.h"

#include <QObject>

#include <memory>
#include <vector>

namespace seawall::models {

/// Evaluates the rules on each Snapshot. Time is the Snapshot's, so that tests need no clock. Unknown figures
/// neither raise nor clear; while a rule's condition lasts the sentence follows the figure. Alerts that were
/// current when the console ended are taken up again, acknowledgement included. Lives on the GUI thread.
class Alerts : public QObject
{
    Q_OBJECT

public:
    /// `directory` empty: rules and log in memory only; else rules.json and alerts.jsonl there, read and
    /// written by a worker. Until they are read (some ms) rules() are the defaults, and snapshots wait.
    explicit Alerts(const QString &directory, QObject *parent = nullptr);
    ~Alerts() override;

    static std::vector<AlertRule> defaultRules(); ///< the checklist's limits: lag 1 s, pool 80 %, …
    std::vector<AlertRule> rules() const;
    /// Clears the alerts of rules that are gone or off. A split brain is always watched for, critical and at
    /// once.
    void setRules(const std::vector<AlertRule> &rules);

    void add(const db::SnapshotPtr &snapshot);
    std::vector<Alert> current() const; ///< raised and not cleared, most severe first, then newest
    int held() const;                   ///< conditions that hold, but not yet as long as their rule asks for
    std::vector<Alert> log() const;     ///< all, newest first, the last 1,000
    /// A change of role that is acknowledged is the new normal, and clears with the next Snapshot.
    void acknowledge(int id, const QString &who);

Q_SIGNALS:
    void raised(const seawall::models::Alert &alert);
    void cleared(const seawall::models::Alert &alert);
    void changed();                       ///< current(), held(), log() or rules() changed
    void failed(const QString &sentence); ///< the files cannot be used; all goes on in memory

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
