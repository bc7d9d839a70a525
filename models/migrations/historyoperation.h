// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/historyrepair.h"
#include "models/migrations/migrationsite.h"
#include "models/operation.h"

namespace seawall::models {

/// Changes what the server remembers, and runs no migration: 'migration.adopt', 'migration.baseline',
/// 'migration.repair'.
class HistoryOperation final : public Operation
{
public:
    enum class Action { Adopt, Baseline, Repair };
    HistoryOperation(Action action, MigrationOverview overview, QString version = {},
                     db::PartlyMark mark = db::PartlyMark::Leave);

    QString kind() const override;
    Preview preview() const override;
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    Action m_action;
    MigrationOverview m_overview;
    QString m_version;
    db::PartlyMark m_mark;
};

} // namespace seawall::models
