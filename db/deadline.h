// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace seawall::db {

/// The moment until which a blocking call may take, on the monotonic clock. Every call of this floor that can
/// wait takes one, and returns ErrorKind::Timeout once it has passed.
class Deadline final
{
public:
    using Clock = std::chrono::steady_clock;

    static Deadline in(std::chrono::milliseconds span) { return Deadline(Clock::now() + span); }
    static Deadline at(Clock::time_point when) { return Deadline(when); }

    bool passed() const { return Clock::now() >= m_when; }
    Clock::time_point when() const { return m_when; }

    /// What is left, rounded up, for poll(); 0 once passed.
    int milliseconds() const
    {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_when - Clock::now());
        return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 24 * 3600 * 1000));
    }

private:
    explicit Deadline(Clock::time_point when) : m_when(when) {}
    Clock::time_point m_when;
};

} // namespace seawall::db
