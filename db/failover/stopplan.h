// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodecontrol.h"

#include <optional>

namespace seawall::db {

/// How a node is stopped, and whether it then stays stopped, as far as that can be told without doing it.
/// Absent is unknown.
struct StopPlan {
    QString how;                 ///< 'docker stop pulse-postgres-primary'; empty: nothing is configured
    std::optional<bool> canStop; ///< the command is there and the server is within its reach
    std::optional<bool> restartsItself; ///< a supervisor (systemd, Docker) would start it again
    bool isPatroni = false;             ///< Patroni is asked to do it
    QString remedy;                     ///< what to do where canStop or restartsItself is not as it should be
    bool operator==(const StopPlan &) const = default;
};

/// Asks the node's machine, changing nothing. Blocks, at most until the deadline.
StopPlan stopPlanOf(const ControlSettings &settings, const Endpoint &endpoint, Deadline deadline,
                    const std::stop_token &stop = {});

/// Whether what supervises a process, by its /proc/PID/cgroup, is a service that may start it again; nothing
/// where the text does not say. Pure.
std::optional<bool> isSupervised(const QString &cgroup);

} // namespace seawall::db
