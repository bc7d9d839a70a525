// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/runner.h"

#include <QDateTime>

#include <mutex>

namespace seawall::db {

/// The sink of a run, for all its threads: one call at a time, each with its step and time.
class RunEvents final
{
public:
    explicit RunEvents(const RunSink &sink) : m_sink(sink) {}

    void tell(int step, RunEvent event)
    {
        if (!m_sink)
            return;
        event.step = step;
        const std::lock_guard lock(m_mutex);
        event.timeMs = QDateTime::currentMSecsSinceEpoch();
        m_sink(event);
    }
    void note(int step, const QString &text)
    {
        tell(step, {.kind = RunEvent::Kind::Note, .text = text, .blockers = {}});
    }

private:
    const RunSink &m_sink;
    std::mutex m_mutex;
};

/// Waits, or less long where the token fires; false then.
bool pauseFor(std::chrono::milliseconds span, const std::stop_token &stop);

} // namespace seawall::db
