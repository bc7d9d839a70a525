// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"
#include "models/operation.h"
#include "models/workload/workload.h"

namespace seawall::models {

/// Runs a Workload on a cluster through a router of its own, with the application's pools and flags, which
/// are read again from its `.env` file once a second: 'workload.run'. What was measured is in its outcome,
/// and told to the sink each second, on the worker.
class WorkloadOperation final : public Operation
{
public:
    /// `snapshot`: the latest, for guards and target; nullptr where there is none.
    WorkloadOperation(ClusterProfile profile, const WorkloadOptions &options, const db::Snapshot *snapshot,
                      Workload::Sink sink = {});

    QString kind() const override { return QStringLiteral("workload.run"); }
    Preview preview() const override { return m_preview; }
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    ClusterProfile m_profile;
    WorkloadOptions m_options;
    Workload::Sink m_sink;
    Preview m_preview;
};

} // namespace seawall::models
