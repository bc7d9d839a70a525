// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"

namespace seawall::models {

/// Of the nodes and of PgBouncer.
std::vector<db::Endpoint *> endpointsOf(ClusterProfile &profile);

/// `known` as its file, which was `read` anew, describes it, with what the file does not say: name, colour,
/// tick, and passwords that it leaves out. Where the servers are the profile's own they stay.
ClusterProfile asReadAgain(const ClusterProfile &known, const ClusterProfile &read);

/// `known` where its file could not be read, with a warning that says so.
ClusterProfile withoutItsFile(ClusterProfile known, const db::Error &why);

} // namespace seawall::models
