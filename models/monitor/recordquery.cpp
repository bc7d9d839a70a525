// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/recordquery.h"

#include "models/monitor/recordfile.h"
#include "models/monitor/tilebuilder.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowsBetweenChecks = 512;

struct Piece {
    size_t tier;
    qint64 from, to;
};

class TileQuery final
{
public:
    TileQuery(SqlConnection &connection, const TileKey &key) : m_connection(connection), m_key(key) {}

    std::expected<TilePtr, SqlFailure> read(qint64 validUntil, const std::function<bool()> &wanted);

private:
    SqlResult findNode();
    std::expected<std::vector<Piece>, SqlFailure> pieces(qint64 from, qint64 to);
    std::expected<std::pair<qint64, qint64>, SqlFailure> extent(size_t tier);
    std::expected<bool, SqlFailure> readPiece(const Piece &piece, TileBuilder &builder,
                                              const std::function<bool()> &wanted);
    qint64 cellSeconds() const { return tileCellSeconds[static_cast<size_t>(m_key.level)]; }

    SqlConnection &m_connection;
    const TileKey &m_key;
    qint64 m_node = 0;                             ///< 0: not in the file
    std::vector<std::pair<int, QString>> m_series; ///< by slot
};

SqlResult TileQuery::findNode()
{
    auto query = m_connection.prepare(u"SELECT node.id, slot, metric, qualifier FROM node JOIN series"
                                      " ON series.node = node.id WHERE name = ? ORDER BY slot"_s);
    if (!query)
        return std::unexpected(query.error());
    query->bindValue(0, m_key.node.isNull() ? u""_s : m_key.node);
    if (!query->exec())
        return std::unexpected(failureOf(query->lastError()));
    while (query->next()) {
        m_node = query->value(0).toLongLong();
        const auto slot = query->value(1).toUInt();
        m_series.resize(std::max<size_t>(m_series.size(), slot + 1));
        m_series[slot] = {query->value(2).toInt(), query->value(3).toString()};
    }
    return {};
}

/// First and one past the last second of a tier, 0 and 0 when it is empty. The finest tier is clustered by
/// time, so its extent is that of all nodes.
std::expected<std::pair<qint64, qint64>, SqlFailure> TileQuery::extent(size_t tier)
{
    const QString rest =
        u"(time) FROM "_s + recordTable(tier) + (tier == 0 ? QString() : u" WHERE node = %1"_s.arg(m_node));
    const auto first = m_connection.number(u"SELECT min"_s + rest);
    const auto last = m_connection.number(u"SELECT max"_s + rest);
    if (!first || !last)
        return std::unexpected(!first ? first.error() : last.error());
    return std::pair{*first, *last == 0 ? 0 : *last + recordTiers[tier].span};
}

std::expected<std::vector<Piece>, SqlFailure> TileQuery::pieces(qint64 from, qint64 to)
{
    size_t best = 0;
    while (best + 1 < recordTiers.size() && recordTiers[best + 1].span <= cellSeconds())
        ++best;
    std::array<std::pair<qint64, qint64>, recordTiers.size()> extents;
    for (size_t tier = 0; tier < recordTiers.size(); ++tier) {
        const auto known = extent(tier);
        if (!known)
            return std::unexpected(known.error());
        extents[tier] = *known;
    }
    std::vector<Piece> found;
    qint64 at = from;
    const auto cover = [&](size_t tier, qint64 end) {
        if (end > at)
            found.push_back({tier, at, end});
        at = std::max(at, end);
    };
    // What the best tier has lost already, the coarsest of it first.
    for (size_t tier = recordTiers.size() - 1; tier > best; --tier) {
        const qint64 finerFirst = extents[tier - 1].first;
        // A row that reaches into the finer tier is left out: the recording may have begun within it.
        const qint64 end =
            finerFirst == 0 ? extents[tier].second : finerFirst - finerFirst % recordTiers[tier].span;
        cover(tier, std::min(to, end));
    }
    for (size_t tier = best + 1; tier-- > 0;)
        cover(tier, std::min(to, tier == 0 ? to : extents[tier].second));
    return found;
}

std::expected<bool, SqlFailure> TileQuery::readPiece(const Piece &piece, TileBuilder &builder,
                                                     const std::function<bool()> &wanted)
{
    auto query = m_connection.prepare(
        u"SELECT time, data FROM %1 WHERE time >= ? AND time < ? AND node = ? ORDER BY time"_s.arg(
            recordTable(piece.tier)));
    if (!query)
        return std::unexpected(query.error());
    query->bindValue(0, piece.from);
    query->bindValue(1, piece.to);
    query->bindValue(2, m_node);
    if (!query->exec())
        return std::unexpected(failureOf(query->lastError()));
    for (int rows = 1; query->next(); ++rows) {
        const auto row = RecordRow::unpacked(query->value(1).toByteArray());
        if (!row)
            return std::unexpected(SqlFailure{SqlFailure::Kind::Damaged, u"a row is not readable"_s});
        builder.add(query->value(0).toLongLong(), recordTiers[piece.tier].span, *row);
        if (rows % rowsBetweenChecks == 0 && !wanted())
            return false;
    }
    return true;
}

std::expected<TilePtr, SqlFailure> TileQuery::read(qint64 validUntil, const std::function<bool()> &wanted)
{
    if (const SqlResult found = findNode(); !found)
        return std::unexpected(found.error());
    const qint64 from = m_key.index * tileSeconds(m_key.level), to = from + tileSeconds(m_key.level);
    auto tile = std::make_shared<Tile>();
    tile->validUntil = std::min(validUntil, to);
    if (m_node == 0)
        return tile;
    const auto parts = pieces(from, to);
    if (!parts)
        return std::unexpected(parts.error());
    TileBuilder builder(from, to, cellSeconds(), m_series.size());
    for (const Piece &piece : *parts) {
        const auto whole = readPiece(piece, builder, wanted);
        if (!whole)
            return std::unexpected(whole.error());
        if (!*whole)
            return TilePtr();
    }
    auto cells = builder.take(validUntil);
    for (size_t slot = 0; slot < std::min(cells.size(), m_series.size()); ++slot)
        tile->series.insert(m_series[slot], cells[slot]);
    return tile;
}

} // namespace

std::expected<TilePtr, SqlFailure> readTile(SqlConnection &connection, const TileKey &key, qint64 validUntil,
                                            const std::function<bool()> &wanted)
{
    return TileQuery(connection, key).read(validUntil, wanted);
}

} // namespace seawall::models
