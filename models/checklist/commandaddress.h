// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"

namespace seawall::models {

/// The addresses ('localhost:5433') that PostgreSQL's client programs are told to ask in a command and that
/// are no node of the cluster: what answers there proves nothing of it. Whatever a command takes from
/// variables is not judged. A host other than this machine counts by its name.
QStringList foreignAddresses(const QString &command, const ClusterProfile &profile);

} // namespace seawall::models
