// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/doorprobe.h"

#include <spdlog/spdlog.h>

namespace seawall::db {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto knockPatience = 3s; // as a session of the sampler is given to begin
constexpr auto againAfter = 1s;    // where none began
constexpr auto never = 24h * 365;

/// It is this console that is not let in. Each further try may lock the account, and says nothing of others.
bool concernsUsOnly(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::AuthRefused:
    case ErrorKind::DatabaseMissing:
    case ErrorKind::PermissionDenied:
    case ErrorKind::TlsRefused:
    case ErrorKind::InvalidInput:
        return true;
    default:
        return false;
    }
}

} // namespace

DoorProbe::DoorProbe(const MonitorConfig &config, size_t index, SamplerControl &control,
                     std::function<void(DoorSample)> sink)
    : m_config(config), m_index(index), m_control(control), m_sink(std::move(sink))
{}

void DoorProbe::run(const std::stop_token &stop)
{
    Clock::duration pause = m_config.doorTick;
    while (!stop.stop_requested()) {
        m_control.waitUntil(m_control.others(), Clock::now() + pause, stop);
        if (!stop.stop_requested())
            pause = m_control.connected[m_index] ? knock(stop) : Clock::duration(m_config.doorTick);
    }
}

Clock::duration DoorProbe::knock(const std::stop_token &stop)
{
    const auto &endpoint = m_config.nodes[m_index].endpoint;
    const auto opened = Connection::open(endpoint, {}, Deadline::in(knockPatience), stop);
    if (opened) {
        m_sink({m_index, {}, 1});
        return m_config.doorTick;
    }
    if (opened.error().kind == ErrorKind::Cancelled || !m_control.connected[m_index])
        return m_config.doorTick;
    spdlog::warn("{}: no other session begins: {}", endpoint.describe().toStdString(),
                 opened.error().message.toStdString());
    if (concernsUsOnly(opened.error()))
        return never;
    m_sink({m_index, opened.error(), 0});
    return againAfter;
}

} // namespace seawall::db
