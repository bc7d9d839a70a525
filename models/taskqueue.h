// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace seawall::models {

/// A thread of its own that runs tasks one after the other: the file and SQLite work of the models. The
/// destructor runs what is still queued, then joins. add() may be called from any thread; tasks must not
/// throw.
class TaskQueue final
{
public:
    TaskQueue();
    ~TaskQueue();
    TaskQueue(const TaskQueue &) = delete;
    TaskQueue &operator=(const TaskQueue &) = delete;

    void add(std::function<void()> task);

private:
    void work();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_tasks;
    bool m_closing = false;
    std::thread m_thread;
};

} // namespace seawall::models
