// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"
#include "models/taskqueue.h"

#include <future>
#include <memory>

namespace seawall::models {

/// A file that one thread opens, uses and closes, as SQLite's handles ask for, and that any thread may ask.
template<typename File>
struct FileQueue {
    std::unique_ptr<File> file; // touched by the queue's thread only
    TaskQueue queue;

    ~FileQueue()
    {
        queue.add([this] { file.reset(); });
    }

    db::Result<void> open(const QString &path)
    {
        return ask([&]() -> db::Result<void> {
            auto opened = File::open(path);
            if (!opened)
                return std::unexpected(opened.error());
            file = std::move(*opened);
            return {};
        });
    }

    /// Runs `task` on the thread that owns the file, and waits for its answer.
    template<typename Task>
    auto ask(Task task) -> decltype(task())
    {
        std::promise<decltype(task())> answer;
        auto future = answer.get_future();
        queue.add([&] { answer.set_value(task()); });
        return future.get();
    }
};

} // namespace seawall::models
