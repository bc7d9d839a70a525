// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/databaserouter.h"

#include "db/pause.h"
#include "db/router/routerstate.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Clock = Deadline::Clock;

namespace {

constexpr auto firstHealthWithin = 1500ms; // the LSN clock needs that long to tell a lag
constexpr auto replayAskedEvery = 10ms;

/// The read can be asked of another node: it did not run, or what it read is lost.
bool isNodeAtFault(const Error &error)
{
    const bool isConflict = error.sqlState == "40001"_L1; // with recovery, on a replica
    const bool isOurTimeout = error.kind == ErrorKind::Timeout && error.sqlState.isEmpty();
    return error.kind == ErrorKind::ConnectionLost || isConflict || isOurTimeout;
}

/// Fires with either of two.
class EitherStop final
{
public:
    EitherStop(const std::stop_token &one, const std::stop_token &other)
        : m_one(one, Fire{&m_source}), m_other(other, Fire{&m_source})
    {}
    std::stop_token token() const { return m_source.get_token(); }

private:
    struct Fire {
        std::stop_source *source;
        void operator()() const { source->request_stop(); }
    };
    std::stop_source m_source;
    std::stop_callback<Fire> m_one, m_other;
};

/// What was not stopped by the caller ended because its node fell silent.
Error caused(const Error &error, const std::stop_token &stop)
{
    if (error.kind != ErrorKind::Cancelled || stop.stop_requested())
        return error;
    return {ErrorKind::ConnectionLost, u"It does not answer any more."_s, {}, {}, {}, 0};
}

Deadline sooner(Deadline a, Clock::time_point b)
{
    return Deadline::at(std::min(a.when(), b));
}

} // namespace

DatabaseRouter::DatabaseRouter(RouterConfig config) : d(std::make_shared<RouterState>(std::move(config)))
{
    if (d->config.healthInterval.count() == 0)
        return;
    MonitorConfig monitor;
    monitor.nodes = d->config.nodes;
    monitor.tick = std::clamp<std::chrono::milliseconds>(d->config.healthInterval, 250ms, 60s);
    m_monitor = std::make_unique<ClusterMonitor>(
        std::move(monitor), [state = d.get()](const SnapshotPtr &snapshot) { state->observe(*snapshot); });
    m_monitor->start();
}

DatabaseRouter::~DatabaseRouter() = default;

/// The first session of all waits until something is known of the nodes.
void DatabaseRouter::learn(Deadline deadline, const std::stop_token &stop)
{
    if (d->isLearned.load(std::memory_order_relaxed))
        return;
    const bool isKnown = m_monitor && waitForHealth(sooner(deadline, Clock::now() + firstHealthWithin), stop);
    if (!isKnown)
        static_cast<void>(d->askForWritable(deadline, stop));
    if (isKnown || !stop.stop_requested())
        d->isLearned = true;
}

Result<RoutedSession> DatabaseRouter::readSession(const ReadRequest &request, Deadline deadline,
                                                  std::stop_token stop)
{
    RouterSearch search;
    return find(search, request, deadline, stop);
}

Result<RoutedSession> DatabaseRouter::find(RouterSearch &search, const ReadRequest &request,
                                           Deadline deadline, const std::stop_token &stop)
{
    learn(deadline, stop);
    while (true) {
        const auto choice = d->choose(search);
        if (!choice && !search.hasAsked) { // perhaps there is a new primary
            search.hasAsked = true;
            static_cast<void>(d->askForWritable(deadline, stop));
            continue;
        }
        if (!choice)
            return std::unexpected(search.last && deadline.passed() ? *search.last : d->noReader(search));
        ++search.attempts;
        search.presence = choice->presence;
        const EitherStop either(stop, search.presence);
        auto session = d->nodes[choice->node].pool->checkout(Access::ReadOnly, request.purpose, deadline,
                                                             either.token());
        if (!session) {
            d->release(choice->node, false);
            const auto error = caused(session.error(), stop);
            if (error.kind == ErrorKind::PoolExhausted || error.kind == ErrorKind::Cancelled)
                return std::unexpected(error);
            d->failed(choice->node, error, true);
            search.fail(choice->node, error);
            continue;
        }
        RoutedSession routed(d, choice->node, std::move(*session));
        routed.m_isFallback = choice->isFallback;
        if (!request.after || choice->isPrimary)
            return routed;
        const auto isReplayed = waitForReplay(routed, request, deadline, either.token());
        if (isReplayed && *isReplayed)
            return routed;
        if (!isReplayed && stop.stop_requested())
            return std::unexpected(isReplayed.error());
        search.primaryOnly = true;
        d->count(&RouterState::tokenFallbacks);
    }
}

