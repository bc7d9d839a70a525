// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/failoversubcommand.h"
#include "models/failover/drilloperation.h"

namespace seawall::app {

/// `seawallctl failover drill NAME|--list|--undo [--node NODE] [--dry-run]`
class FailoverDrill final : public FailoverSubcommand
{
public:
    explicit FailoverDrill(CLI::App &failover);
    ExitCode run(Output &output) override;

private:
    ExitCode list(Output &output, const models::FailoverSite &where) const;
    ExitCode undo(Output &output, const models::FailoverSite &where) const;
    ExitCode drill(Output &output, const models::FailoverSite &where, db::DrillKind kind) const;
    ExitCode tell(Output &output, const models::Outcome &outcome, const db::DrillReport &report,
                  const models::FailoverSite &where) const;

    std::string m_name, m_node;
    bool m_list = false, m_undo = false, m_dryRun = false;
    std::optional<std::chrono::milliseconds> m_hold;
};

} // namespace seawall::app
