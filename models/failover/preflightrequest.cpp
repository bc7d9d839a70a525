// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/preflightrequest.h"

#include "models/failover/cutoff.h"
#include "models/failover/envswap.h"
#include "models/operationtarget.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

std::optional<int> connectionsOf(const db::MonitorConfig &monitor)
{
    std::optional<int> sum;
    for (const auto &pool : {monitor.primaryPool, monitor.replicaPool})
        if (pool)
            sum = sum.value_or(0) + pool->limit();
    return sum;
}

} // namespace

std::optional<db::PreflightRequest> preflightRequest(const ClusterProfile &profile, const QString &primary,
                                                     const QString &candidate)
{
    const auto from = endpointOf(profile, primary);
    const auto to = endpointOf(profile, candidate);
    if (!from || !to || primary == candidate)
        return std::nullopt;
    db::PreflightRequest request;
    request.primary = *from;
    request.candidate = *to;
    if (const auto control = profile.controls.find(primary); control != profile.controls.end())
        request.control = control->second;
    request.application.envFile = profile.envFile;
    request.application.pgBouncer = profile.monitor.pgBouncer;
    request.application.connections = connectionsOf(profile.monitor);
    request.application.replicaFallback = profile.replicaFallback;
    return request;
}

db::Result<db::Readiness> checkNow(db::PreflightRequest request, const QString &recordFile,
                                   db::Deadline deadline, const std::stop_token &stop)
{
    auto &application = request.application;
    if (!application.envFile.isEmpty())
        application.named = primaryNamedIn(application.envFile).value_or(QString());
    if (const auto left = cutOffIn(recordFile, {request.primary, request.candidate}))
        request.cutOff = left->told;
    return db::checkReadiness(request, deadline, stop);
}

QString primaryToLeave(const db::Snapshot &snapshot)
{
    if (const auto *primary = snapshot.primary())
        return primary->name;
    const auto named = [&](auto &&isIt) {
        const auto found = std::ranges::find_if(snapshot.nodes, isIt);
        return found == snapshot.nodes.end() ? QString() : found->name;
    };
    const auto last =
        named([](const db::NodeSnapshot &node) { return node.facts.role == db::Role::Primary; });
    return last.isEmpty() ? named([](const db::NodeSnapshot &node) {
        return !node.reachable && node.configuredRole == db::Role::Primary;
    })
                          : last;
}

} // namespace seawall::models
