// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A node of a sandbox that is made anew, and which role each has by now.
#include "db/connection.h"
#include "db/sandbox/builder.h"
#include "db/sandbox/lock.h"
#include "db/sandbox/preparation.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Role Sandbox::roleOf(const QString &node) const
{
    const auto deadline = Deadline::in(1s);
    auto connection = Connection::open(endpoint(node), {}, deadline);
    if (!connection)
        return Role::Unknown;
    const auto rows = connection->execute(u"SELECT pg_is_in_recovery()"_s, {}, deadline);
    const auto inRecovery = rows ? rows->boolean(0, 0) : std::nullopt;
    return !inRecovery ? Role::Unknown : *inRecovery ? Role::Replica : Role::Primary;
}

Result<void> Sandbox::rebuild(const QString &node, Deadline deadline)
{
    const auto lock = SandboxLock::take(m_directory, deadline);
    if (!lock)
        return std::unexpected(lock.error());
    auto layout = SandboxLayout::load(m_directory);
    if (!layout)
        return std::unexpected(layout.error());
    if (auto may = mayControl(*layout); !may)
        return may;
    auto *wanted = layout->find(node);
    if (!wanted)
        return fail(ErrorKind::InvalidInput, u"The sandbox has no node '%1'."_s.arg(node));
    QStringList primaries;
    for (const auto &other : nodes())
        if (other.name != node && other.state == SandboxNode::State::Running &&
            roleOf(other.name) == Role::Primary)
            primaries << other.name;
    if (primaries.size() != 1)
        return fail(ErrorKind::InvalidInput,
                    primaries.isEmpty() ? u"No other node of the sandbox takes writes."_s
                                        : u"%1 take writes."_s.arg(primaries.join(u" and "_s)),
                    u"A node is copied from the one primary there is: see seawallctl sandbox status."_s);
    const auto binaries = binariesOf(*layout);
    if (!binaries)
        return std::unexpected(binaries.error());
    return SandboxBuilder(*layout, *binaries, deadline).rebuild(*wanted, *layout->find(primaries.first()));
}

} // namespace seawall::db
