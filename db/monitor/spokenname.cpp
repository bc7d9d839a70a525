// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/spokenname.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

bool holdsAnyOf(const QString &name, std::initializer_list<QStringView> words)
{
    return std::ranges::any_of(words,
                               [&](QStringView word) { return name.contains(word, Qt::CaseInsensitive); });
}

Role roleInName(const QString &name)
{
    const bool primary = holdsAnyOf(name, {u"primary", u"master", u"leader"});
    const bool replica = holdsAnyOf(name, {u"replica", u"standby", u"secondary", u"slave", u"follower"});
    if (primary == replica)
        return Role::Unknown;
    return primary ? Role::Primary : Role::Replica;
}

bool isNamedForAnother(const QString &name, Role role)
{
    const auto named = roleInName(name);
    return named != Role::Unknown && role != Role::Unknown && named != role;
}

} // namespace

QString spokenName(const QString &name, Role role, const QString &address, Place place)
{
    if (!isNamedForAnother(name, role))
        return name;
    return u"%1 %2 '%3' (%4)"_s.arg(place == Place::Start ? u"The"_s : u"the"_s, toString(role), name,
                                    address);
}

QString withAddress(const QString &name, const QString &address)
{
    return u"%1 (%2)"_s.arg(name, address);
}

QString typedName(const QString &name, Role role, const QString &address)
{
    return isNamedForAnother(name, role) ? address : name;
}

QString roleBeside(const QString &name, Role role)
{
    const auto word = toString(role);
    return name.compare(word, Qt::CaseInsensitive) == 0 ? QString() : word;
}

QString roleText(const NodeSnapshot &node)
{
    const auto word = toString(node.facts.role);
    return node.reachable || node.facts.role == Role::Unknown ? word : u"was "_s + word;
}

QString roleBeside(const NodeSnapshot &node)
{
    const bool isSeen = !node.reachable && node.facts.role != Role::Unknown;
    return isSeen ? roleText(node) : roleBeside(node.name, node.facts.role);
}

QString spokenName(const NodeSnapshot &node, Place place)
{
    return spokenName(node.name, node.facts.role == Role::Unknown ? node.configuredRole : node.facts.role,
                      node.address, place);
}

QString spokenIn(const SnapshotPtr &snapshot, const QString &name, std::optional<Role> role)
{
    const auto *node = snapshot ? snapshot->node(name) : nullptr;
    if (!node)
        return name;
    return role ? spokenName(name, *role, node->address) : spokenName(*node);
}

} // namespace seawall::db
