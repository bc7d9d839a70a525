// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/deadmanswitch.h"

#include "models/format.h"

#include <algorithm>
#include <array>

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = DeadManSwitch::State;
using Act = SwitchJudge::Verdict::Act;

namespace {

constexpr std::array states{std::pair{State::Armed, "armed"_L1},
                            std::pair{State::Fired, "fired"_L1},
                            std::pair{State::Over, "over"_L1},
                            std::pair{State::Missed, "missed"_L1},
                            std::pair{State::Superseded, "superseded"_L1},
                            std::pair{State::Disarmed, "disarmed"_L1}};

constexpr qint64 longestGapMs =
    70'000; // between two looks, a minute apart at most; longer: something was missed
constexpr qint64 lateMs = 15'000;
constexpr qint64 orphanedMs = 15'000; // what is kept on the disk is 5 s old; so is the look for orphans

/// The worst lag of a replica; nothing where one of them is unknown.
struct WorstLag {
    QString node;
    std::optional<double> seconds;
};
WorstLag worstLag(const db::Snapshot &snapshot)
{
    WorstLag worst{{}, 0};
    for (const auto &node : snapshot.nodes) {
        const bool isReplica =
            node.isReplica() || (!node.reachable && node.configuredRole == db::Role::Replica);
        if (!isReplica)
            continue;
        if (!node.reachable || !node.lag.seconds)
            return {node.name, std::nullopt};
        if (*node.lag.seconds >= *worst.seconds)
            worst = {node.name, node.lag.seconds};
    }
    return worst;
}

struct WorstUse {
    QString what;
    double share = 0;
};
WorstUse worstUse(const db::Snapshot &snapshot)
{
    WorstUse worst;
    const auto take = [&](const QString &what, double share) {
        if (share >= worst.share)
            worst = {what, share};
    };
    for (const auto &node : snapshot.nodes) {
        if (!node.reachable)
            continue;
        if (node.utilization)
            take(u"the connections of %1"_s.arg(node.name), *node.utilization);
        for (const auto &pool : node.pools) {
            if (pool.limit > 0)
                take(u"the pool %1 on %2"_s.arg(pool.label, node.name), double(pool.used) / pool.limit);
        }
    }
    return worst;
}

QJsonValue jsonOf(const std::optional<QString> &text)
{
    return text ? QJsonValue(*text) : QJsonValue();
}

std::optional<QString> textFrom(const QJsonValue &value)
{
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

std::optional<double> numberFrom(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

std::optional<qint64> timeFrom(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

template<typename Number>
QJsonValue jsonOf(const std::optional<Number> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

} // namespace

QString toString(State state)
{
    for (const auto &[each, name] : states) {
        if (each == state)
            return name;
    }
    return {};
}

QString describe(const SwitchTerms &terms)
{
    QStringList conditions;
    if (terms.lagSeconds)
        conditions << u"lag > %1"_s.arg(format::seconds(terms.lagSeconds));
    if (terms.poolShare)
        conditions << u"pool > %1"_s.arg(format::percent(terms.poolShare));
    QStringList parts;
    if (!conditions.isEmpty())
        parts << u"reverted if %1 until %2"_s.arg(conditions.join(u" or "_s),
                                                  format::clockTime(terms.watchUntilMs.value_or(0)));
    if (terms.revertAtMs)
        parts << u"reverted at %1"_s.arg(format::dateTime(*terms.revertAtMs));
    return parts.join(u", "_s);
}

QJsonObject toJson(const DeadManSwitch &each)
{
    return {{u"id"_s, each.id},
            {u"store"_s, each.change.store},
            {u"key"_s, each.change.key},
            {u"from"_s, jsonOf(each.change.from)},
            {u"to"_s, jsonOf(each.change.to)},
            {u"time_ms"_s, each.change.timeMs},
            {u"who"_s, each.change.who},
            {u"why"_s, each.change.why},
            {u"journal_id"_s, each.change.journalId},
            {u"lag_seconds"_s, jsonOf(each.terms.lagSeconds)},
            {u"pool_share"_s, jsonOf(each.terms.poolShare)},
            {u"watch_until_ms"_s, jsonOf(each.terms.watchUntilMs)},
            {u"revert_at_ms"_s, jsonOf(each.terms.revertAtMs)},
            {u"state"_s, toString(each.state)},
            {u"sentence"_s, each.sentence},
            {u"armed_ms"_s, each.armedMs},
            {u"ended_ms"_s, each.endedMs},
            {u"last_seen_ms"_s, each.lastSeenMs},
            {u"pid"_s, each.owner.pid},
            {u"pid_start"_s, each.owner.startTicks},
            {u"boot"_s, each.owner.bootId}};
}

std::optional<DeadManSwitch> switchFromJson(const QJsonObject &object)
{
    const auto *const state =
        std::ranges::find(states, object[u"state"].toString(), &decltype(states)::value_type::second);
    DeadManSwitch each;
    each.id = object[u"id"].toString();
    if (state == states.end() || each.id.isEmpty())
        return std::nullopt;
    each.state = state->first;
    each.change.store = object[u"store"].toString();
    each.change.key = object[u"key"].toString();
    each.change.from = textFrom(object[u"from"]);
    each.change.to = textFrom(object[u"to"]);
    each.change.timeMs = object[u"time_ms"].toInteger();
    each.change.who = object[u"who"].toString();
    each.change.why = object[u"why"].toString();
    each.change.journalId = object[u"journal_id"].toInteger();
    each.terms = {numberFrom(object[u"lag_seconds"]), numberFrom(object[u"pool_share"]),
                  timeFrom(object[u"watch_until_ms"]), timeFrom(object[u"revert_at_ms"])};
    each.sentence = object[u"sentence"].toString();
    each.armedMs = object[u"armed_ms"].toInteger();
    each.endedMs = object[u"ended_ms"].toInteger();
    each.lastSeenMs = object[u"last_seen_ms"].toInteger();
    each.owner = {object[u"pid"].toInteger(), object[u"pid_start"].toInteger(), object[u"boot"].toString()};
    return each;
}

SwitchJudge::Verdict SwitchJudge::judge(const DeadManSwitch &each, qint64 nowMs, const db::Snapshot *snapshot)
{
    const auto &terms = each.terms;
    if (terms.revertAtMs && nowMs >= *terms.revertAtMs) {
        const auto late = nowMs - *terms.revertAtMs;
        return {Act::Revert, State::Fired,
                late > lateMs
                    ? u"Its time was over at %1; nobody watched then, so it is reverted %2 late."_s.arg(
                          format::dateTime(*terms.revertAtMs), format::seconds(double(late) / 1000))
                    : u"Its time was over at %1."_s.arg(format::dateTime(*terms.revertAtMs))};
    }
    const bool watches =
        (terms.lagSeconds || terms.poolShare) && nowMs < terms.watchUntilMs.value_or(nowMs + 1);
    if (!watches && terms.revertAtMs)
        return {};
    if (!watches) {
        const auto endMs = terms.watchUntilMs.value_or(nowMs);
        return endMs - each.lastSeenMs <= longestGapMs
                   ? Verdict{Act::End, State::Over, u"Its time is over and no limit was passed."_s}
                   : Verdict{Act::End, State::Missed, gapOf(each, endMs)};
    }
    if (!snapshot)
        return {};
    if (terms.lagSeconds) {
        const auto lag = worstLag(*snapshot);
        if (lag.seconds && *lag.seconds > *terms.lagSeconds)
            return {Act::Revert, State::Fired,
                    u"The replay lag of %1 is %2, over %3."_s.arg(lag.node, format::seconds(lag.seconds),
                                                                  format::seconds(terms.lagSeconds))};
        if (lag.seconds)
            m_unknownSinceMs.reset();
        else if (!m_unknownSinceMs)
            m_unknownSinceMs = nowMs;
        else if (double(nowMs - *m_unknownSinceMs) > *terms.lagSeconds * 1000)
            return {Act::Revert, State::Fired,
                    u"The replay lag of %1 has been unknown for longer than %2."_s.arg(
                        lag.node, format::seconds(terms.lagSeconds))};
    }
    if (const auto use = worstUse(*snapshot); terms.poolShare && use.share > *terms.poolShare)
        return {Act::Revert, State::Fired,
                u"The use of %1 is %2, over %3."_s.arg(use.what, format::percent(use.share),
                                                       format::percent(terms.poolShare))};
    return {};
}

QString SwitchJudge::gapOf(const DeadManSwitch &each, qint64 nowMs)
{
    if (nowMs - each.lastSeenMs <= orphanedMs)
        return {};
    return u"Nobody watched from %1 to %2: whether a limit was passed then is unknown."_s.arg(
        format::dateTime(each.lastSeenMs), format::dateTime(nowMs));
}

} // namespace seawall::models
