// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/operationtarget.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

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
    target.systemIdentifier = node.facts.systemIdentifier;
    target.lsn = node.facts.role == db::Role::Primary ? node.facts.currentLsn : node.facts.replayedLsn;
    return target;
}

OperationTarget targetAt(const ClusterProfile &profile, const db::Endpoint &endpoint, db::Role role)
{
    OperationTarget target;
    target.profile = profile.name;
    target.production = profile.production;
    target.node = endpoint.name;
    target.address = endpoint.address();
    target.databaseRole = endpoint.parameter(u"user"_s);
    target.role = role;
    return target;
}

std::vector<OperationTarget> targetsOn(const ClusterProfile &profile, const db::Snapshot &snapshot)
{
    std::vector<OperationTarget> targets;
    for (const auto &node : snapshot.nodes) {
        if (node.reachable)
            targets.push_back(targetOn(profile, node));
    }
    return targets;
}

std::optional<db::Endpoint> endpointOf(const ClusterProfile &profile, const QString &node)
{
    for (const auto &configured : profile.monitor.nodes) {
        if (configured.endpoint.name == node)
            return configured.endpoint;
    }
    return std::nullopt;
}

QJsonObject toJson(const OperationTarget &target)
{
    QJsonObject object{{u"profile"_s, target.profile},       {u"node"_s, target.node},
                       {u"address"_s, target.address},       {u"database_role"_s, target.databaseRole},
                       {u"production"_s, target.production}, {u"role"_s, db::toString(target.role)}};
    if (target.timeline)
        object[u"timeline"_s] = qint64(*target.timeline);
    if (target.lsn)
        object[u"lsn"_s] = target.lsn->toString();
    if (!target.systemIdentifier.isEmpty())
        object[u"system_identifier"_s] = target.systemIdentifier;
    return object;
}

OperationTarget targetFrom(const QJsonObject &object)
{
    OperationTarget target;
    target.profile = object[u"profile"].toString();
    target.node = object[u"node"].toString();
    target.address = object[u"address"].toString();
    target.databaseRole = object[u"database_role"].toString();
    target.production = object[u"production"].toBool();
    for (const auto role : {db::Role::Primary, db::Role::Replica}) {
        if (object[u"role"].toString() == db::toString(role))
            target.role = role;
    }
    if (object.contains(u"timeline"))
        target.timeline = quint32(object[u"timeline"].toInteger());
    target.lsn = db::Lsn::parse(object[u"lsn"].toString().toStdString());
    target.systemIdentifier = object[u"system_identifier"].toString();
    return target;
}

} // namespace seawall::models
