// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/failoverrun.h"

#include <chrono>

namespace seawall::db {

/// A step with what it does and undoes. Both can be called again where they were called before: a run that
/// was cut off is taken up at the step it had begun.
struct FailoverWork {
    FailoverStep step;
    std::function<Result<QString>(const std::stop_token &)> act; ///< what was found, in a sentence
    std::function<Result<QString>()> undo;                       ///< empty: nothing to undo
};

/// Takes steps in order, each written to the record before it begins; undoes them in reverse order where one
/// fails, or a stop is asked for, before the point of no return. Belongs to one thread.
class FailoverEngine final
{
public:
    FailoverEngine(std::vector<FailoverWork> steps, FailoverRecord record, QString recordFile,
                   FailoverSink sink);

    /// From the step `first` on. The record stays where anything is left to do.
    FailoverReport run(int first, const std::stop_token &stop);

    /// Undoes the step `last` and all before it.
    FailoverReport undo(int last);

    /// To be called by the step of no return right before it acts: whatever comes then, nothing is undone.
    void commit() { m_isCommitted = true; }
    void note(const QString &text);
    FailoverRecord &record() { return m_record; }
    int indexOf(const QString &id) const; ///< -1 where there is none

private:
    void tell(FailoverEvent::Kind kind, const QString &text);
    FailoverReport gaveUp(int step, const Error &error);
    FailoverReport ended(FailoverReport::State state, std::optional<Error> error);

    std::vector<FailoverWork> m_steps;
    FailoverRecord m_record;
    QString m_recordFile;
    FailoverSink m_sink;
    std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
    std::vector<FailoverEvent> m_events;
    int m_step = 0;
    bool m_isCommitted = false;
};

} // namespace seawall::db
