// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/connectionoptions.h"

namespace seawall::app {

/// `seawallctl journal list|verify`: what was done to a cluster, and whether its record is whole.
class JournalCommand final : public Command
{
public:
    explicit JournalCommand(CLI::App &program);
    ExitCode run(Output &output) override;

private:
    db::Result<QString> path() const;
    QStringList others(const QString &path) const;
    ExitCode list(Output &output, const QString &path) const;
    ExitCode verify(Output &output, const QString &path) const;

    ConnectionOptions m_connection;
    std::string m_file, m_dataDirectory;
    int m_limit = 50;
    bool m_json = false;
    ExitCode (JournalCommand::*m_action)(Output &, const QString &) const = nullptr;
};

} // namespace seawall::app
