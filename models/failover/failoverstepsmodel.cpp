// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoverstepsmodel.h"

#include "models/format.h"
#include "models/rowdata.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = FailoverStepRow::State;
using Kind = db::FailoverEvent::Kind;

namespace {

/// A note changes nothing but the words.
std::optional<State> stateAfter(Kind kind)
{
    switch (kind) {
    case Kind::Started:
        return State::Running;
    case Kind::Done:
        return State::Done;
    case Kind::Failed:
        return State::Failed;
    case Kind::Undoing:
        return State::Undoing;
    case Kind::Undone:
        return State::Undone;
    case Kind::UndoFailed:
        return State::UndoFailed;
    case Kind::Note:
        break;
    }
    return std::nullopt;
}

std::optional<Severity> severityOf(const FailoverStepRow &row)
{
    switch (row.state) {
    case State::Failed:
    case State::UndoFailed:
    case State::CutOff:
        return Severity::Critical;
    case State::Undoing:
    case State::Undone:
        return Severity::Warning;
    case State::Waiting:
        return row.step.isNoReturn ? std::optional(Severity::Warning) : std::nullopt;
    case State::Running:
        return Severity::Info;
    case State::Done:
    case State::NotReached:
        break;
    }
    return std::nullopt;
}

Cell titleCell(const FailoverStepRow &row)
{
    auto text = u"%1. %2"_s.arg(row.place + 1).arg(row.step.title);
    if (row.step.isNoReturn)
        text += FailoverStepsModel::tr(" – no way back from here");
    return {text, row.place, row.step.commands.isEmpty() ? text : row.step.commands.join(u'\n'), false};
}

Cell cellOf(const FailoverStepRow &row, int column)
{
    switch (column) {
    case FailoverStepsModel::TitleColumn:
        return titleCell(row);
    case FailoverStepsModel::StateColumn:
        return Cell::words(toString(row.state));
    case FailoverStepsModel::FoundColumn:
        return Cell::words(row.found);
    case FailoverStepsModel::TimeColumn:
        return row.ms ? Cell::figure(format::seconds(static_cast<double>(*row.ms) / 1000), row.ms) : Cell();
    case FailoverStepsModel::WayBackColumn:
        return Cell::words(row.step.wayBack);
    default:
        return {};
    }
}

} // namespace

QString toString(State state)
{
    switch (state) {
    case State::Waiting:
        return FailoverStepsModel::tr("waiting");
    case State::Running:
        return FailoverStepsModel::tr("running");
    case State::Done:
        return FailoverStepsModel::tr("done");
    case State::Failed:
        return FailoverStepsModel::tr("failed");
    case State::Undoing:
        return FailoverStepsModel::tr("taking back");
    case State::Undone:
        return FailoverStepsModel::tr("taken back");
    case State::NotReached:
        return FailoverStepsModel::tr("not reached");
    case State::CutOff:
        return FailoverStepsModel::tr("cut off");
    case State::UndoFailed:
        break;
    }
    return FailoverStepsModel::tr("not taken back");
}

void FailoverStepsModel::setSteps(const std::vector<db::FailoverStep> &steps)
{
    m_current = -1;
    std::vector<FailoverStepRow> wanted;
    for (const auto &step : steps)
        wanted.push_back({static_cast<int>(wanted.size()), step, State::Waiting, {}, {}});
    setRows(std::move(wanted));
}

void FailoverStepsModel::setCutOff(const std::vector<db::FailoverStep> &steps,
                                   const db::FailoverRecord &record)
{
    m_current = -1;
    std::vector<FailoverStepRow> wanted;
    auto state = State::Done;
    for (const auto &step : steps) {
        FailoverStepRow row{static_cast<int>(wanted.size()), step, state, {}, {}};
        if (step.id == record.step) {
            row.state = State::CutOff;
            row.found = record.isUndoing ? tr("It was being taken back, as those after it.")
                                         : tr("It was begun; whether it came to its end is not known.");
            state = State::NotReached;
        } else if (state == State::NotReached && record.isUndoing) {
            row.found = tr("Or taken back before.");
        }
        wanted.push_back(row);
    }
    setRows(std::move(wanted));
}

void FailoverStepsModel::add(const db::FailoverEvent &event)
{
    auto wanted = rows();
    if (event.step < 0 || event.step >= static_cast<int>(wanted.size()))
        return;
    auto &row = wanted[static_cast<size_t>(event.step)];
    m_current = event.step;
    if (!event.text.isEmpty() && event.kind != Kind::Started) // that one is the title again
        row.found = event.text;
    if (const auto state = stateAfter(event.kind)) {
        row.state = *state;
        row.ms = event.ms;
    }
    setRows(std::move(wanted));
}

void FailoverStepsModel::end()
{
    auto wanted = rows();
    for (auto &row : wanted)
        if (row.state == State::Waiting)
            row.state = State::NotReached;
    setRows(std::move(wanted));
}

int FailoverStepsModel::current() const
{
    return m_current;
}

bool FailoverStepsModel::isPastNoReturn() const
{
    return std::ranges::any_of(rows(), [](const FailoverStepRow &row) {
        return row.step.isNoReturn && row.state != State::Waiting && row.state != State::NotReached;
    });
}

const FailoverStepRow *FailoverStepsModel::stepAt(int at) const
{
    return row(index(at, 0));
}

int FailoverStepsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FailoverStepsModel::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    return found ? rowData(role, found->step.id, severityOf(*found), cellOf(*found, index.column()))
                 : QVariant();
}

QVariant FailoverStepsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Step"), QT_TR_NOOP("What is done, in order")},
        {QT_TR_NOOP("State"), QT_TR_NOOP("How far it has come")},
        {QT_TR_NOOP("Found"), QT_TR_NOOP("What the step found, or why it failed")},
        {QT_TR_NOOP("At"), QT_TR_NOOP("Since the run began")},
        {QT_TR_NOOP("Way back"), QT_TR_NOOP("How the step is undone, or what to do instead")},
    }};
    return orientation == Qt::Horizontal ? headerCell<FailoverStepsModel>(headers, section, role)
                                         : QVariant();
}

} // namespace seawall::models
