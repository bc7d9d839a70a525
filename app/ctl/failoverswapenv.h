// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/failoversubcommand.h"

namespace seawall::app {

/// `seawallctl failover swap-env [--dry-run]`
class FailoverSwapEnv final : public FailoverSubcommand
{
public:
    explicit FailoverSwapEnv(CLI::App &failover);
    ExitCode run(Output &output) override;

private:
    bool m_dryRun = false;
};

} // namespace seawall::app