/// Whether the replica has, or gets within the budget, what the request has to see.
Result<bool> DatabaseRouter::waitForReplay(RoutedSession &session, const ReadRequest &request,
                                           Deadline deadline, const std::stop_token &stop)
{
    switch (d->replayOf(session.m_node, *request.after)) {
    case RouterState::Replay::Done:
        return true;
    case RouterState::Replay::OtherEpoch:
        return false;
    case RouterState::Replay::NotYet:
        break;
    }
    const auto latest = sooner(deadline, Clock::now() + request.budget);
    d->count(&RouterState::tokenWaits);
    const QStringList wanted{request.after->lsn.toString()};
    while (true) {
        const auto rows = session.executeTraceless(u"SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn"_s, wanted,
                                                   latest, stop);
        if (!rows)
            return std::unexpected(rows.error());
        if (rows->boolean(0, 0) != false) // NULL on a node that is no replica any more
            return !rows->isNull(0, 0);
        if (Clock::now() + replayAskedEvery >= latest.when())
            return false;
        if (!pauseUntil(Clock::now() + replayAskedEvery, stop))
            return fail(ErrorKind::Cancelled, u"Waiting for the replica was stopped."_s);
    }
}

Result<RoutedRows> DatabaseRouter::read(const QString &sql, const QStringList &parameters,
                                        const ReadRequest &request, Deadline deadline, std::stop_token stop)
{
    RouterSearch search;
    while (true) {
        auto session = find(search, request, deadline, stop);
        if (!session)
            return std::unexpected(session.error());
        const auto now = Clock::now();
        const bool isLast = search.attempts > 1 || d->nodes.size() == 1; // else time is left for another
        const auto mine = isLast ? deadline : Deadline::at(now + (deadline.when() - now) / 2);
        const EitherStop either(stop, search.presence);
        auto rows = session->executeTraceless(sql, parameters, mine, either.token());
        if (rows)
            return RoutedRows{std::move(*rows), session->node(), session->isFallback(), search.attempts};
        const auto error = caused(rows.error(), stop);
        if (!isNodeAtFault(error) || deadline.passed())
            return std::unexpected(error);
        search.fail(session->m_node, error);
    }
}

Result<RoutedSession> DatabaseRouter::writeSession(const QString &purpose, Deadline deadline,
                                                   std::stop_token stop)
{
    learn(deadline, stop);
    for (bool hasAsked = false;; hasAsked = true) {
        auto node = hasAsked ? d->askForWritable(deadline, stop) : d->knownOrAsked(deadline, stop);
        if (!node)
            return std::unexpected(node.error());
        auto session = d->nodes[*node].pool->checkout(Access::ReadWrite, purpose, deadline, stop);
        if (session) {
            RoutedSession routed(d, *node, std::move(*session));
            routed.m_epoch = d->beginWrite(*node);
            return routed;
        }
        const auto &error = session.error();
        if (error.kind == ErrorKind::PoolExhausted || error.kind == ErrorKind::Cancelled)
            return std::unexpected(error);
        d->failed(*node, error, true);
        if (hasAsked || deadline.passed())
            return std::unexpected(error);
    }
}

} // namespace seawall::db
