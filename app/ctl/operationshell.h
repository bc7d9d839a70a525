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
    void addTo(CLI::App &app);          ///< --yes, --reason, --data-dir
    void addAnswersTo(CLI::App &app);   ///< --yes and --reason alone
    void addDirectoryTo(CLI::App &app); ///< --data-dir alone, for a command that only looks

    /// Asks. Errors: InvalidInput where there is nobody to ask and no --yes, or a reason is missing;
    /// Cancelled where the answer was no, or the token fired meanwhile.
    db::Result<void> confirm(const models::Preview &preview, Output &output, bool quiet,
                             const std::stop_token &stop = {}) const;

    /// Journal start → run → Journal outcome. Errors: FileAccess where the start cannot be journalled:
    /// nothing was done then.
    db::Result<models::Outcome> run(models::Operation &operation, const models::ClusterProfile &profile,
                                    const models::ProgressSink &progress, const std::stop_token &stop) const;

    /// The same for what is done without being asked: with that reason, and to its end.
    db::Result<models::Outcome> runAs(models::Operation &operation, const models::ClusterProfile &profile,
                                      const QString &reason) const;

    /// The folder of the cluster's Journal and of what else is remembered of it; made where it does not
    /// exist.
    db::Result<QString> directory(const models::ClusterProfile &profile) const;

    QString knownDirectory(const models::ClusterProfile &profile) const; ///< the same, made by nobody

    QString reason() const;        ///< as given on the command line
    QString dataDirectory() const; ///< the same; empty: not given

    /// Whether there is somebody to ask: a terminal, and no --yes.
    bool canAsk() const;

private:
    db::Result<models::Outcome> journalled(models::Operation &operation,
                                           const models::ClusterProfile &profile, const QString &reason,
                                           const models::ProgressSink &progress,
                                           const std::stop_token &stop) const;

    bool m_yes = false;
    std::string m_reason, m_dataDirectory;
};

/// What speaks for and against it: a line each, and one that says what to do where it speaks against it.
void showGuards(const models::Preview &preview, Output &output);

/// Asks on the terminal: what was typed, without the spaces around it; nothing at the end of input, or where
/// the token fired.
std::optional<QString> askedOnTerminal(const QString &question, const std::stop_token &stop = {});

} // namespace seawall::app
