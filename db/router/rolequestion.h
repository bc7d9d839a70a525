// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/nodefacts.h"
#include "db/router/pooledsession.h"

#include <vector>

namespace seawall::db {

struct RoleAnswer {
    size_t node = 0; ///< its place in the list
    Result<Role> role;
};

/// Whether the node of that session is in recovery now.
Result<Role> roleOf(Connection &connection, Deadline deadline, const std::stop_token &stop);

/// Asks all at once which role they have, each over a connection of its own. Once one takes writes the others
/// have a little time left to say that they do as well. Nodes that did not answer are a Timeout.
std::vector<RoleAnswer> askRoles(const std::vector<std::pair<size_t, Endpoint>> &nodes,
                                 const SessionOptions &session, Deadline deadline,
                                 const std::stop_token &stop);

/// Opens a session for a pool of the router. One to write with is opened on a node that is not in recovery
/// only: else NoNode. One to read with takes half of the time left at most, so that another node can be
/// asked.
Result<Connection> openRouted(const Endpoint &endpoint, SessionOptions session, Access access,
                              Deadline deadline, const std::stop_token &stop);

} // namespace seawall::db
