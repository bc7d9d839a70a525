// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/connectionoptions.h"
#include "app/ctl/operationshell.h"

namespace seawall::app {

/// `seawallctl journal list|verify|export|mirror`: what was done to a cluster, and whether its record is
/// whole.
class JournalCommand final : public Command
{
public:
    explicit JournalCommand(CLI::App &program);
    ExitCode run(Output &output) override;

private:
    void addExportAndMirror();
    db::Result<QString> path() const;
    QStringList others(const QString &path) const;
    ExitCode list(Output &output, const QString &path) const;
    ExitCode verify(Output &output, const QString &path) const;
    ExitCode exportAll(Output &output, const QString &path) const;
    ExitCode mirror(Output &output, const QString &path) const;
    ExitCode makeMirror(Output &output, const models::ClusterProfile &profile) const;

    ConnectionOptions m_connection;
    OperationShell m_shell;
    std::string m_file, m_target, m_format = "jsonl";
    int m_limit = 50;
    bool m_json = false;
    ExitCode (JournalCommand::*m_action)(Output &, const QString &) const = nullptr;
};

} // namespace seawall::app
