// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/control/dockercontrol.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

QStringList argumentsFor(NodeAction action, const QString &container)
{
    switch (action) {
    case NodeAction::Stop:
        return {u"stop"_s, u"--time"_s, u"90"_s, container};
    case NodeAction::Resume:
        return {u"unpause"_s, container};
    default:
        return {toString(action), container};
    }
}

} // namespace

QString DockerControl::describe() const
{
    return u"the Docker container %1"_s.arg(m_container);
}

QStringList DockerControl::commands(NodeAction action) const
{
    return {u"docker "_s + argumentsFor(action, m_container).join(u' ')};
}

Result<void> DockerControl::perform(NodeAction action, Deadline deadline, const std::stop_token &stop)
{
    if (!can(action))
        return fail(ErrorKind::InvalidInput, u"A container's server is promoted by SQL."_s);
    if (action == NodeAction::Kill || action == NodeAction::Stop) {
        if (const auto now = state(deadline, stop); now && *now == ServerState::Stopped)
            return {};
    }
    const auto done = runDocker(argumentsFor(action, m_container), deadline, stop);
    return done ? Result<void>() : std::unexpected(done.error());
}

Result<ServerState> DockerControl::state(Deadline deadline, const std::stop_token &stop)
{
    const auto status =
        runDocker({u"inspect"_s, u"--format"_s, u"{{.State.Status}}"_s, m_container}, deadline, stop);
    if (!status)
        return std::unexpected(status.error());
    const auto word = status->trimmed();
    if (word == u"running" || word == u"restarting")
        return ServerState::Running;
    if (word == u"paused")
        return ServerState::Paused;
    return word == u"exited" || word == u"created" || word == u"dead" ? ServerState::Stopped
                                                                      : ServerState::Unknown;
}

} // namespace seawall::db
