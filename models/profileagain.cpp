// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profileagain.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

/// By address: a swap gives the names to other servers.
void fillPasswords(ClusterProfile &profile, ClusterProfile from)
{
    for (auto *endpoint : endpointsOf(profile))
        for (const auto *known : endpointsOf(from))
            if (endpoint->password.isEmpty() && known->address() == endpoint->address())
                endpoint->password = known->password;
}

} // namespace

std::vector<db::Endpoint *> endpointsOf(ClusterProfile &profile)
{
    std::vector<db::Endpoint *> endpoints;
    for (auto &node : profile.monitor.nodes)
        endpoints.push_back(&node.endpoint);
    if (profile.monitor.pgBouncer)
        endpoints.push_back(&*profile.monitor.pgBouncer);
    return endpoints;
}

ClusterProfile asReadAgain(const ClusterProfile &known, const ClusterProfile &read)
{
    auto profile = read;
    profile.name = known.name;
    profile.production = known.production;
    profile.colour = known.colour;
    profile.monitor.tick = known.monitor.tick;
    profile.ownServers = known.ownServers;
    if (known.ownServers) {
        profile.monitor.nodes = known.monitor.nodes;
        profile.controls = known.controls; // they are by node
    }
    fillPasswords(profile, known.ownServers ? read : known);
    return profile;
}

ClusterProfile withoutItsFile(ClusterProfile known, const db::Error &why)
{
    known.warnings = {
        u"The servers are those of before, as the file could not be read: %1"_s.arg(why.message)};
    return known;
}

} // namespace seawall::models
