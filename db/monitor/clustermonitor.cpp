// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/clustermonitor.h"

#include "db/monitor/doorprobe.h"
#include "db/monitor/pgbouncersampler.h"

#include <QDateTime>

#include <algorithm>
#include <thread>

namespace seawall::db {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

/// What the samplers leave for the assembling thread.
struct Mailbox {
    std::mutex mutex;
    std::condition_variable_any arrived;
    std::vector<NodeSample> nodes;
    std::vector<ClockSample> clocks;
    std::vector<DoorSample> doors;
    std::optional<PgBouncerState> pgBouncer;

    void put(NodeSample sample)
    {
        const std::lock_guard lock(mutex);
        nodes.push_back(std::move(sample));
        arrived.notify_one();
    }
    void put(ClockSample sample)
    {
        const std::lock_guard lock(mutex);
        clocks.push_back(sample);
    }
    void put(DoorSample sample)
    {
        const std::lock_guard lock(mutex);
        doors.push_back(std::move(sample));
    }
    void put(PgBouncerState state)
    {
        const std::lock_guard lock(mutex);
        pgBouncer = std::move(state);
    }
};

} // namespace

struct ClusterMonitor::Private {
    Private(MonitorConfig monitorConfig, Sink snapshotSink)
        : config(std::move(monitorConfig)), sink(std::move(snapshotSink)), control(config.nodes.size())
    {}

    void sample(size_t index, const std::stop_token &stop);
    void probe(size_t index, const std::stop_token &stop);
    void samplePgBouncer(const std::stop_token &stop);
    void assemble(const std::stop_token &stop);
    void collect(Clock::time_point tick, Clock::time_point latest, const std::stop_token &stop);
    void take(SnapshotBuilder &builder);
    void hurryRevived(const Snapshot &snapshot);

    const MonitorConfig config;
    const Sink sink;
    SamplerControl control;
    Mailbox mailbox;
    std::vector<bool>
        answers; ///< of the assembler: nodes that did since the last tick, and are worth waiting for
    std::vector<bool> served; ///< of the assembler: unreachable nodes that an upstream has a walsender for
    std::optional<PgBouncerState> pgBouncer;
    std::vector<std::jthread> threads; ///< last: joined before what they use goes
};

void ClusterMonitor::Private::sample(size_t index, const std::stop_token &stop)
{
    NodeSampler sampler(config, index, control,
                        {[this](NodeSample sample) { mailbox.put(std::move(sample)); },
                         [this](ClockSample sample) { mailbox.put(sample); },
                         [this](DoorSample sample) { mailbox.put(std::move(sample)); }});
    sampler.run(stop);
}

void ClusterMonitor::Private::probe(size_t index, const std::stop_token &stop)
{
    DoorProbe(config, index, control, [this](DoorSample sample) {
        mailbox.put(std::move(sample));
    }).run(stop);
}

void ClusterMonitor::Private::samplePgBouncer(const std::stop_token &stop)
{
    PgBouncerSampler sampler(*config.pgBouncer);
    while (!stop.stop_requested()) {
        mailbox.put(sampler.sample(stop));
        const auto pause =
            sampler.isRefused() ? Clock::duration(24h * 365) : std::max<Clock::duration>(config.tick, 1s);
        control.waitUntil(control.others(), Clock::now() + pause, stop);
    }
}

/// Waits until every node that usually answers has done so for this tick; a silent one is not waited for
/// again.
void ClusterMonitor::Private::collect(Clock::time_point tick, Clock::time_point latest,
                                      const std::stop_token &stop)
{
    std::unique_lock lock(mailbox.mutex);
    const auto isComplete = [&] {
        auto missing = answers;
        for (const auto &sample : mailbox.nodes)
            if (sample.middle >= tick)
                missing[sample.node] = false;
        return std::ranges::find(missing, true) == missing.end();
    };
    mailbox.arrived.wait_until(lock, stop, latest, isComplete);
}

