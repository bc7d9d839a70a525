// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/monitor/snapshotbuilder.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace seawall::db {

/// What the samplers of one cluster share: the common rhythm, and what the console asks of them. Thread-safe.
struct SamplerControl {
    LsnClock::Time start; ///< every node is sampled at start + n × tick, so that their moments are close
    std::atomic<bool> sessionDetail = false;
    std::atomic<qint64> cpuNanoseconds = 0;   ///< spent by all samplers
    std::vector<std::atomic<bool>> connected; ///< the sampler's session with that node stands

    explicit SamplerControl(size_t nodes) : connected(nodes), m_hurries(nodes + 1, 0) {}

    /// To wait as, for those that sample no node: they are hurried with all.
    size_t others() const { return m_hurries.size() - 1; }

    /// Waits until the time, a stop, or somebody hurries the node; true when hurried.
    bool waitUntil(size_t node, LsnClock::Time when, const std::stop_token &stop);
    void hurry(size_t node); ///< connect now, whatever is left of its back-off
    void hurryAll();

private:
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<int> m_hurries; ///< a count a node
};

/// Samples one node for as long as its thread runs: connects (with back-off), asks the pulse each tick, the
/// standing facts each slow lane, and on a primary its position at each clock tick. Hands every answer or
/// failure to the sinks, on its thread.
class NodeSampler final
{
public:
    struct Sinks {
        std::function<void(NodeSample)> node;
        std::function<void(ClockSample)> clock;
        std::function<void(DoorSample)> door;
    };

    NodeSampler(const MonitorConfig &config, size_t index, SamplerControl &control, Sinks sinks);
    void run(const std::stop_token &stop);

private:
    void connect(const std::stop_token &stop);
    void backOff(const Error &error, const std::stop_token &stop);
    Result<void> sampleNode(const std::stop_token &stop);
    Result<void> sampleClock(const std::stop_token &stop);
    Result<void> askStanding(const std::stop_token &stop);
    void askReadOnly(const std::stop_token &stop);
    Result<Rows> ask(const char *query, const std::stop_token &stop);
    void fell(const Error &error);
    void spend();

    const MonitorConfig &m_config;
    const size_t m_index;
    SamplerControl &m_control;
    const Sinks m_sinks;
    std::optional<Connection> m_connection;
    NodeFacts m_facts;
    LsnClock::Time m_nextStanding;
    std::chrono::milliseconds m_backOff;
    std::optional<LsnClock::Time> m_failingSince; ///< since when it cannot be connected to
    qint64 m_spent = 0;
    int m_asked = 0; ///< statements since the last sample
};

} // namespace seawall::db
