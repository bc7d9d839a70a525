// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/run/runevents.h"

#include <condition_variable>

namespace seawall::db {

bool pauseFor(std::chrono::milliseconds span, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, span, [] { return false; });
    return !stop.stop_requested();
}

} // namespace seawall::db
