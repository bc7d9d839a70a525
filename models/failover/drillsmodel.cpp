// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/drillsmodel.h"

#include "models/format.h"
#include "models/rowdata.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using CriterionState = db::DrillCriterion::State;

namespace {

const db::DrillPath *routerOf(const DrillRow &row)
{
    return row.last ? row.last->path(u"router"_s) : nullptr;
}

std::optional<Severity> severityOf(CriterionState state)
{
    if (state == CriterionState::Met)
        return std::nullopt;
    return state == CriterionState::Missed ? Severity::Critical : Severity::Warning;
}

Cell secondsCell(const std::optional<double> &seconds, bool isKnown)
{
    return Cell::figure(isKnown ? format::seconds(seconds) : QString(), seconds);
}

Cell drillCell(const DrillRow &row, int column)
{
    const auto *router = routerOf(row);
    switch (column) {
    case DrillsModel::TitleColumn:
        return Cell::words(row.title, row.does + u' ' + row.shows);
    case DrillsModel::StateColumn:
        return Cell::words(!row.last              ? DrillsModel::tr("never run")
                           : row.last->isPassed() ? DrillsModel::tr("passed")
                                                  : DrillsModel::tr("not passed"));
    case DrillsModel::TimeColumn:
        return Cell::figure(row.last ? format::dateTime(row.last->startedMs) : QString(),
                            row.last ? std::optional(row.last->startedMs) : std::nullopt);
    case DrillsModel::KnownColumn:
        return secondsCell(row.last ? row.last->detectionSeconds() : std::nullopt, row.last.has_value());
    case DrillsModel::ReadsColumn:
        return secondsCell(router ? std::optional(router->reads.outageSeconds) : std::nullopt, router);
    case DrillsModel::WritesColumn:
        return secondsCell(router ? std::optional(router->writes.outageSeconds) : std::nullopt, router);
    default:
        return {};
    }
}

} // namespace

DrillsModel::DrillsModel(QObject *parent) : KeyedRowsModel(parent)
{
    setResults({});
}

void DrillsModel::setResults(const std::vector<db::DrillResult> &newestFirst)
{
    std::vector<DrillRow> wanted;
    for (const auto &info : db::allDrills()) {
        DrillRow row{int(wanted.size()), info.name, info.title, info.does, info.shows, {}, 0};
        for (const auto &result : newestFirst) {
            if (result.name != info.name)
                continue;
            ++row.runs;
            if (!row.last)
                row.last = result;
        }
        wanted.push_back(std::move(row));
    }
    setRows(std::move(wanted));
}

int DrillsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DrillsModel::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    if (!found)
        return {};
    if (role == SortRole && index.column() == TitleColumn)
        return found->place;
    const bool isBad = found->last && !found->last->isPassed();
    return rowData(role, found->key(), isBad ? std::optional(Severity::Warning) : std::nullopt,
                   drillCell(*found, index.column()));
}

QVariant DrillsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Drill"), QT_TR_NOOP("What is made to fail")},
        {QT_TR_NOOP("Last result"), QT_TR_NOOP("Passed: every criterion was met, and all was as before")},
        {QT_TR_NOOP("Last run"), QT_TR_NOOP("When it was begun last")},
        {QT_TR_NOOP("Known after"), QT_TR_NOOP("From the fault until the monitor or the router knew")},
        {QT_TR_NOOP("Reads away"), QT_TR_NOOP("The longest time without an answer, through the router")},
        {QT_TR_NOOP("Writes away"), QT_TR_NOOP("The longest time without an answer, through the router")},
    }};
    return orientation == Qt::Horizontal ? headerCell<DrillsModel>(headers, section, role) : QVariant();
}

void DrillTimelineModel::setMoments(const std::vector<db::DrillMoment> &moments)
{
    std::vector<DrillMomentRow> wanted;
    for (const auto &moment : moments)
        wanted.push_back({int(wanted.size()), moment});
    setRows(std::move(wanted));
}

int DrillTimelineModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DrillTimelineModel::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    if (!found)
        return {};
    if (role == KeyRole)
        return found->key();
    const auto &moment = found->moment;
    const auto cell = index.column() == TimeColumn
                          ? Cell::figure(QString::number(double(moment.ms) / 1000, 'f', 2) + u" s"_s,
                                         std::optional(found->place))
                      : index.column() == WhoColumn ? Cell::words(moment.who)
                                                    : Cell::words(moment.text);
    return cell.data(role);
}

QVariant DrillTimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Time"), QT_TR_NOOP("Since the drill began")},
        {QT_TR_NOOP("Who"), QT_TR_NOOP("The drill, the monitor, the router, or one of the four probes")},
        {QT_TR_NOOP("What"), QT_TR_NOOP("What became otherwise")},
    }};
    return orientation == Qt::Horizontal ? headerCell<DrillTimelineModel>(headers, section, role)
                                         : QVariant();
}

void DrillCriteriaModel::setCriteria(const std::vector<db::DrillCriterion> &criteria)
{
    std::vector<DrillCriterionRow> wanted;
    for (const auto &criterion : criteria)
        wanted.push_back({int(wanted.size()), criterion});
    setRows(std::move(wanted));
}

int DrillCriteriaModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DrillCriteriaModel::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    if (!found)
        return {};
    const auto &criterion = found->criterion;
    if (role == SortRole && index.column() == TitleColumn)
        return found->place;
    const auto cell = index.column() == TitleColumn      ? Cell::words(criterion.title)
                      : index.column() == StateColumn    ? Cell::words(db::toString(criterion.state))
                      : index.column() == MeasuredColumn ? Cell::words(criterion.measured)
                                                         : Cell::words(criterion.wanted);
    return rowData(role, found->key(), severityOf(criterion.state), cell);
}

QVariant DrillCriteriaModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Criterion"), QT_TR_NOOP("What has to be seen")},
        {QT_TR_NOOP("State"), QT_TR_NOOP("Unknown: it could not be measured, which is not met")},
        {QT_TR_NOOP("Measured"), QT_TR_NOOP("What was seen")},
        {QT_TR_NOOP("Wanted"), QT_TR_NOOP("The limit")},
    }};
    return orientation == Qt::Horizontal ? headerCell<DrillCriteriaModel>(headers, section, role)
                                         : QVariant();
}

} // namespace seawall::models
