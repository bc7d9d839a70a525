// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/basebackup.h"

#include "db/failover/nodefiles.h"
#include "db/failover/nodestanding.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

QStringList baseBackupCommands(const ClusterMember &node, const ClusterMember &primary, const QString &slot,
                               const Secret &upstream)
{
    if (node.control && !node.control->rebuildCommand().isEmpty())
        return {node.control->rebuildCommand()};
    const auto *files = node.control ? node.control->files() : nullptr;
    const auto parsed = Endpoint::parse(node.name(), upstream.reveal());
    const auto user = parsed ? parsed->parameter(u"user"_s) : QString();
    const auto address = replicationAddress(primary);
    auto copy = u"pg_basebackup -h %1 -p %2 -U %3 -D %4 -X stream -c fast -R -P"_s.arg(
        address.section(u':', 0, -2).remove(u'[').remove(u']'), address.section(u':', -1),
        user.isEmpty() ? u"REPLICATION_ROLE"_s : user, files ? files->dataDirectory() : u"DATA_DIRECTORY"_s);
    if (!slot.isEmpty())
        copy += u" -S "_s + slot;
    QStringList commands;
    if (files)
        commands << files->keepCommand();
    commands << copy;
    if (node.control)
        commands += node.control->commands(NodeAction::Start);
    return commands;
}

} // namespace seawall::db
