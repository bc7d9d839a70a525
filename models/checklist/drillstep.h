// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/drill.h"
#include "models/checklist/steprunner.h"

namespace seawall::models {

/// A step that is a drill: run, watched and undone as `seawallctl failover drill` does, and passed where all
/// its criteria are met. A block of commands the step may have is not run: it would be left undone. It acts
/// on the node that the step names, else on the one of the latest Snapshot that the drill would choose; that
/// is asked with its address, and no other one is hit.
class DrillStep final : public StepRunner
{
public:
    DrillStep(db::DrillKind kind, StepSpec spec, StepContext context);

    QString kind() const override { return QStringLiteral("checklist.failover"); }
    QString input() const override;
    Preview preview() const override;
    StepResult run(const ProgressSink &progress, const std::stop_token &stop) override;

private:
    OperationTarget hit() const;
    QString spokenTarget() const; ///< 'replica1 (db2:5432)'

    db::DrillKind m_kind;
    StepSpec m_spec;
    StepContext m_context;
    OperationTarget m_target; ///< which is made to fail; without a node where none is known
};

} // namespace seawall::models
