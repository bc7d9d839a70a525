// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"
#include "models/operation.h"

#include <memory>

namespace seawall::models {

/// Makes a sandbox in `directory`, or starts the one that is there: 'sandbox.up'. Where it succeeds,
/// `profile` is what its `.env` describes.
class SandboxOperation final : public Operation
{
public:
    SandboxOperation(QString directory, int replicas, std::shared_ptr<ClusterProfile> profile)
        : m_directory(std::move(directory)), m_replicas(replicas), m_profile(std::move(profile))
    {}
    QString kind() const override { return QStringLiteral("sandbox.up"); }
    Preview preview() const override;
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    QString m_directory;
    int m_replicas;
    std::shared_ptr<ClusterProfile> m_profile;
};

} // namespace seawall::models
