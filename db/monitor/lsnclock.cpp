// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/lsnclock.h"

#include <algorithm>

namespace seawall::db {

namespace {

double seconds(LsnClock::Time::duration span)
{
    return std::max(0.0, std::chrono::duration<double>(span).count());
}

} // namespace

void LsnClock::add(Lsn primary, Time when)
{
    if (!m_entries.empty() && primary < m_entries.back().lsn)
        m_entries.clear();
    if (!m_entries.empty() && primary == m_entries.back().lsn)
        m_entries.back().last = std::max(m_entries.back().last, when);
    else
        m_entries.push_back({primary, when, when});
    while (m_entries.size() > 1 && m_entries[1].first < when - m_ring)
        m_entries.pop_front();
}

std::optional<LsnClock::Reading> LsnClock::lagOf(Lsn replica, Time when) const
{
    if (m_entries.empty())
        return std::nullopt;
    const auto after = std::ranges::upper_bound(m_entries, replica, {}, &Entry::lsn);
    if (after ==
        m_entries.end()) // at the newest position, or just past it: the replica was sampled a moment later
        return Reading{};
    if (after == m_entries.begin())
        return Reading{seconds(when - after->first), true};
    const auto &before = *std::prev(after);
    const double share = static_cast<double>(replica.bytesSince(before.lsn)) /
                         static_cast<double>(after->lsn.bytesSince(before.lsn));
    const auto between = std::chrono::duration_cast<Time::duration>((after->first - before.last) * share);
    return Reading{seconds(when - (before.last + between)), false};
}

} // namespace seawall::db
