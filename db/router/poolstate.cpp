// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/poolstate.h"

#include <QStringList>

#include <algorithm>
#include <map>

namespace seawall::db {

using namespace Qt::StringLiterals;
using Clock = Deadline::Clock;

namespace {

constexpr qsizetype purposesNamed = 5; // in an error; holders() tells all

QString inSeconds(double seconds)
{
    return QString::number(seconds, 'f', seconds < 10 ? 1 : 0) + u" s"_s;
}

/// 'dashboard (13, the longest for 4.2 s), etl (2, …)': who holds most comes first.
QString grouped(const std::vector<PoolHolder> &holders)
{
    struct Group {
        QString purpose;
        int count = 0;
        double longest = 0;
    };
    std::map<QString, Group> byPurpose;
    for (const auto &holder : holders) {
        auto &group = byPurpose[holder.purpose];
        group = {holder.purpose, group.count + 1, std::max(group.longest, holder.heldSeconds)};
    }
    std::vector<Group> groups;
    for (const auto &[purpose, group] : byPurpose)
        groups.push_back(group);
    std::ranges::stable_sort(groups, std::ranges::greater(), &Group::count);
    QStringList parts;
    for (const auto &group : groups) {
        if (parts.size() < purposesNamed)
            parts << u"%1 (%2, the longest for %3)"_s.arg(group.purpose, QString::number(group.count),
                                                          inSeconds(group.longest));
    }
    if (const auto more = static_cast<qsizetype>(groups.size()) - parts.size(); more > 0)
        parts << u"and %1 more"_s.arg(more);
    return parts.join(u", "_s);
}

} // namespace

std::optional<PoolState::Grant> PoolState::take(Access access, PoolEntryPtr &closed)
{
    if (!waiters.empty())
        return std::nullopt;
    const auto fitting = std::ranges::find(idle, access, [](const auto &entry) { return entry->access; });
    if (fitting != idle.end()) {
        auto entry = std::move(*fitting);
        idle.erase(fitting);
        return Grant{std::move(entry)};
    }
    if (mayOpen()) {
        ++total;
        return Grant{};
    }
    if (idle.empty())
        return std::nullopt;
    closed = std::move(idle.front());
    idle.pop_front();
    return Grant{};
}

Result<PoolState::Grant> PoolState::await(std::unique_lock<std::mutex> &lock, Access access,
                                          Deadline deadline, const std::stop_token &stop)
{
    Waiter waiter{access, {}, {}};
    waiters.push_back(&waiter);
    ++counts.waits;
    const auto since = Clock::now();
    waiter.wake.wait_until(lock, stop, deadline.when(), [&] { return waiter.grant.has_value(); });
    const auto now = Clock::now();
    const double waited = std::chrono::duration<double>(now - since).count();
    counts.waitSeconds += waited;
    counts.longestWaitSeconds = std::max(counts.longestWaitSeconds, waited);
    if (waiter.grant)
        return std::move(*waiter.grant);
    std::erase(waiters, &waiter);
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, u"Waiting for a connection to %1 was stopped."_s.arg(node));
    ++counts.timeouts;
    return std::unexpected(exhausted(now, waited));
}

void PoolState::hold(PoolEntry &entry, const QString &purpose, Clock::time_point now)
{
    entry.purpose = purpose;
    entry.taken = now;
    entry.heldAt = held.size();
    held.push_back(&entry);
}

void PoolState::release(const PoolEntry &entry)
{
    held[entry.heldAt] = held.back();
    held[entry.heldAt]->heldAt = entry.heldAt;
    held.pop_back();
}

PoolEntryPtr PoolState::giveBack(PoolEntryPtr entry)
{
    const std::lock_guard lock(mutex);
    release(*entry);
    const bool isBroken = entry->connection.isBroken();
    counts.broken += isBroken ? 1 : 0;
    if (isBroken || entry->isDiscarded || isClosed || entry->generation != generation ||
        (limits.isBounded() && total > limits.most())) {
        forgo();
        return entry;
    }
    if (!waiters.empty()) {
        auto *waiter = waiters.front();
        waiters.pop_front();
        const bool fits = waiter->access == entry->access;
        waiter->grant = fits ? Grant{std::move(entry)} : Grant{};
        waiter->wake.notify_one();
        return entry; // where it did not fit it is closed, and the waiter opens another
    }
    if (limits.size > 0 && idle.size() >= static_cast<size_t>(limits.size)) {
        --total;
        return entry;
    }
    idle.push_back(std::move(entry));
    return nullptr;
}

void PoolState::forgo()
{
    --total;
    admitWaiters();
}

void PoolState::admitWaiters()
{
    while (!waiters.empty() && mayOpen()) {
        ++total;
        auto *waiter = waiters.front();
        waiters.pop_front();
        waiter->grant.emplace();
        waiter->wake.notify_one();
    }
}

bool PoolState::isUsable(const PoolEntry &entry, Clock::time_point now)
{
    if (entry.generation != generation)
        return false;
    const bool isOld = limits.recycle.count() >= 0 && now - entry.opened > limits.recycle;
    counts.recycled += isOld ? 1 : 0;
    return !isOld;
}

Error PoolState::exhausted(Clock::time_point now, double waitedSeconds) const
{
    return {ErrorKind::PoolExhausted,
            u"All %1 connections of the pool to %2 are in use, and none came back within %3: %4."_s.arg(
                QString::number(total), node, inSeconds(waitedSeconds), grouped(holders(now))),
            u"Is a session held for too long? Else raise the pool's size or overflow (DB_POOL_SIZE, "
            "DB_MAX_OVERFLOW; on a replica DB_REPLICA_POOL_SIZE …)."_s,
            {},
            {},
            0};
}

std::vector<PoolHolder> PoolState::holders(Clock::time_point now) const
{
    std::vector<PoolHolder> list;
    list.reserve(held.size());
    for (const auto *entry : held) {
        const double seconds = std::chrono::duration<double>(now - entry->taken).count();
        list.push_back({entry->purpose, entry->backendPid, std::max(0.0, seconds)});
    }
    std::ranges::stable_sort(list, std::ranges::greater(), &PoolHolder::heldSeconds);
    return list;
}

} // namespace seawall::db
