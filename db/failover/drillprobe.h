// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/failover/drillresult.h"

#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace seawall::db {

/// Tries one thing again and again on a thread of its own, and remembers what came of it. Each attempt has
/// its own number, and none is repeated. Its functions can be called from any thread.
class DrillProbe final
{
public:
    using Clock = Deadline::Clock;
    /// Returns who answered; has to return by its own deadline.
    using Attempt = std::function<Result<QString>(qint64 number, const std::stop_token &stop)>;

    DrillProbe(QString who, Clock::time_point epoch, std::chrono::milliseconds every, Attempt attempt);
    ~DrillProbe();
    DrillProbe(const DrillProbe &) = delete;
    DrillProbe &operator=(const DrillProbe &) = delete;

    const QString &who() const { return m_who; } ///< 'router reads'
    void end();                                  ///< waits for the attempt that is going on

    std::vector<DrillAttempt> attempts() const;
    std::vector<qint64> acknowledged() const; ///< numbers of the attempts that were answered
    int answeredInARow(qint64 sinceMs) const; ///< the latest ones, of those that began since then

private:
    void run(const std::stop_token &stop);

    const QString m_who;
    const Clock::time_point m_epoch;
    const std::chrono::milliseconds m_every;
    const Attempt m_attempt;
    mutable std::mutex m_mutex;
    std::vector<DrillAttempt> m_attempts;
    std::vector<qint64> m_acknowledged;
    std::jthread m_thread; ///< last
};

} // namespace seawall::db
