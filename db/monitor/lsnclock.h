// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/lsn.h"

#include <chrono>
#include <deque>

namespace seawall::db {

/// Tells replication lag in seconds without any server's clock: a ring of (the primary's LSN, the console's
/// monotonic time at the middle of the round trip). A replica that has replayed LSN x at time t lags by t
/// minus the time at which the primary was at x, interpolated between two entries. An idle, caught-up replica
/// reads 0. A value for one thread.
class LsnClock final
{
public:
    using Time = std::chrono::steady_clock::time_point;

    /// `ring`: how far back a lag can be told.
    explicit LsnClock(std::chrono::steady_clock::duration ring) : m_ring(ring) {}

    /// A sample of the primary. An LSN that goes backwards is another timeline: what was known is forgotten.
    void add(Lsn primary, Time when);
    void clear() { m_entries.clear(); }

    struct Reading {
        double seconds = 0;
        bool isFloor = false; ///< older than the ring: the lag is more than `seconds`
    };

    /// The lag of a replica that stood at `replica` at `when`; nothing where the primary was never sampled.
    std::optional<Reading> lagOf(Lsn replica, Time when) const;

private:
    struct Entry {
        Lsn lsn;
        Time first, last; ///< of a run of samples with the same LSN: an idle primary costs one entry
    };
    std::chrono::steady_clock::duration m_ring;
    std::deque<Entry> m_entries;
};

} // namespace seawall::db
