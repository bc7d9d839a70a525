// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/failoversubcommand.h"

namespace seawall::app {

/// `seawallctl failover promote NODE [--dry-run]`
class FailoverPromote final : public FailoverSubcommand
{
public:
    explicit FailoverPromote(CLI::App &failover);
    ExitCode run(Output &output) override;

private:
    std::string m_node;
    bool m_dryRun = false, m_isOff = false;
};

} // namespace seawall::app
