// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/checks.h"
#include "app/ctl/command.h"
#include "app/ctl/connectionoptions.h"

namespace seawall::app {

/// `seawallctl check lag|pool|streaming|slots`: one line with performance data and the exit code that
/// Nagios-compatible monitors expect.
class CheckCommand final : public Command
{
public:
    explicit CheckCommand(CLI::App &program);
    ExitCode run(Output &output) override;
    ExitCode misused(Output &output, const db::Error &error) const override;

private:
    struct Topic;
    static const std::vector<Topic> &topics();
    db::Result<CheckLimits> limits() const;
    ExitCode say(Output &output, const std::vector<CheckItem> &items, CheckLimits limits) const;
    ExitCode unknown(Output &output, const QString &why) const;
    ExitCode finish(Output &output, CheckState state, const QString &text, const QString &figures,
                    const Json &items) const;
    QString title() const;

    ConnectionOptions m_connection;
    const Topic *m_topic = nullptr; ///< the check chosen
    std::string m_warn, m_crit, m_node;
    bool m_json = false;
};

} // namespace seawall::app
