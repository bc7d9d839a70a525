// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/run/replicawatch.h"

#include "db/migrations/fingerprint.h"

#include <thread>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto lagPolling = 100ms;
/// A replica that needs no longer for what is written now cannot be further behind than that.
constexpr double promptSeconds = 1;

double secondsSince(Deadline::Clock::time_point moment)
{
    return std::chrono::duration<double>(Deadline::Clock::now() - moment).count();
}

/// Runs `work` for each of the replicas, all at once.
template<typename Work>
void onEach(std::vector<Replica> &replicas, const Work &work)
{
    std::vector<std::jthread> threads;
    threads.reserve(replicas.size());
    for (size_t i = 0; i < replicas.size(); ++i)
        threads.emplace_back([&work, &replica = replicas[i], i] { work(replica, i); });
}

} // namespace

Result<Lsn> flushedLsn(MigrationSession &primary)
{
    const auto rows = primary.ask(u"SELECT pg_catalog.pg_current_wal_flush_lsn()"_s);
    if (!rows)
        return std::unexpected(rows.error());
    return Lsn::parse(rows->bytes(0, 0)).value_or(Lsn{});
}

ReplicaWatch::ReplicaWatch(const std::vector<Endpoint> &replicas, const RunnerOptions &options,
                           RunEvents &events)
    : m_options(options), m_events(events)
{
    for (const auto &endpoint : replicas)
        m_replicas.emplace_back(endpoint);
}

void ReplicaWatch::hold(int step, MigrationSession &primary, const std::stop_token &stop)
{
    const bool looksAtLag = !isEmpty() && m_options.lagLimitSeconds;
    if (!looksAtLag && !m_options.waitingLimit)
        return;
    const auto target = flushedLsn(primary);
    if (!target)
        return; // the step itself tells what is wrong
    const auto since = Deadline::Clock::now();
    auto tellAgain = Deadline::in(0ms);
    m_goOn = false;
    while (!m_goOn) {
        double seconds = 0;
        const auto reason = reasonToHold(primary, *target, since, seconds, stop);
        if (reason.isNull())
            return;
        if (!reason.isEmpty() && tellAgain.passed()) {
            m_events.tell(
                step, {.kind = RunEvent::Kind::Holding, .seconds = seconds, .text = reason, .blockers = {}});
            tellAgain = Deadline::in(500ms);
        }
        if (!pauseFor(lagPolling, stop))
            return;
    }
}

/// Null: go on; empty: not known yet.
QString ReplicaWatch::reasonToHold(MigrationSession &primary, Lsn target, Deadline::Clock::time_point since,
                                   double &seconds, const std::stop_token &stop)
{
    auto crowd = m_options.waitingLimit ? waiting(primary) : QString();
    if (!crowd.isNull() || isEmpty() || !m_options.lagLimitSeconds)
        return crowd;
    return lagging(target, since, seconds, stop);
}

QString ReplicaWatch::waiting(MigrationSession &primary)
{
    const auto rows =
        primary.ask(u"SELECT count(*) FROM pg_catalog.pg_stat_activity "
                    "WHERE wait_event_type = 'Lock' AND datname = pg_catalog.current_database()"_s);
    const auto count = rows ? rows->integer(0, 0).value_or(0) : 0;
    if (count <= *m_options.waitingLimit)
        return {};
    const auto what = count == 1 ? u"1 session waits"_s : u"%1 sessions wait"_s.arg(count);
    return u"%1 for locks; the limit is %2"_s.arg(what).arg(*m_options.waitingLimit);
}

QString ReplicaWatch::lagging(Lsn target, Deadline::Clock::time_point since, double &seconds,
                              const std::stop_token &stop)
{
    const auto limit = *m_options.lagLimitSeconds;
    const auto elapsed = secondsSince(since);
    QString reason;
    for (auto &replica : m_replicas) {
        const auto at = replica.position(stop);
        if (!at || at->replayed >= target)
            continue; // one that cannot be asked is told about when the migration is to arrive there
        // Its own clock's figure counts only once it was really seen to be behind: it grows on an idle
        // server.
        const auto behind =
            elapsed < promptSeconds ? elapsed : std::max(elapsed, at->behindSeconds.value_or(0));
        if (behind > limit) {
            seconds = behind;
            return u"%1 is %2 s behind; the limit is %3 s%4"_s.arg(
                replica.name(), QString::number(behind, 'f', 1), QString::number(limit),
                at->isPaused ? u" (replay is paused there)"_s : QString());
        }
        if (elapsed < promptSeconds)
            reason = u""_s;
    }
    return reason;
}

std::vector<Arrival> ReplicaWatch::awaitArrivals(int step, MigrationSession &primary, Lsn committed,
                                                 const std::stop_token &stop)
{
    const auto since = Deadline::Clock::now();
    const auto deadline = Deadline::in(m_options.arrivalPatience);
    std::vector<Arrival> arrivals(m_replicas.size());
    onEach(m_replicas, [&](Replica &replica, size_t i) {
        arrivals[i] = replica.awaitArrival(committed, since, deadline, stop);
        if (arrivals[i].seconds)
            m_events.tell(step, {.kind = RunEvent::Kind::Arrived,
                                 .seconds = *arrivals[i].seconds,
                                 .node = arrivals[i].node,
                                 .text = {},
                                 .blockers = {}});
    });
    compare(arrivals, primary, stop);
    for (const auto &arrival : arrivals)
        if (!arrival.problem.isEmpty())
            m_events.note(step, u"%1: %2"_s.arg(arrival.node, arrival.problem));
    return arrivals;
}

void ReplicaWatch::compare(std::vector<Arrival> &arrivals, MigrationSession &primary,
                           const std::stop_token &stop)
{
    // Somebody else may change the schema between the two readings: a difference has to last.
    for (int tries = 0; tries < 3 && !stop.stop_requested(); ++tries) {
        const bool isOpen = std::ranges::any_of(
            arrivals, [](const Arrival &a) { return a.seconds && !a.sameSchema.value_or(false); });
        if (!isOpen || (tries > 0 && !pauseFor(200ms, stop)))
            return;
        const auto expected = readFingerprintHash(primary.connection(), Deadline::in(20s));
        onEach(m_replicas, [&](Replica &replica, size_t i) {
            auto &arrival = arrivals[i];
            if (!arrival.seconds || arrival.sameSchema.value_or(false))
                return;
            const auto hash = replica.fingerprint(stop);
            arrival.problem.clear();
            if (!hash || !expected) {
                arrival.problem =
                    u"the schemas were not compared: %1"_s.arg((hash ? expected : hash).error().message);
                return;
            }
            arrival.sameSchema = *hash == *expected;
            if (!*arrival.sameSchema)
                arrival.problem = u"the schema there differs from the primary's"_s;
        });
    }
}

} // namespace seawall::db
