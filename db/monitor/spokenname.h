// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

namespace seawall::db {

enum class Place { Start, Within }; ///< of a sentence

/// A node's name as sentences say it. Names stay when roles change: one that is named for a role it has not
/// is told with role and address, "the replica 'primary' (localhost:5437)"; any other by its name alone.
QString spokenName(const QString &name, Role role, const QString &address, Place place = Place::Within);
/// A role that is not known is what it is meant as.
QString spokenName(const NodeSnapshot &node, Place place = Place::Within);

/// Of the node that the Snapshot has by that name, in the role it has, or is meant to get; the name alone
/// where there is none.
QString spokenIn(const SnapshotPtr &snapshot, const QString &name, std::optional<Role> role = {});

QString withAddress(const QString &name, const QString &address); ///< 'primary (db1:5432)'

/// What stands where there is no room for a sentence, and what is typed to confirm: the name, or the address
/// of a node that is named for another role.
QString typedName(const QString &name, Role role, const QString &address);

/// The role, to stand beside the name; empty where the name is that very word.
QString roleBeside(const QString &name, Role role);

/// The role as far as it is known now: of a node that does not answer it is the one that it was last seen in,
/// 'was primary', as another may have taken it over meanwhile; 'unknown' of one that was never seen.
QString roleText(const NodeSnapshot &node);
QString roleBeside(const NodeSnapshot &node); ///< the same, beside its name

} // namespace seawall::db
