// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/applicationsmodel.h"

#include "models/cell.h"
#include "models/format.h"
#include "models/monitor/clusterevent.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr double warnAt = 0.8; // the checklist's limit

/// The pool is named after the application, or the user where no application is configured.
std::optional<int> limitOf(const db::NodeSnapshot &node, const db::ApplicationSessions &sessions)
{
    for (const auto &pool : node.pools) {
        if (pool.limit > 0 && (pool.label == sessions.application || pool.label == sessions.user))
            return pool.limit;
    }
    return std::nullopt;
}

std::optional<double> useOf(const ApplicationRow &row)
{
    if (!row.limit || !row.reachable)
        return std::nullopt;
    return double(row.sessions.counts.total()) / *row.limit;
}

/// The columns are too narrow for the word.
Cell unknownCell(const ApplicationRow &row)
{
    return Cell::figure(u"?"_s, std::optional<qint64>(),
                        ApplicationsModel::tr("unknown: %1 cannot be reached").arg(row.node));
}

Cell cellOf(const ApplicationRow &row, int column)
{
    const auto &counts = row.sessions.counts;
    const auto number = [&](int figure) {
        const std::optional<qint64> known(figure);
        return row.reachable ? Cell::figure(format::count(known), known) : unknownCell(row);
    };
    switch (column) {
    case ApplicationsModel::NodeColumn:
        return Cell::words(row.node);
    case ApplicationsModel::ApplicationColumn:
        return row.sessions.application.isEmpty() ? Cell::words(ApplicationsModel::tr("(no name)"))
                                                  : Cell::words(row.sessions.application);
    case ApplicationsModel::UserColumn:
        return Cell::words(row.sessions.user);
    case ApplicationsModel::ActiveColumn:
        return number(counts.active);
    case ApplicationsModel::IdleColumn:
        return number(counts.idle);
    case ApplicationsModel::IdleInTransactionColumn:
        return number(counts.idleInTransaction);
    case ApplicationsModel::OtherColumn:
        return number(counts.other);
    case ApplicationsModel::TotalColumn:
        return number(counts.total());
    case ApplicationsModel::LimitColumn:
        return row.limit ? number(*row.limit) : Cell();
    case ApplicationsModel::UseColumn:
        if (!row.limit)
            return {};
        return row.reachable ? Cell::figure(format::percent(useOf(row)), useOf(row)) : unknownCell(row);
    default:
        return {};
    }
}

} // namespace

void ApplicationsModel::setSnapshot(const db::SnapshotPtr &snapshot)
{
    std::vector<ApplicationRow> wanted;
    for (const auto &node : snapshot->nodes) {
        auto applications = node.facts.applications;
        std::ranges::sort(applications, {}, [](const db::ApplicationSessions &each) {
            return std::tuple(-each.counts.total(), each.application, each.user);
        });
        for (const auto &each : applications)
            wanted.push_back({node.name, node.reachable, each, limitOf(node, each)});
    }
    setRows(std::move(wanted));
}

int ApplicationsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ApplicationsModel::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    if (!found)
        return {};
    if (role == KeyRole)
        return u"%1/%2/%3"_s.arg(found->node, found->sessions.application, found->sessions.user);
    if (role == SeverityRole)
        return useOf(*found).value_or(0) >= warnAt ? QVariant(int(Severity::Warning)) : QVariant();
    return cellOf(*found, index.column()).data(role);
}

QVariant ApplicationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Node"), QT_TR_NOOP("The node the sessions are on")},
        {QT_TR_NOOP("Application"), QT_TR_NOOP("application_name of the sessions")},
        {QT_TR_NOOP("User"), QT_TR_NOOP("Whom the sessions are logged in as")},
        {QT_TR_NOOP("Active"), QT_TR_NOOP("Sessions that run a statement")},
        {QT_TR_NOOP("Idle"), QT_TR_NOOP("Sessions that wait for the application")},
        {QT_TR_NOOP("Idle in tx"),
         QT_TR_NOOP("Idle in transaction: they wait for the application and may hold locks")},
        {QT_TR_NOOP("Other"), QT_TR_NOOP("Sessions in any other state, or in one we may not see")},
        {QT_TR_NOOP("Total"), QT_TR_NOOP("All sessions of this application and user")},
        {QT_TR_NOOP("Limit"), QT_TR_NOOP("(Pool size + overflow) × processes, as configured")},
        {QT_TR_NOOP("Use"), QT_TR_NOOP("Sessions against the limit; a warning from 80 % on")},
    }};
    return orientation == Qt::Horizontal ? headerCell<ApplicationsModel>(headers, section, role) : QVariant();
}

} // namespace seawall::models
