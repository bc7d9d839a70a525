// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/control/presence.h"

#include "db/connection.h"
#include "db/failover/control/waiting.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// For how long one look waits for an answer.
constexpr auto lookTime = 2s;

} // namespace

ServerState presenceOf(const Endpoint &endpoint, Deadline deadline, const std::stop_token &stop)
{
    const auto look = Deadline::at(std::min(Deadline::in(lookTime).when(), deadline.when()));
    const auto opened = Connection::open(endpoint, {}, look, stop);
    if (opened)
        return ServerState::Running;
    switch (opened.error().kind) {
    case ErrorKind::Refused:
        return ServerState::Stopped;
    case ErrorKind::AuthRefused:
    case ErrorKind::DatabaseMissing:
    case ErrorKind::TooManyConnections:
    case ErrorKind::ServerNotReady:
    case ErrorKind::TlsRefused:
        return ServerState::Running;
    default:
        return ServerState::Unknown;
    }
}

Result<void> awaitPresence(NodeAction action, const Endpoint &endpoint, Deadline deadline,
                           const std::stop_token &stop)
{
    const auto isThere = [&] {
        switch (action) {
        case NodeAction::Stop:
        case NodeAction::Kill:
            return presenceOf(endpoint, deadline, stop) == ServerState::Stopped;
        case NodeAction::Start:
        case NodeAction::Resume:
            return presenceOf(endpoint, deadline, stop) == ServerState::Running;
        case NodeAction::Pause:
        case NodeAction::Promote:
            break;
        }
        return true; // its port does not tell
    };
    return waitUntil(isThere, u"%1 does not show it was told to %2"_s.arg(endpoint.name, toString(action)),
                     deadline, stop);
}

} // namespace seawall::db
