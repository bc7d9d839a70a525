// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/routerstate.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Clock = Deadline::Clock;

namespace {

constexpr auto askedAgainAfter = 100ms; // many writers that fail at once must not each open connections
constexpr auto refusedAgainAfter = 30s; // each further try may lock the account

} // namespace

Result<size_t> RouterState::askForWritable(Deadline deadline, const std::stop_token &stop)
{
    std::unique_lock lock(mutex);
    const auto wanted = Clock::now();
    if (!changed.wait_until(lock, stop, deadline.when(), [this] { return !isAsking; }))
        return fail(stop.stop_requested() ? ErrorKind::Cancelled : ErrorKind::Timeout,
                    u"It was not found out in time which node takes writes."_s);
    if (askedAt >= wanted || wanted - askedAt < askedAgainAfter)
        return knownWritable();
    isAsking = true;
    const auto list = nodesToAsk(wanted);
    lock.unlock();
    auto session = config.session;
    session.readOnly = true;
    const auto latest = std::min(deadline.when(), Clock::now() + config.askTime);
    const auto answers = askRoles(list, session, Deadline::at(latest), stop);
    lock.lock();
    isAsking = false;
    if (!stop.stop_requested()) {
        askedAt = Clock::now();
        take(answers, askedAt);
    }
    changed.notify_all();
    return knownWritable();
}

Result<size_t> RouterState::knownOrAsked(Deadline deadline, const std::stop_token &stop)
{
    {
        const std::lock_guard lock(mutex);
        if (writable)
            return *writable;
    }
    return askForWritable(deadline, stop);
}

Result<size_t> RouterState::knownWritable() const
{
    if (writable)
        return *writable;
    return std::unexpected(noWriter());
}

std::vector<std::pair<size_t, Endpoint>> RouterState::nodesToAsk(Time now) const
{
    std::vector<std::pair<size_t, Endpoint>> list;
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (!nodes[i].refused || now - *nodes[i].refused > refusedAgainAfter)
            list.emplace_back(i, nodes[i].config.endpoint);
    }
    return list;
}

void RouterState::take(const std::vector<RoleAnswer> &answers, Time now)
{
    for (const auto &[place, role] : answers) {
        auto &node = nodes[place];
        // Who was not waited for to the end may well be a good replica; as a primary it cannot be counted on.
        if (!role && role.error().kind == ErrorKind::Timeout && node.role == Role::Replica)
            continue;
        node.answers = role.has_value();
        if (role) {
            setRole(node, *role);
            node.refused.reset();
            continue;
        }
        node.reason = role.error().message;
        node.isHealthy = false;
        node.breaker.hold(now);
        if (role.error().kind == ErrorKind::AuthRefused)
            node.refused = now;
    }
    takeWritable();
}

} // namespace seawall::db
