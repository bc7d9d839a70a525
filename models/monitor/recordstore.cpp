// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/recordstore.h"

#include "models/monitor/recordfile.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

qint64 startOf(size_t tier, qint64 second)
{
    return second - second % recordTiers[tier].span;
}

SqlResult execute(QSqlQuery &query, std::initializer_list<QVariant> values)
{
    int place = 0;
    for (const QVariant &value : values)
        query.bindValue(place++, value);
    if (!query.exec())
        return std::unexpected(failureOf(query.lastError()));
    return {};
}

std::unexpected<SqlFailure> unreadableRow()
{
    return std::unexpected(SqlFailure{SqlFailure::Kind::Damaged, u"a row is not readable"_s});
}

} // namespace

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
        const auto row = RecordRow::unpacked(fine->value(2).toByteArray());
        if (!row)
            return unreadableRow();
        rows[{startOf(tier, fine->value(0).toLongLong()), fine->value(1).toLongLong()}].add(*row);
    }
    for (const auto &[key, row] : rows) {
        if (const SqlResult done = put(tier, key.second, key.first, row); !done)
            return done;
    }
    return {};
}

SqlResult RecordStore::write(const std::vector<FigureSetPtr> &batch)
{
    for (const FigureSetPtr &set : batch) {
        if (const SqlResult done = add(*set); !done)
            return done;
    }
    return flush(0, std::numeric_limits<qint64>::max());
}

SqlResult RecordStore::finish()
{
    for (size_t tier = 0; tier < recordTiers.size(); ++tier) {
        if (const SqlResult done = flush(tier, std::numeric_limits<qint64>::max()); !done)
            return done;
    }
    return {};
}

SqlResult RecordStore::add(const FigureSet &set)
{
    const qint64 second = set.timeMs / 1000;
    ++m_tick;
    for (const auto &[key, value] : set.figures) {
        const auto place = placeOf(key);
        if (!place)
            return std::unexpected(place.error());
        Node &node = m_nodes[place->node];
        if (node.tick != m_tick) {
            node.tick = m_tick;
            if (const SqlResult done = beginTick(node, second, set.tickSeconds); !done)
                return done;
        }
        for (OpenRow &open : node.rows)
            open.row.add(place->slot, value);
    }
    m_newest = std::max(m_newest, second);
    for (size_t tier = 1; tier < recordTiers.size();
         ++tier) { // of nodes that are no longer part of the cluster
        if (std::exchange(m_spans[tier], startOf(tier, second)) != startOf(tier, second)) {
            if (const SqlResult done = flush(tier, second); !done)
                return done;
        }
    }
    return {};
}

SqlResult RecordStore::beginTick(Node &node, qint64 second, double tickSeconds)
{
    for (size_t tier = 0; tier < recordTiers.size(); ++tier) {
        if (const SqlResult done = turn(node, tier, second); !done)
            return done;
        node.rows[tier].row.addTick(tickSeconds);
        node.rows[tier].dirty = true;
    }
    return {};
}

/// Makes the row that `second` falls into the one under way.
SqlResult RecordStore::turn(Node &node, size_t tier, qint64 second)
{
    OpenRow &open = node.rows[tier];
    const qint64 time = startOf(tier, second);
    if (open.time == time)
        return {};
    if (open.dirty) {
        if (const SqlResult done = put(tier, node.id, open.time, open.row); !done)
            return done;
    }
    open = {.time = time};
    if (time > m_newest)
        return {};
    auto row = stored(tier, node.id, time);
    if (!row)
        return std::unexpected(row.error());
    open.row = std::move(*row);
    return {};
}

std::expected<RecordRow, SqlFailure> RecordStore::stored(size_t tier, qint64 node, qint64 time)
{
    RecordRow sum;
    const auto read = [&sum](QSqlQuery &query, std::initializer_list<QVariant> values) -> SqlResult {
        if (const SqlResult done = execute(query, values); !done)
            return done;
        while (query.next()) {
            const auto row = RecordRow::unpacked(query.value(0).toByteArray());
            if (!row)
                return unreadableRow();
            sum.add(*row);
        }
        query.finish();
        return {};
    };
    if (tier > 0) {
        if (const SqlResult done = read(*m_fine, {time, time + recordTiers[tier].span, node}); !done)
            return std::unexpected(done.error());
    }
    if (sum.samples == 0) {
        if (const SqlResult done = read(*m_get[tier], {time, node}); !done)
            return std::unexpected(done.error());
    }
    return sum;
}

SqlResult RecordStore::put(size_t tier, qint64 node, qint64 time, const RecordRow &row)
{
    return execute(*m_put[tier], {time, node, row.packed()});
}

SqlResult RecordStore::flush(size_t tier, qint64 endedBy)
{
    for (Node &node : m_nodes) {
        OpenRow &open = node.rows[tier];
        if (!open.dirty || open.time > endedBy - recordTiers[tier].span)
            continue;
        if (const SqlResult done = put(tier, node.id, open.time, open.row); !done)
            return done;
        open.dirty = false;
    }
    return {};
}

std::expected<size_t, SqlFailure> RecordStore::nodeOf(const QString &name)
{
    if (const auto known = m_nodeIndex.constFind(name); known != m_nodeIndex.constEnd())
        return *known;
    auto insert = m_connection.prepare(u"INSERT INTO node(name) VALUES(?)"_s);
    if (!insert)
        return std::unexpected(insert.error());
    // A null text would be bound as NULL; PgBouncer's figures belong to no node and have an empty name.
    if (const SqlResult done = execute(*insert, {name.isNull() ? u""_s : name}); !done)
        return std::unexpected(done.error());
    m_nodeIndex.insert(name, m_nodes.size());
    m_nodes.push_back({.id = insert->lastInsertId().toLongLong()});
    m_nodeIds.push_back(m_nodes.back().id);
    return m_nodes.size() - 1;
}

std::expected<RecordStore::Place, SqlFailure> RecordStore::placeOf(const SeriesKey &key)
{
    if (const auto known = m_places.constFind(key); known != m_places.constEnd())
        return *known;
    const auto node = nodeOf(key.node);
    if (!node)
        return std::unexpected(node.error());
    auto insert =
        m_connection.prepare(u"INSERT INTO series(node, slot, metric, qualifier) VALUES(?, ?, ?, ?)"_s);
    if (!insert)
        return std::unexpected(insert.error());
    const Place place{*node, m_nodes[*node].nextSlot};
    if (const SqlResult done = execute(*insert, {m_nodes[*node].id, place.slot, static_cast<int>(key.metric),
                                                 key.qualifier.isNull() ? u""_s : key.qualifier});
        !done)
        return std::unexpected(done.error());
    ++m_nodes[*node].nextSlot;
    m_places.insert(key, place);
    return place;
}

std::vector<SeriesKey> RecordStore::series() const
{
    return {m_places.keyBegin(), m_places.keyEnd()};
}

} // namespace seawall::models
