// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/snapshotfeed.h"

namespace seawall::models {

void SnapshotFeed::put(db::SnapshotPtr snapshot)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(snapshot));
        if (m_waiting.size() > mostWaiting)
            m_waiting.pop_front();
        if (m_waiting.size() > 1)
            return; // a delivery is already on its way
    }
    m_inbox.post([this] {
        Batch batch;
        {
            const std::lock_guard lock(m_mutex);
            batch.swap(m_waiting);
        }
        m_receiver(batch);
    });
}

} // namespace seawall::models
