// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/statuscommand.h"

#include "app/ctl/observation.h"
#include "app/ctl/sandboxnodes.h"
#include "app/ctl/snapshotjson.h"
#include "app/ctl/statuslines.h"
#include "models/failover/envswap.h"
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

/// What is said beside the Snapshot.
struct Standing {
    std::optional<models::CutOff> cutOff;
    std::vector<models::LeftBehind> left;
};

/// What is to be done next. A change of primary that was cut off comes before all else.
QStringList nextOf(const db::Snapshot &snapshot, const models::ClusterProfile &profile,
                   const Standing &standing)
{
    if (standing.cutOff)
        return {models::recoveryAdvice()};
    const auto toSwap = models::nodeToNamePrimary(profile, models::configuredPrimary(profile), snapshot);
    return {models::wayOutOf(snapshot), models::leftBehindText(standing.left),
            models::swapAdvice(profile, toSwap)};
}

void tell(Output &output, const db::Snapshot &snapshot, const QStringList &next)
{
    for (const auto &line : statusLines(snapshot))
        output.line(rendered(line, output));
    for (const auto &each : next)
        if (!each.isEmpty()) {
            output.line();
            output.line(each);
        }
}

void tellJson(Output &output, const db::Snapshot &snapshot, const QString &envFile, const Standing &standing)
{
    auto json = clusterJson(snapshot);
    json["left_behind"] = leftBehindJson(standing.left, envFile);
    json["cut_off"] = cutOffJson(standing.cutOff, envFile);
    output.json(json);
}

} // namespace

StatusCommand::StatusCommand(CLI::App &program)
    : Command(program, "status", "Say how a cluster is: role, verdict, lag and pool use of every node",
              {"seawallctl status", "seawallctl status --env production.env --json",
               "seawallctl status --primary postgresql://dba@db1/app --replica postgresql://dba@db2/app"})
{
    m_connection.addTo(app());
    m_shell.addDirectoryTo(app());
    addJsonOption(m_json);
}

ExitCode StatusCommand::run(Output &output)
{
    const auto profile = m_connection.profile(1s);
    if (!profile) {
        output.failed(profile.error());
        return ExitCode::Usage; // a file that is not there as well
    }
    const auto cutOff = models::cutOffIn(*profile, m_shell.knownDirectory(*profile));
    const auto seen = models::judgedBy(cutOff, lookOnce(profile->monitor));
    const Standing standing{cutOff, models::leftBehindOf(*profile, *seen)};
    const auto snapshot = withStartCommands(seen, *profile, standing.left);
    const bool isAnswered = std::ranges::any_of(snapshot->nodes, &db::NodeSnapshot::reachable);
    if (m_json)
        tellJson(output, *snapshot, profile->envFile, standing);
    else if (isAnswered)
        tell(output, *snapshot, nextOf(*snapshot, *profile, standing));
    if (!isAnswered) {
        tellFailures(output, *snapshot);
        return ExitCode::CannotConnect;
    }
    return isFine(*snapshot) ? ExitCode::Fine : ExitCode::NotFine;
}

} // namespace seawall::app
