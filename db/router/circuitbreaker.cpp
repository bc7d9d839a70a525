// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/circuitbreaker.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

void CircuitBreaker::fail(Time now)
{
    const auto was = state(now);
    if (was == State::Closed)
        m_pause = firstPause;
    else if (was == State::Returning) // while it is open those fail that were on their way
        m_pause = std::min(2 * m_pause, longestPause);
    m_opened = now;
    m_credit = 0;
}

void CircuitBreaker::hold(Time now)
{
    m_pause = state(now) == State::Closed ? firstPause : m_pause;
    m_opened = now;
    m_credit = 0;
}

bool CircuitBreaker::admits(Time now)
{
    const double part = share(now);
    if (part >= 1)
        return true;
    m_credit += part;
    if (m_credit < 1)
        return false;
    m_credit -= 1;
    return true;
}

CircuitBreaker::State CircuitBreaker::state(Time now) const
{
    if (m_pause == Span(0) || now >= m_opened + m_pause + m_returnTime)
        return State::Closed;
    return now < m_opened + m_pause ? State::Open : State::Returning;
}

double CircuitBreaker::share(Time now) const
{
    switch (state(now)) {
    case State::Open:
        return 0;
    case State::Closed:
        return 1;
    case State::Returning:
        break;
    }
    const std::chrono::duration<double> since = now - m_opened - m_pause;
    return firstShare + (1 - firstShare) * (since / std::chrono::duration<double>(m_returnTime));
}

QString toString(CircuitBreaker::State state)
{
    switch (state) {
    case CircuitBreaker::State::Closed:
        return u"closed"_s;
    case CircuitBreaker::State::Open:
        return u"open"_s;
    case CircuitBreaker::State::Returning:
        break;
    }
    return u"returning"_s;
}

} // namespace seawall::db
