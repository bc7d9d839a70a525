// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How right is the lag the console shows? A writer notes for each transaction when it committed and at which
// LSN; the true lag of a replica is then the age of the oldest transaction it has not replayed. Printed side
// by side: the error of the LSN clock, of PostgreSQL's replay_lag, and of now() -
// pg_last_xact_replay_timestamp().
#include "db/connection.h"
#include "db/monitor/clustermonitor.h"
#include "tests/support/sandboxfixture.h"

#include <QDateTime>

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <random>
#include <thread>

#include <spdlog/spdlog.h>

using namespace seawall;
using namespace seawall::db;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

struct Commit {
    Lsn lsn;
    double ms = 0; ///< console's wall clock
};

double nowMs()
{
    return std::chrono::duration<double, std::milli>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

void complain(const Error &error)
{
    std::fprintf(stderr, "%s %s\n", qPrintable(error.message), qPrintable(error.detail));
}

std::optional<Connection> writer(const Endpoint &endpoint)
{
    SessionOptions options;
    options.readOnly = false;
    auto opened = Connection::open(endpoint, options, Deadline::in(10s));
    if (opened)
        return std::move(*opened);
    complain(opened.error());
    return std::nullopt;
}

bool run(const Endpoint &endpoint, const QString &statement)
{
    auto connection = writer(endpoint);
    const auto rows = connection ? connection->executeSimple(statement, Deadline::in(20s))
                                 : Result<Rows>(std::unexpected(Error{}));
    if (!rows)
        complain(rows.error());
    return rows.has_value();
}

/// Commits as often as told, at random moments, and notes each.
class Writer
{
public:
    Writer(const Endpoint &endpoint, double perSecond)
        : m_thread([=, this](const std::stop_token &stop) { write(endpoint, perSecond, stop); })
    {}

    std::vector<Commit> finish()
    {
        m_thread.request_stop();
        m_thread.join();
        return m_commits;
    }

private:
    void write(const Endpoint &endpoint, double perSecond, const std::stop_token &stop)
    {
        auto connection = writer(endpoint);
        std::mt19937 random(1);
        std::exponential_distribution<double> gap(perSecond);
        auto next = std::chrono::steady_clock::now();
        while (connection && !stop.stop_requested()) {
            const auto seconds = perSecond < 1 ? 1 / perSecond : gap(random);
            next += std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                std::chrono::duration<double>(seconds));
            while (std::chrono::steady_clock::now() < next && !stop.stop_requested())
                std::this_thread::sleep_until(std::min(next, std::chrono::steady_clock::now() + 50ms));
            if (stop.stop_requested() ||
                !connection->execute(u"INSERT INTO bench_lag(note) VALUES (repeat('x', 200))"_s, {},
                                     Deadline::in(5s)))
                return;
            const double committed = nowMs();
            const auto lsn = connection->execute(u"SELECT pg_current_wal_lsn()"_s, {}, Deadline::in(5s));
            if (lsn)
                m_commits.push_back({*Lsn::parse(lsn->bytes(0, 0)), committed});
        }
    }

    std::vector<Commit> m_commits;
    std::jthread m_thread;
};

struct Sampled {
    double ms = 0;
    Lsn replayed;
    std::optional<double> clock, replayLag, sinceLastXact;
};

std::vector<double> errors(const std::vector<Commit> &commits, const std::vector<Sampled> &samples,
                           std::optional<double> Sampled::*figure)
{
    std::vector<double> found;
    for (const auto &sample : samples) {
        const auto missing = std::ranges::upper_bound(commits, sample.replayed, {}, &Commit::lsn);
        const bool isCaughtUp = missing == commits.end() || missing->ms > sample.ms;
        const double truth = isCaughtUp ? 0 : (sample.ms - missing->ms) / 1000;
        if (const auto told = sample.*figure)
            found.push_back(std::abs(*told - truth) * 1000);
    }
    std::ranges::sort(found);
    return found;
}

constexpr std::optional<double> Sampled::*figures[] = {&Sampled::clock, &Sampled::replayLag,
                                                       &Sampled::sinceLastXact};

std::vector<double> clockErrors; ///< of every case with commits

double share(const std::vector<double> &sorted, double part)
{
    return sorted[static_cast<size_t>(part * static_cast<double>(sorted.size() - 1))];
}

void print(const char *name, const std::vector<Commit> &commits, const std::vector<Sampled> &samples)
{
    std::printf("%-38s %5zu", name, samples.size());
    for (const auto figure : figures) {
        const auto all = errors(commits, samples, figure);
        if (all.empty()) {
            std::printf(" |   no figure at all (NULL)");
            continue;
        }
        const auto absent =
            static_cast<double>(samples.size() - all.size()) / static_cast<double>(samples.size());
        std::printf(" | %6.1f %8.1f %5.0f %%", share(all, 0.5), share(all, 0.99), 100 * absent);
        if (figure == figures[0] && !commits.empty())
            clockErrors.insert(clockErrors.end(), all.begin(), all.end());
    }
    std::printf("\n");
    std::fflush(stdout);
}

