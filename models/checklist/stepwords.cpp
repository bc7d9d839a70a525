// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/stepwords.h"

#include "models/checklist/amounts.h"

#include <QRegularExpression>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

using Kind = StepSpec::Kind;
using Figure = MetricRule::Figure;
using Comparison = MetricRule::Comparison;

QRegularExpression words(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

QString quoted(const QString &text)
{
    return u"'%1'"_s.arg(text.simplified());
}

/// A comparison with a figure: '< 1 second', 'at most 80 %'.
struct Limit {
    Comparison comparison = Comparison::Below;
    QString amount; ///< with its unit
    QString text;
};

std::optional<Limit> limitIn(const QString &title)
{
    static const auto pattern = words(
        u"(<=|≤|<|>=|≥|>|=|\\b(?:below|under|less than|fewer than|within|at most|no more than|above|over|"
        u"more than|at least|equals?|is)\\b)\\s*(\\d+(?:\\.\\d+)?\\s*(?:%|percent|[a-zµ]+)?)"_s);
    const auto match = pattern.match(title);
    if (!match.hasMatch())
        return std::nullopt;
    const auto sign = match.captured(1).toLower();
    Limit limit{Comparison::Below, match.captured(2).trimmed(), match.captured()};
    if (QStringList{u"<="_s, u"≤"_s, u"within"_s, u"at most"_s, u"no more than"_s}.contains(sign))
        limit.comparison = Comparison::AtMost;
    else if (QStringList{u">="_s, u"≥"_s, u"at least"_s}.contains(sign))
        limit.comparison = Comparison::AtLeast;
    else if (QStringList{u">"_s, u"above"_s, u"over"_s, u"more than"_s}.contains(sign))
        limit.comparison = Comparison::Above;
    else if (QStringList{u"="_s, u"equal"_s, u"equals"_s, u"is"_s}.contains(sign))
        limit.comparison = Comparison::Equal;
    return limit;
}

StepSpec metric(Figure figure, Comparison comparison, double limit, const QString &why)
{
    StepSpec spec;
    spec.kind = Kind::Metric;
    spec.metric.figure = figure;
    spec.metric.comparison = comparison;
    spec.metric.limit = limit;
    spec.why = why;
    return spec;
}

double holdSeconds(const QString &title)
{
    static const auto pattern = words(u"\\bfor (?:at least )?(\\d+(?:\\.\\d+)?\\s*[a-z]+)"_s);
    const auto match = pattern.match(title);
    return match.hasMatch() ? secondsFrom(match.captured(1)).value_or(10) : 10;
}

std::optional<StepSpec> limitedMetric(const QString &title)
{
    static const auto lag = words(u"\\blag\\b"_s);
    static const auto pool =
        words(u"\\bpools?\\b.*\\b(?:utili[sz]ation|usage|use|used|saturation)\\b|"
              u"\\b(?:utili[sz]ation|usage|use) of (?:the )?(?:connection )?pools?\\b"_s);
    static const auto loss = words(u"\\b(?:data loss|rpo)\\b"_s);
    const auto limit = limitIn(title);
    if (!limit)
        return std::nullopt;
    if (pool.match(title).hasMatch() &&
        (limit->amount.endsWith(u'%') || limit->amount.endsWith("percent"_L1)))
        return metric(Figure::PoolUse, limit->comparison,
                      limit->amount.chopped(limit->amount.endsWith(u'%') ? 1 : 7).toDouble() / 100,
                      u"The title compares the use of the pool: %1."_s.arg(quoted(limit->text)));
    if (lag.match(title).hasMatch()) {
        if (const auto seconds = secondsFrom(limit->amount))
            return metric(Figure::Lag, limit->comparison, *seconds,
                          u"The title compares the lag: %1."_s.arg(quoted(limit->text)));
    }
    if (lag.match(title).hasMatch() || loss.match(title).hasMatch()) {
        if (const auto bytes = bytesFrom(limit->amount))
            return metric(Figure::Rpo, limit->comparison, *bytes,
                          u"The title compares what would be lost: %1."_s.arg(quoted(limit->text)));
    }
    return std::nullopt;
}

std::optional<StepSpec> stateMetric(const QString &title)
{
    static const auto streaming = words(
        u"\\b(?:replicas?|standbys?)\\b.*\\b(?:is|are) (?:still )?(?:streaming|replicating|connected)\\b"_s);
    static const auto connect = words(
        u"\\b(?:primary|replica|standby|database|server|node)\\b.*\\b(?:accepts? connections|is (?:running|reachable|up))\\b"_s);
    if (const auto match = streaming.match(title); match.hasMatch())
        return metric(
            Figure::Streaming, Comparison::AtLeast, 1,
            u"The title says %1; the console sees whether it does."_s.arg(quoted(match.captured())));
    if (const auto match = connect.match(title); match.hasMatch())
        return metric(
            Figure::CanConnect, Comparison::AtLeast, 1,
            u"The title says %1; the console sees whether it does."_s.arg(quoted(match.captured())));
    return std::nullopt;
}

std::optional<StepSpec> httpOf(const StepWords &step)
{
    static const auto loads = words(u"\\b(?:loads?|responds?|answers?|opens?|response times?|returns?)\\b"_s);
    static const QRegularExpression address(u"https?://[^\\s<>)\\]\"'`]+"_s);
    static const auto status = words(u"\\b(?:returns?|status|http)\\s+(\\d{3})\\b"_s);
    const auto url = address.match(step.title + u' ' + step.guidance);
    if (!loads.match(step.title).hasMatch())
        return std::nullopt;
    const auto limit = limitIn(step.title);
    const auto within =
        limit && (limit->comparison == Comparison::Below || limit->comparison == Comparison::AtMost)
            ? secondsFrom(limit->amount)
            : std::nullopt;
    if (!url.hasMatch() && !within)
        return std::nullopt;
    StepSpec spec;
    spec.kind = Kind::Http;
    spec.http.url = url.captured();
    spec.http.withinSeconds = within;
    if (const auto match = status.match(step.title); match.hasMatch())
        spec.http.status = match.captured(1).toInt();
    spec.why = within ? u"The title says how soon a page has to be there: %1."_s.arg(quoted(limit->text))
                      : u"The step names a page that has to answer: %1."_s.arg(quoted(spec.http.url));
    return spec;
}

std::optional<StepSpec> migrationOf(const QString &title)
{
    static const QRegularExpression back(u"--rollback-to[= ]+(\\w+)"_s);
    const auto match = back.match(title);
    const bool all = title.contains("--apply-all"_L1);
    if (!match.hasMatch() && !all)
        return std::nullopt;
    StepSpec spec;
    spec.kind = Kind::Migration;
    spec.target = u"primary"_s;
    spec.migration = {match.captured(1), all};
    spec.timeLimitSeconds = 3600;
    spec.why = u"The title asks for %1."_s.arg(
        match.hasMatch() && all ? u"'--rollback-to %1' and '--apply-all'"_s.arg(match.captured(1))
        : all                   ? u"'--apply-all'"_s
                                : quoted(match.captured()));
    return spec;
}

std::optional<StepSpec> flagOf(const StepWords &step)
{
    static const QRegularExpression pattern(
        u"\\b((?i:toggle|enable|disable|set|unset|turn on|turn off|switch on|switch off|flip))\\b.*?"
        u"\\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\\b(?:\\s*(?:=|\\bto\\b)\\s*[\"']?([\\w.-]+))?"_s);
    const auto match = pattern.match(step.title);
    if (!match.hasMatch())
        return std::nullopt;
    const auto verb = match.captured(1).toLower();
    StepSpec spec;
    spec.kind = Kind::Flag;
    spec.flag = match.captured(2);
    spec.flagValue = match.captured(3);
    if (spec.flagValue.isEmpty() && (verb == "enable"_L1 || verb.endsWith(" on"_L1)))
        spec.flagValue = u"true"_s;
    else if (spec.flagValue.isEmpty() && (verb == "disable"_L1 || verb.endsWith(" off"_L1)))
        spec.flagValue = u"false"_s;
    spec.why = u"The title asks to change a flag: %1."_s.arg(quoted(match.captured()));
    return spec;
}

QString fileNamedIn(const StepWords &step)
{
    static const QRegularExpression name(
        u"^[~.\\w/-]*[\\w-]*\\.[\\w.-]+$|^[~.\\w-]*/[\\w./-]+$|^Dockerfile$|^Makefile$"_s);
    static const QRegularExpression known(
        u"(?:^|\\s)((?:[\\w.-]+/)*[\\w.-]*\\.(?:ya?ml|conf|env|json|toml|ini|cfg|sh|sql|md|py|service|pgpass))(?=$|[\\s,;:])"_s);
    for (const auto &span : step.codeSpans) {
        if (name.match(span.trimmed()).hasMatch())
            return span.trimmed();
    }
    return known.match(step.title).captured(1);
}

std::optional<StepSpec> fileOf(const StepWords &step)
{
    static const auto verb =
        words(u"^(?:create|add|write|update|edit|change|adapt|extend|copy|prepare|save)\\b"_s);
    StepSpec spec;
    spec.kind = Kind::File;
    const auto path = verb.match(step.title).hasMatch() ? fileNamedIn(step) : QString();
    if (!path.isEmpty()) {
        spec.file.path = path;
        spec.why = u"The title names a file to be there: %1."_s.arg(quoted(path));
        return spec;
    }
    if (step.filePath.isEmpty() || step.codeSpans.isEmpty())
        return std::nullopt;
    spec.file.path = step.filePath;
    for (auto span : step.codeSpans) {
        if (span.endsWith("()"_L1))
            span.chop(2);
        spec.file.contains << span.trimmed();
    }
    spec.why = u"The step above is about %1, and the title names what belongs in it: %2."_s.arg(
        quoted(step.filePath), quoted(spec.file.contains.join("', '"_L1)));
    return spec;
}

} // namespace

std::optional<StepSpec> specOfWords(const StepWords &words)
{
    auto spec = migrationOf(words.title);
    if (!spec) {
        spec = limitedMetric(words.title);
        if (spec)
            spec->metric.holdSeconds = holdSeconds(words.title);
    }
    if (!spec)
        spec = httpOf(words);
    if (!spec)
        spec = flagOf(words);
    if (!spec)
        spec = fileOf(words);
    if (!spec)
        spec = stateMetric(words.title);
    return spec;
}

} // namespace seawall::models
