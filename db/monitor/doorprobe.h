// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/nodesampler.h"

namespace seawall::db {

/// Asks a node for another session now and then, and closes it at once: the sessions that are open go on
/// where the postmaster is stopped, shuts down or has no connection left, and say nothing of those that would
/// come. Only while the sampler's own session stands; that one says so where the node cannot be reached at
/// all. Each costs the server 5 ms of CPU, and lines of its log where connections are logged.
class DoorProbe final
{
public:
    DoorProbe(const MonitorConfig &config, size_t index, SamplerControl &control,
              std::function<void(DoorSample)> sink);
    void run(const std::stop_token &stop);

private:
    /// Tries once; how long to wait before the next.
    LsnClock::Time::duration knock(const std::stop_token &stop);

    const MonitorConfig &m_config;
    const size_t m_index;
    SamplerControl &m_control;
    const std::function<void(DoorSample)> m_sink;
};

} // namespace seawall::db