/// One line of the table: `during` does to the replica what the case is about, while the monitor looks on.
template<typename During>
void measure(tests::SandboxFixture &sandbox, const char *name, double perSecond, During &&during)
{
    MonitorConfig config;
    config.nodes = {{sandbox->endpoint(u"primary"_s), Role::Primary},
                    {sandbox->endpoint(u"replica1"_s), Role::Replica}};
    config.tick = 250ms;
    std::vector<Sampled> samples;
    std::mutex mutex;
    quint64 first = 0;
    ClusterMonitor monitor(config, [&](SnapshotPtr snapshot) {
        const auto &replica = snapshot->nodes[1];
        if (!replica.reachable || !replica.facts.replayedLsn || !replica.lag.seconds || ++first <= 12)
            return; // the first seconds: the ring fills
        const auto &senders = snapshot->nodes[0].facts.walSenders;
        const std::lock_guard lock(mutex);
        samples.push_back({static_cast<double>(replica.lastSeenMs), *replica.facts.replayedLsn,
                           replica.lag.seconds, senders.empty() ? std::nullopt : senders[0].replayLag,
                           replica.facts.sinceLastReplayedXact});
    });
    std::optional<Writer> writer;
    if (perSecond > 0)
        writer.emplace(sandbox->endpoint(u"primary"_s), perSecond);
    monitor.start();
    during();
    monitor.stop();
    print(name, writer ? writer->finish() : std::vector<Commit>(), samples);
}

void setOnReplica(tests::SandboxFixture &sandbox, const QString &name, const QString &value)
{
    run(sandbox->endpoint(u"replica1"_s), u"ALTER SYSTEM SET %1 = %2"_s.arg(name, value));
    run(sandbox->endpoint(u"replica1"_s), u"SELECT pg_reload_conf()"_s);
}

void resetOnReplica(tests::SandboxFixture &sandbox, const QString &name)
{
    run(sandbox->endpoint(u"replica1"_s), u"ALTER SYSTEM RESET %1"_s.arg(name));
    run(sandbox->endpoint(u"replica1"_s), u"SELECT pg_reload_conf()"_s);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    spdlog::set_level(spdlog::level::err);
    const bool isShort = application.arguments().contains(u"--short"_s);
    const auto span = isShort ? 6s : 20s;
    tests::SandboxFixture sandbox;
    if (const auto why = sandbox.start(1); !why.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(why));
        return 1;
    }
    const auto primary = sandbox->endpoint(u"primary"_s);
    const auto replica = sandbox->endpoint(u"replica1"_s);
    if (!run(primary, u"CREATE TABLE bench_lag(id bigserial PRIMARY KEY, note text)"_s))
        return 1;
    std::printf("%-38s %5s | %-24s | %-24s | %-24s\n", "error in ms", "n", "LSN clock", "replay_lag",
                "now()-last replayed");
    std::printf("%-38s %5s | %6s %8s %7s | %6s %8s %7s | %6s %8s %7s\n", "", "", "median", "p99", "absent",
                "median", "p99", "absent", "median", "p99", "absent");
    const auto wait = [&] { std::this_thread::sleep_for(span); };
    measure(sandbox, "200 tps, no delay", 200, wait);
    setOnReplica(sandbox, u"recovery_min_apply_delay"_s, u"'200ms'"_s);
    measure(sandbox, "200 tps, apply delay 200 ms", 200, wait);
    setOnReplica(sandbox, u"recovery_min_apply_delay"_s, u"'2s'"_s);
    measure(sandbox, "200 tps, apply delay 2 s", 200, wait);
    resetOnReplica(sandbox, u"recovery_min_apply_delay"_s);
    measure(sandbox, "200 tps, replay paused half the time", 200, [&] {
        std::this_thread::sleep_for(span / 4);
        run(replica, u"SELECT pg_wal_replay_pause()"_s);
        std::this_thread::sleep_for(span / 2);
        run(replica, u"SELECT pg_wal_replay_resume()"_s);
        std::this_thread::sleep_for(span / 4);
    });
    measure(sandbox, "200 tps, walreceiver cut", 200, [&] {
        std::this_thread::sleep_for(span / 4);
        setOnReplica(sandbox, u"primary_conninfo"_s, u"'host=127.0.0.1 port=1'"_s);
        std::this_thread::sleep_for(span / 2);
        resetOnReplica(sandbox, u"primary_conninfo"_s);
        std::this_thread::sleep_for(span / 4);
    });
    measure(sandbox, "idle", 0, wait);
    measure(sandbox, "one transaction in 10 s", 0.1,
            [&] { std::this_thread::sleep_for(isShort ? 15s : 42s); });
    std::ranges::sort(clockErrors);
    std::printf("%-38s %5zu | %6.1f %8.1f    (goal: median 10, p99 60)\n", "all with commits, LSN clock",
                clockErrors.size(), share(clockErrors, 0.5), share(clockErrors, 0.99));
    return 0;
}
