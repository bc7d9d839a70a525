// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/operationtarget.h"

namespace seawall::models {

OperationTarget targetOn(const ClusterProfile &profile, const db::NodeSnapshot &node)
{
    OperationTarget target;
    target.profile = profile.name;
    target.production = profile.production;
    target.node = node.name;
    target.address = node.address;
    target.databaseRole = node.facts.user;
    target.role = node.facts.role;
    target.timeline = node.facts.timeline;
    target.lsn = node.facts.role == db::Role::Primary ? node.facts.currentLsn : node.facts.replayedLsn;
    return target;
}

std::optional<db::Endpoint> endpointOf(const ClusterProfile &profile, const QString &node)
{
    for (const auto &configured : profile.monitor.nodes) {
        if (configured.endpoint.name == node)
            return configured.endpoint;
    }
    return std::nullopt;
}

} // namespace seawall::models
