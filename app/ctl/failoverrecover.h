// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/failoversubcommand.h"

namespace seawall::app {

/// `seawallctl failover recover [--forward|--back]`: what to do about a switchover that was cut off.
class FailoverRecover final : public FailoverSubcommand
{
public:
    explicit FailoverRecover(CLI::App &failover);
    ExitCode run(Output &output) override;

private:
    ExitCode show(Output &output, const db::FailoverRecord &record,
                  const db::SwitchoverRecovery &found) const;

    bool m_forward = false, m_back = false;
};

} // namespace seawall::app
