// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the router costs: a checkout that nobody else wants, against none; and 64 threads that ask one small
// statement after the other through it, against as many connections of their own.
#include "tests/support/routerbench.h"

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::Deadline;
using Clock = Deadline::Clock;

namespace {

constexpr int threads = 64;
constexpr int rounds = 5;
constexpr auto roundTime = 2s;
const QString statement = u"SELECT 1"_s;

double since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// Seconds a call, the median of batches.
template<typename Call>
double costOf(int batches, int calls, Call &&call)
{
    std::vector<double> costs;
    for (int i = 0; i < batches; ++i) {
        const auto start = Clock::now();
        for (int n = 0; n < calls; ++n)
            call();
        costs.push_back(since(start) / calls);
    }
    return median(costs);
}

/// Statements a second of all threads; `make` gives each thread what it repeats.
template<typename Make>
double throughput(Make &&make)
{
    std::atomic<qint64> done = 0;
    std::atomic<int> ready = 0;
    std::atomic<bool> isRunning = false, isOver = false;
    std::vector<std::jthread> workers;
    for (int i = 0; i < threads; ++i)
        workers.emplace_back([&] {
            auto ask = make();
            ask();
            ++ready;
            while (!isRunning)
                std::this_thread::sleep_for(1ms);
            qint64 mine = 0;
            for (; !isOver; ++mine)
                ask();
            done += mine;
        });
    while (ready < threads)
        std::this_thread::sleep_for(1ms);
    const auto start = Clock::now();
    isRunning = true;
    std::this_thread::sleep_for(roundTime);
    isOver = true;
    const double seconds = since(start);
    workers.clear();
    return static_cast<double>(done) / seconds;
}

[[noreturn]] void giveUp(const QString &why)
{
    std::fprintf(stderr, "%s\n", qPrintable(why));
    std::exit(1);
}

db::Connection connectionTo(const db::Endpoint &endpoint)
{
    auto connection = db::Connection::open(endpoint, {}, Deadline::in(20s));
    if (!connection)
        giveUp(connection.error().message);
    return std::move(*connection);
}

void ask(db::Connection &connection)
{
    if (const auto rows = connection.execute(statement, {}, Deadline::in(20s)); !rows)
        giveUp(rows.error().message);
}

db::RoutedSession taken(db::DatabaseRouter &router)
{
    auto session = router.readSession(tests::reading(), Deadline::in(20s));
    if (!session)
        giveUp(session.error().message);
    return std::move(*session);
}

bool measureCheckout(db::DatabaseRouter &router, const db::Endpoint &endpoint)
{
    const double checkout = costOf(15, 10'000, [&] { taken(router); }) * 1e6;
    auto own = connectionTo(endpoint);
    const double bare = costOf(9, 2'000, [&] { ask(own); }) * 1e6;
    const double routed =
        costOf(9, 2'000,
               [&] {
                   auto session = taken(router);
                   static_cast<void>(session.executeTraceless(statement, {}, Deadline::in(20s)));
               }) *
        1e6;
    const double reset = costOf(9, 1'000,
                                [&] {
                                    auto session = taken(router);
                                    static_cast<void>(session.execute(statement, {}, Deadline::in(20s)));
                                }) *
                         1e6;
    std::printf("checkout and return, nobody else: %.2f us (goal 5 us)\n", checkout);
    std::printf(
        "one statement: %.0f us on a connection, %.0f us routed (%.2f), %.0f us routed with a reset (%.2f)\n",
        bare, routed, routed / bare, reset, reset / bare);
    return checkout <= 5;
}

bool measureThroughput(db::DatabaseRouter &router, const db::Endpoint &endpoint)
{
    std::vector<double> ratios, bares, routeds;
    for (int round = 0; round < rounds; ++round) {
        bares.push_back(throughput(
            [&] { return [own = std::make_shared<db::Connection>(connectionTo(endpoint))] { ask(*own); }; }));
        routeds.push_back(throughput([&] {
            return [&router] {
                auto session = taken(router);
                if (const auto rows = session.executeTraceless(statement, {}, Deadline::in(20s)); !rows)
                    giveUp(rows.error().message);
            };
        }));
        ratios.push_back(routeds.back() / bares.back());
    }
    std::printf(
        "%d threads: %.0f statements/s on connections of their own, %.0f routed; ratio %.2f (goal 0.90)\n",
        threads, median(bares), median(routeds), median(ratios));
    return median(ratios) >= 0.90;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    tests::SandboxFixture sandbox;
    if (const auto reason = sandbox.start(1, {u"max_connections = 200"_s}); !reason.isEmpty())
        giveUp(reason);
    auto config = tests::routerConfig(*sandbox, 1s);
    config.replicaPool = {threads, 0, 30s};
    db::DatabaseRouter router(config);
    while (taken(router).isFallback())
        std::this_thread::sleep_for(100ms);
    const auto endpoint = sandbox->endpoint(u"replica1"_s);
    const bool isCheap = measureCheckout(router, endpoint);
    const bool isFast = measureThroughput(router, endpoint);
    return isCheap && isFast ? 0 : 1;
}
