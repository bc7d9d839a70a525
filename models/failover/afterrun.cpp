// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/afterrun.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 patienceMs = 30'000; // the old primary starts again, and is found again

QStringList standingOf(const db::Snapshot &snapshot)
{
    QStringList standing;
    for (const auto &node : snapshot.nodes)
        standing << node.name + u' ' + (node.reachable ? db::toString(node.facts.role) : u"away"_s);
    return standing;
}

} // namespace

void AfterRun::ended(qint64 nowMs)
{
    *this = {};
    m_endedMs = nowMs;
}

void AfterRun::add(const db::Snapshot &snapshot)
{
    if (m_endedMs == 0 || snapshot.timeMs < m_endedMs)
        return;
    m_isWell = snapshot.verdict == db::ClusterVerdict::Healthy;
    if (m_isSettled) {
        m_isPast = m_isPast || standingOf(snapshot) != m_settled;
        return;
    }
    m_settled = standingOf(snapshot);
    m_isSettled = m_isWell || snapshot.timeMs - m_endedMs > patienceMs;
}

} // namespace seawall::models
