// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/nodecontrol.h"

#include "db/failover/control/commandcontrol.h"
#include "db/failover/control/dockercontrol.h"
#include "db/failover/control/manualcontrol.h"
#include "db/failover/control/pgctlcontrol.h"
#include "db/failover/control/sandboxcontrol.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

QString toString(NodeAction action)
{
    switch (action) {
    case NodeAction::Stop:
        return u"stop"_s;
    case NodeAction::Kill:
        return u"kill"_s;
    case NodeAction::Start:
        return u"start"_s;
    case NodeAction::Pause:
        return u"pause"_s;
    case NodeAction::Resume:
        return u"resume"_s;
    case NodeAction::Promote:
        break;
    }
    return u"promote"_s;
}

QString toString(ServerState state)
{
    switch (state) {
    case ServerState::Stopped:
        return u"stopped"_s;
    case ServerState::Running:
        return u"running"_s;
    case ServerState::Paused:
        return u"paused"_s;
    case ServerState::Unknown:
        break;
    }
    return u"unknown"_s;
}

Result<std::unique_ptr<NodeControl>> makeNodeControl(const ControlSettings &settings,
                                                     const Endpoint &endpoint)
{
    using Kind = ControlSettings::Kind;
    switch (settings.kind) {
    case Kind::Sandbox:
        return SandboxControl::make(settings, endpoint);
    case Kind::Docker:
        return std::make_unique<DockerControl>(settings.what);
    case Kind::PgCtl:
    case Kind::PgCtlCluster:
        return PgCtlControl::make(settings);
    case Kind::Command:
        return std::make_unique<CommandControl>(settings, endpoint);
    case Kind::Manual:
        return std::make_unique<ManualControl>(endpoint);
    case Kind::Patroni:
        return fail(ErrorKind::InvalidInput, u"Patroni runs %1: it starts and stops it."_s.arg(endpoint.name),
                    u"Ask Patroni for a switchover; Seawall does not act behind its back."_s);
    case Kind::None:
        break;
    }
    return fail(
        ErrorKind::InvalidInput, u"It is not known how %1 is started and stopped."_s.arg(endpoint.name),
        u"Say it with SEAWALL_CONTROL_%1 in the .env: docker:CONTAINER, pg_ctl:DATA_DIRECTORY, command "
        "or manual."_s.arg(endpoint.name.toUpper()));
}

} // namespace seawall::db
