// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/clusterevent.h"

#include <QRegularExpression>

#include <array>
#include <cstdlib>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

using Kind = ClusterEvent::Kind;
constexpr std::array kinds{
    std::pair{Kind::RoleChange, "role change"_L1},
    std::pair{Kind::VerdictChange, "verdict change"_L1},
    std::pair{Kind::Outage, "outage"_L1},
    std::pair{Kind::Reconnect, "reconnect"_L1},
    std::pair{Kind::TimelineChange, "timeline"_L1},
    std::pair{Kind::Alert, "alert"_L1},
    std::pair{Kind::Operation, "operation"_L1},
    std::pair{Kind::NameChange, "name change"_L1},
    std::pair{Kind::ClusterChange, "other cluster"_L1},
};

constexpr qint64 apartMs = 10'000; // ticks, and the pauses between two tries to connect

/// What happened, without figures and reasons: they are of the moment.
QString essenceOf(const ClusterEvent &event)
{
    if (event.kind == Kind::Outage || event.kind == Kind::Reconnect)
        return {};
    if (event.kind == Kind::VerdictChange)
        return event.sentence.section(u": "_s, 0, 0);
    static const QRegularExpression figures(
        u"(?<![\\w.])[0-9][0-9.,:/A-F]*( ?(ms|s|min|h|d|B|kB|MB|GB|TB|%))?(?!\\w)"_s);
    auto words = event.sentence;
    return event.kind == Kind::Alert ? words.remove(figures) : words;
}

} // namespace

QString toString(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return u"critical"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Info:
        break;
    }
    return u"info"_s;
}

Severity severityFrom(const QString &text)
{
    if (text == toString(Severity::Critical))
        return Severity::Critical;
    return text == toString(Severity::Warning) ? Severity::Warning : Severity::Info;
}

QString toString(ClusterEvent::Kind kind)
{
    for (const auto &[each, name] : kinds) {
        if (each == kind)
            return name;
    }
    return {};
}

bool isSameEvent(const ClusterEvent &one, const ClusterEvent &other)
{
    return one.kind == other.kind && one.severity == other.severity && one.node == other.node &&
           std::abs(one.timeMs - other.timeMs) <= apartMs && essenceOf(one) == essenceOf(other);
}

QJsonObject toJson(const ClusterEvent &event)
{
    return {{u"time"_s, event.timeMs},
            {u"kind"_s, toString(event.kind)},
            {u"severity"_s, toString(event.severity)},
            {u"node"_s, event.node},
            {u"sentence"_s, event.sentence}};
}

std::optional<ClusterEvent> eventFromJson(const QJsonObject &object)
{
    for (const auto &[kind, name] : kinds) {
        if (object[u"kind"].toString() == name)
            return ClusterEvent{object[u"time"].toInteger(), kind,
                                severityFrom(object[u"severity"].toString()), object[u"node"].toString(),
                                object[u"sentence"].toString()};
    }
    return std::nullopt;
}

} // namespace seawall::models
