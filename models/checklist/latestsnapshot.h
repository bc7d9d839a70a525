// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

#include <mutex>

namespace seawall::models {

/// The latest Snapshot, for workers: set on the GUI thread, read on any.
class LatestSnapshot final
{
public:
    void set(db::SnapshotPtr snapshot)
    {
        const std::lock_guard lock(m_mutex);
        m_snapshot = std::move(snapshot);
    }
    db::SnapshotPtr get() const
    {
        const std::lock_guard lock(m_mutex);
        return m_snapshot;
    }

private:
    mutable std::mutex m_mutex;
    db::SnapshotPtr m_snapshot;
};

} // namespace seawall::models
