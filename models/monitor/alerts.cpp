// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/alerts.h"

#include "models/inbox.h"
#include "models/monitor/alertbook.h"
#include "models/monitor/alertstore.h"
#include "models/taskqueue.h"

#include <QDateTime>

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace seawall::models {

struct Alerts::Private {
    Private(Alerts *alerts, const QString &where) : q(alerts), directory(where) {}

    Alerts *q;
    QString directory;
    bool loaded = true, rulesSet = false, failureTold = false;
    AlertBook book{defaultRules()};
    Inbox inbox;
    std::unique_ptr<TaskQueue> worker; // after the inbox: it posts there until it is joined

    void restore(alertstore::Content content);
    void tell();
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
    return d->book.rules();
}

void Alerts::setRules(const std::vector<AlertRule> &rules)
{
    d->rulesSet = true;
    d->book.setRules(rules, QDateTime::currentMSecsSinceEpoch());
    d->onWorker([directory = d->directory, kept = d->book.rules()] {
        return alertstore::writeRules(directory, kept);
    });
    d->tell();
}

void Alerts::add(const db::SnapshotPtr &snapshot)
{
    // Before the file is read, alerts still open in it would be raised a second time.
    if (d->loaded && d->book.add(*snapshot))
        d->tell();
}

std::vector<Alert> Alerts::current() const
{
    std::vector<Alert> open;
    std::ranges::copy_if(d->book.log(), std::back_inserter(open),
                         [](const Alert &alert) { return !alert.clearedMs; });
    std::ranges::stable_sort(open, std::ranges::greater(),
                             [](const Alert &alert) { return alert.rule.severity; });
    return open;
}

int Alerts::held() const
{
    return d->book.held();
}

std::vector<Alert> Alerts::log() const
{
    return d->book.log();
}

void Alerts::acknowledge(int id, const QString &who)
{
    const auto *acknowledged = d->book.acknowledge(id, who);
    if (!acknowledged)
        return;
    d->save(*acknowledged);
    Q_EMIT changed();
}

void Alerts::Private::restore(alertstore::Content content)
{
    book.restore(std::move(content.alerts));
    if (content.rules && !rulesSet)
        book.setRules(*content.rules, QDateTime::currentMSecsSinceEpoch());
    loaded = true;
    tell();
}

void Alerts::Private::tell()
{
    for (const auto &alert : book.takeNews()) {
        save(alert);
        if (alert.clearedMs)
            Q_EMIT q->cleared(alert);
        else
            Q_EMIT q->raised(alert);
    }
    Q_EMIT q->changed();
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