void ClusterMonitor::Private::take(SnapshotBuilder &builder)
{
    std::vector<NodeSample> nodes;
    std::vector<ClockSample> clocks;
    std::vector<DoorSample> doors;
    {
        const std::lock_guard lock(mailbox.mutex);
        nodes.swap(mailbox.nodes);
        clocks.swap(mailbox.clocks);
        doors.swap(mailbox.doors);
        if (mailbox.pgBouncer)
            pgBouncer = std::exchange(mailbox.pgBouncer, std::nullopt);
    }
    // By time: a clock that is fed backwards would think it is on another timeline.
    std::ranges::stable_sort(nodes, {}, &NodeSample::middle);
    answers.assign(config.nodes.size(), false);
    auto nextClock = clocks.begin();
    for (auto &sample : nodes) {
        answers[sample.node] = sample.facts.has_value();
        for (; nextClock != clocks.end() && nextClock->middle < sample.middle; ++nextClock)
            builder.add(*nextClock);
        builder.add(std::move(sample));
    }
    for (; nextClock != clocks.end(); ++nextClock)
        builder.add(*nextClock);
    for (const auto &sample : doors)
        builder.add(sample);
}

/// A node we cannot reach that its upstream begins to serve again has just come back: no use in waiting out
/// the back-off.
void ClusterMonitor::Private::hurryRevived(const Snapshot &snapshot)
{
    for (size_t i = 0; i < snapshot.nodes.size(); ++i) {
        const auto &node = snapshot.nodes[i];
        const bool isServed = !node.reachable && node.lag.bytes.sent.has_value();
        const bool isRefused = node.error && node.error->kind == ErrorKind::AuthRefused;
        if (isServed && !served[i] && !isRefused)
            control.hurry(i);
        served[i] = isServed;
    }
}

void ClusterMonitor::Private::assemble(const std::stop_token &stop)
{
    SnapshotBuilder builder(config);
    answers.assign(config.nodes.size(), true);
    served.assign(config.nodes.size(), false);
    qint64 spentBefore = 0;
    const auto patience = std::min<Clock::duration>(config.tick / 2, 500ms);
    for (auto tick = control.start; !stop.stop_requested();) {
        collect(tick, tick + patience, stop);
        take(builder);
        auto snapshot =
            std::make_shared<Snapshot>(builder.build(Clock::now(), QDateTime::currentMSecsSinceEpoch()));
        snapshot->pgBouncer = pgBouncer;
        hurryRevived(*snapshot);
        const qint64 spent = control.cpuNanoseconds;
        snapshot->costSeconds = static_cast<double>(spent - spentBefore) / 1e9;
        spentBefore = spent;
        if (stop.stop_requested())
            return;
        sink(snapshot);
        tick += config.tick * std::max<qint64>(1, (Clock::now() - tick) / config.tick);
        std::unique_lock lock(mailbox.mutex);
        mailbox.arrived.wait_until(lock, stop, tick, [] { return false; });
    }
}

ClusterMonitor::ClusterMonitor(MonitorConfig config, Sink sink)
    : d(std::make_unique<Private>(std::move(config), std::move(sink)))
{}

ClusterMonitor::~ClusterMonitor()
{
    stop();
}

void ClusterMonitor::start()
{
    if (!d->threads.empty())
        return;
    d->control.start = Clock::now();
    for (size_t i = 0; i < d->config.nodes.size(); ++i) {
        d->threads.emplace_back([this, i](const std::stop_token &stop) { d->sample(i, stop); });
        d->threads.emplace_back([this, i](const std::stop_token &stop) { d->probe(i, stop); });
    }
    if (d->config.pgBouncer)
        d->threads.emplace_back([this](const std::stop_token &stop) { d->samplePgBouncer(stop); });
    d->threads.emplace_back([this](const std::stop_token &stop) { d->assemble(stop); });
}

void ClusterMonitor::stop()
{
    for (auto &thread : d->threads)
        thread.request_stop();
    d->threads.clear();
}

void ClusterMonitor::setSessionDetail(bool wanted)
{
    d->control.sessionDetail = wanted;
}

void ClusterMonitor::reconnectNow()
{
    d->control.hurryAll();
}

} // namespace seawall::db
