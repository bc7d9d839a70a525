// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/sandboxnodes.h"

#include "app/ctl/snapshotjson.h"
#include "db/failover/nodefiles.h"
#include "models/failover/nodeoperation.h"
#include "models/operationtarget.h"
#include "models/sandbox/rebuildoperation.h"

#include <QDir>

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A `.env` that somebody has spoilt does not keep a server from being started.
models::ClusterProfile profileOf(const db::Sandbox &sandbox)
{
    if (auto profile = models::ClusterProfile::fromEnvFile(sandbox.envFile()))
        return *profile;
    models::ClusterProfile bare;
    bare.name = QDir(sandbox.directory()).dirName();
    bare.envFile = sandbox.envFile();
    return bare;
}

/// Called as the window calls it: by the `.env`, in which the servers may have been swapped.
db::Endpoint endpointOf(const db::Sandbox &sandbox, const models::ClusterProfile &profile,
                        const QString &name)
{
    auto endpoint = sandbox.endpoint(name);
    const auto &nodes = profile.monitor.nodes;
    const auto named = std::ranges::find(nodes, endpoint.port(),
                                         [](const db::NodeConfig &node) { return node.endpoint.port(); });
    if (named != nodes.end())
        endpoint.name = named->endpoint.name;
    return endpoint;
}

db::Role roleOf(db::NodeControl &control)
{
    const auto isStandby = control.files()->isStandby();
    if (!isStandby)
        return db::Role::Unknown;
    return *isStandby ? db::Role::Replica : db::Role::Primary;
}

/// The sandbox's names of what is meant. After a failover the `.env` may call another server by a name than
/// the sandbox does: which one is meant is not guessed.
db::Result<QStringList> namesOf(const db::Sandbox &sandbox, const models::ClusterProfile &profile,
                                const QString &meant)
{
    QStringList names;
    for (const auto &node : sandbox.nodes()) {
        if (meant.isEmpty() || meant == u"localhost:%1"_s.arg(node.port) ||
            meant == u"127.0.0.1:%1"_s.arg(node.port))
            names << node.name;
        if (meant != node.name)
            continue;
        const auto &listed = profile.monitor.nodes;
        const auto other = std::ranges::find_if(listed, [&](const db::NodeConfig &each) {
            return each.endpoint.name == meant && each.endpoint.port() != node.port;
        });
        if (other != listed.end())
            return db::refused(u"'%1' is %2 in the .env, and localhost:%3 in the sandbox."_s.arg(
                                   meant, other->endpoint.address(), QString::number(node.port)),
                               u"Give the address of the one that is meant in place of the name."_s);
    }
    return names.isEmpty() ? QStringList(meant) : names;
}

/// What a server of a sandbox waits for, with the command; empty where it runs, or is none.
QString startHint(const models::ClusterProfile &profile, const QString &node)
{
    const auto settings = profile.controls.find(node);
    const auto endpoint = models::endpointOf(profile, node);
    if (!endpoint || settings == profile.controls.end() ||
        settings->second.kind != db::ControlSettings::Kind::Sandbox)
        return {};
    const auto control = db::makeNodeControl(settings->second, *endpoint);
    const auto state = control ? (*control)->state(db::Deadline::in(1s)) : db::ServerState::Unknown;
    if (state == db::ServerState::Stopped)
        return u"It is a server of the sandbox, and stopped: "_s +
               (*control)->commands(db::NodeAction::Start).join(u"; "_s);
    if (state == db::ServerState::Paused)
        return u"It is a server of the sandbox, and paused: "_s +
               (*control)->commands(db::NodeAction::Resume).join(u"; "_s);
    return {};
}

bool mayStart(const QString &node, const std::vector<models::LeftBehind> &left)
{
    const auto found = std::ranges::find(left, node, &models::LeftBehind::node);
    return found == left.end() ||
           (found->state == models::LeftBehind::State::Unknown && found->hasStandbySignal.value_or(false));
}

} // namespace

db::Result<void> actOnNodes(const db::Sandbox &sandbox, const QString &meant, db::NodeAction action,
                            const OperationShell &shell, const std::stop_token &stop)
{
    const auto profile = profileOf(sandbox);
    const db::ControlSettings settings{db::ControlSettings::Kind::Sandbox, sandbox.directory(), {}, {}, {}};
    const auto names = namesOf(sandbox, profile, meant);
    if (!names)
        return std::unexpected(names.error());
    for (const auto &name : *names) {
        const auto endpoint = endpointOf(sandbox, profile, name);
        auto made = db::makeNodeControl(settings, endpoint);
        if (!made)
            return std::unexpected(made.error());
        std::shared_ptr<db::NodeControl> control = std::move(*made);
        models::NodeOperation operation(action, control,
                                        models::targetAt(profile, endpoint, roleOf(*control)));
        const auto outcome = shell.run(operation, profile, [](const models::Progress &) {}, stop);
        if (!outcome)
            return std::unexpected(outcome.error());
        if (outcome->error)
            return std::unexpected(*outcome->error);
    }
    return {};
}

db::Result<void> rebuildNode(const db::Sandbox &sandbox, const QString &meant, const OperationShell &shell,
                             Output &output, bool quiet, const std::stop_token &stop)
{
    const auto profile = profileOf(sandbox);
    const auto names = namesOf(sandbox, profile, meant);
    if (!names)
        return std::unexpected(names.error());
    const auto endpoint = endpointOf(sandbox, profile, names->first());
    models::RebuildOperation operation(sandbox, names->first(),
                                       models::targetAt(profile, endpoint, sandbox.roleOf(names->first())));
    if (const auto confirmed = shell.confirm(operation.preview(), output, quiet, stop); !confirmed)
        return confirmed;
    const auto outcome = shell.run(operation, profile, [](const models::Progress &) {}, stop);
    if (!outcome)
        return std::unexpected(outcome.error());
    return outcome->error ? db::Result<void>(std::unexpected(*outcome->error)) : db::Result<void>();
}

db::SnapshotPtr withStartCommands(const db::SnapshotPtr &snapshot, const models::ClusterProfile &profile,
                                  const std::vector<models::LeftBehind> &left)
{
    auto told = std::make_shared<db::Snapshot>(*snapshot);
    for (auto &node : told->nodes) {
        const auto hint =
            node.reachable || !mayStart(node.name, left) ? QString() : startHint(profile, node.name);
        if (hint.isEmpty())
            continue;
        if (!node.error)
            node.error = db::Error{db::ErrorKind::Timeout, whyUnreachable(node), {}, {}, {}, 0};
        node.error->hint = hint;
    }
    return told;
}

} // namespace seawall::app
