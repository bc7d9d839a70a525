// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/stepcomment.h"

#include "models/checklist/codeuse.h"
#include "models/checklist/stepwords.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::ErrorKind;

namespace {

using Kind = StepSpec::Kind;
using Comparison = MetricRule::Comparison;

struct Entry {
    QString key, value;
};

std::unexpected<db::Error> wrong(const QString &what)
{
    return db::fail(ErrorKind::InvalidInput, what, u"docs/checklists.md lists what a comment can say."_s);
}

/// `key=value key="with \" spaces" word`, in order.
db::Result<std::vector<Entry>> entriesOf(const QString &text)
{
    static const QRegularExpression entry(
        u"\\G\\s*([A-Za-z][\\w-]*)(?:=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\"]+)))?(?=\\s|$)"_s);
    static const QRegularExpression escape(u"\\\\([\"\\\\])"_s);
    std::vector<Entry> entries;
    qsizetype at = 0;
    while (at < text.size()) {
        const auto match = entry.match(text, at);
        if (!match.hasMatch())
            return wrong(u"the comment cannot be read from '%1' on."_s.arg(text.sliced(at).trimmed()));
        auto value = match.hasCaptured(3) ? match.captured(3) : match.captured(2);
        if (!match.hasCaptured(3))
            value.replace(escape, u"\\1"_s);
        entries.push_back({match.captured(1).toLower(), value});
        at = match.capturedEnd();
        while (at < text.size() && text.at(at).isSpace())
            ++at;
    }
    return entries;
}

using Setter = std::function<bool(StepSpec &, const QString &)>; ///< false: the value cannot be used
using Setters = std::vector<std::pair<QLatin1StringView, Setter>>;

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

Setters settersOf(Kind kind)
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

/// What the step itself gives for a kind that was not inferred.
StepSpec started(Kind kind, const ChecklistNode &node, const TargetHints &hints)
{
    StepSpec spec = node.spec.kind == kind ? node.spec : StepSpec();
    spec.kind = kind;
    for (const auto &block : node.blocks) {
        if (node.spec.kind == kind)
            break;
        const auto use = useOf(block);
        if (kind == Kind::Sql && (use == BlockUse::Sql || block.language.isEmpty())) {
            const auto parts = sqlParts(block, hints, u"primary"_s);
            spec.sql.insert(spec.sql.end(), parts.begin(), parts.end());
        } else if (kind == Kind::Command &&
                   (use == BlockUse::Shell || use == BlockUse::Settings || block.language.isEmpty())) {
            spec.command += (spec.command.isEmpty() ? u""_s : u"\n"_s) + shellCommands(block);
        }
    }
    return spec;
}

/// What a step of its kind cannot do without. Empty: it is all there.
QString missing(const StepSpec &spec)
{
    switch (spec.kind) {
    case Kind::Sql:
        return spec.sql.empty() ? u"an sql step needs a block of SQL or sql=\"…\""_s : QString();
    case Kind::Command:
        return spec.command.isEmpty() ? u"a command step needs a block of commands or command=\"…\""_s
                                      : QString();
    case Kind::Migration:
        return spec.migration.rollbackTo.isEmpty() && !spec.migration.applyAll
                   ? u"a migration step needs rollback-to=VERSION or apply-all"_s
                   : QString();
    case Kind::Flag:
        return spec.flag.isEmpty() ? u"a flag step needs name=FLAG"_s : QString();
    case Kind::FailoverCheck:
        return spec.drill.isEmpty() ? u"a failover check needs drill=NAME"_s : QString();
    case Kind::File:
        return spec.file.path.isEmpty() ? u"a file step needs path=FILE"_s : QString();
    default:
        return {};
    }
}

} // namespace

db::Result<StepSpec> specFromComment(const QString &comment, const ChecklistNode &node,
                                     const TargetHints &hints)
{
    const auto entries = entriesOf(comment);
    if (!entries)
        return std::unexpected(entries.error());
    if (entries->empty())
        return wrong(u"the comment does not say what kind of step it is."_s);
    const auto word = entries->front().key;
    const auto kind = stepKindFrom(word);
    if (!kind || !entries->front().value.isEmpty())
        return wrong(u"'%1' is no kind of step."_s.arg(word));

    auto spec = started(*kind, node, hints);
    spec.source = StepSpec::Source::Comment;
    spec.why = u"A comment behind the step says so."_s;
    const auto setters = settersOf(*kind);
    bool hasFigure = node.spec.kind == *kind, hasLimit = hasFigure, hasContents = false;
    for (size_t at = 1; at < entries->size(); ++at) {
        const auto &[key, value] = entries->at(at);
        const auto setter = std::ranges::find(setters, key, &Setters::value_type::first);
        if (setter == setters.end())
            return wrong(u"a step of the kind '%1' has no '%2'."_s.arg(toString(*kind), key));
        if (key == "contains"_L1 && !std::exchange(hasContents, true))
            spec.file.contains.clear();
        if (!setter->second(spec, value))
            return wrong(u"'%1' is no value for '%2'."_s.arg(value, key));
        hasFigure = hasFigure || key == "figure"_L1;
        hasLimit = hasLimit ||
                   (key != "figure"_L1 && key != "for"_L1 && key != "on"_L1 && key != "limit"_L1) ||
                   value == "streaming"_L1 || value == "connect"_L1;
    }
    for (const auto &[key, value] : *entries) {
        if (key == "on"_L1) // in whatever order they stand
            setTarget(spec, value);
    }
    if (*kind == Kind::Metric && (!hasFigure || !hasLimit))
        return wrong(u"a metric step needs figure=… and a limit such as below=1s."_s);
    if (*kind == Kind::Sql && spec.target.isEmpty() && !spec.sql.empty())
        spec.target = spec.sql.front().target;
    if (const auto what = missing(spec); !what.isEmpty())
        return wrong(what + u'.');
    return spec;
}

} // namespace seawall::models
