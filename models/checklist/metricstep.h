// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/metricfigure.h"
#include "models/checklist/steprunner.h"

namespace seawall::models {

/// A step that is a live figure which has to hold for a time. It fails at the first value that does not hold,
/// and where the figure stays unknown; it never passes on what is not known.
class MetricStep final : public StepRunner
{
public:
    MetricStep(StepSpec spec, StepContext context);

    QString kind() const override { return QStringLiteral("checklist.metric"); }
    QString input() const override;
    Preview preview() const override;
    StepResult run(const ProgressSink &progress, const std::stop_token &stop) override;

private:
    StepSpec m_spec;
    StepContext m_context;
};

} // namespace seawall::models
