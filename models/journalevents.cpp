// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journalevents.h"

#include "models/format.h"

#include <QMultiHash>

#include <algorithm>
#include <cstdlib>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 shortMs = 1000;
constexpr qint64 sameMs = 5000; // a window notes an event a little after the Journal

class Told final
{
public:
    explicit Told(const std::vector<ClusterEvent> &events)
    {
        for (const auto &event : events) {
            if (event.kind == ClusterEvent::Kind::Operation)
                m_times.insert(format::statement(event.sentence), event.timeMs);
        }
    }
    bool holds(const ClusterEvent &event) const
    {
        const auto [first, last] = m_times.equal_range(format::statement(event.sentence));
        return std::any_of(first, last, [&](qint64 time) { return std::abs(time - event.timeMs) <= sameMs; });
    }

private:
    QMultiHash<QString, qint64> m_times;
};

} // namespace

std::vector<ClusterEvent> eventsOfOthers(const std::vector<JournalEntry> &entries,
                                         const std::vector<ClusterEvent> &told, qint64 from, qint64 to)
{
    const Told known(told);
    std::vector<ClusterEvent> events;
    const auto add = [&](qint64 timeMs, Severity severity, const JournalEntry &entry,
                         const QString &sentence) {
        ClusterEvent event{timeMs, ClusterEvent::Kind::Operation, severity, entry.target.node, sentence};
        if (timeMs >= from && timeMs <= to && !known.holds(event))
            events.push_back(std::move(event));
    };
    for (const auto &entry : entries) {
        if (entry.state == JournalEntry::State::Interrupted)
            continue; // told with that word
        if (!entry.finishedMs || *entry.finishedMs - entry.startedMs >= shortMs)
            add(entry.startedMs, Severity::Info, entry, u"Begun: %1"_s.arg(entry.title));
        if (entry.finishedMs) {
            const bool failed = entry.state == JournalEntry::State::Failed;
            add(*entry.finishedMs, failed ? Severity::Warning : Severity::Info, entry, entry.summary);
        }
    }
    std::ranges::stable_sort(events, {}, &ClusterEvent::timeMs);
    return events;
}

} // namespace seawall::models
