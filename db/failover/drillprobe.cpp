// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drillprobe.h"

#include "db/pause.h"

#include <algorithm>
#include <ranges>

namespace seawall::db {

namespace {

qint64 msSince(DrillProbe::Clock::time_point epoch)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(DrillProbe::Clock::now() - epoch).count();
}

} // namespace

DrillProbe::DrillProbe(QString who, Clock::time_point epoch, std::chrono::milliseconds every, Attempt attempt)
    : m_who(std::move(who)), m_epoch(epoch), m_every(every), m_attempt(std::move(attempt)),
      m_thread([this](const std::stop_token &stop) { run(stop); })
{}

DrillProbe::~DrillProbe()
{
    end();
}

void DrillProbe::end()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void DrillProbe::run(const std::stop_token &stop)
{
    for (qint64 number = 1;; ++number) {
        const auto began = Clock::now();
        DrillAttempt attempt;
        attempt.beganMs = msSince(m_epoch);
        const auto answer = m_attempt(number, stop);
        attempt.endedMs = msSince(m_epoch);
        if (answer)
            attempt.node = *answer;
        else
            attempt.error = answer.error().message;
        const bool isOurs = !answer && answer.error().kind == ErrorKind::Cancelled;
        if (!isOurs) {
            const std::lock_guard lock(m_mutex);
            m_attempts.push_back(std::move(attempt));
            if (answer)
                m_acknowledged.push_back(number);
        }
        if (!pauseUntil(std::max(began + m_every, Clock::now()), stop))
            return;
    }
}

std::vector<DrillAttempt> DrillProbe::attempts() const
{
    const std::lock_guard lock(m_mutex);
    return m_attempts;
}

std::vector<qint64> DrillProbe::acknowledged() const
{
    const std::lock_guard lock(m_mutex);
    return m_acknowledged;
}

int DrillProbe::answeredInARow(qint64 sinceMs) const
{
    const std::lock_guard lock(m_mutex);
    int count = 0;
    for (const auto &attempt : m_attempts | std::views::reverse) {
        if (!attempt.isAnswered() || attempt.beganMs < sinceMs)
            break;
        ++count;
    }
    return count;
}

} // namespace seawall::db
