// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/failoversubcommand.h"

namespace seawall::app {

/// `seawallctl failover rejoin NODE [--dry-run]`
class FailoverRejoin final : public FailoverSubcommand
{
public:
    explicit FailoverRejoin(CLI::App &failover);
    ExitCode run(Output &output) override;

private:
    std::string m_node;
    bool m_dryRun = false;
};

} // namespace seawall::app
