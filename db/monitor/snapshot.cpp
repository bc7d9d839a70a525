// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/snapshot.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

QString toString(Role role)
{
    switch (role) {
    case Role::Primary:
        return u"primary"_s;
    case Role::Replica:
        return u"replica"_s;
    case Role::Unknown:
        break;
    }
    return u"unknown"_s;
}

bool streams(ReplicaVerdict verdict)
{
    using enum ReplicaVerdict;
    return verdict == Streaming || verdict == CatchingUp || verdict == Delayed;
}

QString toString(ReplicaVerdict verdict)
{
    switch (verdict) {
    case ReplicaVerdict::Streaming:
        return u"STREAMING"_s;
    case ReplicaVerdict::CatchingUp:
        return u"CATCHING UP"_s;
    case ReplicaVerdict::Paused:
        return u"PAUSED"_s;
    case ReplicaVerdict::Delayed:
        return u"DELAYED BY CONFIGURATION"_s;
    case ReplicaVerdict::Detached:
        return u"DETACHED"_s;
    case ReplicaVerdict::Diverged:
        return u"DIVERGED"_s;
    case ReplicaVerdict::Unreachable:
        return u"UNREACHABLE"_s;
    case ReplicaVerdict::Unknown:
        break;
    }
    return u"UNKNOWN"_s;
}

QString toString(ClusterVerdict verdict)
{
    switch (verdict) {
    case ClusterVerdict::Healthy:
        return u"HEALTHY"_s;
    case ClusterVerdict::Degraded:
        return u"DEGRADED"_s;
    case ClusterVerdict::NoPrimary:
        return u"NO PRIMARY"_s;
    case ClusterVerdict::SplitBrain:
        return u"SPLIT BRAIN"_s;
    case ClusterVerdict::Unknown:
        break;
    }
    return u"UNKNOWN"_s;
}

QString toString(Rivalry rivalry)
{
    switch (rivalry) {
    case Rivalry::Unseen:
        return u"OLD PRIMARY UNSEEN"_s;
    case Rivalry::TwoClusters:
        return u"TWO CLUSTERS"_s;
    case Rivalry::SplitBrain:
        return u"SPLIT BRAIN"_s;
    case Rivalry::None:
        break;
    }
    return {};
}

const NodeSnapshot *Snapshot::node(const QString &name) const
{
    const auto found = std::ranges::find(nodes, name, &NodeSnapshot::name);
    return found == nodes.end() ? nullptr : &*found;
}

const NodeSnapshot *Snapshot::primary() const
{
    const auto found = std::ranges::find_if(nodes, &NodeSnapshot::isPrimary);
    return found == nodes.end() || hasSeveralPrimaries() ? nullptr : &*found;
}

bool Snapshot::hasPrimary() const
{
    return std::ranges::any_of(nodes, &NodeSnapshot::isPrimary);
}

bool Snapshot::hasSeveralPrimaries() const
{
    return std::ranges::count_if(nodes, &NodeSnapshot::isPrimary) > 1;
}

bool Snapshot::lacksPrimary() const
{
    const bool isNamed = std::ranges::count(nodes, Role::Primary, &NodeSnapshot::configuredRole) > 0;
    return !hasPrimary() &&
           (verdict == ClusterVerdict::NoPrimary || (verdict == ClusterVerdict::Degraded && isNamed));
}

} // namespace seawall::db
