// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/failoverpromote.h"

#include "models/failover/cutoff.h"
#include "models/failover/lastprimary.h"

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

FailoverPromote::FailoverPromote(CLI::App &failover)
    : FailoverSubcommand(failover, "promote", "Make a replica the primary, as the primary is lost")
{
    app()
        .add_option("node", m_node, "The replica that shall be the primary, by its name or host:port")
        ->required()
        ->type_name("NODE");
    app().add_flag("--dry-run", m_dryRun, "Only say what would be done, and what would be lost");
    app().add_flag("--old-primary-is-off", m_isOff,
                   "Declare that the lost primary is off and stays off, where that cannot be seen from here");
}

ExitCode FailoverPromote::run(Output &output)
{
    auto where = site();
    if (!where)
        return output.failed(where.error());
    const auto node = db::nodeMeant(where->members, QString::fromLocal8Bit(m_node.c_str()));
    const auto seen = models::lastPrimary(where->directory, where->profile);
    const auto plan = db::planPromote(where->members, node, seen, m_isOff, db::Deadline::in(30s));
    if (!plan)
        return failedFor(output, plan.error(), *where, node);
    const models::FailoverWatch watch{lines(output)};
    const auto operation = models::promoteOperation(*where, *plan, watch, models::cutOffGuards(*where, node));
    if (m_dryRun)
        return show(output, operation->preview());
    const auto code = carryOut(output, *operation, *where, watch);
    if (code == ExitCode::Fine)
        mentionSwap(output, *where, node);
    return code;
}

} // namespace seawall::app
