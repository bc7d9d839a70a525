// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/control/localfiles.h"
#include "db/failover/nodecontrol.h"
#include "db/sandbox/processes.h"

namespace seawall::db {

/// A server of this machine, by pg_ctl as the owner of its data directory, or by Debian's pg_ctlcluster.
class PgCtlControl final : public NodeControl
{
public:
    /// Errors: FileAccess, ToolMissing.
    static Result<std::unique_ptr<NodeControl>> make(const ControlSettings &settings);

    PgCtlControl(const QString &dataDirectory, const QString &binaries, const ServiceAccount &account,
                 const QString &cluster);

    QString describe() const override;
    bool can(NodeAction) const override { return true; }
    QStringList commands(NodeAction action) const override;
    Result<void> perform(NodeAction action, Deadline deadline, const std::stop_token &stop = {}) override;
    Result<ServerState> state(Deadline deadline, const std::stop_token &stop = {}) override;
    NodeFiles *files() override { return &m_files; }

private:
    QStringList line(NodeAction action) const; ///< program and arguments; empty for a signal

    QString m_dataDirectory, m_binaries;
    ServiceAccount m_account;
    QString m_cluster; ///< '15/main', empty: pg_ctl
    ServerProcesses m_processes;
    LocalFiles m_files;
};

} // namespace seawall::db
