// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/connectionoptions.h"
#include "app/ctl/operationshell.h"
#include "db/failover/readiness.h"
#include "models/failover/cutoff.h"
#include "models/failover/leftbehind.h"

namespace seawall::app {

/// `seawallctl failover check`: could a replica take over now? Ends with 0 where no check is blocking or
/// unknown, 1 where one is, 3 where primary or candidate cannot be reached.
class FailoverCheck final : public Command
{
public:
    explicit FailoverCheck(CLI::App &failover);
    ExitCode run(Output &output) override;

private:
    db::Result<db::Readiness> checked();
    void print(Output &output, const db::Readiness &readiness) const;

    ConnectionOptions m_connection;
    OperationShell m_shell;
    QString m_envFile;
    std::optional<models::CutOff> m_cutOff;
    QString m_heard;  ///< where a replica still hears the primary that does not answer here: what it heard
    QString m_wayOut; ///< where one was cut off, or the primary is lost: what is next
    std::vector<models::LeftBehind> m_leftBehind;
    std::string m_to;
    bool m_json = false;
};

} // namespace seawall::app
