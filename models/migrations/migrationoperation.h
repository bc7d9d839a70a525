// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrations/migrationrun.h"
#include "models/migrations/migrationsite.h"
#include "models/operation.h"

namespace seawall::models {

/// Applies or rolls back what was prepared: 'migration.apply', 'migration.rollback'. It runs exactly the
/// steps and texts that were previewed, and refuses where files or history have changed since.
class MigrationOperation final : public Operation
{
public:
    /// `snapshot`: the latest, for the guards on replicas; nullptr where there is none.
    MigrationOperation(PreparedRun prepared, db::RunnerOptions options, std::shared_ptr<MigrationRun> run,
                       const db::Snapshot *snapshot = nullptr);

    QString kind() const override;
    Preview preview() const override { return m_preview; }
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    Outcome outcomeOf(const db::RunReport &report) const;

    PreparedRun m_prepared;
    db::RunnerOptions m_options;
    std::shared_ptr<MigrationRun> m_run;
    Preview m_preview;
};

/// Runs the prepared steps in a transaction that is rolled back: 'migration.rehearse'. An Operation, as it
/// takes the same locks.
class RehearsalOperation final : public Operation
{
public:
    /// `inCopy`: in a throw-away server of this machine with the schema of the primary, which is only read.
    RehearsalOperation(PreparedRun prepared, db::RehearsalOptions options, std::shared_ptr<MigrationRun> run,
                       bool inCopy = false);

    QString kind() const override;
    Preview preview() const override;
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    db::Result<std::vector<db::Rehearsal>> rehearse(const std::stop_token &stop) const;

    PreparedRun m_prepared;
    db::RehearsalOptions m_options;
    std::shared_ptr<MigrationRun> m_run;
    bool m_inCopy;
};

} // namespace seawall::models
