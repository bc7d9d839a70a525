// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/connectionoptions.h"
#include "models/checklist/environmentsnapshot.h"

namespace seawall::app {

/// `seawallctl snapshot`: what the environment is, in one file, and what differs between two of them or
/// between two nodes.
class SnapshotCommand final : public Command
{
public:
    explicit SnapshotCommand(CLI::App &program);

    ExitCode run(Output &output) override { return (this->*m_action)(output); }

private:
    ExitCode take(Output &output);
    ExitCode diff(Output &output);
    ExitCode compare(Output &output);
    ExitCode tell(Output &output, const QStringList &differences) const;

    ConnectionOptions m_connection;
    ExitCode (SnapshotCommand::*m_action)(Output &) = &SnapshotCommand::take;
    std::string m_output, m_before, m_after, m_node = "primary", m_other = "replica1";
    std::vector<std::string> m_files;
    bool m_json = false;
};

} // namespace seawall::app
