// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/splitbrain.h"

#include "db/failover/membernames.h"
#include "db/failover/nodefiles.h"
#include "db/failover/timelinehistory.h"

#include <QRegularExpression>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

using Relation = std::pair<QString, QString>; ///< numbers of its database and its file

/// Names of relations of the database we are logged in to, as the catalog of `witness` has them.
QStringList named(const std::map<Relation, int> &records, const ClusterMember &witness, Deadline deadline,
                  const std::stop_token &stop)
{
    QStringList names;
    for (const auto &[relation, count] : records) {
        const auto rows = tellNode(
            witness.endpoint,
            u"SELECT coalesce(i.indrelid, c.oid)::regclass, c.relnamespace = 'pg_catalog'::regnamespace"
            "  FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid"
            " WHERE c.relfilenode = $1::oid AND $2::oid = (SELECT oid FROM pg_database"
            " WHERE datname = current_database())"_s,
            {relation.second, relation.first}, deadline, stop);
        if (rows && rows->count() > 0 && rows->boolean(0, 1) == false)
            names << u"%1 (%2 records)"_s.arg(rows->text(0, 0)).arg(count);
    }
    names.removeDuplicates();
    return names;
}

/// False: nothing could be read, which is not the same as nothing being there.
bool readRecords(PartedWrites &writes, const QString &output, std::map<Relation, int> &records)
{
    bool isRead = false;
    static const QRegularExpression relation(u"rel (\\d+)/(\\d+)/(\\d+)"_s);
    static const QRegularExpression commit(u"desc: COMMIT (\\S+ \\S+ \\S+)"_s);
    static const QRegularExpression position(u"lsn: ([0-9A-F]+/[0-9A-F]+)"_s);
    int transactions = 0;
    for (const auto &line : output.split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith("pg_waldump: error:"_L1)) {
            isRead = isRead || line.contains("could not find a valid record after"_L1);
            continue;
        }
        if (const auto found = position.match(line); found.hasMatch()) {
            writes.end = Lsn::parse(found.captured(1).toStdString());
            isRead = true;
        }
        if (const auto found = commit.match(line); found.hasMatch()) {
            ++transactions;
            writes.lastCommit = found.captured(1).chopped(found.captured(1).endsWith(u';') ? 1 : 0);
            if (writes.firstCommit.isEmpty())
                writes.firstCommit = writes.lastCommit;
        }
        if (!line.contains("rmgr: Heap"_L1))
            continue;
        for (const auto &found : relation.globalMatch(line))
            ++records[{found.captured(2), found.captured(3)}];
    }
    if (isRead)
        writes.transactions = transactions;
    return isRead;
}

QStringList waysOutFor(const PartedWrites &writes, const ClusterMembers &both, bool isRunning)
{
    const auto node = withAddress(both, writes.node);
    const auto primary = withAddress(both, writes.primary);
    QStringList ways;
    if (isRunning)
        ways << u"Keep the application away from %1: point it to %2 and close the port of %1."_s.arg(node,
                                                                                                     primary);
    if (writes.transactions != 0)
        ways << u"Save what only %1 has before it is rewound: pg_dump --data-only of the tables that "
                u"changed, while "
                "it runs, and carry over what counts."_s.arg(node);
    // The command ends the line, without a full stop: it is copied.
    ways << u"Then bring %1 back as a replica of %2, which discards what only it has: seawallctl failover "
            "rejoin %3"_s.arg(node, primary, addressOf(both, writes.node));
    return ways;
}

} // namespace

Result<PartedWrites> partedWrites(const ClusterMember &node, const ClusterMember &primary, Deadline deadline,
                                  const std::stop_token &stop)
{
    const auto stays = standingOf(primary.endpoint, deadline, stop);
    if (!stays)
        return std::unexpected(stays.error());
    const auto other = standingOf(node.endpoint, deadline, stop);
    PartedWrites writes;
    writes.node = node.name();
    writes.primary = primary.name();
    auto *files = node.control ? node.control->files() : nullptr;
    if (other) {
        writes.timeline = other->timeline.value_or(0);
        writes.end = other->role == Role::Primary ? other->flushed : other->received;
    } else if (files) {
        if (const auto data = files->controlData(deadline, stop))
            writes.timeline = data->timeline.value_or(0);
        writes.timeline = std::max(writes.timeline, files->walTimeline(deadline, stop).value_or(0));
    }
    const auto history = TimelineHistory::of(primary.endpoint, stays->timeline.value_or(0), deadline, stop);
    if (!history)
        return std::unexpected(history.error());
    const auto own = TimelineHistory::of(node.endpoint, writes.timeline, deadline, stop);
    writes.since = own ? history->partedFrom(*own) : history->partedFrom(writes.timeline);
    if (files && writes.since) {
        std::map<Relation, int> records;
        const auto output = files->walRecords(writes.timeline, *writes.since, deadline, stop);
        if (output && readRecords(writes, *output, records)) {
            writes.tables = named(records, other ? node : primary, deadline, stop);
            writes.tablesAreKnown = true;
        }
    }
    if (writes.since && writes.end)
        writes.bytes = std::max<qint64>(0, writes.end->bytesSince(*writes.since));
    writes.waysOut = waysOutFor(writes, {node, primary}, other.has_value());
    return writes;
}

} // namespace seawall::db
