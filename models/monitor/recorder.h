// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/figures.h"

#include <chrono>
#include <functional>
#include <memory>

namespace seawall::models {

/// The flight recorder's writing side: takes the figures of each tick and commits them to its SQLite file
/// about once a second, on a thread of its own. What it was given is on disk at most two seconds later. While
/// the file cannot be written the last ten minutes wait in memory and it tries again every few seconds.
/// Public functions may be called from any thread; they hold a lock only to hand pointers over.
class Recorder final
{
public:
    struct Options {
        QString file;
        qint64 limitBytes = qint64(1) << 30; ///< of the file and its write-ahead log
        std::chrono::milliseconds commitEvery{1000};
        std::chrono::milliseconds retryEvery{5000};
    };
    struct State {
        int generation = 0;     ///< counts the files opened; 0: none is open yet
        qint64 openedMs = 0;    ///< when that was; older times hold nothing but what is in the file
        qint64 committedMs = 0; ///< the newest tick on disk
        qint64 oldestMs = 0;    ///< the oldest moment in the file when it was opened, 0: none
        qint64 fileBytes = 0;
        quint64 commits = 0;
        QString failure;                                      ///< one sentence, empty while it records
        std::vector<QString> notices;                         ///< since the last call of state()
        std::shared_ptr<const std::vector<SeriesKey>> series; ///< in the file when it was opened; never null
    };

    /// `news` is called on the recorder's thread, with its lock held, when state() has something worth a
    /// look.
    Recorder(Options options, std::function<void()> news);
    ~Recorder(); ///< commits what waits
    Recorder(const Recorder &) = delete;
    Recorder &operator=(const Recorder &) = delete;

    void add(FigureSetPtr set);
    void reportDamage(); ///< a reader found the file damaged: set it aside and begin another
    State state();
    const Options &options() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
