// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "models/clusterprofile.h"
#include "models/operation.h"

#include <vector>

namespace seawall::models {

/// A session with one node for a step, in a transaction that only reads where nothing is to be written, and
/// what the node is at this moment.
struct StepNode {
    db::Connection connection;
    OperationTarget target;
    bool isReading = true;

    QString describe() const; ///< 'replica1 (127.0.0.1:5433), replica, timeline 1, LSN 0/3000148'
};

/// What a session of a step may do.
struct StepSession {
    bool isReading = true;
    db::Deadline deadline;
};

/// The nodes that `wanted` names (SqlPart::target), their roles asked now: 'primary' the one that takes
/// writes, 'replica' the first in recovery, '*' every node; empty: the primary. Errors: those of the
/// connection; InvalidInput for a name the profile does not have; ServerNotReady where no node has the role.
db::Result<std::vector<StepNode>> openStepNodes(const ClusterProfile &profile, const QString &wanted,
                                                const StepSession &session, const std::stop_token &stop);

/// Where that will be, as far as it is known without asking: for a preview.
OperationTarget expectedTarget(const ClusterProfile &profile, const db::Snapshot *snapshot,
                               const QString &wanted);

} // namespace seawall::models
