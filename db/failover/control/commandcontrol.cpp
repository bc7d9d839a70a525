// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/control/commandcontrol.h"

#include "db/failover/control/presence.h"
#include "db/sandbox/tool.h"

#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

Result<QString> runInBash(const QString &command, Deadline deadline, const std::stop_token &stop)
{
    return runTool(u"/bin/bash"_s, {u"-c"_s, command}, ServiceAccount{{}, geteuid(), getegid()}, deadline,
                   stop);
}

} // namespace

QString CommandControl::describe() const
{
    return u"%1, by commands"_s.arg(m_endpoint.name);
}

bool CommandControl::can(NodeAction action) const
{
    return m_settings.commands.contains(toString(action));
}

QStringList CommandControl::commands(NodeAction action) const
{
    const auto found = m_settings.commands.find(toString(action));
    return found == m_settings.commands.end() ? QStringList() : QStringList{redacted(found->second)};
}

Result<void> CommandControl::perform(NodeAction action, Deadline deadline, const std::stop_token &stop)
{
    if (!can(action))
        return fail(ErrorKind::InvalidInput,
                    u"No command is given to %1 %2."_s.arg(toString(action), m_endpoint.name),
                    u"Add SEAWALL_CONTROL_%1_%2 to the .env."_s.arg(m_endpoint.name.toUpper(),
                                                                    toString(action).toUpper()));
    const auto command = m_settings.commands.at(toString(action));
    if (const auto done = runInBash(command, deadline, stop); !done) {
        auto error = done.error();
        error.message = u"The command to %1 %2 failed."_s.arg(toString(action), m_endpoint.name);
        error.hint = u"It was: %1"_s.arg(redacted(command));
        error.detail = redacted(error.detail);
        return std::unexpected(error);
    }
    return awaitPresence(action, m_endpoint, deadline, stop);
}

Result<ServerState> CommandControl::state(Deadline deadline, const std::stop_token &stop)
{
    const auto status = m_settings.commands.find(u"status"_s);
    if (status == m_settings.commands.end())
        return presenceOf(m_endpoint, deadline, stop);
    const auto answer = runInBash(status->second, deadline, stop);
    if (answer)
        return ServerState::Running;
    return answer.error().kind == ErrorKind::Internal ? Result<ServerState>(ServerState::Stopped)
                                                      : std::unexpected(answer.error());
}

} // namespace seawall::db
