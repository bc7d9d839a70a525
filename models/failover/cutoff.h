// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/failoverrun.h"
#include "db/monitor/snapshot.h"
#include "models/clusterprofile.h"
#include "models/failover/failoversite.h"
#include "models/operation.h"

namespace seawall::models {

/// A change of primary that a console began and did not live to end: writes may be refused meanwhile, though
/// every server is well by itself.
struct CutOff {
    db::FailoverRecord record; ///< without a kind where it cannot be read
    QString told;              ///< a sentence: which one, and how far it came
    bool operator==(const CutOff &) const = default;
};

/// What the record says; nothing where none is, or the run goes on. Blocks on the disk.
std::optional<CutOff> cutOffIn(const QString &recordFile, const std::vector<db::Endpoint> &nodes);
std::optional<CutOff> cutOffIn(const ClusterProfile &profile, const QString &directory); ///< of the workspace

/// What is to be done about one, and the command for it; with what is told of it.
QString recoveryAdvice();
QString wayOutOf(const CutOff &left);

/// The Snapshot as it is to be judged while `left` is: no cluster is healthy of which that is said, and it
/// says more of the nodes than can be seen of them, so it stands first in the reason.
db::SnapshotPtr judgedBy(const std::optional<CutOff> &left, db::SnapshotPtr snapshot);

/// What one means for a failover to `to`, to be asked with it; none where there is none. Blocks: it looks
/// into the data directory of the old primary, where that is within reach.
std::vector<Guard> cutOffGuards(const FailoverSite &site, const QString &to);

} // namespace seawall::models
