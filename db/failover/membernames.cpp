// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/membernames.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

QString nodeMeant(const ClusterMembers &members, const QString &nameOrAddress)
{
    if (memberOf(members, nameOrAddress))
        return nameOrAddress;
    const auto found = std::ranges::find(
        members, nameOrAddress, [](const ClusterMember &member) { return member.endpoint.address(); });
    return found == members.end() ? nameOrAddress : found->name();
}

QString addressOf(const ClusterMembers &members, const QString &name)
{
    const auto *member = memberOf(members, name);
    return member ? member->endpoint.address() : name;
}

QString withAddress(const ClusterMembers &members, const QString &name)
{
    return memberOf(members, name) ? withAddress(name, addressOf(members, name)) : name;
}

QString spokenOf(const ClusterMembers &members, const QString &name, Role role, Place place)
{
    return memberOf(members, name) ? spokenName(name, role, addressOf(members, name), place) : name;
}

QString typedOf(const ClusterMembers &members, const QString &name, Role role)
{
    return typedName(name, role, addressOf(members, name));
}

} // namespace seawall::db
