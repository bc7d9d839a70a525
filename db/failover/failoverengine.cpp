// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/failoverengine.h"

#include <QFile>

namespace seawall::db {

using namespace Qt::StringLiterals;
using Kind = FailoverEvent::Kind;
using State = FailoverReport::State;

FailoverEngine::FailoverEngine(std::vector<FailoverWork> steps, FailoverRecord record, QString recordFile,
                               FailoverSink sink)
    : m_steps(std::move(steps)), m_record(std::move(record)), m_recordFile(std::move(recordFile)),
      m_sink(std::move(sink))
{}

int FailoverEngine::indexOf(const QString &id) const
{
    const auto found =
        std::ranges::find_if(m_steps, [&](const FailoverWork &work) { return work.step.id == id; });
    return found == m_steps.end() ? -1 : int(found - m_steps.begin());
}

void FailoverEngine::tell(Kind kind, const QString &text)
{
    const auto passed = std::chrono::steady_clock::now() - m_began;
    m_events.push_back(
        {kind, m_step, text, std::chrono::duration_cast<std::chrono::milliseconds>(passed).count()});
    if (m_sink)
        m_sink(m_events.back());
}

void FailoverEngine::note(const QString &text)
{
    tell(Kind::Note, text);
}

FailoverReport FailoverEngine::ended(State state, std::optional<Error> error)
{
    FailoverReport report;
    report.state = state;
    report.isCommitted = m_isCommitted;
    report.step = m_step;
    report.error = std::move(error);
    report.events = m_events;
    if (!m_recordFile.isEmpty() && (state == State::Done || state == State::Restored))
        QFile::remove(m_recordFile);
    return report;
}

FailoverReport FailoverEngine::run(int first, const std::stop_token &stop)
{
    for (m_step = first; m_step < int(m_steps.size()); ++m_step) {
        auto &work = m_steps[std::size_t(m_step)];
        if (stop.stop_requested())
            return gaveUp(m_step - 1, {ErrorKind::Cancelled, u"It was stopped on request."_s, {}, {}, {}, 0});
        m_record.step = work.step.id;
        m_record.isUndoing = false;
        if (const auto saved = m_record.save(m_recordFile); !saved)
            return gaveUp(m_step - 1, saved.error());
        tell(Kind::Started, work.step.title);
        const auto found = work.act(stop);
        if (!found) {
            tell(Kind::Failed, found.error().message);
            return gaveUp(m_step, found.error());
        }
        m_isCommitted = m_isCommitted || work.step.isNoReturn;
        tell(Kind::Done, *found);
    }
    m_step = int(m_steps.size()) - 1;
    return ended(State::Done, {});
}

FailoverReport FailoverEngine::gaveUp(int step, const Error &error)
{
    if (!m_isCommitted) {
        auto report = undo(step);
        report.error = report.error ? report.error : error;
        report.step = std::max(step, 0);
        return report;
    }
    const auto noReturn =
        std::ranges::find_if(m_steps, [](const FailoverWork &work) { return work.step.isNoReturn; });
    const bool isPast = m_step > noReturn - m_steps.begin();
    return ended(isPast ? State::Incomplete : State::Stopped, error);
}

FailoverReport FailoverEngine::undo(int last)
{
    for (m_step = last; m_step >= 0; --m_step) {
        const auto &work = m_steps[std::size_t(m_step)];
        if (!work.undo)
            continue;
        m_record.step = work.step.id;
        m_record.isUndoing = true;
        // Where it cannot be written, undoing still is the best that can be done.
        static_cast<void>(m_record.save(m_recordFile));
        tell(Kind::Undoing, work.step.wayBack);
        const auto undone = work.undo();
        if (!undone) {
            tell(Kind::UndoFailed, undone.error().message);
            return ended(State::Stopped, undone.error());
        }
        tell(Kind::Undone, *undone);
    }
    m_step = 0;
    return ended(State::Restored, {});
}

} // namespace seawall::db
