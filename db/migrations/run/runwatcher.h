// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/run/runevents.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace seawall::db {

/// Looks, from a read-only session of its own, at what the run waits for and how far it is, while a statement
/// takes longer than half a second, or half the time it waits for a lock: tells Blocked and Progress. Its
/// thread sleeps otherwise.
class RunWatcher final
{
public:
    RunWatcher(const Endpoint &primary, RunEvents &events);

    /// While the value lives, the session with that pid is at work on the step.
    class Watch final
    {
    public:
        explicit Watch(RunWatcher &watcher) : m_watcher(watcher) {}
        ~Watch() { m_watcher.m_sinceMs = 0; }
        Watch(const Watch &) = delete;
        Watch &operator=(const Watch &) = delete;

    private:
        RunWatcher &m_watcher;
    };
    [[nodiscard]] Watch during(int step, int pid, std::chrono::milliseconds lockTimeout);

    /// Who was in the way when that was last told: 'session 42 of dba (reports)'; empty: nobody was.
    QString lastBlockers() const;

private:
    void watch(const std::stop_token &stop);
    void look(int step, const QString &pid, qint64 since, const std::stop_token &stop);
    void tellBlockers(int step, const Rows &rows);

    const Endpoint m_primary;
    RunEvents &m_events;
    std::optional<Connection> m_connection; ///< of the thread
    std::atomic<int> m_step = 0, m_pid = 0;
    std::atomic<qint64> m_sinceMs = 0; ///< when the work began; 0: none
    std::atomic<qint64> m_longMs = 0;  ///< what takes longer is looked at
    mutable std::mutex m_mutex;        ///< guards m_lastBlockers
    QString m_lastBlockers;
    std::jthread m_thread;
};

} // namespace seawall::db
