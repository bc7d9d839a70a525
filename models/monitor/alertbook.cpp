// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/alertbook.h"

#include <algorithm>
#include <utility>

namespace seawall::models {

namespace {

/// Nobody can switch off, soften or delay the alarm for two primaries, by hand or by file.
std::vector<AlertRule> sane(std::vector<AlertRule> rules)
{
    const AlertRule splitBrain{AlertRule::Kind::SplitBrain, true, Severity::Critical, 0, 0, 0};
    std::erase_if(rules, [](const AlertRule &rule) { return rule.kind == AlertRule::Kind::SplitBrain; });
    rules.insert(rules.begin(), splitBrain);
    return rules;
}

/// Whether what `alert` is about could be in `snapshot`, so that its absence means that it is gone.
bool canTell(const db::Snapshot &snapshot, const Alert &alert)
{
    if (alert.rule.kind == AlertRule::Kind::PgBouncerWait)
        return !snapshot.pgBouncer || !snapshot.pgBouncer->error;
    const auto *node = snapshot.node(alert.node);
    return !node || node->reachable;
}

/// The server whose figures an alert about `node` is of, so that it is out of date while that cannot be
/// reached. Nothing for what lasts until it is seen to be over, or is acknowledged.
QString sourceOf(AlertRule::Kind kind, const QString &node)
{
    using Kind = AlertRule::Kind;
    switch (kind) {
    case Kind::Lag:
    case Kind::Pool:
    case Kind::Verdict:
    case Kind::SlotRetention:
        return node;
    case Kind::PgBouncerWait:
        return poolerNode;
    case Kind::Outage:
    case Kind::RoleChange:
    case Kind::SplitBrain:
        break;
    }
    return {};
}

} // namespace

AlertBook::AlertBook(const std::vector<AlertRule> &rules) : m_rules(sane(rules))
{}

AlertBook::Key AlertBook::keyOf(const Alert &alert)
{
    return {alert.rule.kind, alert.rule.severity, alert.node, alert.subject};
}

void AlertBook::setRules(const std::vector<AlertRule> &rules, qint64 nowMs)
{
    m_rules = sane(rules);
    m_badSince.clear();
    for (auto &alert : m_log) {
        const bool watched = std::ranges::any_of(m_rules, [&](const AlertRule &rule) {
            return rule.enabled && rule.kind == alert.rule.kind && rule.severity == alert.rule.severity;
        });
        if (!alert.clearedMs && !watched)
            clear(alert, nowMs);
    }
}

void AlertBook::restore(std::vector<Alert> alerts)
{
    for (auto &alert : alerts) {
        alert.id = ++m_lastId;
        m_log.push_back(std::move(alert));
    }
}

bool AlertBook::add(const db::Snapshot &snapshot)
{
    bool different = false;
    const auto heldBefore = held();
    std::set<Key> seen;
    for (const auto &rule : m_rules) {
        if (rule.enabled)
            different |= evaluate(rule, snapshot, seen);
    }
    std::erase_if(m_badSince, [&](const auto &pending) { return !seen.contains(pending.first); });
    for (auto &alert : m_log) {
        if (alert.clearedMs || seen.contains(keyOf(alert)) || !canTell(snapshot, alert))
            continue;
        clear(alert, snapshot.timeMs);
        different = true;
    }
    different |= retire(snapshot.timeMs);
    return different || held() != heldBefore;
}

/// One cause, one alert: what a server said last is out of date once it is told that it cannot be reached.
bool AlertBook::retire(qint64 nowMs)
{
    std::set<QString> away;
    for (const auto &alert : m_log)
        if (alert.rule.kind == AlertRule::Kind::Outage && !alert.clearedMs)
            away.insert(alert.node);
    if (away.empty())
        return false;
    bool different = false;
    std::erase_if(m_badSince, [&](const auto &pending) {
        return away.contains(sourceOf(std::get<AlertRule::Kind>(pending.first), std::get<2>(pending.first)));
    });
    for (auto &alert : m_log) {
        if (alert.clearedMs || !away.contains(sourceOf(alert.rule.kind, alert.node)))
            continue;
        alert.outdated = true;
        clear(alert, nowMs);
        different = true;
    }
    return different;
}

const Alert *AlertBook::acknowledge(int id, const QString &who)
{
    const auto found = std::ranges::find(m_log, id, &Alert::id);
    if (found == m_log.end() || !found->acknowledgedBy.isEmpty())
        return nullptr;
    found->acknowledgedBy = who;
    if (found->rule.kind == AlertRule::Kind::RoleChange)
        m_memory.usualRole.remove(found->node);
    return &*found;
}

std::vector<Alert> AlertBook::takeNews()
{
    return std::exchange(m_news, {});
}

bool AlertBook::evaluate(const AlertRule &rule, const db::Snapshot &snapshot, std::set<Key> &seen)
{
    bool different = false;
    for (const auto &condition : conditionsOf(rule, snapshot, m_memory)) {
        seen.insert({rule.kind, rule.severity, condition.node, condition.subject});
        different |= judge(rule, condition, snapshot.timeMs);
    }
    return different;
}

bool AlertBook::judge(const AlertRule &rule, const Condition &condition, qint64 nowMs)
{
    if (condition.state == Condition::State::Unknown)
        return false;
    const Key key{rule.kind, rule.severity, condition.node, condition.subject};
    auto *alert = open(key);
    if (condition.state != Condition::State::Bad) {
        m_badSince.erase(key);
        if (!alert || condition.state == Condition::State::Between)
            return false;
        clear(*alert, nowMs);
        return true;
    }
    if (alert)
        return std::exchange(alert->sentence, condition.sentence) != condition.sentence;
    const auto since = m_badSince.try_emplace(key, nowMs).first->second;
    if (double(nowMs - since) < rule.holdSeconds * 1000)
        return false;
    m_badSince.erase(key);
    raise(rule, condition, nowMs);
    return true;
}

void AlertBook::raise(const AlertRule &rule, const Condition &condition, qint64 nowMs)
{
    m_log.insert(m_log.begin(),
                 {++m_lastId, rule, condition.node, condition.subject, condition.sentence, nowMs, {}, {}});
    if (m_log.size() > mostAlerts)
        m_log.pop_back();
    m_news.push_back(m_log.front());
}

void AlertBook::clear(Alert &alert, qint64 nowMs)
{
    alert.clearedMs = nowMs;
    m_news.push_back(alert);
}

Alert *AlertBook::open(const Key &key)
{
    const auto found = std::ranges::find_if(
        m_log, [&](const Alert &alert) { return !alert.clearedMs && keyOf(alert) == key; });
    return found == m_log.end() ? nullptr : &*found;
}

} // namespace seawall::models
