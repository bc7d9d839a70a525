// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/recordtile.h"

#include <functional>
#include <utility>

namespace seawall::models {

/// The flight recorder's reading side: a thread with a read-only connection of its own that reads tiles. The
/// newest request is served first; one that 256 newer ones have superseded is dropped, also while it is read.
/// Public functions may be called from any thread; they hold a lock only to hand pointers over.
class RecordReader final
{
public:
    struct Answers {
        std::vector<std::pair<TileKey, TilePtr>> tiles;
        std::vector<TileKey> dropped; ///< superseded or not readable: ask again when still wanted
        bool damaged = false;         ///< the file's content is not readable
    };

    /// `news` is called on the reader's thread, with its lock held, when answers() has some.
    RecordReader(QString file, std::function<void()> news);
    ~RecordReader();
    RecordReader(const RecordReader &) = delete;
    RecordReader &operator=(const RecordReader &) = delete;

    /// The file is there and has this much; another generation is another file. Until then requests wait.
    void setFile(int generation, qint64 validUntil);
    void request(const TileKey &key);
    Answers answers();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
