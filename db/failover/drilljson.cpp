// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drillresult.h"

#include <QJsonArray>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

template<typename T>
QJsonValue maybe(const std::optional<T> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

std::optional<double> realIn(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

std::optional<qint64> wholeIn(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

template<typename Values, typename ToJson>
QJsonArray arrayOf(const Values &values, ToJson toJson)
{
    QJsonArray array;
    for (const auto &value : values)
        array << toJson(value);
    return array;
}

QJsonObject jsonOf(const DrillUse &use)
{
    return {{u"attempts"_s, use.attempts},
            {u"failures"_s, use.failures},
            {u"outage_seconds"_s, use.outageSeconds},
            {u"longest_seconds"_s, use.longestSeconds},
            {u"back"_s, use.isBack},
            {u"answered_by"_s, QJsonArray::fromStringList(use.answeredBy)},
            {u"first_error"_s, use.firstError}};
}

DrillUse useIn(const QJsonObject &object)
{
    DrillUse use;
    use.attempts = object[u"attempts"_s].toInt();
    use.failures = object[u"failures"_s].toInt();
    use.outageSeconds = object[u"outage_seconds"_s].toDouble();
    use.longestSeconds = object[u"longest_seconds"_s].toDouble();
    use.isBack = object[u"back"_s].toBool();
    for (const auto &node : object[u"answered_by"_s].toArray())
        use.answeredBy << node.toString();
    use.firstError = object[u"first_error"_s].toString();
    return use;
}

QJsonObject jsonOf(const DrillPath &path)
{
    return {{u"name"_s, path.name},
            {u"reads"_s, jsonOf(path.reads)},
            {u"writes"_s, jsonOf(path.writes)},
            {u"acknowledged"_s, path.acknowledged},
            {u"lost"_s, maybe(path.lost)},
            {u"doubled"_s, maybe(path.doubled)}};
}

DrillPath pathIn(const QJsonObject &object)
{
    return {object[u"name"_s].toString(),
            useIn(object[u"reads"_s].toObject()),
            useIn(object[u"writes"_s].toObject()),
            object[u"acknowledged"_s].toInteger(),
            wholeIn(object[u"lost"_s]),
            wholeIn(object[u"doubled"_s])};
}

QJsonObject jsonOf(const DrillCriterion &criterion)
{
    return {{u"id"_s, criterion.id},
            {u"title"_s, criterion.title},
            {u"wanted"_s, criterion.wanted},
            {u"measured"_s, criterion.measured},
            {u"state"_s, toString(criterion.state)}};
}

DrillCriterion criterionIn(const QJsonObject &object)
{
    using State = DrillCriterion::State;
    const auto state = object[u"state"_s].toString();
    return {object[u"id"_s].toString(), object[u"title"_s].toString(), object[u"wanted"_s].toString(),
            object[u"measured"_s].toString(),
            state == u"met"      ? State::Met
            : state == u"missed" ? State::Missed
                                 : State::Unknown};
}

} // namespace

QJsonObject DrillResult::toJson() const
{
    const auto moments = arrayOf(timeline, [](const DrillMoment &moment) {
        return QJsonObject{{u"ms"_s, moment.ms}, {u"who"_s, moment.who}, {u"text"_s, moment.text}};
    });
    return {{u"drill"_s, name},
            {u"node"_s, node},
            {u"system_identifier"_s, systemIdentifier},
            {u"started_ms"_s, startedMs},
            {u"tick_seconds"_s, tickSeconds},
            {u"fault_ms"_s, faultMs},
            {u"undone_ms"_s, undoneMs},
            {u"ended_ms"_s, endedMs},
            {u"passed"_s, isPassed()},
            {u"monitor_seconds"_s, maybe(monitorSeconds)},
            {u"router_seconds"_s, maybe(routerSeconds)},
            {u"paths"_s, arrayOf(paths, [](const DrillPath &path) { return jsonOf(path); })},
            {u"criteria"_s, arrayOf(criteria, [](const DrillCriterion &each) { return jsonOf(each); })},
            {u"timeline"_s, moments}};
}

Result<DrillResult> DrillResult::fromJson(const QJsonObject &object)
{
    DrillResult result;
    result.name = object[u"drill"_s].toString();
    result.node = object[u"node"_s].toString();
    if (result.name.isEmpty() || result.node.isEmpty())
        return fail(ErrorKind::InvalidInput, u"This is not the result of a drill."_s);
    result.systemIdentifier = object[u"system_identifier"_s].toString();
    result.startedMs = object[u"started_ms"_s].toInteger();
    result.tickSeconds = object[u"tick_seconds"_s].toDouble();
    result.faultMs = object[u"fault_ms"_s].toInteger();
    result.undoneMs = object[u"undone_ms"_s].toInteger();
    result.endedMs = object[u"ended_ms"_s].toInteger();
    result.monitorSeconds = realIn(object[u"monitor_seconds"_s]);
    result.routerSeconds = realIn(object[u"router_seconds"_s]);
    for (const auto &path : object[u"paths"_s].toArray())
        result.paths.push_back(pathIn(path.toObject()));
    for (const auto &criterion : object[u"criteria"_s].toArray())
        result.criteria.push_back(criterionIn(criterion.toObject()));
    for (const auto &each : object[u"timeline"_s].toArray()) {
        const auto moment = each.toObject();
        result.timeline.push_back(
            {moment[u"ms"_s].toInteger(), moment[u"who"_s].toString(), moment[u"text"_s].toString()});
    }
    return result;
}

} // namespace seawall::db
