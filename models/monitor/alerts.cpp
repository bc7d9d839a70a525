// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/alerts.h"

#include "models/inbox.h"
#include "models/monitor/alertconditions.h"
#include "models/monitor/alertstore.h"
#include "models/taskqueue.h"

#include <QDateTime>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace seawall::models {

namespace {

/// One rule looking at one thing.
using Key = std::tuple<AlertRule::Kind, Severity, QString, QString>;

Key keyOf(const Alert &alert)
{
    return {alert.rule.kind, alert.rule.severity, alert.node, alert.subject};
}

/// Nobody can switch off, soften or delay the alarm for two primaries.
AlertRule sane(AlertRule rule)
{
    if (rule.kind == AlertRule::Kind::SplitBrain) {
        rule.severity = Severity::Critical;
        rule.holdSeconds = 0;
    }
    return rule;
}

/// Whether what `alert` is about could be in `snapshot`, so that its absence means that it is gone.
bool canTell(const db::Snapshot &snapshot, const Alert &alert)
{
    if (alert.rule.kind == AlertRule::Kind::PgBouncerWait)
        return !snapshot.pgBouncer || !snapshot.pgBouncer->error;
    const auto *node = snapshot.node(alert.node);
    return !node || node->reachable;
}

} // namespace

struct Alerts::Private {
    Private(Alerts *alerts, const QString &where) : q(alerts), directory(where) {}

    Alerts *q;
    QString directory;
    bool loaded = true, rulesSet = false, failureTold = false;
    std::vector<AlertRule> rules = defaultRules();
    std::vector<Alert> log;  // newest first
    std::vector<Alert> news; // raised or cleared, to be told when the log is whole again
    std::map<Key, qint64> badSince;
    AlertMemory memory;
    int lastId = 0;
    Inbox inbox;
    std::unique_ptr<TaskQueue> worker; // after the inbox: it posts there until it is joined

    void restore(alertstore::Content content);
    bool evaluate(const AlertRule &rule, const db::Snapshot &snapshot, std::set<Key> &seen);
    bool judge(const AlertRule &rule, const Condition &condition, qint64 nowMs);
    bool clearWhere(qint64 nowMs, const std::function<bool(const Alert &)> &gone);
    void clear(Alert &alert, qint64 nowMs);
    void tell();
    Alert *open(const Key &key);
    void save(const Alert &alert);
    void onWorker(std::function<db::Result<void>()> task);
    void fail(const QString &sentence);
};

Alerts::Alerts(const QString &directory, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, directory))
{
    if (directory.isEmpty())
        return;
    d->loaded = false;
    d->worker = std::make_unique<TaskQueue>();
    d->worker->add([this, directory] {
        auto content = alertstore::read(directory);
        d->inbox.post([this, content = std::move(content)] {
            if (!content)
                d->fail(content.error().message);
            d->restore(content.value_or(alertstore::Content{}));
        });
    });
}

Alerts::~Alerts() = default;

std::vector<AlertRule> Alerts::defaultRules()
{
    using Kind = AlertRule::Kind;
    constexpr double gigabyte = 1024.0 * 1024 * 1024;
    return {
        {Kind::SplitBrain, true, Severity::Critical, 0, 0, 0},
        {Kind::Outage, true, Severity::Critical, 0, 0, 2},
        {Kind::Verdict, true, Severity::Critical, 0, 0, 2},
        {Kind::RoleChange, true, Severity::Warning, 0, 0, 0},
        {Kind::Lag, true, Severity::Warning, 1.0, 0.5, 5},
        {Kind::Pool, true, Severity::Warning, 0.8, 0.75, 5},
        {Kind::SlotRetention, true, Severity::Warning, gigabyte, 0.8 * gigabyte, 0},
        {Kind::PgBouncerWait, true, Severity::Warning, 1.0, 0.5, 5},
    };
}

std::vector<AlertRule> Alerts::rules() const
{
    return d->rules;
}

void Alerts::setRules(const std::vector<AlertRule> &rules)
{
    d->rules.clear();
    std::ranges::transform(rules, std::back_inserter(d->rules), sane);
    d->rulesSet = true;
    d->badSince.clear();
    d->clearWhere(QDateTime::currentMSecsSinceEpoch(), [this](const Alert &alert) {
        return std::ranges::none_of(d->rules, [&](const AlertRule &rule) {
            return rule.enabled && rule.kind == alert.rule.kind && rule.severity == alert.rule.severity;
        });
    });
    d->onWorker(
        [directory = d->directory, kept = d->rules] { return alertstore::writeRules(directory, kept); });
    d->tell();
}

