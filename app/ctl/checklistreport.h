// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/connectionoptions.h"
#include "models/checklist/report.h"

namespace seawall::app {

/// `seawallctl checklist report FILE`: what was done of a checklist on a cluster, with its evidence. Asks the
/// servers what they are now, so that steps that rest on another role or timeline are told as stale.
class ChecklistReport final : public Command
{
public:
    explicit ChecklistReport(CLI::App &checklist);
    ExitCode run(Output &output) override;
    bool needsFonts() const override { return format() == "pdf"; }

private:
    std::string format() const; ///< as given, else by the name of the output, else Markdown
    db::Result<models::ReportInput> input() const;

    ConnectionOptions m_connection;
    std::string m_file, m_format, m_output, m_runs, m_dataDirectory;
    qint64 m_run = 0;
};

} // namespace seawall::app
