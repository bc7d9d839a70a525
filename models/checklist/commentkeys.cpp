// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/commentkeys.h"

#include "models/checklist/amounts.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

using Kind = StepSpec::Kind;
using Comparison = MetricRule::Comparison;
using Setter = std::function<bool(StepSpec &, const QString &)>;
using Setters = std::vector<CommentKey>;

Setter number(double StepSpec::*member)
{
    return [member](StepSpec &spec, const QString &value) {
        const auto seconds = secondsFrom(value);
        spec.*member = seconds.value_or(0);
        return seconds.has_value() && *seconds > 0;
    };
}

bool setFigure(StepSpec &spec, const QString &value)
{
    using Figure = MetricRule::Figure;
    static constexpr std::array<std::pair<QLatin1StringView, Figure>, 5> figures{
        {{"lag"_L1, Figure::Lag},
         {"pool"_L1, Figure::PoolUse},
         {"streaming"_L1, Figure::Streaming},
         {"rpo"_L1, Figure::Rpo},
         {"connect"_L1, Figure::CanConnect}}};
    for (const auto &[name, figure] : figures) {
        if (value != name)
            continue;
        spec.metric.figure = figure;
        if (figure == Figure::Streaming || figure == Figure::CanConnect) {
            spec.metric.comparison = Comparison::AtLeast;
            spec.metric.limit = 1;
        }
        return true;
    }
    return false;
}

Setter limit(Comparison comparison)
{
    return [comparison](StepSpec &spec, const QString &value) {
        auto amount = secondsFrom(value);
        if (value.endsWith(u'%')) {
            bool isNumber = false;
            const double share = value.chopped(1).toDouble(&isNumber) / 100;
            amount = isNumber ? std::optional(share) : std::nullopt;
        }
        if (!amount)
            amount = bytesFrom(value); // plain numbers as well
        spec.metric.comparison = comparison;
        spec.metric.limit = amount.value_or(0);
        return amount.has_value();
    };
}

bool setTarget(StepSpec &spec, const QString &value)
{
    spec.target = value == "all"_L1 ? u"*"_s : value;
    for (auto &part : spec.sql)
        part.target = spec.target;
    return !value.isEmpty();
}

bool setRows(StepSpec &spec, const QString &value)
{
    bool isNumber = value == "some"_L1;
    if (!isNumber)
        value.toUInt(&isNumber);
    spec.expectation = {Expectation::Kind::Rows, value};
    return isNumber;
}

bool setMatches(StepSpec &spec, const QString &value)
{
    spec.expectation = {Expectation::Kind::Matches, value};
    return !value.isEmpty() && QRegularExpression(value).isValid();
}

bool setExpect(StepSpec &spec, const QString &value)
{
    spec.expectation = {Expectation::Kind::Value, value};
    return true;
}

Setters commonSetters()
{
    return {{"on"_L1, setTarget}, {"limit"_L1, number(&StepSpec::timeLimitSeconds)}};
}

Setters sqlSetters()
{
    return {{"sql"_L1,
             [](StepSpec &spec, const QString &value) {
                 spec.sql = {{value, spec.target.isEmpty() ? u"primary"_s : spec.target}};
                 return !value.isEmpty();
             }},
            {"expect"_L1, setExpect},
            {"rows"_L1, setRows},
            {"matches"_L1, setMatches},
            {"same-as"_L1, [](StepSpec &spec, const QString &value) {
                 spec.expectation = {Expectation::Kind::AsOnPrimary, {}};
                 return value == "primary"_L1;
             }}};
}

Setters commandSetters()
{
    return {{"command"_L1,
             [](StepSpec &spec, const QString &value) {
                 spec.command = value;
                 return !value.isEmpty();
             }},
            {"expect"_L1, setExpect},
            {"matches"_L1, setMatches}};
}

Setters httpSetters()
{
    return {{"url"_L1,
             [](StepSpec &spec, const QString &value) {
                 spec.http.url = value;
                 return value.startsWith("http://"_L1) || value.startsWith("https://"_L1);
             }},
            {"status"_L1,
             [](StepSpec &spec, const QString &value) {
                 spec.http.status = value.toInt();
                 return spec.http.status >= 100 && spec.http.status < 600;
             }},
            {"within"_L1, [](StepSpec &spec, const QString &value) {
                 spec.http.withinSeconds = secondsFrom(value);
                 return spec.http.withinSeconds.has_value();
             }}};
}

Setters metricSetters()
{
    return {{"figure"_L1, setFigure},
            {"below"_L1, limit(Comparison::Below)},
            {"at-most"_L1, limit(Comparison::AtMost)},
            {"above"_L1, limit(Comparison::Above)},
            {"at-least"_L1, limit(Comparison::AtLeast)},
            {"equal"_L1, limit(Comparison::Equal)},
            {"for"_L1, [](StepSpec &spec, const QString &value) {
                 const auto seconds = secondsFrom(value);
                 spec.metric.holdSeconds = seconds.value_or(0);
                 return seconds.has_value();
             }}};
}

Setters otherSetters(Kind kind)
{
    const auto text = [](QString StepSpec::*member) {
        return [member](StepSpec &spec, const QString &value) {
            spec.*member = value;
            return !value.isEmpty();
        };
    };
    switch (kind) {
    case Kind::Migration:
        return {{"rollback-to"_L1,
                 [](StepSpec &spec, const QString &value) {
                     spec.migration.rollbackTo = value;
                     return !value.isEmpty();
                 }},
                {"apply-all"_L1, [](StepSpec &spec, const QString &value) {
                     spec.migration.applyAll = true;
                     return value.isEmpty();
                 }}};
    case Kind::Flag:
        return {{"name"_L1, text(&StepSpec::flag)}, {"value"_L1, text(&StepSpec::flagValue)}};
    case Kind::FailoverCheck:
        return {{"drill"_L1, text(&StepSpec::drill)}};
    case Kind::File:
        return {{"path"_L1,
                 [](StepSpec &spec, const QString &value) {
                     spec.file.path = value;
                     return !value.isEmpty();
                 }},
                {"contains"_L1, [](StepSpec &spec, const QString &value) {
                     spec.file.contains << value;
                     return !value.isEmpty();
                 }}};
    default:
        return {};
    }
}

} // namespace

std::vector<CommentKey> commentKeysOf(Kind kind)
{
    auto setters = commonSetters();
    const auto own = kind == Kind::Sql       ? sqlSetters()
                     : kind == Kind::Command ? commandSetters()
                     : kind == Kind::Http    ? httpSetters()
                     : kind == Kind::Metric  ? metricSetters()
                                             : otherSetters(kind);
    setters.insert(setters.end(), own.begin(), own.end());
    return setters;
}

} // namespace seawall::models
