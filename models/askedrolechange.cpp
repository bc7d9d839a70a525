// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/askedrolechange.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = JournalEntry::State;

namespace {

constexpr qint64 afterMs = 60'000;        // the old primary comes back, and is found again
constexpr qint64 interruptedMs = 600'000; // how long one without an outcome may have acted

QString wordFor(const QString &kind)
{
    static const std::pair<QLatin1StringView, QLatin1StringView> words[] = {
        {"failover.switchover"_L1, "switchover"_L1}, {"failover.promote"_L1, "failover"_L1},
        {"failover.rejoin"_L1, "rejoin"_L1},         {"failover.recover"_L1, "end of a switchover"_L1},
        {"failover.drill"_L1, "drill"_L1},           {"failover.drill.undo"_L1, "end of a drill"_L1},
        {"checklist.failover"_L1, "drill"_L1},       {"node.promote"_L1, "promotion"_L1}};
    const auto *found =
        std::ranges::find(words, kind, &std::pair<QLatin1StringView, QLatin1StringView>::first);
    return found == std::end(words) ? QString() : QString(found->second);
}

bool covers(const JournalEntry &entry, qint64 ms)
{
    if (ms < entry.startedMs)
        return false;
    if (entry.finishedMs)
        return ms <= *entry.finishedMs + afterMs;
    return entry.state == State::Running || ms <= entry.startedMs + interruptedMs;
}

} // namespace

QString askedBy(const Alert &alert, const std::vector<JournalEntry> &entries)
{
    if (alert.rule.kind != AlertRule::Kind::RoleChange)
        return {};
    const auto found = std::ranges::find_if(entries, [&](const JournalEntry &entry) {
        return covers(entry, alert.raisedMs) && !wordFor(entry.kind).isEmpty();
    });
    return found == entries.end() ? QString() : u"the %1 of %2"_s.arg(wordFor(found->kind), found->actor);
}

} // namespace seawall::models
