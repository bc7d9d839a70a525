// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/columnfold.h"
#include "models/monitor/recordreader.h"

#include <QSet>

namespace seawall::models {

/// The tiles that were read from the recorder's file, the least used dropped beyond 48 MB. Asks the reader
/// for those that are missing. One thread.
class TileCache final
{
public:
    explicit TileCache(RecordReader &reader) : m_reader(reader) {}

    void clear();
    void take(const RecordReader::Answers &answers);

    /// What the file holds and what of it is final, in ms since the epoch; oldest 0: nothing.
    void setExtent(qint64 oldestMs, qint64 validUntilMs);

    /// Adds what is at hand of [fromMs, toMs) and asks for the rest. `fallback` is called for a span whose
    /// tile has not come yet.
    template<typename Fallback>
    void fold(const SeriesKey &key, ColumnFold &columns, qint64 fromMs, qint64 toMs, Fallback fallback);

private:
    struct Entry {
        TilePtr tile;
        quint64 usedAt = 0;
    };
    TilePtr tile(const TileKey &key, qint64 untilMs);
    void ask(const TileKey &key);
    static void add(const Tile &tile, const SeriesKey &key, ColumnFold &columns, qint64 fromMs, qint64 toMs);

    RecordReader &m_reader;
    QHash<TileKey, Entry> m_tiles;
    QSet<TileKey> m_asked;
    size_t m_bytes = 0;
    quint64 m_uses = 0;
    qint64 m_oldestMs = 0, m_validUntilMs = 0;
};

template<typename Fallback>
void TileCache::fold(const SeriesKey &key, ColumnFold &columns, qint64 fromMs, qint64 toMs, Fallback fallback)
{
    const int level = tileLevelFor(columns.widthMs());
    const qint64 tileMs = tileSeconds(level) * 1000;
    const qint64 firstMs = std::max(fromMs, m_oldestMs), endMs = std::min(toMs, m_validUntilMs);
    if (m_oldestMs == 0 || firstMs >= endMs)
        return;
    bool whole = true;
    for (qint64 index = firstMs / tileMs; index * tileMs < endMs; ++index) {
        const qint64 tileEndMs = std::min(endMs, (index + 1) * tileMs);
        if (const TilePtr found = tile({key.node, level, index}, tileEndMs)) {
            add(*found, key, columns, firstMs, tileEndMs);
        } else {
            whole = false;
            fallback(std::max(firstMs, index * tileMs), tileEndMs);
        }
    }
    if (whole && firstMs / tileMs * tileMs > m_oldestMs) // the one that scrolling back will want next
        tile({key.node, level, firstMs / tileMs - 1}, 0);
}

} // namespace seawall::models
