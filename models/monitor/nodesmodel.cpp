// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/nodesmodel.h"

#include "db/monitor/verdict.h"
#include "models/format.h"
#include "models/rowdata.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

/// The walsender that serves `node`, by the slot or the name its walreceiver announces.
std::optional<db::WalSender> senderFor(const db::Snapshot &snapshot, const db::NodeSnapshot &node)
{
    const auto *upstream = snapshot.node(node.upstream);
    const auto &receiver = node.facts.walReceiver;
    if (!upstream || !receiver)
        return std::nullopt;
    for (const auto &sender : upstream->facts.walSenders) {
        const bool sameSlot = !receiver->slotName.isEmpty() && sender.slotName == receiver->slotName;
        const bool sameName =
            !receiver->applicationName.isEmpty() && sender.applicationName == receiver->applicationName;
        if (sameSlot || (receiver->slotName.isEmpty() && sameName))
            return sender;
    }
    return std::nullopt;
}

std::optional<Severity> severityOf(const db::NodeSnapshot &node)
{
    using Told = db::NodeWord::Severity;
    switch (db::wordOn(node).severity) {
    case Told::None:
    case Told::Intended:
        return std::nullopt;
    case Told::Unknown:
        return node.reachable || node.error ? std::optional(Severity::Warning)
                                            : std::nullopt; // else not asked
    case Told::Warning:
        return Severity::Warning;
    case Told::Critical:
        break;
    }
    return Severity::Critical;
}

/// Figures of the last answer are out of date where the node cannot be reached: unknown then.
template<typename T>
std::optional<T> fresh(const db::NodeSnapshot &node, const std::optional<T> &figure)
{
    return node.reachable ? figure : std::nullopt;
}

Cell cellOf(const NodeRow &row, int column)
{
    const auto &node = row.node;
    const auto bytes = [&](const std::optional<qint64> &figure) {
        return Cell::figure(format::bytes(fresh(node, figure)), fresh(node, figure));
    };
    const auto seconds = [&](const std::optional<double> &figure) {
        return Cell::figure(format::seconds(fresh(node, figure)), fresh(node, figure));
    };
    const bool replica = node.isReplica();
    switch (column) {
    case NodesModel::NameColumn:
        return Cell::words(node.name);
    case NodesModel::RoleColumn:
        return Cell::words(db::roleText(node));
    case NodesModel::VerdictColumn:
        return Cell::words(db::wordOn(node).text, node.reason);
    case NodesModel::AddressColumn:
        return Cell::words(node.address);
    case NodesModel::VersionColumn:
        return Cell::words(node.facts.versionText.isEmpty() ? format::unknown() : node.facts.versionText);
    case NodesModel::TimelineColumn:
        return Cell::figure(format::count(node.facts.timeline), node.facts.timeline);
    case NodesModel::LagColumn:
        return replica ? Cell::figure(format::lag(node.reachable ? node.lag : db::Lag()),
                                      fresh(node, node.lag.seconds))
                       : Cell();
    case NodesModel::SentColumn:
        return replica ? bytes(node.lag.bytes.sent) : Cell();
    case NodesModel::WriteColumn:
        return replica ? bytes(node.lag.bytes.write) : Cell();
    case NodesModel::FlushColumn:
        return replica ? bytes(node.lag.bytes.flush) : Cell();
    case NodesModel::ReplayColumn:
        return replica ? bytes(node.lag.bytes.replay) : Cell();
    case NodesModel::RpoColumn:
        return replica ? bytes(node.rpoBytes) : Cell();
    case NodesModel::WalRateColumn:
        return Cell::figure(format::byteRate(fresh(node, node.walBytesPerSecond)),
                            fresh(node, node.walBytesPerSecond));
    case NodesModel::ReportedLagColumn:
        return replica ? seconds(row.sender ? row.sender->replayLag : std::nullopt) : Cell();
    case NodesModel::SinceReplayColumn:
        return replica ? seconds(node.facts.sinceLastReplayedXact) : Cell();
    case NodesModel::SyncColumn:
        return replica ? Cell::words(row.sender ? row.sender->syncState : format::unknown()) : Cell();
    case NodesModel::UtilizationColumn:
        return Cell::figure(format::percent(fresh(node, node.utilization)), fresh(node, node.utilization));
    case NodesModel::RoundTripColumn:
        return seconds(node.roundTripSeconds > 0 ? std::optional(node.roundTripSeconds) : std::nullopt);
    case NodesModel::LastSeenColumn:
        return Cell::figure(format::dateTime(node.lastSeenMs), std::optional(node.lastSeenMs));
    default:
        return {};
    }
}

} // namespace

void NodesModel::setSnapshot(const db::SnapshotPtr &snapshot)
{
    std::vector<NodeRow> wanted;
    for (const auto &node : snapshot->nodes)
        wanted.push_back({node, senderFor(*snapshot, node)});
    setRows(std::move(wanted));
}

int NodesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NodesModel::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    return found ? rowData(role, found->key(), severityOf(found->node), cellOf(*found, index.column()))
                 : QVariant();
}

QVariant NodesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Node"), QT_TR_NOOP("The node's name in the console")},
        {QT_TR_NOOP("Role"), QT_TR_NOOP("What the node itself says it is")},
        {QT_TR_NOOP("Verdict"), QT_TR_NOOP("Whether the replica can be trusted")},
        {QT_TR_NOOP("Address"), QT_TR_NOOP("Host and port as configured")},
        {QT_TR_NOOP("Version"), QT_TR_NOOP("PostgreSQL's version")},
        {QT_TR_NOOP("Timeline"), QT_TR_NOOP("Grows by one with each promotion")},
        {QT_TR_NOOP("Lag"), QT_TR_NOOP("Replay lag in seconds, by the LSN clock")},
        {QT_TR_NOOP("Sent lag"), QT_TR_NOOP("WAL not yet sent to the replica")},
        {QT_TR_NOOP("Write lag"), QT_TR_NOOP("WAL not yet written by the replica")},
        {QT_TR_NOOP("Flush lag"), QT_TR_NOOP("WAL not yet safe on the replica's disk")},
        {QT_TR_NOOP("Replay lag"), QT_TR_NOOP("WAL not yet replayed by the replica")},
        {QT_TR_NOOP("At risk"), QT_TR_NOOP("WAL that would be lost if the primary died now (RPO)")},
        {QT_TR_NOOP("WAL rate"), QT_TR_NOOP("WAL generated on a primary, replayed on a replica")},
        {QT_TR_NOOP("Reported lag"),
         QT_TR_NOOP("replay_lag of pg_stat_replication; unknown soon after an idle replica has caught up")},
        {QT_TR_NOOP("Since last commit"),
         QT_TR_NOOP("now() − pg_last_xact_replay_timestamp(); grows while the primary is idle")},
        {QT_TR_NOOP("Sync"), QT_TR_NOOP("Whether commits wait for this replica")},
        {QT_TR_NOOP("Connections"), QT_TR_NOOP("Client sessions against those that may be used")},
        {QT_TR_NOOP("Round trip"), QT_TR_NOOP("Time the node took to answer")},
        {QT_TR_NOOP("Last seen"), QT_TR_NOOP("When the node answered last")},
    }};
    return orientation == Qt::Horizontal ? headerCell<NodesModel>(headers, section, role) : QVariant();
}

} // namespace seawall::models
