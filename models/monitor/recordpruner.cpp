// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/recordpruner.h"

#include "models/monitor/recordfile.h"
#include "models/monitor/recordrow.h"

#include <algorithm>
#include <limits>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 rowsAStep = 120; ///< of each node

/// The finest tier holds all nodes side by side; the coarser ones are asked a node at a time.
QString whereNode(size_t tier, qint64 node)
{
    return tier == 0 ? QString() : u" WHERE node = %1"_s.arg(node);
}

} // namespace

RecordPruner::RecordPruner(SqlConnection &connection, qint64 limitBytes)
    : m_connection(connection), m_budget(limitBytes - std::min<qint64>(limitBytes / 4, 16 << 20))
{}

SqlResult RecordPruner::step(const std::vector<qint64> &nodes, qint64 now)
{
    if (nodes.empty())
        return {};
    if (const SqlResult done = pruneByAge(nodes, now); !done)
        return done;
    return pruneBySize(nodes);
}

SqlResult RecordPruner::pruneByAge(const std::vector<qint64> &nodes, qint64 now)
{
    ++m_turn;
    for (size_t tier = 0; tier < recordTiers.size(); ++tier) {
        const qint64 node = nodes[m_turn % nodes.size()];
        const auto oldest =
            m_connection.number(u"SELECT min(time) FROM "_s + recordTable(tier) + whereNode(tier, node));
        if (!oldest)
            return std::unexpected(oldest.error());
        const qint64 tooOld = now - recordTiers[tier].keep;
        if (*oldest == 0 || *oldest >= tooOld)
            continue;
        const qint64 until = std::min(tooOld, *oldest + rowsAStep * recordTiers[tier].span);
        if (const SqlResult done = dropBefore(tier, node, until); !done)
            return done;
    }
    return {};
}

SqlResult RecordPruner::pruneBySize(const std::vector<qint64> &nodes)
{
    const auto pages = m_connection.number(u"PRAGMA page_count"_s);
    const auto freePages = m_connection.number(u"PRAGMA freelist_count"_s);
    const auto pageBytes = m_connection.number(u"PRAGMA page_size"_s);
    for (const auto &answer : {pages, freePages, pageBytes}) {
        if (!answer)
            return std::unexpected(answer.error());
    }
    if (*pages * *pageBytes > m_budget && *freePages > 0)
        return m_connection.run(u"PRAGMA incremental_vacuum(256)"_s);
    if ((*pages - *freePages) * *pageBytes <= m_budget)
        return {};
    for (const bool spare : {true, false}) {
        for (size_t tier = 0; tier < recordTiers.size(); ++tier) {
            const auto dropped = dropOldest(tier, nodes, spare ? recordTiers[tier].floor : 60);
            if (!dropped)
                return std::unexpected(dropped.error());
            if (*dropped)
                return {};
        }
    }
    return {};
}

std::expected<bool, SqlFailure> RecordPruner::dropOldest(size_t tier, const std::vector<qint64> &nodes,
                                                         qint64 keep)
{
    qint64 oldest = std::numeric_limits<qint64>::max(), newest = 0;
    for (const qint64 node : tier == 0 ? std::vector<qint64>{0} : nodes) {
        const QString rest = u"(time) FROM "_s + recordTable(tier) + whereNode(tier, node);
        const auto first = m_connection.number(u"SELECT min"_s + rest);
        const auto last = m_connection.number(u"SELECT max"_s + rest);
        if (!first || !last)
            return std::unexpected(!first ? first.error() : last.error());
        if (*first != 0)
            oldest = std::min(oldest, *first);
        newest = std::max(newest, *last);
    }
    const qint64 until = std::min(newest - keep, oldest + rowsAStep * recordTiers[tier].span);
    if (newest == 0 || until <= oldest)
        return false;
    for (const qint64 node : tier == 0 ? std::vector<qint64>{0} : nodes) {
        if (const SqlResult done = dropBefore(tier, node, until); !done)
            return std::unexpected(done.error());
    }
    return true;
}

SqlResult RecordPruner::dropBefore(size_t tier, qint64 node, qint64 time)
{
    return m_connection.run(u"DELETE FROM %1 WHERE time < %2"_s.arg(recordTable(tier)).arg(time) +
                            (tier == 0 ? QString() : u" AND node = %1"_s.arg(node)));
}

} // namespace seawall::models
