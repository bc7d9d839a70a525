// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/failoverswapenv.h"

#include "app/ctl/observation.h"
#include "models/failover/envswap.h"

namespace seawall::app {

using namespace Qt::StringLiterals;

FailoverSwapEnv::FailoverSwapEnv(CLI::App &failover)
    : FailoverSubcommand(failover, "swap-env",
                         "Name the node that takes writes as the primary in the application's .env")
{
    app().add_flag("--dry-run", m_dryRun, "Only say what would be changed");
}

ExitCode FailoverSwapEnv::run(Output &output)
{
    const auto where = site();
    if (!where)
        return output.failed(where.error());
    const auto snapshot = lookOnce(where->profile.monitor);
    const auto named = models::configuredPrimary(where->profile);
    const auto node = snapshot ? models::nodeToNamePrimary(where->profile, named, *snapshot) : QString();
    if (node.isEmpty()) {
        output.line(u"There is nothing to swap: the primary is the one that the .env names, none answers, or "
                    "the .env is Docker Compose's own."_s);
        return ExitCode::NotFine;
    }
    const auto operation = models::swapOperation(where->profile, node, snapshot);
    if (!operation)
        return output.failed(operation.error());
    return m_dryRun ? show(output, (*operation)->preview()) : carryOut(output, **operation, *where, {});
}

} // namespace seawall::app
