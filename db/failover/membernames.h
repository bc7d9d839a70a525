// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/failoverrun.h"
#include "db/monitor/spokenname.h"

/// Which node is meant, and how texts call it. A name may be that of a role the node has not, and names
/// change servers when they are swapped in the .env; 'host:port' stays true. Of a node that is no member the
/// name is all there is.
namespace seawall::db {

/// The name of the node that is called so, or has that 'host:port'; the text itself where none is.
QString nodeMeant(const ClusterMembers &members, const QString &nameOrAddress);

QString addressOf(const ClusterMembers &members, const QString &name);   ///< 'db1:5432': for commands
QString withAddress(const ClusterMembers &members, const QString &name); ///< 'primary (db1:5432)'

/// As spokenName() has it, in that role.
QString spokenOf(const ClusterMembers &members, const QString &name, Role role, Place place = Place::Within);
/// What is typed to confirm: the name, or the address of one that is named for another role.
QString typedOf(const ClusterMembers &members, const QString &name, Role role);

} // namespace seawall::db
