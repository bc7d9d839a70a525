// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/taskqueue.h"

namespace seawall::models {

TaskQueue::TaskQueue() : m_thread([this] { work(); })
{}

TaskQueue::~TaskQueue()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void TaskQueue::add(std::function<void()> task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_wake.notify_one();
}

void TaskQueue::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_closing || !m_tasks.empty(); });
        if (m_tasks.empty())
            return;
        auto task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        task();
        task = nullptr; // what it holds ends here, and not under the lock
        lock.lock();
    }
}

} // namespace seawall::models
