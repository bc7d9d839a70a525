// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/output.h"
#include "models/clusterprofile.h"
#include "models/operation.h"

#include <CLI/CLI.hpp>

namespace seawall::app {

/// How a command runs an Operation: it shows the preview, asks on a terminal or takes --yes, writes the
/// Journal the console writes, runs, and stops on Ctrl+C.
class OperationShell final
{
public:
    void addTo(CLI::App &app); ///< --yes, --reason, --data-dir

    /// Asks. Errors: InvalidInput where there is nobody to ask and no --yes, or a reason is missing;
    /// Cancelled where the answer was no.
    db::Result<void> confirm(const models::Preview &preview, Output &output, bool quiet) const;

    /// Journal start → run → Journal outcome. Errors: FileAccess where the start cannot be journalled:
    /// nothing was done then.
    db::Result<models::Outcome> run(models::Operation &operation, const models::ClusterProfile &profile,
                                    const models::ProgressSink &progress, const std::stop_token &stop) const;

private:
    bool m_yes = false;
    std::string m_reason, m_dataDirectory;
};

} // namespace seawall::app
