// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/result.h"

#include <stop_token>
#include <thread>

namespace seawall::db {

/// Asks `condition` every 20 ms until it says true. Errors: Timeout, Cancelled, with `what` in the sentence:
/// 'primary has not stopped'.
template<typename Condition>
Result<void> waitUntil(Condition condition, const QString &what, Deadline deadline,
                       const std::stop_token &stop)
{
    while (!condition()) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, QStringLiteral("Stopped on request while %1.").arg(what));
        if (deadline.passed())
            return fail(ErrorKind::Timeout, QStringLiteral("The time is up, and %1.").arg(what),
                        QStringLiteral("See that node and its log."));
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return {};
}

} // namespace seawall::db
