// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/control/dockerfiles.h"
#include "db/failover/nodecontrol.h"

namespace seawall::db {

/// A container of this machine's docker. One that was stopped by hand stays stopped (restart:
/// unless-stopped), which is what a failover needs.
class DockerControl final : public NodeControl
{
public:
    explicit DockerControl(const QString &container) : m_container(container), m_files(container) {}

    QString describe() const override;
    bool can(NodeAction action) const override { return action != NodeAction::Promote; }
    QStringList commands(NodeAction action) const override;
    Result<void> perform(NodeAction action, Deadline deadline, const std::stop_token &stop = {}) override;
    Result<ServerState> state(Deadline deadline, const std::stop_token &stop = {}) override;
    NodeFiles *files() override { return &m_files; }

private:
    QString m_container;
    DockerFiles m_files;
};

} // namespace seawall::db
