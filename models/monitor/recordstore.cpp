// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/recordstore.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace seawall::models {

using namespace Qt::StringLiterals;

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
        const qint64 start = recordTiers[tier].startOf(second);
        if (std::exchange(m_spans[tier], start) != start) {
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
    const qint64 time = recordTiers[tier].startOf(second);
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

std::expected<RecordRow, SqlFailure> RecordStore::unpacked(const QByteArray &bytes)
{
    if (auto row = RecordRow::unpacked(bytes))
        return std::move(*row);
    return std::unexpected(SqlFailure{SqlFailure::Kind::Damaged, u"a row is not readable"_s});
}

std::expected<RecordRow, SqlFailure> RecordStore::stored(size_t tier, qint64 node, qint64 time)
{
    RecordRow sum;
    const auto read = [&sum](QSqlQuery &query, std::initializer_list<QVariant> values) -> SqlResult {
        if (const SqlResult done = execute(query, values); !done)
            return done;
        while (query.next()) {
            const auto row = unpacked(query.value(0).toByteArray());
            if (!row)
                return std::unexpected(row.error());
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

} // namespace seawall::models
