// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/pause.h"

#include <condition_variable>
#include <mutex>

namespace seawall::db {

bool pauseUntil(Deadline::Clock::time_point when, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_until(lock, stop, when, [] { return false; });
    return !stop.stop_requested();
}

} // namespace seawall::db
