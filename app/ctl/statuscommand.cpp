// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/statuscommand.h"

#include "app/ctl/observation.h"
#include "app/ctl/snapshotjson.h"
#include "app/ctl/statuslines.h"
#include "models/failover/readinesswords.h"

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Nobody answered: why, node by node, on standard error.
void tellFailures(Output &output, const db::Snapshot &snapshot)
{
    for (const auto &node : snapshot.nodes) {
        auto error = node.error.value_or(
            db::Error{db::ErrorKind::Timeout, whyUnreachable(node), silenceHint(), {}, {}, 0});
        error.message = node.name + u": "_s + error.message;
        output.failed(error);
    }
}

void tell(Output &output, const db::Snapshot &snapshot)
{
    for (const auto &line : statusLines(snapshot))
        output.line(rendered(line, output));
    for (const auto &next :
         {models::wayOutOf(snapshot), models::leftBehindText(models::leftBehindIn(snapshot))})
        if (!next.isEmpty()) {
            output.line();
            output.line(next);
        }
}

void tellJson(Output &output, const db::Snapshot &snapshot, const QString &envFile)
{
    auto json = clusterJson(snapshot);
    json["left_behind"] = leftBehindJson(models::leftBehindIn(snapshot), envFile);
    output.json(json);
}

} // namespace

StatusCommand::StatusCommand(CLI::App &program)
    : Command(program, "status", "Say how a cluster is: role, verdict, lag and pool use of every node",
              {"seawallctl status", "seawallctl status --env production.env --json",
               "seawallctl status --primary postgresql://dba@db1/app --replica postgresql://dba@db2/app"})
{
    m_connection.addTo(app());
    addJsonOption(m_json);
}

ExitCode StatusCommand::run(Output &output)
{
    const auto profile = m_connection.profile(1s);
    if (!profile) {
        output.failed(profile.error());
        return ExitCode::Usage; // a file that is not there as well
    }
    const auto snapshot = lookOnce(profile->monitor);
    const bool isAnswered = std::ranges::any_of(snapshot->nodes, &db::NodeSnapshot::reachable);
    if (m_json)
        tellJson(output, *snapshot, profile->envFile);
    else if (isAnswered)
        tell(output, *snapshot);
    if (!isAnswered) {
        tellFailures(output, *snapshot);
        return ExitCode::CannotConnect;
    }
    return isFine(*snapshot) ? ExitCode::Fine : ExitCode::NotFine;
}

} // namespace seawall::app
