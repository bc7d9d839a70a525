// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/runstore.h"
#include "models/clusterprofile.h"
#include "models/operation.h"

#include <functional>

namespace seawall::models {

/// What a step needs to be run. A value.
struct StepContext {
    ClusterProfile profile;
    db::SnapshotPtr
        snapshot;       ///< the latest; nullptr where there is none: metric steps ask the servers themselves
    QString folder;     ///< where commands run
    QString migrations; ///< folder of the migrations
    QString directory;  ///< of the cluster's workspace, where a drill writes down what is to be undone
    std::function<db::SnapshotPtr()> live; ///< the latest Snapshot at any time, from any thread; may be empty
    std::function<void(const QString &)> output; ///< streams a command's output, on the worker; may be empty
};

/// Runs one step: 'checklist.sql', 'checklist.command', 'checklist.http', 'checklist.metric',
/// 'checklist.file', 'checklist.migration' … The evidence of it is put into `evidence` (without id), whatever
/// the outcome; the outcome is Succeeded where the step passed. SQL runs read-only unless it holds a
/// statement that writes; then the preview says so and is destructive. Not for Manual steps.
class StepOperation final : public Operation
{
public:
    StepOperation(ChecklistNode node, StepSpec spec, StepContext context, std::shared_ptr<Evidence> evidence);
    ~StepOperation() override;

    QString kind() const override;
    Preview preview() const override;
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

    /// Whether a step of this kind changes nothing outside, so that `run --only-checks` may run it.
    static bool onlyChecks(const StepSpec &spec);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
