// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pools/pgbouncermodel.h"

#include "models/cell.h"
#include "models/format.h"
#include "models/monitor/clusterevent.h"

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::Cell;
namespace format = models::format;

namespace {

Cell cellOf(const db::PgBouncerPool &pool, int column)
{
    const auto count = [](int number) {
        return Cell::figure(QString::number(number), std::optional(number));
    };
    switch (column) {
    case PgBouncerModel::PoolColumn:
        return Cell::words(pool.database + u'/' + pool.user);
    case PgBouncerModel::ActiveColumn:
        return count(pool.clientsActive);
    case PgBouncerModel::WaitingColumn:
        return count(pool.clientsWaiting);
    case PgBouncerModel::MaxWaitColumn:
        return Cell::figure(format::seconds(pool.maxWaitSeconds), std::optional(pool.maxWaitSeconds));
    case PgBouncerModel::ServersColumn:
        return count(pool.serversActive + pool.serversIdle + pool.serversUsed);
    case PgBouncerModel::SizeColumn:
        return Cell::figure(format::count(pool.poolSize), pool.poolSize);
    case PgBouncerModel::ModeColumn:
        return Cell::words(pool.mode);
    default:
        return {};
    }
}

} // namespace

void PgBouncerModel::setPools(const std::vector<db::PgBouncerPool> &pools)
{
    std::vector<PgBouncerRow> rows;
    for (const auto &pool : pools)
        rows.push_back({pool});
    setRows(std::move(rows));
}

int PgBouncerModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PgBouncerModel::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    if (!found)
        return {};
    if (role == models::SeverityRole)
        return found->pool.clientsWaiting > 0 ? QVariant(static_cast<int>(models::Severity::Warning))
                                              : QVariant();
    return role == models::KeyRole ? QVariant(found->key()) : cellOf(found->pool, index.column()).data(role);
}

QVariant PgBouncerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<models::HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Pool"), QT_TR_NOOP("Database and user of the pool")},
        {QT_TR_NOOP("Active"),
         QT_TR_NOOP("Clients that are linked to a server connection, or idle (cl_active)")},
        {QT_TR_NOOP("Waiting"), QT_TR_NOOP("Clients that wait for a server connection (cl_waiting)")},
        {QT_TR_NOOP("Max wait"), QT_TR_NOOP("How long the first of those waits already (maxwait)")},
        {QT_TR_NOOP("Servers"), QT_TR_NOOP("Connections to PostgreSQL: active, idle and used")},
        {QT_TR_NOOP("Size"), QT_TR_NOOP("Most server connections of the pool (pool_size)")},
        {QT_TR_NOOP("Mode"),
         QT_TR_NOOP("When a server connection goes back: session, transaction, statement")},
    }};
    return orientation == Qt::Horizontal ? models::headerCell<PgBouncerModel>(headers, section, role)
                                         : QVariant();
}

} // namespace seawall::ui
