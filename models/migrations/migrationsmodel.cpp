// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationsmodel.h"

#include "models/format.h"
#include "models/rowdata.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = db::MigrationStatus::State;

namespace {

std::optional<Severity> severityOf(State state)
{
    switch (state) {
    case State::Edited:
    case State::Missing:
    case State::Partly:
        return Severity::Critical;
    case State::OutOfOrder:
        return Severity::Warning;
    case State::Running:
        return Severity::Info;
    case State::Pending:
    case State::Applied:
    case State::Baseline:
        break;
    }
    return std::nullopt;
}

MigrationRow rowOf(const db::MigrationStatus &status, int order)
{
    MigrationRow row;
    row.version = status.version();
    row.name = status.name();
    row.order = order;
    row.repeatable = status.migration && status.migration->repeatable;
    row.state = status.state;
    row.reason = status.reason;
    row.checksum = status.migration ? QString::fromLatin1(status.migration->up.checksum) : QString();
    const bool isApplied =
        status.entry && status.state != State::Pending && status.state != State::OutOfOrder;
    if (isApplied) {
        row.appliedAtMs = status.entry->appliedAtMs;
        row.appliedBy = status.entry->appliedBy;
        row.seconds = status.entry->seconds;
        row.walBytes = status.entry->walBytes;
    }
    return row;
}

Cell cellOf(const MigrationRow &row, int column)
{
    const bool isApplied = row.appliedAtMs > 0;
    const bool wasMeasured = isApplied && row.seconds > 0; // not where it stopped, or was taken over
    switch (column) {
    case MigrationsModel::VersionColumn:
        return {row.repeatable ? u"R"_s : row.version, row.order, row.version, false};
    case MigrationsModel::NameColumn:
        return Cell::words(row.name);
    case MigrationsModel::StateColumn:
        return Cell::words(toString(row.state), row.reason);
    case MigrationsModel::AppliedColumn:
        return isApplied ? Cell{format::dateTime(row.appliedAtMs), row.appliedAtMs, {}, false} : Cell();
    case MigrationsModel::DurationColumn:
        return wasMeasured ? Cell::figure(format::seconds(row.seconds), std::optional(row.seconds)) : Cell();
    case MigrationsModel::WalColumn:
        return wasMeasured ? Cell::figure(format::bytes(row.walBytes), std::optional(row.walBytes)) : Cell();
    case MigrationsModel::ReplicasColumn:
        return isApplied ? Cell::words(row.arrival, row.arrivalTip) : Cell();
    case MigrationsModel::AppliedByColumn:
        return Cell::words(row.appliedBy);
    case MigrationsModel::ChecksumColumn:
        return Cell::words(row.checksum.left(12), row.checksum);
    default:
        return {};
    }
}

constexpr qint64 clockSkewMs = 5000; // between the server and this machine

/// The steps that an entry of the Journal tells of, the latest first: of a run, or of a checklist's step,
/// which may hold a roll back and a run.
std::vector<QJsonObject> stepsOf(const JournalEntry &entry)
{
    QJsonArray runs = entry.details[u"runs"].toArray();
    if (entry.kind == u"migration.apply" || entry.kind == u"migration.rollback")
        runs.append(entry.details);
    std::vector<QJsonObject> steps;
    for (const auto &run : runs) {
        for (const auto &step : run[u"steps"].toArray())
            steps.push_back(step.toObject());
    }
    std::ranges::reverse(steps);
    return steps;
}

} // namespace

MigrationsModel::Arrivals MigrationsModel::arrivalsOf(const QJsonObject &step)
{
    Arrivals found;
    double slowest = 0;
    bool isEverywhere = !step[u"arrivals"].toArray().isEmpty();
    for (const auto &each : step[u"arrivals"].toArray()) {
        const auto node = each[u"node"].toString();
        const auto seconds = each[u"seconds"];
        isEverywhere = isEverywhere && seconds.isDouble() && each[u"same_schema"] != false;
        slowest = std::max(slowest, seconds.toDouble());
        found.tip += seconds.isDouble() ? tr("%1: after %2\n").arg(node, format::seconds(seconds.toDouble()))
                                        : tr("%1: %2\n").arg(node, each[u"problem"].toString());
    }
    if (!found.tip.isEmpty())
        found.text = isEverywhere ? tr("after %1").arg(format::seconds(slowest)) : tr("not seen on all");
    return found;
}

void MigrationsModel::setOverview(const MigrationOverview &overview)
{
    m_wanted.clear();
    for (const auto &status : overview.status)
        m_wanted.push_back(rowOf(status, int(m_wanted.size())));
    merge();
}

void MigrationsModel::setJournal(const std::vector<JournalEntry> &entries)
{
    auto &arrivals = m_arrivals.emplace();
    for (const auto &entry : entries) { // the newest is first, also of a version
        for (const auto &step : stepsOf(entry)) {
            auto found = step[u"direction"].toString() == u"down" ? Arrivals() : arrivalsOf(step);
            found.endedMs = entry.finishedMs.value_or(entry.startedMs);
            arrivals.try_emplace(step[u"version"].toString(), std::move(found));
        }
    }
    merge();
}

void MigrationsModel::merge()
{
    auto wanted = m_wanted;
    for (auto &row : wanted) {
        if (!m_arrivals)
            break;
        // The row may be of a later run that this Journal does not know.
        const auto found = m_arrivals->find(row.version);
        if (found != m_arrivals->end() && row.appliedAtMs <= found->second.endedMs + clockSkewMs) {
            row.arrival = found->second.text;
            row.arrivalTip = found->second.tip.trimmed();
        }
        if (row.arrival.isEmpty() && row.seconds > 0) {
            row.arrival = tr("not measured");
            row.arrivalTip = tr("This console's Journal tells of no run of it that waited for replicas.");
        }
    }
    setRows(std::move(wanted));
}

int MigrationsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MigrationsModel::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    return found ? rowData(role, found->version, severityOf(found->state), cellOf(*found, index.column()))
                 : QVariant();
}

QVariant MigrationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Version"),
         QT_TR_NOOP("As in the name of the file; R: applied again whenever it changes")},
        {QT_TR_NOOP("Migration"), QT_TR_NOOP("Its name")},
        {QT_TR_NOOP("State"),
         QT_TR_NOOP("Where it stands on the primary, and what is wrong where something is")},
        {QT_TR_NOOP("Applied"), QT_TR_NOOP("When")},
        {QT_TR_NOOP("Took"), QT_TR_NOOP("Time on the primary")},
        {QT_TR_NOOP("WAL"), QT_TR_NOOP("What it wrote, and every replica had to replay")},
        {QT_TR_NOOP("Replicas"), QT_TR_NOOP("How long after its commit every replica had it")},
        {QT_TR_NOOP("By"), QT_TR_NOOP("Who applied it")},
        {QT_TR_NOOP("Checksum"), QT_TR_NOOP("SHA-256 of the up script as it is in the folder now")},
    }};
    return orientation == Qt::Horizontal ? headerCell<MigrationsModel>(headers, section, role) : QVariant();
}

} // namespace seawall::models