void Alerts::add(const db::SnapshotPtr &snapshot)
{
    if (!d->loaded)
        return; // alerts still open in the file would be raised a second time
    bool different = false;
    std::set<Key> seen;
    for (const auto &rule : d->rules) {
        if (rule.enabled)
            different |= d->evaluate(rule, *snapshot, seen);
    }
    std::erase_if(d->badSince, [&](const auto &pending) { return !seen.contains(pending.first); });
    different |= d->clearWhere(snapshot->timeMs, [&](const Alert &alert) {
        return !seen.contains(keyOf(alert)) && canTell(*snapshot, alert);
    });
    if (different)
        d->tell();
}

std::vector<Alert> Alerts::current() const
{
    std::vector<Alert> open;
    std::ranges::copy_if(d->log, std::back_inserter(open),
                         [](const Alert &alert) { return !alert.clearedMs; });
    std::ranges::stable_sort(open, std::ranges::greater(),
                             [](const Alert &alert) { return alert.rule.severity; });
    return open;
}

std::vector<Alert> Alerts::log() const
{
    return d->log;
}

void Alerts::acknowledge(int id, const QString &who)
{
    const auto found = std::ranges::find(d->log, id, &Alert::id);
    if (found == d->log.end() || !found->acknowledgedBy.isEmpty())
        return;
    found->acknowledgedBy = who;
    if (found->rule.kind == AlertRule::Kind::RoleChange)
        d->memory.usualRole.remove(found->node);
    d->save(*found);
    Q_EMIT changed();
}

void Alerts::Private::restore(alertstore::Content content)
{
    if (content.rules && !rulesSet) {
        rules.clear();
        std::ranges::transform(*content.rules, std::back_inserter(rules), sane);
    }
    for (auto &alert : content.alerts) {
        alert.id = ++lastId;
        log.push_back(std::move(alert));
    }
    loaded = true;
    Q_EMIT q->changed();
}

bool Alerts::Private::evaluate(const AlertRule &rule, const db::Snapshot &snapshot, std::set<Key> &seen)
{
    bool different = false;
    for (const auto &condition : conditionsOf(rule, snapshot, memory)) {
        seen.insert({rule.kind, rule.severity, condition.node, condition.subject});
        different |= judge(rule, condition, snapshot.timeMs);
    }
    return different;
}

bool Alerts::Private::judge(const AlertRule &rule, const Condition &condition, qint64 nowMs)
{
    const Key key{rule.kind, rule.severity, condition.node, condition.subject};
    auto *alert = open(key);
    if (condition.state == Condition::State::Unknown)
        return false;
    if (condition.state != Condition::State::Bad) {
        badSince.erase(key);
        if (!alert || condition.state == Condition::State::Between)
            return false;
        clear(*alert, nowMs);
        return true;
    }
    if (alert)
        return std::exchange(alert->sentence, condition.sentence) != condition.sentence;
    const auto since = badSince.try_emplace(key, nowMs).first->second;
    if (double(nowMs - since) < rule.holdSeconds * 1000)
        return false;
    badSince.erase(key);
    log.insert(log.begin(),
               {++lastId, rule, condition.node, condition.subject, condition.sentence, nowMs, {}, {}});
    if (log.size() > alertstore::mostAlerts)
        log.pop_back();
    save(log.front());
    news.push_back(log.front());
    return true;
}

bool Alerts::Private::clearWhere(qint64 nowMs, const std::function<bool(const Alert &)> &gone)
{
    bool any = false;
    for (auto &alert : log) {
        if (alert.clearedMs || !gone(alert))
            continue;
        clear(alert, nowMs);
        any = true;
    }
    return any;
}

void Alerts::Private::clear(Alert &alert, qint64 nowMs)
{
    alert.clearedMs = nowMs;
    save(alert);
    news.push_back(alert);
}

void Alerts::Private::tell()
{
    for (const auto &alert : std::exchange(news, {})) {
        if (alert.clearedMs)
            Q_EMIT q->cleared(alert);
        else
            Q_EMIT q->raised(alert);
    }
    Q_EMIT q->changed();
}

Alert *Alerts::Private::open(const Key &key)
{
    const auto found = std::ranges::find_if(
        log, [&](const Alert &alert) { return !alert.clearedMs && keyOf(alert) == key; });
    return found == log.end() ? nullptr : &*found;
}

void Alerts::Private::save(const Alert &alert)
{
    onWorker([directory = directory, alert] { return alertstore::appendAlert(directory, alert); });
}

void Alerts::Private::onWorker(std::function<db::Result<void>()> task)
{
    if (!worker)
        return;
    worker->add([this, task = std::move(task)] {
        if (auto done = task(); !done)
            inbox.post([this, error = done.error()] { fail(error.message); });
    });
}

void Alerts::Private::fail(const QString &sentence)
{
    if (!std::exchange(failureTold, true))
        Q_EMIT q->failed(sentence);
}

} // namespace seawall::models
