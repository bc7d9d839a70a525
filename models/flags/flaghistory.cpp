// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flaghistory.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <map>
#include <ranges>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 sameMs = 30'000; // the outcome is journalled after the server's commit, by another clock

std::optional<QString> textFrom(const QJsonValue &value)
{
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

void sortNewestFirst(std::vector<FlagChange> &changes)
{
    std::ranges::stable_sort(changes, std::ranges::greater(), &FlagChange::timeMs);
}

bool isChange(const JournalEntry &entry)
{
    return entry.kind == u"flag.set" || entry.kind == u"flag.revert" || entry.kind == u"checklist.flag";
}

/// Two values that mean the same.
bool isSame(const std::optional<QString> &one, const std::optional<QString> &other)
{
    const auto isOn = one ? flagIsOn(*one) : std::nullopt;
    return one == other || (isOn && other && isOn == flagIsOn(*other));
}

std::vector<FlagChange> withGaps(const std::vector<FlagChange> &newestFirst)
{
    std::vector<FlagChange> all;
    std::map<QString, std::optional<QString>> left; // by key
    for (const auto &each : std::views::reverse(newestFirst)) {
        if (each.store == u"env") {
            const auto before = left.find(each.key);
            if (before != left.end() && !isSame(before->second, each.from))
                all.push_back({each.store,
                               each.key,
                               before->second,
                               each.from,
                               each.timeMs,
                               {},
                               changedOutsideText(),
                               0});
            left[each.key] = each.to;
        }
        all.push_back(each);
    }
    std::ranges::reverse(all);
    return all;
}

/// The lines of the diff that an Operation shows, and so journals.
struct Lines {
    std::map<QString, QString> before, after;
};
Lines linesOf(const QStringList &actions)
{
    Lines lines;
    for (const auto &action : actions) {
        const auto key = action.mid(2).section(u'=', 0, 0), value = action.mid(2).section(u'=', 1);
        if (action.startsWith(u"- "))
            lines.before[key] = value;
        else if (action.startsWith(u"+ "))
            lines.after[key] = value;
    }
    return lines;
}

bool says(const FlagReading &now, const std::map<QString, QString> &values)
{
    return std::ranges::all_of(values, [&](const auto &each) {
        return isSecretKey(each.first) || now.value(each.first) == each.second;
    });
}

} // namespace

std::vector<FlagChange> flagChanges(const std::vector<JournalEntry> &entries, const QString &store)
{
    std::vector<FlagChange> changes;
    for (const auto &entry : entries) {
        if (!isChange(entry) || entry.state != JournalEntry::State::Succeeded)
            continue;
        FlagChange change;
        change.store = entry.details[u"store"].toString();
        change.timeMs = entry.finishedMs.value_or(entry.startedMs);
        change.who = entry.actor;
        change.why = entry.reason;
        change.journalId = entry.id;
        change.systemIdentifier = entry.target.systemIdentifier;
        if (!store.isEmpty() && change.store != store)
            continue;
        for (const auto &value : entry.details[u"changes"].toArray()) {
            const auto each = value.toObject();
            change.key = each[u"key"].toString();
            change.from = textFrom(each[u"from"]);
            change.to = textFrom(each[u"to"]);
            changes.push_back(change);
        }
    }
    sortNewestFirst(changes);
    return changes;
}

std::vector<FlagChange> mergedHistory(std::vector<FlagChange> journalled,
                                      const std::vector<FlagChange> &stored)
{
    const auto told = journalled;
    for (const auto &each : stored) {
        const bool isKnown = std::ranges::any_of(told, [&](const FlagChange &known) {
            return known.store == each.store && known.key == each.key && known.from == each.from &&
                   known.to == each.to && std::abs(known.timeMs - each.timeMs) < sameMs;
        });
        if (!isKnown)
            journalled.push_back(each);
    }
    sortNewestFirst(journalled);
    return withGaps(journalled);
}

void addLastChanges(FlagReading &reading, const std::vector<FlagChange> &history, qint64 fileMs)
{
    for (auto &flag : reading.flags) {
        const auto last =
            std::ranges::find_if(history, [&](const FlagChange &change) { return change.isOf(flag); });
        if (last == history.end())
            continue;
        flag.lastChange = *last;
        const bool isLater = reading.readMs > last->timeMs; // else the file was read before that change
        if (flag.store == u"env" && isLater && !isSame(flag.value, last->to)) {
            flag.lastChange =
                FlagChange{flag.store, flag.key(), last->to, flag.value, fileMs, {}, changedOutsideText(), 0};
        }
    }
}

std::vector<FlagChange> changesBetween(const FlagReading &before, const FlagReading &after)
{
    std::vector<FlagChange> changes;
    const auto add = [&](const QString &key) {
        const auto was = before.value(key), is = after.value(key);
        const bool isKnown = std::ranges::find(changes, key, &FlagChange::key) != changes.end();
        if (was != is && !isKnown)
            changes.push_back({after.store, key, was, is, after.readMs, {}, {}, 0});
    };
    for (const auto *reading : {&after, &before}) {
        for (const auto &flag : reading->flags)
            add(flag.key());
    }
    return changes;
}

std::optional<Outcome> settled(const JournalEntry &interrupted, const FlagReading &now)
{
    const auto lines = linesOf(interrupted.actions);
    if (!isChange(interrupted) || interrupted.state != JournalEntry::State::Interrupted ||
        lines.after.empty() || interrupted.actions.front() != u"In %1:"_s.arg(now.place))
        return std::nullopt;
    QJsonArray changes;
    for (const auto &[key, value] : lines.after) {
        const auto before = lines.before.find(key);
        changes.append(
            QJsonObject{{u"key"_s, key},
                        {u"from"_s, before == lines.before.end() ? QJsonValue() : QJsonValue(before->second)},
                        {u"to"_s, value}});
    }
    const QJsonObject details{{u"store"_s, now.store}, {u"place"_s, now.place}, {u"changes"_s, changes}};
    if (says(now, lines.after))
        return Outcome{Outcome::State::Succeeded,
                       u"It was interrupted after it had been done: %1 holds the new value."_s.arg(now.place),
                       details,
                       {}};
    const bool isOld = says(now, lines.before) && std::ranges::all_of(lines.after, [&](const auto &each) {
                           return lines.before.contains(each.first) || !now.value(each.first);
                       });
    return Outcome{
        Outcome::State::Failed,
        isOld
            ? u"It was interrupted before anything was changed: %1 holds the old value."_s.arg(now.place)
            : u"It was interrupted; %1 holds neither the old value nor the new one by now."_s.arg(now.place),
        details,
        {}};
}

} // namespace seawall::models
