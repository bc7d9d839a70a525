// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/steprunner.h"
#include "models/flags/flagoperation.h"

namespace seawall::models {

/// A step that is a flag of the profile's .env and the value it shall have: it is set as `seawallctl flags
/// set` does, with the same guards, unless it is so already. Without a value it only looks whether the flag
/// is set.
class FlagStep final : public StepRunner
{
public:
    FlagStep(StepSpec spec, const StepContext &context);

    QString kind() const override { return QStringLiteral("checklist.flag"); }
    QString input() const override;
    Preview preview() const override;
    StepResult run(const ProgressSink &progress, const std::stop_token &stop) override;

    static bool onlyLooks(const StepSpec &spec) { return spec.flagValue.isEmpty(); }

private:
    db::Result<std::unique_ptr<FlagOperation>> operation() const;
    StepResult look() const;

    StepSpec m_spec;
    ClusterProfile m_profile;
    db::SnapshotPtr m_snapshot;
};

} // namespace seawall::models
