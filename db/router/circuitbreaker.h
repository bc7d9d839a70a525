// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace seawall::db {

/// Keeps reads away from a node that failed, and lets it return gradually: after a pause that doubles with
/// each failure in a row, a tenth of the reads, growing to all of them over the return time. A value for one
/// thread; it is given the time.
class CircuitBreaker final
{
public:
    enum class State { Closed, Open, Returning };
    using Time = std::chrono::steady_clock::time_point;
    using Span = std::chrono::steady_clock::duration;

    static constexpr Span firstPause = std::chrono::milliseconds(500);
    static constexpr Span longestPause = std::chrono::seconds(30);
    static constexpr double firstShare = 0.1;

    explicit CircuitBreaker(Span returnTime) : m_returnTime(returnTime) {}

    void fail(Time now); ///< opens it, with a longer pause where it had not returned in full
    void hold(Time now); ///< the node is not fit yet: opens it, or keeps it open, without a longer pause
    /// Whether the next read may go there, which counts as one: of ten asked for at a share of 0.3, three
    /// may.
    bool admits(Time now);

    State state(Time now) const;
    double share(Time now) const; ///< of the reads that it lets through, 0 … 1

private:
    Span m_returnTime;
    Span m_pause{0}; ///< 0: closed and never failed since it returned in full
    Time m_opened{};
    double m_credit = 0;
};
QString toString(CircuitBreaker::State state); ///< 'closed', 'open', 'returning'

} // namespace seawall::db
