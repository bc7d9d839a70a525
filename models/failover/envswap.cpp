// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/envswap.h"

#include "models/operationtarget.h"

#include <algorithm>
#include <set>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

const auto primaryName = u"primary"_s; ///< of the node that POSTGRES_HOST is about

std::unexpected<db::Error> refused(const QString &what)
{
    return db::fail(db::ErrorKind::InvalidInput, what, u"See its POSTGRES_… lines."_s);
}

/// 'POSTGRES_REPLICA2' for 'replica2'.
QString prefixOf(const QString &node)
{
    return u"POSTGRES_"_s + (node == u"replica1" ? u"REPLICA"_s : node.toUpper());
}

void assignServer(const QString &prefix, const db::Endpoint &server, const EnvFile &file,
                  std::vector<FlagAssignment> &changes)
{
    const auto host = server.parameter(u"host"_s);
    const auto port = server.parameter(u"port"_s);
    if (file.value(prefix + u"_HOST"_s) != host)
        changes.push_back({prefix + u"_HOST"_s, host});
    if (file.value(prefix + u"_PORT"_s).value_or(u"5432"_s) != port)
        changes.push_back({prefix + u"_PORT"_s, port});
}

/// What follows 'SEAWALL_CONTROL_NODE' in the keys of the file: '', '_STOP', '_ADDRESS' …
std::set<QString> controlKeysOf(const QString &node, const EnvFile &file)
{
    std::set<QString> ends;
    const auto prefix = u"SEAWALL_CONTROL_"_s + node.toUpper();
    for (const auto &entry : file.entries())
        if (entry.key == prefix || entry.key.startsWith(prefix + u'_'))
            ends.insert(entry.key.mid(prefix.size()));
    return ends;
}

void swapControls(const QString &node, const EnvFile &file, std::vector<FlagAssignment> &changes)
{
    auto ends = controlKeysOf(primaryName, file);
    ends.merge(controlKeysOf(node, file));
    for (const auto &end : ends) {
        const auto one = u"SEAWALL_CONTROL_PRIMARY"_s + end;
        const auto other = u"SEAWALL_CONTROL_"_s + node.toUpper() + end;
        const auto before = file.value(one).value_or(QString());
        const auto after = file.value(other).value_or(QString());
        if (before != after) {
            changes.push_back({one, after});
            changes.push_back({other, before});
        }
    }
}

/// What the profile calls that server; its address where it names none there.
QString nodeAt(const ClusterProfile &profile, const QString &address)
{
    const auto &nodes = profile.monitor.nodes;
    const auto found =
        std::ranges::find(nodes, address, [](const db::NodeConfig &node) { return node.endpoint.address(); });
    return found == nodes.end() ? address : found->endpoint.name;
}

} // namespace

QString configuredPrimary(const ClusterProfile &profile)
{
    const auto &nodes = profile.monitor.nodes;
    const auto found = std::ranges::find(nodes, db::Role::Primary, &db::NodeConfig::role);
    return found == nodes.end() ? QString() : found->endpoint.address();
}

db::Result<QString> primaryNamedIn(const QString &envFile)
{
    const auto profile = ClusterProfile::fromEnvFile(envFile);
    if (!profile)
        return std::unexpected(profile.error());
    return configuredPrimary(*profile);
}

QString nodeToNamePrimary(const ClusterProfile &profile, const QString &named, const db::Snapshot &snapshot)
{
    const auto *primary = snapshot.primary();
    const auto isDocker = [](const auto &control) {
        return control.second.kind == db::ControlSettings::Kind::Docker;
    };
    if (profile.envFile.isEmpty() || !primary || primary->address == named ||
        std::ranges::any_of(profile.controls, isDocker))
        return {};
    return primary->name;
}

QString swapAdvice(const ClusterProfile &profile, const QString &node)
{
    const auto &nodes = profile.monitor.nodes;
    const auto found =
        std::ranges::find(nodes, node, [](const db::NodeConfig &each) { return each.endpoint.name; });
    if (profile.envFile.isEmpty() || found == nodes.end() || found->role == db::Role::Primary)
        return {};
    return u"%1 still names another server as the primary; to swap them: seawallctl failover swap-env"_s.arg(
        profile.envFile);
}

db::Result<std::vector<FlagAssignment>> environmentSwap(const ClusterProfile &profile, const EnvFile &file,
                                                        const QString &node)
{
    const auto before = endpointOf(profile, primaryName);
    const auto now = endpointOf(profile, node);
    if (!before || !now || node == primaryName)
        return refused(node == primaryName
                           ? u"The .env names %1 as the primary already."_s.arg(now ? now->address() : node)
                           : u"The .env names no replica '%1'."_s.arg(node));
    std::vector<FlagAssignment> changes;
    assignServer(u"POSTGRES"_s, *now, file, changes);
    assignServer(prefixOf(node), *before, file, changes);
    if (changes.empty())
        return refused(u"The .env names %1 as the primary already."_s.arg(now->address()));
    swapControls(node, file, changes);
    return changes;
}

db::Result<std::unique_ptr<FlagOperation>> swapOperation(const ClusterProfile &profile, const QString &node,
                                                         const db::SnapshotPtr &snapshot)
{
    const auto server = endpointOf(profile, node);
    if (!server)
        return refused(u"The cluster has no node '%1'."_s.arg(node));
    const auto file = EnvFile::load(profile.envFile);
    if (!file)
        return std::unexpected(file.error());
    const auto now = ClusterProfile::fromEnvFile(profile.envFile);
    if (!now)
        return std::unexpected(now.error());
    const auto changes = environmentSwap(*now, *file, nodeAt(*now, server->address()));
    if (!changes)
        return std::unexpected(changes.error());
    auto operation = FlagOperation::forEnvironment(profile, *changes, snapshot);
    if (operation)
        (*operation)->setPurpose(u"Swap the servers"_s);
    return operation;
}

} // namespace seawall::models
