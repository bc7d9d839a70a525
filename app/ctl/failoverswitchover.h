// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/failoversubcommand.h"

namespace seawall::app {

/// `seawallctl failover switchover --to NODE [--dry-run]`
class FailoverSwitchover final : public FailoverSubcommand
{
public:
    explicit FailoverSwitchover(CLI::App &failover);
    ExitCode run(Output &output) override;

private:
    ExitCode askPatroni(Output &output, const models::FailoverSite &where, const QString &to) const;
    ExitCode show(Output &output, const db::SwitchoverPlan &plan) const;

    std::string m_to;
    bool m_dryRun = false;
};

} // namespace seawall::app
