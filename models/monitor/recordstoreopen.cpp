// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/recordfile.h"
#include "models/monitor/recordstore.h"

#include <algorithm>
#include <map>
#include <utility>

namespace seawall::models {

using namespace Qt::StringLiterals;

SqlResult RecordStore::open()
{
    if (const SqlResult done = prepareStatements(); !done)
        return done;
    return reset();
}

SqlResult RecordStore::reset()
{
    m_nodes.clear();
    m_nodeIds.clear();
    m_nodeIndex.clear();
    m_places.clear();
    if (const SqlResult done = loadNames(); !done)
        return done;
    const auto newest = m_connection.number(u"SELECT max(time) FROM "_s + recordTable(0));
    if (!newest)
        return std::unexpected(newest.error());
    m_newest = *newest;
    if (const SqlResult begun = m_connection.run(u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    for (size_t tier = 1; tier < recordTiers.size(); ++tier) {
        if (const SqlResult done = makeUpCoarseRows(tier); !done) {
            (void)m_connection.run(u"ROLLBACK"_s);
            return done;
        }
    }
    return m_connection.run(u"COMMIT"_s);
}

SqlResult RecordStore::prepareStatements()
{
    for (size_t tier = 0; tier < recordTiers.size(); ++tier) {
        auto put = m_connection.prepare(
            u"INSERT OR REPLACE INTO %1(time, node, data) VALUES(?, ?, ?)"_s.arg(recordTable(tier)));
        auto get =
            m_connection.prepare(u"SELECT data FROM %1 WHERE time = ? AND node = ?"_s.arg(recordTable(tier)));
        if (!put || !get)
            return std::unexpected(!put ? put.error() : get.error());
        m_put[tier] = std::move(*put);
        m_get[tier] = std::move(*get);
    }
    auto fine = m_connection.prepare(
        u"SELECT data FROM %1 WHERE time >= ? AND time < ? AND node = ? ORDER BY time"_s.arg(recordTable(0)));
    if (!fine)
        return std::unexpected(fine.error());
    m_fine = std::move(*fine);
    return {};
}

SqlResult RecordStore::loadNames()
{
    auto nodes = m_connection.prepare(u"SELECT id, name FROM node ORDER BY id"_s);
    if (!nodes)
        return std::unexpected(nodes.error());
    if (const SqlResult done = execute(*nodes, {}); !done)
        return done;
    QHash<qint64, QString> names;
    while (nodes->next()) {
        const qint64 id = nodes->value(0).toLongLong();
        names.insert(id, nodes->value(1).toString());
        m_nodeIndex.insert(names[id], m_nodes.size());
        m_nodes.push_back({.id = id});
        m_nodeIds.push_back(id);
    }
    auto series = m_connection.prepare(u"SELECT node, slot, metric, qualifier FROM series"_s);
    if (!series)
        return std::unexpected(series.error());
    if (const SqlResult done = execute(*series, {}); !done)
        return done;
    while (series->next()) {
        const auto name = names.constFind(series->value(0).toLongLong());
        if (name == names.constEnd())
            continue;
        const size_t node = m_nodeIndex.value(*name);
        const quint32 slot = series->value(1).toUInt();
        m_nodes[node].nextSlot = std::max(m_nodes[node].nextSlot, slot + 1);
        m_places.insert({*name, static_cast<Metric>(series->value(2).toInt()), series->value(3).toString()},
                        {node, slot});
    }
    return {};
}

/// One seek a node and tier, where a figure over all nodes would read the table. Nodes without rows give
/// none.
std::expected<std::vector<qint64>, SqlFailure> RecordStore::ofEachNode(size_t tier, QStringView function)
{
    std::vector<qint64> times;
    for (const qint64 node : m_nodeIds) {
        const auto time = m_connection.number(
            u"SELECT %1(time) FROM %2 WHERE node = %3"_s.arg(function, recordTable(tier)).arg(node));
        if (!time)
            return std::unexpected(time.error());
        if (*time != 0)
            times.push_back(*time);
    }
    return times;
}

std::expected<qint64, SqlFailure> RecordStore::oldest()
{
    auto oldest = m_connection.number(u"SELECT min(time) FROM "_s + recordTable(0));
    for (size_t tier = 1; oldest && tier < recordTiers.size(); ++tier) {
        const auto times = ofEachNode(tier, u"min");
        if (!times)
            return std::unexpected(times.error());
        if (times->empty())
            continue;
        // A row is told by the start of its span, often before its first sample: a finer one within it knows.
        const auto first = *std::ranges::min_element(*times);
        if (*oldest == 0 || *oldest >= first + recordTiers[tier].span)
            oldest = first;
    }
    return oldest;
}

SqlResult RecordStore::makeUpCoarseRows(size_t tier)
{
    const auto newest = ofEachNode(tier, u"max");
    if (!newest)
        return std::unexpected(newest.error());
    const qint64 from = newest->empty() ? 0 : *std::ranges::max_element(*newest);
    auto fine = m_connection.prepare(
        u"SELECT time, node, data FROM %1 WHERE time >= ? ORDER BY time"_s.arg(recordTable(0)));
    if (!fine)
        return std::unexpected(fine.error());
    if (const SqlResult done = execute(*fine, {from}); !done)
        return done;
    std::map<std::pair<qint64, qint64>, RecordRow>
        rows; // by time and node; at most a span without coarse rows
    while (fine->next()) {
        const auto row = unpacked(fine->value(2).toByteArray());
        if (!row)
            return std::unexpected(row.error());
        rows[{recordTiers[tier].startOf(fine->value(0).toLongLong()), fine->value(1).toLongLong()}].add(*row);
    }
    for (const auto &[key, row] : rows) {
        if (const SqlResult done = put(tier, key.second, key.first, row); !done)
            return done;
    }
    return {};
}

std::vector<SeriesKey> RecordStore::series() const
{
    return {m_places.keyBegin(), m_places.keyEnd()};
}

} // namespace seawall::models
