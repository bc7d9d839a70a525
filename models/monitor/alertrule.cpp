// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/alertrule.h"

#include <array>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

using Kind = AlertRule::Kind;
constexpr std::array kinds{
    std::pair{Kind::Lag, "lag"_L1},
    std::pair{Kind::Pool, "pool"_L1},
    std::pair{Kind::Verdict, "verdict"_L1},
    std::pair{Kind::Outage, "outage"_L1},
    std::pair{Kind::RoleChange, "role change"_L1},
    std::pair{Kind::SplitBrain, "split brain"_L1},
    std::pair{Kind::SlotRetention, "slot retention"_L1},
    std::pair{Kind::PgBouncerWait, "pgbouncer wait"_L1},
};

} // namespace

QString toString(AlertRule::Kind kind)
{
    for (const auto &[each, name] : kinds) {
        if (each == kind)
            return name;
    }
    return {};
}

bool hasThreshold(AlertRule::Kind kind)
{
    return kind == Kind::Lag || kind == Kind::Pool || kind == Kind::SlotRetention ||
           kind == Kind::PgBouncerWait;
}

QJsonObject toJson(const AlertRule &rule)
{
    return {{u"kind"_s, toString(rule.kind)},         {u"enabled"_s, rule.enabled},
            {u"severity"_s, toString(rule.severity)}, {u"threshold"_s, rule.threshold},
            {u"clear_below"_s, rule.clearBelow},      {u"hold_seconds"_s, rule.holdSeconds}};
}

std::optional<AlertRule> ruleFromJson(const QJsonObject &object)
{
    for (const auto &[kind, name] : kinds) {
        if (object[u"kind"].toString() != name)
            continue;
        AlertRule rule;
        rule.kind = kind;
        rule.enabled = object[u"enabled"].toBool(true);
        rule.severity = severityFrom(object[u"severity"].toString());
        rule.threshold = object[u"threshold"].toDouble();
        rule.clearBelow = object[u"clear_below"].toDouble();
        rule.holdSeconds = object[u"hold_seconds"].toDouble();
        return rule;
    }
    return std::nullopt;
}

QJsonObject toJson(const Alert &alert)
{
    QJsonObject object{{u"rule"_s, toJson(alert.rule)}, {u"node"_s, alert.node},
                       {u"subject"_s, alert.subject},   {u"sentence"_s, alert.sentence},
                       {u"raised"_s, alert.raisedMs},   {u"acknowledged_by"_s, alert.acknowledgedBy}};
    if (alert.clearedMs)
        object[u"cleared"_s] = *alert.clearedMs;
    if (alert.outdated)
        object[u"outdated"_s] = true;
    return object;
}

std::optional<Alert> alertFromJson(const QJsonObject &object)
{
    const auto rule = ruleFromJson(object[u"rule"].toObject());
    if (!rule)
        return std::nullopt;
    Alert alert;
    alert.rule = *rule;
    alert.node = object[u"node"].toString();
    alert.subject = object[u"subject"].toString();
    alert.sentence = object[u"sentence"].toString();
    alert.raisedMs = object[u"raised"].toInteger();
    alert.acknowledgedBy = object[u"acknowledged_by"].toString();
    alert.outdated = object[u"outdated"].toBool();
    if (object.contains(u"cleared"))
        alert.clearedMs = object[u"cleared"].toInteger();
    return alert;
}

} // namespace seawall::models
