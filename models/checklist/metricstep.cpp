// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/metricstep.h"

#include "db/deadline.h"
#include "models/format.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <mutex>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Clock = db::Deadline::Clock;

namespace {

constexpr auto lookTime = 50ms;
constexpr auto ownTick = 250ms;
constexpr auto patience = 10s;  // a figure that is not known yet, or not known any more
constexpr auto settleTime = 2s; // a monitor that has just begun has not heard of every node

/// The Snapshots as they come: the console's, or those of a monitor of its own.
class Watching final
{
public:
    Watching(const StepContext &context) : m_live(context.live)
    {
        if (m_live)
            return;
        auto config = context.profile.monitor;
        config.tick = std::min<std::chrono::milliseconds>(config.tick, ownTick);
        m_monitor = std::make_unique<db::ClusterMonitor>(std::move(config), [this](db::SnapshotPtr snapshot) {
            const std::lock_guard lock(m_mutex);
            m_latest = std::move(snapshot);
        });
        m_monitor->start();
    }
    /// One that was not given before, else nullptr after a moment.
    db::SnapshotPtr next(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, lookTime, [] { return false; });
        auto snapshot = m_latest;
        lock.unlock();
        if (m_live)
            snapshot = m_live();
        if (!snapshot ||
            (m_given && m_given->sequence == snapshot->sequence && m_given->timeMs == snapshot->timeMs))
            return {};
        m_given = snapshot;
        return snapshot;
    }

private:
    std::function<db::SnapshotPtr()> m_live;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    db::SnapshotPtr m_latest, m_given;
    std::unique_ptr<db::ClusterMonitor> m_monitor; ///< last: its threads end before what they fill
};

/// What was seen of the figure.
class Samples final
{
public:
    explicit Samples(MetricRule::Figure figure) : m_figure(figure) {}
    void add(double value)
    {
        m_min = m_count == 0 ? value : std::min(m_min, value);
        m_max = m_count == 0 ? value : std::max(m_max, value);
        m_sum += value;
        ++m_count;
    }
    void addTo(StepResult &result, double seconds) const
    {
        result.details.insert(u"samples"_s, m_count);
        result.details.insert(u"seconds"_s, seconds);
        if (m_count == 0)
            return;
        result.details.insert(u"min"_s, m_min);
        result.details.insert(u"avg"_s, m_sum / m_count);
        result.details.insert(u"max"_s, m_max);
        result.output = u"least %1, mean %2, most %3; %4 over %5\n"_s.arg(
            figureText(m_figure, m_min), figureText(m_figure, m_sum / m_count), figureText(m_figure, m_max),
            m_count == 1 ? u"1 sample"_s : u"%1 samples"_s.arg(m_count), format::seconds(seconds));
    }

private:
    MetricRule::Figure m_figure;
    double m_min = 0, m_max = 0, m_sum = 0;
    int m_count = 0;
};

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double holdOf(const StepSpec &spec)
{
    return std::isfinite(spec.metric.holdSeconds) && spec.metric.holdSeconds > 0 ? spec.metric.holdSeconds
                                                                                 : 0;
}

} // namespace

MetricStep::MetricStep(StepSpec spec, StepContext context)
    : m_spec(std::move(spec)), m_context(std::move(context))
{}

QString MetricStep::input() const
{
    return u"%1 for %2"_s.arg(describe(m_spec.metric), format::seconds(holdOf(m_spec)));
}

Preview MetricStep::preview() const
{
    Preview preview;
    preview.verb = u"Measure"_s;
    preview.actions = {u"measure: %1"_s.arg(input())};
    preview.consequence = u"It only reads."_s;
    return preview;
}

StepResult MetricStep::run(const ProgressSink &progress, const std::stop_token &stop)
{
    const auto &rule = m_spec.metric;
    const double hold = holdOf(m_spec);
    Watching watching(m_context);
    Samples samples(rule.figure);
    const auto begun = Clock::now();
    auto heldSince = begun, lastKnown = begun;
    QString why = u"nothing was heard of the cluster"_s;
    const auto ended = [&](StepResult result) {
        samples.addTo(result, secondsSince(begun));
        return result;
    };
    bool isKnown = false;
    for (;;) {
        const auto snapshot = watching.next(stop);
        if (stop.stop_requested())
            return ended(StepResult::endedBy({db::ErrorKind::Cancelled, {}, {}, {}, {}, 0}));
        const auto reading = snapshot ? readingOf(rule, *snapshot, m_spec.target) : MetricReading{};
        if (reading.value) {
            if (!m_context.live && !holds(rule, *reading.value) && Clock::now() - begun < settleTime)
                continue;
            if (!isKnown)
                heldSince = Clock::now();
            isKnown = true;
            lastKnown = Clock::now();
            samples.add(*reading.value);
            const auto now = u"%1 (%2)"_s.arg(figureText(rule.figure, *reading.value), reading.where);
            if (!holds(rule, *reading.value))
                return ended(StepResult::failed(u"Expected %1, but it was %2."_s.arg(describe(rule), now)));
            const double held = secondsSince(heldSince);
            progress({hold > 0 ? std::min(1.0, held / hold) : 1.0, now});
            if (held >= hold)
                return ended(StepResult::passed(
                    u"It held: %1, for %2; last %3."_s.arg(describe(rule), format::seconds(held), now)));
        } else if (snapshot) {
            why = reading.where;
            if (isKnown) // it was known and is not any more: what was meanwhile, nobody can tell
                return ended(StepResult::failed(
                    u"Expected %1, but the figure became unknown: %2."_s.arg(describe(rule), why)));
        }
        if (Clock::now() - lastKnown > patience)
            return ended(StepResult::failed(
                u"Expected %1, but the figure is unknown: %2."_s.arg(describe(rule), why)));
    }
}

} // namespace seawall::models
