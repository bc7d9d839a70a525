// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/rolequestion.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Clock = Deadline::Clock;

namespace {

constexpr auto timeForASecondPrimary = 200ms;
constexpr auto connectTime = 3s;

/// What the threads that ask have found so far.
struct Findings {
    std::mutex mutex;
    std::condition_variable arrived;
    std::vector<RoleAnswer> answers;
    size_t missing = 0;
    Clock::time_point patience; ///< how long the rest is waited for
};

Result<Role> ask(const Endpoint &endpoint, const SessionOptions &session, Deadline deadline,
                 const std::stop_token &stop)
{
    auto connection = Connection::open(endpoint, session, deadline, stop);
    if (!connection)
        return std::unexpected(connection.error());
    return roleOf(*connection, deadline, stop);
}

void note(Findings &findings, RoleAnswer &answer, const Result<Role> &role)
{
    const std::lock_guard lock(findings.mutex);
    answer.role = role;
    --findings.missing;
    if (role == Role::Primary)
        findings.patience = std::min(findings.patience, Clock::now() + timeForASecondPrimary);
    findings.arrived.notify_one();
}

} // namespace

Result<Role> roleOf(Connection &connection, Deadline deadline, const std::stop_token &stop)
{
    const auto rows = connection.execute(u"SELECT pg_is_in_recovery()"_s, {}, deadline, stop);
    if (!rows)
        return std::unexpected(rows.error());
    const auto isInRecovery = rows->boolean(0, 0);
    if (!isInRecovery)
        return fail(ErrorKind::Internal,
                    u"%1 does not say which role it has."_s.arg(connection.peerAddress()));
    return *isInRecovery ? Role::Replica : Role::Primary;
}

Result<Connection> openRouted(const Endpoint &endpoint, SessionOptions session, Access access,
                              Deadline deadline, const std::stop_token &stop)
{
    const auto now = Clock::now();
    const auto left = std::max(deadline.when() - now, Clock::duration(0));
    const auto mine = Deadline::at(
        now + std::min<Clock::duration>(access == Access::ReadOnly ? left / 2 : left, connectTime));
    session.readOnly = access == Access::ReadOnly;
    auto connection = Connection::open(endpoint, session, mine, stop);
    if (!connection || access == Access::ReadOnly)
        return connection;
    const auto reported = connection->reported("in_hot_standby"); // not before PostgreSQL 14
    const auto role = reported.isEmpty() ? roleOf(*connection, mine, stop)
                                         : Result<Role>(reported == "off" ? Role::Primary : Role::Replica);
    if (!role)
        return std::unexpected(role.error());
    if (*role != Role::Primary)
        return fail(ErrorKind::NoNode, u"%1 is a replica now: it takes no writes."_s.arg(endpoint.name),
                    u"Nothing was written. Ask again: the router looks for the primary."_s);
    return connection;
}

std::vector<RoleAnswer> askRoles(const std::vector<std::pair<size_t, Endpoint>> &nodes,
                                 const SessionOptions &session, Deadline deadline,
                                 const std::stop_token &stop)
{
    Findings findings;
    findings.missing = nodes.size();
    findings.patience = deadline.when();
    for (const auto &[place, endpoint] : nodes)
        findings.answers.push_back(
            {place, fail(ErrorKind::Timeout, u"%1 does not answer."_s.arg(endpoint.address()))});
    std::stop_source end;
    const std::stop_callback forward(stop, [&end] { end.request_stop(); });
    std::vector<std::jthread> threads;
    for (size_t i = 0; i < nodes.size(); ++i) {
        threads.emplace_back([&, i] {
            const auto role = ask(nodes[i].second, session, deadline, end.get_token());
            if (role || role.error().kind != ErrorKind::Cancelled)
                note(findings, findings.answers[i], role);
        });
    }
    {
        std::unique_lock lock(findings.mutex);
        while (findings.missing > 0 && Clock::now() < findings.patience && !stop.stop_requested())
            findings.arrived.wait_until(lock, std::min(findings.patience, Clock::now() + 50ms));
    }
    end.request_stop();
    threads.clear(); // joined: the answers are complete
    return findings.answers;
}

} // namespace seawall::db
