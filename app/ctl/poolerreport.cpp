// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/poolerreport.h"

#include "models/format.h"

#include <algorithm>
#include <cmath>

namespace seawall::app {

using namespace Qt::StringLiterals;
namespace format = models::format;

namespace {

constexpr CheckLimits waitLimits{1, 5}; // seconds; those of lag

QString nameOf(const db::PgBouncerPool &pool)
{
    return pool.database + u'/' + pool.user;
}

std::optional<double> useOf(const db::PgBouncerPool &pool)
{
    if (pool.poolSize.value_or(0) <= 0)
        return std::nullopt;
    return static_cast<double>(pool.serversActive) / *pool.poolSize;
}

QString serversOf(const db::PgBouncerPool &pool)
{
    return pool.poolSize ? u"%1 of %2"_s.arg(pool.serversActive).arg(*pool.poolSize)
                         : QString::number(pool.serversActive);
}

QString waitingOf(const db::PgBouncerPool &pool)
{
    const auto span = format::seconds(pool.maxWaitSeconds);
    return pool.clientsWaiting == 1
               ? u"1 client has been waiting for %1"_s.arg(span)
               : u"%1 clients wait, the first for %2"_s.arg(QString::number(pool.clientsWaiting), span);
}

std::string text(const QString &value)
{
    return value.toStdString();
}

Json poolJson(const db::PgBouncerPool &pool)
{
    const auto use = useOf(pool);
    return {{"database", text(pool.database)},
            {"user", text(pool.user)},
            {"mode", text(pool.mode)},
            {"clients_active", pool.clientsActive},
            {"clients_waiting", pool.clientsWaiting},
            {"max_wait_seconds", pool.maxWaitSeconds},
            {"servers_active", pool.serversActive},
            {"servers_idle", pool.serversIdle},
            {"servers_used", pool.serversUsed},
            {"pool_size", orNull(pool.poolSize)},
            {"utilization", use ? Json(std::round(*use * 1e6) / 1e6) : Json(nullptr)}};
}

Line rowOf(const db::PgBouncerPool &pool)
{
    const auto use = useOf(pool);
    const auto waits = pool.clientsWaiting > 0;
    return {{nameOf(pool)},
            {QString::number(pool.clientsActive)},
            {QString::number(pool.clientsWaiting), waits ? Colour::Warning : Colour::Plain},
            {waits ? format::seconds(pool.maxWaitSeconds) : u"-"_s,
             pool.maxWaitSeconds >= waitLimits.warn ? Colour::Bad : Colour::Plain},
            {serversOf(pool)},
            {format::percent(use), use.value_or(0) >= fullEnough ? Colour::Bad : Colour::Plain},
            {pool.mode}};
}

} // namespace

Json poolerJson(const db::PgBouncerState &pooler)
{
    Json json{{"name", text(poolerName)},
              {"role", "pooler"},
              {"address", text(pooler.address)},
              {"reachable", !pooler.error.has_value()},
              {"pools", nullptr},
              {"error", nullptr}};
    if (pooler.error) {
        json["error"] = {{"message", text(pooler.error->message)}, {"hint", text(pooler.error->hint)}};
        return json;
    }
    json["pools"] = Json::array();
    for (const auto &pool : pooler.pools)
        json["pools"].push_back(poolJson(pool));
    return json;
}

std::vector<Line> poolerLines(const db::PgBouncerState &pooler)
{
    if (pooler.error)
        return {{{u"  %1: "_s.arg(poolerName), Colour::Bad}, {pooler.error->message}},
                {{u"    "_s + pooler.error->hint, Colour::Dim}}};
    if (pooler.pools.empty())
        return {{{u"PgBouncer at %1 has no pool: nobody has connected through it."_s.arg(pooler.address)}}};
    Table table;
    table.addColumn(u"PGBOUNCER"_s);
    for (const auto *title : {"CLIENTS", "WAITING", "MAX WAIT", "SERVERS", "USE"})
        table.addColumn(QLatin1StringView(title), Table::Align::Right);
    table.addColumn(u"MODE"_s);
    for (const auto &pool : pooler.pools)
        table.addRow(rowOf(pool));
    auto lines = table.lines();
    for (const auto &pool : pooler.pools)
        if (pool.clientsWaiting > 0 && pool.maxWaitSeconds >= waitLimits.warn)
            lines.push_back({{u"  %1: "_s.arg(nameOf(pool)), Colour::Bad}, {waitingOf(pool) + u'.'}});
    return lines;
}

std::vector<CheckItem> checkPooler(const db::PgBouncerState &pooler, CheckLimits limits)
{
    if (pooler.error)
        return {{poolerName,
                 u"%1 unknown (%2)"_s.arg(poolerName, pooler.error->message),
                 {},
                 CheckState::Unknown}};
    if (pooler.pools.empty())
        return {{poolerName, u"%1 has no pool yet"_s.arg(poolerName), 0.0, CheckState::Ok}};
    std::vector<CheckItem> items;
    for (const auto &pool : pooler.pools) {
        CheckItem item{u"%1/%2"_s.arg(poolerName, nameOf(pool)), {}, {}, CheckState::Ok};
        item.text = u"%1 %2 servers"_s.arg(item.label, serversOf(pool));
        if (const auto use = useOf(pool)) {
            item.value = 100 * *use;
            item.state = limits.stateOf(*item.value);
            item.text =
                u"%1 %2 % (%3)"_s.arg(item.label, QString::number(*item.value, 'f', 1), serversOf(pool));
        }
        if (pool.clientsWaiting > 0) {
            item.text += u": "_s + waitingOf(pool);
            item.state = worse(item.state, waitLimits.stateOf(pool.maxWaitSeconds));
        }
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace seawall::app
