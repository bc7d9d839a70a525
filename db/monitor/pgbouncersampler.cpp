// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/pgbouncersampler.h"

#include <QHash>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 3s;

int number(const Rows &rows, int row, const char *name)
{
    return static_cast<int>(rows.integer(row, rows.column(name)).value_or(0));
}

/// Pool size and mode stand in SHOW DATABASES, by the name clients connect to.
QHash<QString, std::pair<std::optional<int>, QString>> poolSizes(const Rows &databases)
{
    QHash<QString, std::pair<std::optional<int>, QString>> sizes;
    for (int row = 0; row < databases.count(); ++row)
        sizes.insert(databases.text(row, databases.column("name")),
                     {databases.integer(row, databases.column("pool_size")),
                      databases.text(row, databases.column("pool_mode"))});
    return sizes;
}

PgBouncerPool pool(const Rows &pools, int row)
{
    PgBouncerPool read;
    read.database = pools.text(row, pools.column("database"));
    read.user = pools.text(row, pools.column("user"));
    read.mode = pools.text(row, pools.column("pool_mode"));
    read.clientsActive = number(pools, row, "cl_active");
    read.clientsWaiting = number(pools, row, "cl_waiting");
    read.serversActive = number(pools, row, "sv_active");
    read.serversIdle = number(pools, row, "sv_idle");
    read.serversUsed = number(pools, row, "sv_used");
    read.maxWaitSeconds = number(pools, row, "maxwait") + number(pools, row, "maxwait_us") / 1e6;
    return read;
}

} // namespace

PgBouncerSampler::PgBouncerSampler(Endpoint endpoint) : m_endpoint(std::move(endpoint))
{
    m_endpoint.parameters[u"dbname"_s] = u"pgbouncer"_s;
}

PgBouncerState PgBouncerSampler::sample(std::stop_token stop)
{
    PgBouncerState state;
    state.address = m_endpoint.address();
    auto read = pools(stop);
    if (read) {
        m_pools = std::move(*read);
    } else {
        state.error = read.error();
        m_refused = read.error().kind == ErrorKind::AuthRefused;
        m_connection.reset();
    }
    state.pools = m_pools;
    return state;
}

Result<std::vector<PgBouncerPool>> PgBouncerSampler::pools(std::stop_token stop)
{
    const auto deadline = Deadline::in(patience);
    if (!m_connection) {
        SessionOptions options;
        options.poolerConsole = true;
        auto opened = Connection::open(m_endpoint, options, deadline, stop);
        if (!opened)
            return std::unexpected(opened.error());
        m_connection = std::move(*opened);
    }
    const auto databases = m_connection->executeSimple(u"SHOW DATABASES"_s, deadline, stop);
    if (!databases)
        return std::unexpected(databases.error());
    const auto rows = m_connection->executeSimple(u"SHOW POOLS"_s, deadline, stop);
    if (!rows)
        return std::unexpected(rows.error());
    const auto sizes = poolSizes(*databases);
    std::vector<PgBouncerPool> read;
    for (int row = 0; row < rows->count(); ++row) {
        auto next = pool(*rows, row);
        if (next.database == u"pgbouncer") // its own console
            continue;
        const auto [size, mode] = sizes.value(next.database);
        next.poolSize = size;
        if (next.mode.isEmpty())
            next.mode = mode;
        read.push_back(std::move(next));
    }
    return read;
}

} // namespace seawall::db
