// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"
#include "models/operation.h"

namespace seawall::models {

/// Where an Operation on `node` of `profile` acts, and what that node was in the latest Snapshot.
OperationTarget targetOn(const ClusterProfile &profile, const db::NodeSnapshot &node);

/// The same of a server of which no Snapshot tells: what it is meant as.
OperationTarget targetAt(const ClusterProfile &profile, const db::Endpoint &endpoint, db::Role role);

/// Of every node that answered: what cannot be asked has not changed.
std::vector<OperationTarget> targetsOn(const ClusterProfile &profile, const db::Snapshot &snapshot);

/// How to reach a node of the profile; nothing where the profile has none of that name.
std::optional<db::Endpoint> endpointOf(const ClusterProfile &profile, const QString &node);

/// As it is kept in the Journal and in the runs of checklists.
QJsonObject toJson(const OperationTarget &target);
OperationTarget targetFrom(const QJsonObject &object);

} // namespace seawall::models
