// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/inbox.h"

#include <deque>
#include <functional>
#include <mutex>

namespace seawall::models {

/// Hands Snapshots from the monitor's thread to the thread it lives on. Where that one is behind, Snapshots
/// wait and come in one batch; the oldest are dropped rather than that memory grows. put() from any thread.
class SnapshotFeed final
{
public:
    static constexpr size_t mostWaiting = 64;
    using Batch = std::deque<db::SnapshotPtr>; ///< oldest first, never empty

    explicit SnapshotFeed(std::function<void(const Batch &)> receiver) : m_receiver(std::move(receiver)) {}
    void put(db::SnapshotPtr snapshot);

private:
    std::function<void(const Batch &)> m_receiver;
    std::mutex m_mutex;
    Batch m_waiting;
    Inbox m_inbox;
};

} // namespace seawall::models
