// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flagsmodel.h"

#include "models/cell.h"
#include "models/format.h"
#include "models/monitor/clusterevent.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using Proof = FlagProofState::State;

namespace {

QString wordFor(const FlagProofState &proof)
{
    switch (proof.state) {
    case Proof::Watching:
        return FlagsModel::tr("watching");
    case Proof::PickedUp:
        return FlagsModel::tr("picked up after %1").arg(format::seconds(proof.afterSeconds));
    case Proof::NotPickedUp:
        return FlagsModel::tr("not picked up");
    case Proof::NotVisible:
        return FlagsModel::tr("set");
    case Proof::Unknown:
        return FlagsModel::tr("unknown");
    }
    return {};
}

QString valueOf(const Flag &flag)
{
    return flag.value.value_or(FlagsModel::tr("not set"));
}

Cell cellOf(const FlagRow &row, int column)
{
    const auto &flag = row.flag;
    const auto change = flag.lastChange.value_or(FlagChange());
    switch (column) {
    case FlagsModel::KeyColumn:
        return {flag.key(), row.order, flag.declaration.description, false};
    case FlagsModel::ValueColumn:
        return Cell::words(valueOf(flag), flag.problem);
    case FlagsModel::StateColumn:
        return Cell::words(row.state, row.stateTip);
    case FlagsModel::ChangedColumn:
        return flag.lastChange
                   ? Cell{format::dateTime(change.timeMs), change.timeMs,
                          FlagsModel::tr("%1 before").arg(change.from.value_or(FlagsModel::tr("not set"))),
                          false}
                   : Cell();
    case FlagsModel::ByColumn:
        return Cell::words(change.who);
    case FlagsModel::WhyColumn:
        return Cell::words(change.why);
    case FlagsModel::ServicesColumn:
        return Cell::words(flag.declaration.services.join(u", "_s), flag.declaration.restart);
    case FlagsModel::StoreColumn:
        return Cell::words(flag.store, flag.line > 0 ? FlagsModel::tr("line %1").arg(flag.line) : QString());
    default:
        return {};
    }
}

} // namespace

FlagRow FlagsModel::rowOf(const Flag &flag, const FlagBook &book, int order)
{
    FlagRow row{flag, {}, {}, order};
    QStringList words, tips;
    const auto isOfFlag = [&](const FlagChange &change) { return change.isOf(flag); };
    const auto proofs = book.proofs();
    const auto proof = std::ranges::find_if(proofs, isOfFlag, &FlagProofState::change);
    if (proof != proofs.end()) {
        words << wordFor(*proof);
        tips << proof->sentence;
    }
    for (const auto &each : book.switches()) {
        if (each.state == DeadManSwitch::State::Armed && isOfFlag(each.change)) {
            words << tr("armed");
            tips << describe(each.terms);
        }
    }
    row.state = words.join(u", "_s);
    row.stateTip = tips.join(u'\n');
    return row;
}

void FlagsModel::update(const FlagBook &book)
{
    std::vector<FlagRow> wanted;
    for (const auto &reading : book.readings()) {
        for (const auto &flag : reading.flags)
            wanted.push_back(rowOf(flag, book, int(wanted.size())));
    }
    setRows(std::move(wanted));
}

int FlagsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FlagsModel::data(const QModelIndex &index, int role) const
{
    const auto *const found = row(index);
    if (!found)
        return {};
    if (role == KeyRole)
        return found->key();
    if (role == SeverityRole)
        return found->flag.problem.isEmpty() ? QVariant() : QVariant(int(Severity::Warning));
    return cellOf(*found, index.column()).data(role);
}

QVariant FlagsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Flag"), QT_TR_NOOP("Its key")},
        {QT_TR_NOOP("Value"), QT_TR_NOOP("As the store has it now")},
        {QT_TR_NOOP("State"), QT_TR_NOOP("Whether the last change was picked up, and what takes it back")},
        {QT_TR_NOOP("Changed"), QT_TR_NOOP("When it was changed last, as far as is known")},
        {QT_TR_NOOP("By"), QT_TR_NOOP("Who changed it")},
        {QT_TR_NOOP("Why"), QT_TR_NOOP("The reason given")},
        {QT_TR_NOOP("Services"), QT_TR_NOOP("Who is affected, and how they are restarted")},
        {QT_TR_NOOP("Store"), QT_TR_NOOP("Where it lives: the .env file, or the table on the primary")},
    }};
    return orientation == Qt::Horizontal ? headerCell<FlagsModel>(headers, section, role) : QVariant();
}

} // namespace seawall::models
