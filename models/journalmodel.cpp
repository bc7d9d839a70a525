// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journalmodel.h"

#include "models/format.h"
#include "models/interruptedentry.h"
#include "models/rowdata.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

std::optional<Severity> severityOf(JournalEntry::State state)
{
    switch (state) {
    case JournalEntry::State::Failed:
    case JournalEntry::State::Interrupted:
        return Severity::Warning;
    default:
        return std::nullopt;
    }
}

QString stateMeaning(JournalEntry::State state)
{
    if (state != JournalEntry::State::Interrupted)
        return {};
    return JournalModel::tr(
        "The program ended before the outcome was written: whether it took effect has to be "
        "looked up on the node.");
}

/// 'primary (primary, timeline 3, 0/5000028)': what the node was when this was planned.
QString nodeText(const OperationTarget &target)
{
    QStringList facts;
    if (target.role != db::Role::Unknown)
        facts.append(db::toString(target.role));
    if (target.timeline)
        facts.append(JournalModel::tr("timeline %1").arg(*target.timeline));
    if (target.lsn)
        facts.append(target.lsn->toString());
    return facts.isEmpty() ? target.node : u"%1 (%2)"_s.arg(target.node, facts.join(u", "));
}

Cell nodeCell(const JournalModelRow &row)
{
    const auto &target = row.entry.target;
    if (!row.isOther)
        return Cell::words(target.node, nodeText(target));
    return Cell::words(target.node.isEmpty() ? JournalModel::tr("another cluster")
                                             : JournalModel::tr("%1, another cluster").arg(target.node),
                       JournalModel::tr("%1 of another cluster than the one that is watched now: its system "
                                        "identifier is %2")
                           .arg(nodeText(target), target.systemIdentifier)
                           .trimmed());
}

Cell cellOf(const JournalModelRow &row, int column)
{
    const auto &entry = row.entry;
    const auto duration =
        entry.finishedMs ? std::optional(double(*entry.finishedMs - entry.startedMs) / 1000) : std::nullopt;
    switch (column) {
    case JournalModel::StartedColumn:
        return {format::dateTime(entry.startedMs), entry.startedMs, {}, false};
    case JournalModel::StateColumn:
        return Cell::words(toString(entry.state), stateMeaning(entry.state));
    case JournalModel::TitleColumn:
        return Cell::words(entry.title, entry.actions.join(u'\n'));
    case JournalModel::NodeColumn:
        return nodeCell(row);
    case JournalModel::ActorColumn:
        return Cell::words(entry.actor);
    case JournalModel::ReasonColumn:
        return Cell::words(entry.reason);
    case JournalModel::SummaryColumn:
        return Cell::words(row.unknown.isEmpty() ? entry.summary : row.unknown);
    case JournalModel::DurationColumn:
        return duration ? Cell::figure(format::seconds(duration), duration) : Cell();
    case JournalModel::ProfileColumn:
        return Cell::words(entry.target.profile);
    default:
        return {};
    }
}

} // namespace

void JournalModel::setEntries(const std::vector<JournalEntry> &entries, const QString &cluster,
                              const QString &envFile)
{
    std::vector<JournalModelRow> wanted;
    for (const auto &entry : entries)
        wanted.push_back({entry, entry.target.isOnOtherCluster(cluster), unknownOf(entry, entries, envFile)});
    setRows(std::move(wanted));
}

int JournalModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JournalModel::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    return found ? rowData(role, QString::number(found->entry.id), severityOf(found->entry.state),
                           cellOf(*found, index.column()))
                 : QVariant();
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Started"), QT_TR_NOOP("When the operation began")},
        {QT_TR_NOOP("State"), QT_TR_NOOP("How it ended, as far as is known")},
        {QT_TR_NOOP("Operation"), QT_TR_NOOP("What was done; the tooltip shows the exact steps")},
        {QT_TR_NOOP("Node"), QT_TR_NOOP("Where, and what that node was at the time")},
        {QT_TR_NOOP("By"), QT_TR_NOOP("Who did it, and from which machine")},
        {QT_TR_NOOP("Reason"), QT_TR_NOOP("Why, in the words of who did it")},
        {QT_TR_NOOP("Outcome"), QT_TR_NOOP("What came of it")},
        {QT_TR_NOOP("Took"), QT_TR_NOOP("From start to outcome")},
        {QT_TR_NOOP("Profile"), QT_TR_NOOP("The cluster's name in the console")},
    }};
    return orientation == Qt::Horizontal ? headerCell<JournalModel>(headers, section, role) : QVariant();
}

} // namespace seawall::models
