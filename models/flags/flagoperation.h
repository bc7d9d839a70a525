// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"
#include "models/flags/flagstore.h"
#include "models/operation.h"

namespace seawall::models {

/// Everything a change of flags is decided from. A value.
struct FlagPlan {
    ClusterProfile profile;
    std::shared_ptr<const FlagStore> store;
    FlagReading reading; ///< what the store said
    std::vector<FlagAssignment> changes;
    bool isRevert = false; ///< takes an earlier change back
    QString cause;         ///< of an automatic one: 'Lag 7.2 s is over 5 s.'; empty: a person wants it
};

/// Changes one or several keys of one store, all or none: 'flag.set', or 'flag.revert'. Any key of a .env may
/// be changed, flag or not (a failover swaps POSTGRES_HOST and POSTGRES_REPLICA_HOST); values of secret keys
/// are never shown. The preview holds the exact diff as actions and the guards as the Snapshot tells them.
/// Fails, and changes nothing, where the store changed since it was read: the Outcome's details then hold
/// 'conflict': true and the 'difference'; to go on all the same, make another one from a new reading.
class FlagOperation final : public Operation
{
public:
    /// `snapshot` may be nullptr: the guards are unknown then. Errors: InvalidInput where a value is none the
    /// flag can have, the store does not exist, or nothing would change.
    static db::Result<std::unique_ptr<FlagOperation>> make(FlagPlan plan, db::SnapshotPtr snapshot);

    /// The same from the profile's .env, which it reads: blocks, for workers. Errors: as above, FileAccess.
    static db::Result<std::unique_ptr<FlagOperation>>
    forEnvironment(const ClusterProfile &profile, const std::vector<FlagAssignment> &changes,
                   db::SnapshotPtr snapshot);

    QString kind() const override;
    Preview preview() const override { return m_preview; }
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

    const FlagPlan &plan() const { return m_plan; }
    void setPurpose(const QString &purpose); ///< what the changes are together: 'Swap the servers'
    void setReason(const QString &reason) { m_reason = reason; } ///< for the history of a table; before run()

private:
    FlagOperation(FlagPlan plan, const db::Snapshot *snapshot);

    FlagPlan m_plan;
    Preview m_preview;
    QString m_reason;
};

/// 'USE_READ_REPLICA=true'; the value of a secret key as '***'.
QString assignmentText(const QString &key, const QString &value);

} // namespace seawall::models
