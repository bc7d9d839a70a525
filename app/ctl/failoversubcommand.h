// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/connectionoptions.h"
#include "app/ctl/operationshell.h"
#include "models/failover/failoveroperation.h"

namespace seawall::app {

/// The options that every verb of `seawallctl failover` that changes something takes.
struct FailoverOptions {
    ConnectionOptions connection;
    OperationShell shell;
    bool json = false;
};

/// A verb of `seawallctl failover` that changes something.
class FailoverSubcommand : public Command
{
public:
    FailoverSubcommand(CLI::App &failover, const std::string &name, const std::string &description);

protected:
    const FailoverOptions &options() const { return m_options; }

    /// The cluster that was named, with its controls. Errors: InvalidInput, FileAccess.
    db::Result<models::FailoverSite> site() const;

    /// Asks, runs it with a line a step, and tells how it ended; Ctrl+C stops it.
    ExitCode carryOut(Output &output, models::Operation &operation, const models::FailoverSite &site,
                      const models::FailoverWatch &watch) const;

    /// After `node` became the primary: how the application's .env is told, where it names another one.
    void mentionSwap(Output &output, const models::FailoverSite &site, const QString &node) const;

    /// What would be done and what speaks against it, for --dry-run.
    ExitCode show(Output &output, const models::Preview &preview) const;

    /// Tells why there is no plan: the state of the cluster is no wrong usage, a node it does not have is.
    static ExitCode failedFor(Output &output, const db::Error &error, const models::FailoverSite &site,
                              const QString &node);

    /// A line a step while a run goes on; none where JSON is wanted.
    db::FailoverSink lines(Output &output) const;

private:
    FailoverOptions m_options;
};

} // namespace seawall::app
