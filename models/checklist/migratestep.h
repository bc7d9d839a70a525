// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/plan.h"
#include "models/checklist/steprunner.h"

namespace seawall::models {

/// A step that rolls back and applies migrations, in that order, as `seawallctl migrate` does. What it will
/// run is planned when it runs: the plan of the second half depends on the first.
class MigrateStep final : public StepRunner
{
public:
    MigrateStep(StepSpec spec, StepContext context);

    QString kind() const override { return QStringLiteral("checklist.migration"); }
    QString input() const override;
    Preview preview() const override;
    StepResult run(const ProgressSink &progress, const std::stop_token &stop) override;

private:
    StepResult runOne(const db::StepRequest &request, const QString &folder, const ProgressSink &progress,
                      const std::stop_token &stop) const;

    StepSpec m_spec;
    StepContext m_context;
};

} // namespace seawall::models
