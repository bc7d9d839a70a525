// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/stepjson.h"

#include "app/ctl/output.h"

namespace seawall::app {

using models::Expectation;
using models::MetricRule;
using models::StepSpec;

namespace {

const char *wordFor(Expectation::Kind kind)
{
    using enum Expectation::Kind;
    switch (kind) {
    case Value:
        return "value";
    case Rows:
        return "rows";
    case Matches:
        return "matches";
    case AsOnPrimary:
        return "as on primary";
    case None:
        break;
    }
    return "none";
}

const char *wordFor(MetricRule::Figure figure)
{
    using enum MetricRule::Figure;
    switch (figure) {
    case Lag:
        return "lag";
    case PoolUse:
        return "pool";
    case Streaming:
        return "streaming";
    case Rpo:
        return "rpo";
    case CanConnect:
        break;
    }
    return "connect";
}

const char *wordFor(MetricRule::Comparison comparison)
{
    using enum MetricRule::Comparison;
    switch (comparison) {
    case Below:
        return "below";
    case AtMost:
        return "at most";
    case Above:
        return "above";
    case AtLeast:
        return "at least";
    case Equal:
        break;
    }
    return "equal";
}

const char *wordFor(StepSpec::Source source)
{
    return source == StepSpec::Source::Inferred  ? "inferred"
           : source == StepSpec::Source::Comment ? "comment"
                                                 : "person";
}

Json texts(const QStringList &list)
{
    auto json = Json::array();
    for (const auto &text : list)
        json.push_back(utf8(text));
    return json;
}

void addRule(const StepSpec &spec, Json &json)
{
    using enum StepSpec::Kind;
    switch (spec.kind) {
    case Metric:
        json["metric"] = {{"figure", wordFor(spec.metric.figure)},
                          {"comparison", wordFor(spec.metric.comparison)},
                          {"limit", spec.metric.limit},
                          {"hold_seconds", spec.metric.holdSeconds}};
        break;
    case Http:
        json["http"] = {{"url", utf8(spec.http.url)},
                        {"status", spec.http.status},
                        {"within_seconds", orNull(spec.http.withinSeconds)}};
        break;
    case File:
        json["file"] = {{"path", utf8(spec.file.path)}, {"contains", texts(spec.file.contains)}};
        break;
    case Migration:
        json["migration"] = {{"rollback_to", utf8(spec.migration.rollbackTo)},
                             {"apply_all", spec.migration.applyAll}};
        break;
    case Flag:
        json["flag"] = {{"name", utf8(spec.flag)}, {"value", utf8(spec.flagValue)}};
        break;
    case FailoverCheck:
        json["drill"] = utf8(spec.drill);
        break;
    case Manual:
    case Sql:
    case Command:
        break;
    }
}

} // namespace

Json stepSpecJson(const StepSpec &spec)
{
    Json json;
    auto parts = Json::array();
    for (const auto &part : spec.sql)
        parts.push_back({{"sql", utf8(part.sql)}, {"target", utf8(part.target)}});
    if (spec.kind == StepSpec::Kind::Sql)
        json["sql"] = parts;
    if (spec.kind == StepSpec::Kind::Command)
        json["command"] = utf8(spec.command);
    if (spec.kind == StepSpec::Kind::Sql || spec.kind == StepSpec::Kind::Command)
        json["expect"] = {{"kind", wordFor(spec.expectation.kind)}, {"text", utf8(spec.expectation.text)}};
    addRule(spec, json);
    if (spec.kind != StepSpec::Kind::Manual)
        json["time_limit_seconds"] = spec.timeLimitSeconds;
    json["source"] = wordFor(spec.source);
    json["why"] = utf8(spec.why);
    return json;
}

} // namespace seawall::app
