// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/sharedtimeline.h"

#include "db/failover/basebackup.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

bool wasPrimaryOn(quint32 timeline, NodeFiles &files, const ControlData &data, const std::stop_token &stop)
{
    if (data.isCleanReplica() || data.isUncleanReplica() || !data.timeline)
        return false;
    if (*data.timeline == timeline)
        return true;
    // Until its first checkpoint the control file of one that was promoted names the timeline before. One
    // that was shut down has made a checkpoint; it may have newer WAL of a pg_rewind that was cut off.
    return !data.isCleanPrimary() && files.walTimeline(Deadline::in(30s), stop).value_or(0) == timeline;
}

Error sharedTimelineError(const QString &node, const QString &primary, quint32 timeline, bool takesWrites,
                          const QStringList &commands)
{
    const auto message =
        takesWrites ? u"%1 takes writes on timeline %3, as %2 does: their WAL has parted without a new "
                      "timeline. pg_rewind cannot see that, and as a replica %1 would be corrupt."_s
                    : u"%1 was a primary on timeline %3, as %2 is: their WAL has parted without a new "
                      "timeline. pg_rewind cannot see that, and as a replica %1 would be corrupt."_s;
    Error error{
        ErrorKind::InvalidInput, message.arg(node, primary, QString::number(timeline)), {}, {}, {}, 0};
    error.hint = u"Save what only %1 has (pg_dump --data-only while it runs). Then make it anew from a base "
                 "backup of %2:"_s.arg(node, primary);
    for (const auto &command : commands)
        error.hint += u"\n    "_s + command;
    return error;
}

Error notStreamingError(Error error, const QString &node, const QString &primary, const QStringList &commands)
{
    if (error.kind == ErrorKind::Timeout)
        error.hint += u" Where it has parted, only a base backup of %1 makes %2 a replica:\n    %3"_s.arg(
            primary, node, commands.join(u"\n    "_s));
    return error;
}

QStringList commandsToMakeAnew(const ClusterMembers &members, const ClusterMember &node,
                               const ClusterMember &primary, const QString &slot, Secret upstream,
                               bool isRunning, const std::stop_token &stop)
{
    if (node.control && !node.control->rebuildCommand().isEmpty())
        return baseBackupCommands(node, primary, slot, {}); // it knows all that, and stops the node
    for (auto member = members.begin(); upstream.isEmpty() && member != members.end(); ++member) {
        if (const auto now = standingOf(member->endpoint, Deadline::in(5s), stop))
            upstream = now->upstream;
    }
    const auto has =
        tellNode(primary.endpoint, u"SELECT count(*) FROM pg_replication_slots WHERE slot_name = $1"_s,
                 {slot}, Deadline::in(5s), stop);
    const bool hasSlot = has && has->integer(0, 0).value_or(0) > 0;
    auto commands = baseBackupCommands(node, primary, hasSlot ? slot : QString(), upstream);
    if (isRunning && node.control)
        commands = node.control->commands(NodeAction::Stop) + commands;
    return commands;
}

} // namespace seawall::db
