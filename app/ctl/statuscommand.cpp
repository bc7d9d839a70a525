// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/statuscommand.h"

#include "app/ctl/observation.h"
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

/// What is to be done next. A change of primary that was cut off comes before all else: it says more of the
/// nodes than can be seen of them.
QStringList nextOf(const db::Snapshot &snapshot, const models::ClusterProfile &profile,
                   const std::optional<models::CutOff> &cutOff)
{
    if (cutOff)
        return {models::wayOutOf(*cutOff)};
    const auto toSwap = models::nodeToNamePrimary(profile, models::configuredPrimary(profile), snapshot);
    return {models::wayOutOf(snapshot), models::leftBehindText(models::leftBehindIn(snapshot)),
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

void tellJson(Output &output, const db::Snapshot &snapshot, const QString &envFile,
              const std::optional<models::CutOff> &cutOff)
{
    auto json = clusterJson(snapshot);
    json["left_behind"] = leftBehindJson(models::leftBehindIn(snapshot), envFile);
    json["cut_off"] = cutOffJson(cutOff, envFile);
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
    const auto snapshot = lookOnce(profile->monitor);
    const auto cutOff = models::cutOffIn(*profile, m_shell.knownDirectory(*profile));
    const bool isAnswered = std::ranges::any_of(snapshot->nodes, &db::NodeSnapshot::reachable);
    if (m_json)
        tellJson(output, *snapshot, profile->envFile, cutOff);
    else if (isAnswered)
        tell(output, *snapshot, nextOf(*snapshot, *profile, cutOff));
    if (!isAnswered) {
        tellFailures(output, *snapshot);
        return ExitCode::CannotConnect;
    }
    return isFine(*snapshot) && !cutOff ? ExitCode::Fine : ExitCode::NotFine;
}

} // namespace seawall::app
