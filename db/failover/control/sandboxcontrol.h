// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/control/localfiles.h"
#include "db/failover/nodecontrol.h"
#include "db/sandbox/layout.h"
#include "db/sandbox/processes.h"

namespace seawall::db {

/// A node of a sandbox on this machine.
class SandboxControl final : public NodeControl
{
public:
    /// Errors: InvalidInput where there is no such sandbox, or no such node in it.
    static Result<std::unique_ptr<NodeControl>> make(const ControlSettings &settings,
                                                     const Endpoint &endpoint);

    /// `spoken`: how the node is called in commands and sentences, its name or its host:port.
    SandboxControl(SandboxLayout layout, const QString &node, const QString &spoken, const QString &binaries);

    QString describe() const override;
    bool can(NodeAction action) const override { return action != NodeAction::Promote; }
    QStringList commands(NodeAction action) const override;
    Result<void> perform(NodeAction action, Deadline deadline, const std::stop_token &stop = {}) override;
    Result<ServerState> state(Deadline deadline, const std::stop_token &stop = {}) override;
    NodeFiles *files() override { return &m_files; }
    QString rebuildCommand() const override;
    QString passfile() const override;

private:
    Result<void> stop(bool kill, Deadline deadline, const std::stop_token &stop) const;

    SandboxLayout m_layout;
    QString m_node, m_spoken;
    ServerProcesses m_processes;
    LocalFiles m_files;
};

} // namespace seawall::db
