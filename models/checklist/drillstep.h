// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/drill.h"
#include "models/checklist/steprunner.h"

namespace seawall::models {

/// A step that is a drill: run, watched and undone as `seawallctl failover drill` does, and passed where all
/// its criteria are met. A block of commands the step may have is not run: it would be left undone. On which
/// node it acts is found out when it runs; a target that names a node says it.
class DrillStep final : public StepRunner
{
public:
    DrillStep(db::DrillKind kind, StepSpec spec, StepContext context);

    QString kind() const override { return QStringLiteral("checklist.failover"); }
    QString input() const override;
    Preview preview() const override;
    StepResult run(const ProgressSink &progress, const std::stop_token &stop) override;

private:
    QString node() const; ///< that the step names; empty: none

    db::DrillKind m_kind;
    StepSpec m_spec;
    StepContext m_context;
};

} // namespace seawall::models
