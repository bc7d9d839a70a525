// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

namespace seawall::models {

/// Whether a run's outcome still tells what is: the cluster is seen after its end, until all is well or half
/// a minute has passed, and from then on each change of a role, and each node that comes or goes, makes it
/// past. Times are ms since the epoch.
class AfterRun final
{
public:
    void ended(qint64 nowMs);
    void add(const db::Snapshot &snapshot);

    qint64 endedMs() const { return m_endedMs; } ///< 0: nothing has ended yet
    bool isPast() const { return m_isPast; }
    bool isWell() const { return m_isWell; } ///< the cluster is healthy since

private:
    qint64 m_endedMs = 0;
    bool m_isSettled = false, m_isPast = false, m_isWell = false;
    QStringList m_settled; ///< what each node was
};

} // namespace seawall::models
