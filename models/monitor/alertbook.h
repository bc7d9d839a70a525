// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/alertconditions.h"

#include <map>
#include <set>
#include <tuple>

namespace seawall::models {

/// Rules, the alerts they raised, and when which began: all that Alerts decides, without files and threads.
/// Time is the Snapshot's. add() and setRules() return whether anything a page shows is different; what was
/// raised or cleared is handed out by takeNews().
class AlertBook final
{
public:
    static constexpr size_t mostAlerts = 1000;

    explicit AlertBook(const std::vector<AlertRule> &rules);

    const std::vector<AlertRule> &rules() const { return m_rules; }
    void setRules(const std::vector<AlertRule> &rules, qint64 nowMs); ///< a split brain is always watched for
    void restore(std::vector<Alert> alerts);                          ///< of an earlier run, newest first

    bool add(const db::Snapshot &snapshot);
    const std::vector<Alert> &log() const { return m_log; }          ///< newest first
    int held() const { return static_cast<int>(m_badSince.size()); } ///< bad, but not yet for their hold time
    const Alert *acknowledge(int id, const QString &who); ///< nullptr: there is nothing to acknowledge
    std::vector<Alert> takeNews();

private:
    using Key = std::tuple<AlertRule::Kind, Severity, QString, QString>; ///< one rule looking at one thing
    static Key keyOf(const Alert &alert);
    bool evaluate(const AlertRule &rule, const db::Snapshot &snapshot, std::set<Key> &seen);
    bool judge(const AlertRule &rule, const Condition &condition, qint64 nowMs);
    void raise(const AlertRule &rule, const Condition &condition, qint64 nowMs);
    void clear(Alert &alert, qint64 nowMs);
    bool retire(qint64 nowMs);
    Alert *open(const Key &key);

    std::vector<AlertRule> m_rules;
    std::vector<Alert> m_log, m_news;
    std::map<Key, qint64> m_badSince;
    AlertMemory m_memory;
    int m_lastId = 0;
};

} // namespace seawall::models
