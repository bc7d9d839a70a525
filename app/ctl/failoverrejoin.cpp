// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/failoverrejoin.h"

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

FailoverRejoin::FailoverRejoin(CLI::App &failover)
    : FailoverSubcommand(failover, "rejoin",
                         "Bring a node back as a replica of the primary, with pg_rewind where that is needed")
{
    app()
        .add_option("node", m_node, "The node to bring back, by its name or host:port")
        ->required()
        ->type_name("NODE");
    app().add_flag("--dry-run", m_dryRun, "Only say what would be done, and what would be discarded");
}

ExitCode FailoverRejoin::run(Output &output)
{
    auto where = site();
    if (!where)
        return output.failed(where.error());
    const auto node = db::nodeMeant(where->members, QString::fromLocal8Bit(m_node.c_str()));
    const auto plan = db::planRejoin(where->members, node, db::Deadline::in(30s));
    if (!plan)
        return failedFor(output, plan.error(), *where, node);
    const models::FailoverWatch watch{lines(output)};
    const auto operation = models::rejoinOperation(*where, *plan, watch);
    return m_dryRun ? show(output, operation->preview()) : carryOut(output, *operation, *where, watch);
}

} // namespace seawall::app
