// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replication/replicafigures.h"

#include "db/monitor/verdict.h"
#include "models/format.h"
#include "ui/datatable.h"

#include <QFont>

#include <array>

namespace seawall::ui {

using namespace Qt::StringLiterals;
namespace format = models::format;

namespace {

struct Header {
    const char *title, *meaning;
};

constexpr std::array<Header, ReplicaFigures::RowCount> headers{{
    {QT_TR_NOOP("Verdict"), QT_TR_NOOP("What the figures below add up to")},
    {QT_TR_NOOP("Reason"), QT_TR_NOOP("Why this verdict")},
    {QT_TR_NOOP("Replay lag"),
     QT_TR_NOOP("By the LSN clock: how long ago the upstream was where this replica has replayed to. No "
                "server's clock takes part.")},
    {QT_TR_NOOP("Resolution"), QT_TR_NOOP("Of the replay lag: the sampling interval and half a round trip")},
    {QT_TR_NOOP("Caught up in"), QT_TR_NOOP("From the slopes of WAL generation and replay")},
    {QT_TR_NOOP("Not sent"), QT_TR_NOOP("WAL the upstream has not sent yet (bytes)")},
    {QT_TR_NOOP("Not written"), QT_TR_NOOP("WAL the replica has not written yet (bytes)")},
    {QT_TR_NOOP("Not flushed"), QT_TR_NOOP("WAL the replica has not flushed to disk yet (bytes)")},
    {QT_TR_NOOP("Not replayed"), QT_TR_NOOP("WAL the replica has not replayed yet (bytes)")},
    {QT_TR_NOOP("RPO"),
     QT_TR_NOOP("What would be lost if the primary died now: WAL not flushed here, as bytes "
                "and as time by the LSN clock")},
    {QT_TR_NOOP("write_lag"),
     QT_TR_NOOP("PostgreSQL's own (pg_stat_replication). Unknown soon after the replica "
                "has caught up and all is idle; that is not 0.")},
    {QT_TR_NOOP("flush_lag"),
     QT_TR_NOOP("PostgreSQL's own (pg_stat_replication). Unknown soon after the replica "
                "has caught up and all is idle; that is not 0.")},
    {QT_TR_NOOP("replay_lag"),
     QT_TR_NOOP("PostgreSQL's own (pg_stat_replication). Unknown soon after the replica "
                "has caught up; can stand still while replay is paused.")},
    {QT_TR_NOOP("Since last commit"),
     QT_TR_NOOP(
         "now() − pg_last_xact_replay_timestamp(), as the replica says. Grows while the primary is idle, "
         "though nothing is behind, and compares the clocks of two machines.")},
    {QT_TR_NOOP("Sync state"),
     QT_TR_NOOP("Whether commits wait for this replica: async, potential, sync, quorum")},
    {QT_TR_NOOP("Slot"), QT_TR_NOOP("The replication slot that keeps WAL for it")},
    {QT_TR_NOOP("Timeline"), QT_TR_NOOP("LSNs of two timelines cannot be compared")},
    {QT_TR_NOOP("Upstream"), QT_TR_NOOP("The node it streams from")},
    {QT_TR_NOOP("Replay"), QT_TR_NOOP("Paused or delayed by intent")},
    {QT_TR_NOOP("Conflicts"), QT_TR_NOOP("Queries cancelled on the replica because of replay, since its "
                                         "statistics began")},
}};

QString replayText(const db::NodeSnapshot &node)
{
    const auto &facts = node.facts;
    QStringList parts;
    if (!facts.pauseState.isEmpty())
        parts << (facts.pauseState == u"not paused"_s ? ReplicaFigures::tr("running") : facts.pauseState);
    if (facts.applyDelaySeconds.value_or(0) > 0)
        parts << ReplicaFigures::tr("delayed by %1").arg(format::seconds(facts.applyDelaySeconds));
    return parts.isEmpty() ? format::unknown() : parts.join(u", "_s);
}

QString slotText(const models::NodeRow &row)
{
    if (row.sender && !row.sender->slotName.isEmpty())
        return row.sender->slotName;
    const auto &receiver = row.node.facts.walReceiver;
    if (!receiver || (receiver->slotName.isEmpty() && row.node.facts.canMonitor == false))
        return format::unknown();
    return receiver->slotName.isEmpty() ? ReplicaFigures::tr("none") : receiver->slotName;
}

QString lagOf(const std::optional<db::WalSender> &sender, std::optional<double> db::WalSender::*figure)
{
    return format::seconds(sender ? (*sender).*figure : std::nullopt);
}

/// Of a node that cannot be reached only what does not age is told.
QString freshText(const models::NodeRow &row, int figure)
{
    const auto &node = row.node;
    switch (figure) {
    case ReplicaFigures::LagRow:
        return format::lag(node.lag);
    case ReplicaFigures::ResolutionRow:
        return node.lag.resolutionSeconds > 0 ? u"± "_s + format::seconds(node.lag.resolutionSeconds)
                                              : format::unknown();
    case ReplicaFigures::CatchUpRow:
        return node.lag.catchUpSeconds                          ? format::seconds(node.lag.catchUpSeconds)
               : node.verdict == db::ReplicaVerdict::CatchingUp ? ReplicaFigures::tr("not at this rate")
                                                                : u"–"_s;
    case ReplicaFigures::SentRow:
        return format::bytes(node.lag.bytes.sent);
    case ReplicaFigures::WriteRow:
        return format::bytes(node.lag.bytes.write);
    case ReplicaFigures::FlushRow:
        return format::bytes(node.lag.bytes.flush);
    case ReplicaFigures::ReplayRow:
        return format::bytes(node.lag.bytes.replay);
    case ReplicaFigures::RpoRow:
        return node.rpoBytes ? u"%1, %2"_s.arg(format::bytes(node.rpoBytes), format::seconds(node.rpoSeconds))
                             : format::unknown();
    case ReplicaFigures::WriteLagRow:
        return lagOf(row.sender, &db::WalSender::writeLag);
    case ReplicaFigures::FlushLagRow:
        return lagOf(row.sender, &db::WalSender::flushLag);
    case ReplicaFigures::ReplayLagRow:
        return lagOf(row.sender, &db::WalSender::replayLag);
    case ReplicaFigures::SinceReplayRow:
        return format::seconds(node.facts.sinceLastReplayedXact);
    case ReplicaFigures::SyncRow:
        return row.sender && !row.sender->syncState.isEmpty() ? row.sender->syncState : format::unknown();
    case ReplicaFigures::TimelineRow:
        return format::count(node.facts.timeline);
    case ReplicaFigures::ConflictsRow:
        return format::count(node.facts.recoveryConflicts);
    case ReplicaFigures::PauseRow:
        return replayText(node);
    default:
        return {};
    }
}

QString textOf(const models::NodeRow &row, int figure)
{
    const auto &node = row.node;
    switch (figure) {
    case ReplicaFigures::VerdictRow:
        return db::wordOn(node).text;
    case ReplicaFigures::ReasonRow:
        return node.reason;
    case ReplicaFigures::SlotRow:
        return slotText(row);
    case ReplicaFigures::UpstreamRow:
        return node.upstream.isEmpty() ? format::unknown() : node.upstream;
    default:
        return node.reachable ? freshText(row, figure) : format::unknown();
    }
}

QString toolTipOf(const models::NodeRow &row, int figure)
{
    if (figure == ReplicaFigures::VerdictRow || figure == ReplicaFigures::ReasonRow)
        return row.node.evidence.isEmpty() ? row.node.reason
                                           : row.node.reason + u"\n\n"_s + row.node.evidence;
    return textOf(row, figure) + u"\n"_s +
           ReplicaFigures::tr(headers[static_cast<std::size_t>(figure)].meaning);
}

} // namespace

void ReplicaFigures::setReplicas(std::vector<models::NodeRow> replicas)
{
    const bool same =
        std::ranges::equal(replicas, m_replicas, {}, &models::NodeRow::key, &models::NodeRow::key);
    if (!same)
        beginResetModel();
    m_replicas = std::move(replicas);
    if (!same)
        endResetModel();
    else if (!m_replicas.empty())
        Q_EMIT dataChanged(index(0, 0), index(RowCount - 1, columnCount() - 1));
}

int ReplicaFigures::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_replicas.empty() ? 0 : RowCount;
}

int ReplicaFigures::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_replicas.size());
}

QVariant ReplicaFigures::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.column() >= columnCount())
        return {};
    const auto &row = m_replicas[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, index.row());
    case Qt::ToolTipRole:
        return toolTipOf(row, index.row());
    case ToneRole:
        return index.row() == VerdictRow ? QVariant(static_cast<int>(toneOf(row.node))) : QVariant();
    case Qt::FontRole:
        if (index.row() == LagRow) {
            QFont bold;
            bold.setBold(true);
            return bold;
        }
        return {};
    default:
        return {};
    }
}

QVariant ReplicaFigures::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal) {
        const bool known = section >= 0 && section < columnCount();
        return known && role == Qt::DisplayRole ? m_replicas[static_cast<std::size_t>(section)].node.name
                                                : QVariant();
    }
    if (section < 0 || section >= RowCount)
        return {};
    const auto &header = headers[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return tr(header.title);
    return role == Qt::ToolTipRole ? QVariant(tr(header.meaning)) : QVariant();
}

} // namespace seawall::ui
