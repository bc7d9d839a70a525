// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace seawall::models {

/// Names one process of this machine for good: a process number is used again, but not together with the same
/// start time within the same boot. Source: /proc/PID/stat, /proc/sys/kernel/random/boot_id.
struct ProcessIdentity {
    qint64 pid = 0;
    qint64 startTicks = 0; ///< clock ticks after boot
    QString bootId;

    static ProcessIdentity self();
    bool isAlive() const;
    bool operator==(const ProcessIdentity &) const = default;
};

/// Who works at this console: 'alice@db-host', 'alice as root@db-host' under sudo.
QString actorName();

} // namespace seawall::models
